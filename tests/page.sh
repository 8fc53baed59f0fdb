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
# The page as a browser has it; a second copy, without its policy, with a mission locale chosen by hand.
python3 - <<'P' || exit 1
import json, re
code = max(json.load(open("page/bilan.json"))["structures"], key=lambda row: row["counts"]["dossiers"])["code"]
page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", open("page/bilan.html", encoding="utf-8").read())
choose = '<script>var i=document.getElementById("filtre");i.value="%s";i.dispatchEvent(new Event("input"));</script></body>'
open("chosen.html", "w", encoding="utf-8").write(page.replace("</body>", choose % code))
P
for page in page/bilan chosen; do
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --user-data-dir="$work/profile" \
    --dump-dom "file://$work/$page.html" >"dom-${page##*/}.html" 2>/dev/null || { echo "FAILED: chromium"; exit 1; }
done
python3 - <<'P'
import json, re, html
rapport = json.load(open("page/bilan.json"))
text = html.unescape(re.sub(r"<[^>]*>", " ", open("dom-bilan.html", encoding="utf-8").read()))
text = re.sub(r"[\u202f\u00a0]", "", text)
retention = rapport["total"]["retention"]
for name in ("to_anonymise_now", "to_fse_archive_now", "due_within_90_days", "undetermined"):
    assert str(retention[name]) in text, name
assert len(rapport["structures"]) > 10
# The mission locale that was chosen has a card with its numbers, and its rows alone are left.
chosen = max(rapport["structures"], key=lambda row: row["counts"]["dossiers"])
dom = open("dom-chosen.html", encoding="utf-8").read()
card = dom.split('id="fiche"')[1].split("</div></dl>")[0]
assert chosen["code"] in card and f"<dd>{chosen['counts']['dossiers']}</dd>" in card, "card"
rows = re.findall(r'<tr( hidden="")?>(.*?)</tr>', dom.split('id="listes"')[1].split("</section>")[0], re.S)
rows = [(hidden, row) for hidden, row in rows if 'scope="row"' in row]
left = [row for hidden, row in rows if not hidden]
assert left and len(left) < len(rows) and all(chosen["code"] in row for row in left), "lists"
print("2 passed, 0 failed")
P
