"""The shapes of answers on a dossier and its fields, for type checkers and readers."""

from __future__ import annotations

from typing import Literal, TypedDict, Union

from ._types import CitationAnswer, Failure, FindingAnswer, Outcome

__all__ = [
    "CoherenceAnswer",
    "DossierCheckAnswer",
    "DossierCheckError",
    "DossierCheckRow",
    "FieldAnswer",
    "FieldsAnswer",
    "Standing",
]

class CoherenceAnswer(TypedDict):
    """Something to be looked at inside a dossier, apart from the law.

    - ``code``: stable name (``permit_expired``);
    - ``field``: path of the field;
    - ``message_fr``, ``message_en``: a sentence, in French and in English.
    """

    code: str
    field: str
    message_fr: str
    message_en: str


class DossierCheckAnswer(TypedDict):
    """What the law of a day makes of the data of a dossier.

    - ``outcome``: one field that is not allowed is enough for ``not_conforming``;
    - ``rule_set``, ``date``: the rule set of the day, the day;
    - ``allowed``: paths of the filled fields that may be held;
    - ``conditional``: of those that may be held under a condition that is not established;
    - ``not_allowed``: of those that a list read in full does not allow, or whose condition is not met;
    - ``undetermined``: of those on which no list that was read decides;
    - ``findings``: the reasons;
    - ``coherence``: what is to be looked at, apart from the law.
    """

    outcome: Outcome
    rule_set: str
    date: str
    allowed: list[str]
    conditional: list[str]
    not_allowed: list[str]
    undetermined: list[str]
    findings: list[FindingAnswer]
    coherence: list[CoherenceAnswer]


class DossierCheckError(TypedDict):
    """A row of a batch that cannot be judged.

    - ``error``: why.
    """

    error: Failure


DossierCheckRow = Union[DossierCheckAnswer, DossierCheckError]
"""A row of ``dossier_check_many``: ``"error" in row`` tells which of the two it is."""


Standing = Literal["allowed", "conditional", "not_allowed", "undetermined"]
"""What the law of a day says of a field."""


class FieldAnswer(TypedDict):
    """A row of the catalogue of fields on a day.

    - ``field``: path in the JSON of a dossier;
    - ``code``: code in the annexe of 2015, ``None`` where that list does not hold it;
    - ``category``: category of that annexe;
    - ``heading``: heading under which the lists of the day put it, ``None`` under the annexe of 2015;
    - ``sensitivity_fr``, ``sensitivity_en``: how sensitive it is;
    - ``optional_answer``: the person may leave the answer empty;
    - ``standing``: what the law of the day says;
    - ``citations``: the provisions that say so, one, or two in a window;
    - ``label_fr``, ``label_en``: its name.
    """

    field: str
    code: str | None
    category: str
    heading: str | None
    sensitivity_fr: str
    sensitivity_en: str
    optional_answer: bool
    standing: Standing
    citations: list[CitationAnswer]
    label_fr: str
    label_en: str


class FieldsAnswer(TypedDict):
    """The catalogue of fields, with what the law of a day says of each.

    - ``rule_set``: rule set of the day;
    - ``fields``: the fields, in the order of the annexe.
    """

    rule_set: str
    fields: list[FieldAnswer]
