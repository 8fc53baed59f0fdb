#!/usr/bin/env bash
# The main job as a user runs it: exit codes, files written, folders left alone, wrong files.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
root=$PWD
cargo build --release --example bilan --locked -q || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bilan="$root/target/release/examples/bilan"
passed=0 failed=0

expect() { # name, expected exit code, command…
  local name=$1 code=$2
  shift 2
  "$@" >out.txt 2>err.txt
  local found=$?
  if [ $found -eq "$code" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1)); echo "FAILED $name: exit $found, expected $code"; cat err.txt; fi
}
holds() { # name, condition…
  local name=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $name"; fi
}

expect help 0 "$bilan" --help
holds "the names of columns" grep -q 'date_naissance .*ne_le' out.txt
expect "help in English" 0 "$bilan" --help --lang en
holds "no French left" test -z "$(grep -v 'Né le' out.txt | grep -E '[éèêàç«]')"
expect "a language that is not" 1 "$bilan" --lang de
expect "sample in English" 0 "$bilan" --lang=en --out english
holds "no French in the summary" test -z "$(grep -v '[«“]' out.txt | sed 's/D.cret//' | grep -E '[éèêàç]')"
expect "an error in English" 1 "$bilan" --dat x --lang en
holds "no French in an error" grep -q 'unknown option: --dat' err.txt
expect sample 0 "$bilan"
for file in bilan.html bilan.json constats.csv refus.csv destinataires.csv; do holds "$file" test -s "bilan-2026-11-24/$file"; done
expect "sample again, over its own folder" 0 "$bilan"
holds "no second folder" test ! -e bilan-2026-11-24-2
mkdir theirs && echo mine >theirs/notes.txt
expect "a folder of somebody else" 1 "$bilan" --out theirs
holds "left alone" test "$(cat theirs/notes.txt)" = mine
mv bilan-2026-11-24 kept && mkdir bilan-2026-11-24 && echo mine >bilan-2026-11-24/x
expect "default name taken" 0 "$bilan"
holds "another name" test -s bilan-2026-11-24-2/bilan.html
expect "unknown option" 1 "$bilan" --dat 2026-01-01
expect "date that is not" 1 "$bilan" --date 2026-02-30
expect "before the law" 1 "$bilan" --date 2015-01-28
expect "no such file" 2 "$bilan" nowhere.csv
: >empty.csv; expect "empty file" 2 "$bilan" empty.csv
head -c 4096 /dev/urandom >binary.csv; expect "binary file" 2 "$bilan" binary.csv
printf '%%PDF-1.7\n%%\342\343\n' >wrong.csv; expect "a PDF" 2 "$bilan" wrong.csv
holds "it is told" grep -q "c'est un PDF" err.txt
expect "a folder as file" 2 "$bilan" theirs
printf 'a;b\n1;2\n' >unknown.csv; expect "no known column" 2 "$bilan" unknown.csv
printf 'a = "x"\n' >bad.toml; expect "wrong mapping" 1 "$bilan" unknown.csv --mapping bad.toml
printf 'birth = 1\n' >worse.toml; expect "broken mapping" 1 "$bilan" unknown.csv --mapping worse.toml
printf 'date_naissance = "a"\n' >good.toml
printf 'a;b\n01/02/1999;2\n13/04/1998;3\n' >mapped.csv
expect "mapping" 0 "$bilan" mapped.csv --mapping good.toml --out mapped
holds "mapped rows counted" grep -q '"rows": 2' mapped/bilan.json

# Right and refused numbers in every column, the header, the name of the file and the command line: no output has one.
cat >numbers.py <<'P'
import csv, json, pathlib, subprocess, sys
root, bilan, work = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path("leaks")
work.mkdir()
def fold(text):
    return "".join(c for c in text if c.isascii() and c.isalnum())
