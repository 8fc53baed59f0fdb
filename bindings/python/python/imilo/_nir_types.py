"""The shapes of requests and answers on a NIR and on its coherence, for type checkers and readers."""

from __future__ import annotations

from typing import Literal, TypedDict, Union

from ._types import CitationAnswer, DateLike, Evidence, Failure, Outcome

__all__ = [
    "Acceptance",
    "KeyState",
    "Label",
    "Level",
    "NirAnswer",
    "NirCoherenceAnswer",
    "NirCoherenceError",
    "NirCoherenceFinding",
    "NirCoherenceRequest",
    "NirCoherenceRow",
    "NirFault",
    "NirFinding",
    "NirKind",
    "Origin",
    "Provenance",
    "Sex",
    "Stage",
]

NirFault = Literal["length", "character", "first_digit", "month", "place", "order", "key"]
"""Which part of a number is refused, the first in reading order."""


KeyState = Literal["absent", "right", "wrong"]
"""What is known of the key of a number."""


NirKind = Literal["nir", "nnp", "mig"]
"""Family of a number: NIR (or NIA), numéro national provisoire, migrant de passage."""


NirFinding = Literal["sex_3_4", "month_43_49", "commune_out_of_range", "territory_unknown", "specimen"]
"""What can be said of an accepted number from its digits alone, without refusing it."""


class NirAnswer(TypedDict):
    """What can be said of a number, without the number.

    - ``outcome``: ``"conforming"`` or ``"not_conforming"``: two texts, both true as a condition;
    - ``fault``: the part refused, if one is;
    - ``position``: 1-based position of the fault, in characters after normalisation;
    - ``key``: state of the key, where it can be told;
    - ``kind``: family of an accepted number;
    - ``findings``: what can be said of an accepted number from its digits alone; none of it refuses;
    - ``founded_by``: code of the provision applied;
    - ``evidence``: how well that provision is known;
    - ``message_fr``, ``message_en``: a sentence, in French and in English.
    """

    outcome: Outcome
    fault: NirFault | None
    position: int | None
    key: KeyState | None
    kind: NirKind | None
    findings: list[NirFinding]
    founded_by: str
    evidence: Evidence
    message_fr: str
    message_en: str


Label = Literal["NIR", "NIA"]
"""What a caller says that a number is: digits cannot tell."""


Sex = Literal["M", "F"]
"""Sex in the civil register."""


Stage = Literal["first_contact", "kept"]
"""Where the accompaniment stands, for the age: welcomed for the first time (16 to 25), followed since (under 26)."""


Origin = Literal["declaration", "card", "certificate", "sngi", "rnipp", "insi_alone", "insi_and_document"]
"""Where a number was learnt."""


Level = Literal["declared", "seen", "certified", "qualified"]
"""How well a number is known to be that of the person, weakest first."""


class Provenance(TypedDict):
    """How a number came to be known, and when.

    - ``origin``: where it was learnt: the level follows from it;
    - ``on``: on which day.
    """

    origin: Origin
    on: DateLike


class NirCoherenceRequest(TypedDict, total=False):
    """A number and what is known of the person; only ``nir`` must be there. What is left out is not compared.

    - ``nir``: the number, as a person wrote it;
    - ``label``: what the caller says that it is;
    - ``oid``: OID of the INS that came with it;
    - ``provenance``: how it came to be known;
    - ``sex``: in the civil register;
    - ``birth_date``: a day, or a text ``2008-05-20``, ``2008-05`` or ``2008``;
    - ``birth_place``: code of a commune or a country, of any date;
    - ``as_of``: day on which the number is looked at;
    - ``stage``: for the age.
    """

    nir: str
    label: Label | None
    oid: str | None
    provenance: Provenance | None
    sex: Sex | None
    birth_date: DateLike | None
    birth_place: str | None
    as_of: DateLike | None
    stage: Stage | None


class NirCoherenceFinding(TypedDict):
    """One thing that does not go together, or stands out. It refuses nothing.

    - ``code``: stable name (``sex_differs``);
    - ``citation``: the provision that founds it;
    - ``message_fr``, ``message_en``: what was found;
    - ``exceptions_fr``, ``exceptions_en``: its legitimate exceptions.
    """

    code: str
    citation: CitationAnswer
    message_fr: str
    message_en: str
    exceptions_fr: str
    exceptions_en: str


class NirCoherenceAnswer(TypedDict):
    """Form and key of a number, and how it goes with the person.

    - ``number``: form and key, with every leniency: it is read to be compared, not to be judged;
    - ``level``: how well it is known, by its provenance; no finding ever raises it;
    - ``findings``: what does not go together; ``None`` when the number cannot be read: nothing was then compared.
    """

    number: NirAnswer
    level: Level | None
    findings: list[NirCoherenceFinding] | None


class NirCoherenceError(TypedDict):
    """A row of a batch that cannot be read.

    - ``error``: why.
    """

    error: Failure


NirCoherenceRow = Union[NirCoherenceAnswer, NirCoherenceError]
"""A row of ``nir_coherence_many``: ``"error" in row`` tells which of the two it is."""


class Acceptance(TypedDict, total=False):
    """What is accepted beyond the strict form of a NIR; a flag left out has its default.

    - ``thirteen``: thirteen characters without key (default ``True``; all others ``False``);
    - ``sex_3_4``: first digit 3 or 4;
    - ``months_43_49``: months 43 to 49;
    - ``departement_00``: département 00;
    - ``commune_out_of_range``: commune 000 and 991–999, overseas 00 and 91–99;
    - ``nnp``: numéro national provisoire (first digit 7 or 8);
    - ``mig``: migrant de passage (first digit 5 or 6).
    """

    thirteen: bool
    sex_3_4: bool
    months_43_49: bool
    departement_00: bool
    commune_out_of_range: bool
    nnp: bool
    mig: bool
