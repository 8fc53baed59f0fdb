"""The shared vectors (`tests/vectors` of the repository), and the rules by which they are compared."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BINDING = Path(__file__).resolve().parents[1]
ROOT = BINDING.parents[1]
VECTORS = ROOT / "tests" / "vectors"

Case = dict[str, Any]

# Keys of an expectation that are for the reader.
NOT_COMPARED = {"because", "founding", "clause", "why", "confidence", "topic"}
# Kinds of cases of retention that are asked of a service of their own, with the facts as they are.
SERVICES = {"log": "log_retention", "rights_request": "rights_deadline"}


def files(kind: str) -> Iterator[tuple[Path, list[Case]]]:
    for path in sorted(VECTORS.rglob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict) and content.get("kind") == kind:
            yield path, content["cases"]


def cases(kind: str) -> list[Any]:
    """The cases of a kind as parameters of a test."""
    return [pytest.param(case, id=f"{path.stem}-{case['id']}") for path, content in files(kind) for case in content]


def conservation_cases() -> list[Case]:
    return [case for _, content in files("conservation") for case in content if case["kind"] not in SERVICES]


def conservation_request(case: Case) -> Case:
    """The request of a case: what a case does not give is known to be none (decision 16)."""
    facts = dict(case["facts"])
    if case["kind"] == "dossier":
        for name in ("rqth_periods", "programmes", "cej_contracts"):
            facts.setdefault(name, [])
        facts["fse"] = {"interruptions": [], **facts.get("fse", {"cofinanced": False})}
    day = "instant" if "instant" in case else "date"
    return {"kind": case["kind"], "facts": facts} | {k: case[k] for k in (day, "options") if k in case}


def asked(case: Case) -> Case:
    """The request of a case whose service has the facts as they are."""
    keys = ("date", "instant", "duty", "question", "facts", "options")
    return {key: case[key] for key in keys if key in case}


def asked_requests() -> list[tuple[str, Case]]:
    """Services and requests of the traces, the deadlines and the duties."""
    retention = [(SERVICES.get(case["kind"]), case) for _, content in files("conservation") for case in content]
    duties = [("responsibilities", case) for _, content in files("responsibilities") for case in content]
    return [(service, asked(case)) for service, case in [*retention, *duties] if service is not None]


def habilitation_requests() -> list[Case]:
    """Requests of access; those of persons are of another service."""
    cases = [case for _, content in files("habilitation") for case in content]
    return [habilitation_request(case) for case in cases if case["operation"] != "exercise_right"]


def habilitation_request(case: Case) -> Case:
    keys = ("date", "actor", "operation", "purpose", "requested_form", "target", "facts")
    return {key: case[key] for key in keys if key in case}


def nir_lines() -> list[tuple[int, str, str]]:
    """Line, input, verdict of the public list."""
    with (VECTORS / "nir.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return [(rows.line_num, _unescape(row["input"]), row["valid"]) for row in rows]


def _unescape(text: str) -> str:
    simple = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\", '"': '"', "'": "'"}
    pattern = r"""\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([tnr\\"']))"""
    return re.sub(pattern, lambda m: simple[m[3]] if m[3] else chr(int(m[1] or m[2], 16)), text)


def difference(case: Case, answer: Case) -> str | None:
    """What differs from the expectation and from all that is accepted beside it; lists are sets."""
    found = [_difference(expected, answer) for expected in [case["expected"], *case.get("accept", [])]]
    return None if None in found else found[0]


def _difference(expected: Case, answer: Case) -> str | None:
    compared = ["error"] if expected.get("error") else sorted(expected.keys() - NOT_COMPARED)
    assert compared, "nothing is expected"
    if "error" in answer and not expected.get("error"):
        return f"an answer was expected, found the error {answer['error']}"
    for key in compared:
        if not _same(expected[key], answer.get(key)):
            return f"{key}: expected {expected[key]}, found {answer.get(key)}"
    return None


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, list) and isinstance(b, list):
        return all(any(_same(x, y) for y in b) for x in a) and all(any(_same(x, y) for x in a) for y in b)
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    return type(a) is type(b) and bool(a == b)


def coherence_cases() -> list[Case]:
    """Numbers beside the civil identity: given cases and our own."""
    paths = (VECTORS / "given" / "coherence.json", VECTORS / "nir-coherence.json")
    return [case for path in paths for case in json.loads(path.read_text(encoding="utf-8"))["cases"]]


def pseudonym_cases(op: str) -> list[Case]:
    """The given known answers of an operation."""
    path = VECTORS / "given" / "pseudonyms.json"
    return [case for case in json.loads(path.read_text(encoding="utf-8"))["cases"] if case["op"] == op]
