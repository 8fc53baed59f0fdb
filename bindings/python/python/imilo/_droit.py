"""Who may do what, the rights of the persons, the traces of operations, the duties."""

from __future__ import annotations

from collections.abc import Mapping

from . import _imilo
from ._api import _asked
from ._droit_types import (
    ExerciseRightAnswer,
    HabilitationAnswer,
    LogRetentionAnswer,
    ResponsibilityAnswer,
    RightsDeadlineAnswer,
)

__all__ = ["exercise_right", "habilitation", "log_retention", "responsibilities", "rights_deadline"]


def habilitation(request: Mapping[str, object] | None = None, /, **keys: object) -> HabilitationAnswer:
    """Who may do what with which data of a dossier, for which purpose, on a day.

    The request is a mapping, or its keys as keyword arguments: ``date``, ``actor``, ``operation``, ``purpose``, ``target``,
    and ``requested_form`` and ``facts`` if you like (``docs/json.md`` has their keys). What is not attested opens nothing.
    A refusal is an answer; ``ImiloError`` names what cannot be read.

    >>> answer = imilo.habilitation(
    ...     date=datetime.date(2017, 6, 15), operation="transmit", purpose="benefit_payment",
    ...     actor={"class": "asp", "designated": True, "habilitated_until": "2035-12-31"},
    ...     target={"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}, facts={"necessary_fields": ["I.A.1"]},
    ... )
    >>> answer["fields"], answer["missing"], answer["founded_by"]
    ({'I.A.1': 'refused'}, ['allowance_due'], ['D2015-59:4:I:8°'])
    """
    answer: HabilitationAnswer = _asked(_imilo.habilitation, request, keys)
    return answer


def exercise_right(request: Mapping[str, object] | None = None, /, **keys: object) -> ExerciseRightAnswer:
    """Whether a right of the person is open on the day of receipt, and who answers.

    The request has ``date``, ``right``, ``mission_locale``, and ``identity_verified``, ``own_data``, ``mandate``,
    ``no_longer_needed`` where they are attested. Erasure and limitation depend on their ground: ``unlawfully_held``,
    ``nominative_left``, ``accuracy_contested``, ``erasure_opposed``, ``needed_for_claims``… (``docs/json.md``). What is not
    told and may change the outcome is in ``missing``.

    >>> answer = imilo.exercise_right(
    ...     date="2018-06-01", right="right_of_opposition", mission_locale="ML-B", identity_verified=True, own_data=True
    ... )
    >>> answer["outcome"], answer["founded_by"], answer["answered_by"]["actor"]
    ('not_conforming', ['D2015-59:8'], 'director_of_mission_locale')
    """
    answer: ExerciseRightAnswer = _asked(_imilo.exercise_right, request, keys)
    return answer


def log_retention(request: Mapping[str, object] | None = None, /, **keys: object) -> LogRetentionAnswer:
    """How long the trace of an operation is kept, in a dispute too, and what its erasure was worth.

    The request has ``date`` (or ``instant``) and ``facts``: ``operation_date`` (or ``operation_instant``), and
    ``litigation`` and ``erased_on`` if there are any.

    >>> answer = imilo.log_retention(date="2025-12-10", facts={"operation_date": datetime.date(2025, 7, 31)})
    >>> answer["keep_until"], answer["state"], answer["early_erasure"]
    ('2026-02-28', 'log_keep', 'forbidden')
    """
    answer: LogRetentionAnswer = _asked(_imilo.log_retention, request, keys)
    return answer


def rights_deadline(request: Mapping[str, object] | None = None, /, **keys: object) -> RightsDeadlineAnswer:
    """Until when a request of a person is to be answered, with the working days of a territory.

    The request has ``date`` (or ``instant``), ``facts``: ``receipt_date``, and ``extension_notice`` and ``reply_date`` if
    there are any; ``options={"A21_holidays": "reunion"}`` for other holidays than those of the metropole.

    >>> facts = {"receipt_date": "2025-11-30", "extension_notice": "2025-12-10"}
    >>> answer = imilo.rights_deadline(date="2026-02-20", facts=facts)
    >>> answer["extension"], answer["due_date"], answer["days_left"]
    ('in_time', '2026-03-02', 10)
    """
    answer: RightsDeadlineAnswer = _asked(_imilo.rights_deadline, request, keys)
    return answer


def responsibilities(request: Mapping[str, object] | None = None, /, **keys: object) -> ResponsibilityAnswer:
    """Who has a duty on a day, and whether it was kept: controller, register, breach, impact assessment.

    The request has ``date``, ``duty``, ``question``, and ``facts`` for some questions. Moments are texts with their
    offset. What a question does not ask is ``None``.

    >>> answer = imilo.responsibilities(date="2026-02-02", duty="controller", question="who")
    >>> answer["actors"], answer["joint"]
    (['france_travail_director_general', 'dsiml_president', 'mission_locale'], True)
    """
    answer: ResponsibilityAnswer = _asked(_imilo.responsibilities, request, keys)
    return answer
