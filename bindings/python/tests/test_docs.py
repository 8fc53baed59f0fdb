"""The examples of the documentation run."""

from __future__ import annotations

import datetime
import doctest

import imilo
from corpus import BINDING
from imilo import _api, _columns, _droit, _errors, _files, _fse, _journal, _pseudonyms

GLOBALS = {"imilo": imilo, "datetime": datetime}


def test_docstrings() -> None:
    for module in (imilo, _api, _columns, _droit, _errors, _files, _fse, _journal, _pseudonyms):
        result = doctest.testmod(module, extraglobs=GLOBALS)
        assert result.attempted > 0 and result.failed == 0, module.__name__


def test_readme() -> None:
    result = doctest.testfile(str(BINDING / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 5 and result.failed == 0
