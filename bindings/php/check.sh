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
run() {
    script=$1
    shift
    php -d ffi.enable=1 -d error_reporting=-1 -d display_errors=stderr "$here/$script" "$lib/libimilo.so" "$@"
}

printf '== PHP\n'
run example.php || fail "example"
answers=$(printf 'versions\t{}\nnothing\t{}\nnir_check\t{"nir":"284058832102530"}\nerrors\t' | run driver.php) || fail "driver"
expected='ok err-free
err unknown_entry
ok err-free
err json_syntax'
[ "$(printf '%s\n' "$answers" | sed -e 's/^ok\t{.*}$/ok err-free/' -e 's/^err\t{"code":"\([a-z_]*\)".*}$/err \1/')" = "$expected" ] ||
    fail "answers of the driver"

printf '== PHP, pseudonyms, seals, columns, files\n'
run known.php "$root/tests/vectors" || fail "known answers"

printf '== PHP, the examples of the README\n'
# block KIND N: the Nth block of a kind, without its fences.
block() {
    awk -v fence="\`\`\`$1" -v wanted="$2" \
        '$0 == fence { on = ++seen == wanted; next } /^```/ { on = 0 } on' "$here/README.md"
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
examples=$(grep -c '^```php$' "$here/README.md")
[ "$examples" -ge 3 ] && [ "$examples" = "$(grep -c '^```text$' "$here/README.md")" ] ||
    fail "the README has no example, or one without what it prints"
for example in $(seq "$examples"); do
    block php "$example" >"$work/try.php"
    block text "$example" >"$work/expected"
    # As it is pasted: from the root of the project, with the settings that PHP comes with.
    (cd "$root" && IMILO_LIB="$lib/libimilo.so" php -d error_reporting=-1 -d display_errors=stderr "$work/try.php") \
        >"$work/found" || fail "example $example of the README"
    diff "$work/expected" "$work/found" || fail "example $example of the README prints something else"
done

printf '== PHP, the errors of the README\n'
# error CASE EXPECTED OPTION...: what the case prints, of which the README holds the beginning up to the first value.
error() {
    case=$1 expected=$2
    shift 2
    found=$(php "$@" -d error_reporting=-1 -d display_errors=stderr "$here/errors.php" "$case" "$lib/libimilo.so") || fail "$case"
    case $found in "$expected"*) ;; *) fail "$case: $found" ;; esac
    grep -qF "$expected" "$here/README.md" || fail "README.md does not say: $expected"
}
error request 'ImiloError: date_invalid: '
error extension 'RuntimeException: imilo needs the PHP extension FFI' -n
error restricted 'FFI\Exception: FFI API is restricted by "ffi.enable" configuration directive' -d ffi.enable=0
error library "FFI\\Exception: Failed loading '"
error header 'RuntimeException: imilo.ffi.h is neither beside imilo.php nor in ../c'
error utf8 'JsonException: Malformed UTF-8 characters, possibly incorrectly encoded'
error type 'TypeError'
error row 'ImiloError: json_field: '
error flag 'ImiloError: invalid_argument: '
error function 'ImiloError: file_function: '
# A number in a row of another type is not repeated.
for case in row type; do
    found=$(php -d ffi.enable=1 -d display_errors=stderr "$here/errors.php" "$case" "$lib/libimilo.so" 2>&1)
    case $found in *28405*) fail "$case repeats the number" ;; esac
done
printf '== PHP: all passed\n'
