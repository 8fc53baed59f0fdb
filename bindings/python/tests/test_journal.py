"""The journal: what Python adds to the facade, and the command line of an auditor."""

from __future__ import annotations

import base64
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

import imilo
from corpus import ROOT

NAME = "imilo.test/journal"
NOON = dt.datetime(2025, 3, 20, 12, tzinfo=dt.timezone.utc)


def keyring(key_use: imilo.KeyUse, first: int = 0) -> imilo.Keyring:
    keys = imilo.Keyring(key_use)
    keys.add(1, bytes(range(first, first + 32)))
    return keys


def event(n: int) -> dict[str, object]:
    return {
        "instant": NOON + dt.timedelta(milliseconds=n),
        "agent": f"agent-{n}",
        "dossier": f"dossier-{n}",
        "actor": "agent_mission_locale",
        "operation": "consult",
        "outcome": "conforming",
    }


def written(folder: Path) -> imilo.Journal:
    references = keyring("referencing", 100)
    journal = imilo.Journal(
        folder, keyring("attesting"), name=NAME, key_id=1, references=references, reference_key_id=1
    )
    assert [receipt["segment"] for receipt in journal.append(event(n) for n in range(3))] == ["2025-03-20/1"] * 3
    assert journal.checkpoint(dt.date(2025, 3, 20))[0].startswith(f"{NAME}/2025-03-20/1\n")
    return journal


def exported(folder: Path) -> Path:
    file = folder / "journal.jsonl"
    with written(folder / "journal") as journal:
        journal.export(file)
    return file


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return act("verify", *arguments)


def act(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "imilo", "journal", *arguments], capture_output=True, encoding="utf-8")


def test_a_journal_is_written_purged_and_verified(tmp_path: Path) -> None:
    with written(tmp_path) as journal:
        found = journal.verify()
        assert (found["sound"], found["attested"]) == (True, True)
        assert journal.state()["segments"][0]["keep_until"] == "2025-10-20"
        hold = {"number": 3, "litigation": {"from": "2025-06-01", "concerns_this_log": True}, "dossiers": ["dossier-1"]}
        who = {"agent": "agent-1", "actor": "technical_operator"}
        early = journal.purge("2025-03-20/1", instant=NOON + dt.timedelta(days=213), holds=[hold], **who)
        assert (early["outcome"], early["done"], early["checkpoint"]) == ("not_conforming", False, None)
        done = journal.purge("2025-03-20/1", instant=NOON + dt.timedelta(days=214), holds=[hold], **who)
        assert (done["outcome"], done["held"][0]["events"]) == ("conforming", 1)
        ended = {**hold["litigation"], "definitive_decision": "2025-12-01"}  # type: ignore[dict-item]
        last = journal.release("2025-03-20/1", 3, litigation=ended, instant=NOON + dt.timedelta(days=256), **who)
        assert (last["outcome"], last["done"]) == ("conforming", True) and journal.verify()["sound"]
        assert len(journal.reference("dossier-1")) == 32
        with pytest.raises(imilo.ImiloError) as nir:
            journal.reference("255081416802538")
        assert (nir.value.code, nir.value.field) == ("event_text", "dossier") and "25508" not in str(nir.value)
        with pytest.raises(imilo.ImiloError) as locked:
            imilo.Journal(tmp_path, keyring("attesting"), name=NAME, key_id=1)
        assert locked.value.code == "journal_storage"
    # Closed: another may write, and this one no more.
    imilo.Journal(tmp_path, keyring("attesting"), name=NAME, key_id=1).close()
    with pytest.raises(imilo.ImiloError):
        journal.verify()


def test_wrong_arguments(tmp_path: Path) -> None:
    with pytest.raises(imilo.ImiloError) as wrong:
        imilo.Journal(tmp_path, keyring("sealing"), name=NAME, key_id=1)
    assert (wrong.value.code, wrong.value.field) == ("key_use", "keys")
    with pytest.raises(TypeError, match="keys"):
        imilo.Journal(tmp_path, None, name=NAME, key_id=1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="source"):
        imilo.verify_journal(7)  # type: ignore[arg-type]
    with imilo.Journal(tmp_path, keyring("attesting"), name=NAME, key_id=1) as journal:
        with pytest.raises(TypeError, match=r"events\[0\].instant: expected a datetime with time zone"):
            journal.append([{**event(0), "instant": dt.datetime(2025, 3, 20)}])
        with pytest.raises(imilo.ImiloError) as refused:
            journal.append([event(0)])
        assert refused.value.field == "events[0].dossier"


def key_file(folder: Path, name: str, first: int) -> Path:
    path = folder / name
    path.write_text(f"{NAME} 1 {base64.b64encode(bytes(range(first, first + 32))).decode()}\n")
    return path


