"""The functions: each asks the native module in JSON, and gives typed answers or raises."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, overload

from . import _imilo
from ._errors import ImiloError, InternalError
from ._input import encodable, encode, expect, expect_mapping, failure, parts, rows, text_or_failure, texts
from ._conservation_types import ConservationAnswer, ConservationRow, RequestKind
from ._dossier_types import DossierCheckAnswer, DossierCheckRow, FieldsAnswer
from ._law_types import ArticleAnswer, RuleSetAnswer
from ._nir_types import Acceptance, NirAnswer, NirCoherenceAnswer, NirCoherenceRow
from ._types import DateLike, ErrorAnswer, Failure, InstantLike, VersionsAnswer

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
    "nir_coherence",
    "nir_coherence_many",
    "rule_set",
    "services",
    "versions",
]

_Native = Callable[[str], tuple[bool, str]]

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
    expect(service, str, "service", "text")
    expect(request, str, "request", "text")
    if service not in _imilo.services():
        raise ImiloError(failure("unknown_entry", None))
    native: _Native = getattr(_imilo, service)
    return _ask(native, request)


def versions() -> VersionsAnswer:
    """Versions of the library, of the rules and of the C ABI.

    >>> sorted(imilo.versions())
    ['abi', 'crate', 'rules']
    """
    answer: VersionsAnswer = json.loads(_ask(_imilo.versions, "{}"))
    return answer


def nir_check(nir: str, *, accept: Acceptance | None = None) -> NirAnswer:
    """Form, structure and key of one number, as a person wrote it (spaces, dots and hyphens allowed).

    A number that is refused is an answer, with the part refused. ``outcome`` is a text: compare it. Raises
    ``TypeError`` when ``nir`` is not a text (a number read as an integer has lost its form), ``ImiloError``
    for a flag of ``accept`` (see ``imilo.Acceptance``) that does not exist.

    >>> answer = imilo.nir_check("2 84 05 88 321 025 30")
    >>> answer["outcome"], answer["fault"], answer["position"]
    ('not_conforming', 'key', 14)
    """
    expect(nir, str, "nir", "text")
    if not encodable(nir):
        raise ImiloError(failure("text_encoding", "nir"))
    answer: NirAnswer = json.loads(_ask(_imilo.nir_check, encode(_with_accept({"nir": nir}, accept))))
    return answer


def nir_check_many(
    nirs: Iterable[str | None], *, accept: Acceptance | None = None
) -> list[NirAnswer | None]:
    """The same for many numbers: one answer a row, in their order.

    A missing number (``None``, or the NaN or ``NA`` of pandas) gives ``None``. Any other value that is not a
    text raises ``TypeError``, which names the row and not the value; so does a single text. A whole dataframe
    raises ``ImiloError``: give one column. The interpreter is released while the library works.

    >>> rows = imilo.nir_check_many(["2 84 05 88 321 025 32", None, "1"])
    >>> [row and row["outcome"] for row in rows]
    ['conforming', None, 'not_conforming']
    """
    answers: list[NirAnswer | None] = []
    for part in parts(texts(nirs), _NIRS_AT_ONCE):
        request = encode(_with_accept({"nirs": part}, accept))
        answers += json.loads(_ask(_imilo.nir_check_many, request))["results"]
    return answers


def nir_coherence(request: Mapping[str, object] | None = None, /, **keys: object) -> NirCoherenceAnswer:
    """A number beside the civil identity: what does not go together, with its legitimate exceptions.

    The request is a mapping (``imilo.NirCoherenceRequest``), or its keys as keyword arguments. What is left out or
    ``None`` is not compared. No finding refuses a number. Raises ``ImiloError`` with the field that cannot be read.

    >>> answer = imilo.nir_coherence(nir="2 75 11 59 350 088 31", sex="M", birth_date="2008-05-20")
    >>> [finding["code"] for finding in answer["findings"]]
    ['sex_differs', 'year_differs', 'month_differs', 'parents_number']
    """
    if request is None:
        request = keys
    elif keys:
        raise TypeError("a request is a mapping or keyword arguments, not both")
    expect_mapping(request, "request")
    answer: NirCoherenceAnswer = json.loads(_ask(_imilo.nir_coherence, encode(request)))
    return answer


def nir_coherence_many(requests: Iterable[Mapping[str, object]]) -> list[NirCoherenceRow]:
    """The same for many requests: a row is an answer, or ``{"error": …}`` for one that cannot be read.

    >>> rows = imilo.nir_coherence_many([{"nir": "284058832102532", "sex": "F"}, {"nir": "1", "label": "NTT"}])
    >>> [row["error"]["code"] if "error" in row else row["findings"] for row in rows]
    [[], 'nir_label_ntt']
    """
    return _many(_imilo.nir_coherence_many, requests)


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
    expect_mapping(request, "request")
    answer: ConservationAnswer = json.loads(_ask(_imilo.conservation, encode(request)))
    return answer


def conservation_many(requests: Iterable[Mapping[str, object]]) -> list[ConservationRow]:
    """The same for many requests: a row is an answer, or ``{"error": …}`` for one that cannot be judged.

    One bad row leaves the others: it is never an exception. A value that JSON has not (NaN, ``NaT``, a number of
    numpy) is the error of its row, with the field. A dataframe is no list of requests: ``ImiloError`` says how to
    make one. The interpreter is released while the library works.

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
    expect(date, (str, dt.date), "date", "a date or an ISO text")
    expect_mapping(dossier, "dossier")
    request = encode({"date": date, "dossier": dossier})
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
    expect(date, (str, dt.date), "date", "a date or an ISO text")
    answer: FieldsAnswer = json.loads(_ask(_imilo.dossier_fields, encode({"date": date})))
    return answer


