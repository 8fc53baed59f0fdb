"""A small command line: ``python -m imilo``. A NIR is read from standard input only, never from an argument."""

from __future__ import annotations

import argparse
import base64
import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NoReturn

import imilo
from imilo import _imilo
from imilo._columns import ask
from imilo._input import failure


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # argparse quotes the argument that it refuses, which may be a number typed in the wrong place.
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: wrong arguments\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m imilo", description="The law of I-MILO; answers are lines of JSON.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("versions", help="versions of the library, of the rules and of the C ABI")
    commands.add_parser("nir", help="check the numbers on standard input, one a line; one answer a line")
    rule_set = commands.add_parser("rule-set", help="which version of the law is in force on a day")
    rule_set.add_argument("date", metavar="AAAA-MM-JJ")
    articles = commands.add_parser("articles", help="articles by code and by day")
    articles.add_argument("code", nargs="?", metavar="CODE")
    articles.add_argument("--date", metavar="AAAA-MM-JJ")
    bilan = commands.add_parser("bilan", help="what the law says of a file of dossiers, into a folder")
    bilan.add_argument("file", metavar="FILE", help="CSV, or JSON of the interface or of imilo")
    bilan.add_argument("--date", metavar="AAAA-MM-JJ", help="the day; today in Europe/Paris without it")
    bilan.add_argument("--mapping", metavar="FILE", help="TOML: which column carries what")
    bilan.add_argument("--register", metavar="FILE", help="register of requests of persons: overdue and due soon")
    bilan.add_argument("--register-mapping", metavar="FILE", help="TOML: which of its columns carries what")
    bilan.add_argument("--register-holidays", metavar="TERRITORY", help="whose holidays count for it, as of register")
    bilan.add_argument("--out", metavar="DIR", help="folder to write; bilan-AAAA-MM-JJ without it")
    bilan.add_argument("--lang", choices=("fr", "en"), default="fr", help="of what is printed; the page has both")
    fse = commands.add_parser("fse", help="indicators of the FSE, the IEJ or the FSE+ of a file of participations")
    fse.add_argument("file", metavar="FILE", help="CSV of participations")
    _of_fse(fse)
    fse.add_argument("--publish-below", metavar="N", type=int, help="suppress numbers from 1 to N - 1")
    fse.add_argument("--out", metavar="DIR", help="folder to write; fse-AAAA-MM-JJ without it")
    explain = commands.add_parser("fse-explain", help="why an indicator has its value for a participant of a file")
    explain.add_argument("file", metavar="FILE", help="CSV of participations")
    explain.add_argument("--participant", metavar="ID", required=True, help="as the file names the person")
    explain.add_argument("--code", metavar="CODE", required=True, help="EECO01, CR04, YEI_CR01…")
    _of_fse(explain)
    compare = commands.add_parser("fse-compare", help="what changed between two files of participations, and why")
    compare.add_argument("file", metavar="BEFORE", help="CSV of participations")
    compare.add_argument("after", metavar="AFTER", help="CSV of participations")
    compare.add_argument("--date-before", metavar="AAAA-MM-JJ", help="day of the report before; --date without it")
    _of_fse(compare)
    matrix = commands.add_parser("matrix", help="who may see and do what on a day, to be read and printed")
    matrix.add_argument("--date", metavar="AAAA-MM-JJ", help="the day; today in Europe/Paris without it")
    matrix.add_argument("--to", metavar="AAAA-MM-JJ", help="what changes from the day to this one")
    matrix.add_argument("--format", choices=("markdown", "csv", "html"), default="markdown")
    matrix.add_argument("--added", metavar="FILE", help="rows of an integrator, in JSON, shown as added")
    matrix.add_argument("--lang", choices=("fr", "en"), default="fr")
    register = commands.add_parser("register", help="requests of persons that are overdue or due soon, from a register")
    register.add_argument("file", metavar="FILE", help="register of requests, CSV or JSON")
    register.add_argument("--day", metavar="AAAA-MM-JJ", help="the day; today in Europe/Paris without it")
    register.add_argument("--soon", metavar="N", type=int, help="days ahead within which a request is due soon")
    register.add_argument("--holidays", metavar="TERRITORY", help="whose holidays count: alsace_moselle…, or structure")
    register.add_argument("--mapping", metavar="FILE", help="TOML: which column carries what")
    register.add_argument("--out", metavar="DIR", help="folder to write: registre.json, registre.csv, registre-refus.csv")
    register.add_argument("--lang", choices=("fr", "en"), default="fr")
    access = commands.add_parser("access", help="everything that is held of one person, for that person")
    access.add_argument("file", metavar="FILE", help="CSV, or JSON of the interface or of imilo")
    access.add_argument("--dossier", metavar="ID", required=True, help="matricule, or identifier of the interface")
    access.add_argument("--date", metavar="AAAA-MM-JJ", help="the day; today in Europe/Paris without it")
    access.add_argument("--mapping", metavar="FILE", help="TOML: which column carries what")
    access.add_argument("--nir", action="store_true", help="show the NIR, to hand it to the person and to nobody else")
    access.add_argument("--consultations", metavar="FILE", help="statement of the journal: journal consultations --out FILE")
    access.add_argument("--controller", metavar="TEXT", help="name and address of the controller who answers")
    access.add_argument("--contact", metavar="TEXT", help="whom the person may turn to")
    access.add_argument("--dpo", metavar="TEXT", help="data protection officer, and how to reach them")
    access.add_argument("--source", metavar="TEXT", help="where data come from that the person did not give")
    access.add_argument("--automated", metavar="TEXT", help="decisions by a machine alone (RGPD, art. 15(1)(h))")
    access.add_argument("--transfers", metavar="TEXT", help="transfers out of the European Union (art. 15(2))")
    access.add_argument("--copy", metavar="TEXT", help="how the copy of the data is given (art. 15(3))")
    access.add_argument("--received", metavar="AAAA-MM-JJ", help="day of the request; the day of the answer without it")
    access.add_argument("--holidays", metavar="TERRITORY", help="whose holidays count: alsace_moselle…, or structure")
    access.add_argument("--html", metavar="FILE", help="page to write; without it the answer is printed as JSON")
    access.add_argument("--lang", choices=("fr", "en"), default="fr", help="of what is printed for the agent; the page is French")
    conservation = commands.add_parser("conservation", help="retention of a dossier or an account")
    conservation.add_argument("file", nargs="?", metavar="FILE", help="request in JSON; else standard input")
    journal = commands.add_parser("journal", help="the journal of the operations").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    verify = journal.add_parser("verify", help="verify it from its file alone; 3 when something is wrong")
    verify.add_argument("file", metavar="FILE", help="JSON Lines, as the journal exports them; or its folder")
    verify.add_argument("--copies", metavar="FILE", help="copies of checkpoints that somebody else keeps, an empty line behind each")
    verify.add_argument("--name", metavar="NAME", help="name of the journal, for a folder without --key")
    verify.add_argument("--part", action="store_true", help="the export of a part: its chain need not begin at the first")
    verify.add_argument("--key", metavar="FILE", help="a line a key: its name, its id, 32 bytes in base64")
    verify.add_argument("--lang", choices=("fr", "en"), default="fr")
    told = journal.add_parser(
        "consultations", help="what a person may be told of who consulted their dossier; 3 when days are purged or damaged"
    )
    told.add_argument("folder", metavar="FOLDER", help="folder of the journal, which no program has open")
    told.add_argument("--key", metavar="FILE", required=True, help="a line a key: its name, its id, 32 bytes in base64")
    whose = told.add_mutually_exclusive_group(required=True)
    whose.add_argument("--dossier", metavar="ID", help="id of the dossier, with --reference-key")
    whose.add_argument("--dossier-ref", metavar="REF", help="reference of the dossier: 32 hexadecimal digits")
    told.add_argument("--reference-key", metavar="FILE", help="key of the references, written as --key")
    told.add_argument("--from", dest="start", metavar="AAAA-MM-JJ", help="first day; that of the journal without it")
    told.add_argument("--to", dest="end", metavar="AAAA-MM-JJ", help="last day; that of the journal without it")
    told.add_argument("--out", metavar="FILE", help="file to write, for access --consultations; else it is printed")
    told.add_argument("--lang", choices=("fr", "en"), default="fr", help="of what is printed beside")
    return parser


