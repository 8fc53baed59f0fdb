"""Disclosure, what is missing, who can, the matrix and its changes; one recipient over a table of dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import _imilo
from ._api import _asked
from ._columns import ArrowStream, ask
from ._habilitation_types import (
    AccessChangesAnswer,
    AccessMatrixAnswer,
    CounterfactualAnswer,
    DiscloseAnswer,
    DiscloseRow,
    WhoCanAnswer,
)
from ._imilo import Table
from ._input import encode, expect_mapping

__all__ = [
    "access_changes",
    "access_columns",
    "access_matrix",
    "counterfactual",
    "disclose",
    "disclose_many",
    "who_can",
]


def disclose(request: Mapping[str, object] | None = None, /, **keys: object) -> DiscloseAnswer:
    """A dossier reduced to what is granted, with the decision and the event to be journalled.

    The request is that of ``habilitation``, with ``dossier`` (``schemas/dossier.schema.json``), ``references`` (``agent`` and
    ``dossier``, the names by which the event tells them), and ``clear_nir=True`` to have the NIR in the clear, if it is
    granted. A refusal is an answer, and its event is to be journalled too.

    >>> answer = imilo.disclose(
    ...     date="2018-03-14", operation="consult", purpose="accompaniment",
    ...     actor={"class": "agent_mission_locale", "mission_locale": "ML-A", "designated": True,
    ...            "habilitated_until": "2035-12-31", "participates_in_accompaniment": True},
    ...     target={"owning_mission_locale": "ML-A", "fields": ["identite.prenoms"]},
    ...     references={"agent": "agent-7", "dossier": "dossier-42"},
    ...     dossier={"identite": {"prenoms": "Ada", "fax": "0"}},
    ... )
    >>> answer["dossier"]["identite"], answer["event"]["granted"]
    ({'prenoms': 'Ada'}, ['identite.prenoms'])
    """
    answer: DiscloseAnswer = _asked(_imilo.disclose, request, keys)
    return answer


def disclose_many(request: Mapping[str, object] | None = None, /, **keys: object) -> list[DiscloseRow]:
    """The same request on many dossiers: one answer of ``disclose``, or one error, a dossier, in order.

    The request is that of ``habilitation``, with ``agent`` and ``dossiers``: each has ``reference`` and ``dossier``, and, where it
    differs, ``facts`` (names of those attested of it), ``owning_mission_locale`` and ``dossier_state``; and
    ``clear_nir=True`` as in ``disclose``. Every event is to be journalled. Give some thousands at once, not a million.

    >>> rows = imilo.disclose_many(
    ...     date="2018-03-14", operation="consult", purpose="accompaniment", agent="agent-7",
    ...     actor={"class": "agent_mission_locale", "mission_locale": "ML-A", "designated": True,
    ...            "habilitated_until": "2035-12-31", "participates_in_accompaniment": True},
    ...     target={"owning_mission_locale": "ML-A", "fields": ["identite.prenoms"]},
    ...     dossiers=[{"reference": "d-1", "dossier": {"identite": {"prenoms": "Ada"}}}, {"dossier": {}}],
    ... )
    >>> rows[0]["dossier"]["identite"], rows[1]["error"]["field"]
    ({'prenoms': 'Ada'}, 'reference')
    """
    results: list[Any] = _asked(_imilo.disclose_many, request, keys)["results"]
    return [result.get("answer", result) for result in results]


def counterfactual(request: Mapping[str, object] | None = None, /, **keys: object) -> CounterfactualAnswer:
    """What is missing for a request of ``habilitation`` to be granted, datum by datum.

    >>> answer = imilo.counterfactual(
    ...     date="2017-06-15", operation="transmit", purpose="benefit_payment",
    ...     actor={"class": "asp", "designated": True, "habilitated_until": "2035-12-31"},
    ...     target={"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}, facts={"necessary_fields": ["I.A.1"]},
    ... )
    >>> [lack["message_fr"] for lack in answer["data"][0]["ways"][0]["missing"]]
    ['une prestation est à payer']
    """
    answer: CounterfactualAnswer = _asked(_imilo.counterfactual, request, keys)
    return answer


def who_can(request: Mapping[str, object] | None = None, /, **keys: object) -> WhoCanAnswer:
    """Who may use a datum on a day, by which row, under which conditions.

    The request has ``date``, ``field`` (a code of ``target["fields"]`` of ``habilitation``), and ``operation``, ``added`` (rows
    of an integrator) and ``options`` if you like.

    >>> answer = imilo.who_can(date="2017-06-15", field="identite.prenoms", operation="open_fse_archive")
    >>> [row["row"]["actor"] for row in answer["fields"][0]["rows"]]
    ['fse_controller']
    """
    answer: WhoCanAnswer = _asked(_imilo.who_can, request, keys)
    return answer


def access_matrix(request: Mapping[str, object] | None = None, /, **keys: object) -> AccessMatrixAnswer:
    """Who may do what with which category of data on a day: one line a row of the texts.

    The request has ``date``, and ``format`` (``"csv"``, ``"markdown"``, ``"html"``: then the table is in ``text``),
    ``language``, ``added`` and ``options`` if you like. ``python -m imilo matrix`` prints it.

    >>> agent = imilo.access_matrix(date="2017-06-15")["lines"][0]
    >>> agent["row"]["name"], agent["cells"]["nir"], agent["cells"]["bank_data"]
    ('3 I', 'yes', 'no')
    """
    answer: AccessMatrixAnswer = _asked(_imilo.access_matrix, request, keys)
    return answer


def access_changes(request: Mapping[str, object] | None = None, /, **keys: object) -> AccessChangesAnswer:
    """What changes in who may do what between two days: lines of the matrix, and every decision.

    The request has ``from`` (``from_`` as a keyword) and ``to``, and ``actor``, ``operation``, ``purpose`` to have these only,
    and what ``access_matrix`` may have.

    >>> changes = imilo.access_changes(from_="2026-06-30", to="2026-07-01", operation="transmit")
    >>> [(it["actor"], it["purposes"], it["gained"]) for it in changes["decisions"] if it["form"] == "nominative"][:1]
    [('cnam_cpam', ['c2s'], [])]
    """
    if request is None and "from_" in keys:
        keys["from"] = keys.pop("from_")
    answer: AccessChangesAnswer = _asked(_imilo.access_changes, request, keys)
    return answer


def access_columns(table: ArrowStream, request: Mapping[str, object], /) -> Table:
    """One recipient, many dossiers: the same request on each row of a table, in any library that speaks Arrow.

    The request is that of ``habilitation``, and may have ``facts_by_row``: names of facts that are attested row by row, each a
    column of booleans of that name (null: not attested). The columns ``mission_locale`` (the structure that holds the
    dossier) and ``dossier_state`` (``active``, ``anonymised``, ``fse_archive``) are read if they are there; null is as in the
    request. Other columns are not looked at.

    Gives a table with as many rows: ``outcome`` (``granted``, ``refused``, ``undetermined``) for all that is asked for, and a
    column of booleans for each code of ``target["fields"]``. Give nothing of a code that is not true.

    Raises ``TypeError`` for what is no table, ``ValueError`` when its owner cannot give it, ``ImiloError`` for a request that
    cannot be judged, a column of facts that is not there (``missing_field``), or more than 64 codes.

    >>> import polars
    >>> dossiers = polars.DataFrame({"prenoms": ["Ada", "Bo"], "allowance_due": [True, None]})
    >>> granted = polars.DataFrame(imilo.access_columns(dossiers, {
    ...     "date": "2017-06-15", "operation": "transmit", "purpose": "benefit_payment",
    ...     "actor": {"class": "asp", "designated": True, "habilitated_until": "2035-12-31"},
    ...     "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]},
    ...     "facts": {"necessary_fields": ["I.A.1"]}, "facts_by_row": ["allowance_due"],
    ... }))
    >>> granted["outcome"].to_list()
    ['granted', 'refused']
    >>> dossiers.select(polars.when(granted["I.A.1"]).then("prenoms")).to_series().to_list()
    ['Ada', None]
    """
    expect_mapping(request, "request")
    granted: Table = ask(_imilo.access_columns(encode(request), table))
    return granted