details = json.loads((root / "tests/vectors/nir_details.json").read_text())["cases"]
numbers = [case["input"] for case in details if sum(c.isdigit() for c in case["input"]) > 10]
numbers = [n for n in numbers if len(fold(n).lstrip("0")) > 8] + ["2840588321O2532", "2 84 O5 88 321 025 32", "28405883210253"]
header = "matricule;code_structure;nom_structure;nir;date_naissance;commune_naissance;programme;programme_debut;fse".split(";")
good = ["7", "75101S00", "Paris", "", "01/06/1990", "75101", "", "", "non"]
with open(work / "numbers.csv", "w", newline="", encoding="utf-8") as file:
    rows = csv.writer(file, delimiter=";")
    rows.writerow(header)
    for number in numbers:
        for column in range(len(header)):
            rows.writerow(good[:column] + [number] + good[column + 1:])
with open(work / "numbers.jsonl", "w", encoding="utf-8") as file:
    for number in numbers:
        for record in ({"idDossier": number}, {"idDossier": 7, "dateNaissance": number}, {"idDossier": 7, number: number},
                       {"idDossier": 7, "structureRattachement": {"nomUsuel": number, "codeStructure": number}}):
            file.write(json.dumps(record) + "\n")
runs = [[work / "numbers.csv"], [work / "numbers.jsonl"]]
for number in numbers[::10] + numbers[-3:]:
    named = work / (number.strip().replace("/", "-").replace("\0", "") + ".csv")
    named.write_text("a;b\n1;2\n")
    runs += [[named], [f"--{number}"], ["--date", number], ["--mapping", number], ["--lang", number], [number, number]]
output = ""
for at, run in enumerate(runs):
    out = work / f"out{at}"
    done = subprocess.run([bilan, *run, "--out", out], capture_output=True, text=True, errors="replace")
    output += done.stdout + done.stderr
    if out.is_dir():
        output += "".join(path.read_text("utf-8") for path in out.iterdir())
assert (work / "out0/constats.csv").read_text("utf-8").count("\n") > len(numbers), "hardly any finding"
assert (work / "out0/refus.csv").read_text("utf-8").count("\n") > len(numbers), "hardly any refusal"
folded = fold(output)
shown = {n for n in numbers for i in range(len(fold(n)) - 8) if fold(n)[i:i + 9] in folded}
sys.exit(f"{len(shown)} numbers show" if shown else 0)
P
expect "no number in any output" 0 python3 numbers.py "$root" "$bilan"

# One bad row in a million: it alone is refused.
python3 - >million.csv <<'P'
import sys
w = sys.stdout.write
w("matricule;date_naissance;fse\n")
for i in range(1_000_000):
    w("%d;30/02/1999;non\n" % i if i == 654_321 else "%d;%02d/%02d/%d;non\n" % (i, 1 + i % 28, 1 + i % 12, 1996 + i % 14))
P
expect "one bad row in a million" 0 "$bilan" million.csv --date 2026-11-24 --out million
holds "a million rows" grep -q '"rows": 1000000' million/bilan.json
holds "one refused" test "$(wc -l <million/refus.csv)" -eq 2
holds "its line, its column, its code" grep -q '^654322;654323;2;.*;date_invalid;' million/refus.csv

# The disk fails in the middle: exit 2, and the folder says that it is not complete. It is not left beside the
# page of an earlier run.
cat >fails.c <<'P'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <unistd.h>
static size_t all;
ssize_t read(int fd, void *into, size_t size) {
  ssize_t (*real)(int, void *, size_t) = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  if (size < 4096) return real(fd, into, size);
  if (all > 5000000) { errno = EIO; return -1; }
  ssize_t got = real(fd, into, size);
  if (got > 0) all += (size_t)got;
  return got;
}
P
if gcc -shared -fPIC -o fails.so fails.c -ldl; then
  expect "a disk that fails" 2 env LD_PRELOAD="$PWD/fails.so" "$bilan" million.csv --date 2026-11-24 --out million
  holds "how much was read is told" grep -Eq 'bilan incomplet .*après [0-9]{6} lignes' err.txt
  holds "not complete in the JSON" grep -q '"complete": false' million/bilan.json
  holds "not complete on the page" grep -q 'class="alert"' million/bilan.html
  holds "where it stopped" grep -q ';read_failed;' million/refus.csv
else
  failed=$((failed + 1)); echo "FAILED: gcc is needed for the disk that fails"
fi

printf '\n%d passed, %d failed\n' $passed $failed
[ $failed -eq 0 ]