def _of_fse(command: argparse.ArgumentParser) -> None:
    command.add_argument("--programme", choices=("FSE", "IEJ", "FSE+"), required=True)
    command.add_argument("--annexe", choices=("2013", "2018"), help="version of annexe I, for the FSE and the IEJ")
    command.add_argument("--date", metavar="AAAA-MM-JJ", help="day of the report; today in Europe/Paris without it")
    command.add_argument("--operation", metavar="ID", help="the rows of this operation only")
    command.add_argument("--mapping", metavar="FILE", help="TOML: which column carries what")
    command.add_argument("--lang", choices=("fr", "en"), default="fr", help="of the workbook and of what is printed")


def _answers(arguments: argparse.Namespace) -> Iterator[str]:
    match arguments.command:
        case "versions":
            yield _line(imilo.versions())
        case "nir":
            for answer in imilo.nir_check_many(line.rstrip("\r\n") for line in sys.stdin):
                yield _line(answer)
        case "rule-set":
            yield _line(imilo.rule_set(arguments.date))
        case "articles":
            yield _line(imilo.articles(arguments.code, arguments.date))
        case "bilan":
            yield from _bilan(arguments)
        case "fse":
            yield from _fse(arguments)
        case "fse-explain":
            yield from _fse_explain(arguments)
        case "fse-compare":
            yield from _fse_compare(arguments)
        case "matrix":
            yield _matrix(arguments)
        case "journal":
            yield from _journal(arguments) if arguments.action == "verify" else _consultations(arguments)
        case "register":
            yield from _register(arguments)
        case "access":
            yield from _access(arguments)
        case "conservation":
            yield imilo.call("conservation", _read(arguments.file))


