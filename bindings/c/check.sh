#!/bin/sh
# Checks the C ABI from C: header as C99 and C++, the programs plainly, under valgrind and with sanitizers.
#
#   cargo build --workspace && bindings/c/check.sh
#
# IMILO_LIB_DIR   where libimilo.so and libimilo.a are (else debug/ of the build directory)
# CI=true         a missing valgrind is a failure
# IMILO_BLESS=1   writes imilo.ffi.h again instead of comparing it
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
lib=$(CDPATH='' cd -- "${IMILO_LIB_DIR:-${CARGO_TARGET_DIR:-$root/target}/debug}" && pwd) || exit 1
header=$root/imilo-ffi/include
build=$here/build
cc=${CC:-gcc}
cxx=${CXX:-g++}
warnings='-Wall -Wextra -Werror -pedantic'

say() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

[ -f "$lib/libimilo.so" ] || fail "no libimilo.so in $lib: run cargo build --workspace"
mkdir -p "$build"

# program OUTPUT SOURCE FLAGS...: against the shared library, found at run time where it was at build time.
program() {
    output=$1 source=$2
    shift 2
    # shellcheck disable=SC2086 # the warnings are several words
    "$cc" -std=c99 $warnings -g "$@" -I"$header" "$here/$source" -L"$lib" -limilo -Wl,-rpath,"$lib" \
        -o "$build/$output"
}

say "header as C99 and as C++11"
printf '#include "imilo.h"\n#include "imilo.h"\nint main(void) { return imilo_abi_version() != IMILO_ABI_VERSION; }\n' \
    >"$build/header.c"
# shellcheck disable=SC2086
"$cc" -std=c99 $warnings -I"$header" -c "$build/header.c" -o "$build/header_c.o"
# shellcheck disable=SC2086
"$cxx" -std=c++11 -x c++ $warnings -I"$header" "$build/header.c" -L"$lib" -limilo -Wl,-rpath,"$lib" -o "$build/header_cpp"
"$build/header_cpp" || fail "C++ program"

say "imilo.ffi.h, the header for PHP and others that know no preprocessor"
{
    printf '/* Made by bindings/c/check.sh from imilo.h, where everything is explained; do not edit. */\n'
    sed -n 's/^#define \(IMILO_[A-Z0-9_]*\) (\{0,1\}\(-\{0,1\}[0-9][0-9]*\))\{0,1\}$/enum { \1 = \2 };/p' "$header/imilo.h"
    grep -v '^#include' "$header/imilo.h" | "$cc" -E -P -x c -std=c99 -
} >"$build/imilo.ffi.h"
[ "${IMILO_BLESS:-}" != 1 ] || cp "$build/imilo.ffi.h" "$here/imilo.ffi.h"
cmp -s "$build/imilo.ffi.h" "$here/imilo.ffi.h" ||
    fail "bindings/c/imilo.ffi.h is out of step: run bindings/c/check.sh with IMILO_BLESS=1"
# Each constant but the include guard and the text IMILO_VERSION is there.
[ "$(grep -c '^enum' "$here/imilo.ffi.h")" = "$(($(grep -c '^#define IMILO_' "$header/imilo.h") - 2))" ] ||
    fail "imilo.ffi.h lacks a constant"
printf '#include <stddef.h>\n#include <stdint.h>\n#include "%s"\nint unused;\n' "$here/imilo.ffi.h" >"$build/ffi.c"
# shellcheck disable=SC2086
"$cc" -std=c99 $warnings -c "$build/ffi.c" -o "$build/ffi.o"

say "example, pseudonyms, misuse, driver"
program example example.c -O2
program pseudonyms pseudonyms.c -O2
program misuse misuse.c -O2
program driver driver.c -O2
"$build/example" || fail "example"
"$build/pseudonyms" || fail "pseudonyms"
"$build/misuse" || fail "misuse"

# A line as short and as long as they come, a service that is none, no end of line at the end.
long=$(head -c 200000 /dev/zero | tr '\0' ' ')
{
    printf 'versions\t{}\n'
    printf 'rule_set\t{"date":%s"2026-03-01"}\n' "$long"
    printf 'nothing\t{}\n'
    printf 'nir_check\t{"nir":"284058832102530"}\n'
    printf '\t\n'
    printf 'errors\t'
} >"$build/lines"
expected='ok err-free
ok err-free
err unknown_entry
ok err-free
err unknown_entry
err json_syntax'
# answers DRIVER...: the first word of each line, and the code of an error.
answers() {
    "$@" <"$build/lines" >"$build/answers" || fail "driver"
    sed -e 's/^ok\t[{[].*[]}]$/ok err-free/' -e 's/^err\t{"code":"\([a-z_]*\)".*}$/err \1/' "$build/answers"
}
[ "$(answers "$build/driver")" = "$expected" ] || fail "answers of the driver: see $build/answers"
if printf '284058832102532\n' | "$build/driver" >"$build/errors" 2>&1; then fail "a line without tab passed"; fi
if grep -q 28405 "$build/errors"; then fail "the driver repeats a line"; fi

if [ -f "$lib/libimilo.a" ]; then
    say "static library"
    # shellcheck disable=SC2086
    "$cc" -std=c99 $warnings -I"$header" "$here/example.c" "$lib/libimilo.a" -lpthread -ldl -lm -o "$build/example_static"
    "$build/example_static" >"$build/static.out" || fail "example, static"
fi

sanitized=no
if printf 'int main(void) { return 0; }\n' | "$cc" -x c -fsanitize=address,undefined - -o "$build/probe" 2>/dev/null &&
    "$build/probe" 2>/dev/null; then
    say "AddressSanitizer and UndefinedBehaviorSanitizer"
    for name in example pseudonyms misuse driver; do
        program "${name}_asan" "$name.c" -fsanitize=address,undefined -fno-sanitize-recover=all
    done
    "$build/example_asan" >"$build/asan.out" || fail "example under AddressSanitizer"
    "$build/pseudonyms_asan" >"$build/asan.out" || fail "pseudonyms under AddressSanitizer"
    "$build/misuse_asan" >"$build/asan.out" || fail "misuse under AddressSanitizer"
    [ "$(answers "$build/driver_asan")" = "$expected" ] || fail "driver under AddressSanitizer"
    sanitized=yes
else
    say "SKIPPED sanitizers: $cc cannot link with -fsanitize=address,undefined"
fi

if command -v valgrind >/dev/null 2>&1; then
    say "valgrind"
    memcheck() { valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible "$@"; }
    memcheck "$build/example" >"$build/valgrind.out" || fail "example under valgrind"
    memcheck "$build/pseudonyms" >"$build/valgrind.out" || fail "pseudonyms under valgrind"
    memcheck "$build/misuse" >"$build/valgrind.out" || fail "misuse under valgrind"
    [ "$(answers memcheck "$build/driver")" = "$expected" ] || fail "driver under valgrind"
else
    say "SKIPPED valgrind: not installed"
    [ "${CI:-}" != true ] || fail "valgrind is required when CI=true"
    [ "$sanitized" = yes ] || fail "neither valgrind nor sanitizers: memory was not checked"
fi

say "C: all passed"
