"""Participations of the European Social Fund: files, bytes, dataframes of each kind, codes and reports."""

from __future__ import annotations

import csv
import datetime as dt
import json
import zipfile
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
from test_files import tables

SAMPLE = ROOT / "examples/data/participations.csv"
DAY = "2024-12-31"
NIR = "255081416802538"


def report(source: Any = SAMPLE, **more: Any) -> imilo.FseReport:
    return imilo.fse_report(source, programme="FSE+", report_date=DAY, **more)


def codes(source: Any = SAMPLE, **more: Any) -> Any:
    return imilo.fse_codes(source, programme="FSE+", report_date=DAY, **more)


def test_the_sample_counts_what_a_reader_of_the_file_counts() -> None:
    with open(SAMPLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    answer = report()
    assert answer["refused"] == {"rows": 3, "by_code": {"date_invalid": 1, "integer": 1, "missing_field": 1}}
    assert answer["rows"] == len(rows) and answer["merged"] == 1 and answer["report_date"] == DAY
    assert answer["refused_records"] == 1 and answer["complete"]
    # Rows that stand, the re-entry at its first entry, the one that left before it came in nowhere.
    wrong = {"00901", "00902", "00903", "00904"}
    stand = {row["participant_id"]: row for row in reversed(rows) if row["participant_id"] not in wrong}
    assert answer["grand_total"]["all"] == len(stand)
    complete = [row for row in stand.values() if row["statut_entree"] and row["cite"]]
    assert answer["complete_total"]["all"] == len(complete)
    women = [row for row in complete if row["sexe"] == "F"]

    def counted(code: str, rows: list[dict[str, str]], column: str, *values: str) -> None:
        line = answer.line(code)
        gender = "women" if rows is women else "all"
        assert line["counted"][gender] == sum(row[column] in values for row in rows), code

    for group in (complete, women):
        counted("EECO02", group, "statut_entree", "chômeur")
        counted("EECO04", group, "statut_entree", "inactif")
        counted("EECO09", group, "cite", "1", "2")
        counted("EECO10", group, "cite", "3", "4")
        counted("EECO12", group, "handicap", "oui")
        counted("EECO13", group, "nationalite", "MA", "UA")
        counted("EECO17", group, "zone_rurale", "oui")
    assert answer.line("EECO12")["refused"] == sum(row["handicap"] == "refus" for row in complete)
    assert answer.line("EECO12")["missing"] == sum(row["handicap"] == "" for row in complete)


def test_a_path_bytes_and_tables_give_the_same_report_and_codes() -> None:
    expected, wanted = report(), polars.DataFrame(codes())
    lines = [key for key in expected.data if key not in ("source", "notices")]
    table = polars.read_csv(SAMPLE, separator=";", infer_schema=False)
    for source in (str(SAMPLE), SAMPLE.read_bytes(), *tables(table)):
        answer = report(source, threads=1)
        assert {key: answer[key] for key in lines} == {key: expected[key] for key in lines}, type(source)
    for source in (SAMPLE.read_bytes(), *tables(table)):
        assert polars.DataFrame(codes(source)).equals(wanted), type(source)


def test_a_dataframe_in_a_dataframe_of_its_kind_out() -> None:
    table = polars.read_csv(SAMPLE, separator=";", infer_schema=False)
    assert isinstance(codes(table), polars.DataFrame)
    assert isinstance(codes(table.to_pandas()), pandas.DataFrame)
    assert isinstance(codes(table.to_arrow()), pyarrow.Table)
    assert isinstance(codes(duckdb.from_arrow(table.to_arrow())), imilo.Table)
    assert isinstance(codes(SAMPLE), imilo.Table) and len(codes(SAMPLE)) == len(table)
    assert repr(codes(SAMPLE)) == f"<imilo.Table {len(table)} rows, 34 columns>"


def test_codes_stand_in_the_order_of_the_file_and_add_up_to_the_report() -> None:
    table = polars.DataFrame(codes(reasons=True))
    assert table["record"].to_list() == list(range(1, len(table) + 1))
    answer = report()
    for line in answer["lines"]:
        assert table[line["code"]].sum() == line["counted"]["all"], line["code"]
        assert table[line["code"]].is_not_null().sum() == line["denominator"], line["code"]
        reasons = table[f"{line['code']}_reason"].value_counts().rows()
        refused = dict(reasons).get("Refused", 0)
        assert refused == line["refused"], line["code"]
    errors = table.filter(polars.col("error").is_not_null()).select("participant_id", "error", "error_field").rows()
    assert errors == [
        (None, "date_invalid", "birth_date"),
        (None, "missing_field", "entry_date"),
        (None, "integer", "isced_entry"),
    ]
    merged = table.filter(polars.col("merged_into").is_not_null()).select("participant_id", "merged_into").rows()
    assert len(merged) == 1 and merged[0][0] == "00010"
    first = table.row(merged[0][1] - 1, named=True)
    assert first["participant_id"] == "00010" and first["EECO04"], "the answers are those of the first entry"
    refused_record = table.row(-1, named=True)
    assert "V12:R" in refused_record["findings"] and refused_record["EECO01"] is None
    assert table["six_months_due"].dtype == polars.Date and table["six_months_due"].is_not_null().any()


def test_cells_of_every_type_are_read() -> None:
    table = polars.DataFrame(
        {
            "gender": polars.Series(["F", "M", None], dtype=polars.Categorical),
            "birth_date": [dt.date(2003, 5, 20), dt.date(2003, 5, 20), None],
            "entry_date": [dt.datetime(2023, 10, 2)] * 3,
            "labour_status_entry": ["inactive"] * 3,
            "isced_entry": [2.0, 3.0, None],
            "in_education_entry": [True, False, None],
            "nationalities": ["FR|MA", "MA", None],
        }
    )
    found = codes(table)
    assert found["EECO13"].to_list() == [False, True, None]
    assert found["missing"].to_list() == [None, None, "gender|birth_date|isced_entry"]
    with pytest.raises(imilo.ImiloError, match="column 8") as raised:
        codes(table.with_columns(raw=polars.Series([[1], [2], [3]])))
    assert raised.value.field == "table"


def test_the_report_is_written_as_json_csv_and_workbook(tmp_path: Path) -> None:
    answer = report()
    answer.to_json(tmp_path / "fse.json")
    answer.to_csv(tmp_path / "fse.csv")
    answer.to_xlsx(tmp_path / "fse.xlsx")
    answer.to_xlsx(tmp_path / "english.xlsx", language="en")
    assert json.loads((tmp_path / "fse.json").read_text(encoding="utf-8")) == answer.data
    with open(tmp_path / "fse.csv", encoding="utf-8-sig", newline="") as file:
        lines = {row["code"]: row for row in csv.DictReader(file, delimiter=";")}
    assert int(lines["EECO01"]["total"]) == answer.line("EECO01")["counted"]["all"]
    with zipfile.ZipFile(tmp_path / "fse.xlsx") as book:
        workbook = book.read("xl/workbook.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
    assert "Réalisations" in workbook and "EECR04" in strings
    assert f"<v>{answer.line('EECO01')['counted']['all']}</v>" in sheet
    with zipfile.ZipFile(tmp_path / "english.xlsx") as book:
        assert "Outputs" in book.read("xl/workbook.xml").decode()
    with pytest.raises(ValueError, match="language"):
        answer.to_xlsx(tmp_path / "x.xlsx", language="de")  # type: ignore[arg-type]


def test_a_folder_keeps_leading_zeros_and_no_nir(tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace("\r\n00002;", f"\r\n{NIR};")
    answer = report(text.encode(), folder=tmp_path / "fse")
    assert answer["rows"] == text.count("\n") - 1
    files = sorted(path.name for path in (tmp_path / "fse").iterdir() if not path.name.startswith("."))
    names = ["fse-codes.csv", "fse-constats.csv", "fse-echeances.csv", "fse-refus.csv", "fse.csv", "fse.json", "fse.xlsx"]
    assert files == names
    assert all(NIR.encode() not in (tmp_path / "fse" / name).read_bytes() for name in names)
    with open(tmp_path / "fse/fse-codes.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert rows[0]["participant_id"] == "00001" and rows[0]["operation_id"] in ("0712", "0713")


def test_our_pseudonyms_are_shown_and_what_may_be_a_nir_is_not() -> None:
    ours = "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE"
    table = polars.DataFrame({"participant_id": [ours, "0012", NIR], "entry_date": ["2023-10-02"] * 3})
    assert codes(table)["participant_id"].to_list() == [ours, "0012", "(NIR ?)"]


def test_one_operation_and_small_numbers() -> None:
    whole, one, other = report(), report(operation="0712"), report(operation="0713")
    assert one["grand_total"]["all"] + other["grand_total"]["all"] == whole["grand_total"]["all"]
    published = report(publish_below=5).line("EECO05")["published"]
    counted = whole.line("EECO05")["counted"]
    for key, number in counted.items():
        assert published[key] is None or published[key] == number
        assert not 0 < number < 5 or published[key] is None


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    def fault(**keys: Any) -> tuple[str, str | None]:
        with pytest.raises(imilo.ImiloError) as raised:
            imilo.fse_report(SAMPLE, **keys)
        return raised.value.code, raised.value.field

    assert fault(programme="FSE") == ("missing_field", "annexe")
    assert fault(programme="FSE+", annexe="2018") == ("invalid_argument", "annexe")
    assert fault(programme="FSE+", report_date="2024-02-30") == ("date_invalid", "report_date")
    assert fault(programme="FSE+", options={"A3": 28}) == ("json_field", "options.A3")
    assert fault(programme="FSE+", operation="none") == ("invalid_argument", "operation")
    with pytest.raises(imilo.ImiloError) as raised:
        imilo.fse_records(SAMPLE, participant="none")
    assert (raised.value.code, raised.value.field) == ("invalid_argument", "participant")
    assert fault(programme="FSE+", mapping='nope = "x"') == ("file_mapping", "mapping")
    with pytest.raises(imilo.ImiloError) as raised:
        codes(tmp_path / "none.csv")
    assert raised.value.code == "file_unreadable"
    with pytest.raises(TypeError):
        codes(7)


def test_the_lines_of_the_readme_go_from_the_file_to_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    assert len(block.splitlines()) <= 10
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    found: dict[str, Any] = {}
    exec(compile(block, "README.md", "exec"), found)
    assert zipfile.is_zipfile(tmp_path / "fse.xlsx") and len(found["codes"]) == found["report"]["rows"]
    assert "EECO02" in capsys.readouterr().out


def test_the_command_line(tmp_path: Path) -> None:
    done = run("fse", SAMPLE, "--programme", "FSE+", "--date", DAY, "--out", tmp_path / "fse", "--lang", "en")
    assert done.returncode == 0, done.stderr
    printed = done.stdout.decode()
    assert "rows read" in printed and "EECO02  " in printed and (tmp_path / "fse/fse.xlsx").is_file()
    assert json.loads((tmp_path / "fse/fse.json").read_text(encoding="utf-8"))["report_date"] == DAY
    assert run("fse", SAMPLE, "--programme", "FSE").returncode == 1
    assert run("fse", tmp_path / "none.csv", "--programme", "FSE+").returncode == 1


def test_a_row_is_explained_and_two_files_compared_without_a_hand_on_the_record(tmp_path: Path) -> None:
    with open(SAMPLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found = imilo.fse_records(SAMPLE)
    assert found["complete"] and found["rows"] == len(rows) and len(found["refused"]) == 3
    assert len(found["participations"]) == len(found["places"]) == len(rows) - 3 - report()["merged"]
    records = imilo.fse_report_records(programme="FSE+", report_date=DAY, participations=found["participations"])
    assert records["report"]["lines"] == report()["lines"]
    # The value of each code is that of the dataframe of codes, whatever way it is asked.
    table = polars.DataFrame(codes()).filter(polars.col("record") == found["places"][0]["record"])
    for code in ("EECO02", "EECO09", "EECR04"):
        why = imilo.fse_explain(programme="FSE+", report_date=DAY, code=code, participation=found["participations"][0])
        assert why["value"] == table[code][0]
    same = imilo.fse_records(polars.read_csv(SAMPLE, separator=";", infer_schema=False))
    assert same["participations"] == found["participations"]
    copy = tmp_path / "copy.csv"
    copy.write_text(SAMPLE.read_text(encoding="utf-8").replace("chômeur", "inactif"), encoding="utf-8")
    arguments = ("--programme", "FSE+", "--date", DAY, "--lang", "en")
    done = run("fse-compare", str(SAMPLE), str(copy), *arguments)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and {"code": "EECO02", "after": 0}.items() <= lines[0].items(), done.stderr
    assert any(line.get("cause") == "answers" for line in lines)
    participant = rows[0]["participant_id"]
    done = run("fse-explain", str(SAMPLE), "--participant", participant, "--code", "EECO02", *arguments)
    told = done.stdout.decode()
    assert done.returncode == 0 and told.startswith("EECO02:") and "Entry: 20 January 2023." in told
    assert run("fse-explain", str(SAMPLE), "--participant", "x", "--code", "EECO02", *arguments).returncode == 1
