"""Columns: Arrow in, Arrow out, without a Python object a row."""

from __future__ import annotations

import json
from typing import Any, Protocol

from . import _imilo
from ._errors import ImiloError, InternalError
from ._imilo import Column, Table
from ._input import encode, expect_mapping
from ._nir_types import Acceptance
from ._types import Failure

__all__ = ["ArrowArray", "ArrowStream", "Column", "Table", "nir_codes", "nir_coherence_columns", "nir_valid"]


class ArrowArray(Protocol):
    """What gives its Arrow data in one piece (an array of pyarrow, a ``Column``)."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...


class ArrowStream(Protocol):
    """What gives its Arrow data in chunks (a series of polars or pandas, a chunked array of pyarrow)."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


def nir_valid(column: ArrowArray | ArrowStream, *, accept: Acceptance | None = None) -> Column:
    """Whether form and key of each number of a column are right: a column of booleans. Nulls stay null.

    The column is of text or bytes, in any library that speaks Arrow. It is read where it lies, with the interpreter
    released, many hundred million rows a second. Numbers are *canonical*: fifteen characters, nothing to remove (for
    what people write, ``nir_check_many``). Raises ``TypeError`` for what is no such column, ``ValueError`` when its
    owner cannot give it, ``ImiloError`` for a flag of ``accept`` that does not exist.

    >>> import polars
    >>> imilo.nir_valid(polars.Series(["284058832102532", None, "284058832102530"])).to_list()
    [True, None, False]
    """
    valid: Column = ask(_imilo.nir_valid(column, accept_text(accept)))
    return valid


def nir_codes(column: ArrowArray | ArrowStream, *, accept: Acceptance | None = None) -> Column:
    """What is wrong with each number of a column, as ``nir_valid``: a column of bytes. Nulls stay null.

    0 valid, 1 length, 2 character, 3 first digit, 4 month, 5 place, 6 order: the first in this order; 128 is added
    when the key is wrong, whenever there are fifteen legal characters.

    >>> import polars
    >>> codes = imilo.nir_codes(polars.Series(["284058832102532", None, "284138832102532", "1"]))
    >>> codes.to_list(), polars.Series(codes).dtype
    ([0, None, 132, 1], UInt8)
    """
    codes: Column = ask(_imilo.nir_codes(column, accept_text(accept)))
    return codes


def nir_coherence_columns(table: ArrowStream, /, **options: str) -> Table:
    """Each number of a table beside the civil identity of its row: findings, never a refusal.

    Read are the columns ``nir`` (texts, as people write them) and, if they are there, ``sex`` (``M``, ``F``),
    ``birth_date`` (days, or texts of a day, a month or a year), ``birth_place`` (code of a commune or a country),
    ``label`` (``NIR``, ``NIA``) and ``oid``. A null is not compared. Options: ``as_of``, a day, and ``stage``
    (``first_contact``, ``kept``), without which the age is not looked at.

    Gives a table with as many rows: ``error`` (0, or the number of ``imilo.errors()`` for a cell that cannot be read;
    null where there is no number), ``error_column``, and a column of booleans for each finding by its code
    (``sex_differs``…), null where nothing was compared. What each finding says, and its legitimate exceptions:
    ``nir_coherence`` of one row.

    Raises ``TypeError`` for what is no table or a column of another type, ``ValueError`` when its owner cannot give
    it, ``ImiloError`` for an option that cannot be read or without a column ``nir`` (``missing_field``).

    >>> import polars
    >>> people = polars.DataFrame({"nir": ["2 84 05 88 321 025 32", None], "sex": ["M", "F"]})
    >>> found = polars.DataFrame(imilo.nir_coherence_columns(people))
    >>> found["error"].to_list(), found["sex_differs"].to_list(), found["year_differs"].to_list()
    ([0, None], [True, None], [False, None])
    """
    found: Table = ask(_imilo.nir_coherence_columns(encode(options), table))
    return found


def ask(answer: tuple[bool, Any]) -> Any:
    """The answer of a native function, or its failure raised."""
    succeeded, value = answer
    if succeeded:
        return value
    failed: Failure = json.loads(value)
    raise (InternalError if failed["code"] == "internal" else ImiloError)(failed)


def accept_text(accept: Acceptance | None) -> str:
    """What is accepted, as the native functions take it."""
    if accept is None:
        return "{}"
    expect_mapping(accept, "accept")
    return encode(accept)
