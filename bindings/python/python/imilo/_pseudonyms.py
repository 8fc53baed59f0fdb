"""What leaves in place of a number, and the keys by which it does. Keys are bytes, and never stand in JSON."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypedDict

from . import _imilo
from ._columns import ArrowArray, ArrowStream, Column, accept_text, ask
from ._input import expect
from ._nir_types import Acceptance

__all__ = [
    "Admission",
    "Domain",
    "KeyUse",
    "Keyring",
    "Pseudonyms",
    "RotationTable",
    "Seals",
    "follow_aliases",
    "make_root_key",
    "make_seals",
    "open_seals",
    "pseudonyms",
    "read_pseudonyms",
    "rotation_table",
    "second_pass",
]

KeyUse = Literal["first_pass", "second_pass", "sealing", "referencing", "attesting"]


class Domain(NamedTuple):
    """A domain of pseudonyms: whose field, who receives, for what, and the id of the root key, which is its version.

    Each name has 1 to 64 of a-z, 0-9, dot, underscore and hyphen. Two domains have nothing in common: whoever holds the
    pseudonyms of both cannot join them.
    """

    sector: str
    recipient: str
    purpose: str
    key_id: int


class Admission(TypedDict, total=False):
    """Which numbers get a pseudonym beside a NIR or NIA whose key was given and is right. By default none."""

    without_key: bool
    nnp: bool
    mig: bool


class Pseudonyms(NamedTuple):
    """Two columns: the pseudonyms, null where a row has none, and the number of the error (``imilo.errors()``), 0 where
    it has one. A null of the input is null in both."""

    pseudonyms: Column
    errors: Column


class RotationTable(NamedTuple):
    """The old and the new pseudonym of each number, in the order of the old ones, which says nothing of the numbers;
    and, in the order of the numbers, why one has no row. Hand it over and drop it: whoever has it joins both domains."""

    old: Column
    new: Column
    errors: Column


class Seals(NamedTuple):
    """The seals and the numbers of errors, as ``Pseudonyms``; how many seals the key has made, in version 1."""

    seals: Column
    errors: Column
    used: int | None


class Keyring:
    """Root keys of one use: ``"first_pass"``, ``"second_pass"``, ``"sealing"``, or of a journal ``"referencing"`` and
    ``"attesting"``. One root has one use.

    Keys are yours to make, keep and destroy (``docs/keys.md``). What the keyring holds of them is erased when it is
    freed, does not show and cannot be pickled.
    """

    __slots__ = ("_native",)

    def __init__(self, key_use: KeyUse) -> None:
        self._native = _imilo.Keyring(key_use)

    def add(self, key_id: int, root: bytes | bytearray) -> None:
        """Adds a root key of 32 random bytes under an id, not zero. A ``bytearray`` can be erased by you afterwards.

        Raises ``ImiloError``: ``key_length``, ``key_weak`` (all bytes equal), ``key_id_zero``, ``key_id_twice``,
        ``key_bytes_twice``. The keyring is then as it was.
        """
        added = self._native.add(_key_id(key_id), root)
        # A reporter of errors that keeps the variables of each frame must not find the key here.
        del root
        ask(added)

    def destroy(self, key_id: int) -> bool:
        """Takes a key out and erases it; whether it was there."""
        return self._native.destroy(_key_id(key_id))

    def disjoint_from(self, other: Keyring) -> None:
        """Raises ``ImiloError`` (``key_bytes_twice``) when both share a root key, whatever its ids."""
        ask(self._native.disjoint_from(other._native))


def make_root_key() -> bytearray:
    """A new root key of the operating system's randomness: 32 bytes for whoever keeps the keys. Erase it after use.

    >>> root = imilo.make_root_key()
    >>> len(root)
    32
    >>> root[:] = bytes(32)
    """
    root: bytearray = ask(_imilo.make_root_key())
    return root


def pseudonyms(
    keys: Keyring,
    domain: Domain,
    column: ArrowArray | ArrowStream,
    *,
    accept: Acceptance | None = None,
    admit: Admission | None = None,
) -> Pseudonyms:
    """The pseudonyms of a column of numbers, as people wrote them, in one domain.

    The interpreter is released meanwhile. Raises ``TypeError`` for what is no column of texts, ``ImiloError`` for keys
    and domain (``key_id_unknown``, ``pseudonym_name`` with the field). A number that is refused is the error of its row.

    >>> import polars
    >>> keys = imilo.Keyring("first_pass")
    >>> keys.add(1, bytes(range(32)))  # an example, no key
    >>> domain = imilo.Domain("emploi", "dares", "trajam", 1)
    >>> rows = imilo.pseudonyms(keys, domain, polars.Series(["2 55 08 14 168 025 38", None, "2550814168025"]))
    >>> rows.pseudonyms.to_list(), rows.errors.to_list()
    (['p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE', None, None], [0, None, 503])
    """
    _expect_keyring(keys)
    return Pseudonyms(*ask(_imilo.pseudonyms(keys._native, _domain(domain), column, accept_text(accept), _admit(admit))))


def second_pass(keys: Keyring, domain: Domain, column: ArrowArray | ArrowStream) -> Pseudonyms:
    """A recipient's own pseudonyms (``q1.``) of those it was given (``p1.``), under its own key.

    A row that is no pseudonym (one character mistyped is enough) has the error 501.
    """
    _expect_keyring(keys)
    return Pseudonyms(*ask(_imilo.second_pass(keys._native, _domain(domain), column)))


def read_pseudonyms(column: ArrowArray | ArrowStream) -> Pseudonyms:
    """Reads pseudonyms that somebody typed, and writes them as the library does.

    After the second dot any case is right, I and L are 1, O is 0. Every single wrong character is refused (501).

    >>> import polars
    >>> typed = polars.Series(["p1.00000001.5w645jrbxgpw6t82j4bd9f4kdfve", "p1.00000001.5w654jrbxgpw6t82j4bd9f4kdfve"])
    >>> imilo.read_pseudonyms(typed).pseudonyms.to_list()
    ['p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE', None]
    """
    return Pseudonyms(*ask(_imilo.read_pseudonyms(column)))


def follow_aliases(
    domain: Domain,
    changed: ArrowArray | ArrowStream,
    first: ArrowArray | ArrowStream,
    column: ArrowArray | ArrowStream,
) -> Pseudonyms:
    """Replaces the pseudonyms of changed numbers by the first one of the person: only that one leaves.

    ``changed`` and ``first`` are the pairs that you keep, row by row. Never for a parent's number or a mistake: two
    persons would become one. Raises ``ImiloError`` (``alias_…``, ``pseudonym_malformed``) with the pair that cannot
    stand, as ``changed[3]``.
    """
    return Pseudonyms(*ask(_imilo.follow_aliases(_domain(domain), changed, first, column)))


def rotation_table(
    keys: Keyring,
    domain: Domain,
    new_key_id: int,
    column: ArrowArray | ArrowStream,
    *,
    accept: Acceptance | None = None,
    admit: Admission | None = None,
) -> RotationTable:
    """What a recipient needs, once, when the key of a domain changes.

    Numbers out of seals have no key: ``admit={"without_key": True}``. Raises ``ImiloError`` as ``pseudonyms``, and
    ``rotation_domains`` when both ids are the same.
    """
    _expect_keyring(keys)
    native = keys._native
    arguments = (_domain(domain), _key_id(new_key_id), column, accept_text(accept), _admit(admit))
    return RotationTable(*ask(_imilo.rotation_table(native, *arguments)))


def make_seals(
    keys: Keyring,
    key_id: int,
    column: ArrowArray | ArrowStream,
    dossiers: ArrowArray | ArrowStream,
    purpose: str,
    *,
    used: int | None = None,
    accept: Acceptance | None = None,
) -> Seals:
    """Seals a column of numbers, each for the dossier of its row and all for one purpose.

    Without ``used``: version 2, a key for each dossier, nothing to count. With it: version 1, one key for all dossiers,
    which has made so many seals; store the ``used`` of the answer before the seals are used. Past 2**30 nothing is
    sealed (``seal_count``). The same number sealed twice gives two seals.
    """
    _expect_keyring(keys)
    expect(purpose, str, "purpose", "text")
    count = None if used is None else _count(used, "used", 2**64 - 1)
    native = keys._native
    sealed = _imilo.make_seals(native, _key_id(key_id), column, dossiers, purpose, count, accept_text(accept))
    return Seals(*ask(sealed))


def open_seals(
    keys: Keyring, column: ArrowArray | ArrowStream, dossiers: ArrowArray | ArrowStream, purpose: str
) -> Pseudonyms:
    """Opens a column of seals, each for the dossier of its row: numbers of thirteen characters, in clear.

    A row that does not open has the error 542 (malformed), 515 (no such key) or 543 (everything else: another dossier,
    purpose or key, a changed bit). The numbers are the first column.
    """
    _expect_keyring(keys)
    expect(purpose, str, "purpose", "text")
    return Pseudonyms(*ask(_imilo.open_seals(keys._native, column, dossiers, purpose)))


def _expect_keyring(keys: object) -> None:
    expect(keys, Keyring, "keys", "a Keyring")


def _domain(domain: object) -> tuple[str, str, str, int]:
    if not isinstance(domain, Domain):
        raise TypeError(f"domain: expected a Domain, not {type(domain).__name__}")
    for name in ("sector", "recipient", "purpose"):
        expect(getattr(domain, name), str, f"domain.{name}", "text")
    return domain.sector, domain.recipient, domain.purpose, _count(domain.key_id, "domain.key_id", 2**32 - 1)


def _key_id(key_id: object) -> int:
    return _count(key_id, "key_id", 2**32 - 1)


def _count(value: object, name: str, largest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name}: expected a whole number, not {type(value).__name__}")
    if not 0 <= value <= largest:
        raise ValueError(f"{name}: expected a number from 0 to {largest}")
    return value


def _admit(admit: Admission | None) -> tuple[bool, bool, bool]:
    given = dict(admit or {})
    flags = [given.pop(name, False) for name in ("without_key", "nnp", "mig")]
    if given or not all(isinstance(flag, bool) for flag in flags):
        raise TypeError("admit: expected without_key, nnp and mig, each True or False")
    without_key, nnp, mig = (flag is True for flag in flags)
    return without_key, nnp, mig
