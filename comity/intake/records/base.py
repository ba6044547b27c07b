"""What an adapter is: layouts it knows, files it takes, and a reading that streams records with their origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from comity.errors import Refused, WrongFile
from comity.intake.files import fingerprint
from comity.intake.records.matching import Part, find_beside, match
from comity.intake.rows import PLAIN, Dialect, Sheet, open_sheet
from comity.schema import Failure, Item, Origin, Record

Row = Record | Item | Failure
Sheets = Mapping[str, Sheet]
"""The tables of one data set by the name of their part."""
Opener = Callable[[Path | str, Path | str | None, Dialect], Sheet]
"""(path, root, dialect) -> the table in the file."""


@dataclass
class Reading:
    """One data set, opened: iterate for its records, items and failures, streaming and as often as wanted.

    `total` is about how many records and failures to expect, for a progress bar; None
    where the files do not tell. `files` are
    the files read, a companion found beside the one named included. After or during
    iteration `skipped` counts rows left out on purpose by reason, and `notes` counts
    rows read in spite of an oddity. Every row of the files ends in records, an Item
    or a Failure, or is counted in `skipped`; a Failure about printed totals comes on top.
    """

    origin: Origin
    total: int | None
    files: tuple[Path, ...]
    layout: str
    rows: Callable[[Reading], Iterator[Row]] = field(repr=False)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Row]:
        self.skipped.clear()
        self.notes.clear()
        return self.rows(self)


@dataclass(frozen=True)
class Layout:
    """One way a data set is laid out: the columns it must have and how its rows become records.

    `companion` is the second table some layouts come with.
    """

    name: str
    doc: str
    required: tuple[str, ...]
    build: Callable[[Sheets], Built] = field(repr=False)
    companion: Part | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        main = Part(self.name, self.required, self.doc)
        return (main,) if self.companion is None else (main, self.companion)


@dataclass(frozen=True)
class Built:
    """What a layout makes of its tables: its part of the origin, the rows, and about how many of them to expect."""

    title: str
    version: str
    date: str
    rows: Callable[[Reading], Iterator[Row]]
    total: int | None


@dataclass(frozen=True)
class Publisher:
    """Who publishes a data set, on what terms, how to cite it and where it is found."""

    producer: str
    licence: str
    citation: str
    address: str


@dataclass(frozen=True)
class Adapter:
    """Reads one public data set in every layout it is found in.

    `version` changes when the same file would give other records than before. `dialect`
    tells what the publisher's text files have above the header, and their encoding; `opener`
    opens files that have no header at all.
    """

    name: str
    doc: str
    layouts: tuple[Layout, ...]
    publishers: Mapping[str, Publisher] = field(repr=False)
    version: str = "1"
    dialect: Dialect = PLAIN
    opener: Opener = field(default=open_sheet, repr=False)

    def mapped(self, columns: Mapping[str, str]) -> Adapter:
        """The adapter for a table whose columns the user names. Refused by all whose columns are known."""
        raise Refused(
            "the columns of this record are known", where=self.name, next_step=f"leave {', '.join(columns)} out"
        )

    def read(self, paths: Sequence[Path | str], root: Path | str | None = None) -> Reading:
        """Open the files of one data set and say what they are; rows come when the reading is iterated.

        A layout of two tables takes both files in any order, or one, when exactly one
        fitting companion lies beside it. `root` confines the paths to a folder.

        Raises:
            UnsafePath: a path that is no plain readable file, or expands beyond its bounds.
            WrongFile: a table in none of the layouts (the nearest is named, with the columns
                missing and unexpected), a companion that is absent, or files that do not belong together.
        """
        if not paths:
            raise WrongFile("no file named", where=self.name, next_step="name the file to add")
        sheets = self._assign([self.opener(path, root, self.dialect) for path in paths])
        layout = self._layout_of(sheets)
        sheets = self._complete(layout, sheets, root)
        built = layout.build(sheets)
        files = tuple(sheet.path for sheet in sheets.values())
        origin = self._origin(layout, built, fingerprint(files))
        return Reading(origin, built.total, files, layout.name, built.rows)

    def _assign(self, opened: Sequence[Sheet]) -> dict[str, Sheet]:
        sheets: dict[str, Sheet] = {}
        parts = [part for layout in self.layouts for part in layout.parts]
        for sheet in opened:
            part = match(sheet, parts, self.name)
            if part.name in sheets:
                raise WrongFile(
                    f"two files of the same kind ({part.name}): {sheets[part.name].name} and {sheet.name}",
                    where=str(sheet.path),
                    next_step="add them one after the other",
                )
            sheets[part.name] = sheet
        return sheets

    def _layout_of(self, sheets: Sheets) -> Layout:
        for layout in self.layouts:
            if set(sheets) <= {part.name for part in layout.parts}:
                return layout
        names = ", ".join(f"{sheet.name} ({part})" for part, sheet in sheets.items())
        raise WrongFile(f"files of different layouts: {names}", where=self.name, next_step="add one data set at a time")

    def _complete(self, layout: Layout, sheets: Sheets, root: Path | str | None) -> dict[str, Sheet]:
        whole = dict(sheets)
        for part in layout.parts:
            if part.name not in whole:
                given = next(iter(sheets.values()))
                found = find_beside(given.path, part, self.name)
                whole[part.name] = self.opener(found, root, self.dialect)
        return {part.name: whole[part.name] for part in layout.parts}

    def _origin(self, layout: Layout, built: Built, digest: str) -> Origin:
        publisher = self.publishers[layout.name]
        return Origin(
            id=f"{self.name}-{layout.name}-{digest[:8]}",
            producer=publisher.producer,
            title=built.title,
            version=built.version,
            date=built.date,
            licence=publisher.licence,
            citation=publisher.citation,
            address=publisher.address,
        )
