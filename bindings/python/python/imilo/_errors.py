"""The exceptions. None of them ever repeats a value of the input."""

from __future__ import annotations

from typing import Any

from ._types import Failure

__all__ = ["ImiloError", "InternalError"]


class _Failed(Exception):
    code: str
    number: int
    field: str | None
    position: int | None
    line: int | None
    message_fr: str
    message_en: str

    def __init__(self, failure: Failure) -> None:
        field = failure["field"]
        place = f" ({field})" if field is not None else ""
        super().__init__(f"{failure['code']}: {failure['message_en']}{place}")
        self.failure = failure
        self.code = failure["code"]
        self.number = failure["number"]
        self.field = field
        self.position = failure["position"]
        self.line = failure["line"]
        self.message_fr = failure["message_fr"]
        self.message_en = failure["message_en"]

    def __reduce__(self) -> tuple[Any, ...]:
        # By the failure, not by the text: an exception crosses processes (multiprocessing) by pickle.
        return type(self), (self.failure,)


class ImiloError(_Failed, ValueError):
    """Input that cannot be judged. A refusal by the law is never an exception: it is an answer.

    - ``code``: name of the error, stable across versions and languages (``imilo.errors()`` lists them);
    - ``number``: its number, as in the C ABI;
    - ``field``: path of the field (``facts.programmes[1].end``), or ``None``;
    - ``position``: 1-based position in a text, after normalisation, or ``None``;
    - ``line``: 1-based line, for JSON text that cannot be read, or ``None``;
    - ``message_fr``, ``message_en``: the sentence, in French and in English;
    - ``failure``: all of these as a ``dict``.

    >>> import imilo
    >>> try:
    ...     imilo.rule_set("29/01/2015")
    ... except imilo.ImiloError as error:
    ...     error.code, error.number, error.field
    ('date_format', 200, 'date')
    """


class InternalError(_Failed, RuntimeError):
    """The library failed, and the request was not judged. The attributes are those of ``ImiloError``.

    It stands for a panic caught at the edge of the library; nothing of the panic's text is in it.

    >>> import imilo
    >>> issubclass(imilo.InternalError, imilo.ImiloError)
    False
    """
