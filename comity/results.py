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
        from rich.table import Table as RichTable
        from rich.text import Text

        rows = self.rows()
        if rows:
            shown = RichTable(title=Text(self.title), title_justify="left")
            for name in self.columns:
                shown.add_column(Text(name))
            for row in rows[:SHOWN]:
                shown.add_row(*(Text(_cell(value)) for value in row.values()))
            yield shown
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
