"""Where measures get their counts: a ledger of single votes, or the release that ships inside the package."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from comity.measure.fused import Fused
from comity.measure.kept.series import Kept
from comity.measure.pacts.obligations import Obligation
from comity.measure.votes.choices import DyadChoices
from comity.results import Table
from comity.schema import Origin

if TYPE_CHECKING:
    from comity.ledger import Ledger


class Source(Protocol):
    """What every question reads from."""

    @property
    def kind(self) -> str:
        """ "ledger" or "release"."""

    @property
    def made(self) -> date:
        """The day the release was made, or the ledger last built."""

    @property
    def note(self) -> str:
        """One sentence where a part comes from elsewhere (a ledger without votes), else ""."""

    @property
    def fused(self) -> Fused:
        """Alignment and pressure, estimated from all series."""

    @property
    def kept(self) -> Kept:
        """Yearly numbers of pairs and states that measures computed from the record: trade, power, arms, force, contacts."""

    def dyad(self, state1: str, state2: str, until: date | None = None) -> DyadChoices:
        """Joint choices of two states, or a state and a bloc, up to a day; predecessors summed in."""

    def obligations(self, state1: str, state2: str, until: date | None = None) -> tuple[Obligation, ...]:
        """Treaty obligations that began by that day, predecessors' included, oldest first."""

    def origins(self) -> tuple[Origin, ...]:
        """Data sets behind the answers."""

    def covers(self, indicator: str) -> tuple[date, date] | None:
        """First and last day held of "un_vote" or "atop"; None where nothing is held."""


def open_source(ledger: Ledger | Path | str | None = None, release: Path | None = None) -> Source:
    """The ledger at that path, or the shipped release where none is named (`release`: another release folder).

    LedgerError where the path holds no ledger. A ledger that holds no votes, or no treaties, takes that part from the
    release and says so in its note.

    >>> source = open_source()
    >>> source.kind, int(source.dyad("RUS", "CHN", date(2020, 12, 31)).n_votes()[-1])
    ('release', 98)
    """
    from comity.measure.shipped import ShippedRelease

    shipped = ShippedRelease(release)
    if ledger is None:
        return shipped
    from comity.ledger import Ledger
    from comity.measure.held import HeldLedger

    return HeldLedger(ledger if isinstance(ledger, Ledger) else Ledger(Path(ledger)), shipped)


def cite(source: Source) -> Table:
    """The data sets behind every answer of a source: producer, title, version, licence, citation, address.

    Those that only the fused estimates rest on stand behind those of votes and treaties.

    >>> producers = [row["producer"] for row in cite(open_source()).rows()]
    >>> producers[0][:14], any("Barbieri" in producer for producer in producers)
    ('Brett Ashley L', True)
    """
    fused = source.fused.origins() if source.fused.alignment.held else ()
    origins = tuple({origin.id: origin for origin in (*source.origins(), *fused)}.values())
    columns = {name: [getattr(origin, name) for origin in origins] for name in CITED}
    kind = f"the release made {source.made}" if source.kind == "release" else "the ledger"
    return Table(f"Data sets behind {kind}", columns, note=source.note or "Cite them beside comity.")


CITED = ("id", "producer", "title", "version", "date", "licence", "citation", "address")
