"""The driver gives what the library gives, byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

import driver
import imilo
from corpus import (
    BINDING,
    asked_requests,
    coherence_cases,
    conservation_cases,
    conservation_request,
    files,
    habilitation_requests,
    nir_lines,
)

NIR = "284058832102532"
RECORD = '{"entry_date": "2025-01-01", "gender": "F", "disability": "refused"}'
RIGHT = {"date": "2018-06-01", "right": "right_of_access", "mission_locale": "ML-A", "own_data": True}
DOSSIER = {
    "identite": {"matricule": "42", "fax": None, "nir": NIR, "date_naissance": "2004-02-29"},
    "ajouts": {"commentaires": ["n° 2 84 05 88 321 025 32"], "quotient_familial": 700},
}

DISCLOSED = {"dossier": DOSSIER, "references": {"agent": "agent-7", "dossier": "dossier-42"}, "clear_nir": True}
DISCLOSED_MANY = {
    "agent": "agent-7",
    "dossiers": [{"reference": "d", "dossier": DOSSIER, "facts": ["minor"]}, {"dossier": {}}, None],
}


def requests() -> list[tuple[str, str]]:
    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    dossiers = [conservation_request(case) for case in conservation_cases()]
    details = [(case["input"], case["accept"]) for _, content in files("nir_details") for case in content]
    coherence = coherence_cases()
    days = [f"{year}-{month:02}-15" for year in range(2014, 2029) for month in (1, 5, 9)]
    typed = [
        *(("conservation", text(dossier)) for dossier in dossiers),
        ("conservation_many", text({"requests": [*dossiers, {}, None, 5]})),
        *(("nir_check", text({"nir": line})) for _, line, _ in nir_lines()),
        *(("nir_check", text({"accept": accept, "nir": line})) for line, accept in details),
        ("nir_check_many", text({"nirs": [None, *(line for line, _ in details)], "accept": {"nnp": True}})),
        *(("nir_coherence", json.dumps(case["input"])) for case in coherence),
        ("nir_coherence_many", text({"requests": [*(case["input"] for case in coherence), {}, {"nir": "1", "sex": "H"}]})),
        *(("rule_set", text({"date": day})) for day in days),
        *(("articles", text({"date": day})) for day in days),
        *(("dossier_fields", text({"date": day})) for day in days[::5]),
        *(("dossier_check", text({"date": day, "dossier": DOSSIER})) for day in days),
        ("dossier_check", text({"date": "2020-01-01", "dossier": {"identite": {"nom": 1}}})),
        ("dossier_check_many", text({"requests": [{"date": days[9], "dossier": DOSSIER}, {}, None]})),
        ("fse_indicators", f'{{"programme": "FSE", "annexe": "2018", "participation": {RECORD}}}'),
        ("fse_indicators", f'{{"programme": "FSE", "participation": {RECORD}}}'),
        ("fse_explain", f'{{"programme": "FSE+", "code": "EECO02", "participation": {RECORD}}}'),
        ("fse_explain", f'{{"programme": "FSE+", "code": "CO02", "participation": {RECORD}}}'),
        ("fse_report_records", f'{{"programme": "FSE+", "participations": [{RECORD}, {{}}, null, 5]}}'),
        *(("habilitation", text(case)) for case in habilitation_requests()),
        *((service, text(request)) for service, request in asked_requests()),
        ("habilitation", text({"date": "2018-03-14", "actor": {"class": "bank"}})),
        *(("counterfactual", text(case)) for case in habilitation_requests()[:40]),
        *(("disclose", text(case | DISCLOSED)) for case in habilitation_requests()[:40]),
        ("disclose", text(habilitation_requests()[0] | {"dossier": {}})),
        *(("disclose_many", text(case | DISCLOSED_MANY)) for case in habilitation_requests()[:10]),
        ("disclose_many", text(habilitation_requests()[0] | {"agent": "a"})),
        ("who_can", text({"date": "2018-06-01", "field": "NIR"})),
        ("who_can", text({"date": "2018-06-01", "field": "none"})),
        ("access_matrix", text({"date": "2018-06-01"})),
        ("access_matrix", text({"date": "2026-07-01", "format": "html", "added": {"rows": [{}]}})),
        ("access_changes", text({"from": "2026-06-30", "to": "2026-07-01"})),
        ("access_changes", text({"from": "2026-06-30", "to": "2026-07-01", "format": "csv", "language": "en"})),
        ("exercise_right", text(RIGHT)),
        ("exercise_right", text(RIGHT | {"right": "right_of_reply", "mandate": None})),
        ("log_retention", text({"date": "2026-01-14", "facts": {"operation_date": "2026-01-15"}})),
        ("rights_deadline", text({"date": "2026-01-14", "facts": ["2026-01-15"]})),
        ("responsibilities", text({"date": "2026-01-14", "duty": "controller", "question": "where"})),
        ("articles", text({"code": "D2015-59:6:I", "date": None})),
        ("articles", text({"code": "D2015-59:none"})),
        ("articles", "{}"),
        ("errors", "{}"),
        ("versions", "{}"),
    ]
    untyped = [
        *((service, "") for service in imilo.services()),
        *((service, '{"no_such_key": 1}') for service in imilo.services()),
        ("no_such_service", "{}"),
        ("nir_check", f'{{"nir": "{NIR}", "nir": "{NIR}"}}'),
        ("nir_check", f'{{"nir": {NIR}}}'),
        ("nir_check", f'{{"nir": "{NIR}", "accept": null}}'),
        ("nir_check", '{"nir": "\\ud800"}'),
        ("nir_check_many", '{"nirs": ["1", 1.5, NaN]}'),
        ("nir_check_many", '{"nirs": ["1", 1.5]}'),
        ("nir_check_many", '{"nirs": "1"}'),
        ("conservation", '{"kind": "dossier", "date": 1e999, "facts": {}}'),
        ("conservation", '{"kind": "dossier", "date": "2025-01-01", "facts": ' + "[" * 200 + "]" * 200 + "}"),
        ("conservation", "[]"),
        ("rule_set", '{"date": null}'),
        ("rule_set", ' {"date" : "2025-01-01"}\r'),
        ("versions", "{}}"),
    ]
    return typed + untyped


def expected(service: str, request: str) -> str:
    try:
        return f"ok\t{imilo.call(service, request)}"
    except imilo.ImiloError as error:
        return f"err\t{json.dumps(error.failure, ensure_ascii=False, separators=(',', ':'))}"


def test_the_driver_is_canonical() -> None:
    asked = requests()
    lines = "".join(f"{service}\t{request}\n" for service, request in asked).encode()
    done = subprocess.run(
        [sys.executable, BINDING / "driver.py"], input=lines, capture_output=True, env={"LC_ALL": "C"}
    )
    assert done.returncode == 0 and done.stderr == b""
    answers = done.stdout.decode().split("\n")
    assert answers.pop() == "" and len(answers) == len(asked)
    for (service, request), answer in zip(asked, answers, strict=True):
        assert answer == expected(service, request), service


def test_the_driver_uses_the_typed_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(service: str, request: str) -> str:
        raise AssertionError(f"{service} went past the typed functions")

    monkeypatch.setattr(imilo, "call", refuse)
    used: set[str] = set()
    for service in imilo.services():
        function: Callable[..., Any] = getattr(imilo, service)

        def record(*args: Any, _name: str = service, _function: Any = function, **keys: Any) -> Any:
            used.add(_name)
            return _function(*args, **keys)

        monkeypatch.setattr(imilo, service, record)
    day = '{"date": "2025-01-01"}'
    asked = {
        "nir_check": f'{{"nir": "{NIR}"}}',
        "nir_check_many": '{"nirs": [null]}',
        "nir_coherence": f'{{"nir": "{NIR}"}}',
        "nir_coherence_many": '{"requests": [{}]}',
        "conservation": '{"kind": "dossier", "date": "2025-01-01", "facts": {}}',
        "conservation_many": '{"requests": [{}]}',
        "dossier_check": '{"date": "2025-01-01", "dossier": {}}',
        "dossier_check_many": '{"requests": [{}]}',
        "dossier_fields": day,
        "habilitation": json.dumps(habilitation_requests()[0]),
        "disclose": json.dumps(habilitation_requests()[0] | DISCLOSED),
        "disclose_many": json.dumps(habilitation_requests()[0] | DISCLOSED_MANY),
        "counterfactual": json.dumps(habilitation_requests()[0]),
        "who_can": '{"date": "2025-01-01", "field": "NIR"}',
        "access_matrix": day,
        "access_changes": '{"from": "2025-01-01", "to": "2025-01-02"}',
        "exercise_right": json.dumps(RIGHT),
        "log_retention": '{"date": "2025-06-01", "facts": {"operation_date": "2025-01-01"}}',
        "rights_deadline": '{"date": "2025-01-01", "facts": {"receipt_date": "2025-01-01"}}',
        "responsibilities": '{"date": "2025-01-01", "duty": "aipd", "question": "required"}',
        "fse_indicators": f'{{"programme": "FSE+", "participation": {RECORD}}}',
        "fse_explain": f'{{"programme": "FSE+", "code": "EECO02", "participation": {RECORD}}}',
        "fse_report_records": f'{{"programme": "FSE+", "participations": [{RECORD}, {{}}]}}',
        "fse_compare": '{"programme": "FSE+", "before": {"participations": []}, "after": {"participations": []}}',
        "fse_participation": '{"participant_id": "p", "operation_id": "o", "entry_date": "2025-01-01", "dossier": {}}',
        "rule_set": day,
        "articles": day,
    }
    for service in imilo.services():
        driver.answer(service, asked.get(service, "{}"))
    assert used == set(imilo.services()) == set(driver.TYPED)


def test_a_line_that_is_no_utf_8_is_an_error() -> None:
    lines = b'nir_check\t{"nir": "\xff"}\nversions\t{}'
    done = subprocess.run([sys.executable, BINDING / "driver.py"], input=lines, capture_output=True)
    first, second = done.stdout.decode().splitlines()
    assert first.startswith('err\t{"code":"text_encoding"') and second.startswith('ok\t{"crate"')
