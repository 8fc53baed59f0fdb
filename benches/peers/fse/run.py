"""The indicators of the FSE beside polars and DuckDB: one file, one run, equal counts.

    python3 -m venv target/peers-venv
    target/peers-venv/bin/pip install -r benches/peers/fse/requirements.txt
    target/peers-venv/bin/python benches/peers/fse/run.py

The columns are in memory for all of them; the best of five runs is told, in wall time and in time of the processor.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(Path(__file__).resolve().parent))

import duckdb  # noqa: E402
import polars as pl  # noqa: E402
import pyarrow as pa  # noqa: E402
import pyarrow.compute as pc  # noqa: E402

from indicators import PROGRAMMES, SQL_COLUMNS, SQL_FACTS, polars_columns  # noqa: E402

DAYS = ["entry", "exit", "birth", "since", "education", "qualification"]
CODES = [
    "gender", "status", "in_education", "isced", "background", "disability", "other", "homeless", "rural", "followed",
    "completed", "at_6m", "taught_6m", "improved", "third_country", "minority",
]
NO_DATE = -(2**31)
EVERY_RECORD = "EECO01"  # counts incomplete records too


def ours(directory: str) -> tuple[dict, list]:
    """Writes the file, counts it with the library, reads what it tells."""
    command = ["cargo", "run", "--release", "--locked", "-q", "-p", "imilo-benches", "--example", "fse_peer", directory]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    lines, times = {}, []
    for words in map(str.split, told.splitlines()):
        if words[0] == "time":
            times.append((words[1], "imilo, " + words[2].replace("_", " "), float(words[3]), float(words[4])))
        else:
            lines[words[1], words[2]] = tuple(map(int, words[3:]))
    return lines, times


def column(directory: str, name: str, kind: pa.DataType) -> pa.Array:
    raw = pa.py_buffer((Path(directory) / f"{name}.bin").read_bytes())
    return pa.Array.from_buffers(kind, raw.size * 8 // kind.bit_width, [None, raw])


def days(array: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(array, NO_DATE), None, array).cast(pa.date32())


def tables(directory: str) -> tuple[pa.Table, pa.Table]:
    """The participations, and their events with the number of the row and their place in the list."""
    file = {name: days(column(directory, name, pa.int32())) for name in DAYS}
    file |= {name: column(directory, name, pa.uint8()) for name in CODES}
    offsets = column(directory, "offsets", pa.uint32())
    rows = pa.array(range(len(offsets) - 1), pa.int32())
    counts = pc.subtract(offsets[1:], offsets[:-1])
    lists = pa.ListArray.from_arrays(offsets.cast(pa.int32()), column(directory, "event_statuses", pa.uint8()))
    events = {
        "row": pc.list_parent_indices(lists).cast(pa.int32()),
        "place": pa.array(range(pc.sum(counts).as_py()), pa.int32()),
        "day": days(column(directory, "event_days", pa.int32())),
        "event": column(directory, "event_statuses", pa.uint8()),
    }
    return pa.table(file | {"row": rows}), pa.table(events)


def as_polars(condition: str) -> pl.Expr:
    """A condition of `indicators.py` as an expression."""
    words = re.findall(r"\(|\)|AND|OR|[<>=]|-?\d+|\w+", condition)
    translated = {"AND": "&", "OR": "|", "=": "==", "(": "(", ")": ")", "<": "<", ">": ">"}
    # `a < 1 AND b` of SQL is `(a < 1) & b` of Python: comparisons are put into parentheses.
    python, index = [], 0
    while index < len(words):
        word = words[index]
        if index + 2 < len(words) and words[index + 1] in "<>=":
            python.append(f"(pl.col('{word}') {translated[words[index + 1]]} {words[index + 2]})")
            index += 3
        else:
            python.append(translated.get(word) or f"pl.col('{word}')")
            index += 1
    return eval(" ".join(python), {"pl": pl})  # noqa: S307: our own conditions


def by_polars(file: pl.DataFrame, events: pl.DataFrame, codes: dict) -> dict:
    left = file.lazy()
    exits = left.select("row", "exit").filter(pl.col("exit").is_not_null())
    inside = pl.col("day").is_between(pl.col("exit"), pl.col("exit").dt.offset_by("28d"))
    number = lambda name: pl.col(name).cast(pl.Int64)
    key = pl.col("day").cast(pl.Int32).cast(pl.Int64) * 2**32 + number("place") * 8 + number("event")
    last = (
        events.lazy().join(exits, on="row").filter(inside)
        # Day, place and status in one number: its greatest is the last event, without sorting.
        .group_by("row").agg(key.max().alias("key"))
        .select("row", last_event=(pl.col("key") % 8).cast(pl.UInt8))
    )
    complete = (
        pl.col("gender").is_in([1, 2]) & (pl.col("birth") < pl.col("entry")) & (pl.col("status") > 0)
        & (pl.col("isced") < 9) & (pl.col("exit").is_null() | (pl.col("exit") >= pl.col("entry")))
    )
    facts = polars_columns()
    counts = []
    for code, (population, rule) in of_complete(codes):
        population, rule = as_polars(population), as_polars(rule)
        counts.append((population & rule).sum().alias(code))
        counts.append((population & rule.is_not_null()).sum().alias(f"{code} known"))
    usual = pl.when(pl.col("age") >= 15).then(True).alias("usual_age_past")
    found = (
        left.join(last, on="row", how="left").filter(complete)
        .select("gender", "isced", **facts).with_columns(usual)
        .group_by("gender").agg(counts).collect()
    )
    rows = {row["gender"]: row for row in found.to_dicts()}
    if EVERY_RECORD in codes:
        stands = (pl.col("birth") >= pl.col("entry")) | (pl.col("exit") < pl.col("entry"))
        everybody = left.filter(~stands.fill_null(False)).group_by("gender").agg(pl.len().alias("records")).collect()
        add_every_record(rows, dict(everybody.iter_rows()))
    return by_gender(rows, codes)


def by_duckdb(database: duckdb.DuckDBPyConnection, codes: dict) -> dict:
    counts = ", ".join(
        f'count(*) FILTER (({population}) AND ({rule})) AS "{code}", '
        f'count(*) FILTER (({population}) AND ({rule}) IS NOT NULL) AS "{code} known"'
        for code, (population, rule) in of_complete(codes)
    )
    query = f"""
        WITH last_events AS (
            SELECT row, arg_max(event, (day, place)) AS last_event FROM events JOIN file USING (row)
            WHERE day BETWEEN exit AND exit + 28 GROUP BY row
        ), base AS ({SQL_COLUMNS}), facts AS ({SQL_FACTS}),
        all_facts AS (SELECT *, CASE WHEN age >= 15 THEN true END AS usual_age_past FROM facts)
        SELECT gender, {counts} FROM all_facts GROUP BY gender
    """
    rows = {row["gender"]: row for row in database.sql(query).to_arrow_table().to_pylist()}
    if EVERY_RECORD in codes:
        refused = "coalesce(birth >= entry OR exit < entry, false)"
        everybody = database.execute(f"SELECT gender, count(*) FROM file WHERE NOT {refused} GROUP BY gender")
        add_every_record(rows, dict(everybody.fetchall()))
    return by_gender(rows, codes)


def of_complete(codes: dict) -> list:
    """The codes that count complete records only."""
    return [row for row in codes.items() if row[0] != EVERY_RECORD]


def add_every_record(rows: dict, counts: dict) -> None:
    for gender, row in rows.items():
        row |= {EVERY_RECORD: counts[gender], f"{EVERY_RECORD} known": counts[gender]}


def by_gender(rows: dict, codes: dict) -> dict:
    sum_of = lambda key: sum(row[key] for row in rows.values())
    return {code: (rows[1][code], rows[2][code], sum_of(f"{code} known")) for code in codes}


def best(work) -> tuple[float, float, dict]:
    runs = []
    for _ in range(5):
        wall, processor = time.perf_counter(), time.process_time()
        found = work()
        runs.append((time.perf_counter() - wall, time.process_time() - processor, found))
    return min(runs, key=lambda run: run[0])


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        lines, times = ours(directory)
        file, events = tables(directory)
    threads = os.cpu_count()
    frame, frame_events = pl.from_arrow(file), pl.from_arrow(events)
    database = duckdb.connect()
    # Tables of its own: a view on Arrow would be read anew by each query.
    database.register("arrow_file", file)
    database.register("arrow_events", events)
    database.execute("CREATE TABLE file AS SELECT * FROM arrow_file")
    database.execute("CREATE TABLE events AS SELECT * FROM arrow_events")
    for programme, codes in PROGRAMMES.items():
        peers = {
            f"polars {pl.__version__}, {threads} threads": lambda: by_polars(frame, frame_events, codes),
            f"DuckDB {duckdb.__version__}, {threads} threads": lambda: by_duckdb(database, codes),
        }
        for name, work in peers.items():
            wall, processor, found = best(work)
            for code, counts in found.items():
                expected = lines[programme, code]
                assert counts == expected, f"{programme} {code}: {name} {counts}, imilo {expected}"
            assert len(found) == sum(1 for key in lines if key[0] == programme), "every code"
            times.append((programme, name, wall, processor))
    print(f"{len(file)} participations, {len(events)} events; counts of every code equal\n")
    print("| programme | what | wall, s | processor, s |\n| --- | --- | --- | --- |")
    for programme, name, wall, processor in sorted(times, key=lambda row: list(PROGRAMMES).index(row[0])):
        print(f"| {programme} | {name} | {wall:.3f} | {processor:.3f} |")


if __name__ == "__main__":
    main()
