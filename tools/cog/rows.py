"""The rows of the sources as CSV, untouched, for the tests: all of them, or the sample that is committed."""

import csv
import io
from collections import Counter, defaultdict
from pathlib import Path

import sources

HISTORY_FIELDS = {
    "code": "code",
    "type": "type",
    "nom": "nom",
    "date_debut": "dateDebut",
    "date_fin": "dateFin",
    "raison_fin": "raisonFin",
    "id": "id",
    "successeur": "successeur",
    "predecesseur": "predecesseur",
    "pole": "pole",
}


def history(packages: Path) -> list[list[str]]:
    found = [[row.get(field) or "" for field in HISTORY_FIELDS.values()] for row in sources.history(packages)]
    return sorted(found, key=lambda row: (row[0], row[1], row[2], row[3]))


def editions(packages: Path) -> list[list[str]]:
    """Everything with a code on the first of January of each year; the year of the first edition is 2019."""
    years = {sources.HISTORY: sources.HISTORY_DAY} | sources.EDITIONS
    return [
        [str(day.year), *row]
        for version, day in years.items()
        for row in sources.edition(packages, version)
    ]


def sample_history(rows: list[list[str]]) -> list[list[str]]:
    """All rows of some of the codes that changed: more of Corsica and of the Paris region, and the most restless."""
    count = Counter(row[0] for row in rows)

    def taken(code: str) -> bool:
        around = code[:2] in ("20", "2A", "2B", "75", "78", "91", "92", "93", "94", "95")
        return count[code] >= 9 or (count[code] > 1 and int(code[2:]) % (10 if around else 50) == 4)

    return [row for row in rows if taken(row[0])]


def sample_editions(rows: list[list[str]]) -> list[list[str]]:
    """All rows of some of the codes that were not the same each year, and of some arrondissements."""
    years = {year for year, *_ in rows}
    seen = defaultdict(lambda: {year: set() for year in years})
    for year, code, nature, name, holder in rows:
        if nature != "COMP":
            seen[code][year].add((nature, name, holder))
    variants = {code: len({frozenset(was) for was in by_year.values()}) for code, by_year in seen.items()}

    def taken(code: str, nature: str) -> bool:
        tenth = int(code[2:]) % 10 == 4
        return variants.get(code, 1) > 2 or (tenth and (variants.get(code, 1) > 1 or nature == "ARM"))

    return [row for row in rows if taken(row[1], row[2])]


def files(packages: Path, whole: bool) -> dict[str, bytes]:
    """The two files: history, and editions."""
    states, yearly = history(packages), editions(packages)
    if not whole:
        states, yearly = sample_history(states), sample_editions(yearly)
    return {
        "communes_historique.csv": save(list(HISTORY_FIELDS), states),
        "communes_editions.csv": save(["annee", "code", "type", "nom", "rattachement"], yearly),
    }


def save(header: list[str], lines: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *lines])
    return out.getvalue().encode()
