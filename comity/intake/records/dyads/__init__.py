"""A table of your own about pairs of states: you say which column is what, and what the values are.

`comity add --record dyads FILE --columns "state1=a,state2=b,year=yr,value=v,indicator=tourist_arrivals,unit=thousand visitors"`.
Columns: `state1`, `state2`, `value` and when: `year`, `month` (2018-02), `day` (2018-02-28), or `start` with or without `end`. Words:
`indicator` and `unit` (both must be said), `codes` (`name`, which also takes ids such as RUS, or iso3, iso2, iso3n, cow, gw, un,
voeten; `name` unless said), `directed` (`yes` or `no`, `no` unless said), `missing` (a mark of missing values such as -9,
beside blank, NA, NaN and points), and for the citation `title`, `producer`, `licence`, `citation`, `address`.
The values are kept as they stand. The same file under another indicator is another data set; under the same indicator
with another mapping it replaces what it gave before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from comity.intake.records.base import Adapter, Layout, Publisher, Reading
from comity.intake.records.dyads.mapping import read_mapping
from comity.intake.records.dyads.rows import build

_DOC = "a table of your own, one row per pair of states and time"


@dataclass(frozen=True)
class DyadsAdapter(Adapter):
    """Reads nothing until `mapped` has told it the columns."""

    def mapped(self, columns: Mapping[str, str]) -> Adapter:
        """The adapter for this mapping, named after its indicator: "dyads:tourist_arrivals".

        Refused, with an example, where the mapping does not hold together.
        """
        given = read_mapping(columns)
        words = given.words
        publisher = Publisher(
            words.get("producer", ""),
            words.get("licence", "none stated"),
            words.get("citation", ""),
            words.get("address", ""),
        )
        layout = Layout("own", _DOC, given.required, partial(build, given))
        name = f"{self.name}:{given.indicator}"
        return Adapter(name, self.doc, (layout,), {layout.name: publisher}, f"{self.version}|{given.spelling}")

    def read(self, paths: Sequence[Path | str], root: Path | str | None = None) -> Reading:
        """Refused: the columns are not known."""
        read_mapping({})
        return super().read(paths, root)


ADAPTER = DyadsAdapter("dyads", "A table of your own about pairs of states, with the columns you name.", (), {})
