"""Columns of each library that speaks Arrow, in and out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest

import imilo
from imilo import _imilo

# Each row with the code of nir.md, section 5: valid, key, month and key, length, character, place with its right key.
ROWS = ["284058832102532", "284058832102530", None, "284138832102532", "1", "2840588321O2532", "185072A00412388"]
VALID = [True, False, None, False, False, False, True]
CODES = [0, 128, None, 132, 1, 2, 0]


COLUMNS: list[Any] = [
    polars.Series(ROWS),
    polars.Series(ROWS, dtype=polars.String).rechunk(),
    polars.concat([polars.Series(ROWS[:3]), polars.Series(ROWS[3:])], rechunk=False),
    pandas.Series(ROWS),
    pandas.Series(ROWS, dtype="object"),
    pandas.Series(ROWS, dtype=pandas.ArrowDtype(pyarrow.string())),
    pyarrow.array(ROWS),
    pyarrow.array(ROWS, type=pyarrow.large_string()),
    pyarrow.array(ROWS, type=pyarrow.string_view()),
    pyarrow.array([row and row.encode() for row in ROWS]),
    pyarrow.array([row and row.encode() for row in ROWS], type=pyarrow.large_binary()),
    pyarrow.array([row and row.encode() for row in ROWS], type=pyarrow.binary_view()),
    pyarrow.array(["x", None, *ROWS, None])[2:-1],
    pyarrow.array(["x", None, *ROWS, None], type=pyarrow.string_view())[2:-1],
    pyarrow.chunked_array([ROWS[:1], [], ROWS[1:5], ROWS[5:]]),
    duckdb.from_arrow(pyarrow.table({"nir": ROWS})).to_arrow_table()["nir"],
]


@pytest.mark.parametrize("column", COLUMNS, ids=range(len(COLUMNS)))
def test_every_library_and_layout(column: Any) -> None:
    valid, codes = imilo.nir_valid(column), imilo.nir_codes(column)
    assert valid.to_list() == VALID and codes.to_list() == CODES
    assert len(valid) == len(codes) == len(ROWS)


def test_answers_go_back_to_every_library() -> None:
    valid, codes = imilo.nir_valid(COLUMNS[0]), imilo.nir_codes(COLUMNS[0])
    assert polars.Series(valid).to_list() == VALID and polars.Series(valid).dtype == polars.Boolean
    assert pyarrow.array(valid).to_pylist() == VALID and pyarrow.array(codes).type == pyarrow.uint8()
    assert pyarrow.chunked_array(codes).to_pylist() == CODES
    assert pandas.Series(pyarrow.array(codes), dtype=pandas.ArrowDtype(pyarrow.uint8())).isna().tolist()[2]
    # Without Arrow pandas takes the values one by one; it must not take the column for one value.
    assigned = pandas.DataFrame({"nir": ROWS}).assign(valid=valid)
    assert assigned["valid"].to_list() == VALID and pandas.DataFrame({"valid": valid}).shape == (7, 1)
    frame = polars.DataFrame({"nir": ROWS}).with_columns(polars.Series("code", codes))
    assert frame.filter(polars.col("code") == 0)["nir"].to_list() == [ROWS[0], ROWS[6]]


def test_a_null_column_and_an_empty_one() -> None:
    nothing = imilo.nir_codes(pyarrow.nulls(9))
    assert nothing.to_list() == [None] * 9
    for empty in (pyarrow.array([], type=pyarrow.string()), polars.Series([], dtype=polars.String)):
        assert imilo.nir_valid(empty).to_list() == [] == imilo.nir_codes(empty).to_list()


def test_records_of_a_fixed_size() -> None:
    rows = [row.encode() if row and len(row) == 15 else None for row in ROWS]
    expected = [code if rows[at] else None for at, code in enumerate(CODES)]
    assert imilo.nir_codes(pyarrow.array(rows, type=pyarrow.binary(15))).to_list() == expected
    # The sixteenth byte is not looked at.
    lines = pyarrow.array([row and row + b"\n" for row in rows], type=pyarrow.binary(16))
    assert imilo.nir_codes(lines).to_list() == expected
    assert imilo.nir_codes(lines[3:]).to_list() == expected[3:]


def test_long_columns_have_the_answer_of_each_row() -> None:
    # Over every place within a block of the kernel, and over the borders of chunks.
    rows = (ROWS * 40)[:261]
    expected = (CODES * 40)[:261]
    for cut in range(0, 260, 13):
        chunks = polars.concat([polars.Series(rows[:cut], dtype=polars.String), polars.Series(rows[cut:])], rechunk=False)
        assert imilo.nir_codes(chunks).to_list() == expected
        assert imilo.nir_valid(chunks).to_list() == [None if code is None else code == 0 for code in expected]


def test_the_same_answer_as_the_service() -> None:
    faults = [None, "length", "character", "first_digit", "month", "place", "order"]
    rows = [*ROWS, "384058832102532", "284050032102532", "284058800002532", "284058832100032", "2840588321025", ""]
    for row, code in zip(rows, imilo.nir_codes(polars.Series(rows)).to_list(), strict=True):
        if row is None:
            assert code is None
            continue
        answer = imilo.nir_check(row)
        assert answer["fault"] == (faults[code & 127] or ("key" if code else None))
        if len(row) == 15 and code & 127 != 2:
            assert (answer["key"] == "wrong") == (code >= 128)


def test_what_is_accepted() -> None:
    column = polars.Series(["384058832102530", "2840588321025"])
    assert imilo.nir_codes(column).to_list()[1] == 0
    assert imilo.nir_codes(column, accept={"thirteen": False}).to_list()[1] == 1
    strict, lenient = (imilo.nir_codes(column, accept={"sex_3_4": flag}).to_list()[0] for flag in (False, True))
    assert strict & 127 == 3 and lenient & 127 == 0
    with pytest.raises(imilo.ImiloError) as caught:
        imilo.nir_valid(column, accept={"ntt": True})  # type: ignore[typeddict-unknown-key]
    assert (caught.value.code, caught.value.field) == ("unknown_field", "accept.ntt")


@pytest.mark.parametrize(
    "column",
    [
        None,
        ROWS[0],
        ROWS,
        polars.Series([284058832102532]),
        pyarrow.array([284058832102532]),
        pandas.Series([2.84058832102532e14]),
        pandas.Series(["284058832102532", 284058832102532], dtype="object"),
        polars.Series(ROWS, dtype=polars.Categorical),
        polars.DataFrame({"nir": ROWS}),
        pandas.DataFrame({"nir": ROWS}),
        pyarrow.array([b"284058832102532\n\n"], type=pyarrow.binary(17)),
        pyarrow.array([["284058832102532"]]),
    ],
    ids=range(12),
)
def test_what_is_no_column_of_texts_is_refused_without_a_value(column: Any) -> None:
    with pytest.raises(TypeError, match="^column: expected ") as caught:
        imilo.nir_codes(column)
    assert "84058" not in str(caught.value) and caught.value.__context__ is None and caught.value.__cause__ is None


class Broken:
    """A stream whose second chunk fails, with a text that quotes a value."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        def batches() -> Iterator[Any]:
            yield pyarrow.record_batch({"nir": ROWS})
            raise ValueError("284058832102532")

        schema = pyarrow.schema({"nir": pyarrow.string()})
        return pyarrow.RecordBatchReader.from_batches(schema, batches()).__arrow_c_stream__(requested_schema)


