"""Answers go straight into pandas and polars."""

from __future__ import annotations

from typing import Any

import numpy
import pandas
import polars
import pytest

import imilo

FACTS: dict[str, Any] = {"rqth_periods": [], "programmes": [], "cej_contracts": [], "fse": {"cofinanced": False}}
BIRTHS = ["1997-03-14", "1997-03-15", None, "1897-02-30"]


def rows() -> list[imilo.ConservationRow]:
    return imilo.conservation_many(
        {"kind": "dossier", "date": "2025-03-14", "facts": FACTS | {"birth_date": birth}} for birth in BIRTHS
    )


OUTCOMES = ["not_conforming", "conforming", "undetermined"]
DAYS = ["2025-03-14", "2025-03-15", None]


def test_pandas() -> None:
    frame = pandas.DataFrame(rows())
    assert frame["outcome"].dropna().tolist() == OUTCOMES and frame["outcome"].isna().tolist()[3]
    days = pandas.to_datetime(frame["accessible_until"]).dt.strftime("%Y-%m-%d").tolist()
    assert days[:2] == DAYS[:2] and pandas.isna(days[2])
    assert frame["error"].notna().tolist() == [False, False, False, True]
    assert frame["error"][3]["field"] == "facts.birth_date"
    assert set(frame.columns) == {*imilo.ConservationAnswer.__annotations__, "error"}


def test_polars() -> None:
    frame = polars.DataFrame(rows(), infer_schema_length=None)
    assert frame["outcome"].to_list() == [*OUTCOMES, None]
    assert frame["accessible_until"].str.to_date().cast(str).to_list() == [*DAYS, None]
    assert frame["access"].struct.field("to").to_list()[0] == "anonymised_only"
    assert frame["error"].struct.field("code").to_list() == [None, None, None, "date_invalid"]
    assert set(frame.columns) == {*imilo.ConservationAnswer.__annotations__, "error"}


def test_a_column_of_each() -> None:
    numbers = ["284058832102532", None, "1"]
    expected = imilo.nir_check_many(numbers)
    for column in (pandas.Series(numbers), polars.Series(numbers)):
        assert imilo.nir_check_many(column) == expected
    answers = [answer for answer in expected if answer is not None]
    assert pandas.DataFrame(answers)["fault"].tolist()[1] == "length"
    assert polars.DataFrame(answers)["fault"].to_list() == [None, "length"]


RECORDS = [{"kind": "dossier", "date": "2025-03-14", "facts": FACTS}] * 2
TABLES: list[tuple[Any, str]] = [
    (pandas.DataFrame(RECORDS), 'frame.to_dict("records")'),
    (pandas.DataFrame(), 'frame.to_dict("records")'),
    (pandas.Series(RECORDS), "series.to_list()"),
    (polars.DataFrame(RECORDS, strict=False), "frame.to_dicts()"),
    (polars.LazyFrame({"kind": ["dossier"]}), "frame.collect().to_dicts()"),
    (polars.Series([{"kind": "dossier"}]), "series.to_list()"),
]


def refused(function: Any, *arguments: Any, **keys: Any) -> imilo.ImiloError:
    with pytest.raises(imilo.ImiloError) as caught:
        function(*arguments, **keys)
    return caught.value


@pytest.mark.parametrize(("table", "advice"), TABLES, ids=range(len(TABLES)))
def test_a_table_is_no_list_of_requests_and_the_error_says_how_to_make_one(table: Any, advice: str) -> None:
    for function in (imilo.conservation_many, imilo.dossier_check_many):
        error = refused(function, table)
        assert (error.code, error.field) == ("invalid_argument", "requests")
        assert advice in error.message_en and advice in error.message_fr and advice in str(error)


