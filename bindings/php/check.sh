#!/bin/sh
# Runs the PHP example and driver: cargo build --workspace && bindings/php/check.sh
#
# IMILO_LIB_DIR   where libimilo.so is (else debug/ of the build directory)
# CI=true         a missing PHP is a failure
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
lib=$(CDPATH='' cd -- "${IMILO_LIB_DIR:-${CARGO_TARGET_DIR:-$root/target}/debug}" && pwd) || exit 1
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

[ -f "$lib/libimilo.so" ] || fail "no libimilo.so in $lib: run cargo build --workspace"
if ! command -v php >/dev/null 2>&1 || ! php -m | grep -qx FFI; then
    printf '== SKIPPED PHP: php-cli with FFI is not installed\n'
    [ "${CI:-}" != true ] || fail "PHP is required when CI=true"
    exit 0
fi
run() { php -d ffi.enable=1 -d error_reporting=-1 -d display_errors=stderr "$here/$1" "$lib/libimilo.so"; }

printf '== PHP\n'
run example.php || fail "example"
answers=$(printf 'versions\t{}\nnothing\t{}\nnir_check\t{"nir":"284058832102530"}\nerrors\t' | run driver.php) || fail "driver"
expected='ok err-free
err unknown_entry
ok err-free
err json_syntax'
[ "$(printf '%s\n' "$answers" | sed -e 's/^ok\t{.*}$/ok err-free/' -e 's/^err\t{"code":"\([a-z_]*\)".*}$/err \1/')" = "$expected" ] ||
    fail "answers of the driver"
printf '== PHP: all passed\n'
