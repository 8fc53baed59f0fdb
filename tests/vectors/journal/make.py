"""Writes the journal of the conformance run, from docs/journal.md alone: python3 tests/vectors/journal/make.py

It shares nothing with the library. tests/tests/journal_vectors.rs compares what the library writes of the same events, with the
same salts, byte for byte.
"""

import base64
import hashlib
import hmac
import json
import struct
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
NAME, ROOT, KEY_ID = "imilo.test/journal", bytes(range(32)), 1  # known, and no key
OUTCOMES = {"conforming": 1, "not_conforming": 2, "undetermined": 3, "failed": 4}


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def text(value):
    value = value.encode()
    return struct.pack(">H", len(value)) + value


def texts(values):
    return struct.pack(">H", len(values)) + b"".join(map(text, values))


def tree(leaves):
    if len(leaves) == 1:
        return leaves[0]
    at = 1
    while at * 2 < len(leaves):
        at *= 2
    return sha(b"\1", tree(leaves[:at]), tree(leaves[at:]))


class Segment:
    def __init__(self, day, salts):
        self.day, self.salts, self.bytes, self.leaves, self.rows, self.events = day, salts, b"", [], {}, 0
        self.days = (day - date(1970, 1, 1)).days
        self.leaf(b"H\2" + struct.pack(">iH", self.days, 1) + text(NAME))

    def leaf(self, canonical):
        salt = next(self.salts)
        leaf = sha(b"\0", salt, canonical)
        check = (int.from_bytes(leaf[:8], "big") + len(self.leaves)) % 2**64
        self.bytes += struct.pack(">H", len(canonical)) + canonical + salt + struct.pack(">Q", check)
        self.leaves.append(leaf)

    def row(self, kind, rest):
        table = self.rows.setdefault(kind, [])
        if rest not in table:
            table.append(rest)
            self.leaf(kind + struct.pack(">I", len(table)) + rest)
        return table.index(rest) + 1

    def event(self, event):
        structure = self.row(b"S", text(event["mission_locale"])) if "mission_locale" in event else 0
        agent = self.row(b"A", text(event["agent"]))
        granted, withheld = (self.row(b"D", texts(event[key])) if key in event else 0 for key in ("granted", "withheld"))
        words = [text(event.get(key, "")) for key in ("actor", "operation", "purpose", "form", "rule_set")]
        outcome = struct.pack(">BII", OUTCOMES[event["outcome"]], granted, withheld)
        act = self.row(b"C", outcome + b"".join(words) + texts(event.get("provisions", [])))
        offset = event["instant_ms"] - (self.days - 1) * 86_400_000
        dossier = bytes.fromhex(event.get("dossier_ref", ""))
        self.leaf((b"E" if dossier else b"F") + struct.pack(">IIII", offset, agent, structure, act) + dossier)
        self.events += 1

    def end(self):
        assert len(self.leaves) < 256, "one block"
        canonical = b"N" + struct.pack(">Q", len(self.leaves)) + tree(self.leaves)
        self.bytes += struct.pack(">H", len(canonical)) + canonical + sha(b"\2", canonical)[:8]


def hkdf(info):
    return hmac.digest(hmac.digest(bytes(32), ROOT, "sha256"), info + b"\1", "sha256")


def note(segment, number, previous):
    lines = [f"{NAME}/{segment.day}/1", len(segment.leaves), base64.b64encode(tree(segment.leaves)).decode(),
             f"number {number}", f"events {segment.events}", f"previous {previous}"]
    signed = "".join(f"{line}\n" for line in lines)
    key_id = struct.pack(">I", KEY_ID)
    key = hkdf(text("journal-checkpoint/1") + b"\0\4" + key_id)
    named = sha(NAME.encode(), b"\n\xffimilo/hmac-sha256/1", key_id)[:4]
    mac = base64.b64encode(named + hmac.digest(key, signed.encode(), "sha256")).decode()
    return f"{signed}\n— {NAME} {mac}\n\n", base64.b64encode(sha(signed.encode())).decode()


def main():
    # The library draws 256 salts at once and takes the last first.
    salts = (bytes((255 - n + at) % 256 for at in range(16)) for n in range(256))
    folder, chain, previous = HERE / "folder", "", "none"
    folder.mkdir(exist_ok=True)
    for number, (day, events) in enumerate(json.loads((HERE / "events.json").read_text()).items(), 1):
        segment = Segment(date.fromisoformat(day), salts)
        for event in events:
            segment.event(event)
        segment.end()
        (folder / f"{day}.1.journal").write_bytes(segment.bytes)
        text_of, previous = note(segment, number, previous)
        chain += text_of
    (folder / "checkpoints.txt").write_text(chain)


main()
