"""What only Python can get wrong: its types, its exceptions, its threads."""

from __future__ import annotations

import datetime as dt
import json
import math
import pickle
import subprocess
import sys
import threading
import time
import traceback
from collections import ChainMap, UserDict
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

import imilo
from imilo import _imilo

NIR = "284058832102532"
FACTS: dict[str, Any] = {
    "birth_date": "1997-03-15",
    "rqth_periods": [],
    "programmes": [],
    "cej_contracts": [],
    "fse": {"cofinanced": False},
}
REQUEST: dict[str, Any] = {"kind": "dossier", "date": "2025-03-14", "facts": FACTS}


def failure_of(function: Callable[..., object], *arguments: Any, **keys: Any) -> imilo.Failure:
    with pytest.raises(imilo.ImiloError) as caught:
        function(*arguments, **keys)
    return caught.value.failure


# Dates.


def test_dates_and_texts_give_the_same() -> None:
    day = dt.date(2025, 3, 14)
    assert imilo.rule_set(day) == imilo.rule_set("2025-03-14")
    assert imilo.articles(date=day) == imilo.articles(date="2025-03-14")
    asked = imilo.conservation({**REQUEST, "date": day, "facts": {**FACTS, "birth_date": dt.date(1997, 3, 15)}})
    assert asked == imilo.conservation(REQUEST)
    assert asked["date"] == "2025-03-14" and asked["accessible_until"] == "2025-03-15"


def test_a_datetime_is_no_day_but_an_instant() -> None:
    midnight = dt.datetime(2025, 3, 14)
    assert failure_of(imilo.rule_set, midnight)["code"] == "date_format"
    asked = {**REQUEST, "facts": {**FACTS, "birth_date": midnight}}
    assert failure_of(imilo.conservation, asked)["field"] == "facts.birth_date"
    instant = dt.datetime(2025, 3, 14, 23, tzinfo=dt.timezone.utc)
    answer = imilo.conservation(kind="dossier", instant=instant, facts=FACTS)
    assert (answer["date"], answer["state"]) == ("2025-03-15", "anonymise")
    naive = {"kind": "dossier", "instant": midnight, "facts": FACTS}
    assert failure_of(imilo.conservation, naive)["code"] == "instant_format"


# Retention.


def test_the_keyword_form_is_the_same_request() -> None:
    assert imilo.conservation(**REQUEST) == imilo.conservation(REQUEST)
    with pytest.raises(TypeError, match="not both"):
        imilo.conservation(REQUEST, kind="dossier")  # type: ignore[call-overload]
    assert failure_of(imilo.conservation)["field"] is not None
    assert failure_of(imilo.conservation, **REQUEST, planet="Mars")["field"] == "planet"


@pytest.mark.parametrize("wrap", [MappingProxyType, UserDict, ChainMap])
def test_any_mapping_and_sequence_is_read(wrap: Any) -> None:
    facts = wrap({**FACTS, "rqth_periods": (), "fse": wrap({"cofinanced": False})})
    assert imilo.conservation(wrap({**REQUEST, "facts": facts})) == imilo.conservation(REQUEST)


def test_null_of_an_account_says_that_it_runs() -> None:
    asked = {"kind": "user_account", "date": "2025-03-14", "facts": {"habilitation_end": None}}
    assert imilo.conservation(asked)["outcome"] == "conforming"
    assert imilo.conservation({**asked, "facts": {}})["outcome"] == "undetermined"


ODD = [math.nan, math.inf, 1.5, b"x", {1}, object(), 10**30, 10**5000, [[[]]], "\ud800", {("a",): 1}]


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_a_value_that_no_field_takes_names_its_field(value: Any) -> None:
    contract = {"start": "2022-03-07", "end": value}
    asked = {**REQUEST, "facts": {**FACTS, "cej_contracts": [{"start": "2022-03-07"}, contract]}}
    failure = failure_of(imilo.conservation, asked)
    if failure["code"] == "json_syntax":
        assert value in (10**5000, "\ud800") and failure["line"] == 1
    else:
        assert failure["code"] == "json_field" and failure["field"] == "facts.cej_contracts[1].end"
    # One bad row leaves the others.
    rows = imilo.conservation_many([REQUEST, asked, REQUEST])
    good = imilo.conservation(REQUEST)
    assert rows == [good, {"error": failure}, good]


