"""Access, rights, traces and duties: vectors by the typed functions, types of the answers, faults by their field."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import imilo
from corpus import asked, asked_requests, cases, difference, habilitation_request, habilitation_requests
from test_types import misfit

TYPES = {
    "log_retention": imilo.LogRetentionAnswer,
    "rights_deadline": imilo.RightsDeadlineAnswer,
    "responsibilities": imilo.ResponsibilityAnswer,
}


@pytest.mark.parametrize("case", cases("responsibilities"))
def test_duties(case: dict[str, Any]) -> None:
    try:
        answer: dict[str, Any] = {**imilo.responsibilities(asked(case))}
    except imilo.ImiloError as error:
        assert error.code == "before_first_rule_set", error
        answer = {"error": error.code}
    # Two texts of one moment are the same.
    due = case["expected"].get("due_at")
    if due and answer.get("due_at") and dt.datetime.fromisoformat(due) == dt.datetime.fromisoformat(answer["due_at"]):
        answer["due_at"] = due
    assert difference(case, answer) is None


# A request of a person is another service.
ACCESS = [case for case in cases("habilitation") if case.values[0]["operation"] != "exercise_right"]


@pytest.mark.parametrize("case", ACCESS)
def test_access(case: dict[str, Any]) -> None:
    expected, accept = case["expected"], case.get("accept", {})
    try:
        answer = imilo.habilitation(habilitation_request(case))
    except imilo.ImiloError as error:
        assert error.code == expected.get("error"), error
        return
    assert "error" not in expected
    for code, outcome in expected["fields"].items():
        assert answer["fields"][code] in (outcome, *accept.get(code, [])), code
    if "rule_set" in expected:
        assert answer["rule_set"] == expected["rule_set"]


def test_answers_are_what_the_types_say() -> None:
    judged = 0
    access = [("habilitation", request) for request in habilitation_requests()]
    for service, request in access + asked_requests():
        try:
            answer = getattr(imilo, service)(request)
        except imilo.ImiloError:
            continue
        judged += 1
        assert misfit(answer, TYPES.get(service, imilo.HabilitationAnswer)) is None, request
    assert judged > 500
    for right in ("access", "rectification", "opposition", "limitation", "erasure", "portability"):
        for day in ("2018-03-14", "2021-06-01", "2024-03-01", "2026-02-01"):
            for told in (True, False, None):
                answer = imilo.exercise_right(
                    date=day, right=f"right_of_{right}", mission_locale="ML-A", identity_verified=told, own_data=told
                )
                assert misfit(answer, imilo.ExerciseRightAnswer) is None


def test_a_request_is_a_mapping_or_its_keys() -> None:
    facts = {"operation_date": dt.date(2025, 7, 31)}
    answer = imilo.log_retention(date=dt.date(2025, 12, 10), facts=facts)
    assert answer == imilo.log_retention({"date": "2025-12-10", "facts": facts})
    with pytest.raises(TypeError):
        imilo.log_retention({"date": "2025-12-10"}, facts=facts)


def fault(service: str, **request: Any) -> tuple[str, str | None]:
    with pytest.raises(imilo.ImiloError) as raised:
        getattr(imilo, service)(request)
    return raised.value.code, raised.value.failure["field"]


def test_a_fault_is_told_by_its_field() -> None:
    facts = {"operation_date": "2026-01-15"}
    assert fault("log_retention", date="2026-01-14", facts=facts) == ("operation_after_date", "facts.operation_date")
    instant = {"operation_instant": "2026-01-15T12:00:00Z"}
    found = fault("log_retention", date="2026-01-14", facts=instant)
    assert found == ("operation_after_date", "facts.operation_instant")
    early = facts | {"erased_on": "2026-01-14"}
    assert fault("log_retention", date="2026-06-01", facts=early) == ("period_reversed", "facts.erased_on")
    breach = {"duty": "breach_notification", "question": "due_at", "facts": {"aware_at": "2026-01-15 12:00"}}
    assert fault("responsibilities", date="2026-06-01", **breach) == ("moment_format", "facts.aware_at")
    assert fault("rights_deadline", date="2026-06-01", facts={}) == ("missing_field", "facts.receipt_date")
    assert fault("habilitation", date="2018-03-14", actor={"class": "bank"}) == ("json_field", "actor.class")
    person = {"right": "right_of_access", "mission_locale": "ML-A"}
    assert fault("exercise_right", date="2015-01-28", **person) == ("before_first_rule_set", "date")


def test_a_number_in_place_of_a_structure_does_not_come_back() -> None:
    number = "284058832102532"
    right = imilo.exercise_right(date="2018-06-01", right="right_of_access", mission_locale=number)
    duty = imilo.responsibilities(
        date="2018-06-01", duty="answer_rights_request", question="who", facts={"subject_belongs_to": number}
    )
    assert right["answered_by"] and duty["structure"]
    assert number not in f"{right}{duty}"
