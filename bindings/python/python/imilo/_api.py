"""The functions: each asks the native module in JSON, and gives typed answers or raises."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar, overload

from . import _imilo
from ._errors import ImiloError, InternalError
from ._types import (
    ArticleAnswer,
    ConservationAnswer,
    ConservationRow,
    DateLike,
    DossierCheckAnswer,
    DossierCheckRow,
    ErrorAnswer,
    Failure,
    FieldsAnswer,
    InstantLike,
    NirAnswer,
    RequestKind,
    RuleSetAnswer,
    VersionsAnswer,
)

__all__ = [
    "articles",
    "call",
    "conservation",
    "conservation_many",
    "dossier_check",
    "dossier_check_many",
    "dossier_fields",
    "errors",
    "nir_check",
    "nir_check_many",
    "rule_set",
    "services",
    "versions",
]

_Native = Callable[[str], tuple[bool, str]]
_T = TypeVar("_T")

# Rows that go through the library at once: the JSON of all rows never stands in memory together, and the
# reading of one part's answers, which holds the interpreter, stays near 10 ms.
_NIRS_AT_ONCE = 4096
_REQUESTS_AT_ONCE = 256


def services() -> dict[str, str]:
    """Every service of the library, with what it does. Each has a function of the same name here.

    >>> imilo.services()["rule_set"]
    'which version of the law is in force on a day'
    """
    return _imilo.services()


def call(service: str, request: str) -> str:
    """Answers a request in JSON text, for callers who hold JSON and want JSON.

    The answer is canonical: the same request gives the same text, byte for byte, in every language. A
    request refuses unknown and doubled keys. Raises ``ImiloError``, with code ``unknown_entry`` for a
    service that is not in ``services()``.

    >>> imilo.call("rule_set", '{"date": "2015-01-29"}')[:19]
    '{"rule_set":"V2015"'
    """
    _expect(service, str, "service", "text")
    _expect(request, str, "request", "text")
    if service not in _imilo.services():
        raise ImiloError(_failure("unknown_entry", None))
    native: _Native = getattr(_imilo, service)
    return _ask(native, request)


def versions() -> VersionsAnswer:
    """Versions of the library, of the rules and of the C ABI.

    >>> sorted(imilo.versions())
    ['abi', 'crate', 'rules']
    """
    answer: VersionsAnswer = json.loads(_ask(_imilo.versions, "{}"))
    return answer


def nir_check(nir: str, *, accept: Mapping[str, bool] | None = None) -> NirAnswer:
    """Form, structure and key of one number, as a person wrote it (spaces, dots and hyphens allowed).

    A number that is refused is an answer, with the part refused. ``outcome`` is a text: compare it. Raises
    ``TypeError`` when ``nir`` is not a text (a number read as an integer has lost its form), ``ImiloError``
    for a flag of ``accept`` (see ``imilo.Acceptance``) that does not exist.

    >>> answer = imilo.nir_check("2 84 05 88 321 025 30")
    >>> answer["outcome"], answer["fault"], answer["position"]
    ('not_conforming', 'key', 14)
    """
    _expect(nir, str, "nir", "text")
    if not _encodable(nir):
        raise ImiloError(_failure("text_encoding", "nir"))
    answer: NirAnswer = json.loads(_ask(_imilo.nir_check, _encode(_with_accept({"nir": nir}, accept))))
    return answer


def nir_check_many(
    nirs: Iterable[str | None], *, accept: Mapping[str, bool] | None = None
) -> list[NirAnswer | None]:
    """The same for many numbers: one answer a row, in their order.

    A missing number (``None``, or the NaN or ``NA`` of pandas) gives ``None``. Any other value that is not a
    text raises ``TypeError``, which names the row and not the value; so does a single text. The interpreter
    is released while the library works.

    >>> rows = imilo.nir_check_many(["2 84 05 88 321 025 32", None, "1"])
    >>> [row and row["outcome"] for row in rows]
    ['conforming', None, 'not_conforming']
    """
    answers: list[NirAnswer | None] = []
    for part in _parts(_texts(_rows(nirs, "nirs")), _NIRS_AT_ONCE):
        request = _encode(_with_accept({"nirs": part}, accept))
        answers += json.loads(_ask(_imilo.nir_check_many, request))["results"]
    return answers


@overload
def conservation(request: Mapping[str, object], /) -> ConservationAnswer: ...


@overload
def conservation(
    *,
    kind: RequestKind,
    facts: Mapping[str, object],
    date: DateLike = ...,
    instant: InstantLike = ...,
    options: Mapping[str, object] = ...,
) -> ConservationAnswer: ...


def conservation(request: Mapping[str, object] | None = None, /, **keys: object) -> ConservationAnswer:
    """Retention of one dossier or account on a day: until when, to whom, what next, by which rule.

    The request is a mapping (``imilo.ConservationRequest``), or its keys as keyword arguments. A fact left
    out or ``None`` is *not known*; what is known to be none is written: ``[]``, ``{"cofinanced": False}``.
    ``outcome`` is one of three texts: compare it. Raises ``ImiloError`` when the request cannot be judged.

    >>> answer = imilo.conservation(
    ...     kind="dossier",
    ...     date=datetime.date(2025, 3, 14),
    ...     facts={
    ...         "birth_date": datetime.date(1997, 3, 15),
    ...         "rqth_periods": [],
    ...         "programmes": [],
    ...         "cej_contracts": [],
    ...         "fse": {"cofinanced": False},
    ...     },
    ... )
    >>> answer["outcome"], answer["state"], answer["accessible_until"], answer["founded_by"]
    ('conforming', 'accessible', '2025-03-15', ['D2015-59:6:I'])
    """
    if request is None:
        request = keys
    elif keys:
        raise TypeError("a request is a mapping or keyword arguments, not both")
    _expect(request, Mapping, "request", "a mapping")
    answer: ConservationAnswer = json.loads(_ask(_imilo.conservation, _encode(request)))
    return answer


def conservation_many(requests: Iterable[Mapping[str, object]]) -> list[ConservationRow]:
    """The same for many requests: a row is an answer, or ``{"error": …}`` for one that cannot be judged.

    One bad row leaves the others: it is never an exception. The interpreter is released while the library
    works.

    >>> rows = imilo.conservation_many([{"kind": "dossier", "facts": {}}])
    >>> [row["error"]["field"] if "error" in row else row["state"] for row in rows]
    ['date']
    """
    return _many(_imilo.conservation_many, requests)


def dossier_check(date: DateLike, dossier: Mapping[str, object]) -> DossierCheckAnswer:
    """The data of a dossier on a day: which are allowed, which are not, by which rule, and what is incoherent.

    The dossier is a mapping, as ``schemas/dossier.schema.json`` says: a key left out was not carried by the
    source, ``None`` is empty. Its NIR does not come back. Raises ``ImiloError`` with the path of what cannot be
    read.

    >>> answer = imilo.dossier_check(datetime.date(2018, 6, 1), {"ajouts": {"quotient_familial": 700}})
    >>> answer["outcome"], answer["not_allowed"], answer["findings"][0]["citation"]["code"]
    ('not_conforming', ['ajouts.quotient_familial'], 'D2015-59:annexe')
    """
    _expect(date, (str, dt.date), "date", "a date or an ISO text")
    _expect(dossier, Mapping, "dossier", "a mapping")
    request = _encode({"date": date, "dossier": dossier})
    answer: DossierCheckAnswer = json.loads(_ask(_imilo.dossier_check, request))
    return answer


def dossier_check_many(requests: Iterable[Mapping[str, object]]) -> list[DossierCheckRow]:
    """The same for many requests ``{"date": …, "dossier": …}``: a row is an answer, or ``{"error": …}``.

    One bad row leaves the others: it is never an exception.

    >>> rows = imilo.dossier_check_many([{"date": "2018-06-01", "dossier": {}}, {"date": "2018-06-01"}])
    >>> [row["error"]["field"] if "error" in row else row["outcome"] for row in rows]
    ['conforming', 'dossier']
    """
    return _many(_imilo.dossier_check_many, requests)


def dossier_fields(date: DateLike) -> FieldsAnswer:
    """The catalogue of fields, with what the law of a day says of each.

    >>> fields = imilo.dossier_fields(datetime.date(2018, 6, 1))["fields"]
    >>> [field["standing"] for field in fields if field["code"] == "I.A.5"]
    ['allowed']
    """
    _expect(date, (str, dt.date), "date", "a date or an ISO text")
    answer: FieldsAnswer = json.loads(_ask(_imilo.dossier_fields, _encode({"date": date})))
    return answer


def _many(native: _Native, requests: Iterable[Mapping[str, object]]) -> list[Any]:
    """Asks a service row by row: what Python cannot write as JSON is the error of its own row."""
    rows: list[Any] = []
    for part in _parts(_rows(requests, "requests"), _REQUESTS_AT_ONCE):
        texts = [_text_or_failure(request) for request in part]
        readable = ",".join(text for text in texts if isinstance(text, str))
        results = iter(json.loads(_ask(native, f'{{"requests":[{readable}]}}'))["results"])
        for text in texts:
            result: dict[str, Any] = next(results) if isinstance(text, str) else {"error": text}
            rows.append(result.get("answer", result))
    return rows


def rule_set(date: DateLike) -> RuleSetAnswer:
    """Which version of the law is in force on a day.

    Raises ``ImiloError``, with code ``before_first_rule_set`` for a day before 2015-01-29.

    >>> imilo.rule_set(datetime.date(2015, 1, 29))["rule_set"]
    'V2015'
    """
    _expect(date, (str, dt.date), "date", "a date or an ISO text")
    answer: RuleSetAnswer = json.loads(_ask(_imilo.rule_set, _encode({"date": date})))
    return answer


def articles(code: str | None = None, date: DateLike | None = None) -> list[ArticleAnswer]:
    """Articles of a code, in force on a day, of both, or all; each with its evidence.

    Raises ``ImiloError``, with code ``unknown_article`` when no article has this code.

    >>> [article["evidence"] for article in imilo.articles("D2015-59:6:I", "2015-01-29")]
    ['seen']
    """
    request: dict[str, object] = {}
    if code is not None:
        _expect(code, str, "code", "text")
        request["code"] = code
    if date is not None:
        _expect(date, (str, dt.date), "date", "a date or an ISO text")
        request["date"] = date
    answer: list[ArticleAnswer] = json.loads(_ask(_imilo.articles, _encode(request)))
    return answer


def errors() -> list[ErrorAnswer]:
    """The catalogue of errors, in the order of their numbers.

    >>> imilo.errors()[0]["code"]
    'json_syntax'
    """
    answer: list[ErrorAnswer] = json.loads(_ask(_imilo.errors, "{}"))
    return answer


def _ask(native: _Native, request: str) -> str:
    succeeded, text = native(request)
    if succeeded:
        return text
    failure: Failure = json.loads(text)
    raise (InternalError if failure["code"] == "internal" else ImiloError)(failure)


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, ErrorAnswer]:
    return {row["code"]: row for row in errors()}


def _failure(code: str, field: str | None) -> Failure:
    row = _catalogue()[code]
    return {
        "code": code,
        "number": row["number"],
        "field": field,
        "position": None,
        "line": None,
        "message_fr": row["message_fr"],
        "message_en": row["message_en"],
    }


def _expect(value: object, types: type | tuple[type, ...], name: str, expected: str) -> None:
    if not isinstance(value, types):
        raise TypeError(f"{name}: expected {expected}, not {type(value).__name__}")


def _rows(rows: Iterable[_T], name: str) -> Iterable[_T]:
    # A text is an iterable of texts, a mapping one of its keys: neither is a column.
    if isinstance(rows, (str, bytes, Mapping)) or not isinstance(rows, Iterable):
        raise TypeError(f"{name}: expected rows, not {type(rows).__name__}")
    return rows


def _parts(rows: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rows = iter(rows)
    part = list(islice(rows, size))
    # No row is a part too: the rest of the request is then still checked.
    yield part
    while part := list(islice(rows, size)):
        yield part


def _texts(nirs: Iterable[str | None]) -> Iterator[str | None]:
    missing = getattr(sys.modules.get("pandas"), "NA", None)
    for row, nir in enumerate(nirs):
        if isinstance(nir, str):
            if not nir.isascii() and not _encodable(nir):
                raise ImiloError(_failure("text_encoding", f"nirs[{row}]"))
            yield nir
        elif nir is None or nir is missing or (isinstance(nir, float) and nir != nir):
            yield None
        else:
            raise TypeError(f"nirs[{row}]: expected text or None, not {type(nir).__name__}")


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _with_accept(request: dict[str, object], accept: Mapping[str, bool] | None) -> dict[str, object]:
    if accept is not None:
        _expect(accept, Mapping, "accept", "a mapping")
        request["accept"] = accept
    return request


def _plain(value: object) -> object:
    # What is not of the form that a field asks for (a datetime for a day) is refused by the library, by name.
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


_to_json = json.JSONEncoder(default=_plain, allow_nan=False, separators=(",", ":")).encode


def _encode(request: object) -> str:
    text = _text_or_failure(request)
    if isinstance(text, str):
        return text
    raise ImiloError(text)


def _text_or_failure(request: object) -> str | Failure:
    try:
        return _to_json(request)
    except (TypeError, ValueError, RecursionError):
        return _failure("json_field", _unwritable(request) or None)


def _unwritable(value: object, path: str = "", depth: int = 0) -> str:
    """Path of the first value that JSON has no form for."""
    items: Iterable[tuple[str, Any]] = ()
    if isinstance(value, Mapping):
        # As in the library: a key that is not a plain name may be a value put in the wrong place.
        items = (
            (f"{path}.{key}".lstrip(".") if _is_name(key) else path, item) for key, item in value.items()
        )
    elif isinstance(value, (list, tuple)):
        items = ((f"{path}[{index}]", item) for index, item in enumerate(value))
    for place, item in items:
        try:
            _to_json(item)
        except (TypeError, ValueError, RecursionError):
            return _unwritable(item, place, depth + 1) if depth < 16 else place
    return path


def _is_name(key: object) -> bool:
    return isinstance(key, str) and re.fullmatch("[A-Za-z_]{1,40}", key) is not None
