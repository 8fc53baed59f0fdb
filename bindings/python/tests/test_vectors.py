"""The shared vectors, by the typed functions and by their batch twins."""

from __future__ import annotations

from typing import Any

import pytest

import imilo
from corpus import (
    SERVICES,
    asked,
    cases,
    coherence_cases,
    conservation_cases,
    conservation_request,
    difference,
    files,
    nir_lines,
)

DETAILS = [case for _, content in files("nir_details") for case in content]
# `canonical_length`, `month`, `month_known` and `corsica` are told by Rust alone, not by the facade.
DETAIL_KEYS = ("position", "key", "kind", "findings")


def test_there_are_vectors() -> None:
    assert len(conservation_cases()) > 100 and len(DETAILS) > 100 and len(nir_lines()) > 100


def test_an_error_passes_no_case_that_does_not_expect_it() -> None:
    error = {"error": "before_first_rule_set"}
    assert difference({"expected": {"limit_date": None}}, error) is not None
    assert difference({"expected": {"error": None}}, error) is not None
    assert difference({"expected": error}, error) is None
    assert difference({"expected": error}, {"limit_date": None}) is not None


@pytest.mark.parametrize("case", cases("conservation"))
def test_conservation(case: dict[str, Any]) -> None:
    service = SERVICES.get(case["kind"])
    try:
        request = conservation_request(case) if service is None else asked(case)
        answer: dict[str, Any] = {**getattr(imilo, service or "conservation")(request)}
    except imilo.ImiloError as error:
        assert error.code not in ("json_field", "unknown_field", "missing_field", "json_syntax"), error
        answer = {"error": error.code}
    else:
        # An instant stands in place of the date: the library finds the day.
        assert answer["date"] == case["date"]
    assert difference(case, answer) is None


def test_conservation_many_is_its_twin() -> None:
    requests = [conservation_request(case) for case in conservation_cases()]
    rows = imilo.conservation_many(requests)
    assert len(rows) == len(requests)
    for request, row in zip(requests, rows, strict=True):
        if "error" in row:
            with pytest.raises(imilo.ImiloError) as caught:
                imilo.conservation(request)
            assert caught.value.failure == row["error"]
        else:
            assert imilo.conservation(request) == row
    assert any("error" in row for row in rows) and any("error" not in row for row in rows)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        pytest.param(
            text,
            valid,
            id=f"line-{line}",
            marks=[pytest.mark.skip(reason="disputed")] if valid == "disputed" else [],
        )
        for line, text, valid in nir_lines()
    ],
)
def test_nir(text: str, valid: str) -> None:
    assert valid in ("0", "1")
    assert (imilo.nir_check(text)["outcome"] == "conforming") == (valid == "1")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in DETAILS])
def test_nir_details(case: dict[str, Any]) -> None:
    expected = case["expected"]
    answer = imilo.nir_check(case["input"], accept=case["accept"])
    assert answer["outcome"] == ("conforming" if expected["valid"] else "not_conforming")
    assert answer["fault"] == expected["error"]
    for key in DETAIL_KEYS:
        if key == "findings":
            assert sorted(answer["findings"]) == sorted(expected.get("findings", []))
        elif key in expected:
            assert answer[key] == expected[key], key  # type: ignore[literal-required]


def test_nir_check_many_is_its_twin() -> None:
    by_flags: dict[str, tuple[dict[str, bool], list[str]]] = {}
    for case in DETAILS:
        by_flags.setdefault(str(sorted(case["accept"])), (case["accept"], []))[1].append(case["input"])
    assert len(by_flags) > 1
    for accept, texts in by_flags.values():
        rows = imilo.nir_check_many(texts, accept=accept)
        assert rows == [imilo.nir_check(text, accept=accept) for text in texts]


@pytest.mark.parametrize("case", cases("law"))
def test_law(case: dict[str, Any]) -> None:
    try:
        answer: dict[str, Any] = {**imilo.rule_set(case["date"])}
    except imilo.ImiloError as error:
        answer = {"error": error.code}
    else:
        versions = answer["candidates"]
        answer["candidates"] = [version["id"] for version in versions]
        citation = versions[0]["citation"] if len(versions) == 1 else None
        answer["citation"] = citation and {key: citation[key] for key in ("text", "evidence")}
        provisions: dict[str, list[dict[str, str]]] = {}
        for row in answer["provisions"]:
            cited = {"status": row["status"], **{key: row["citation"][key] for key in ("code", "evidence")}}
            provisions.setdefault(row["question"], []).append(cited)
        answer["provisions"] = provisions
    assert difference(case, answer) is None


def test_coherence() -> None:
    rows = imilo.nir_coherence_many(case["input"] for case in coherence_cases())
    assert len(rows) > 70
    for case, row in zip(coherence_cases(), rows, strict=True):
        assert "error" not in row and row["findings"] is not None, case["id"]
        assert {finding["code"] for finding in row["findings"]} == set(case["expect"]), case["id"]
        assert row == imilo.nir_coherence(**case["input"])
