#!/usr/bin/env bash
# The service: its tests over SQLite, and over PostgreSQL where the server's programs are here; then every command of its
# README, over each.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/../../target/service}"
# Many databases that live for a moment: in memory where there is such a place.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
status=0
failed() { echo "FAILED: $*"; status=1; }

blocks() { awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$1"; }
if [ "${1:-}" != inside ]; then
  cmp -s <(blocks README.md) <(blocks README.fr.md) || failed "README.md and README.fr.md have other commands"
  cargo fmt --check || failed "format"
  cargo clippy --locked --all-targets -q -- -D warnings || failed "lints"
fi

# Before the README, whose commands have a time to end.
cargo build --locked -q || failed "build"

# The README as it stands, in a copy of the folder, and what is to be seen of it.
readme() {
  local folder out
  folder=$(mktemp -d /tmp/imilo-readme.XXXXXX)
  ln -s "$PWD/Cargo.toml" "$PWD/Cargo.lock" "$PWD/src" "$PWD/service.example.toml" "$PWD/dossier.example.json" "$folder"
  # The crate is built where it stands: its paths to the library are its own.
  blocks README.md | sed "s|^cargo build --locked$|cargo build --locked --manifest-path $PWD/Cargo.toml|" > "$folder/commands"
  out=$(cd "$folder" && timeout 120 bash -eu commands 2> log)
  local code=$?
  [ $code = 0 ] || { failed "a command of the README ($code)"; tail -5 "$folder/log"; }
  local wanted
  for wanted in '"up":true' '"recorded":true' '"nir":"2550814168025"' '"outcome":"not_conforming"' '"schema":"imilo-access/1"' '"refused":0' '"whole":true' '"attested"'; do
    grep -qF "$wanted" <<< "$out" || failed "README: $wanted was not seen"
  done
  # The police has nothing, the log no number.
  [ "$(grep -oF 2550814168025 <<< "$out" | wc -l)" = 1 ] || failed "README: the NIR was not seen once"
  ! grep -qF 2550814168025 "$folder/log" "$folder"/run/imilo.db* 2>/dev/null || failed "README: a NIR in the log or the database"
  grep -q '<html' "$folder/run/access.html" && grep -q Ada "$folder/run/access.html" || failed "README: no access page"
  rm -rf "$folder"
}

if [ "${1:-}" = inside ]; then
  # With a server: the tests run over both databases, the README over PostgreSQL.
  cargo test --locked -q || failed "tests"
  export IMILO_SERVICE_DATABASE="$IMILO_SERVICE_TEST_POSTGRES/postgres"
  readme
  exit $status
fi
readme
if [ -n "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ]; then
  bash postgres.sh bash check.sh inside || status=1
else
  echo "SKIPPED: PostgreSQL is not installed; SQLite alone was tested"
  cargo test --locked -q || failed "tests"
fi
[ $status = 0 ] && echo "service: README and tests passed"
exit $status
