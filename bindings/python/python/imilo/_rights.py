"""The register of requests of persons, and the access dossier of one."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from . import _imilo
from ._columns import ask
from ._files import _mapping
from ._input import encode
from ._file_types import FileNotice
from ._journal import AccessConsultation, ConsultationCoverage, ConsultationStatement
from ._types import DateLike, Evidence, Outcome

__all__ = [
    "AccessControllers",
    "AccessDossierAnswer",
    "AccessGiven",
    "AccessHolder",
    "AccessToDo",
    "RegisterAnswer",
    "RegisterEntry",
    "RegisterState",
    "access_dossier",
    "access_page",
    "rights_register",
]

RegisterState = Literal[
    "overdue",
    "due_soon",
    "undetermined",
    "open",
    "answered_late",
    "answered_in_time",
    "withdrawn",
    "not_yet_received",
]
"""Where a request stands on a day. *undetermined*: a fact is missing."""

FileSource = str | os.PathLike[str] | bytes


class RegisterEntry(TypedDict):
    """A request, and where it stands: ``entry`` is what the register has (``unread``: cells that were not read, as they are
    written), ``missing`` the facts without which the state cannot be said, ``remarks`` what the register does not say or
    says otherwise, ``holidays`` whose holidays counted."""

    record: int
    line: int | None
    entry: dict[str, Any]
    state: RegisterState
    state_fr: str
    state_en: str
    right_fr: str | None
    right_en: str | None
    holidays: str
    holidays_fr: str
    holidays_en: str
    first_due_date: str | None
    due_date: str | None
    extension: Literal["none", "in_time", "void"] | None
    days_left: int | None
    rule_set: str | None
    founded_by: list[str]
    evidence: Evidence | None
    missing: list[str]
    missing_fr: list[str]
    missing_en: list[str]
    remarks: list[dict[str, str]]


class RegisterAnswer(TypedDict):
    """The register of a file as of a day (``imilo-register/1``). ``overdue``, ``due_soon`` and ``undetermined`` are record
    numbers, what is to be done first in front."""

    schema: str
    source: str
    complete: bool
    notices: list[FileNotice]
    date: str
    soon: int
    holidays: str
    holidays_fr: str
    holidays_en: str
    by_structure: bool
    rows: int
    counts: dict[str, int]
    overdue: list[int]
    due_soon: list[int]
    undetermined: list[int]
    refused: list[dict[str, Any]]
    requests: list[RegisterEntry]


class AccessHolder(TypedDict):
    """Who may see data of the dossier, for which purposes, by which provision."""

    actor: str
    fr: str
    en: str
    purposes_fr: list[str]
    purposes_en: list[str]
    form: str
    provision: str
    evidence: Evidence


class AccessGiven(TypedDict, total=False):
    """What art. 15 wants told and no text says: controller who answers, contact, data protection officer, source of the data,
    decisions by a machine alone, transfers out of the Union, how the copy is given."""

    controller: str | None
    contact: str | None
    dpo: str | None
    source: str | None
    automated: str | None
    transfers: str | None
    copy: str | None


class AccessToDo(TypedDict):
    """Something to be done before the page is handed over: for the agent, not for the person."""

    code: str
    fr: str
    en: str


class AccessControllers(TypedDict):
    """Who is responsible by the law of the day; empty while the text that says it was not read."""

    fr: list[str]
    en: list[str]
    joint: bool
    founded_by: list[str]
    evidence: Evidence | None


class AccessPurposes(TypedDict):
    """What the processing is for, as the text of the day says it."""

    fr: list[str]
    en: list[str]
    in_full: bool
    provision: str
    evidence: Literal["seen", "secondary", "inferred", "unknown"]


class AccessDossierAnswer(TypedDict):
    """Everything that is held of a person, in words (``imilo-access/1``): the data by category, who may see them, until
    when, which rights."""

    schema: str
    date: str
    rule_set: str
    file: str | None
    notices: list[FileNotice]
    to_do: list[AccessToDo]
    controllers: AccessControllers
    given: AccessGiven
    dossier: str | None
    nir: Literal["left_out", "clear"]
    data: list[dict[str, Any]]
    named_by: list[str]
    purposes: AccessPurposes
    users: list[AccessHolder]
    recipients: list[AccessHolder]
    sources: list[AccessHolder]
    links: list[AccessHolder]
    lists_in_full: bool
    retention: dict[str, Any]
    rights: list[dict[str, Any]]
    answered_by: str | None
    received: str
    due_date: str
    holidays: str
    consultations: list[AccessConsultation] | None
    coverage: ConsultationCoverage | None
    dossier_ref: str | None


def rights_register(
    source: FileSource,
    *,
    date: DateLike | None = None,
    soon: int | None = None,
    holidays: str | None = None,
    mapping: str | os.PathLike[str] | None = None,
    name: str | None = None,
    folder: str | os.PathLike[str] | None = None,
) -> RegisterAnswer:
    """Where each request of a register of requests stands on a day: CSV or JSON, a path or ``bytes``.

    Without ``date``, the day is today in Europe/Paris. ``soon`` is the number of days ahead within which a request is due
    soon; ``holidays`` the territory whose holidays count (``"alsace_moselle"``…), or ``"structure"``: those of the mission
    locale of each request, where its code is known, and elsewhere of the métropole (``"structure:reunion"``: of La Réunion).
    With ``folder``, ``registre.json``, ``registre.csv`` and ``registre-refus.csv`` are written there. A cell that is not read
    stays as it is written, with a remark. A row whose day of receipt cannot be read, or that contradicts itself, is in
    ``refused``, with its line and column, and the others count.

    >>> file = b"numero;date_reception;droit\\n1;15/10/2026;acces\\n2;30/10/2026;acces\\n3;31/02/2026;acces\\n"
    >>> register = imilo.rights_register(file, date="2026-11-20")
    >>> register["overdue"], register["due_soon"], register["requests"][0]["due_date"], register["refused"][0]["line"]
    ([1], [2], '2026-11-16', 4)
    """
    request: dict[str, object] = {"date": ask(_imilo.today()) if date is None else date}
    given = {"soon": soon, "mapping": _mapping(mapping), "name": name}
    request |= {key: value for key, value in given.items() if value is not None}
    if holidays is not None:
        request["options"] = {"A21_holidays": holidays}
    if folder is not None:
        request["folder"] = os.fspath(folder)
    answer: RegisterAnswer = json.loads(_of_file(_imilo.rights_register, request, source))
    return answer


def access_dossier(
    source: FileSource,
    *,
    dossier: str,
    date: DateLike | None = None,
    mapping: str | os.PathLike[str] | None = None,
    nir: Literal["left_out", "clear"] = "left_out",
    consultations: ConsultationStatement | Sequence[Mapping[str, object]] | None = None,
    given: AccessGiven | None = None,
    name: str | None = None,
    received: DateLike | None = None,
    holidays: str | None = None,
) -> AccessDossierAnswer:
    """Everything that a file of dossiers holds of one person, in words, and what the law of a day says of it.

    ``dossier`` is the matricule, or the identifier of the interface. Data of other persons are masked. The NIR is shown only
    with ``nir="clear"``, to hand it to the person. ``consultations`` is the statement of the journal
    (``Journal.consultations``), or a list of consultations, which does not say what it is complete for. ``given`` is what no text says and the page leaves to be filled:
    ``controller``, ``contact``, ``dpo``, ``source``. ``to_do`` of the answer is what the agent has to do before it is handed over.

    >>> file = b"matricule;prenoms;date_naissance\\n7;Ana;2004-05-03\\n"
    >>> told = imilo.access_dossier(file, dossier="7", date="2026-11-24")
    >>> [(item["label_fr"], item["lines"]) for item in told["data"][0]["items"]][1]
    ('date de naissance', ['03/05/2004'])
    """
    request = _access(dossier, date, mapping, nir, consultations, given, name, received, holidays)
    answer: AccessDossierAnswer = json.loads(_of_file(_imilo.access_dossier, request, source))
    return answer


def access_page(
    source: FileSource,
    *,
    dossier: str,
    date: DateLike | None = None,
    mapping: str | os.PathLike[str] | None = None,
    nir: Literal["left_out", "clear"] = "left_out",
    consultations: ConsultationStatement | Sequence[Mapping[str, object]] | None = None,
    given: AccessGiven | None = None,
    name: str | None = None,
    received: DateLike | None = None,
    holidays: str | None = None,
) -> str:
    """The same as ``access_dossier`` as a page in HTML, in French, to be printed and handed to the person.

    >>> page = imilo.access_page(b"matricule;prenoms\\n7;Ana\\n", dossier="7", date="2026-11-24")
    >>> page.startswith("<!DOCTYPE html>")
    True
    """
    request = _access(dossier, date, mapping, nir, consultations, given, name, received, holidays) | {"format": "html"}
    html: str = json.loads(_of_file(_imilo.access_dossier, request, source))["html"]
    return html


def _access(
    dossier: str,
    date: DateLike | None,
    mapping: str | os.PathLike[str] | None,
    nir: str,
    consultations: ConsultationStatement | Sequence[Mapping[str, object]] | None,
    given: AccessGiven | None,
    name: str | None,
    received: DateLike | None,
    holidays: str | None,
) -> dict[str, object]:
    day = ask(_imilo.today()) if date is None else date
    request: dict[str, object] = {"date": day, "dossier": dossier, "nir": nir}
    more: dict[str, object] = {
        "mapping": _mapping(mapping),
        "consultations": consultations,
        "given": given,
        "name": name,
        "received": received,
        "options": None if holidays is None else {"A21_holidays": holidays},
    }
    return request | {key: value for key, value in more.items() if value is not None}


def _of_file(native: Any, request: dict[str, object], source: FileSource) -> Any:
    if isinstance(source, bytes):
        return ask(native(encode(request), source))
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(f"source: expected a path or bytes, not {type(source).__name__}")
    return ask(native(encode(request | {"path": os.fspath(source)})))
