"""Pseudonyms, seals and keyrings: the given known answers, and what is refused."""

from __future__ import annotations

import pickle
from typing import Any

import pandas
import polars
import pyarrow
import pytest

import imilo
from corpus import pseudonym_cases

CODES = {row["code"]: row["number"] for row in imilo.errors()}
ROOT = bytes(range(32))
DOMAIN = imilo.Domain("emploi", "dares", "trajam", 1)
NIR = "255081416802538"
FIRST = "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE"


def ring(key_use: imilo.KeyUse, *keys: tuple[int, bytes]) -> imilo.Keyring:
    keyring = imilo.Keyring(key_use)
    for key_id, root in keys:
        keyring.add(key_id, root)
    return keyring


def column(*rows: str | None) -> Any:
    return polars.Series(rows, dtype=polars.String)


def one(case: dict[str, Any]) -> int:
    return int(case["key_id"], 16)


def domain(case: dict[str, Any]) -> imilo.Domain:
    return imilo.Domain(case["sector"], case["recipient"], case["purpose"], one(case))


def code(function: Any, *arguments: Any, **keys: Any) -> tuple[str, str | None]:
    with pytest.raises(imilo.ImiloError) as caught:
        function(*arguments, **keys)
    return caught.value.code, caught.value.field


@pytest.mark.parametrize("case", pseudonym_cases("pseudonym"), ids=lambda case: case["id"])
def test_known_pseudonyms(case: dict[str, Any]) -> None:
    keys = ring("first_pass", (one(case), bytes.fromhex(case["root"])))
    admit: imilo.Admission = {"without_key": case.get("accept_13", False)}
    if case["id"] in ("sector-upper-case", "purpose-empty"):
        field = "domain.sector" if case["id"].startswith("sector") else "domain.purpose"
        assert code(imilo.pseudonyms, keys, domain(case), column(case["nir"])) == ("pseudonym_name", field)
        return
    rows = imilo.pseudonyms(keys, domain(case), column(case["nir"]), admit=admit)
    assert rows.pseudonyms.to_list() == [case["expect"].get("text")]
    assert (rows.errors.to_list() == [0]) == ("text" in case["expect"])


@pytest.mark.parametrize("case", pseudonym_cases("second_pass"), ids=lambda case: case["id"])
def test_known_second_passes(case: dict[str, Any]) -> None:
    keys = ring("second_pass", (one(case), bytes.fromhex(case["root"])))
    rows = imilo.second_pass(keys, domain(case), column(case["first"], None, "x"))
    assert rows.pseudonyms.to_list() == [case["expect"]["text"], None, None]
    assert rows.errors.to_list() == [0, None, CODES["pseudonym_malformed"]]


@pytest.mark.parametrize("case", pseudonym_cases("read"), ids=lambda case: case["id"])
def test_known_readings(case: dict[str, Any]) -> None:
    rows = imilo.read_pseudonyms(column(case["text"]))
    assert rows.pseudonyms.to_list() == [case["expect"].get("canonical")]
    assert rows.errors.to_list() == [CODES["pseudonym_malformed"] if "error" in case["expect"] else 0]


@pytest.mark.parametrize("case", pseudonym_cases("open"), ids=lambda case: case["id"])
def test_known_seals(case: dict[str, Any]) -> None:
    keys = ring("sealing", *((one(key), bytes.fromhex(key["root"])) for key in case["keys"]))
    rows = imilo.open_seals(keys, column(case["sealed"]), column(case["dossier"]), case["purpose"])
    assert rows.pseudonyms.to_list() == [case["expect"].get("nir")]
    words = {None: 0, "refused": "seal_refused", "malformed": "seal_malformed", "unknown_key_id": "key_id_unknown"}
    expected = words[case["expect"].get("error")]
    assert rows.errors.to_list() == [CODES.get(str(expected), 0)]


@pytest.mark.parametrize("case", pseudonym_cases("keyring"), ids=lambda case: case["id"])
def test_known_keyrings(case: dict[str, Any]) -> None:
    keys = [(one(key), bytes.fromhex(key["root"])) for key in case["keys"]]
    if "ok" in case["expect"]:
        ring("first_pass", *keys)
    else:
        with pytest.raises(imilo.ImiloError, match="key_"):
            ring("first_pass", *keys)


