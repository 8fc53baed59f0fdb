"""Files and tables: the bilan of one, and its dossiers."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from . import _imilo
from ._columns import ArrowStream, ask
from ._input import encode, expect
from ._file_types import BilanAnswer, ImportFile, ImportedRow
from ._types import DateLike

__all__ = ["DossierImport", "bilan", "import_dossiers"]

Source = str | os.PathLike[str] | bytes | ArrowStream

# Rows that cross at once: their JSON stays near a megabyte.
_ROWS_AT_ONCE = 512


def bilan(
    source: Source,
    *,
    date: DateLike | None = None,
    mapping: str | os.PathLike[str] | None = None,
    folder: str | os.PathLike[str] | None = None,
    name: str | None = None,
    threads: int | None = None,
    options: Mapping[str, object] | None = None,
    register: str | os.PathLike[str] | None = None,
    register_mapping: str | os.PathLike[str] | None = None,
    register_holidays: str | None = None,
) -> BilanAnswer:
    """What the law of a day says of all the dossiers of a file, of bytes, or of a dataframe.

    ``source`` is a path (text or ``os.PathLike``), the ``bytes`` of a file, or a table of any library that speaks Arrow
    (polars, pandas with pyarrow, pyarrow, DuckDB): one row a dossier, columns by the names of ``docs/guide/import.md``.
    Without ``date``, the day is today in Europe/Paris. ``mapping`` is the text of a TOML file, or its
    ``os.PathLike``, where columns have other names. With ``folder``, ``bilan.html``, ``bilan.json``, ``constats.csv``, ``refus.csv``
    and ``destinataires.csv`` are written there. ``register`` is the path of the register of requests of persons: the page
    then has those that are overdue or due soon, and the folder ``registre.csv``; ``register_mapping`` and
    ``register_holidays`` are its ``mapping`` and ``holidays``, as of ``rights_register``.

    A row that cannot be read is counted (``refused``), not raised. A null and an empty text are both an empty cell. A
    file that stops being readable in its middle has ``complete`` false. Raises ``ImiloError`` when nothing can be read
    (``file_unreadable``, ``file_mapping``), or the folder not be used; ``TypeError`` for what is none of these sources.
    The interpreter is released while the library works, with all processors unless ``threads`` says how many.

    >>> import polars
    >>> table = polars.DataFrame({"matricule": ["7", "8"], "date_naissance": ["1997-05-03", None], "fse": ["non", "non"]})
    >>> answer = imilo.bilan(table, date="2026-11-24")
    >>> answer["rows"], answer["total"]["retention"]["undetermined"]
    (2, 2)
    """
    request: dict[str, object] = {"date": ask(_imilo.today()) if date is None else date}
    given = {"mapping": _mapping(mapping), "name": name, "threads": threads, "options": options}
    given |= {"register_mapping": _mapping(register_mapping), "register_holidays": register_holidays}
    if register is not None:
        request["register"] = os.fspath(register)
    request |= {key: value for key, value in given.items() if value is not None}
    if folder is not None:
        request["folder"] = os.fspath(folder)
    path, data, table = _source(source)
    if table is not None:
        request.setdefault("name", type(source).__name__)
        answer: BilanAnswer = json.loads(ask(_imilo.bilan_table(encode(request), table)))
    else:
        if path is not None:
            request["path"] = path
        answer = json.loads(ask(_imilo.bilan(encode(request), data)))
    return answer


def import_dossiers(
    source: Source,
    *,
    mapping: str | os.PathLike[str] | None = None,
    nir: Literal["left_out", "clear"] = "left_out",
) -> DossierImport:
    """The dossiers of a file, of bytes or of a dataframe, one at a time, good or refused.

    The sources are those of ``bilan``. Each row is a ``dict`` with ``record`` and ``line``, then a ``dossier`` as
    ``schemas/dossier.schema.json`` describes it (a key that is absent was not carried by the file, ``None`` is empty),
    or why it is refused: ``code``, ``field``, ``column``, ``message_fr``, ``message_en``, and never the value. Dossiers
    hold their NIR only with ``nir="clear"``.

    >>> rows = imilo.import_dossiers(b"matricule;date_naissance\\n7;1997-05-03\\n8;1997-02-30\\n")
    >>> [row.get("code") or row["dossier"]["identite"]["date_naissance"] for row in rows]
    ['1997-05-03', 'date_invalid']
    >>> rows.file["format"]
    'CSV'
    """
    request: dict[str, object] = {"nir": nir}
    if mapping is not None:
        request["mapping"] = _mapping(mapping)
    path, data, table = _source(source)
    if path is not None:
        request["path"] = path
    if table is not None:
        return DossierImport(ask(_imilo.import_table(encode(request), table)))
    return DossierImport(ask(_imilo.import_open(encode(request), data)))


class DossierImport(Iterator[ImportedRow]):
    """The rows of a file, from ``import_dossiers``. ``file`` is ``None`` until the last row was given; then it says the
    ``format``, whether the file was read to its end (``complete``), and ``notices`` on the whole of it."""

    file: ImportFile | None

    def __init__(self, native: _imilo.Import) -> None:
        self._native = native
        self._rows: deque[ImportedRow] = deque()
        self._last: ImportFile | None = None
        self.file = None

    def __next__(self) -> ImportedRow:
        if not self._rows and self._last is None:
            answer: dict[str, Any] = json.loads(ask(self._native.next(_ROWS_AT_ONCE)))
            self._rows.extend(answer["rows"])
            self._last = answer.get("file")
        if self._rows:
            return self._rows.popleft()
        self.file = self._last
        raise StopIteration

    def __repr__(self) -> str:
        return "<imilo.DossierImport>"


def _mapping(mapping: object) -> str | None:
    """The text of a mapping; a text that can only be the name of a file is told to be one."""
    if isinstance(mapping, os.PathLike):
        with open(mapping, encoding="utf-8-sig") as file:
            return file.read()
    if mapping is not None:
        expect(mapping, str, "mapping", "the text of a TOML mapping, or a pathlib.Path to it")
        if isinstance(mapping, str) and "=" not in mapping and mapping.strip().endswith(".toml"):
            raise TypeError("mapping: expected the text of a TOML mapping; for its file, give a pathlib.Path")
    return mapping if isinstance(mapping, str) else None


def _source(source: Source) -> tuple[str | None, bytes | None, Any]:
    if isinstance(source, bytes):
        return None, source, None
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        expect(path, str, "source", "a path of text")
        return path, None, None
    if hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__"):
        return None, None, source
    raise TypeError(f"source: expected a path, bytes or a table that speaks Arrow, not {type(source).__name__}")
