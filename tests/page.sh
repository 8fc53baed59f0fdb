#!/usr/bin/env bash
# The page of the sample in headless Chromium: it opens from disk, and shows the counts of the JSON.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
root=$PWD
cargo build --release --example bilan --locked -q || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$root/target/release/examples/bilan" --out page >/dev/null || exit 1
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --user-data-dir="$work/profile" \
  --dump-dom "file://$work/page/bilan.html" >dom.html 2>/dev/null || { echo "FAILED: chromium"; exit 1; }
python3 - <<'P'
import json, re, html
rapport = json.load(open("page/bilan.json"))
text = html.unescape(re.sub(r"<[^>]*>", " ", open("dom.html", encoding="utf-8").read()))
text = re.sub(r"[\u202f\u00a0]", "", text)
retention = rapport["total"]["retention"]
for name in ("to_anonymise_now", "to_fse_archive_now", "due_within_90_days", "undetermined"):
    assert str(retention[name]) in text, name
assert len(rapport["structures"]) > 10
print("1 passed, 0 failed")
P