def test_the_advice_on_a_table_works() -> None:
    asked = pandas.DataFrame(RECORDS).to_dict("records")
    assert imilo.conservation_many(asked) == imilo.conservation_many(RECORDS)
    assert imilo.conservation_many(pandas.Series(RECORDS).to_list()) == imilo.conservation_many(RECORDS)
    row = pandas.DataFrame(RECORDS).iloc[0]
    assert imilo.conservation(row.to_dict()) == imilo.conservation(RECORDS[0])


def test_a_table_is_no_column_of_numbers() -> None:
    for frame in (pandas.DataFrame({"nir": ["1"]}), polars.DataFrame({"nir": ["1"]}), polars.LazyFrame({"nir": ["1"]})):
        error = refused(imilo.nir_check_many, frame)
        assert (error.code, error.field) == ("invalid_argument", "nirs") and 'frame["nir"]' in error.message_en


def test_a_row_or_a_table_is_no_mapping() -> None:
    row = pandas.DataFrame(RECORDS).iloc[0]
    for error, field in (
        (refused(imilo.conservation, row), "request"),
        (refused(imilo.dossier_check, "2025-03-14", row), "dossier"),
        (refused(imilo.nir_check, "1", accept=row), "accept"),
    ):
        assert (error.code, error.field) == ("invalid_argument", field) and "series.to_dict()" in error.message_en
    inside = refused(imilo.conservation, kind="dossier", date="2025-03-14", facts=pandas.Series(FACTS))
    assert (inside.code, inside.field) == ("json_field", "facts") and "series.to_dict()" in inside.message_en


@pytest.mark.parametrize(
    "value",
    [float("nan"), numpy.float64("nan"), pandas.NaT, pandas.NA, numpy.datetime64("NaT")],
    ids=["nan", "numpy nan", "NaT", "NA", "numpy NaT"],
)
def test_a_missing_value_of_pandas_is_the_error_of_its_field_and_row(value: Any) -> None:
    good = {"kind": "dossier", "date": "2025-03-14", "facts": FACTS | {"birth_date": "1997-03-15"}}
    for field, bad in (
        ("facts.birth_date", good | {"facts": FACTS | {"birth_date": value}}),
        ("facts.programmes[0].end", good | {"facts": FACTS | {"programmes": [{"kind": "other", "start": "2024-01-01", "end": value}]}}),
        ("facts.programmes", good | {"facts": FACTS | {"programmes": value}}),
        ("date", good | {"date": value}),
        ("facts", good | {"facts": value}),
    ):
        error = refused(imilo.conservation, bad)
        assert (error.code, error.field) == ("json_field", field)
        assert "give None" in error.message_en and "donner None" in error.message_fr
        rows = imilo.conservation_many([good, bad, good])
        assert rows[0] == rows[2] == imilo.conservation(good) and rows[1] == {"error": error.failure}
    assert refused(imilo.dossier_check, "2025-03-14", {"identite": {"date_naissance": value}}).field == (
        "dossier.identite.date_naissance"
    )
    if isinstance(value, type(pandas.NaT)):
        assert refused(imilo.rule_set, value).field == "date"


def test_a_frame_with_holes_row_by_row() -> None:
    frame = pandas.DataFrame({"born": pandas.to_datetime(["1997-03-15", None]), "count": [1, 2], "cofinanced": [False, True]})
    with_holes = imilo.conservation_many(
        {"kind": "dossier", "date": "2025-03-14", "facts": {"birth_date": record["born"]}} for record in frame.to_dict("records")
    )
    # A Timestamp is not a day, NaT is none: neither passes for the other, and none is lost.
    codes = [(row["error"]["code"], row["error"]["field"]) if "error" in row else None for row in with_holes]
    assert codes == [("date_format", "facts.birth_date"), ("json_field", "facts.birth_date")]


def test_a_number_of_numpy_says_what_to_give() -> None:
    error = refused(imilo.dossier_check, "2025-03-14", {"ajouts": {"quotient_familial": numpy.int64(7)}})
    assert (error.code, error.field) == ("json_field", "dossier.ajouts.quotient_familial")
    assert "value.item()" in error.message_en and "valeur.item()" in error.message_fr