def _bilan(arguments: argparse.Namespace) -> Iterator[str]:
    mapping = None if arguments.mapping is None else Path(arguments.mapping)
    date: str = arguments.date if arguments.date is not None else ask(_imilo.today())
    folder = Path(arguments.out if arguments.out is not None else f"bilan-{date}")
    columns = None if arguments.register_mapping is None else Path(arguments.register_mapping)
    answer = imilo.bilan(
        arguments.file,
        date=date,
        mapping=mapping,
        folder=folder,
        register=arguments.register,
        register_mapping=columns,
        register_holidays=arguments.register_holidays,
    )
    french = arguments.lang == "fr"
    yield answer["summary"]["fr" if french else "en"].rstrip("\n")
    for notice in answer["notices"]:
        yield f"- {notice['fr'] if french else notice['en']}"
    register: Any = answer.get("register")
    if register is not None:
        yield from _requests(register, french)
        for notice in register["notices"]:
            yield f"- {register['source']}: {notice['fr'] if french else notice['en']}"
    yield str(folder / "bilan.html")
    if not answer["complete"]:
        raise _Incomplete


def _requests(register: dict[str, Any], french: bool) -> Iterator[str]:
    """The requests of persons of a bilan, in a line, and whose holidays count."""
    counts, source = register["counts"], register["source"]
    late, soon, unknown = counts["overdue"], counts["due_soon"], counts["undetermined"]
    refused = register["refused"]
    if french:
        yield f"Droits : {source}, {late} en retard, {soon} à échéance proche, {unknown} indéterminées, {refused} refusées"
    else:
        yield f"Rights: {source}, {late} overdue, {soon} due soon, {unknown} undetermined, {refused} refused"
    yield from (_refused(row, french) for row in register["refused_rows"])
    yield f"- {_holidays(register, french)}"


