"""Indicators of the European Social Fund: of one participation, of a file, of a dataframe."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from . import _imilo
from ._api import _asked
from ._columns import ask
from ._files import Source, _mapping, _source
from ._fse_types import (
    FseAnnexe,
    FseCompareAnswer,
    FseExplanationAnswer,
    FseFileAnswer,
    FseFileRecords,
    FseIndicatorsAnswer,
    FseParticipationAnswer,
    FseProgramme,
    FseRecordsAnswer,
)
from ._imilo import Table
from ._input import encode
from ._types import DateLike

__all__ = [
    "FseReport",
    "fse_codes",
    "fse_compare",
    "fse_explain",
    "fse_indicators",
    "fse_participation",
    "fse_records",
    "fse_report",
    "fse_report_records",
]


def fse_indicators(request: Mapping[str, object] | None = None, /, **keys: object) -> FseIndicatorsAnswer:
    """Every indicator of one participation: yes, no, or not known, and then why.

    The request is a mapping, or its keys as keyword arguments: ``programme`` (``"FSE"``, ``"IEJ"`` or ``"FSE+"``),
    ``annexe`` (``"2013"`` or ``"2018"``, for the FSE and the IEJ), ``participation`` (``docs/json.md`` has its
    variables), and ``report_date`` and ``options`` if you like. Raises ``ImiloError`` with the path of what cannot be read.

    >>> record = {"gender": "F", "birth_date": "2003-05-20", "entry_date": "2023-10-02", "isced_entry": 2}
    >>> answer = imilo.fse_indicators(programme="FSE+", participation=record | {"labour_status_entry": "inactive"})
    >>> [row["code"] for row in answer["codes"] if row["value"]]
    ['EECO01', 'EECO04', 'EECO07', 'EECO09']
    """
    answer: FseIndicatorsAnswer = _asked(_imilo.fse_indicators, request, keys)
    return answer


def fse_explain(request: Mapping[str, object] | None = None, /, **keys: object) -> FseExplanationAnswer:
    """Why an indicator has its value for one participation: rule, variables, days, choices, provision.

    The request is that of ``fse_indicators``, with a ``code``; ``fse_records`` gives the participation of a file.
    ``message_fr`` and ``message_en`` hold no value of the person; ``days_fr`` and ``days_en`` say the days looked at.

    >>> answer = imilo.fse_explain(programme="FSE+", code="EECO12", participation={"entry_date": "2023-10-02"})
    >>> answer["value"], answer["reason"], answer["citation"]["code"]
    (None, 'IncompleteRecord', 'R2021/1057:annexe I:1.2')
    """
    answer: FseExplanationAnswer = _asked(_imilo.fse_explain, request, keys)
    return answer


def fse_report_records(request: Mapping[str, object] | None = None, /, **keys: object) -> FseRecordsAnswer:
    """The report of a list of participations; for a file or a dataframe, ``fse_report``.

    The request is that of ``fse_indicators``, with ``participations``, a list. Records of one person in one operation
    are merged; one that cannot be judged is told by its place, and the others count.

    >>> records = [{"entry_date": "2023-10-02", "gender": "F"}, {"gender": "M"}]
    >>> answer = imilo.fse_report_records(programme="FSE+", participations=records)
    >>> answer["report"]["grand_total"]["all"], answer["refused"][0]["row"], answer["refused"][0]["error"]["field"]
    (1, 1, 'entry_date')
    """
    answer: FseRecordsAnswer = _asked(_imilo.fse_report_records, request, keys)
    return answer


def fse_compare(request: Mapping[str, object] | None = None, /, **keys: object) -> FseCompareAnswer:
    """Two reports of the same operation: what changed, for whom, and why.

    The request has ``programme``, ``before`` and ``after``, each with ``participations`` (and ``annexe``,
    ``report_date``, ``options``), and ``documented``: codes of which a correction is documented.

    >>> record = {"participant_id": "p1", "operation_id": "o1", "entry_date": "2023-10-02"}
    >>> answer = imilo.fse_compare(
    ...     programme="FSE+", before={"participations": [record]}, after={"participations": []}
    ... )
    >>> answer["totals"], answer["fallen"]["about"]
    ([{'code': 'EECO01', 'before': 1, 'after': 0}], ['EECO01'])
    """
    answer: FseCompareAnswer = _asked(_imilo.fse_compare, request, keys)
    return answer


def fse_participation(request: Mapping[str, object] | None = None, /, **keys: object) -> FseParticipationAnswer:
    """The participation that a dossier gives, and the variables that stay unknown, by name.

    The request has ``participant_id``, ``operation_id``, ``entry_date``, ``exit_date`` if it ended, and ``dossier`` as
    ``schemas/dossier.schema.json`` says.

    >>> answer = imilo.fse_participation(
    ...     participant_id="p1", operation_id="o1", entry_date=datetime.date(2023, 10, 2),
    ...     dossier={"social": {"travailleur_handicape": False}},
    ... )
    >>> [gap["kind"] for gap in answer["gaps"] if gap["variable"] == "disability"]
    ['narrower']
    """
    answer: FseParticipationAnswer = _asked(_imilo.fse_participation, request, keys)
    return answer


def fse_codes(
    source: Source,
    *,
    programme: FseProgramme,
    annexe: FseAnnexe | None = None,
    report_date: DateLike | None = None,
    operation: str | None = None,
    mapping: str | os.PathLike[str] | None = None,
    options: Mapping[str, object] | None = None,
    threads: int | None = None,
    reasons: bool = False,
) -> Any:
    """The indicators of each row of a file or of a dataframe of participations: a dataframe of codes.

    ``source`` is a path, the ``bytes`` of a CSV, or a table of any library that speaks Arrow, columns by the names of
    ``docs/guide/fse.md``. A dataframe of polars, pandas or pyarrow gives one of its own kind; anything else gives a
    ``Table``, which all of them take. There is a row for each row of the source, in its order, with ``record`` (from
    1), ``participant_id``, ``operation_id``; ``error`` and ``error_field`` of a row that is refused; ``merged_into``, the
    record that tells a re-entry; ``complete``, ``missing`` and ``findings``, separated by ``|``; ``four_weeks_due`` and
    ``six_months_due``, the observations that were not made; then a column for each code: true, false, or null when it is
    not known. With ``reasons``, ``CR04_reason`` and its like say why.

    >>> import polars
    >>> table = polars.DataFrame(
    ...     {"entry_date": [datetime.date(2023, 10, 2), None], "gender": ["F", "M"], "birth_date": ["2003-05-20", None],
    ...      "isced_entry": [2, None], "labour_status_entry": ["inactive", None]}
    ... )
    >>> codes = imilo.fse_codes(table, programme="FSE+")
    >>> codes.select("record", "error_field", "EECO04", "EECO12").rows()
    [(1, None, True, None), (2, 'entry_date', None, None)]
    """
    request = _request(programme, annexe, report_date, operation, mapping, options, threads)
    path, data, table = _source(source)
    if table is not None:
        return _as(source, ask(_imilo.fse_codes_table(encode(request), reasons, table)))
    if path is not None:
        request["path"] = path
    return ask(_imilo.fse_codes(encode(request), reasons, data))


def fse_records(
    source: Source,
    *,
    participant: str | None = None,
    operation: str | None = None,
    mapping: str | os.PathLike[str] | None = None,
    options: Mapping[str, object] | None = None,
) -> FseFileRecords:
    """The participations of a file or of a dataframe as records, re-entries merged: all of them, or those of one
    ``participant`` or ``operation``. They are what ``fse_explain``, ``fse_compare`` and ``fse_report_records`` take, and
    personal data.

    The sources are those of ``fse_codes``. ``places`` has the ``record`` and ``line`` of each of ``participations``,
    ``refused`` the rows that gave none and why. An operation or a participant that the source has not is an error.

    >>> june = b"participant_id;operation_id;sexe;date_naissance;date_entree;statut_entree;cite\\n"
    >>> june += b"0012;007;F;20/05/2003;02/10/2023;inactif;2\\n"
    >>> [record] = imilo.fse_records(june, participant="0012")["participations"]
    >>> imilo.fse_explain(programme="FSE+", code="EECO04", participation=record)["value"]
    True
    >>> before, after = (imilo.fse_records(file)["participations"] for file in (june, june.replace(b"inactif", b"emploi")))
    >>> answer = imilo.fse_compare(
    ...     programme="FSE+", before={"participations": before}, after={"participations": after}
    ... )
    >>> [(total["code"], total["before"], total["after"]) for total in answer["totals"]]
    [('EECO04', 1, 0), ('EECO05', 0, 1)]
    """
    given = {"participant": participant, "operation": operation, "mapping": _mapping(mapping), "options": options}
    request: dict[str, object] = {key: value for key, value in given.items() if value is not None}
    path, data, table = _source(source)
    if table is not None:
        answer: FseFileRecords = json.loads(ask(_imilo.fse_records_table(encode(request), table)))
        return answer
    if path is not None:
        request["path"] = path
    answer = json.loads(ask(_imilo.fse_records(encode(request), data)))
    return answer


def fse_report(
    source: Source,
    *,
    programme: FseProgramme,
    annexe: FseAnnexe | None = None,
    report_date: DateLike | None = None,
    operation: str | None = None,
    folder: str | os.PathLike[str] | None = None,
    mapping: str | os.PathLike[str] | None = None,
    name: str | None = None,
    options: Mapping[str, object] | None = None,
    publish_below: int | None = None,
    share: int | None = None,
    threads: int | None = None,
    language: Literal["fr", "en"] = "fr",
) -> FseReport:
    """The report of a file or of a dataframe of participations, for an operation or a programme.

    The sources are those of ``fse_codes``. Re-entries are merged; a row that cannot be judged is refused, by its code, and
    the others count. ``operation`` takes the rows of one operation. Numbers from 1 to ``publish_below`` - 1 are suppressed
    in what is to be published, and others from which they could be found; no text gives a threshold. ``share``, in
    thousandths, is the threshold of rule V30. With ``folder``, the report (``fse.json``, ``fse.csv``, ``fse.xlsx``) and the
    rows (``fse-codes.csv``, ``fse-constats.csv``, ``fse-echeances.csv``, ``fse-refus.csv``) are written there.

    >>> report = imilo.fse_report(b"date_entree;sexe\\n02/10/2023;F\\n;M\\n", programme="FSE+")
    >>> report["rows"], report["refused"]["by_code"], report["grand_total"]["all"]
    (2, {'missing_field': 1}, 1)
    >>> report.line("EECO01")["counted"]["women"]
    1
    """
    request = _request(programme, annexe, report_date, operation, mapping, options, threads)
    more = {"name": name, "publish_below": publish_below, "share": share, "language": language}
    request |= {key: value for key, value in more.items() if value is not None}
    if folder is not None:
        request["folder"] = os.fspath(folder)
    path, data, table = _source(source)
    if table is not None:
        request.setdefault("name", type(source).__name__)
        return FseReport(ask(_imilo.fse_report_table(encode(request), table)))
    if path is not None:
        request["path"] = path
    return FseReport(ask(_imilo.fse_report(encode(request), data)))


class FseReport:
    """The report of a file, from ``fse_report``. ``data`` is what ``fse.json`` holds, and ``report["lines"]`` short for
    ``report.data["lines"]``."""

    data: FseFileAnswer

    def __init__(self, native: _imilo.FseFile) -> None:
        self._native = native
        self.data = json.loads(ask(native.json()))

    def __getitem__(self, key: str) -> Any:
        return self.data[key]  # type: ignore[literal-required]

    def line(self, code: str) -> dict[str, Any]:
        """The line of a code; ``KeyError`` when the programme has no such code."""
        for line in self.data["lines"]:
            if line["code"] == code:
                return dict(line)
        raise KeyError(code)

    def to_json(self, path: str | os.PathLike[str]) -> None:
        """Writes the report as JSON (``schemas/fse-report.schema.json``)."""
        Path(path).write_bytes(ask(self._native.json()))

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Writes the lines as CSV, as a French spreadsheet opens it."""
        Path(path).write_bytes(ask(self._native.csv()))

    def to_xlsx(self, path: str | os.PathLike[str], *, language: Literal["fr", "en"] = "fr") -> None:
        """Writes a workbook laid out like the tables of the reports."""
        if language not in ("fr", "en"):
            raise ValueError("language: expected 'fr' or 'en'")
        Path(path).write_bytes(ask(self._native.xlsx(language == "en")))

    def __repr__(self) -> str:
        return f"<imilo.FseReport {self.data['programme']}, {self.data['rows']} rows>"


