"""The shapes of answers on files, for type checkers and readers."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

__all__ = [
    "BilanAnswer",
    "FileNotice",
    "ImportFile",
    "ImportedRow",
    "Summary",
]

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
