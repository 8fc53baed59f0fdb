"""The shapes of the answers on access, rights, traces and duties, for type checkers and readers."""

from __future__ import annotations

from typing import Literal, TypedDict

from ._types import Evidence, FindingAnswer, Outcome

__all__ = [
    "Answerer",
    "DeadlineExtension",
    "DeadlineReply",
    "DutyActor",
    "EarlyErasure",
    "ExerciseRightAnswer",
    "FormOfData",
    "HabilitationAnswer",
    "HabilitationOutcome",
    "LogRetentionAnswer",
    "LogState",
    "ResponsibilityAnswer",
    "ResponsibilityOutcome",
    "RightsDeadlineAnswer",
    "SubjectClass",
]

HabilitationOutcome = Literal["granted", "refused", "undetermined"]
"""What the law makes of a datum. *undetermined* is never to be acted on as a grant."""

FormOfData = Literal["nominative", "anonymised"]
LogState = Literal["log_keep", "log_erase", "undetermined"]
EarlyErasure = Literal["allowed", "forbidden", "undetermined"]
DeadlineExtension = Literal["none", "in_time", "void"]
DeadlineReply = Literal["in_time", "late"]
ResponsibilityOutcome = Literal["conforming", "not_conforming", "late_with_reasons", "undetermined"]
SubjectClass = Literal["young_person", "user", "partner_staff"]
DutyActor = Literal[
    "minister",
    "mission_locale",
    "paio",
    "france_travail_director_general",
    "dsiml_president",
    "director_of_mission_locale",
    "france_travail",
    "ministry_of_employment_site",
    "france_travail_site",
    "application_forms",
    "premises_posters",
]


class HabilitationAnswer(TypedDict):
    """What habilitation says of a request.

    - ``outcome``: for all that was asked for: one datum refused is enough;
    - ``rule_set``: rule set of the day;
    - ``date``: day of the operation;
    - ``fields``: what is said of each code that was asked for;
    - ``form``: form in which what is granted is granted;
    - ``alternative_form``: another form that stays open;
    - ``missing``: conditions of the row that are not met;
    - ``founded_by``: codes of the provisions of the row that decides;
    - ``evidence``: how well it is known; ``None`` when no row names the actor;
    - ``findings``: the reasons.
    """

    outcome: Outcome
    rule_set: str
    date: str
    fields: dict[str, HabilitationOutcome]
    form: FormOfData
    alternative_form: Literal["anonymised"] | None
    missing: list[str]
    founded_by: list[str]
    evidence: Evidence | None
    findings: list[FindingAnswer]


class Answerer(TypedDict):
    """Who answers a request.

    - ``actor``: director or mission locale;
    - ``mission_locale``: of which structure.
    """

    actor: Literal["director_of_mission_locale", "mission_locale"]
    mission_locale: str


class ExerciseRightAnswer(TypedDict):
    """Whether a right is open, and who answers.

    - ``outcome``: whether the request is to be followed, as to the right itself;
    - ``rule_set``: rule set of the day of receipt;
    - ``date``: day of receipt;
    - ``answered_by``: who answers; ``None`` while the text that says it was not read;
    - ``founded_by``: codes of the provisions;
    - ``findings``: the reasons;
    - ``missing``: facts that are not told, and that may change the outcome.
    """

    outcome: Outcome
    rule_set: str
    date: str
    answered_by: Answerer | None
    founded_by: list[str]
    findings: list[FindingAnswer]
    missing: list[str]


class LogRetentionAnswer(TypedDict):
    """What is said of a trace.

    - ``rule_set``: rule set of the day of the operation;
    - ``date``: day of evaluation;
    - ``seven_months``: day of the operation and seven months;
    - ``keep_until``: first day no longer kept;
    - ``state``: state on the day;
    - ``early_erasure``: whether it may be erased before its term;
    - ``erasure``: what its erasure was worth;
    - ``founded_by``: codes of the provisions that fix the term;
    - ``evidence``: how well they are known;
    - ``findings``: the reasons.
    """

    rule_set: str
    date: str
    seven_months: str
    keep_until: str | None
    state: LogState
    early_erasure: EarlyErasure
    erasure: Outcome | None
    founded_by: list[str]
    evidence: Evidence | None
    findings: list[FindingAnswer]


class RightsDeadlineAnswer(TypedDict):
    """Until when a request is to be answered.

    - ``rule_set``: rule set of the day of receipt;
    - ``date``: the day of the question;
    - ``first_due_date``: last day in time without extension;
    - ``due_date``: last day in time;
    - ``extension``: what the notice of an extension is worth;
    - ``reply``: whether the reply came in time;
    - ``days_left``: days left until the last one; ``None`` once there is a reply;
    - ``founded_by``: codes of the provisions that fix the last day;
    - ``evidence``: how well they are known.
    """

    rule_set: str
    date: str
    first_due_date: str
    due_date: str
    extension: DeadlineExtension
    reply: DeadlineReply | None
    days_left: int | None
    founded_by: list[str]
    evidence: Evidence


class ResponsibilityAnswer(TypedDict):
    """The answer on a duty; what a question does not ask is ``None``.

    - ``rule_set``: rule set of the day;
    - ``outcome``: whether the duty was kept, or that no answer can be given;
    - ``actors``: those who have the duty, or the means of a notice;
    - ``joint``: jointly;
    - ``implementers``: those who are charged with the implementation;
    - ``prescribed``: a text prescribes it;
    - ``classes``: classes of persons in the register;
    - ``structure``: the structure that answers;
    - ``due``: a notification is due;
    - ``due_at``: until when;
    - ``elapsed_minutes``, ``late_minutes``: how long the notification of a breach took, and by how much it is late;
    - ``reasons_given``: whether a late notification gives its reasons, as it was told;
    - ``communication_due``: the breach is communicated to the persons too;
    - ``missing``: of a breach, facts without which the outcome cannot be said;
    - ``required``: an impact assessment is required;
    - ``founded_by``: codes of the provisions;
    - ``evidence``: how well they are known;
    - ``findings``: the reasons.
    """

    rule_set: str
    outcome: ResponsibilityOutcome | None
    actors: list[DutyActor] | None
    joint: bool | None
    implementers: list[DutyActor] | None
    prescribed: bool | None
    classes: list[SubjectClass] | None
    structure: str | None
    due: bool | None
    due_at: str | None
    elapsed_minutes: int | None
    late_minutes: int | None
    reasons_given: bool | None
    communication_due: bool | None
    missing: list[str]
    required: bool | None
    founded_by: list[str]
    evidence: Evidence | None
    findings: list[FindingAnswer]
