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
run() { php -d error_reporting=-1 -d display_errors=stderr "$here/$1" "$lib/libimilo.so"; }

printf '== PHP\n'
run example.php || fail "example"
answers=$(printf 'versions\t{}\nnothing\t{}\nnir_check\t{"nir":"284058832102530"}\nerrors\t' | run driver.php) || fail "driver"
expected='ok err-free
err unknown_entry
ok err-free
err json_syntax'
[ "$(printf '%s\n' "$answers" | sed -e 's/^ok\t{.*}$/ok err-free/' -e 's/^err\t{"code":"\([a-z_]*\)".*}$/err \1/')" = "$expected" ] ||
    fail "answers of the driver"

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
block() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$here/README.md" | sed '1d;$d'; }

# The example of the page, pasted as it stands (but for the library, of which a debug build is at hand), and what it
# prints. Scripts of the command line may use FFI without a setting.
block php | sed "s|'target/release/libimilo.so'|'$lib/libimilo.so'|" >"$work/essai.php"
block text >"$work/expected"
(cd "$root" && php -d error_reporting=-1 "$work/essai.php") >"$work/found" || fail "the example of README.md"
diff "$work/expected" "$work/found" || fail "README.md shows another output"

# Each error of the page, as it says.
says() { # what is said, php options…
    said=$1
    shift
    php -d error_reporting=-1 -d display_errors=stderr "$@" 2>&1 | grep -q "RuntimeException: imilo: $said" || fail "not said: $said"
}
cp "$here/imilo.php" "$work/alone.php"
new="require '$here/imilo.php'; new Imilo"
says 'the PHP extension FFI is not loaded' -n -r "$new('x');"
says 'FFI is not enabled for this script' -d ffi.enable=0 -r "$new('$lib/libimilo.so');"
says '/nowhere/libimilo.so could not be loaded' -r "$new('/nowhere/libimilo.so');"
says 'imilo.ffi.h is neither beside' -r "require '$work/alone.php'; new Imilo('$lib/libimilo.so');"
cp "$root/bindings/c/imilo.ffi.h" "$work/"
php -r "require '$work/alone.php'; new Imilo('$lib/libimilo.so');" || fail "three files copied together"
sed 's/IMILO_ABI_VERSION = [0-9]*/IMILO_ABI_VERSION = 999/' "$root/bindings/c/imilo.ffi.h" >"$work/imilo.ffi.h"
says ".*is not the library of imilo.ffi.h" -r "require '$work/alone.php'; new Imilo('$lib/libimilo.so');"
cp "$root/bindings/c/imilo.ffi.h" "$work/"

# Behind a web server: nothing without the preloaded file, everything with it.
if php -m | grep -qx 'Zend OPcache'; then
    cat >"$work/page.php" <<'P'
<?php
try {
    class_exists('Imilo') || require __DIR__ . '/alone.php';
    echo (new Imilo(getenv('IMILO_LIBRARY')))->ask('nir_check', ['nir' => 'x'])['outcome'];
} catch (RuntimeException $why) {
    echo $why->getMessage();
}
P
    served() { # what the page must hold, php options…
        wanted=$1
        shift
        IMILO_LIBRARY="$lib/libimilo.so" php -d ffi.enable=preload "$@" -S "127.0.0.1:$port" -t "$work" 2>"$work/log" &
        server=$!
        tries=0
        until php -r "exit(@file_get_contents('http://127.0.0.1:$port/page.php', false, null, 0, 999) === false ? 1 : 0);"; do
            tries=$((tries + 1))
            [ $tries -lt 100 ] && kill -0 "$server" 2>/dev/null || { cat "$work/log"; fail "no web server of PHP"; }
            sleep 0.1
        done
        page=$(php -r "echo file_get_contents('http://127.0.0.1:$port/page.php');")
        kill "$server" && { wait "$server" 2>/dev/null || true; }
        server=
        case $page in *"$wanted"*) ;; *) fail "the web server said: $page" ;; esac
    }
    port=$(php -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo explode(":", stream_socket_get_name($s, false))[1];')
    user=$(id -un)
    served 'FFI is not enabled for this script'
    served not_conforming -d opcache.enable=1 -d opcache.preload="$work/alone.php" -d opcache.preload_user="$user"
fi

printf '== PHP: all passed\n'
