"""Reads the public sources: npm packages of the Code officiel géographique, and facts written by hand."""

import csv
import json
import tarfile
from datetime import date, timedelta
from pathlib import Path

PACKAGE = "@etalab/decoupage-administratif"
HISTORY = "0.8.0"
# Version of the package -> day of the edition, by the table in its README; no edition of 2020 was published.
EDITIONS = {
    "1.1.1": date(2021, 1, 1),
    "2.3.1": date(2022, 1, 1),
    "3.1.1": date(2023, 1, 1),
    "4.1.0": date(2024, 1, 1),
    "5.3.0": date(2025, 1, 1),
    "6.0.0": date(2026, 1, 1),
}
# Last day of which the history knows: no change after it is in the file.
HISTORY_DAY = date(2019, 1, 1)

NATURES = {
    "commune-actuelle": "COM",
    "arrondissement-municipal": "ARM",
    "commune-associee": "COMA",
    "commune-deleguee": "COMD",
}


def archive(packages: Path, version: str) -> Path:
    return packages / f"etalab-decoupage-administratif-{version}.tgz"


def read_json(packages: Path, version: str, name: str):
    with tarfile.open(archive(packages, version)) as tar:
        return json.load(tar.extractfile(f"package/data/{name}.json"))


def history(packages: Path) -> list[dict]:
    """Every state of every commune from 1943 to 2019, as the source has it."""
    return read_json(packages, HISTORY, "historique-communes")


def edition(packages: Path, version: str) -> list[tuple[str, str, str, str]]:
    """(code, nature, name, code of the commune that holds it) of everything with a code that day.

    What has lost its code but is remembered by the commune that took it in has the nature COMP and no name.
    """
    rows = []
    for commune in read_json(packages, version, "communes"):
        holder = commune.get("chefLieu") or commune.get("commune") or ""
        rows.append((commune["code"], NATURES[commune["type"]], commune["nom"], holder))
        rows += [(old, "COMP", "", commune["code"]) for old in commune.get("anciensCodes", [])]
    return sorted(rows)


def outremer(data: Path) -> list[dict]:
    """Codes overseas that changed on 2008-01-01, written by hand."""
    with open(data / "communes_outremer.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def change(on: date | None) -> tuple[date, date] | None:
    """A change whose day is known: the old state held until the eve, the new one holds from the day."""
    return on and (on - timedelta(days=1), on)