def test_a_row_that_is_no_mapping_is_an_error_of_its_row() -> None:
    rows = imilo.conservation_many([None, REQUEST, "x", {"kind": "dossier"}])  # type: ignore[list-item]
    assert ["error" in row for row in rows] == [True, False, True, True]


def test_a_mapping_that_holds_itself_is_refused() -> None:
    endless: dict[str, Any] = {**REQUEST}
    endless["facts"] = {"fse": endless}
    assert failure_of(imilo.conservation, endless)["code"] == "json_field"
    assert "error" in imilo.conservation_many([endless])[0]


def test_rows_come_in_order_across_the_parts_of_a_batch() -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days) for days in range(600)]
    rows = imilo.conservation_many({**REQUEST, "date": day} if day.day > 1 else {} for day in days)
    found = [None if "error" in row else row["date"] for row in rows]
    assert found == [str(day) if day.day > 1 else None for day in days]


# NIR.


def test_missing_numbers_stay_missing() -> None:
    pandas = pytest.importorskip("pandas")
    column = [NIR, None, math.nan, pandas.NA, "1"]
    rows = imilo.nir_check_many(column)
    assert [row and row["outcome"] for row in rows] == ["conforming", None, None, None, "not_conforming"]
    for dtype in ("object", "str", "string"):
        series = pandas.Series([NIR, None, "1"], dtype=dtype)
        assert imilo.nir_check_many(series) == [rows[0], None, rows[4]]


@pytest.mark.parametrize("value", [int(NIR), float(NIR), NIR.encode(), True, [NIR], {NIR: NIR}])
def test_a_value_that_is_no_text_names_its_row(value: Any) -> None:
    with pytest.raises(TypeError, match=r"^nirs\[5000\]: expected text or None, not \w+$") as caught:
        imilo.nir_check_many([NIR] * 5000 + [value])
    assert NIR not in shown(caught.value)
    with pytest.raises(TypeError, match=r"^nir: expected text, not \w+$"):
        imilo.nir_check(value)


@pytest.mark.parametrize("value", [NIR, NIR.encode(), {NIR: 1}, 5, None])
def test_what_is_no_column_is_refused(value: Any) -> None:
    for function, name in ((imilo.nir_check_many, "nirs"), (imilo.conservation_many, "requests")):
        with pytest.raises(TypeError, match=rf"^{name}: expected rows, not \w+$"):
            function(value)


def test_no_row_is_an_answer_too() -> None:
    assert imilo.nir_check_many([]) == [] and imilo.conservation_many([]) == []
    assert failure_of(imilo.nir_check_many, [], accept={"nia": True})["field"] == "accept.nia"


def test_flags_are_booleans() -> None:
    assert imilo.nir_check("2840588321025", accept={"thirteen": False})["fault"] == "length"
    for wrong in (1, "true", None, math.nan):
        assert failure_of(imilo.nir_check, NIR, accept={"nnp": wrong})["field"] == "accept.nnp"
    with pytest.raises(TypeError, match="^accept: expected a mapping, not list$"):
        imilo.nir_check(NIR, accept=["nnp"])  # type: ignore[arg-type]


def test_an_outcome_is_a_text() -> None:
    for text in (NIR, "1"):
        assert type(imilo.nir_check(text)["outcome"]) is str
    assert type(imilo.conservation(REQUEST)["outcome"]) is str


# The other services.


@pytest.mark.parametrize("value", [None, 20250314, 2025.5, True])
def test_a_day_is_a_date_or_a_text(value: Any) -> None:
    with pytest.raises(TypeError, match="^date: expected a date or an ISO text, not "):
        imilo.rule_set(value)


