"""The shapes that all requests and answers share, for type checkers and readers. At run time all of them are ``dict``.

Dates in an answer are ISO texts (``"2015-01-29"``). An ``outcome`` is one of three texts: compare it, never
use it as a condition, for every text is true.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypedDict, Union

__all__ = [
    "CitationAnswer",
    "DateLike",
    "ErrorAnswer",
    "Evidence",
    "Failure",
    "FindingAnswer",
    "InstantLike",
    "Outcome",
    "Role",
    "VersionsAnswer",
]

DateLike = Union[dt.date, str]
"""A day: a ``datetime.date`` (not a ``datetime``) or a text ``AAAA-MM-JJ``."""


InstantLike = Union[dt.datetime, str]
"""An instant: a ``datetime`` with a time zone, or a text of RFC 3339 (``2025-03-14T23:00:00Z``)."""


Outcome = Literal["conforming", "not_conforming", "undetermined"]
"""What the law makes of a situation. *undetermined* is never to be acted on as a grant."""


Evidence = Literal["seen", "secondary", "inferred", "unknown"]
"""How well a rule is known, from read in the act itself to not known at all."""


Role = Literal["founds", "notes"]
"""Whether a finding founds an answer or qualifies it."""


class VersionsAnswer(TypedDict("_Crate", {"crate": str})):
    """Versions of what answers.

    - ``crate``: version of the library;
    - ``rules``: day up to which the texts of the law were read;
    - ``abi``: number of the C ABI.
    """

    rules: str
    abi: int


class CitationAnswer(TypedDict):
    """A provision, as it is quoted.

    - ``code``: ``"D2015-59:6:I"``;
    - ``text``: code of the act;
    - ``article``: article;
    - ``text_fr``, ``text_en``: title of the act, in French and in English;
    - ``evidence``: how well it is known;
    - ``url``: public copy that was read.
    """

    code: str
    text: str
    article: str
    text_fr: str
    text_en: str
    evidence: Evidence
    url: str | None


class FindingAnswer(TypedDict):
    """One reason of an answer.

    - ``code``: stable name;
    - ``role``: whether it founds or qualifies the answer;
    - ``evidence``: how well it is known;
    - ``version``: version of the rule;
    - ``in_force_from``: entry into force of that version, ``earliest/certain`` when the day was not found;
    - ``in_force_until``: entry into force of the next version, written in the same way;
    - ``citation``: the provision;
    - ``facts``: names of the facts that it speaks of;
    - ``readings``: readings applied where the acts leave a question open (``A3``);
    - ``message_fr``, ``message_en``: a sentence, in French and in English.
    """

    code: str
    role: Role
    evidence: Evidence
    version: str
    in_force_from: str
    in_force_until: str | None
    citation: CitationAnswer
    facts: list[str]
    readings: list[str]
    message_fr: str
    message_en: str


class Failure(TypedDict):
    """Why a request could not be judged; the attributes of ``ImiloError``.

    - ``code``: name of the error;
    - ``number``: its number, as in the C ABI;
    - ``field``: path of the field (``facts.programmes[1].end``);
    - ``position``: 1-based position in a text, after normalisation;
    - ``line``: 1-based line, for JSON text that cannot be read;
    - ``message_fr``, ``message_en``: the sentence, in French and in English.
    """

    code: str
    number: int
    field: str | None
    position: int | None
    line: int | None
    message_fr: str
    message_en: str


class ErrorAnswer(TypedDict):
    """One row of the catalogue of errors.

    - ``code``: name of the error;
    - ``number``: its number, as in the C ABI;
    - ``message_fr``, ``message_en``: the sentence, in French and in English.
    """

    code: str
    number: int
    message_fr: str
    message_en: str