def test_refusals_are_a_column() -> None:
    keys = ring("first_pass", (1, ROOT))
    rows = imilo.pseudonyms(keys, DOMAIN, column(NIR, None, "2550814168025", NIR[:-1] + "9", "718610018826448", ""))
    assert rows.pseudonyms.to_list() == [FIRST, None, None, None, None, None]
    names = [None, None, "pseudonym_key_absent", "nir_key", "nir_first_digit", "nir_length"]
    assert rows.errors.to_list() == [0, None, *(CODES[name] for name in names[2:] if name)]
    lenient = imilo.pseudonyms(
        keys, DOMAIN, column("718610018826448"), accept={"nnp": True}, admit={"nnp": True}
    )
    assert lenient.errors.to_list() == [0]
    refused = imilo.pseudonyms(keys, DOMAIN, column("718610018826448"), accept={"nnp": True})
    assert refused.errors.to_list() == [CODES["pseudonym_kind"]]


def test_every_library_and_many_chunks() -> None:
    keys = ring("first_pass", (1, ROOT))
    rows = [NIR, None, "185072a00412388"] * 20
    expected = [FIRST, None, "p1.00000001.1QFGDN7T3W3REX25VJHS6PVTAKAM"] * 20
    for given in (
        column(*rows),
        pandas.Series(rows),
        pyarrow.array(rows),
        pyarrow.array(rows, type=pyarrow.large_string()),
        pyarrow.chunked_array([rows[:7], [], rows[7:40], rows[40:]], type=pyarrow.string()),
    ):
        answer = imilo.pseudonyms(keys, DOMAIN, given)
        assert answer.pseudonyms.to_list() == expected
        assert polars.Series(answer.errors).dtype == polars.UInt16
    assert imilo.pseudonyms(keys, DOMAIN, pyarrow.nulls(3)).errors.to_list() == [None] * 3
    for wrong in (pyarrow.array([1]), pyarrow.array([NIR.encode()]), rows, None):
        with pytest.raises(TypeError, match="^column: expected "):
            imilo.pseudonyms(keys, DOMAIN, wrong)  # type: ignore[arg-type]


def test_what_the_caller_has_wrong() -> None:
    keys = ring("first_pass", (1, ROOT))
    assert code(imilo.pseudonyms, keys, DOMAIN._replace(key_id=2), column(NIR))[0] == "key_id_unknown"
    assert code(imilo.pseudonyms, keys, DOMAIN._replace(key_id=0), column(NIR)) == ("key_id_zero", "domain.key_id")
    assert code(imilo.pseudonyms, ring("sealing", (1, ROOT)), DOMAIN, column(NIR)) == ("key_use", "keys")
    for arguments in (
        ("keys", DOMAIN, column(NIR)),
        (keys, tuple(DOMAIN), column(NIR)),
        (keys, DOMAIN._replace(sector=5), column(NIR)),
        (keys, DOMAIN._replace(key_id=True), column(NIR)),
    ):
        with pytest.raises(TypeError):
            imilo.pseudonyms(*arguments)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="domain.key_id"):
        imilo.pseudonyms(keys, DOMAIN._replace(key_id=2**32), column(NIR))
    with pytest.raises(TypeError, match="admit"):
        imilo.pseudonyms(keys, DOMAIN, column(NIR), admit={"nia": True})  # type: ignore[typeddict-unknown-key]
    with pytest.raises(TypeError, match="key_use"):
        imilo.Keyring("seal")  # type: ignore[arg-type]
    for root in ("0" * 32, 32, None, memoryview(ROOT)):
        with pytest.raises(TypeError, match="^root: expected bytes or bytearray"):
            keys.add(2, root)  # type: ignore[arg-type]


