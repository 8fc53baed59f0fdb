"""The shapes of the answers on the European Social Fund, for type checkers and readers."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from ._file_types import FileNotice
from ._types import CitationAnswer, Evidence, Failure

__all__ = [
    "FseAnnexe",
    "FseAssumption",
    "FseChange",
    "FseCompareAnswer",
    "FseDays",
    "FseDue",
    "FseDueRow",
    "FseExplanationAnswer",
    "FseFact",
    "FseFileAnswer",
    "FseFileRecords",
    "FseFinding",
    "FseGap",
    "FseGenders",
    "FseIndicatorsAnswer",
    "FseLine",
    "FseMissing",
    "FseParticipationAnswer",
    "FsePlace",
    "FseProgramme",
    "FsePublished",
    "FseReason",
    "FseRecordFindings",
    "FseRecordsAnswer",
    "FseRefused",
    "FseRefusedRow",
    "FseRemark",
    "FseReportOf",
    "FseTotal",
    "FseValue",
]

FseProgramme = Literal["FSE", "IEJ", "FSE+"]
FseAnnexe = Literal["2013", "2018"]
FseReason = Literal[
    "NotInThisVersion",
    "IncompleteRecord",
    "NotInPopulation",
    "NotYetObservable",
    "NotFollowedUp",
    "Refused",
    "Missing",
]


class FseValue(TypedDict):
    """The value of a code: true, false, or not known and why."""

    code: str
    value: bool | None
    reason: FseReason | None


class FseFinding(TypedDict):
    """A rule of validation that a record breaks (``V13:W``)."""

    code: str
    variables: list[str]
    message_fr: str
    message_en: str


class FseDue(TypedDict):
    """An observation that was not made."""

    observation: Literal["four_weeks", "six_months"]
    day: str
    late: bool


class FseIndicatorsAnswer(TypedDict):
    """What the rules make of a participation."""

    programme: str
    refused: bool
    complete: bool
    missing: list[str]
    labour_status: Literal["unemployed", "inactive", "employed"] | None
    codes: list[FseValue]
    findings: list[FseFinding]
    due: list[FseDue]


class FseFact(TypedDict):
    """A fact that a rule reads, and what was found."""

    fact_fr: str
    fact_en: str
    variables: list[str]
    value: bool | None
    reason: FseReason | None


class FseDays(TypedDict):
    """The days that a rule looks at."""

    entry: str
    exit: str | None
    window_end: str | None
    six_months: str | None
    report: str | None


class FseExplanationAnswer(TypedDict):
    """Why a code has its value."""

    code: str
    name_fr: str
    name_en: str
    value: bool | None
    reason: FseReason | None
    refused: bool
    rule_fr: str
    rule_en: str
    population_fr: str | None
    population_en: str | None
    facts: list[FseFact]
    missing: list[str]
    days: FseDays
    days_fr: str
    days_en: str
    choices: list[str]
    citation: CitationAnswer
    evidence: Evidence
    message_fr: str
    message_en: str


class FseGenders(TypedDict):
    """A number by gender."""

    women: int
    men: int
    non_binary: int
    unknown: int
    all: int


class FsePublished(TypedDict):
    """Numbers that may be published; ``None`` is suppressed."""

    women: int | None
    men: int | None
    non_binary: int | None
    unknown: int | None
    all: int | None


class FseLine(TypedDict):
    """A line of the report."""

    code: str
    name_fr: str
    name_en: str
    result: bool
    counted: FseGenders
    denominator: int
    coverage: int | None
    not_in_population: int
    not_yet_observable: int
    not_followed_up: int
    refused: int
    missing: int
    published: FsePublished | None
    provision: str
    evidence: Evidence


class FseMissing(TypedDict):
    """A variable without which no record counts, that some lack."""

    variable: str
    records: int


class FseRecordFindings(TypedDict):
    """A rule of validation that records break."""

    code: str
    records: int
    variables: list[str]
    message_fr: str
    message_en: str


class FseRemark(TypedDict):
    """What stands out in the report as a whole."""

    code: str
    about: list[str]
    message_fr: str
    message_en: str


class FseReportOf(TypedDict):
    """The report of an operation or a programme."""

    programme: str
    report_date: str | None
    grand_total: FseGenders
    complete_total: FseGenders
    grand_total_published: FsePublished | None
    complete_total_published: FsePublished | None
    missing: list[FseMissing]
    refused_records: int
    lines: list[FseLine]
    findings: list[FseRecordFindings]
    remarks: list[FseRemark]


class FseFileAnswer(FseReportOf):
    """The report of a file: what ``fse.json`` holds."""

    schema: str
    source: str
    complete: bool
    notices: list[FileNotice]
    rows: int
    refused: dict[str, Any]
    operation: str | None
    outside: int
    without_participant: int
    merged: int
    overlaps: int
    choices: dict[str, Any]
    publish_below: int | None
    share: int | None


class FseRefused(TypedDict):
    """A record that cannot be judged: its place, from 0, and why."""

    row: int
    error: Failure


class FseDueRow(TypedDict):
    """An observation of a record that was not made."""

    row: int
    participant_id: str | None
    operation_id: str | None
    observation: Literal["four_weeks", "six_months"]
    day: str
    late: bool


class FseRecordsAnswer(TypedDict):
    """The report of a list of participations."""

    records: int
    refused: list[FseRefused]
    participations: int
    overlaps: list[int]
    report: FseReportOf
    due: list[FseDueRow]


class FsePlace(TypedDict):
    """Where a participation stands in its file: of several rows of one person in one operation, the first."""

    record: int
    line: int


class FseRefusedRow(TypedDict):
    """A row of a file that gives no participation, and why."""

    record: int
    line: int | None
    column: int | None
    field: str | None
    code: str
    message_fr: str
    message_en: str


class FseFileRecords(TypedDict):
    """The participations of a file, from ``fse_records``."""

    complete: bool
    rows: int
    participations: list[dict[str, Any]]
    places: list[FsePlace]
    refused: list[FseRefusedRow]
    notices: list[FileNotice]


class FseTotal(TypedDict):
    """A code of which the number counted changed."""

    code: str
    before: int
    after: int


class FseChange(TypedDict):
    """A value that changed, and why."""

    participant_id: str
    operation_id: str
    code: str
    before: FseValue | None
    after: FseValue | None
    cause: Literal[
        "added", "removed", "refusal", "completeness", "follow_up", "answers", "report_date", "rules"
    ]
    variables: list[str]


class FseCompareAnswer(TypedDict):
    """What changed between two reports."""

    programme: str
    refused_before: list[FseRefused]
    refused_after: list[FseRefused]
    totals: list[FseTotal]
    changes: list[FseChange]
    fallen: FseRemark | None


class FseGap(TypedDict):
    """A variable that stays unknown, and why."""

    variable: str
    kind: Literal["not_carried", "not_answered", "wider", "narrower", "no_source", "undecided"]
    fields: list[str]
    message_fr: str
    message_en: str


class FseAssumption(TypedDict):
    """A variable that is known by an assumption."""

    variable: str
    message_fr: str
    message_en: str


class FseParticipationAnswer(TypedDict):
    """The participation that a dossier gives."""

    participation: dict[str, Any]
    gaps: list[FseGap]
    assumptions: list[FseAssumption]
