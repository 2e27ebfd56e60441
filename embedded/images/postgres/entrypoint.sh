#!/bin/sh
# Starts PostgreSQL with one database that belongs to one role, and whose tables another one reads and writes. The environment says which:
#   POSTGRES_DB, POSTGRES_USER      the database and the role of its app, made at the first start
#   POSTGRES_OWNER                  the role that changes the schema; it gets what the app's role owns, also in data from before it
#   POSTGRES_PASSWORD_FILE, POSTGRES_OWNER_PASSWORD_FILE
#                                   their passwords, set anew at every start: a changed Secret holds after a restart
#   PGDATA                          a folder below the volume's mount point
# Arguments go to postgres.
set -eu

config=/etc/postgresql/postgresql.conf
version=15
# Beside PGDATA, so that a rename makes it the data in one step: a start that was cut short leaves nothing half-made.
draft="${PGDATA:?}.draft"

fail() {
    echo "postgres image: $*" >&2
    exit 1
}

# As the first process of a container, a shell ignores signals that it has no trap for.
trap 'exit 143' INT TERM

read_settings() {
    : "${POSTGRES_DB:?}" "${POSTGRES_USER:?}" "${POSTGRES_OWNER:?}" "${POSTGRES_PASSWORD_FILE:?}" "${POSTGRES_OWNER_PASSWORD_FILE:?}"
    password=$(read_password POSTGRES_PASSWORD_FILE "$POSTGRES_PASSWORD_FILE")
    owner_password=$(read_password POSTGRES_OWNER_PASSWORD_FILE "$POSTGRES_OWNER_PASSWORD_FILE")
    # Single-user mode takes a line as a statement.
    for value in "$POSTGRES_DB" "$POSTGRES_USER" "$POSTGRES_OWNER" "$password" "$owner_password"; do
        case $value in
            *"
"*) fail "POSTGRES_DB, POSTGRES_USER, POSTGRES_OWNER and the passwords must be one line each" ;;
        esac
    done
    [ "$POSTGRES_USER" != "$POSTGRES_OWNER" ] || fail "POSTGRES_USER and POSTGRES_OWNER are both $POSTGRES_USER: name two roles"
    for role in "$POSTGRES_USER" "$POSTGRES_OWNER"; do
        [ "$role" != postgres ] || fail "POSTGRES_USER and POSTGRES_OWNER must not be postgres, who may do anything"
    done
}

# read_password VARIABLE FILE
read_password() {
    [ -r "$2" ] || fail "$1: $2 cannot be read"
    [ -s "$2" ] || fail "$1: $2 is empty"
    cat "$2"
}

# quote MARK TEXT: an SQL literal (') or identifier (").
quote() {
    printf '%s%s%s' "$1" "$(printf '%s' "$2" | sed "s/$1/$1$1/g")" "$1"
}

# … | single_user FOLDER DATABASE: runs statements, one a line, while nobody can connect. A failing one is not logged: it may be a
# password. `exec` makes process 1 its parent: in the lock file of a killed container that is what PostgreSQL takes for stale.
single_user() {
    exec postgres --single -D "$1" -c config_file="$config" -c exit_on_error=on -c log_min_error_statement=panic "$2" >/dev/null
}

initialize() {
    rm -rf "$draft"
    initdb --pgdata="$draft" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --data-checksums \
        --auth-local=peer --auth-host=scram-sha-256 --no-instructions
    {
        echo "CREATE ROLE $user LOGIN;"
        [ "$POSTGRES_DB" = postgres ] || echo "CREATE DATABASE $database;"
    } | single_user "$draft" postgres
    if [ -d "$PGDATA" ]; then
        rmdir "$PGDATA" || fail "$PGDATA is neither empty nor a PostgreSQL database: set PGDATA to another folder of the volume"
    fi
    mv "$draft" "$PGDATA"
    sync "${PGDATA%/*}"
}

check_version() {
    found=$(cat "$PGDATA/PG_VERSION")
    [ "$found" = "$version" ] || fail "$PGDATA was written by PostgreSQL $found, this is $version: dump it there and restore it here"
}

# The statements that part the roles, whatever they had before.
part_roles() {
    echo "ALTER ROLE $user PASSWORD $(quote "'" "$password");"
    echo "DO \$do\$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $(quote "'" "$POSTGRES_OWNER")) THEN CREATE ROLE $owner LOGIN; END IF; END \$do\$;"
    echo "ALTER ROLE $owner PASSWORD $(quote "'" "$owner_password");"
    echo "REASSIGN OWNED BY $user TO $owner;"
    # Its owner may create in its schema `public`, and others may not.
    echo "ALTER DATABASE $database OWNER TO $owner;"
    for whose in "GRANT %s ON ALL %s IN SCHEMA public TO $user;" "ALTER DEFAULT PRIVILEGES FOR ROLE $owner IN SCHEMA public GRANT %s ON %s TO $user;"; do
        # shellcheck disable=SC2059 -- the names of the roles are the format's
        printf "$whose\n" "SELECT, INSERT, UPDATE, DELETE" TABLES "USAGE, SELECT, UPDATE" SEQUENCES
    done
}

read_settings
user=$(quote '"' "$POSTGRES_USER")
owner=$(quote '"' "$POSTGRES_OWNER")
database=$(quote '"' "$POSTGRES_DB")
[ -s "$PGDATA/PG_VERSION" ] || initialize
check_version
part_roles | single_user "$PGDATA" "$POSTGRES_DB" ||
    fail "the roles $POSTGRES_USER and $POSTGRES_OWNER could not be set up, see above; $POSTGRES_USER was made at the first start with this volume"
exec postgres -D "$PGDATA" -c config_file="$config" "$@"