def test_changed_numbers_follow_to_the_first() -> None:
    keys = ring("first_pass", (1, ROOT))
    changed = imilo.pseudonyms(keys, DOMAIN, column("185072a00412388")).pseudonyms
    rows = imilo.follow_aliases(DOMAIN, changed, column(FIRST), column(changed.to_list()[0], FIRST, None, "x"))
    assert rows.pseudonyms.to_list() == [FIRST, FIRST, None, None]
    assert rows.errors.to_list() == [0, 0, None, CODES["pseudonym_malformed"]]
    other = changed.to_list()[0]
    cycle = code(imilo.follow_aliases, DOMAIN, column(other, FIRST), column(FIRST, other), column())
    assert cycle == ("alias_cycle", "changed[1]")
    assert code(imilo.follow_aliases, DOMAIN, column(None), column(FIRST), column())[1] == "changed[0]"
    assert code(imilo.follow_aliases, DOMAIN, column(), column(FIRST), column())[0] == "column_length"


def test_a_rotation_table() -> None:
    keys = ring("first_pass", (1, ROOT), (2, ROOT[::-1]))
    nirs = column(NIR, None, "185072a00412388", "1", "2550814168025", NIR)
    table = imilo.rotation_table(keys, DOMAIN, 2, nirs)
    assert table.errors.to_list() == [0, None, 0, CODES["nir_length"], CODES["pseudonym_key_absent"], 0]
    fit = column(NIR, "185072a00412388")
    old, new = (imilo.pseudonyms(keys, DOMAIN._replace(key_id=n), fit).pseudonyms.to_list() for n in (1, 2))
    assert list(zip(table.old.to_list(), table.new.to_list(), strict=True)) == sorted(zip(old, new, strict=True))
    assert code(imilo.rotation_table, keys, DOMAIN, 1, nirs)[0] == "rotation_domains"


def test_what_is_sealed_opens_for_its_dossier_alone() -> None:
    keys = ring("sealing", (3, bytes(range(64, 96))))
    nirs, dossiers = column(NIR, None, "1", NIR), column("123456", "7", "8", "")
    for used in (None, 5):
        seals = imilo.make_seals(keys, 3, nirs, dossiers, "c2s", used=used)
        assert seals.errors.to_list() == [0, None, CODES["nir_length"], CODES["seal_dossier"]]
        assert seals.used == (None if used is None else used + 1)
        opened = imilo.open_seals(keys, seals.seals, dossiers, "c2s")
        assert opened.pseudonyms.to_list() == [NIR[:13], None, None, None]
        moved = imilo.open_seals(keys, seals.seals, column("123457", "7", "8", "9"), "c2s")
        assert moved.errors.to_list() == [CODES["seal_refused"], None, None, None]
        again = imilo.make_seals(keys, 3, nirs, dossiers, "c2s").seals.to_list()
        assert again[0] != seals.seals.to_list()[0]
    assert code(imilo.make_seals, keys, 3, nirs, dossiers, "c2s", used=2**30)[0] == "seal_count"
    assert code(imilo.make_seals, keys, 3, nirs, column("1"), "c2s") == ("column_length", "dossiers")
    assert code(imilo.open_seals, keys, column(), column(), "C2S")[0] == "pseudonym_name"


def test_keys_do_not_show_and_are_forgotten() -> None:
    root = imilo.make_root_key()
    assert isinstance(root, bytearray) and len(root) == 32 and root != imilo.make_root_key()
    one_use, other_use = ring("first_pass", (1, bytes(root))), ring("sealing", (9, bytes(root)))
    assert code(one_use.disjoint_from, other_use)[0] == "key_bytes_twice"
    assert code(one_use.disjoint_from, one_use)[0] == "key_bytes_twice"
    assert other_use.destroy(9) and not other_use.destroy(9) and not other_use.destroy(0)
    one_use.disjoint_from(other_use)
    shown = repr(one_use) + repr(one_use._native) + str(vars(type(one_use)))
    assert root.hex() not in shown and str(bytes(root)) not in shown
    with pytest.raises(TypeError):
        pickle.dumps(one_use)
    for error in (ValueError, imilo.ImiloError):
        with pytest.raises(error) as caught:
            one_use.add(2**40 if error is ValueError else 1, bytes(root))
        assert root.hex() not in str(caught.value) and NIR not in str(caught.value)