def test_a_person_is_told_who_consulted_her_dossier(tmp_path: Path) -> None:
    folder, out = tmp_path / "journal", tmp_path / "releve.json"
    with written(folder) as journal:
        told = journal.consultations("dossier-1")
        assert told == journal.consultations(dossier_ref=journal.reference("dossier-1"), start="2025-03-20") | {
            "coverage": told["coverage"]
        }
        assert [line["operation"] for line in told["consultations"]] == ["consult"]
        assert told["coverage"]["read"] == ["2025-03-20"] and told["coverage"]["complete"]
        assert journal.consultations("dossier-1", end=dt.date(2025, 3, 19))["consultations"] == []
        with pytest.raises(imilo.ImiloError) as nobody:
            journal.consultations()
        assert (nobody.value.code, nobody.value.field) == ("missing_field", "dossier")
    keys = ["--key", key_file(tmp_path, "cles.txt", 0), "--reference-key", key_file(tmp_path, "refs.txt", 100)]
    done = act("consultations", folder, *keys, "--dossier", "dossier-1")
    assert done.returncode == 0 and json.loads(done.stdout) == told
    assert done.stderr.startswith("relevé complet") and "agent-1" not in done.stdout + done.stderr
    assert act("consultations", tmp_path / "absent", *keys, "--dossier", "dossier-1").returncode == 1
    assert not (tmp_path / "absent").exists()
    # Décret n° 2015-59, art. 10: purged at seven months; the page tells it.
    with imilo.Journal(folder, keyring("attesting"), name=NAME, key_id=1) as journal:
        journal.purge("2025-03-20/1", agent="a", actor="technical_operator", instant=NOON + dt.timedelta(days=214))
    other = tmp_path / "lettre.txt"
    other.write_text("Madame,", encoding="utf-8")
    done = act("consultations", folder, *keys, "--dossier", "dossier-1", "--out", other)
    assert done.returncode == 1 and "n'a pas été écrit par cette commande" in done.stderr
    assert other.read_text(encoding="utf-8") == "Madame,"
    done = act("consultations", folder, *keys, "--dossier", "dossier-1", "--out", out, "--lang", "en")
    assert done.returncode == 3 and done.stdout.strip() == str(out)
    assert "NOT COMPLETE" in done.stderr and "2025-03-20 purged on 2025-10-20 (D2015-59:10)" in done.stderr
    statement = json.loads(out.read_text(encoding="utf-8"))
    page = imilo.access_page(b"matricule;prenoms\n7;Ana\n", dossier="7", date="2026-11-24", consultations=statement)
    assert "20/03/2025 a été effacé du journal" in page


def test_an_auditor_who_has_only_the_file(tmp_path: Path) -> None:
    file = exported(tmp_path)
    bare = run(file)
    assert bare.returncode == 0 and "aucune clé donnée" in bare.stdout and "événements : 3" in bare.stdout
    key = tmp_path / "cles.txt"
    key.write_text(f"# la clé du journal\n{NAME} 1 {base64.b64encode(bytes(range(32))).decode()}\n")
    sound = run(file, "--key", key, "--lang", "en")
    assert sound.returncode == 0 and "every checkpoint is attested by the key" in sound.stdout
    last = imilo.verify_journal(file)["last_checkpoint"]
    assert last is not None and last["hash"] in sound.stdout
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("agent-2", "agent-9", 1), encoding="utf-8")
    flawed = run(file, "--key", key)
    line = 1 + next(at for at, line in enumerate(text.splitlines()) if "agent-2" in line)
    assert flawed.returncode == 3 and f"- ligne {line}, 2025-03-20/1, feuille" in flawed.stdout and "(line)" in flawed.stdout
    file.write_text(text, encoding="utf-8")
    key.write_text(f"{NAME} 1 {base64.b64encode(bytes(range(1, 33))).decode()}\n")
    other = run(file, "--key", key)
    assert other.returncode == 3 and "signature absente ou fausse" in other.stdout


def test_copies_of_checkpoints_and_a_folder_in_which_another_writes(tmp_path: Path) -> None:
    with written(tmp_path) as journal:
        second = journal.checkpoint("2025-03-22")
        journal.append([event(0)])
        left_out = journal.export(tmp_path / "export.jsonl")["left_out"]
        found = imilo.verify_journal(tmp_path, keys=keyring("attesting"), name=NAME, copies=second)
        assert (found["sound"], found["attested"]) == (True, True)
        assert found["without_segment"] == [{"first": "2025-03-21", "last": "2025-03-21"}]
    assert left_out == ["2025-03-20/2"]
    copies = tmp_path / "copies.txt"
    copies.write_text("\n".join([(tmp_path / "checkpoints.txt").read_text(encoding="utf-8")]), encoding="utf-8")
    whole = run(tmp_path / "export.jsonl", "--copies", copies)
    assert whole.returncode == 0 and "copies comparées : 2" in whole.stdout and "du 2025-03-21 au 2025-03-21" in whole.stdout
    assert run(tmp_path, "--name", NAME, "--copies", copies, "--lang", "en").returncode == 0
    text = (tmp_path / "export.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "cut.jsonl").write_text("".join(text[:-1]), encoding="utf-8")
    cut = run(tmp_path / "cut.jsonl", "--copies", copies)
    assert cut.returncode == 3
    wrong = run(tmp_path / "export.jsonl", "--copies", tmp_path / "export.jsonl")
    assert wrong.returncode == 1 and "copies" in wrong.stderr
    # The keyring of another journal writes nothing behind it.
    with pytest.raises(imilo.ImiloError) as other:
        imilo.Journal(tmp_path, keyring("attesting", 9), name=NAME, key_id=1)
    assert other.value.code == "journal_damaged"


@pytest.mark.parametrize("keys", ["", "one two", f"{NAME} x AAAA", f"{NAME} 1 AAAA", "a 1 !", f"{NAME} 1 284058832102532="])
def test_a_file_of_keys_that_is_none_is_told_and_not_shown(tmp_path: Path, keys: str) -> None:
    file, key = exported(tmp_path), tmp_path / "cles.txt"
    key.write_text(keys)
    done = run(file, "--key", key)
    assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
    assert "28405" not in done.stderr and "AAAA" not in done.stderr
    assert run(tmp_path / "absent.jsonl").returncode == 1


def test_the_lines_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("```python\n")[2].split("```")[0]
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("jours : 1, événements : 1, points de contrôle : 1 ; rien d'anormal ;")