def _fse(arguments: argparse.Namespace) -> Iterator[str]:
    mapping = None if arguments.mapping is None else _read(arguments.mapping)
    date: str = arguments.date if arguments.date is not None else ask(_imilo.today())
    folder = Path(arguments.out if arguments.out is not None else f"fse-{date}")
    report = imilo.fse_report(
        arguments.file,
        programme=arguments.programme,
        annexe=arguments.annexe,
        report_date=date,
        operation=arguments.operation,
        mapping=mapping,
        publish_below=arguments.publish_below,
        folder=folder,
        language=arguments.lang,
    )
    french = arguments.lang == "fr"
    data = report.data
    summary = [
        ("lignes lues", "rows read", data["rows"]),
        ("dont refusées", "of which refused", data["refused"]["rows"]),
        ("participations (total général)", "participations (grand total)", data["grand_total"]["all"]),
        ("dont complètes", "of which complete", data["complete_total"]["all"]),
        ("lignes fusionnées (réentrées)", "rows merged (re-entries)", data["merged"]),
        ("participations refusées (V12:R)", "records refused (V12:R)", data["refused_records"]),
    ]
    if arguments.operation is not None:
        summary.append(("lignes d'autres opérations", "rows of other operations", data["outside"]))
    for fr, en, count in summary:
        yield f"{count:>9}  {fr if french else en}"
    for line in data["lines"]:
        # What may be published, where something is to be suppressed; nothing known is no zero.
        number = line["counted"]["all"] if line["published"] is None else line["published"]["all"]
        text = "–" if line["denominator"] == 0 else "*" if number is None else str(number)
        yield f"{text:>9}  {line['code']}  {line['name_fr'] if french else line['name_en']}"
    for notice in data["notices"]:
        yield f"- {notice['fr'] if french else notice['en']}"
    yield str(folder / "fse.xlsx")
    if not data["complete"]:
        raise _Incomplete


def _records(arguments: argparse.Namespace, file: str, participant: str | None = None) -> imilo.FseFileRecords:
    mapping = None if arguments.mapping is None else _read(arguments.mapping)
    found = imilo.fse_records(file, participant=participant, operation=arguments.operation, mapping=mapping)
    for notice in found["notices"]:
        print(f"- {notice['fr'] if arguments.lang == 'fr' else notice['en']}", file=sys.stderr)
    for row in found["refused"]:
        why = row["message_fr"] if arguments.lang == "fr" else row["message_en"]
        print(f"- {'ligne' if arguments.lang == 'fr' else 'line'} {row['line']}: {why}", file=sys.stderr)
    return found


def _fse_explain(arguments: argparse.Namespace) -> Iterator[str]:
    found = _records(arguments, arguments.file, arguments.participant)
    date: str = arguments.date if arguments.date is not None else ask(_imilo.today())
    for record in found["participations"]:
        answer = imilo.fse_explain(
            programme=arguments.programme,
            annexe=arguments.annexe,
            report_date=date,
            code=arguments.code,
            participation=record,
        )
        yield answer["message_fr"] if arguments.lang == "fr" else answer["message_en"]
        yield answer["days_fr"] if arguments.lang == "fr" else answer["days_en"]
    if not found["complete"]:
        raise _Incomplete


def _fse_compare(arguments: argparse.Namespace) -> Iterator[str]:
    after: str = arguments.date if arguments.date is not None else ask(_imilo.today())
    days = (arguments.date_before or after, after)
    files = [_records(arguments, file) for file in (arguments.file, arguments.after)]
    sides = [
        {"participations": file["participations"], "report_date": day, "annexe": arguments.annexe}
        for file, day in zip(files, days, strict=True)
    ]
    answer = imilo.fse_compare(programme=arguments.programme, before=sides[0], after=sides[1])
    for total in answer["totals"]:
        yield _line(total)
    for change in answer["changes"]:
        yield _line(change)
    if answer["fallen"] is not None:
        yield _line(answer["fallen"])
    if not all(file["complete"] for file in files):
        raise _Incomplete


def _matrix(arguments: argparse.Namespace) -> str:
    date: str = arguments.date if arguments.date is not None else ask(_imilo.today())
    days = {"date": date} if arguments.to is None else {"from": date, "to": arguments.to}
    request = _line(days | {"format": arguments.format, "language": arguments.lang})
    if arguments.added is not None:
        # As text: the library says what is wrong in it, by its place and not by its value.
        request = f'{request[:-1]},"added":{_read(arguments.added)}}}'
    service = "access_matrix" if arguments.to is None else "access_changes"
    text: str = json.loads(imilo.call(service, request))["text"]
    return text.rstrip("\r\n")


_ERASURES = {"conforming": "conforme", "not_conforming": "non conforme"}