def test_articles_by_code_and_day() -> None:
    every = imilo.articles()
    code = "D2015-59:6:I"
    versions = imilo.articles(code)
    assert 1 < len(versions) < len(every) and {version["code"] for version in versions} == {code}
    assert len(imilo.articles(code, "2015-01-29")) == 1
    assert failure_of(imilo.articles, "D0000-00:1")["code"] == "unknown_article"
    with pytest.raises(TypeError, match="^code: expected text, not int$"):
        imilo.articles(6)  # type: ignore[arg-type]


def test_text_in_and_text_out() -> None:
    answer = imilo.call("nir_check", json.dumps({"nir": NIR}))
    assert json.loads(answer) == imilo.nir_check(NIR)
    assert failure_of(imilo.call, "nir_chek", "{}")["code"] == "unknown_entry"
    assert failure_of(imilo.call, "__doc__", "{}")["code"] == "unknown_entry"
    assert failure_of(imilo.call, "versions", "{\n}}")["line"] == 2
    assert failure_of(imilo.call, "nir_check", '{"nir": "1", "nir": "2"}')["field"] == "nir"
    with pytest.raises(TypeError, match="^request: expected text, not bytes$"):
        imilo.call("versions", b"{}")  # type: ignore[arg-type]


def test_versions_are_those_of_the_wheel() -> None:
    from importlib.metadata import version

    assert imilo.versions()["crate"] == version("imilo")


# Exceptions.


def shown(error: BaseException) -> str:
    """All that an exception shows, with those that it came from and their attributes."""
    # Without source lines: those of the tests hold the number.
    text = "".join(traceback.TracebackException.from_exception(error).format_exception_only())
    while error is not None:
        text += f"{error} {error!r} {error.args!r} {vars(error)!r} {getattr(error, 'object', '')!r}"
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return text


def test_attributes() -> None:
    with pytest.raises(ValueError) as caught:
        imilo.conservation({**REQUEST, "facts": {**FACTS, "birth_date": "2025-03-15"}})
    error = caught.value
    assert isinstance(error, imilo.ImiloError) and not isinstance(error, imilo.InternalError)
    row = next(row for row in imilo.errors() if row["code"] == "birth_after_date")
    assert (error.code, error.number) == ("birth_after_date", 401) == (row["code"], row["number"])
    assert (error.field, error.position, error.line) == ("facts.birth_date", None, None)
    assert (error.message_fr, error.message_en) == (row["message_fr"], row["message_en"])
    assert str(error) == f"birth_after_date: {row['message_en']} (facts.birth_date)"
    # The keys of `failure` are the attributes.
    assert all(getattr(error, key) == value for key, value in error.failure.items())


def test_exceptions_cross_processes() -> None:
    for kind in (imilo.ImiloError, imilo.InternalError):
        error = kind({**failure_of(imilo.rule_set, "x")})  # type: ignore[typeddict-item]
        copy = pickle.loads(pickle.dumps(error))
        assert type(copy) is kind and copy.failure == error.failure and str(copy) == str(error)


LEAKS: list[Callable[[], object]] = [
    lambda: imilo.nir_check(NIR, accept={NIR: True}),  # type: ignore[misc]
    lambda: imilo.nir_check(NIR, accept={"nnp": NIR}),  # type: ignore[typeddict-item]
    lambda: imilo.nir_check(int(NIR)),  # type: ignore[arg-type]
    lambda: imilo.nir_check(NIR + "\ud800"),
    lambda: imilo.nir_check_many([NIR, NIR + "\udfff"]),
    lambda: imilo.nir_check_many([NIR], accept={NIR: math.nan}),  # type: ignore[misc]
    lambda: imilo.nir_check_many(NIR),
    lambda: imilo.rule_set(NIR),
    lambda: imilo.articles(NIR),
    lambda: imilo.conservation({NIR: 1}),
    lambda: imilo.conservation({"kind": NIR}),
    lambda: imilo.conservation({"kind": "dossier", "date": NIR, "facts": {}}),
    lambda: imilo.conservation({"kind": "dossier", "date": "2025-01-01", "facts": {"birth_date": NIR}}),
    lambda: imilo.conservation({"facts": {NIR: {NIR}}}),
    lambda: imilo.conservation({NIR: {NIR: b"x"}}),
    lambda: imilo.conservation({"facts": {(NIR,): NIR}}),
    lambda: imilo.conservation({"facts": NIR + "\ud800"}),
    lambda: imilo.call("nir_check", NIR),
    lambda: imilo.call("nir_check", f'{{"nir": {NIR}}}'),
    lambda: imilo.call("nir_check", f'{{"nir": ["{NIR}"]}}'),
    lambda: imilo.call("nir_check", f'{{"nir": "{NIR}\ud800"}}'),
    lambda: imilo.call("nir_check", f'{{"{NIR}": "{NIR}"}}'),
    lambda: imilo.call("nir_check_many", f'{{"nirs": ["{NIR}", {NIR}]}}'),
    lambda: imilo.call(NIR, "{}"),
    lambda: imilo.call(NIR + "\ud800", "{}"),
]


