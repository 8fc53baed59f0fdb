"""The bilan of files, bytes and dataframes, and their dossiers one at a time."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest

import imilo
from corpus import ROOT
from test_command_line import run

SAMPLE = ROOT / "examples/data/echantillon.csv"
TRUTH = json.loads((ROOT / "examples/data/echantillon.verite.json").read_text(encoding="utf-8"))
DAY = "2026-11-24"
NIR = "255081416802538"
FILE = f"matricule;nir;date_naissance;fse\n7;{NIR};1997-05-03;non\n8;;1997-02-30;non\n9;;;\n".encode()


def test_the_sample_has_what_was_planted() -> None:
    answer = imilo.bilan(SAMPLE, date=DAY)
    assert answer["rows"] == TRUTH["rows"] and answer["refused"]["rows"] == TRUTH["refused"]["rows"]
    for key, planted in TRUTH["total"]["retention"].items():
        if isinstance(planted, int):
            assert answer["total"]["retention"][key] == planted, key
    assert len(answer["fields"]) > 100 and answer["complete"]


def test_a_path_bytes_and_tables_give_the_same_counts(tmp_path: Path) -> None:
    # A dataframe holds no row of a wrong number of cells, nor a stray quote: those of the sample that are well formed.
    lines = SAMPLE.read_text(encoding="utf-8-sig").splitlines()
    good = [line for line in lines if '"' not in line and line.count(";") == lines[0].count(";")]
    assert len(good) > 0.8 * len(lines)
    text = "\n".join(good).encode() + b"\n"
    expected = imilo.bilan(text, date=DAY, threads=1)
    path = tmp_path / "good.csv"
    path.write_bytes(text)
    assert imilo.bilan(str(path), date=dt.date(2026, 11, 24), name="") == expected
    table = polars.read_csv(path, separator=";", infer_schema=False)
    for frame in tables(table):
        answer = imilo.bilan(frame, date=DAY)
        assert answer["source"] == type(frame).__name__
        for key in ("rows", "refused", "total", "structures", "fields", "due"):
            assert answer[key] == expected[key], (key, type(frame))  # type: ignore[literal-required]


def tables(table: polars.DataFrame) -> list[Any]:
    # In one piece, of which there is one batch.
    arrow = table.to_arrow().combine_chunks()
    return [
        table,
        arrow,
        arrow.to_batches()[0],
        table.to_pandas(),
        duckdb.from_arrow(arrow),
        pyarrow.RecordBatchReader.from_batches(arrow.schema, arrow.to_batches(max_chunksize=7)),
    ]


def test_cells_of_every_type() -> None:
    table = polars.DataFrame(
        {
            "matricule": [7, 8, None],
            "date_naissance": [dt.date(1997, 5, 3), None, dt.date(2003, 2, 1)],
            "fse": [True, False, None],
            "anonymise_le": [None, dt.datetime(2020, 1, 2), None],
            "sexe": polars.Series(["F", "M", None], dtype=polars.Categorical),
            "commentaires": ['dit "non";\nplus tard', "é|è", None],
        }
    )
    rows = list(imilo.import_dossiers(table))
    assert [row["dossier"]["identite"]["date_naissance"] for row in rows] == ["1997-05-03", None, "2003-02-01"]
    assert [row["dossier"]["identite"]["matricule"] for row in rows] == ["7", "8", None]
    assert [row["dossier"]["identite"]["sexe"] for row in rows] == ["F", "M", None]
    assert rows[1]["dossier"]["conservation"]["anonymised_on"] == "2020-01-02"
    assert rows[0]["dossier"]["ajouts"]["commentaires"] == ['dit "non";\nplus tard']
    assert rows[1]["dossier"]["ajouts"]["commentaires"] == ["é", "è"]


def test_whole_numbers_with_a_gap_are_whole() -> None:
    # pandas makes floating-point numbers of integers when one is missing.
    table = pandas.DataFrame({"matricule": [7, None], "nir": [255081416802538, None]})
    assert table["matricule"].dtype == "float64"
    rows = list(imilo.import_dossiers(table, nir="clear"))
    assert [row["dossier"]["identite"]["matricule"] for row in rows] == ["7", None]
    assert [row["dossier"]["identite"]["nir"] for row in rows] == [NIR, None]
    half = polars.DataFrame({"matricule": ["7"], "nombre_enfants": [1.5]})
    assert "dossier" in next(imilo.import_dossiers(half[["matricule"]]))


@pytest.mark.parametrize(
    "column",
    [
        polars.Series([[1, 2]]),
        polars.Series([dt.datetime(2020, 1, 2, 12)]),
        polars.Series([b"x"]),
        polars.Series([dt.time(12)]),
    ],
)
def test_a_column_that_would_be_changed_is_refused_by_its_name(column: polars.Series) -> None:
    table = polars.DataFrame({"matricule": ["7"], "date_naissance": column})
    for ask in (lambda: imilo.bilan(table, date=DAY), lambda: imilo.import_dossiers(table)):
        with pytest.raises(imilo.ImiloError, match="column 2 “date_naissance”") as raised:
            ask()
        assert (raised.value.code, raised.value.field) == ("file_unreadable", "table")


def test_a_table_without_rows_has_its_columns() -> None:
    empty = polars.DataFrame(schema={"matricule": polars.String, "date_naissance": polars.Date})
    answer = imilo.bilan(empty, date=DAY)
    assert answer["rows"] == 0 and "birth_date" not in answer["not_carried"]


def test_rows_come_once_good_or_refused() -> None:
    rows = imilo.import_dossiers(FILE)
    assert rows.file is None
    good, refused, last = rows
    assert rows.file is not None and rows.file["complete"] and rows.file["nir"] == "left_out"
    assert good["dossier"]["identite"]["date_naissance"] == "1997-05-03" and NIR not in json.dumps(good)
    assert (refused["record"], refused["line"], refused["column"], refused["code"]) == (2, 3, 3, "date_invalid")
    assert "dossier" not in refused and last["dossier"]["identite"]["date_naissance"] is None
    assert next(rows, None) is None
    clear = next(imilo.import_dossiers(FILE, nir="clear"))
    assert clear["dossier"]["identite"]["nir"] == NIR


def test_many_rows_cross_in_parts() -> None:
    file = "matricule\n" + "".join(f"{n}\n" for n in range(2000))
    rows = imilo.import_dossiers(file.encode())
    assert [row["dossier"]["identite"]["matricule"] for row in rows] == [str(n) for n in range(2000)]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    def code(source: Any, **options: Any) -> tuple[str, str | None]:
        with pytest.raises(imilo.ImiloError) as raised:
            imilo.bilan(source, **{"date": DAY, **options})
        assert NIR not in str(raised.value)
        return raised.value.code, raised.value.field

    assert code(tmp_path / "absent.csv") == ("file_unreadable", "path")
    assert code(tmp_path) == ("file_unreadable", "path")
    assert code(b"PK\x03\x04") == ("file_unreadable", None)
    assert code(FILE, mapping="nope") == ("file_mapping", "mapping")
    assert code(FILE, date="2015-01-28") == ("before_first_rule_set", "date")
    for wrong in (7, None, ["a"], {"a": 1}):
        with pytest.raises(TypeError, match="source: expected a path"):
            imilo.bilan(wrong, date=DAY)  # type: ignore[arg-type]
    with pytest.raises(imilo.ImiloError, match="file_folder"):
        imilo.bilan(FILE, date=DAY, folder=ROOT)


def test_the_command_line_writes_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = run("bilan", SAMPLE, "--date", DAY, "--out", folder)
    assert done.returncode == 0 and done.stderr == b""
    assert sorted(path.name for path in folder.iterdir() if path.suffix) == [
        "bilan.html",
        "bilan.json",
        "constats.csv",
        "destinataires.csv",
        "refus.csv",
    ]
    written = json.loads((folder / "bilan.json").read_text(encoding="utf-8"))
    assert written == imilo.bilan(SAMPLE, date=DAY)
    assert re.search(rf"lignes lues +{TRUTH['rows']} ", done.stdout.decode())
    english = run("bilan", SAMPLE, "--date", DAY, "--out", folder, "--lang", "en").stdout.decode()
    assert re.search(rf"rows read +{TRUTH['rows']} ", english)
    assert run("bilan", tmp_path / "absent.csv", "--date", DAY).returncode == 1


def test_today_is_a_day() -> None:
    assert abs((dt.date.fromisoformat(imilo.bilan(FILE)["date"]) - dt.datetime.now().date()).days) <= 1
