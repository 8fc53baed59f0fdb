#!/bin/sh
# Builds the wheel, installs it in a venv of its own and runs its tests (types and stubs included).
# Needs cargo and python3 (3.11 or later, with venv). The last line is pytest's own.
set -eu
start=$(date +%s)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/target/python-venv
# cargo and maturin would rebuild PyO3 for each other in a common directory.
build=$root/target/python-wheel
requirements=$here/requirements-test.txt

if ! cmp -s "$requirements" "$venv/requirements-test.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --requirement "$requirements"
    cp "$requirements" "$venv/requirements-test.txt"
fi

# The dev profile, which compiles sooner; `probe` adds one hidden function that panics.
rm -rf "$build/dist"
CARGO_TARGET_DIR=$build "$venv/bin/maturin" build --quiet --manifest-path "$here/Cargo.toml" \
    --interpreter "$venv/bin/python" --features probe --compatibility linux --out "$build/dist"
"$venv/bin/python" -m pip install --quiet --force-reinstall --no-deps --no-index "$build"/dist/imilo-*.whl

log=$build/pytest.log
status=0
"$venv/bin/python" -m pytest --quiet "$here" >"$log" 2>&1 || status=$?
# All but pytest's closing line, then the time, then that line.
sed '$d' "$log"
echo "python wheel: $(($(date +%s) - start)) s"
tail -n 1 "$log"
exit "$status"