@pytest.mark.parametrize("leak", LEAKS, ids=range(len(LEAKS)))
def test_an_exception_never_shows_the_number(leak: Callable[[], object]) -> None:
    with pytest.raises((ValueError, TypeError)) as caught:
        leak()
    assert NIR not in shown(caught.value) and NIR[:13] not in shown(caught.value)


def test_an_answer_never_shows_the_number() -> None:
    rows = imilo.nir_check_many([NIR, NIR[:-1] + "3", NIR[:12] + "x"])
    assert NIR[:12] not in repr(rows)
    rows_with_errors = imilo.conservation_many([{NIR: NIR}, {"kind": NIR}, {**REQUEST, "facts": {NIR: {NIR}}}])
    assert all("error" in row for row in rows_with_errors) and NIR not in repr(rows_with_errors)


def test_text_that_is_no_unicode_is_named_by_its_row() -> None:
    failure = failure_of(imilo.nir_check_many, [NIR, None, "\ud800"])
    assert (failure["code"], failure["field"]) == ("text_encoding", "nirs[2]")
    assert failure_of(imilo.nir_check, "\ud800")["field"] == "nir"
    assert failure_of(imilo.call, "nir_check", '{"nir": "\ud800"}')["code"] == "text_encoding"
    # Other characters are a fault of the number, as everywhere.
    answers = imilo.nir_check_many(["é" + NIR[1:], "\U0001f600" + NIR[1:]])
    assert [answer and (answer["fault"], answer["position"]) for answer in answers] == [("character", 1)] * 2


PANIC = """
import imilo, imilo._api, imilo._imilo
try:
    imilo._api._ask(imilo._imilo._panic_probe, "284058832102532")
except Exception as error:
    print(type(error).__name__, error.code, error.number, error)
print(imilo.nir_check("1")["outcome"])
"""


def test_a_panic_is_an_exception_without_its_text() -> None:
    done = subprocess.run([sys.executable, "-c", PANIC], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("InternalError internal 105 internal: ") and second == "not_conforming"
    # The place of the panic is told, its text is not.
    assert "imilo: internal error at " in done.stderr and "lib.rs:" in done.stderr
    assert NIR not in done.stdout + done.stderr


# Threads.


@pytest.mark.parametrize("service", ["nir_check_many", "conservation_many"])
def test_other_threads_advance_during_a_call(service: str) -> None:
    if service == "nir_check_many":
        request = json.dumps({"nirs": [NIR] * 100_000})
    else:
        request = json.dumps({"requests": [REQUEST] * 15_000})
    ticks: list[float] = []
    stop = threading.Event()

    def tick() -> None:
        while not stop.wait(0.001):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.monotonic()
    succeeded, _ = getattr(_imilo, service)(request)
    end = time.monotonic()
    stop.set()
    thread.join()
    assert succeeded and end - start > 0.05, "too short to tell"
    # In the middle of one native call: with the interpreter held there is no tick at all.
    middle = [tick for tick in ticks if start + (end - start) * 0.2 < tick < start + (end - start) * 0.7]
    assert len(middle) >= 5


def test_calls_from_many_threads_agree() -> None:
    numbers = [NIR, "1", None] * 500
    expected = imilo.nir_check_many(numbers)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(imilo.nir_check_many(numbers))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4
