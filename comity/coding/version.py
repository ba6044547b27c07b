"""What names the coder: package, network, and a sum over every rule and table it reads by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from hashlib import blake2s
from importlib.resources import files
from importlib.resources.abc import Traversable

from comity import __version__

RULES = (("coding",), ("actors",), ("data",), ("data", "actors"))
"""Folders whose rules and tables decide what is read; those of `coding` with all below it."""

OTHER = {"sync.tsv"}
"""Tables in them that decide nothing about texts."""


@cache
def version() -> str:
    """Name of the coder as a ledger keeps it. It changes with any rule, table or network, so that documents are then coded anew.

    >>> version().startswith(__version__)
    True
    """
    package = files("comity")
    card = json.loads(package.joinpath("data", "coder", "card.json").read_text(encoding="utf-8"))
    total = blake2s(digest_size=4)
    for folder in RULES:
        for path in _parts(package.joinpath(*folder), deep=folder == ("coding",)):
            total.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}+{card['version']}.{total.hexdigest()}"


def _parts(folder: Traversable, deep: bool) -> Iterator[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.is_dir() and deep:
            yield from _parts(path, deep)
        elif path.is_file() and path.name.endswith((".py", ".tsv")) and path.name not in OTHER:
            yield path
