"""The shapes of the answers on disclosure, what is missing, who can, the matrix and its changes."""

from __future__ import annotations

from typing import Any, Literal, TypedDict, Union

from ._droit_types import FormOfData, HabilitationAnswer
from ._types import CitationAnswer, Failure, Outcome

__all__ = [
    "AccessCell",
    "AccessChange",
    "AccessChangesAnswer",
    "AccessEvent",
    "AccessLine",
    "AccessLineChange",
    "AccessLink",
    "AccessList",
    "AccessMatrixAnswer",
    "AccessOperation",
    "AccessRow",
    "AccessScene",
    "AccessWay",
    "CounterfactualAnswer",
    "DataLack",
    "DiscloseAnswer",
    "DiscloseError",
    "DiscloseRow",
    "Lack",
    "WhoCanAnswer",
    "WhoCanDatum",
    "WhoCanRow",
]

AccessOperation = Literal["consult", "create", "update", "delete", "transfer", "transmit", "link", "open_fse_archive"]
AccessCell = Literal["yes", "partly", "with_title", "no", "undetermined"]
"""What a row says of a category, once its conditions are met and necessity is attested."""

AccessScene = Literal["own", "after_move", "former"]


class AccessEvent(TypedDict):
    """What is to be journalled of an operation: names of data, never a value.

    - ``day``: day of the operation;
    - ``agent``, ``dossier``: the references that were given;
    - ``mission_locale``: the structure that held the dossier;
    - ``actor``, ``operation``, ``purpose``, ``form``: who, what, for which purpose, in which form;
    - ``outcome``: what the law made of the whole;
    - ``granted``, ``withheld``: names of data;
    - ``provisions``: codes of the provisions.
    """

    day: str
    agent: str
    dossier: str
    mission_locale: str
    actor: str
    operation: AccessOperation
    purpose: str
    form: FormOfData
    outcome: Outcome
    granted: list[str]
    withheld: list[str]
    provisions: list[str]


class DiscloseAnswer(TypedDict):
    """A dossier reduced to what is granted.

    - ``decision``: as ``habilitation`` answers;
    - ``event``: what is to be journalled;
    - ``nir_in_text``: fields kept back, since a NIR is written in them and the NIR is not open to who asks;
    - ``dossier``: the reduced dossier; ``None`` when nothing is shown.
    """

    decision: HabilitationAnswer
    event: AccessEvent
    nir_in_text: list[str]
    dossier: dict[str, Any] | None


class DiscloseError(TypedDict):
    """A dossier of a batch that cannot be disclosed.

    - ``error``: why.
    """

    error: Failure


DiscloseRow = Union[DiscloseAnswer, DiscloseError]
"""A row of ``disclose_many``: ``"error" in row`` tells which of the two it is."""


class AccessRow(TypedDict):
    """A row of a list of the law, or one that an integrator added.

    - ``name``: its name;
    - ``actor``, ``actor_fr``, ``actor_en``: who;
    - ``operations``, ``purposes``: by which operations, for which purposes;
    - ``other_processing``: links: the other processing;
    - ``form``: the most that it gives;
    - ``conditions``: its conditions;
    - ``added``: an integrator added it;
    - ``citation``: the provision.
    """

    name: str
    actor: str
    actor_fr: str
    actor_en: str
    operations: list[AccessOperation]
    purposes: list[str]
    other_processing: str | None
    form: FormOfData
    conditions: list[str]
    added: bool
    citation: CitationAnswer


class Lack(TypedDict):
    """A condition that is not met, or a cause, with the keys of a request that tell it."""

    code: str
    message_fr: str
    message_en: str
    keys: list[str]


class AccessWay(TypedDict):
    """A row that leads to a grant, and the conditions of it that are not met."""

    missing: list[Lack]
    row: AccessRow