def _many(native: _Native, requests: Iterable[Mapping[str, object]]) -> list[Any]:
    """Asks a service row by row: what Python cannot write as JSON is the error of its own row."""
    answers: list[Any] = []
    for part in parts(rows(requests, "requests"), _REQUESTS_AT_ONCE):
        written = [text_or_failure(request) for request in part]
        readable = ",".join(text for text in written if isinstance(text, str))
        results = iter(json.loads(_ask(native, f'{{"requests":[{readable}]}}'))["results"])
        for text in written:
            result: dict[str, Any] = next(results) if isinstance(text, str) else {"error": text}
            answers.append(result.get("answer", result))
    return answers


def rule_set(date: DateLike) -> RuleSetAnswer:
    """Which version of the law is in force on a day.

    Raises ``ImiloError``, with code ``before_first_rule_set`` for a day before 2015-01-29.

    >>> imilo.rule_set(datetime.date(2015, 1, 29))["rule_set"]
    'V2015'
    """
    expect(date, (str, dt.date), "date", "a date or an ISO text")
    answer: RuleSetAnswer = json.loads(_ask(_imilo.rule_set, encode({"date": date})))
    return answer


def articles(code: str | None = None, date: DateLike | None = None) -> list[ArticleAnswer]:
    """Articles of a code, in force on a day, of both, or all; each with its evidence.

    Raises ``ImiloError``, with code ``unknown_article`` when no article has this code.

    >>> [article["evidence"] for article in imilo.articles("D2015-59:6:I", "2015-01-29")]
    ['seen']
    """
    request: dict[str, object] = {}
    if code is not None:
        expect(code, str, "code", "text")
        request["code"] = code
    if date is not None:
        expect(date, (str, dt.date), "date", "a date or an ISO text")
        request["date"] = date
    answer: list[ArticleAnswer] = json.loads(_ask(_imilo.articles, encode(request)))
    return answer


def errors() -> list[ErrorAnswer]:
    """The catalogue of errors, in the order of their numbers.

    >>> imilo.errors()[0]["code"]
    'json_syntax'
    """
    answer: list[ErrorAnswer] = json.loads(_ask(_imilo.errors, "{}"))
    return answer


def _asked(native: _Native, request: Mapping[str, object] | None, keys: dict[str, object]) -> Any:
    """Asks a service whose request is a mapping, or its keys."""
    if request is None:
        request = keys
    elif keys:
        raise TypeError("a request is a mapping or keyword arguments, not both")
    expect_mapping(request, "request")
    return json.loads(_ask(native, encode(request)))


def _ask(native: _Native, request: str) -> str:
    succeeded, text = native(request)
    if succeeded:
        return text
    failed: Failure = json.loads(text)
    raise (InternalError if failed["code"] == "internal" else ImiloError)(failed)


def _with_accept(request: dict[str, object], accept: Acceptance | None) -> dict[str, object]:
    if accept is not None:
        expect_mapping(accept, "accept")
        request["accept"] = accept
    return request
