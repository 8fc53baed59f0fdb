"""`python -m imilo`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import imilo

NIR = "284058832102532"


def run(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "imilo", *arguments], input=given, capture_output=True)


def test_law() -> None:
    assert json.loads(run("versions").stdout) == imilo.versions()
    assert json.loads(run("rule-set", "2025-03-14").stdout) == imilo.rule_set("2025-03-14")
    assert json.loads(run("articles").stdout) == imilo.articles()
    asked = run("articles", "D2015-59:6:I", "--date", "2015-01-29")
    assert json.loads(asked.stdout) == imilo.articles("D2015-59:6:I", "2015-01-29")


def test_numbers_come_from_standard_input() -> None:
    done = run("nir", given=f"{NIR}\r\n2 84 05 88 321 025 30\n".encode())
    assert [json.loads(line)["fault"] for line in done.stdout.splitlines()] == [None, "key"]
    assert NIR.encode() not in done.stdout and done.returncode == 0
    assert run("nir").stdout == b""


def test_a_request_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    request = {"kind": "user_account", "date": "2025-03-14", "facts": {"habilitation_end": None}}
    text = json.dumps(request)
    file = tmp_path / "request.json"
    file.write_text(text, encoding="utf-8")
    for done in (run("conservation", file), run("conservation", given=text.encode())):
        assert json.loads(done.stdout) == imilo.conservation(request) and done.returncode == 0
    absent = run("conservation", tmp_path / "absent.json")
    assert absent.returncode == 1
    assert absent.stderr.decode() == f"imilo: {tmp_path / 'absent.json'}: No such file or directory\n"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    text = json.dumps({"kind": "user_account", "date": "2025-03-14", "facts": {"habilitation_end": None}}).encode()
    file = tmp_path / "request.json"
    file.write_bytes(mark + text)
    expected = run("conservation", given=text).stdout
    assert expected and run("conservation", file).stdout == run("conservation", given=mark + text).stdout == expected
    done = run("nir", given=mark + f"{NIR}\r\n\ufeff{NIR}\n".encode())
    # Only the one at the beginning is a mark; answers have none.
    assert [json.loads(line)["fault"] for line in done.stdout.splitlines()] == [None, "length"]
    assert run("nir", given=mark).stdout == b""


def test_what_cannot_be_judged_is_a_failure_on_standard_error() -> None:
    for done in (run("rule-set", "29/01/2015"), run("conservation", given=b"{"), run("nir", given=b"\xff\n")):
        assert done.returncode == 1 and done.stdout == b""
        assert set(json.loads(done.stderr)) == set(imilo.Failure.__annotations__)


@pytest.mark.parametrize("arguments", [[NIR], ["nir", NIR], ["nir", f"--nir={NIR}"], ["rule-set", "x", NIR], []])
def test_an_argument_that_is_refused_is_not_repeated(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and done.stdout == b""
    assert b"wrong arguments" in done.stderr and NIR.encode() not in done.stderr


ADDED = {
    "rows": [
        {
            "name": "ASP, annexe 3",
            "actor": "asp",
            "purposes": ["benefit_payment"],
            "operations": ["transmit"],
            "fields": ["1°"],
            "conditions": ["allowance_due"],
            "from": "2026-02-01",
            "citation": {"code": "A2025-01-03:annexe 3:ASP", "evidence": "seen"},
        }
    ]
}


def test_the_matrix_of_a_day_is_printed(tmp_path: Path) -> None:
    for form, language in (("markdown", "fr"), ("csv", "en"), ("html", "fr")):
        done = run("matrix", "--date", "2026-02-01", "--format", form, "--lang", language)
        asked = imilo.access_matrix(date="2026-02-01", format=form, language=language)["text"]
        assert asked is not None and done.returncode == 0
        assert done.stdout.decode() == asked.rstrip("\r\n") + "\n"
    assert run("matrix").stdout.startswith("# Qui peut voir et faire quoi le ".encode())
    file = tmp_path / "added.json"
    file.write_text(json.dumps(ADDED), encoding="utf-8")
    plain, added = run("matrix", "--date", "2026-02-01"), run("matrix", "--date", "2026-02-01", "--added", file)
    more = [line for line in added.stdout.decode().splitlines() if line not in plain.stdout.decode().splitlines()]
    assert len(more) == 1 and more[0].endswith("| ASP, annexe 3 | A2025-01-03:annexe 3:ASP | lu | ajoutée |")


def test_what_changes_is_printed(tmp_path: Path) -> None:
    done = run("matrix", "--date", "2026-06-30", "--to", "2026-07-01")
    lines = done.stdout.decode().splitlines()
    assert [line.split(" | ")[0] for line in lines].count("| nouvelle") == 3
    assert lines[0] == "# Ce qui change du 2026-06-30 (V2026) au 2026-07-01 (V2026-07)"
    back = run("matrix", "--date", "2026-07-01", "--to", "2026-06-30")
    assert back.returncode == 1 and json.loads(back.stderr)["field"] == "to"
    file = tmp_path / "added.json"
    file.write_text(json.dumps(ADDED), encoding="utf-8")
    done = run("matrix", "--date", "2026-01-31", "--to", "2026-02-01", "--added", file, "--lang", "en")
    new = [line for line in done.stdout.decode().splitlines() if line.startswith("| new | ")]
    assert len(new) == 1 and new[0].startswith("| new | Agence de services et de paiement |")


def test_rows_that_are_wrong_are_refused_by_their_place(tmp_path: Path) -> None:
    file = tmp_path / "added.json"
    for change, code, field in (
        ({"fields": ["free_text"]}, "added_prohibition", "added.rows[0].fields[0]"),
        ({"from": "2018-01-01"}, "added_list_read", "added.rows[0].from"),
        ({"actor": "bank"}, "json_field", "added.rows[0].actor"),
    ):
        file.write_text(json.dumps({"rows": [{**ADDED["rows"][0], **change}]}), encoding="utf-8")
        done = run("matrix", "--date", "2026-02-01", "--added", file)
        failure = json.loads(done.stderr)
        assert (done.returncode, failure["code"], failure["field"]) == (1, code, field)
    file.write_text("{", encoding="utf-8")
    assert json.loads(run("matrix", "--added", file).stderr)["code"] == "json_syntax"


REGISTER = (
    "numero;date_reception;droit;traitee_par;suite;date_reponse\n"
    "1;15/10/2026;acces;A;;\n2;30/10/2026;acces;;;\n3;;acces;;;\n4;31/02/2026;acces;;;\n"
)


def test_the_due_list_of_a_register(tmp_path: Path) -> None:
    file = tmp_path / "registre.csv"
    file.write_text(REGISTER, encoding="utf-8")
    done = run("register", file, "--day", "2026-11-20")
    # A request whose due date nobody counts is told by the status too.
    assert done.returncode == 1 and done.stdout.decode().splitlines()[:-1] == [
        "en retard (2026-11-20) : 1",
        "  1  2026-11-16  4 j de retard  accès  A  RGPD:12(3)  R1182/71:3(4)",
        "à échéance proche (2026-11-20) : 1",
        "  2  2026-11-30  dans 10 j  accès  RGPD:12(3)",
        "indéterminées (2026-11-20) : 1",
        "  3  –  accès  manque date de réception",
        "! ligne 5 : date de réception : " + imilo.rights_register(file, date="2026-11-20")["refused"][0]["message_fr"],
        "- jours fériés : métropole",
    ]
    done = run("register", file, "--day", "2026-11-20", "--soon", "9", "--lang", "en", "--out", tmp_path / "out")
    assert "due soon (2026-11-20): 0" in done.stdout.decode()
    assert (tmp_path / "out" / "registre.csv").is_file()


def test_a_register_tells_what_is_to_be_mended_and_whose_holidays_count(tmp_path: Path) -> None:
    file, mapping = tmp_path / "registre.csv", tmp_path / "registre.toml"
    file.write_text(
        "N;Jour;Droit exerce;Structure;Suite;Date réponse\n1;03/03/2026;tout;67180S00;;\n2;03/03/2026;oubli;ML-75;;\n",
        encoding="utf-8",
    )
    mapping.write_text('date_reception = "Jour"\n[dates]\ndate_reception = "jj/mm/aaaa"\n', encoding="utf-8")
    asked = ("register", file, "--day", "2026-04-06", "--mapping", mapping, "--holidays", "structure")
    done = run(*asked)
    # Good Friday 2026 is 3 April: a month ends on Tuesday 7 in Haguenau, on Friday 3 elsewhere.
    assert done.returncode == 0 and done.stdout.decode().splitlines() == [
        "en retard (2026-04-06) : 1",
        "  2  2026-04-03  3 j de retard  effacement  ML-75  métropole  RGPD:12(3)",
        "      le code de la structure manque, ou n'est pas de la liste connue : les jours fériés comptés sont ceux du "
        "territoire donné pour ces cas, ou de la métropole si aucun ne l'est",
        "à échéance proche (2026-04-06) : 1",
        "  1  2026-04-07  dans 1 j  67180S00  Alsace-Moselle  RGPD:12(3)  R1182/71:3(4)",
        "      droit : ce qui est inscrit n'est pas un des mots connus ; l'échéance n'en dépend pas",
        "      l'échéance dépend du vendredi saint, férié seulement dans les communes qui ont un temple protestant ou une "
        "église mixte (code du travail, art. L. 3134-13) : ailleurs, c'est le 03/04/2026",
        "indéterminées (2026-04-06) : 0",
        "- jours fériés : ceux du territoire de la structure, sinon métropole",
    ]
    done = run("register", file, "--day", "2026-04-06", "--mapping", mapping, "--holidays", "nowhere")
    assert done.returncode == 1 and json.loads(done.stderr)["field"] == "options.A21_holidays"


def test_a_register_tells_what_it_lacks_and_shows_both_days(tmp_path: Path) -> None:
    file = tmp_path / "registre.csv"
    # Received on 1 September 2026 and notified without reasons: 1 October, or 1 December if they were given.
    file.write_text(
        "Numéro;Reçu le;Notification prolongation;Statut;Traitée par\n"
        "2026-11-0001;01/09/2026;25/09/2026;clos;06 12 34 56 78\n",
        encoding="utf-8",
    )
    lines = run("register", file, "--day", "2026-11-20").stdout.decode().splitlines()
    found = next(line for line in lines if "2026-11-0001" in line)
    assert "2026-10-01 / 2026-12-01" in found and "06 12 34 56 78" in found, found
    assert any("colonnes non lues : 4 « Statut »" in line for line in lines)
    assert any("pas de colonne date_reponse" in line for line in lines)
    file.write_text("numero;nom;mission_locale\n1;Petit;75101S00\n", encoding="utf-8")
    done = run("register", file, "--day", "2026-11-20")
    assert done.returncode == 1 and b"fichier de dossiers" in done.stderr and b"Petit" not in done.stderr


def test_a_bilan_has_the_mapping_and_the_holidays_of_its_register(tmp_path: Path) -> None:
    file, register, mapping = tmp_path / "dossiers.csv", tmp_path / "registre.csv", tmp_path / "registre.toml"
    file.write_text("matricule;date_naissance\n7;2004-05-03\n", encoding="utf-8")
    register.write_text("N;Jour;Structure\n1;2026-03-03;67180S00\n2;2026-02-30;67180S00\n", encoding="utf-8")
    mapping.write_text('date_reception = "Jour"\n', encoding="utf-8")
    out = tmp_path / "out"
    asked = ("bilan", file, "--date", "2026-04-06", "--out", out, "--register", register)
    done = run(*asked, "--register-mapping", mapping, "--register-holidays", "structure")
    assert done.returncode == 0 and "- registre.csv: inscriptions refusées" in done.stdout.decode()
    assert "Droits : registre.csv, 0 en retard, 1 à échéance proche, 0 indéterminées, 1 refusées" in done.stdout.decode()
    assert "- jours fériés : ceux du territoire de la structure, sinon métropole" in done.stdout.decode()
    # The row that nobody counts has its place: 30 February, line 3.
    assert "! ligne 3 : date de réception : " in done.stdout.decode()
    section = json.loads((out / "bilan.json").read_text(encoding="utf-8"))["register"]
    assert [(line["due_date"], line["holidays"]) for line in section["due_soon"]] == [("2026-04-07", "alsace_moselle")]
    assert section["by_structure"] is True and section["holidays"] == "metropole"
    assert "refusée" in (out / "registre.csv").read_text(encoding="utf-8-sig")


def test_everything_that_is_held_of_a_person(tmp_path: Path) -> None:
    file = tmp_path / "dossiers.csv"
    file.write_text(f"matricule;nir;prenoms\n7;{NIR};Ana\n", encoding="utf-8")
    done = run("access", file, "--dossier", "7", "--date", "2026-11-24")
    assert json.loads(done.stdout) == imilo.access_dossier(file, dossier="7", date="2026-11-24")
    assert NIR.encode() not in done.stdout
    page = tmp_path / "page.html"
    done = run("access", file, "--dossier", "7", "--date", "2026-11-24", "--html", page)
    assert NIR not in page.read_text(encoding="utf-8") and NIR.encode() not in done.stdout
    done = run("access", file, "--dossier", "7", "--date", "2026-11-24", "--html", page, "--nir")
    assert NIR in page.read_text(encoding="utf-8")
    assert "! À COMPLÉTER (RGPD, art. 15)" in done.stderr.decode()
    told = ["--controller", "ML de Lyon", "--contact", "accueil", "--dpo", "dpo@ml.example", "--source", "France Travail"]
    told += ["--automated", "aucune", "--transfers", "aucun", "--copy", "ce document", "--received", "2026-11-20"]
    done = run("access", file, "--dossier", "7", "--date", "2026-11-24", "--html", page, "--lang", "en", *told)
    assert b"TO BE FILLED" not in done.stderr and b"! " in done.stderr
    assert "dpo@ml.example" in page.read_text(encoding="utf-8") and "20/11/2026" in page.read_text(encoding="utf-8")
    # Whoever prints a page reads a sentence in French.
    done = run("access", tmp_path / "rien.csv", "--dossier", "7", "--html", page)
    assert done.returncode == 1 and done.stderr.decode().startswith("imilo : ")
    done = run("access", file, "--dossier", "7", "--html", tmp_path / "rien" / "page.html")
    assert done.returncode == 1 and "n'existe pas" in done.stderr.decode()
    done = run("access", file, "--dossier", NIR)
    assert done.returncode == 1 and NIR.encode() not in done.stderr
    assert json.loads(done.stderr)["field"] == "dossier"


def test_a_page_is_written_over_no_file_that_is_read_or_is_not_a_page(tmp_path: Path) -> None:
    file, mapping = tmp_path / "dossiers.csv", tmp_path / "colonnes.toml"
    file.write_text(f"N;nir;prenoms\n7;{NIR};Ana\n", encoding="utf-8")
    mapping.write_text('matricule = "N"\n', encoding="utf-8")
    statement, letter, page = tmp_path / "consultations.json", tmp_path / "lettre.txt", tmp_path / "page.html"
    statement.write_text("[]", encoding="utf-8")
    letter.write_text("Madame,\n", encoding="utf-8")
    link = tmp_path / "lien.html"
    link.symlink_to(file)
    read = ("access", file, "--dossier", "7", "--date", "2026-11-24", "--mapping", mapping, "--consultations", statement)
    for out, french, english in (
        (file, "est lu par la commande", "reads this file"),
        (link, "est lu par la commande", "reads this file"),
        (mapping, "est lu par la commande", "reads this file"),
        (statement, "est lu par la commande", "reads this file"),
        (letter, "n'a pas été écrit par cette commande", "was not written by this command"),
    ):
        held = out.read_bytes()
        for language, words in (("fr", french), ("en", english)):
            done = run(*read, "--html", out, "--lang", language)
            assert done.returncode == 1 and done.stdout == b"" and words in done.stderr.decode()
            assert out.read_bytes() == held and NIR.encode() not in done.stderr
    # A page is made again, and an empty file is nothing that is lost.
    page.touch()
    for language in ("fr", "en"):
        assert run(*read, "--html", page, "--lang", language).returncode == 0
    assert "Vos données dans I" in page.read_text(encoding="utf-8")
