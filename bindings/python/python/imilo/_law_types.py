"""The shapes of answers on the law by date, for type checkers and readers."""

from __future__ import annotations

from typing import Literal, TypedDict, Union

from ._types import CitationAnswer, Evidence

__all__ = [
    "ArticleAnswer",
    "ProvisionAnswer",
    "Question",
    "RuleSetAnswer",
    "RuleSetVersion",
]

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
