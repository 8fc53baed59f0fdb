"""Answers go straight into pandas and polars."""

from __future__ import annotations

from typing import Any

import pandas
import polars

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
