"""What comes in: rows, texts and mappings, written as JSON or refused by name, never by value."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from . import _imilo
from ._errors import ImiloError
from ._types import ErrorAnswer, Failure

_T = TypeVar("_T")

# How the records of a table are had, by library and class. The libraries are never imported here.
_RECORDS = {
    ("pandas", "DataFrame"): 'frame.to_dict("records")',
    ("pandas", "Series"): "series.to_list()",
    ("polars", "DataFrame"): "frame.to_dicts()",
    ("polars", "LazyFrame"): "frame.collect().to_dicts()",
    ("polars", "Series"): "series.to_list()",
    ("pyarrow", "Table"): "table.to_pylist()",
    ("pyarrow", "RecordBatch"): "batch.to_pylist()",
}
# What stands for a missing value beside None and NaN.
_MISSING = {"NaTType", "NAType"}


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, ErrorAnswer]:
    return {row["code"]: row for row in json.loads(_imilo.errors("{}")[1])}


def failure(code: str, field: str | None, more: tuple[str, str] | None = None) -> Failure:
    """A failure of the catalogue; ``more`` says, in French and in English, what to do."""
    row = _catalogue()[code]
    fr, en = more or ("", "")
    return {
        "code": code,
        "number": row["number"],
        "field": field,
        "position": None,
        "line": None,
        "message_fr": f"{row['message_fr']} : {fr}" if fr else row["message_fr"],
        "message_en": f"{row['message_en']}: {en}" if en else row["message_en"],
    }


def expect(value: object, types: type | tuple[type, ...], name: str, expected: str) -> None:
    if not isinstance(value, types):
        raise TypeError(f"{name}: expected {expected}, not {type(value).__name__}")


def expect_mapping(value: object, name: str) -> None:
    if (advice := _no_mapping(value)) is not None:
        raise ImiloError(failure("invalid_argument", name, advice))
    expect(value, Mapping, name, "a mapping")


def rows(values: Iterable[_T], name: str) -> Iterable[_T]:
    """The rows of a list of records."""
    if (table := _table(values)) is not None:
        records = _RECORDS[table]
        raise ImiloError(
            failure(
                "invalid_argument",
                name,
                (
                    f"ce {table[1]} n'est pas une liste de demandes ; en faire une de chaque élément de {records}",
                    f"this {table[1]} is no list of requests; make one of each item of {records}",
                ),
            )
        )
    return _iterable(values, name)


def _iterable(values: Iterable[_T], name: str) -> Iterable[_T]:
    # A text is an iterable of texts, a mapping one of its keys: neither is a column.
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise TypeError(f"{name}: expected rows, not {type(values).__name__}")
    return values


def parts(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    values = iter(values)
    part = list(islice(values, size))
    # No row is a part too: the rest of the request is then still checked.
    yield part
    while part := list(islice(values, size)):
        yield part


def texts(nirs: Iterable[str | None]) -> Iterator[str | None]:
    """The numbers of a column."""
    table = _table(nirs)
    if table is not None and table[1] != "Series":
        column = {"pandas": 'frame["nir"]', "polars": 'frame["nir"]', "pyarrow": 'table["nir"].to_pylist()'}[table[0]]
        more = (f"ce {table[1]} n'est pas une colonne ; donner {column}", f"this {table[1]} is no column; give {column}")
        raise ImiloError(failure("invalid_argument", "nirs", more))
    return _texts(_iterable(nirs, "nirs"))


def _texts(nirs: Iterable[str | None]) -> Iterator[str | None]:
    missing = getattr(sys.modules.get("pandas"), "NA", None)
    for row, nir in enumerate(nirs):
        if isinstance(nir, str):
            if not nir.isascii() and not encodable(nir):
                raise ImiloError(failure("text_encoding", f"nirs[{row}]"))
            yield nir
        elif nir is None or nir is missing or (isinstance(nir, float) and nir != nir):
            yield None
        else:
            raise TypeError(f"nirs[{row}]: expected text or None, not {type(nir).__name__}")


def encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def encode(request: object) -> str:
    text = text_or_failure(request)
    if isinstance(text, str):
        return text
    raise ImiloError(text)


def text_or_failure(request: object) -> str | Failure:
    try:
        return _to_json(request)
    except (TypeError, ValueError, RecursionError):
        path, value = _unwritable(request)
        return failure("json_field", path or None, _why(value))


def _plain(value: object) -> object:
    # What is not of the form that a field asks for (a datetime for a day) is refused by the library, by name. The
    # NaT of pandas calls itself a date, and equals nothing.
    if isinstance(value, dt.date) and value == value:
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


_to_json = json.JSONEncoder(default=_plain, allow_nan=False, separators=(",", ":")).encode


def _unwritable(value: object, path: str = "", depth: int = 0) -> tuple[str, object]:
    """The first value that JSON has no form for, and its path."""
    items: Iterable[tuple[str, Any]] = ()
    if isinstance(value, Mapping):
        # As in the library: a key that is not a plain name may be a value put in the wrong place.
        items = (
            (f"{path}.{key}".lstrip(".") if _is_name(key) else path, item) for key, item in value.items()
        )
    elif isinstance(value, (list, tuple)):
        items = ((f"{path}[{index}]", item) for index, item in enumerate(value))
    for place, item in items:
        try:
            _to_json(item)
        except (TypeError, ValueError, RecursionError):
            return _unwritable(item, place, depth + 1) if depth < 16 else (place, None)
    return path, value


def _is_name(key: object) -> bool:
    return isinstance(key, str) and re.fullmatch("[A-Za-z_]{1,40}", key) is not None


def _why(value: object) -> tuple[str, str] | None:
    """Why JSON has no form for a value, and what to give; of the value, only its type is told."""
    name = type(value).__name__
    if name in _MISSING or (isinstance(value, float) and math.isnan(value)) or _is_nat_of_numpy(value):
        return (
            "valeur manquante (NaN, NaT ou NA) ; donner None si elle n'est pas connue",
            "a missing value (NaN, NaT or NA); give None if it is not known",
        )
    if (advice := _no_mapping(value)) is not None:
        return advice
    if isinstance(value, float):
        return "nombre infini", "an infinite number"
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        return f"{name} de numpy ; donner valeur.item()", f"a {name} of numpy; give value.item()"
    if isinstance(value, (type(None), str, int, Mapping, list, tuple)):
        return None
    return f"un {name} n'a pas de forme en JSON", f"a {name} has no form in JSON"


def _is_nat_of_numpy(value: Any) -> bool:
    return type(value).__module__ == "numpy" and type(value).__name__ == "datetime64" and bool(value != value)


def _table(value: object) -> tuple[str, str] | None:
    """Library and class of a dataframe or of its column."""
    names = ((kind.__module__.partition(".")[0], kind.__name__) for kind in type(value).__mro__)
    return next((name for name in names if name in _RECORDS), None)


def _no_mapping(value: object) -> tuple[str, str] | None:
    table = _table(value)
    if table is None:
        return None
    one = "series.to_dict()" if table == ("pandas", "Series") else f"un élément de {_RECORDS[table]}"
    un = one.replace("un élément de", "one item of")
    return f"ce {table[1]} n'est pas un dictionnaire ; donner {one}", f"this {table[1]} is no mapping; give {un}"