def _journal(arguments: argparse.Namespace) -> Iterator[str]:
    keys, name = (None, None) if arguments.key is None else _keys(arguments.key)
    name = arguments.name if name is None else name
    copies = None if arguments.copies is None else _read(arguments.copies)
    found = imilo.verify_journal(arguments.file, keys=keys, name=name, copies=copies, part=arguments.part)
    language: Literal["fr", "en"] = arguments.lang
    french = language == "fr"
    for flaw in found["flaws"]:
        yield f"- {flaw[language]} ({flaw['code']})"
    for purged in found["purged"]:
        held = purged["held"]
        if french:
            worth = _ERASURES.get(purged["erasure"] or "", "indéterminé")
            yield f"- {purged['segment']} : purgé le {purged['on']}, événements retenus : {held} ({worth})"
        else:
            worth = (purged["erasure"] or "undetermined").replace("_", " ")
            yield f"- {purged['segment']}: purged on {purged['on']}, events held: {held} ({worth})"
    for segment in found["segments"]:
        if segment.get("state") == "open":
            state = "non clos" if french else "not closed"
            yield f"- {segment['segment']}{' :' if french else ':'} {state}, {segment['events']} {'événements' if french else 'events'}"
    for days in found["without_segment"]:
        if french:
            yield f"- du {days['first']} au {days['last']} : aucun segment, rien ne prouve qu'il ne s'est rien passé"
        else:
            yield f"- from {days['first']} to {days['last']}: no segment, nothing proves that nothing happened"
    yield found["summary"][language]
    if (last := found["last_checkpoint"]) is not None:
        text = "dernier point de contrôle, à comparer avec une copie" if french else "last checkpoint, to compare with a copy"
        colon = " :" if french else ":"
        yield f"{text}{colon} {last['number']} {last['segment']} {last['hash']}"
    if not found["sound"] or (keys is not None and not found["attested"]):
        raise _Flawed


def _consultations(arguments: argparse.Namespace) -> Iterator[str]:
    if not Path(arguments.folder).is_dir():
        # Opening a folder that is not there would begin a journal.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), arguments.folder)
    inputs = (arguments.key, arguments.reference_key)
    _spare(arguments.out, inputs, b'"imilo-consultations/', arguments.lang == "fr")
    keys, name, key_id = _ring(arguments.key, "attesting", "key")
    references, reference_id = None, None
    if arguments.reference_key is not None:
        references, _, reference_id = _ring(arguments.reference_key, "referencing", "reference_key")
    with imilo.Journal(
        arguments.folder, keys, name=name, key_id=key_id, references=references, reference_key_id=reference_id
    ) as journal:
        told = journal.consultations(
            arguments.dossier, dossier_ref=arguments.dossier_ref, start=arguments.start, end=arguments.end
        )
    french = arguments.lang == "fr"
    print(told["summary"]["fr" if french else "en"], file=sys.stderr)
    for damaged in told["coverage"]["damaged"]:
        print(f"- {damaged['fr' if french else 'en']}", file=sys.stderr)
    for purged in told["coverage"]["purged"]:
        founded = ", ".join(purged["founded_by"])
        words = "purgé le" if french else "purged on"
        print(f"- {purged['day']} {words} {purged['on']} ({founded})", file=sys.stderr)
    if arguments.out is None:
        yield _line(told)
    else:
        Path(arguments.out).write_text(_line(told) + "\n", encoding="utf-8")
        yield arguments.out
    if not told["coverage"]["complete"]:
        raise _Flawed


def _keys(path: str) -> tuple[imilo.Keyring, str]:
    keys, name, _ = _ring(path, "attesting", "key")
    return keys, name


def _ring(path: str, use: Literal["attesting", "referencing"], field: str) -> tuple[imilo.Keyring, str, int]:
    """The keys of a file, which all have one name, and the number of the first. What stands in it is never shown."""
    keys, names, ids = imilo.Keyring(use), set(), []
    for line in _read(path).splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            name, key_id, root = words[0], int(words[1]), base64.b64decode(words[2], validate=True)
        except (ValueError, IndexError):
            raise imilo.ImiloError(failure("key_length", field)) from None
        names.add(name)
        ids.append(key_id)
        keys.add(key_id, root)
    if len(names) != 1:
        raise imilo.ImiloError(failure("journal_name", field))
    return keys, names.pop(), ids[0]


class _Flawed(Exception):
    """Something is wrong in a journal, not attested, or no longer there."""


