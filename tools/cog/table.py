"""Writes the states of the communes as one file, whose layout is in imilo-core/src/cog/table.rs."""

from collections import defaultdict
from datetime import date
from itertools import accumulate

import symbols
from states import State

MAGIC = b"IMICOG01"
FIRST_DAY = date(1943, 1, 1)
NATURES = ["COM", "ARM", "COMA", "COMD", "COMP"]
NAMES_PER_SAMPLE = 16
# Départements 00 to 99, 2A, 2B, a thousand numbers each.
KEYS = 102_000


def key(code: str) -> int:
    departement = {"2A": 100, "2B": 101}.get(code[:2])
    return (int(code[:2]) if departement is None else departement) * 1000 + int(code[2:])


def number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "little")


def write(states: list[State], edition: date) -> bytes:
    by_key = defaultdict(list)
    for state in states:
        by_key[key(state.code)].append(state)
    codes = sorted(by_key)
    changes = sorted({change for state in states for change in (state.start, state.end) if change})
    change_numbers = {None: 0} | {change: at for at, change in enumerate(changes, start=1)}

    names, entries, records, varied = [], [], [], []
    extra_names = 0
    for rank, code in enumerate(codes):
        group = sorted(by_key[code], key=order)
        own_names = list(dict.fromkeys(state.name for state in group))
        names += own_names
        if [(s.nature, s.start, s.end, s.holder) for s in group] == [("COM", None, None, None)]:
            continue
        varied.append(rank)
        entries.append((len(records), extra_names))
        extra_names += len(own_names) - 1
        for state in group:
            records.append(
                NATURES.index(state.nature)
                | fits(own_names.index(state.name), 3) << 3
                | fits(change_numbers[state.start], 11) << 6
                | fits(change_numbers[state.end], 11) << 17
                | fits(key(state.holder) if state.holder else 0, 17) << 28
            )
    entries.append((len(records), extra_names))

    texts = [name.encode() + b"\n" for name in names]
    assert max(map(len, texts)) <= 64
    table = symbols.train(texts)
    packed = [symbols.pack(text, table) for text in texts]
    assert [symbols.unpack(text, table) for text in packed] == texts
    starts = [0, *accumulate(map(len, packed))]

    counts = [(edition - FIRST_DAY).days, len(codes), len(varied), len(records), len(changes) + 1, len(names)]
    return b"".join(
        [
            MAGIC,
            *(number(count, 4) for count in counts),
            bits(codes, KEYS),
            bits(varied, len(codes)),
            *(number(fits(value, 16), 2) for entry in entries for value in entry),
            *(number(record, 6) for record in records),
            bytes(4),
            *(number((day - FIRST_DAY).days, 2) for change in changes for day in change),
            *(number(len(symbol), 1) + symbol.ljust(symbols.LONGEST, b"\0") for symbol in table),
            *(number(start, 4) for start in starts[:-1:NAMES_PER_SAMPLE]),
            *packed,
        ]
    )


def order(state: State) -> tuple:
    nature = NATURES.index(state.nature)
    return state.start or (), nature, state.end or (), state.name, state.holder or ""


def fits(value: int, width: int) -> int:
    assert 0 <= value < 1 << width
    return value


def bits(members: list[int], size: int) -> bytes:
    """A set of numbers: words of 64 bits, then how many members stand before each word."""
    words = [0] * -(-size // 64)
    for member in members:
        words[member // 64] |= 1 << member % 64
    before = [0, *accumulate(word.bit_count() for word in words)]
    return b"".join(number(word, 8) for word in words) + b"".join(number(n, 2) for n in before[:-1])
