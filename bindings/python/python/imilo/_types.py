"""The shapes of requests and answers, for type checkers and readers. At run time all of them are ``dict``.

Dates in an answer are ISO texts (``"2015-01-29"``). An ``outcome`` is one of three texts: compare it, never
use it as a condition, for every text is true.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict, Union, final

__all__ = [
    "Acceptance",
    "Access",
    "Action",
    "ArticleAnswer",
    "BilanAnswer",
    "CitationAnswer",
    "CoherenceAnswer",
    "ConservationAnswer",
    "ConservationError",
    "ConservationRequest",
    "ConservationRow",
    "ContratCej",
    "DateLike",
    "DossierCheckAnswer",
    "DossierCheckError",
    "DossierCheckRow",
    "DossierFacts",
    "ErrorAnswer",
    "Evidence",
    "Failure",
    "FieldAnswer",
    "FieldsAnswer",
    "FileNotice",
    "FindingAnswer",
    "FseFacts",
    "ImportFile",
    "ImportedRow",
    "InstantLike",
    "Interruption",
    "InterruptionCause",
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
    "Outcome",
    "PartnerStaffFacts",
    "Period",
    "Programme",
    "ProgrammeKind",
    "Provenance",
    "ProvisionAnswer",
    "Question",
    "Readings",
    "RequestKind",
    "Role",
    "RuleSetAnswer",
    "RuleSetVersion",
    "Scope",
    "Sex",
    "Stage",
    "Standing",
    "State",
    "StepAnswer",
    "Summary",
    "UserAccountFacts",
    "VersionsAnswer",
    "WasDueAnswer",
]

DateLike = Union[dt.date, str]
"""A day: a ``datetime.date`` (not a ``datetime``) or a text ``AAAA-MM-JJ``."""

InstantLike = Union[dt.datetime, str]
"""An instant: a ``datetime`` with a time zone, or a text of RFC 3339 (``2025-03-14T23:00:00Z``)."""

Outcome = Literal["conforming", "not_conforming", "undetermined"]
"""What the law makes of a situation. *undetermined* is never to be acted on as a grant."""

Evidence = Literal["seen", "secondary", "inferred", "unknown"]
"""How well a rule is known, from read in the act itself to not known at all."""

NirFault = Literal["length", "character", "first_digit", "month", "place", "order", "key"]
"""Which part of a number is refused, the first in reading order."""

KeyState = Literal["absent", "right", "wrong"]
"""What is known of the key of a number."""

NirKind = Literal["nir", "nnp", "mig"]
"""Family of a number: NIR (or NIA), numéro national provisoire, migrant de passage."""

NirFinding = Literal["sex_3_4", "month_43_49", "commune_out_of_range", "territory_unknown", "specimen"]
"""What can be said of an accepted number from its digits alone, without refusing it."""

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

Question = Literal[
    "limit",
    "programme_exception",
    "cej",
    "user_account",
    "partner_staff",
    "fse_archive",
    "archive_authority",
    "annexes",
]
"""A question that the law of a day answers, or not."""

Role = Literal["founds", "notes"]
"""Whether a finding founds an answer or qualifies it."""


# Answers.


class VersionsAnswer(TypedDict("_Crate", {"crate": str})):
    """Versions of what answers.

    - ``crate``: version of the library;
    - ``rules``: day up to which the texts of the law were read;
    - ``abi``: number of the C ABI.
    """

    rules: str
    abi: int


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


@final
class ConservationError(TypedDict):
    """A row that could not be judged.

    - ``error``: why.
    """

    error: Failure


ConservationRow = Union[ConservationAnswer, ConservationError]
"""A row of ``conservation_many``: ``"error" in row`` tells which of the two it is."""


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


class RuleSetVersion(TypedDict("_From", {"from": str})):
    """One rule set.

    - ``id``: its name;
    - ``from``: entry into force, ``earliest/certain`` when the day was not found;
    - ``citation``: the act that opened it;
    - ``message_fr``, ``message_en``: what it brought, in French and in English.
    """

    id: str
    citation: CitationAnswer
    message_fr: str
    message_en: str


class ProvisionAnswer(TypedDict):
    """What a version of the law says on one question.

    - ``question``: the question; ``annexes`` asks which act lists the data;
    - ``status``: ``"stated"``, ``"absent"`` (the text holds no such rule) or ``"unknown"`` (it could not be
      read);
    - ``version``: version of the rule;
    - ``citation``: the provision.
    """

    question: Question
    status: Literal["stated", "absent", "unknown"]
    version: str
    citation: CitationAnswer


class RuleSetAnswer(TypedDict):
    """The state of the law on a day.

    - ``rule_set``: name of the rule set, ``V2025|V2026`` in a window of entry;
    - ``candidates``: the rule set, or the two that may be in force;
    - ``annexes``: which lists of data, recipients and links apply: one, or two in a window;
    - ``annexes_known``: whether a list is known at all;
    - ``archive_authority``: who authorises access to the FSE archive;
    - ``archive_authority_evidence``: how well that is known;
    - ``provisions``: what the law of the day says on each question: one row, or two in a window.
    """

    rule_set: str
    candidates: list[RuleSetVersion]
    annexes: list[str]
    annexes_known: bool
    archive_authority: Literal["minister", "unknown"]
    archive_authority_evidence: Evidence
    provisions: list[ProvisionAnswer]


class ArticleAnswer(TypedDict("_FromOrUnknown", {"from": Union[str, None]})):
    """One version of an article.

    - ``code``: ``"D2015-59:6:I"``;
    - ``text_fr``, ``text_en``: title of the act, in French and in English;
    - ``from``: first day in force, when known;
    - ``until``: first day no longer in force, when known;
    - ``evidence``: how well this version is known;
    - ``message_fr``, ``message_en``: what it says, in French and in English;
    - ``url``: public copy that was read;
    - ``rule``: path of the rule of the library that applies it, if one does.
    """

    code: str
    text_fr: str
    text_en: str
    until: str | None
    evidence: Evidence
    message_fr: str
    message_en: str
    url: str | None
    rule: str | None


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


# Requests. A key left out or `None` is *not known*; what is known to be none is written: an empty list,
# `{"cofinanced": False}`. An unknown key is an error.


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


class FileNotice(TypedDict):
    """A remark on a whole file.

    - ``code``: stable name;
    - ``fr``, ``en``: the sentence, in French and in English.
    """

    code: str
    fr: str
    en: str


class Summary(TypedDict):
    """The few lines of a bilan that a terminal shows.

    - ``fr``, ``en``: in French and in English.
    """

    fr: str
    en: str


class BilanAnswer(TypedDict):
    """The bilan of a file (``imilo-bilan/2``; ``docs/guide/bilan.md`` has the meaning of the counts).

    - ``source``, ``format``: name and kind of the file;
    - ``complete``: whether the file was read to its end;
    - ``notices``: remarks on the whole file;
    - ``summary``: what a terminal shows of it, in French (``fr``) and in English (``en``);
    - ``schema``: name and version of this shape;
    - ``date``, ``rule_set``: the day, and the version of the law in force on it;
    - ``rules_version``, ``library_version``: day up to which the law was read, and version of the library;
    - ``rows``, ``refused``: rows read, and those of them that could not be judged, by code;
    - ``not_carried``, ``fields_not_carried``: facts and fields that the file has no place for: not assessable;
    - ``total``, ``regions``, ``structures``: the counts, in all and by group (``nir``, ``retention``, ``data``…);
    - ``fields``: one row a field of the catalogue, ready for a dataframe;
    - ``provisions``: what founds the counts;
    - ``due``: what to do next, soonest first;
    - ``mend``: what is to be mended, in the order of the file, the first of each kind;
    - ``recipients``: of the data that are filled, what each recipient of the law may not get, and why.
    """

    source: str
    format: str
    complete: bool
    notices: list[FileNotice]
    summary: Summary
    schema: str
    date: str
    rule_set: str
    rules_version: str
    library_version: str
    rows: int
    refused: dict[str, Any]
    not_carried: list[str]
    fields_not_carried: list[str]
    total: dict[str, Any]
    regions: list[dict[str, Any]]
    structures: list[dict[str, Any]]
    fields: list[dict[str, Any]]
    provisions: dict[str, Any]
    due: dict[str, list[dict[str, Any]]]
    mend: list[dict[str, Any]]
    recipients: dict[str, Any] | None


class _ImportedRow(TypedDict):
    record: int
    line: int | None


class ImportedRow(_ImportedRow, total=False):
    """A row of a file.

    - ``record``, ``line``: its number, and the line of the file where the format has lines, from 1;
    - ``dossier``: the dossier, unless the row is refused;
    - ``column``, ``field``, ``code``, ``message_fr``, ``message_en``: where and why it is refused.
    """

    dossier: dict[str, Any]
    column: int | None
    field: str | None
    code: str
    message_fr: str
    message_en: str


class ImportFile(TypedDict):
    """What is to be said of a whole file, once its last row was given.

    - ``format``: its kind;
    - ``complete``: whether it was read to its end;
    - ``nir``: ``"clear"`` or ``"left_out"``: whether the dossiers hold their NIR;
    - ``notices``: remarks on the whole file.
    """

    format: str
    complete: bool
    nir: Literal["left_out", "clear"]
    notices: list[FileNotice]