def _request(
    programme: str,
    annexe: str | None,
    report_date: DateLike | None,
    operation: str | None,
    mapping: str | os.PathLike[str] | None,
    options: Mapping[str, object] | None,
    threads: int | None,
) -> dict[str, object]:
    given = {
        "annexe": annexe,
        "report_date": report_date,
        "operation": operation,
        "mapping": _mapping(mapping),
        "options": options,
        "threads": threads,
    }
    return {"programme": programme} | {key: value for key, value in given.items() if value is not None}


def _as(source: object, table: Table) -> Any:
    """A table as a dataframe of the library that the source is of; the libraries are never imported here."""
    module = type(source).__module__.partition(".")[0]
    polars, pandas, pyarrow = (sys.modules.get(name) for name in ("polars", "pandas", "pyarrow"))
    if module == "polars" and polars is not None:
        return polars.DataFrame(table)
    if module == "pandas" and pandas is not None:
        # pandas speaks Arrow by pyarrow, which is therefore there. Its own booleans and numbers have no null.
        arrow: Any = importlib.import_module("pyarrow")
        nullable = {
            arrow.bool_(): pandas.BooleanDtype(),
            arrow.int64(): pandas.Int64Dtype(),
            arrow.uint64(): pandas.UInt64Dtype(),
        }
        return arrow.table(table).to_pandas(types_mapper=nullable.get)
    if module == "pyarrow" and pyarrow is not None:
        return pyarrow.table(table)
    return table
