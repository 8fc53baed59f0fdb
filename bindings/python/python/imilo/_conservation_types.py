"""The shapes of requests and answers on retention, for type checkers and readers.

In a request a key left out or ``None`` is *not known*; what is known to be none is written: an empty list,
``{"cofinanced": False}``. An unknown key is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict, Union, final

from ._types import DateLike, Evidence, Failure, FindingAnswer, InstantLike, Outcome

__all__ = [
    "Access",
    "Action",
    "ConservationAnswer",
    "ConservationError",
    "ConservationRequest",
    "ConservationRow",
    "ContratCej",
    "DossierFacts",
    "FseFacts",
    "Interruption",
    "InterruptionCause",
    "PartnerStaffFacts",
    "Period",
    "Programme",
    "ProgrammeKind",
    "Readings",
    "RequestKind",
    "Scope",
    "State",
    "StepAnswer",
    "UserAccountFacts",
    "WasDueAnswer",
]

RequestKind = Literal["dossier", "user_account", "partner_staff"]
"""Whose data are asked about."""


ProgrammeKind = Literal["pacea", "cej", "garantie_jeunes", "emploi_avenir", "civis", "other"]
"""Kind of a programme."""


InterruptionCause = Literal["judicial_proceedings", "commission_reasoned_request", "other"]
"""Why the term of the FSE archive is interrupted; ``other`` has no effect."""


State = Literal["accessible", "anonymise", "fse_archive", "fse_anonymise", "undetermined"]
"""State of a dossier or of an account on the day of evaluation."""


Action = Literal["anonymise", "move_to_fse_archive"]
"""What is to be done with data on a day."""


Scope = Literal["whole", "cofinanced", "cej", "rest"]
"""Which data of a dossier a step concerns; ``rest``: all but those that another step concerns."""


class WasDueAnswer(TypedDict):
    """An earlier rule set that had closed the dossier.

    - ``date``: first closed day under it;
    - ``rule_set``: its name.
    """

    date: str
    rule_set: str


class Access(TypedDict):
    """Who may reach the data.

    - ``to``: to whom they are open;
    - ``authorised_by``: who authorises an FSE control, ``None`` where there is none.
    """

    to: Literal["articles_3_and_4", "fse_control", "anonymised_only", "closed", "undetermined"]
    authorised_by: Literal["minister", "unknown"] | None


class StepAnswer(TypedDict):
    """A step that the law prescribes.

    - ``date``: first day of the new state;
    - ``action``: what is done;
    - ``scope``: with which data (``rest``: all but those that another step concerns);
    - ``founded_by``: codes of the provisions that fix the day.
    """

    date: str
    action: Action
    scope: Scope
    founded_by: list[str]


@final
class ConservationAnswer(TypedDict):
    """What retention answers, for a dossier or an account; what does not apply to an account is ``None``.

    - ``outcome``: whether the data, as described, may be open on the day: three texts, all true as a
      condition;
    - ``rule_set``: rule set of the day;
    - ``date``: day of evaluation;
    - ``state``: state on the day;
    - ``limit_date``: limit of article 6 I alone;
    - ``cej_until``: term of article 6 I bis alone;
    - ``accessible_until``: first day no longer accessible;
    - ``at_least``: earliest day that it can be, when a missing fact may put it off;
    - ``was_due``: earlier rule set that had closed the dossier;
    - ``fse_archive_until``: first day outside the FSE archive;
    - ``fse_archive_open``: an open interruption leaves no date;
    - ``access``: who may reach the data;
    - ``steps``: what happens, and when;
    - ``missing``: names of the facts whose absence leaves something undetermined;
    - ``would_extend``: names of the facts that would extend a term;
    - ``founded_by``: codes of the governing provisions;
    - ``evidence``: how well they are known;
    - ``fse_founded_by``: codes of the provisions that govern the archive;
    - ``fse_evidence``: how well they are known;
    - ``ambiguous_date``: a date did not exist and was rounded;
    - ``findings``: the reasons.
    """

    outcome: Outcome
    rule_set: str
    date: str
    state: State
    limit_date: str | None
    cej_until: str | None
    accessible_until: str | None
    at_least: str | None
    was_due: WasDueAnswer | None
    fse_archive_until: str | None
    fse_archive_open: bool
    access: Access
    steps: list[StepAnswer]
    missing: list[str]
    would_extend: list[str]
    founded_by: list[str]
    evidence: Evidence | None
    fse_founded_by: list[str]
    fse_evidence: Evidence | None
    ambiguous_date: bool
    findings: list[FindingAnswer]


@final
class ConservationError(TypedDict):
    """A row that could not be judged.

    - ``error``: why.
    """

    error: Failure


ConservationRow = Union[ConservationAnswer, ConservationError]
"""A row of ``conservation_many``: ``"error" in row`` tells which of the two it is."""


class Period(TypedDict("_FromDay", {"from": DateLike}), total=False):
    """A period.

    - ``from``: first day;
    - ``until``: first day no longer in it; ``None`` when it still runs.
    """

    until: DateLike | None


class Programme(TypedDict, total=False):
    """A programme in which the young person is or was enrolled. ``kind`` and ``start`` are required.

    - ``kind``: its kind;
    - ``start``: first day;
    - ``end``: last day, actual; ``None`` while in progress;
    - ``regular_follow_up``: regular follow-up, as attested for the limit date;
    - ``planned_end``: read, and without effect.
    """

    kind: ProgrammeKind
    start: DateLike
    end: DateLike | None
    regular_follow_up: bool | Literal["unknown"] | None
    planned_end: DateLike | None


class ContratCej(TypedDict, total=False):
    """A contrat d'engagement jeune. ``start`` is required.

    - ``start``: first day;
    - ``end``: last day, actual, extensions included; ``None`` while in progress;
    - ``planned_end``: read, and without effect.
    """

    start: DateLike
    end: DateLike | None
    planned_end: DateLike | None


class Interruption(TypedDict("_FromDayAndCause", {"from": DateLike, "cause": InterruptionCause}), total=False):
    """An interruption of the term of the FSE archive.

    - ``from``: first day;
    - ``until``: first day no longer in it; ``None`` while it is open;
    - ``cause``: why.
    """

    until: DateLike | None


class FseFacts(TypedDict, total=False):
    """Co-financing by the European Social Fund (FSE). ``cofinanced`` is required.

    - ``cofinanced``: whether there is any;
    - ``first_record``: day on which the first datum on the person entered I-MILO;
    - ``last_record``: day on which the last such datum entered I-MILO;
    - ``interruptions``: interruptions of the term;
    - ``first_record_original``: day in the former system: read, and without effect;
    - ``last_technical_record``: last batch or log: read, and without effect.
    """

    cofinanced: bool
    first_record: DateLike | None
    last_record: DateLike | None
    interruptions: Sequence[Interruption] | None
    first_record_original: DateLike | None
    last_technical_record: DateLike | None


class DossierFacts(TypedDict, total=False):
    """What is known of a dossier.

    - ``birth_date``: date of birth;
    - ``rqth_periods``: periods of recognition as a disabled worker (RQTH);
    - ``programmes``: programmes;
    - ``cej_contracts``: contrats d'engagement jeune;
    - ``fse``: co-financing by the FSE;
    - ``anonymised_on``: day on which the dossier was anonymised; left out when it was not.
    """

    birth_date: DateLike | None
    rqth_periods: Sequence[Period] | None
    programmes: Sequence[Programme] | None
    cej_contracts: Sequence[ContratCej] | None
    fse: FseFacts | None
    anonymised_on: DateLike | None


class UserAccountFacts(TypedDict, total=False):
    """What is known of the account of a user.

    - ``habilitation_end``: last day of the habilitation; ``None`` says that it runs, left out that its end is
      not known.
    """

    habilitation_end: DateLike | None


class PartnerStaffFacts(TypedDict, total=False):
    """What is known of the account of a partner's agent.

    - ``account_deactivated``: day of deactivation; ``None`` says that it is active, left out that it is not
      known.
    """

    account_deactivated: DateLike | None


class Readings(TypedDict, total=False):
    """Readings that differ from the recommended one (the first of each).

    - ``A2``: birthday of 29 February in a year without one;
    - ``A3``: which birthday closes the dossier;
    - ``A6``: the ten years of article 6 I bis against the term of I;
    - ``A6b``: whether I bis covers the whole dossier;
    - ``A7``: start of the term of the archive where the text was not read;
    - ``A8``: effect of an interruption of that term.
    """

    A2: Literal["feb28", "mar1"]
    A3: Literal["28", "27"]
    A6: Literal["later", "replaces", "earlier"]
    A6b: Literal["whole_dossier", "cej_data_only"]
    A7: Literal["last", "first"]
    A8: Literal["pause", "restart"]


class ConservationRequest(TypedDict, total=False):
    """A request to ``conservation``. ``kind``, ``facts`` and one of ``date`` and ``instant`` are required.

    - ``kind``: whose data are asked about;
    - ``date``: day of evaluation;
    - ``instant``: instant of evaluation; the day is that of Paris, and agrees with ``date`` if both are given;
    - ``facts``: what is known, by kind;
    - ``options``: readings that differ from the recommended ones.
    """

    kind: RequestKind
    date: DateLike
    instant: InstantLike
    facts: DossierFacts | UserAccountFacts | PartnerStaffFacts | Mapping[str, object]
    options: Readings
