"""The brief itself: a headline, sections, origins, and the way from every figure to what stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from comity.brief.objects import Block, Figure, Said, Section, Table
from comity.errors import NoEvidence
from comity.results import Table as Rows
from comity.schema import Actor, Origin


@dataclass(frozen=True)
class Brief:
    """The answer for two states and a rival bloc on a day, with everything behind it.

    `until` is the day asked for and `as_of` the last day of the record that was counted. `basis` is
    "release" (what ships with comity) or "ledger". `why` answers the evidence id of any figure.
    """

    headline: Said
    state1: Actor
    state2: Actor
    against: Actor
    until: date
    as_of: date
    basis: str
    sections: tuple[Section, ...]
    origins: tuple[Origin, ...]
    explain: Callable[[str], Rows] | None = field(default=None, repr=False, compare=False)

    @property
    def title(self) -> str:
        """The headline as plain text."""
        return str(self.headline)

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for section in self.sections:
            yield from section.blocks

    def figures(self) -> Iterator[Figure]:
        """Every figure in reading order, those of the tables that repeat a chart among them."""
        yield from self.headline.figures
        for block in self.blocks():
            yield from block.figures

    def noted(self) -> Iterator[Figure]:
        """The figures that get a note: all but those of tables that repeat a chart."""
        yield from self.headline.figures
        for block in self.blocks():
            if not (isinstance(block, Table) and block.data):
                yield from block.figures

    def evidence(self) -> tuple[str, ...]:
        """The evidence ids of the noted figures once each, in reading order: note n is the n-th."""
        return tuple(dict.fromkeys(figure.evidence for figure in self.noted()))

    def section(self, id: str) -> Section:
        """The section of that id; NoEvidence where the brief has none."""
        found = next((section for section in self.sections if section.id == id), None)
        if found is None:
            raise NoEvidence(f"the brief has no section {id!r}", next_step=f"one of {[s.id for s in self.sections]}")
        return found

    def why(self, evidence: str | None = None) -> Rows:
        """The rows behind one evidence id, or behind the first figure when none is named."""
        wanted = evidence or next(iter(self.evidence()), "")
        if self.explain is None or not wanted:
            raise NoEvidence("this brief carries no evidence", where=self.title)
        return self.explain(wanted)

    def to_text(self, width: int = 100, colour: bool = False) -> str:
        """The brief as lines of text, at most `width` characters wide."""
        from comity.brief.terminal import to_text

        return to_text(self, width=width, colour=colour)

    def to_html(self, disputed_names: str = "neutral") -> str:
        """The brief as one self-contained page: no script, nothing loaded from elsewhere.

        `disputed_names` on the map: "neutral" says that a status is disputed, "local" calls places as those who hold them do.
        """
        from comity.brief.html import to_html

        return to_html(self, disputed_names)

    def to_json(self) -> dict[str, Any]:
        """The brief as plain dicts and lists; the keys are documented in `comity.brief.plain`."""
        from comity.brief.plain import to_json

        return to_json(self)

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        from comity.brief.terminal import lay_out

        yield from lay_out(self, options.max_width, console.color_system is not None and not console.no_color)

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        from comity.brief.html import to_fragment

        return to_fragment(self)
