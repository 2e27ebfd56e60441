#!/bin/sh
# Starts Redis. If REDIS_PASSWORD_FILE is set, clients must give that file's password. Arguments go to redis-server.
set -eu

config=/etc/redis/redis.conf

if [ -z "${REDIS_PASSWORD_FILE:-}" ]; then
    exec redis-server "$config" "$@"
fi

password=$(cat "$REDIS_PASSWORD_FILE")
if [ -z "$password" ]; then
    echo "redis image: REDIS_PASSWORD_FILE: $REDIS_PASSWORD_FILE is empty" >&2
    exit 1
fi
# By standard input (the last argument): the arguments of a process are everybody's to read.
exec redis-server "$config" "$@" - <<EOF
requirepass "$(printf '%s' "$password" | sed 's/[\\"]/\\&/g')"
EOF
