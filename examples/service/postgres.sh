#!/usr/bin/env bash
# Runs a command with a server of PostgreSQL of its own, gone with it: `postgres.sh COMMAND…`. Nothing listens but a socket
# in a temporary folder. The server refuses root: it then runs as the user `postgres` of the package.
set -euo pipefail
tools=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
tools=${tools:-$(dirname "$(command -v initdb)")}
folder=$(mktemp -d /tmp/imilo-pg.XXXXXX)
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
fi
stop() {
  as "$tools/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
as "$tools/initdb" -D "$folder/data" -U imilo -A trust -E UTF8 --locale=C >/dev/null
as "$tools/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-c fsync=off -c listen_addresses='' -c unix_socket_directories=$folder -c unix_socket_permissions=0777" start >/dev/null
cd - >/dev/null
export IMILO_SERVICE_TEST_POSTGRES="postgres://imilo@${folder//\//%2F}"
"$@"
