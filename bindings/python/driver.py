"""The driver of the conformance run: ``service<TAB>request`` in, ``ok<TAB>answer`` or ``err<TAB>failure`` out.

A request that Python's typed functions can say goes through them, and the answer is written again in
canonical JSON. What they cannot say (text that is not JSON, a doubled key, an argument that does not exist)
goes to ``imilo.call`` as it is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, Literal, NoReturn

import imilo
from imilo import _imilo
from imilo._columns import ask


def _refuse(_: Any) -> NoReturn:
    raise ValueError


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    return keys if len(keys) == len(pairs) else _refuse(pairs)


def _read(request: str) -> dict[str, Any]:
    """The request as Python values; ``ValueError`` when these would not say all that the text says."""
    value = json.loads(request, object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse)
    json.dumps(value, ensure_ascii=False).encode()
    # `accept=None` is an argument left out, `"accept":null` is a wrong type.
    return value if isinstance(value, dict) and value.get("accept", {}) is not None else _refuse(value)


def _results(rows: list[Any]) -> object:
    return {"results": [row if "error" in row else {"answer": row} for row in rows]}


TYPED: dict[str, Callable[[dict[str, Any]], object]] = {
    "versions": lambda request: imilo.versions(**request),
    "nir_check": lambda request: imilo.nir_check(**request),
    "nir_check_many": lambda request: {"results": imilo.nir_check_many(**request)},
    "nir_coherence": lambda request: imilo.nir_coherence(request),
    "nir_coherence_many": lambda request: _results(imilo.nir_coherence_many(**request)),
    "conservation": lambda request: imilo.conservation(request),
    "conservation_many": lambda request: _results(imilo.conservation_many(**request)),
    "dossier_check": lambda request: imilo.dossier_check(**request),
    "dossier_check_many": lambda request: _results(imilo.dossier_check_many(**request)),
    "dossier_fields": lambda request: imilo.dossier_fields(**request),
    "habilitation": lambda request: imilo.habilitation(request),
    "disclose": lambda request: imilo.disclose(request),
    "disclose_many": lambda request: _results(imilo.disclose_many(request)),
    "counterfactual": lambda request: imilo.counterfactual(request),
    "who_can": lambda request: imilo.who_can(request),
    "access_matrix": lambda request: imilo.access_matrix(request),
    "access_changes": lambda request: imilo.access_changes(request),
    "exercise_right": lambda request: imilo.exercise_right(request),
    "log_retention": lambda request: imilo.log_retention(request),
    "rights_deadline": lambda request: imilo.rights_deadline(request),
    "responsibilities": lambda request: imilo.responsibilities(request),
    "fse_indicators": lambda request: imilo.fse_indicators(request),
    "fse_explain": lambda request: imilo.fse_explain(request),
    "fse_report_records": lambda request: imilo.fse_report_records(request),
    "fse_compare": lambda request: imilo.fse_compare(request),
    "fse_participation": lambda request: imilo.fse_participation(request),
    "rule_set": lambda request: imilo.rule_set(**request),
    "articles": lambda request: imilo.articles(**request),
    "errors": lambda request: imilo.errors(**request),
}


def _keys(use: Literal["attesting", "referencing"], key_id: int, first: int) -> imilo.Keyring:
    """A key of the committed journal: known, and none."""
    keys = imilo.Keyring(use)
    keys.add(key_id, bytes(range(first, first + 32)))
    return keys


class _Journal:
    """The journal that is open. Requests go in as they are: many are wrong, and no argument of a function could say them."""

    def __init__(self) -> None:
        self.keys, self.references = _keys("attesting", 1, 0), _keys("referencing", 7, 100)
        self.native: Any = None

    def answer(self, operation: str, request: str) -> str:
        if operation == "verify_file":
            return str(ask(_imilo.journal_verify(request, None, self.keys._native)))
        if operation == "open":
            self.native = ask(_imilo.journal_open(request, self.keys._native, self.references._native))
            return "{}"
        if operation == "close":
            self.native.close()
            return "{}"
        return str(ask(self.native.call(operation, request)))


JOURNAL = _Journal()


def answer(service: str, request: str) -> str:
    """The answer in canonical JSON; raises what the functions raise."""
    if service.startswith("journal."):
        return JOURNAL.answer(service.removeprefix("journal."), request)
    if service in TYPED:
        try:
            return _canonical(TYPED[service](_read(request)))
        except (imilo.ImiloError, imilo.InternalError):
            raise
        except (TypeError, ValueError, RecursionError):
            pass
    return imilo.call(service, request)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Answers each line of standard input."""
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for line in sys.stdin:
        service, _, request = line.removesuffix("\n").partition("\t")
        try:
            line = f"ok\t{answer(service, request)}"
        except (imilo.ImiloError, imilo.InternalError) as error:
            line = f"err\t{_canonical(error.failure)}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
