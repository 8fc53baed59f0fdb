"""Disclosure, what is missing, who can, tables; one recipient over a table of dossiers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas
import polars
import pyarrow
import pytest

import imilo
from corpus import habilitation_requests
from test_types import misfit

NIR = "284058832102532"
ASP: dict[str, Any] = {
    # From 2018-05-25 a limitation (RGPD, art. 18) closes the dossier.
    "date": dt.date(2018, 6, 15),
    "operation": "transmit",
    "purpose": "benefit_payment",
    "actor": {"class": "asp", "designated": True, "habilitated_until": "2035-12-31"},
    "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1", "NIR"]},
    "facts": {"necessary_fields": ["I.A.1"]},
    "facts_by_row": ["allowance_due", "limitation"],
}
AGENT: dict[str, Any] = {
    "date": "2017-06-15",
    "operation": "consult",
    "purpose": "accompaniment",
    "actor": {
        "class": "agent_mission_locale",
        "mission_locale": "ML-A",
        "designated": True,
        "habilitated_until": "2035-12-31",
        "participates_in_accompaniment": True,
    },
    "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1", "I.A.1"]},
}


def test_answers_are_what_the_types_say() -> None:
    given = {"dossier": {"identite": {"nir": NIR, "prenoms": "Ada"}}, "references": {"agent": "a", "dossier": "d"}}
    judged = 0
    for request in habilitation_requests():
        try:
            found = imilo.counterfactual(request)
        except imilo.ImiloError:
            continue
        judged += 1
        assert misfit(found, imilo.CounterfactualAnswer) is None, request
        assert found["outcome"] == imilo.habilitation(request)["outcome"]
        try:
            disclosed = imilo.disclose({**request, **given})
        except imilo.ImiloError as error:
            assert error.code == "disclosure_state"
            continue
        # The reduced dossier has the schema of a dossier.
        kept = disclosed["dossier"]
        shape: Any = {**disclosed, "dossier": None}
        assert misfit(shape, imilo.DiscloseAnswer) is None, request
        assert disclosed["decision"] == imilo.habilitation(request)
        assert NIR not in str(disclosed)
        assert kept is None or disclosed["event"]["granted"]
    assert judged > 200
    for day in ("2018-03-14", "2022-06-01", "2026-07-01"):
        assert misfit(imilo.access_matrix(date=day), imilo.AccessMatrixAnswer) is None
        assert misfit(imilo.access_matrix(date=day, format="html"), imilo.AccessMatrixAnswer) is None
        assert misfit(imilo.who_can(date=day, field="I.A.1"), imilo.WhoCanAnswer) is None
    assert misfit(imilo.access_changes(from_="2025-01-10", to="2025-01-15"), imilo.AccessChangesAnswer) is None


def test_from_is_no_name_in_python() -> None:
    days = {"from": "2026-06-30", "to": "2026-07-01"}
    assert imilo.access_changes(days) == imilo.access_changes(from_="2026-06-30", to="2026-07-01")


def test_a_table_in_each_library() -> None:
    columns = {"allowance_due": [True, False, None, True], "limitation": [False, False, False, True], "other": [1, 2, 3, 4]}
    tables = (polars.DataFrame(columns), pyarrow.table(columns), pandas.DataFrame(columns).convert_dtypes())
    for table in tables:
        granted = polars.DataFrame(imilo.access_columns(table, ASP))
        # The NIR is not needed for the mission: no row is granted as a whole.
        assert granted.to_dict(as_series=False) == {
            "outcome": ["refused"] * 4,
            "I.A.1": [True, False, False, False],
            "NIR": [False] * 4,
        }
    assert len(imilo.access_columns(tables[1].slice(0, 0), ASP)) == 0


def test_structure_and_state_of_each_dossier() -> None:
    dossiers = polars.DataFrame(
        {
            "mission_locale": ["ML-A", "ML-B", None, "ML-A"],
            "dossier_state": [None, "active", "active", "anonymised"],
        }
    )
    for table in (dossiers, dossiers.with_columns(polars.col("mission_locale").cast(polars.Categorical))):
        granted = polars.DataFrame(imilo.access_columns(table, AGENT))
        assert granted["outcome"].to_list() == ["granted", "refused", "granted", "refused"]
        assert granted.columns == ["outcome", "I.A.1"]


def test_each_row_is_answered_as_one_request() -> None:
    rows = [(due, limited) for due in (True, False) for limited in (True, False)] * 3
    table = polars.DataFrame(rows, schema=["allowance_due", "limitation"], orient="row")
    granted = polars.DataFrame(imilo.access_columns(table, ASP)).rows(named=True)
    for (due, limited), found in zip(rows, granted, strict=True):
        request = {key: value for key, value in ASP.items() if key != "facts_by_row"}
        request["facts"] = {**ASP["facts"], "allowance_due": due, "limitation": limited}
        answer = imilo.habilitation(request)
        words = {"conforming": "granted", "not_conforming": "refused", "undetermined": "undetermined"}
        assert found["outcome"] == words[answer["outcome"]]
        assert {code: found[code] for code in ("I.A.1", "NIR")} == {
            code: outcome == "granted" for code, outcome in answer["fields"].items()
        }


def test_what_is_wrong_is_named() -> None:
    table = polars.DataFrame({"allowance_due": [True], "limitation": [False]})
    for change, code, field in (
        ({"facts_by_row": ["allowance_due", "minor"]}, "missing_field", "minor"),
        ({"facts_by_row": ["colour"]}, "json_field", "facts_by_row[0]"),
        ({"facts_by_row": ["moved"]}, "invalid_argument", "facts_by_row[0]"),
        ({"date": "2015-01-28"}, "before_first_rule_set", "date"),
    ):
        with pytest.raises(imilo.ImiloError) as caught:
            imilo.access_columns(table, {**ASP, **change})
        assert (caught.value.code, caught.value.field) == (code, field)
    with pytest.raises(TypeError, match="allowance_due: expected a column of booleans"):
        imilo.access_columns(polars.DataFrame({"allowance_due": ["x"], "limitation": [True]}), ASP)
    with pytest.raises(TypeError, match="mission_locale: expected a column of texts"):
        imilo.access_columns(table.with_columns(mission_locale=1), ASP)
    with pytest.raises(imilo.ImiloError) as caught:
        imilo.access_columns(table.with_columns(dossier_state=polars.lit(NIR)), ASP)
    assert (caught.value.code, caught.value.field) == ("json_field", "dossier_state")
    assert NIR not in str(caught.value.failure)
    with pytest.raises(TypeError, match="table: expected an Arrow table"):
        imilo.access_columns([1], ASP)  # type: ignore[arg-type]
