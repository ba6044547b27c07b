"""What a roll call of the General Assembly is about, by words of its title: one heading of the agenda each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.actors.tables import parse
from comity.measure.kept.series import unit
from comity.measure.votes.panel import RollCalls

if TYPE_CHECKING:
    from comity.ledger import Ledger

SPAN = 5
"""Years that are put together: fewer hold too few votes under one heading."""

LEAST = 8
"""Votes in which two states took part below which they are not compared under a heading."""

_TAIL = re.compile(r"(?i)\s*[:/]\s*(resolution|adopted by).*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: `id`, its `name` in a sentence, and the words a title must have one of."""

    id: str
    name: str
    words: re.Pattern[str]


@cache
def headings() -> tuple[Heading, ...]:
    """The rows of comity/data/agenda.tsv; where a title has words of several, the first heading counts."""
    text = (files("comity.data") / "agenda.tsv").read_text(encoding="utf-8")
    rows = parse(text, "agenda.tsv", ("id", "name", "words"))
    return tuple(Heading(row.need("id"), row.need("name"), _pattern(row.need("words"))) for row in rows)


def _pattern(words: str) -> re.Pattern[str]:
    """Any of the words, whole; "coloni*" stands for all that begin so."""
    either = "|".join(rf"\b{re.escape(word)}\b".replace(r"\*\b", r"\w*\b") for word in words.split("|"))
    return re.compile(either, re.IGNORECASE)


def heading(title: str) -> str:
    """The id of the heading a title falls under, "" where none.

    >>> heading("Treaty on a nuclear-weapon-free zone in Africa : resolution / adopted by the General Assembly")
    'nuclear'
    >>> heading("The situation in Hungary")
    ''
    """
    plain = _TAIL.sub("", title)
    return next((one.id for one in headings() if one.words.search(plain)), "")


def named(id: str) -> str:
    """The name of a heading. KeyError for another id."""
    return {one.id: one.name for one in headings()}[id]


def headed(ledger: Ledger, calls: RollCalls) -> NDArray[Any]:
    """The heading of each roll call, in their order."""
    rows = ledger.arrays("SELECT id, title FROM items WHERE kind = 'resolution'")
    titles = dict(zip(rows["id"].tolist(), rows["title"].tolist(), strict=True))
    return np.array([heading(str(titles.get(str(item), ""))) for item in calls.item_ids], dtype=object)


def lines(calls: RollCalls, units: Iterable[str]) -> NDArray[np.int8]:
    """Votes [i, u] of lines of states, each under its youngest id: a successor's vote goes before its predecessor's."""
    places = {id: at for at, id in enumerate(units)}
    votes = np.zeros((len(calls), len(places)), dtype=np.int8)
    for column, state in enumerate(calls.states):
        at = places.get(unit(state))
        if at is not None:
            own = calls.votes[:, column]
            keep = (own > 0) & ((votes[:, at] == 0) | (unit(state) == state))
            votes[keep, at] = own[keep]
    return votes


def alike(votes: NDArray[np.int8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every pair of columns: in how many votes both gave the same answer, and in how many both took part; [u, u] each.

    >>> same, n = alike(np.array([[1, 1], [1, 3], [2, 0]], dtype=np.int8))
    >>> int(same[0, 1]), int(n[0, 1])
    (1, 2)
    """
    part = (votes > 0).astype(np.float32)
    same = sum(((votes == answer).astype(np.float32).T @ (votes == answer).astype(np.float32)) for answer in (1, 2, 3))
    return np.rint(same).astype(np.int64), np.rint(part.T @ part).astype(np.int64)
