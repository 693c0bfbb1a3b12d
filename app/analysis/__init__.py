"""Suggestions about a text: entities, quotes and claims. Runs in the worker; imports the domain and spaCy only."""

import sys
from types import ModuleType


def _leave_out_the_command_line() -> None:
    """Put an empty module where spaCy, once imported, imports its command line, and a web client with that.

    Nothing here uses either. Measured: 20 MB and a quarter of a second of every worker process.
    """
    if "spacy" not in sys.modules:
        package, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
        package.__path__ = []
        setattr(info, "info", None)  # noqa: B010  what spaCy imports by that name
        sys.modules.update({package.__name__: package, info.__name__: info})


_leave_out_the_command_line()
