"""Rows of a table as text, with the number a reader would give them, the same from CSV and Parquet."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

import duckdb

from comity.errors import ComityError, WrongFile
from comity.intake.files import Held, inspect, kind_of
from comity.intake.unpack import MAX_BYTES
from comity.schema import Failure

MAX_ROWS = 200_000_000
"""Rows a Parquet file may claim; repetition packs without limit, so the claim is checked before reading."""

BATCH = 20_000
PREAMBLE = 60
"""Lines among which a header is looked for where a publisher writes something above it."""

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a publisher's tables differ from UTF-8 text with the header on the first line.

    `encoding` is that of text which is not UTF-8. `headers` are sets of columns: the
    header is the first line that has all of one set, whatever stands above it; several
    columns without a name are then called by their place, "column 4".
    """

    encoding: str = ""
    headers: tuple[frozenset[str], ...] = ()


PLAIN = Dialect()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: its columns in order and its rows on demand.

    `total` is the number of rows expected, for a progress bar. A row's number is its
    line in a text file, the header being line 1 or the line after the `preamble`, and
    its position from 1 in Parquet.
    """

    held: Held
    columns: tuple[str, ...]
    total: int
    delimiter: str = ","
    types: dict[str, str] = field(default_factory=dict)
    preamble: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return self.held.path

    @property
    def name(self) -> str:
        """File name as it stands in a Failure."""
        return self.held.path.name

    def rows(
        self, wanted: Sequence[str], skipped: Counter[str] | None = None
    ) -> Iterator[tuple[int, Values | Failure]]:
        """(row number, values of the wanted columns as text) of every row; missing is the empty string.

        A row that cannot be split into the header's columns comes as a Failure. Blank
        lines are counted in `skipped`.
        """
        counted = Counter[str]() if skipped is None else skipped
        return self._parquet_rows(wanted) if self.held.kind == "parquet" else self._text_rows(wanted, counted)

    def dicts(self, wanted: Sequence[str] | None = None) -> Iterator[tuple[int, dict[str, str] | Failure]]:
        """The same rows as dicts, for a look at a file; `rows` is the fast way."""
        names = tuple(wanted or self.columns)
        for number, values in self.rows(names):
            yield number, values if isinstance(values, Failure) else dict(zip(names, values, strict=True))

    def _text_rows(self, wanted: Sequence[str], skipped: Counter[str]) -> Iterator[tuple[int, Values | Failure]]:
        width = len(self.columns)
        places = [self.columns.index(name) for name in wanted]
        pick = itemgetter(*places) if len(places) > 1 else lambda cells: (cells[places[0]],)
        above = len(self.preamble)
        with self.held.open_text() as text:
            for _ in self.preamble:
                text.readline()
            reader = csv.reader(text, delimiter=self.delimiter, strict=True)
            next(reader)
            while True:
                number = above + reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield number, self._unread(number, above + reader.line_num, str(error))
                    continue
                if len(cells) == width:
                    yield number, pick(cells)
                elif any(cells):
                    yield number, self._ragged(number, cells)
                else:
                    skipped["blank line"] += 1

    def _ragged(self, number: int, cells: Sequence[str]) -> Failure:
        reason = f"{len(self.columns)} columns expected, {len(cells)} found"
        return Failure(self.name, number, reason, ", ".join(cells)[:200])

    def _unread(self, first: int, last: int, error: str) -> Failure:
        lines = f"lines {first} to {last}" if last > first else f"line {first}"
        return Failure(self.name, first, f"{lines} cannot be read as CSV: {error}")

    def _parquet_rows(self, wanted: Sequence[str]) -> Iterator[tuple[int, Values | Failure]]:
        columns = ", ".join(_as_text(name, self.types[name]) for name in wanted)
        number = 0
        with connect() as connection:
            try:
                connection.execute(f"SELECT {columns} FROM read_parquet($path)", {"path": str(self.path)})
                while batch := connection.fetchmany(BATCH):
                    yield from enumerate(batch, number + 1)
                    number += len(batch)
            except duckdb.Error as error:
                raise _damaged(self.path, error) from error


def open_sheet(path: Path | str, root: Path | str | None = None, dialect: Dialect = PLAIN) -> Sheet:
    """Inspect a file and read its header.

    Raises:
        UnsafePath, WrongFile: as `files.inspect`; also a header that is blank or
            repeats a name, a table without rows, Parquet that claims more than `MAX_ROWS`.
    """
    held = inspect(path, root, dialect.encoding)
    sheet = _parquet_sheet(held) if held.kind == "parquet" else _text_sheet(held, dialect)
    if len(set(sheet.columns)) < len(sheet.columns):
        twice = sorted(name for name, n in Counter(sheet.columns).items() if n > 1)
        raise WrongFile(
            f"the header names columns twice: {', '.join(map(repr, twice[:5]))}",
            where=str(path),
            next_step="check that the first line is the header",
        )
    if sheet.total < 1:
        raise WrongFile("a header and no rows", where=str(path), next_step="download the file again")
    return sheet


def header(path: Path) -> tuple[str, ...]:
    """The columns a file seems to have, at the cost of its first line; none where it cannot be opened as a table."""
    try:
        held = Held(path, kind_of(path), 0)
        if held.kind != "parquet":
            return _text_sheet(held).columns
        with connect() as connection:
            told = connection.execute("DESCRIBE SELECT * FROM read_parquet($path)", {"path": str(path)}).fetchall()
        return tuple(row[0] for row in told)
    except (ComityError, OSError, UnicodeError, duckdb.Error):
        return ()


def connect() -> duckdb.DuckDBPyConnection:
    """A private connection that fetches no extensions."""
    return duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})


def _text_sheet(held: Held, dialect: Dialect = PLAIN) -> Sheet:
    preamble = _preamble(held, dialect)
    with held.open_text() as text:
        for _ in preamble:
            text.readline()
        start = text.readline(1 << 20)
    delimiter = max(",\t;", key=start.count)
    with held.open_text() as text:
        for _ in preamble:
            text.readline()
        try:
            names = next(csv.reader(text, delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            raise _headless(held.path, str(error)) from error
    if not any(names):
        raise _headless(held.path, "the first line is blank")
    columns = [name.strip() for name in names]
    if dialect.headers and columns.count("") > 1:
        columns = [name or f"column {place}" for place, name in enumerate(columns, 1)]
    return Sheet(held, tuple(columns), held.lines - len(preamble), delimiter, preamble=preamble)


def _preamble(held: Held, dialect: Dialect) -> tuple[str, ...]:
    """The lines above the header; none where the first line is the header or no line looks like one."""
    if not dialect.headers:
        return ()
    with held.open_text() as text:
        lines = [text.readline(1 << 20) for _ in range(PREAMBLE)]
    for place, line in enumerate(lines):
        cells = {cell.strip().strip('"') for cell in line.split(max(",\t;", key=line.count))}
        if any(names <= cells for names in dialect.headers):
            return tuple(line.strip() for line in lines[:place])
    return ()


def _headless(path: Path, why: str) -> WrongFile:
    return WrongFile(
        f"a header was expected on the first line: {why}", where=str(path), next_step="download the file again"
    )


def _parquet_sheet(held: Held) -> Sheet:
    path = str(held.path)
    if set(path) & set("*?["):
        raise WrongFile("a Parquet path with * ? or [ in it", where=path, next_step="rename the file or its folder")
    try:
        with connect() as connection:
            told = connection.execute("DESCRIBE SELECT * FROM read_parquet($path)", {"path": path}).fetchall()
            size = connection.execute(
                "SELECT max(num_rows), (SELECT sum(total_uncompressed_size) FROM parquet_metadata($path)) "
                "FROM parquet_file_metadata($path)",
                {"path": path},
            ).fetchone()
    except duckdb.Error as error:
        raise _damaged(held.path, error) from error
    rows, expanded = size or (0, 0)
    if rows > MAX_ROWS or (expanded or 0) > MAX_BYTES:
        raise WrongFile(
            f"claims {rows:,} rows and {expanded:,} bytes unpacked; at most {MAX_ROWS:,} and {MAX_BYTES:,} are read",
            where=path,
            next_step="split the file",
        )
    _decode_all(held.path)
    return Sheet(held, tuple(row[0] for row in told), rows, types={row[0]: row[1] for row in told})


def _decode_all(path: Path) -> None:
    """Unpack every page once, as text is read once: a damaged page is found before anything is stored."""
    try:
        with connect() as connection:
            connection.execute(
                "SELECT bit_xor(hash(COLUMNS(*))) FROM read_parquet($path)", {"path": str(path)}
            ).fetchall()
    except duckdb.Error as error:
        raise _damaged(path, error) from error


def _as_text(name: str, kind: str) -> str:
    """SQL for a column as a CSV would show it: 3 for the double 3.0, which R writes for whole numbers."""
    column = '"' + name.replace('"', '""') + '"'
    plain = f"CAST({column} AS VARCHAR)"
    if kind in ("DOUBLE", "FLOAT"):
        whole = f"isfinite({column}) AND {column} = floor({column}) AND abs({column}) < 1e15"
        plain = f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE {plain} END"
    return f"coalesce({plain}, '')"


def _damaged(path: Path, error: Exception) -> WrongFile:
    said = str(error).splitlines()[0][:200]
    return WrongFile(
        f"the Parquet file is cut short or damaged: {said}", where=str(path), next_step="download the file again"
    )