class DataLack(TypedDict):
    """What is missing for some data.

    - ``fields``: names of the data;
    - ``answer``: ``granted``; ``missing``: facts would open them; ``never``: refused whatever is attested; ``unread``: with
      every fact no rule that was read decides;
    - ``ways``: the rows that lead to a grant, that which lacks least first;
    - ``unattainable``: of ``never``, conditions that no attestation meets (state of the dossier, structure, link);
    - ``alternative_form``: of ``never``, the form in which the law would answer instead;
    - ``causes``: what bears on the data themselves.
    """

    fields: list[str]
    answer: Literal["granted", "missing", "never", "unread"]
    ways: list[AccessWay]
    unattainable: list[Lack]
    alternative_form: Literal["anonymised"] | None
    causes: list[Lack]


class CounterfactualAnswer(TypedDict):
    """What is missing for a request to be granted.

    - ``outcome``: as ``habilitation`` answers;
    - ``rule_set``: rule set of the day;
    - ``date``: day of the operation;
    - ``data``: what is missing, datum by datum.
    """

    outcome: Outcome
    rule_set: str
    date: str
    data: list[DataLack]


class WhoCanRow(TypedDict):
    """A row that gives a datum once its conditions are met, or that does not decide."""

    answer: Literal["granted", "with_title", "undetermined"]
    row: AccessRow


class WhoCanDatum(TypedDict):
    """Who may use one datum."""

    field: str
    label_fr: str
    label_en: str
    rows: list[WhoCanRow]


class WhoCanAnswer(TypedDict):
    """Who may use a datum on a day.

    - ``rule_set``: rule set of the day;
    - ``date``: the day;
    - ``fields``: the data that the code names;
    - ``unread``: operations whose list was not read in full: others than these rows may be in it.
    """

    rule_set: str
    date: str
    fields: list[WhoCanDatum]
    unread: list[AccessOperation]


class AccessList(TypedDict):
    """A list of the law, and whether it was read in full."""

    list: Literal["access", "recipients", "links", "archive"]
    label_fr: str
    label_en: str
    in_full: bool


class AccessLine(TypedDict):
    """A line of the matrix: a row, and what it says of each category."""

    row: AccessRow
    cells: dict[str, AccessCell]


class AccessMatrixAnswer(TypedDict):
    """The matrix of a day.

    - ``rule_set``: rule set of the day;
    - ``date``: the day;
    - ``lists``: the lists of the law;
    - ``lines``: the lines; ``None`` in another format than JSON;
    - ``text``: the table in the format that was asked for.
    """

    rule_set: str
    date: str
    lists: list[AccessList]
    lines: list[AccessLine] | None
    text: str | None


class AccessLineChange(TypedDict):
    """A line of the matrix that changes; ``before`` is ``None`` when it is new, ``after`` when it is no more."""

    before: AccessLine | None
    after: AccessLine | None


class AccessLink(TypedDict):
    """A link with another processing."""

    other_processing: str
    direction: Literal["inbound", "outbound"]


class AccessChange(TypedDict):
    """Decisions that change alike, one a purpose and a link, with every fact told in favour of the actor.

    - ``actor``, ``operation``, ``form``: who, what, in which form;
    - ``scene``: on whose dossier;
    - ``purposes``, ``links``: for which purposes, by which links;
    - ``gained``, ``lost``: data granted on the second day only, on the first only;
    - ``now_refused``, ``now_undetermined``: data that are so on the second day only.
    """

    actor: str
    operation: AccessOperation
    form: FormOfData
    scene: AccessScene
    purposes: list[str]
    links: list[AccessLink]
    gained: list[str]
    lost: list[str]
    now_refused: list[str]
    now_undetermined: list[str]


# `from` is no name in Python.
AccessChangesAnswer = TypedDict(
    "AccessChangesAnswer",
    {
        "from": str,
        "to": str,
        "rule_set_from": str,
        "rule_set_to": str,
        "lines": list[AccessLineChange] | None,
        "decisions": list[AccessChange] | None,
        "text": str | None,
    },
)
"""What changes between two days: lines of the matrix, every decision, or the lines as a text."""
