"""Opening GDELT event exports: tab-separated, no header, no quoting; what a file is, its first line tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from comity.errors import WrongFile
from comity.intake.files import inspect
from comity.intake.records.gdelt.columns import VERSION_1, VERSION_2
from comity.intake.rows import PLAIN, Dialect, Sheet, Values, open_sheet
from comity.schema import Failure

BY_WIDTH = {len(VERSION_2): VERSION_2, len(VERSION_1): VERSION_1, len(VERSION_1) - 1: VERSION_1}


@dataclass(frozen=True, slots=True)
class ExportSheet(Sheet):
    """An export without a header. A line may lack the last column, SOURCEURL, where version 1.0 lacks it."""

    def rows(
        self, wanted: Sequence[str], skipped: Counter[str] | None = None
    ) -> Iterator[tuple[int, Values | Failure]]:
        """As `Sheet.rows`; the first line is row 1, and a quotation mark is a character like any other."""
        width = len(self.columns)
        shorter = width - 1 if self.columns is VERSION_1 else width
        pick = itemgetter(*map(self.columns.index, wanted), slice(0, 0))
        with self.held.open_text() as text:
            for number, line in enumerate(text, 1):
                cells = line.rstrip("\r\n").split("\t")
                if len(cells) == shorter < width:
                    cells.append("")
                if len(cells) == width:
                    yield number, pick(cells)[:-1]
                elif line.strip():
                    reason = f"{width} columns expected, {len(cells)} found"
                    yield number, Failure(self.name, number, reason, ", ".join(cells)[:200])
                elif skipped is not None:
                    skipped["blank line"] += 1


def open_export(path: Path | str, root: Path | str | None = None, dialect: Dialect = PLAIN) -> Sheet:
    """The table in a file: an export by its first line, any other file as `open_sheet` reads it.

    Raises:
        UnsafePath, WrongFile: as `open_sheet`; also an export with a number of columns that no version has.
    """
    held = inspect(path, root, dialect.encoding)
    if held.kind == "parquet":
        return open_sheet(path, root, dialect)
    with held.open_text() as text:
        cells = text.readline(1 << 20).rstrip("\r\n").split("\t")
    if not (len(cells) > 2 and cells[0].isdecimal() and cells[1].isdecimal() and len(cells[1]) == 8):
        return open_sheet(path, root, dialect)
    columns = BY_WIDTH.get(len(cells))
    if columns is None:
        raise WrongFile(
            f"an export with {len(cells)} columns: 61 (version 2.0), 58 or 57 (version 1.0) expected",
            where=str(path),
            next_step="download the file again, or write to the maintainers where GDELT has changed its layout",
        )
    return ExportSheet(held, columns, held.lines + 1, "\t")
