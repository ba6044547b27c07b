"""The ledger: public data added once, published whole, asked in SQL, traced to the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from comity.intake.download import Progress as Arriving
from comity.intake.releases import Release
from comity.ledger import (
    adding,
    asking,
    building,
    evidence,
    freshness,
    judging,
    published,
    running,
    standing,
    syncing,
    text_evidence,
    texts,
)
from comity.ledger.adding import Added, Progress
from comity.ledger.building import Built
from comity.ledger.columns import Arrays
from comity.ledger.folder import Folder
from comity.ledger.running import Coded
from comity.ledger.syncing import Synced
from comity.ledger.texts import Taken
from comity.results import Table
from comity.schema import Judgement


class Ledger:
    """The record held in one directory, which `add` makes.

    Any number of processes may read while one writes: they see the file published last.

    >>> Ledger("record").path.name
    'record'
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._folder = Folder(self.path.absolute())

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    def add(
        self,
        paths: str | Path | Sequence[str | Path],
        record: str = "un_votes",
        progress: Progress | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Added:
        """Read the files of one data set; the same bytes again change nothing. `build` then publishes them.

        `record` names the adapter. `progress` is called with the rows read and the rows expected or None.
        `columns` says which column of a table of your own (record "dyads") is what: `{"state1": "a", ...}`.

        Raises:
            Refused: no such adapter, columns it does not take, or nothing in the file could be read.
            WrongFile, UnsafePath: a file the adapter will not take.
            LedgerError: not a ledger, another writer at work, or a disk that cannot be written.
        """
        several = [paths] if isinstance(paths, str | Path) else paths
        return adding.add(self._folder, [Path(path) for path in several], record, progress, columns)

    def add_documents(
        self,
        places: str | Path | Sequence[str | Path],
        mapping: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Taken:
        """Read documents from files, folders, addresses or "-"; those held already change nothing. `code` then reads them.

        `mapping` names the columns of rows: field of Document to column. What cannot be read is a row of `failures`.

        Raises:
            UnsafePath, Refused: a path that is no plain file or folder, or a mapping of an unknown field.
            LedgerError: not a ledger, or a disk that cannot be written.
        """
        several = [places] if isinstance(places, str | Path) else places
        return texts.add_documents(self._folder, [str(place) for place in several], mapping, progress)

    def sync(self, release: Release, progress: Arriving | None = None) -> Synced:
        """Fetch one data set from its publisher where it has changed, and add it. `progress` is told bytes.

        Raises:
            Refused, Unreachable: no data came, or none its adapter reads; what is held stays.
            LedgerError: not a ledger, another at work, or a disk that cannot be written.
        """
        return syncing.sync(self._folder, release, progress)

    def freshness(self) -> Table:
        """The public data held: version, until when, since when, when its publisher was last asked, licence."""
        return freshness.freshness(self._folder)

    def code(
        self,
        workers: int = 1,
        min_confidence: float | None = None,
        limit: int | None = None,
        progress: running.Progress | None = None,
        issues: Path | None = None,
    ) -> Coded:
        """Code the documents not coded yet, in that many processes; the rows are the same for any number. LedgerError.

        `issues` is a user's table of matters in dispute, laid over the shipped one.
        A run that is killed loses nothing that `progress` of a whole shard or an earlier run reported; run it again to go on.
        """
        return running.code(self._folder, workers, min_confidence, limit, progress, issues=issues)

    def judge(self, judgement: Judgement) -> None:
        """Keep what a person decided on a row; `build` then applies the newest of each row. Refused, LedgerError."""
        judging.judge(self._folder, judgement)

    def build(self) -> Built:
        """Publish all that was added. LedgerError names a damaged part; what is intact is published all the same."""
        return building.build(self._folder)

    def query(self, sql: str, limit: int = asking.LIMIT) -> Table:
        """The answer to one read-only query over the ledger's tables, at most `limit` rows. QueryRefused."""
        return asking.ask(self._folder, sql, limit)

    def arrays(self, sql: str, parameters: Sequence[object] = ()) -> Arrays:
        """One array a column for trusted SQL: DATE as datetime64[D], missing as nan, NaT or None."""
        return published.arrays(self._folder, sql, parameters)

    def why(self, id: str) -> Table:
        """The rows behind a record, item or origin id with file and line, or the text behind an event, statement,
        document or story id with the deciding words marked. NoEvidence."""
        return text_evidence.why(self._folder, id) or evidence.why(self._folder, id)

    def cite(self, indicators: str | Sequence[str] | None = None) -> Table:
        """The origins to cite: producer, title, version, licence, citation, address, current records held."""
        return evidence.cite(self._folder, indicators)

    def holds(self, indicator: str) -> bool:
        """Whether anything of an indicator is published."""
        return evidence.covers(self._folder, indicator) is not None

    def covers(self, indicator: str) -> tuple[date, date] | None:
        """The first and last day an indicator speaks of, or None."""
        return evidence.covers(self._folder, indicator)

    def status(self) -> Table:
        """The file sets added, with counts of records, items, failures and rows skipped."""
        return standing.status(self._folder)
