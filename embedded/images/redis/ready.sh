#!/bin/sh
# Whether the server answers; for probes.
set -eu
if [ -n "${REDIS_PASSWORD_FILE:-}" ]; then
    REDISCLI_AUTH=$(cat "$REDIS_PASSWORD_FILE")
    export REDISCLI_AUTH
fi
[ "$(redis-cli -h 127.0.0.1 ping)" = PONG ]
