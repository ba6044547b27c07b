"""What every question returns: a frozen table that turns into rows, arrays or the reader's own frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from comity.errors import ComityError, NoEvidence

if TYPE_CHECKING:
    import numpy as np

SHOWN = 20
"""Rows that a representation shows before it says how many it left out."""


@dataclass(frozen=True)
class Table:
    """Named columns of equal length, a note on what they are or why there are none, and their evidence.

    `columns` maps names to sequences (numpy arrays or lists; None is missing).
    `note` is one plain sentence; an empty table must have one. `explain` answers
    `why(evidence_id)`; ids stand in the column `evidence` where rows have them.

    >>> Table("votes", {"year": [2020, 2021], "kappa": [0.538, None]}).rows()
    [{'year': 2020, 'kappa': 0.538}, {'year': 2021, 'kappa': None}]
    >>> len(Table("votes", {"year": []}, note="no votes in 1964"))
    0
    """

    title: str
    columns: Mapping[str, Any]
    note: str = ""
    explain: Callable[[str], Table] | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        lengths = {name: len(column) for name, column in self.columns.items()}
        if len(set(lengths.values())) > 1:
            raise ComityError("columns of unequal length", where=f"{self.title}: {lengths}")
        if not len(self) and not self.note:
            raise ComityError("an empty table must say why it is empty", where=self.title)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def rows(self) -> list[dict[str, Any]]:
        """A list of plain dicts, one a row; missing values are None."""
        lists = {name: _plain(column) for name, column in self.columns.items()}
        return [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]

    def numpy(self) -> dict[str, np.ndarray[Any, Any]]:
        """A dict of one-dimensional arrays; missing numbers are nan, missing text is None."""
        import numpy as np

        return {name: np.asarray(_with_nan(_plain(column))) for name, column in self.columns.items()}

    def df(self) -> Any:
        """A pandas frame where pandas is installed, else a polars one; ComityError where neither is."""
        data = {name: _plain(column) for name, column in self.columns.items()}
        for library in ("pandas", "polars"):
            try:
                return __import__(library).DataFrame(data)
            except ImportError:
                continue
        raise ComityError("neither pandas nor polars is installed", next_step="pip install pandas, or use .rows()")

    def arrow(self) -> Any:
        """A pyarrow Table; ComityError where pyarrow is not installed."""
        try:
            import pyarrow
        except ImportError as error:
            raise ComityError("pyarrow is not installed", next_step="pip install pyarrow, or use .rows()") from error
        return pyarrow.table({name: _plain(column) for name, column in self.columns.items()})

    def why(self, evidence: str | None = None) -> Table:
        """The evidence behind one id, or behind the first row when none is named. NoEvidence where there is none."""
        if evidence is None:
            evidence = next((e for e in self.columns.get("evidence", ()) if e), None)
        if evidence is None or self.explain is None:
            raise NoEvidence("this table carries no evidence ids", where=self.title)
        return self.explain(evidence)

    def __rich_console__(self, console: Any, options: Any) -> Any:
        from rich.text import Text

        rows = [{name: _cell(value) for name, value in row.items()} for row in self.rows()[:SHOWN]]
        widths, hidden = _fit({name: [row[name] for row in rows] for name in self.columns}, options.max_width)
        as_cards = bool(hidden) and len(rows) <= CARDS
        yield Text(self.title, style="bold")
        if as_cards:
            yield from (_card(row) for row in rows)
        elif rows:
            yield _grid(rows, widths)
        if hidden and not as_cards:
            yield Text(f"no room for: {', '.join(hidden)} (a wider window, --form csv or .rows() shows all)")
        for line in self._notes():
            yield Text(line)

    def __repr__(self) -> str:
        from io import StringIO

        from rich.console import Console

        out = StringIO()
        Console(file=out, width=100).print(self)
        return out.getvalue().rstrip()

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row.values()) + "</tr>"
            for row in self.rows()[:SHOWN]
        )
        notes = "".join(f"<p>{escape(line)}</p>" for line in self._notes())
        return f"<table><caption>{escape(self.title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def _notes(self) -> list[str]:
        left_out = len(self) - SHOWN
        notes = [f"{left_out} more rows"] if left_out > 0 else []
        return [*notes, self.note] if self.note else notes


def _plain(column: Any) -> list[Any]:
    values = column.tolist() if hasattr(column, "tolist") else list(column)
    return [None if isinstance(value, float) and value != value else value for value in values]


def _with_nan(values: list[Any]) -> list[Any]:
    numeric = all(value is None or isinstance(value, int | float) for value in values)
    return [float("nan") if value is None else value for value in values] if numeric else values


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _grid(rows: list[dict[str, str]], widths: dict[str, int]) -> Any:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, width in widths.items():
        grid.add_column(Text(name), no_wrap=True, overflow="ellipsis", max_width=width)
    for row in rows:
        grid.add_row(*(Text(row[name]) for name in widths))
    return grid


def _card(row: dict[str, str]) -> Any:
    """One row as lines of name and value, for the few wide rows that no window holds side by side."""
    from rich.table import Table as RichTable
    from rich.text import Text

    card = RichTable.grid(padding=(0, 2))
    for name, value in row.items():
        if value:
            card.add_row(Text(name, style="dim"), Text(value, overflow="fold"))
    card.add_row("")
    return card


CARDS = 6
"""Up to so many rows are shown one below the other where they do not fit side by side."""

ROOM = 24
"""Width that the longest column keeps when the others are shown whole."""

GAP = 3
"""Padding and divider of a column."""


def _fit(columns: dict[str, list[str]], room: int) -> tuple[dict[str, int], list[str]]:
    """Widths of the columns that fit, and the names of those left out: the longest texts shrink, then the last go."""
    natural = {name: max(map(len, [name, *cells])) for name, cells in columns.items()}
    hidden: list[str] = []
    while len(natural) > 1 and sum(min(width, ROOM) + GAP for width in natural.values()) > room:
        dropped = max(natural, key=lambda name: (name in {"address", "page", "citation"}, list(natural).index(name)))
        hidden.insert(0, dropped)
        del natural[dropped]
    spare = room - sum(min(width, ROOM) + GAP for width in natural.values())
    widths = {name: min(width, ROOM) for name, width in natural.items()}
    for name in sorted(natural, key=lambda name: natural[name]):
        more = min(natural[name] - widths[name], spare)
        widths[name] += more
        spare -= more
    return widths, hidden
