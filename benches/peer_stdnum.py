"""python-stdnum on the records of the benchmark `nir_bulk`, in CPU time of the thread.

BULK_FILE=records.txt cargo bench -p imilo-benches --bench nir_bulk -- 'stride 15$'
pip install python-stdnum==2.2 && python3 benches/peer_stdnum.py records.txt
"""

import statistics
import sys
import time

from stdnum.fr import nir

with open(sys.argv[1], encoding="ascii") as file:
    records = file.read().split("\n")[:1_000_000]

rates, counts = [], set()
for _ in range(3):
    start = time.thread_time()
    counts.add(sum(map(nir.is_valid, records)))
    rates.append(len(records) / (time.thread_time() - start) / 1e6)
print(f"python-stdnum: {statistics.median(rates):.3f} M/s (best {max(rates):.3f}), {counts} valid of {len(records)}")
