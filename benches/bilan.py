"""The main job on generated files, beside polars that reads and counts the same file: wall time and memory.

    cargo build --release --workspace --bins --examples
    python3 -m venv venv && venv/bin/pip install polars==2.1.0 && venv/bin/python benches/bilan.py [ROWS]

Three runs of each, the best of them printed; each run is a process of its own. Also compares the counts of the bilan
with the truth of the generator, and those of polars (rows, rows a mission locale) with those of the bilan.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_400_000
DAY = "2026-11-24"

# Rows of a wrong number of cells and stray quotes are planted: polars is told to go on.
PEER = """
import json, sys, polars
rows = polars.scan_csv(sys.argv[1], separator=";", infer_schema=False, truncate_ragged_lines=True, quote_char=None)
counts = rows.group_by("code_structure").len().collect(engine="streaming")
print(json.dumps([counts["len"].sum(), len(counts)]))
"""


def best(command, runs=3):
    """The least wall time in seconds, the most memory in MB, and the last output."""
    walls, memory = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - start)
        assert status == 0, command
        memory = max(memory, usage.ru_maxrss / 1000)
    return min(walls), memory, output


def same_as_truth(bilan, truth):
    """The whole numbers of the truth that the bilan has too."""
    compared = 0
    for part in ("retention", "nir", "commune_naissance"):
        for key, planted in truth["total"][part].items():
            if isinstance(planted, int):
                assert bilan["total"][part][key] == planted, (part, key)
                compared += 1
    for key, planted in truth["data"].items():
        # What the bilan counts of the data, by field and by category too; the rest of the truth is for other tests.
        if key not in ("coherence", "fields", "structures"):
            assert bilan["total"]["data"][key] == planted, key
            compared += 1
    assert (bilan["rows"], bilan["refused"]["rows"]) == (truth["rows"], truth["refused"]["rows"])
    return compared + 2


with tempfile.TemporaryDirectory(dir=os.environ.get("BILAN_DIR")) as folder:
    work = Path(folder)
    for columns in ("narrow", "usual", "wide"):
        file, truth, out = work / "big.csv", work / "big.json", work / "out"
        generate = [RELEASE / "generate", "--count", str(ROWS), "--columns", columns, "--out", file, "--truth", truth]
        subprocess.run(generate, check=True)
        wall, memory, _ = best([RELEASE / "examples/bilan", file, "--date", DAY, "--out", out])
        bilan = json.loads((out / "bilan.json").read_text(encoding="utf-8"))
        compared = same_as_truth(bilan, json.loads(truth.read_text(encoding="utf-8")))
        peer, peer_memory, counted = best([sys.executable, "-c", PEER, file])
        size = file.stat().st_size / 1e6
        print(
            f"{columns}: {ROWS} rows, {size:.0f} MB; bilan {wall:.2f} s, {memory:.0f} MB, {compared} counts as planted; "
            f"polars reads and counts {json.loads(counted)} in {peer:.2f} s, {peer_memory:.0f} MB",
            flush=True,
        )
        file.unlink()