_LISTS = (("overdue", "en retard", "overdue"), ("due_soon", "à échéance proche", "due soon"))


def _register(arguments: argparse.Namespace) -> Iterator[str]:
    mapping = None if arguments.mapping is None else Path(arguments.mapping)
    register = imilo.rights_register(
        arguments.file,
        date=arguments.day,
        soon=arguments.soon,
        holidays=arguments.holidays,
        mapping=mapping,
        folder=arguments.out,
    )
    french = arguments.lang == "fr"
    requests = {request["record"]: request for request in register["requests"]}
    lists: list[tuple[str, list[int]]] = [
        (fr if french else en, register["overdue"] if name == "overdue" else register["due_soon"])
        for name, fr, en in _LISTS
    ]
    lists.append(("indéterminées" if french else "undetermined", register["undetermined"]))
    colon = " :" if french else ":"
    by_structure = register["by_structure"]
    for title, records in lists:
        yield f"{title} ({register['date']}){colon} {len(records)}"
        for record in records:
            request = requests.pop(record)
            yield f"  {_request(request, french, by_structure)}"
            yield from (f"      {remark['fr' if french else 'en']}" for remark in request["remarks"])
    # Those of which nothing is due are not listed; what is to be mended in them is.
    for request in requests.values():
        for remark in request["remarks"]:
            number = request["entry"]["number"] or f"#{request['record']}"
            yield f"~ {number} ({request['state_fr' if french else 'state_en']}){colon} {remark['fr' if french else 'en']}"
    yield from (_refused(refused, french) for refused in register["refused"])
    yield f"- {_holidays(register, french)}"
    for notice in register["notices"]:
        yield f"- {notice['fr'] if french else notice['en']}"
    if not register["complete"] or register["refused"]:
        raise _Incomplete


def _refused(refused: Mapping[str, Any], french: bool) -> str:
    """Where a row was refused, and why."""
    colon = " :" if french else ":"
    place = f"{'ligne' if french else 'line'} {refused['line']}" if refused["line"] else f"n° {refused['record']}"
    field, message = (refused[f"{key}_{'fr' if french else 'en'}"] for key in ("field", "message"))
    return f"! {place}{colon} {f'{field}{colon} ' if field else ''}{message}"


def _holidays(register: Mapping[str, Any], french: bool) -> str:
    named = register["holidays_fr"] if french else register["holidays_en"]
    if not register["by_structure"]:
        return f"jours fériés : {named}" if french else f"holidays: {named}"
    if french:
        return f"jours fériés : ceux du territoire de la structure, sinon {named}"
    return f"holidays: those of the territory of the structure, else {named}"


def _request(request: imilo.RegisterEntry, french: bool, by_structure: bool) -> str:
    entry, left = request["entry"], request["days_left"]
    number = entry["number"] or f"#{request['record']}"
    day, first = request["due_date"] or "–", request["first_due_date"]
    # Undetermined between the two: both are told.
    if "extension_reason" in request["missing"] and first != day:
        day = f"{first} / {day}"
    if left is None:
        delay = ""
    elif left < 0:
        delay = f"{-left} j de retard" if french else f"{-left} d late"
    else:
        delay = f"dans {left} j" if french else f"in {left} d"
    facts = request["missing_fr"] if french else request["missing_en"]
    missing = f"{'manque' if french else 'missing'} {', '.join(facts)}" if facts else ""
    right = request["right_fr"] if french else request["right_en"]
    holidays = (request["holidays_fr"] if french else request["holidays_en"]) if by_structure else ""
    whose = (entry["mission_locale"], holidays, entry["handler"])
    parts = (number, day, delay, right, *whose, missing, *request["founded_by"])
    return "  ".join(str(part) for part in parts if part)


class _Kept(Exception):
    """A file that would have been written over. Its words are those of the language that was asked for."""


