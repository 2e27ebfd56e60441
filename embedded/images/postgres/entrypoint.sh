#!/bin/sh
# Starts PostgreSQL with one database that belongs to one role. The environment says which:
#   POSTGRES_DB, POSTGRES_USER   the database and its owner, made at the first start
#   POSTGRES_PASSWORD_FILE       the owner's password, set anew at every start: a changed Secret holds after a restart
#   PGDATA                       a folder below the volume's mount point
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
    : "${POSTGRES_DB:?}" "${POSTGRES_USER:?}" "${POSTGRES_PASSWORD_FILE:?}"
    [ -r "$POSTGRES_PASSWORD_FILE" ] || fail "POSTGRES_PASSWORD_FILE: $POSTGRES_PASSWORD_FILE cannot be read"
    password=$(cat "$POSTGRES_PASSWORD_FILE")
    [ -n "$password" ] || fail "POSTGRES_PASSWORD_FILE: $POSTGRES_PASSWORD_FILE is empty"
    # Single-user mode takes a line as a statement.
    for value in "$POSTGRES_DB" "$POSTGRES_USER" "$password"; do
        case $value in
            *"
"*) fail "POSTGRES_DB, POSTGRES_USER and the password must be one line each" ;;
        esac
    done
}

# quote MARK TEXT: an SQL literal (') or identifier (").
quote() {
    printf '%s%s%s' "$1" "$(printf '%s' "$2" | sed "s/$1/$1$1/g")" "$1"
}

# … | single_user FOLDER: runs statements, one a line, while nobody can connect. A failing one is not logged: it may be a
# password. `exec` makes process 1 its parent: in the lock file of a killed container that is what PostgreSQL takes for stale.
single_user() {
    exec postgres --single -D "$1" -c config_file="$config" -c exit_on_error=on -c log_min_error_statement=panic postgres >/dev/null
}

initialize() {
    rm -rf "$draft"
    initdb --pgdata="$draft" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --data-checksums \
        --auth-local=peer --auth-host=scram-sha-256 --no-instructions
    {
        [ "$POSTGRES_USER" = postgres ] || echo "CREATE ROLE $user LOGIN;"
        [ "$POSTGRES_DB" = postgres ] || echo "CREATE DATABASE $database;"
        echo "ALTER DATABASE $database OWNER TO $user;"
    } | single_user "$draft"
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

read_settings
user=$(quote '"' "$POSTGRES_USER")
database=$(quote '"' "$POSTGRES_DB")
[ -s "$PGDATA/PG_VERSION" ] || initialize
check_version
echo "ALTER ROLE $user PASSWORD $(quote "'" "$password");" | single_user "$PGDATA" ||
    fail "the password of $POSTGRES_USER could not be set, see above; the role was made at the first start with this volume"
exec postgres -D "$PGDATA" -c config_file="$config" "$@"
