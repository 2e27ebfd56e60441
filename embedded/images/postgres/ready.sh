#!/bin/sh
# Whether the server takes connections; for probes.
exec pg_isready --quiet --host=127.0.0.1 --dbname="$POSTGRES_DB" --username="$POSTGRES_USER" --timeout=2