def _spare(path: str | None, inputs: tuple[str | None, ...], mark: bytes, french: bool) -> None:
    """Refuses to write over what is read, and over a file whose beginning has not the mark of what is written."""
    if path is None or not os.path.isfile(path):
        return
    if any(given is not None and os.path.exists(given) and os.path.samefile(path, given) for given in inputs):
        told = (
            "ce fichier est lu par la commande : il n'est pas remplacé ; donnez un autre nom à ce qui est écrit"
            if french
            else "the command reads this file: it is not written over; give another name to what is written"
        )
        raise _Kept(told)
    with open(path, "rb") as file:
        head = file.read(4096)
    # Of an empty file nothing is lost.
    if head and mark not in head:
        told = (
            "ce fichier existe et n'a pas été écrit par cette commande : il n'est pas remplacé ; donnez un autre nom"
            if french
            else "this file exists and was not written by this command: it is not written over; give another name"
        )
        raise _Kept(told)


def _access(arguments: argparse.Namespace) -> Iterator[str]:
    inputs = (arguments.file, arguments.mapping, arguments.consultations)
    _spare(arguments.html, inputs, "<title>Vos données dans I".encode(), arguments.lang == "fr")
    mapping = None if arguments.mapping is None else Path(arguments.mapping)
    consultations = None if arguments.consultations is None else json.loads(_read(arguments.consultations))
    given = {name: getattr(arguments, name) for name in imilo.AccessGiven.__annotations__}
    asked: Any = {
        "dossier": arguments.dossier,
        # Both answers are of one day.
        "date": arguments.date if arguments.date is not None else ask(_imilo.today()),
        "mapping": mapping,
        "nir": "clear" if arguments.nir else "left_out",
        "consultations": consultations,
        "given": given,
        "received": arguments.received,
        "holidays": arguments.holidays,
    }
    told = imilo.access_dossier(arguments.file, **asked)
    if arguments.html is None:
        yield _line(told)
        return
    Path(arguments.html).write_text(imilo.access_page(arguments.file, **asked), encoding="utf-8")
    for to_do in told["to_do"]:
        print(f"! {to_do['fr' if arguments.lang == 'fr' else 'en']}", file=sys.stderr)
    yield arguments.html


class _Incomplete(Exception):
    """The file stopped being readable in its middle, or a row of a register could not be judged."""


def _line(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _read(path: str | None) -> str:
    if path is None:
        return sys.stdin.read()
    with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
        return file.read()


_FILE_ERRORS = {
    errno.ENOENT: "ce fichier ou ce dossier n'existe pas",
    errno.EACCES: "vous n'avez pas le droit d'ouvrir ou d'écrire ce fichier",
    errno.EISDIR: "c'est un dossier et non un fichier",
    errno.ENOTDIR: "ce chemin passe par un fichier qui n'est pas un dossier",
    errno.ENOSPC: "il n'y a plus de place sur le disque",
    errno.EROFS: "ce disque ne peut pas être écrit",
}


def main() -> int:
    """Runs one command: 0 when it was answered, 1 when it cannot be judged or read (a file to its end, a register in all its
    rows), 2 for wrong arguments, 3 for a journal in which something is wrong, or a statement that is not complete."""
    arguments = _parser().parse_args()
    for stream, encoding in ((sys.stdin, "utf-8-sig"), (sys.stdout, "utf-8"), (sys.stderr, "utf-8")):
        # A byte order mark is not part of the text. What is not UTF-8 reaches the library, which names the line and
        # not what stands in it.
        stream.reconfigure(encoding=encoding, errors="surrogateescape")  # type: ignore[union-attr]
    try:
        for line in _answers(arguments):
            print(line)
    except (imilo.ImiloError, imilo.InternalError) as error:
        if arguments.command == "access" and arguments.html is not None and arguments.lang == "fr":
            # Whoever prints a page reads a sentence.
            print(f"imilo : {error.failure['message_fr']}", file=sys.stderr)
            return 1
        print(_line(error.failure), file=sys.stderr)
        return 1
    except _Incomplete:
        return 1
    except _Kept as error:
        print(f"imilo{' ' if arguments.lang == 'fr' else ''}: {error}", file=sys.stderr)
        return 1
    except _Flawed:
        return 3
    except json.JSONDecodeError:
        # Its message has the text.
        print("imilo: le fichier n'est pas du JSON / the file is not JSON", file=sys.stderr)
        return 1
    except OSError as error:
        where = "" if error.filename is None else f"{error.filename}: "
        told = _FILE_ERRORS.get(error.errno or 0) if arguments.command == "access" and arguments.lang == "fr" else None
        print(f"imilo: {where}{told or error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
