"""What a user says about a table of dyads: which column is what, and what its values are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comity.actors.codes import SYSTEMS
from comity.errors import Refused

COLUMNS = ("state1", "state2", "value", "year", "month", "day", "start", "end")
TIMES = (("year",), ("month",), ("day",), ("start", "end"), ("start",))
WORDS = ("indicator", "unit", "codes", "directed", "missing", "title", "producer", "licence", "citation", "address")
CODES = ("name", *SYSTEMS)
MISSING = frozenset({"", ".", "..", "...", "NA", "N/A", "NaN", "nan", "NULL", "None", "null"})

TAKEN = ("un_vote", "membership", "atop_", "treaty_")
"""Beginnings of indicators that measures read with a meaning of their own."""

_INDICATOR = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_EXAMPLE = "state1=a,state2=b,year=yr,value=v,indicator=tourist_arrivals,unit=thousand visitors,codes=iso3"


@dataclass(frozen=True, slots=True)
class Given:
    """A mapping that holds together: `columns` of the table by their part, and the user's words."""

    columns: Mapping[str, str]
    indicator: str
    unit: str
    codes: str
    directed: bool
    missing: frozenset[str]
    words: Mapping[str, str]

    @property
    def time(self) -> tuple[str, ...]:
        """The parts that tell when: year, month, day, or start with or without end."""
        return next(parts for parts in TIMES if set(parts) <= set(self.columns))

    @property
    def required(self) -> tuple[str, ...]:
        """Columns of the table in the order in which rows are read: the states, the value, the time."""
        return tuple(self.columns[part] for part in ("state1", "state2", "value", *self.time))

    @property
    def spelling(self) -> str:
        """The mapping as one text, the same in whatever order it was given."""
        return ",".join(f"{key}={text}" for key, text in sorted({**self.columns, **self.words}.items()))


def read_mapping(given: Mapping[str, str]) -> Given:
    """The user's words, checked. Refused, with an example, where a word is unknown, missing or means nothing.

    >>> read_mapping({"state1": "a", "state2": "b", "year": "yr", "value": "v", "indicator": "gdp", "unit": "$"}).time
    ('year',)
    """
    unknown = [key for key in given if key not in (*COLUMNS, *WORDS)]
    if unknown:
        raise _refused(f"unknown: {', '.join(unknown)}; known are {', '.join((*COLUMNS, *WORDS))}")
    columns = {key: text.strip() for key, text in given.items() if key in COLUMNS}
    words = {key: text.strip() for key, text in given.items() if key in WORDS}
    lacking = [key for key in ("state1", "state2", "value") if not columns.get(key)]
    lacking += [key for key in ("indicator", "unit") if not words.get(key)]
    if lacking:
        raise _refused(f"not said: {', '.join(lacking)}")
    _refuse_times(columns)
    _refuse_words(words)
    missing = MISSING | {words["missing"]} if "missing" in words else MISSING
    directed = words.get("directed", "no") == "yes"
    return Given(columns, words["indicator"], words["unit"], words.get("codes", "name"), directed, missing, words)


def _refuse_times(columns: Mapping[str, str]) -> None:
    told = tuple(key for key in ("year", "month", "day", "start", "end") if columns.get(key))
    if told not in TIMES:
        found = ", ".join(told) or "nothing"
        raise _refused(f"when: one of year, month, day, or start with or without end expected, found {found}")
    if len(set(columns.values())) < len(columns):
        raise _refused("one column is named for two things")


def _refuse_words(words: Mapping[str, str]) -> None:
    indicator = words["indicator"]
    if not _INDICATOR.fullmatch(indicator) or len(indicator) > 60:
        raise _refused(f"indicator {indicator[:60]!r}: a name such as tourist_arrivals expected")
    if indicator.startswith(TAKEN):
        raise _refused(f"indicator {indicator!r} has a meaning of its own here: choose another name")
    if words.get("codes", "name") not in CODES:
        raise _refused(f"codes {words['codes'][:20]!r}: one of {', '.join(CODES)} expected")
    if words.get("directed", "no") not in ("yes", "no"):
        raise _refused(f"directed {words['directed'][:20]!r}: yes or no expected")


def _refused(what: str) -> Refused:
    return Refused(what, where="the columns of dyads", next_step=f"say for example --columns {_EXAMPLE!r}")
