"""Packs many short texts: a table of 255 strings of up to 6 bytes, each standing for one byte (as in FSST).

255 itself says that the next byte stands for itself. Each text is packed alone, so that it can be read alone.
"""

from collections import Counter

SYMBOLS = 255
LONGEST = 6
ESCAPE = 255
ROUNDS = 8


def train(texts: list[bytes]) -> list[bytes]:
    """Chooses the symbols: in each round, those that would have saved most, and what follows one another."""
    symbols: list[bytes] = []
    for _ in range(ROUNDS):
        gains: Counter[bytes] = Counter()
        table = by_first(symbols)
        for text in texts:
            before = b""
            for piece in pieces(text, table):
                gains[piece] += len(piece)
                if before and len(before) + len(piece) <= LONGEST:
                    gains[before + piece] += len(before) + len(piece)
                before = piece
        best = sorted(gains.items(), key=lambda item: (-item[1], item[0]))[:SYMBOLS]
        symbols = [symbol for symbol, _ in best]
    return sorted(symbols)


def by_first(symbols: list[bytes]) -> dict[int, list[bytes]]:
    table: dict[int, list[bytes]] = {}
    for symbol in sorted(symbols, key=len, reverse=True):
        table.setdefault(symbol[0], []).append(symbol)
    return table


def pieces(text: bytes, table: dict[int, list[bytes]]):
    """The text cut into symbols, the longest first; a byte that begins none stands alone."""
    at = 0
    while at < len(text):
        piece = next((s for s in table.get(text[at], ()) if text.startswith(s, at)), text[at : at + 1])
        yield piece
        at += len(piece)


def pack(text: bytes, symbols: list[bytes]) -> bytes:
    """The shortest packing, found from the end."""
    codes = {symbol: code for code, symbol in enumerate(symbols)}
    best: list[tuple[int, bytes]] = [(0, b"")]
    for at in range(len(text) - 1, -1, -1):
        choices = [(best[-1][0] + 2, bytes([ESCAPE, text[at]]) + best[-1][1])]
        for length in range(1, min(LONGEST, len(text) - at) + 1):
            code = codes.get(text[at : at + length])
            if code is not None:
                rest = best[-length]
                choices.append((rest[0] + 1, bytes([code]) + rest[1]))
        best.append(min(choices))
    return best[-1][1]


def unpack(packed: bytes, symbols: list[bytes]) -> bytes:
    out, bytes_left = b"", iter(packed)
    for byte in bytes_left:
        out += bytes([next(bytes_left)]) if byte == ESCAPE else symbols[byte]
    return out
