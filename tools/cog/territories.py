"""The small tables, kept as text: départements, régions, countries, structures. Sorted, a header first."""

import json
from pathlib import Path

import sources


def table(header: list[str], rows: list[tuple]) -> bytes:
    assert all(";" not in field and "\n" not in field for row in rows for field in row)
    return "".join(";".join(line) + "\n" for line in [header, *sorted(rows)]).encode()


def departements(packages: Path, version: str) -> bytes:
    """Those of the edition; the overseas collectivities have no région."""
    rows = [
        (row["code"], row["region"] if len(row["region"]) == 2 else "", row["nom"])
        for row in sources.read_json(packages, version, "departements")
    ]
    return table(["code", "region", "nom"], rows)


def regions(packages: Path, version: str) -> bytes:
    rows = [(row["code"], row["nom"]) for row in sources.read_json(packages, version, "regions")]
    return table(["code", "nom"], [row for row in rows if len(row[0]) == 2])


def pays(path: Path) -> bytes:
    """Countries of the Insee's file of 2014, and a row of status 5 for each former code of a French territory.

    XXXXX is France, whose code in newer editions is 99100, and its territories, which have commune codes.
    """
    header, *lines = path.read_text(encoding="latin-1").splitlines()
    assert header.split("\t") == ["COG", "ACTUAL", "CAPAY", "CRPAY", "ANI", "LIBCOG", "LIBENR", "ANCNOM"]
    rows = []
    for line in lines:
        code, status, former, attached, year, name, official, old_name = line.split("\t")
        if code == "XXXXX":
            if status != "1":
                continue
            code = "99100"
        rows.append((code, status, year, former, attached, name, official, old_name))
        if former.startswith("98"):
            rows.append((former, "5", year, "", code, name, official, old_name))
    header = ["code", "statut", "independance", "ancien", "rattachement", "nom", "nom_officiel", "ancien_nom"]
    return table(header, rows)


def structures(path: Path) -> bytes:
    """Missions locales and other structures of the network: usual name, else official name."""
    rows = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        region = (row["nom_region"] or "").removeprefix("Structure régionale ")
        name = " ".join((row["nom_usuel"] or row["nom_officiel"]).split())
        rows.append((row["id"], row["code_departement"] or "", row["code_region"] or "", region, name))
    return table(["code", "departement", "region", "nom_region", "nom"], rows)
