"""The facade is complete, the types say what the answers are, the stub says what the native module is."""

from __future__ import annotations

import re
import subprocess
import sys
import typing
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

import imilo
from corpus import BINDING, coherence_cases, conservation_cases, conservation_request, files
from imilo import (
    _columns,
    _conservation_types,
    _dossier_types,
    _droit,
    _droit_types,
    _errors,
    _file_types,
    _files,
    _fse,
    _fse_types,
    _habilitation,
    _habilitation_types,
    _imilo,
    _journal,
    _law_types,
    _nir_types,
    _pseudonyms,
    _rights,
    _types,
)

# Shapes of requests and answers, a module a topic.
SHAPES = [_types, _nir_types, _conservation_types, _dossier_types, _law_types, _file_types]

# What takes a column, not a request.
COLUMNS = {name for name in [*_columns.__all__, *_pseudonyms.__all__] if name.islower()}
# What takes a file or a table.
FILES = {"Import", "access_dossier", "rights_register", "bilan", "bilan_table", "import_open", "import_table", "today"} | {
    "JournalFolder",
    "access_columns",
    "journal_open",
    "journal_verify",
    "FseFile",
    "Table",
    "fse_records",
    "fse_records_table",
    "fse_report",
    "fse_report_table",
    "fse_codes",
    "fse_codes_table",
}
STUB = Path(_imilo.__file__).with_name("_imilo.pyi").read_text(encoding="utf-8")


@pytest.mark.parametrize("service", _imilo.services())
def test_each_service_has_a_function_of_its_own(service: str) -> None:
    assert service in _imilo.__all__
    assert f"def {service}(request: str)" in STUB and f'"{service}"' in STUB
    assert service in imilo.__all__
    assert (getattr(imilo, service).__doc__ or "").count(">>> ") >= 1


def test_no_function_is_left_over() -> None:
    assert set(_imilo.__all__) == {"services", *imilo.services(), *COLUMNS, "Column", "Keyring", *FILES}
    functions = {name for name in imilo.__all__ if callable(getattr(imilo, name)) and name.islower()}
    assert functions == {
        "services",
        "call",
        *imilo.services(),
        *COLUMNS,
        "access_columns",
        "access_dossier",
        "access_page",
        "rights_register",
        "bilan",
        "import_dossiers",
        "fse_codes",
        "fse_records",
        "fse_report",
        "verify_journal",
    }


def test_every_public_type_is_exported() -> None:
    modules = [*SHAPES, _errors, _columns, _droit, _droit_types, _files, _fse, _fse_types, _pseudonyms]
    modules += [_habilitation, _habilitation_types, _journal, _rights]
    exported = {name for module in modules for name in module.__all__} | {"services", "call", *imilo.services()}
    assert set(imilo.__all__) == exported
    assert imilo.__all__ == sorted(imilo.__all__)


def run(folder: Path, *arguments: str) -> None:
    # mypy leaves its cache in the folder where it runs.
    done = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_strict(tmp_path: Path) -> None:
    run(tmp_path, "mypy", "--strict", "-p", "imilo")
    run(tmp_path, "mypy", "--strict", str(BINDING / "driver.py"))


def test_stub(tmp_path: Path) -> None:
    run(tmp_path, "mypy.stubtest", "imilo._imilo")


def test_a_row_of_a_batch_is_narrowed_by_its_key(tmp_path: Path) -> None:
    user = tmp_path / "user.py"
    user.write_text(
        "import imilo\n"
        "def days(rows: list[imilo.ConservationRow]) -> list[str | None]:\n"
        "    return [r['error']['code'] if 'error' in r else r['accessible_until'] for r in rows]\n"
    )
    run(tmp_path, "mypy", "--strict", str(user))


def test_a_flag_that_is_none_is_seen_by_the_type_checker(tmp_path: Path) -> None:
    user = tmp_path / "user.py"
    good = ['imilo.nir_check("1", accept={"nnp": True})', 'imilo.nir_check_many(["1"], accept={"thirteen": False, "mig": True})']
    bad = ['imilo.nir_check("1", accept={"nia": True})', 'imilo.nir_check_many(["1"], accept={"nnp": "yes"})']
    for line in good:
        user.write_text(f"import imilo\n{line}\n")
        run(tmp_path, "mypy", "--strict", str(user))
    for line in bad:
        user.write_text(f"import imilo\n{line}\n")
        with pytest.raises(AssertionError, match="Acceptance"):
            run(tmp_path, "mypy", "--strict", str(user))