class Interrupted:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        raise KeyboardInterrupt


def test_tables_come_batch_by_batch() -> None:
    table = pyarrow.table({"nir": pyarrow.chunked_array([ROWS, ROWS[:2]]), "age": pyarrow.chunked_array([[1] * 7, [2, 3]])})
    for given, batches in (
        (table, 2),
        (table.to_reader(), 2),
        (table.combine_chunks().to_batches()[0], 1),
        (polars.DataFrame(table), None),
        (pandas.DataFrame({"nir": ROWS + ROWS[:2], "age": range(9)}), None),
        (duckdb.from_arrow(table), None),
    ):
        names, rows, count = _imilo._table_probe(given)  # type: ignore[attr-defined]
        assert (names, rows) == (["nir", "age"], 9) and batches in (None, count)
    with pytest.raises(TypeError, match="^table: expected an Arrow table"):
        _imilo._table_probe(polars.Series(ROWS))  # type: ignore[attr-defined]


def test_a_producer_that_fails_does_not_speak() -> None:
    with pytest.raises(ValueError, match="^table: the Arrow data could not be read$") as caught:
        _imilo._table_probe(Broken())  # type: ignore[attr-defined]
    assert caught.value.__context__ is None and caught.value.__cause__ is None
    with pytest.raises(KeyboardInterrupt):
        imilo.nir_valid(Interrupted())


def test_the_interpreter_is_free_meanwhile() -> None:
    column, turns, done = polars.Series(ROWS * 400_000), 0, threading.Event()

    def work() -> None:
        imilo.nir_codes(column)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        turns += 1
    thread.join()
    assert turns > 10


def test_a_column_does_not_show_its_values() -> None:
    assert repr(imilo.nir_codes(COLUMNS[0])) == "<imilo.Column UInt8, 7 rows>"
