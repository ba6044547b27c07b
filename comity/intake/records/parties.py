"""Parties named in lists over years: names split where the list is, and the spans in which each was a state or body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from comity.actors import get
from comity.errors import ComityError
from comity.intake.records.states import printed

Span = tuple[str, date, date]
"""id, first day, last day"""


def listed(text: str, after_comma: frozenset[str]) -> list[str]:
    """The names of a comma-separated list in which some names have a comma of their own.

    >>> listed("Korea, North, Iceland,Norway, Gambia, The", frozenset({"North", "The"}))
    ['Korea, North', 'Iceland', 'Norway', 'Gambia, The']
    """
    names: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        if names and part in after_comma:
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return names


class Parties:
    """Who a name stood for over a span of years; looked up once for every name and span."""

    def __init__(self, same: Mapping[str, tuple[str, ...]], kinds: frozenset[str]) -> None:
        self._same = same
        self._find = printed(same, kinds)
        self._known: dict[tuple[str, date, date], tuple[Span, ...] | str] = {}

    def spans(self, name: str, start: date, end: date) -> tuple[Span, ...] | str:
        """The actors that bore the name between two days with the days of each, or why there is none."""
        key = name, start, end
        if key not in self._known:
            self._known[key] = self._look_up(name, start, end)
        return self._known[key]

    def _look_up(self, name: str, start: date, end: date) -> tuple[Span, ...] | str:
        ids = self._same.get(name)
        if ids is None:
            found = self._on_some_day(name, start, end)
            if isinstance(found, ComityError):
                return f"no state or body answers to {name[:60]!r} then: {found.what}"
            ids = (found,)
        spans: list[Span] = []
        for id in ids:
            after = spans[-1][2] + timedelta(days=1) if spans else start
            if span := _within(id, after, end):
                spans.append(span)
        return tuple(spans) or f"{name[:60]!r} did not exist between {start} and {end}"

    def _on_some_day(self, name: str, start: date, end: date) -> str | ComityError:
        failed: ComityError | None = None
        for day in _days(start, end):
            try:
                return self._find(name, day)
            except ComityError as error:
                failed = failed or error
        assert failed is not None
        return failed


def _days(start: date, end: date) -> Iterator[date]:
    """The first day, then the last day of every year to the end."""
    yield start
    for year in range(start.year, end.year):
        yield date(year, 12, 31)
    yield end


def _within(id: str, start: date, end: date) -> Span | None:
    """The part of a span in which the actor existed."""
    actor = get(id)
    first, last = max(start, actor.start or start), min(end, actor.end or end)
    return (id, first, last) if first <= last else None