def misfit(value: Any, kind: Any, place: str = "") -> str | None:
    """Where a value is not of a type of `_types`."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if any(misfit(value, choice) is None for choice in get_args(kind)) else place
    if origin is Literal:
        return None if value in get_args(kind) else place
    if origin is list:
        if not isinstance(value, list):
            return place
        found = (misfit(item, get_args(kind)[0], f"{place}[{i}]") for i, item in enumerate(value))
        return next(filter(None, found), None)
    if origin is dict:
        # The keys are texts, as in all JSON.
        if not isinstance(value, dict):
            return place
        found = (misfit(item, get_args(kind)[1], f"{place}[{key}]") for key, item in value.items())
        return next(filter(None, found), None)
    if typing.is_typeddict(kind):
        hints = get_type_hints(kind)
        if not isinstance(value, dict) or value.keys() != hints.keys():
            return f"{place}: keys"
        found = (misfit(value[key], hint, f"{place}.{key}") for key, hint in hints.items())
        return next(filter(None, found), None)
    return None if type(value) is (NoneType if kind is None else kind) else place


def test_misfit_finds_what_does_not_fit() -> None:
    answer: dict[str, Any] = {**imilo.nir_check("1")}
    assert misfit(answer, imilo.NirAnswer) is None
    assert misfit(answer | {"outcome": "yes"}, imilo.NirAnswer) == ".outcome"
    assert misfit(answer | {"position": True}, imilo.NirAnswer) == ".position"
    assert misfit(answer | {"findings": ["?"]}, imilo.NirAnswer) == ".findings[0]"
    assert misfit(answer | {"more": 1}, imilo.NirAnswer) == ": keys"
    del answer["key"]
    assert misfit(answer, imilo.NirAnswer) == ": keys"


def test_answers_are_what_the_types_say() -> None:
    rows = imilo.conservation_many(conservation_request(case) for case in conservation_cases())
    for row in rows:
        assert misfit(row, imilo.ConservationError if "error" in row else imilo.ConservationAnswer) is None
    for _, content in files("nir_details"):
        for case in content:
            answer = imilo.nir_check(case["input"], accept=case["accept"])
            assert misfit(answer, imilo.NirAnswer) is None
    for case in coherence_cases():
        assert misfit(imilo.nir_coherence(case["input"]), imilo.NirCoherenceAnswer) is None
    days = [f"{year}-{month:02}-01" for year in range(2016, 2029) for month in range(1, 13)]
    for day in days:
        assert misfit(imilo.rule_set(day), imilo.RuleSetAnswer) is None
    assert misfit(imilo.versions(), imilo.VersionsAnswer) is None
    assert misfit(imilo.articles(), list[imilo.ArticleAnswer]) is None
    assert misfit(imilo.errors(), list[imilo.ErrorAnswer]) is None


TYPED_DICTS = [
    kind
    for module in (*SHAPES, _droit_types)
    for name in module.__all__
    if typing.is_typeddict(kind := getattr(module, name))
]


@pytest.mark.parametrize("kind", TYPED_DICTS)
def test_each_key_is_documented(kind: Any) -> None:
    lines = [line for line in (kind.__doc__ or "").splitlines() if line.strip().startswith("- ")]
    documented = [key for line in lines for key in re.findall(r"``(\w+)``", line.partition(":")[0])]
    assert sorted(documented) == sorted(get_type_hints(kind))


DAY = "2020-01-01"
# A value that the library reads for the keys of a request that are not a day.
WORDS = {
    "kind": "other",
    "cofinanced": True,
    "regular_follow_up": "unknown",
    "interruptions": [],
    "cause": "other",
}
INTERRUPTION = {"from": DAY, "cause": "other"}
PLACES: list[tuple[Any, dict[str, Any], Any]] = [
    (imilo.DossierFacts, {}, lambda facts: facts | {k: None for k in facts}),
    (imilo.Period, {"from": DAY}, lambda value: {"rqth_periods": [value]}),
    (imilo.Programme, {"kind": "other", "start": DAY}, lambda value: {"programmes": [value]}),
    (imilo.ContratCej, {"start": DAY}, lambda value: {"cej_contracts": [value]}),
    (imilo.FseFacts, {"cofinanced": True}, lambda value: {"fse": value}),
    (imilo.Interruption, INTERRUPTION, lambda v: {"fse": {"cofinanced": True, "interruptions": [v]}}),
]


def accepted(facts: dict[str, Any], kind: str = "dossier", **more: Any) -> bool:
    row = imilo.conservation_many([{"kind": kind, "date": "2025-06-01", "facts": facts, **more}])[0]
    return "error" not in row or row["error"]["code"] not in ("json_field", "unknown_field", "missing_field", "json_syntax")


@pytest.mark.parametrize(("kind", "required", "facts"), PLACES)
def test_the_library_knows_each_key_of_a_fact(kind: Any, required: dict[str, Any], facts: Any) -> None:
    for key in get_type_hints(kind):
        assert accepted(facts(required | {key: WORDS.get(key, DAY)})), key
    assert not accepted(facts(required | {"no_such_key": DAY}))


def test_the_library_knows_each_key_of_an_account() -> None:
    for kind, facts in (("user_account", imilo.UserAccountFacts), ("partner_staff", imilo.PartnerStaffFacts)):
        assert all(accepted({key: DAY}, kind) for key in get_type_hints(facts))
        assert not accepted({"birth_date": DAY}, kind)


@pytest.mark.parametrize(
    ("kind", "ask"),
    [
        (imilo.Readings, lambda key, value: accepted({}, options={key: value})),
        (imilo.RequestKind, lambda _, value: accepted({}, value)),
        (imilo.ProgrammeKind, lambda _, v: accepted({"programmes": [{"kind": v, "start": DAY}]})),
        (
            imilo.InterruptionCause,
            lambda _, v: accepted({"fse": {"cofinanced": True, "interruptions": [{"from": DAY, "cause": v}]}}),
        ),
    ],
)
def test_the_library_knows_each_word_of_a_request(kind: Any, ask: Any) -> None:
    hints = get_type_hints(kind) if typing.is_typeddict(kind) else {"": kind}
    for key, words in hints.items():
        assert all(ask(key, word) for word in get_args(words)), key
        assert not ask(key, "no_such_word"), key


def test_the_library_knows_each_flag() -> None:
    for flag in get_type_hints(imilo.Acceptance):
        imilo.nir_check("1", accept=typing.cast(imilo.Acceptance, {flag: True}))
    with pytest.raises(imilo.ImiloError, match=r"\(accept\.nia\)"):
        imilo.nir_check("1", accept={"nia": True})  # type: ignore[typeddict-unknown-key]
