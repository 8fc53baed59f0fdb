"""The journal: an exported file verified alone, and a folder that is written, verified, exported and purged."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Literal, NotRequired, TypedDict

from . import _imilo
from ._columns import ask
from ._droit_types import LogRetentionAnswer
from ._input import encode, expect, rows
from ._pseudonyms import Keyring
from ._file_types import Summary
from ._types import DateLike, Outcome

__all__ = [
    "AccessConsultation",
    "ConsultationCoverage",
    "ConsultationDamage",
    "ConsultationPurge",
    "ConsultationStatement",
    "Journal",
    "JournalCheckpoint",
    "JournalDays",
    "JournalExported",
    "JournalFlaw",
    "JournalHeld",
    "JournalHold",
    "JournalNote",
    "JournalPurge",
    "JournalPurgeAnswer",
    "JournalReceipt",
    "JournalSegment",
    "JournalVerification",
    "verify_journal",
]


class JournalFlaw(TypedDict):
    """What is wrong, and where: ``line`` of an exported file, ``segment``, and leaves or checkpoints ``first`` to ``last``."""

    code: str
    line: int | None
    segment: str | None
    place: Literal["leaf", "leaves", "day", "checkpoint", "hold"]
    first: int | None
    last: int | None
    fr: str
    en: str


class JournalHold(TypedDict):
    """How many events of a segment are held for a dispute."""

    number: int
    events: int


class JournalDays(TypedDict):
    """Days, the first and the last of a row of them."""

    first: str
    last: str


class JournalPurge(TypedDict):
    """A segment that was purged, how many of its events are held, and what the erasure is worth by the law of its day."""

    segment: str
    on: str
    held: int
    holds: list[JournalHold]
    founded_by: list[str]
    erasure: str | None


class JournalCheckpoint(TypedDict):
    """What is compared with a copy that somebody else keeps."""

    number: int
    segment: str
    hash: str


class JournalSegment(TypedDict):
    """A part of a day. A verified folder says ``state`` and ``leaves`` too."""

    segment: str
    events: int
    state: NotRequired[Literal["open", "closed", "purged"]]
    leaves: NotRequired[int]


class JournalNote(TypedDict):
    """A checkpoint as it was signed: the text, and each signature with ``name``, ``id`` of the key, ``bytes``."""

    text: str
    signatures: list[dict[str, Any]]


class JournalVerification(TypedDict):
    """What was found. ``sound``: nothing is wrong. ``attested``: every checkpoint is, by a key that was given.
    ``without_segment``: days that nobody closed, of which nothing proves that they were silent."""

    sound: bool
    summary: Summary
    checkpoints: int
    attested: bool
    last_checkpoint: JournalCheckpoint | None
    segments: list[JournalSegment]
    without_segment: list[JournalDays]
    purged: list[JournalPurge]
    flaws: list[JournalFlaw]
    lines: NotRequired[int]
    days: NotRequired[int]
    events: NotRequired[int]
    from_the_first: NotRequired[bool]
    part: NotRequired[bool]
    notes: NotRequired[list[JournalNote]]


class AccessConsultation(TypedDict):
    """A consultation of a dossier, without the agent; its words are codes, in the access dossier words."""

    day: str
    operation: str
    purpose: str | None
    actor: str
    data: list[str]


class ConsultationPurge(TypedDict):
    """A day that was purged, when and by which provisions, and how many of its events disputes hold."""

    day: str
    on: str
    held: int
    founded_by: list[str]


class ConsultationDamage(TypedDict):
    """What is wrong in the journal. Without ``day`` it may be any."""

    day: str | None
    code: str
    fr: str
    en: str


# Functional, for ``from`` is a word of Python.
ConsultationCoverage = TypedDict(
    "ConsultationCoverage",
    {
        "from": str | None,
        "to": str | None,
        "begins": str | None,
        "complete": bool,
        "attested": bool,
        "read": list[str],
        "open": list[str],
        "purged": list[ConsultationPurge],
        "damaged": list[ConsultationDamage],
    },
)
"""What a statement is complete for. A day of the journal that is neither read, purged nor damaged has no event."""


class ConsultationStatement(TypedDict):
    """The statement of the consultations of a dossier (``imilo-consultations/1``)."""

    schema: str
    summary: Summary
    dossier_ref: str | None
    consultations: list[AccessConsultation]
    coverage: ConsultationCoverage


class JournalReceipt(TypedDict):
    """Where an event stands, and the hash of its leaf."""

    segment: str
    index: int
    leaf: str


class JournalHeld(TypedDict):
    """What is held for a dispute."""

    number: int
    events: int
    retention: LogRetentionAnswer


class JournalExported(TypedDict):
    """What was exported. ``left_out``: segments that are not closed yet."""

    lines: int
    bytes: int
    left_out: list[str]


class JournalPurgeAnswer(TypedDict):
    """What became of a purge: whether it was ``done``, and what the erasure of that day is worth (``outcome``): not conforming is
    too early, and not done; or too late, and done all the same."""

    done: bool
    outcome: Outcome
    retention: LogRetentionAnswer
    held: list[JournalHeld]
    checkpoint: str | None


def verify_journal(
    source: str | os.PathLike[str] | bytes,
    *,
    keys: Keyring | None = None,
    name: str | None = None,
    notes: bool = False,
    copies: str | Iterable[str] | None = None,
    part: bool = False,
) -> JournalVerification:
    """Verifies an exported journal from its file (or its bytes) alone; or a folder in which another writes, by its path and its
    ``name``, without writing to it. What is wrong is an answer.

    With ``keys`` (``Keyring("attesting")``) each checkpoint has to be attested by one of them under ``name``. Without keys nothing
    says who made the checkpoints: compare ``last_checkpoint`` with the copy that somebody else keeps, or give all copies as
    ``copies`` (the texts that ``checkpoint`` gave). An export of some segments only is told by ``part``. With ``notes`` the checkpoints come
    as they were signed, for a signature that you verify. Raises ``ImiloError`` when the file cannot be read.

    >>> found = imilo.verify_journal(b"no line of an export\\n")
    >>> found["sound"], [flaw["en"] for flaw in found["flaws"]]
    (False, ['line 1, leaf 0: unreadable'])
    """
    request: dict[str, object] = {"notes": notes, "part": part, **_copies(copies)}
    if name is not None:
        request["name"] = name
    data = source if isinstance(source, bytes) else None
    if not isinstance(source, bytes):
        expect(source, (str, os.PathLike), "source", "a path or bytes")
        request["folder" if os.path.isdir(source) else "path"] = os.fspath(source)
    native = None if keys is None else keys._native
    answer: JournalVerification = json.loads(ask(_imilo.journal_verify(encode(request), data, native)))
    return answer


class Journal:
    """A journal in a folder, open for writing: one writer at a time. Close it, or use it with ``with``.

    ``keys`` is a ``Keyring("attesting")``: the key ``key_id`` attests checkpoints, and any of them verifies. ``name`` is the name of
    the journal and of its key. With ``references``, a ``Keyring("referencing")``, an event may name its dossier by its id, of which only a
    reference is written.

    >>> import tempfile
    >>> keys = imilo.Keyring("attesting")
    >>> keys.add(1, b"an example, no key: 32 bytes....")
    >>> folder = tempfile.TemporaryDirectory()
    >>> with imilo.Journal(folder.name, keys, name="imilo.example/journal", key_id=1) as journal:
    ...     receipts = journal.append([{
    ...         "instant": datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.timezone.utc), "agent": "agent-7",
    ...         "actor": "agent_mission_locale", "operation": "connect", "outcome": "conforming",
    ...     }])
    ...     notes = journal.checkpoint("2026-11-24")
    ...     exported = journal.export(folder.name + "/export.jsonl")
    ...     journal.verify()["summary"]["en"]
    'days: 1, events: 1, checkpoints: 1; nothing wrong; every checkpoint is attested by the key'
    >>> imilo.verify_journal(folder.name + "/export.jsonl", keys=keys, name="imilo.example/journal")["attested"]
    True
    >>> folder.cleanup()
    """

    __slots__ = ("_native",)

    def __init__(
        self,
        folder: str | os.PathLike[str],
        keys: Keyring,
        *,
        name: str,
        key_id: int,
        references: Keyring | None = None,
        reference_key_id: int | None = None,
    ) -> None:
        expect(keys, Keyring, "keys", "a Keyring")
        request: dict[str, object] = {"folder": os.fspath(folder), "name": name, "key_id": key_id}
        if reference_key_id is not None:
            request["reference_key_id"] = reference_key_id
        native = None if references is None else references._native
        self._native: _imilo.JournalFolder = ask(_imilo.journal_open(encode(request), keys._native, native))

    def _call(self, operation: str, request: dict[str, object]) -> Any:
        return json.loads(ask(self._native.call(operation, encode(request))))

    def append(self, events: Iterable[Mapping[str, object]]) -> list[JournalReceipt]:
        """Adds events, durable when this returns. Each has the keys of the event of ``disclose`` (``docs/journal.md``), and its
        ``instant``: a ``datetime`` with time zone (or ``instant_ms``, in milliseconds of Unix time). All are read before the first is added.
        """
        written = []
        for row, event in enumerate(rows(events, "events")):
            expect(event, Mapping, f"events[{row}]", "a mapping")
            told = dict(event)
            if "instant" in told:
                told["instant_ms"] = _milliseconds(told.pop("instant"), f"events[{row}].instant")
            written.append(told)
        receipts: list[JournalReceipt] = self._call("append", {"events": written})["receipts"]
        return receipts

    def checkpoint(self, day: DateLike) -> list[str]:
        """Closes a day: the checkpoints that were made, of which others should have a copy."""
        checkpoints: list[str] = self._call("checkpoint", {"day": day})["checkpoints"]
        return checkpoints

    def verify(self, *, copies: str | Iterable[str] | None = None) -> JournalVerification:
        """Verifies the whole journal as it is stored, beside copies of checkpoints that somebody else keeps."""
        found: JournalVerification = self._call("verify", _copies(copies))
        return found

    def export(self, path: str | os.PathLike[str], *, segment: str | None = None) -> JournalExported:
        """Writes what is closed as JSON Lines (OCSF) to a file that is not there yet; one segment, or all."""
        request: dict[str, object] = {"path": os.fspath(path)}
        if segment is not None:
            request["segment"] = segment
        exported: JournalExported = self._call("export", request)
        return exported

    def purge(
        self,
        segment: str,
        *,
        agent: str,
        actor: str,
        instant: dt.datetime,
        holds: Iterable[Mapping[str, object]] = (),
    ) -> JournalPurgeAnswer:
        """Purges a segment whose term has come. The answer says whether it was done, and by which rules; it does not raise for a
        refusal. Each of ``holds`` is a dispute: ``number``, ``litigation``, and ``dossiers`` or ``dossier_refs``."""
        request = {"segment": segment, "agent": agent, "actor": actor, "holds": list(holds)}
        answer: JournalPurgeAnswer = self._call("purge", {**request, "instant_ms": _milliseconds(instant, "instant")})
        return answer

    def release(
        self,
        segment: str,
        number: int,
        *,
        litigation: Mapping[str, object],
        agent: str,
        actor: str,
        instant: dt.datetime,
    ) -> JournalPurgeAnswer:
        """Erases what was held for a dispute, when its term has come."""
        request = {"segment": segment, "number": number, "litigation": litigation, "agent": agent, "actor": actor}
        answer: JournalPurgeAnswer = self._call("release", {**request, "instant_ms": _milliseconds(instant, "instant")})
        return answer

    def consultations(
        self,
        dossier: str | None = None,
        *,
        dossier_ref: str | None = None,
        start: DateLike | None = None,
        end: DateLike | None = None,
    ) -> ConsultationStatement:
        """What the person may be told of who consulted their dossier: days, operations, purposes, no agent; and which days
        were read, were purged or are damaged (``coverage``). ``access_dossier`` takes it as ``consultations``. ``dossier`` is
        its id, which needs the key of references, or ``dossier_ref`` its reference; ``start`` and ``end`` are the first and the
        last day."""
        given = {"dossier": dossier, "dossier_ref": dossier_ref, "from": start, "to": end}
        request: dict[str, object] = {key: value for key, value in given.items() if value is not None}
        statement: ConsultationStatement = self._call("consultations", request)
        return statement

    def reference(self, dossier: str) -> str:
        """The reference under which the events of a dossier stand."""
        reference: str = self._call("reference", {"dossier": dossier})["dossier_ref"]
        return reference

    def state(self) -> dict[str, Any]:
        """What was found when it was opened (``torn``, ``flaws``, ``unclosed``; ``completed``: what
        was erased, of purges and releases that had not come to their end), and until when each segment is kept (``segments``)."""
        state: dict[str, Any] = self._call("state", {})
        return state

    def close(self) -> None:
        """Closes it: another may then write."""
        self._native.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _copies(copies: str | Iterable[str] | None) -> dict[str, object]:
    if copies is None:
        return {}
    return {"copies": copies if isinstance(copies, str) else "\n\n".join(copies)}


def _milliseconds(instant: object, name: str) -> int:
    expect(instant, dt.datetime, name, "a datetime with time zone")
    assert isinstance(instant, dt.datetime)
    if instant.utcoffset() is None:
        raise TypeError(f"{name}: expected a datetime with time zone")
    return (instant - dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)) // dt.timedelta(milliseconds=1)
