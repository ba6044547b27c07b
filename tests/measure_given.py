"""A ledger in memory with rows given by hand: answers the same SQL as a published one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np

TABLES = """
CREATE TABLE records (id VARCHAR, indicator VARCHAR, state1 VARCHAR, state2 VARCHAR, start_date DATE, end_date DATE, value DOUBLE,
    unit VARCHAR, directed BOOLEAN, origin_id VARCHAR, "row" BIGINT, item VARCHAR, current BOOLEAN);
CREATE TABLE documents (id VARCHAR, day DATE, text VARCHAR, published VARCHAR);
CREATE TABLE sentences (document VARCHAR, sentence INTEGER, start_char INTEGER, end_char INTEGER);
CREATE TABLE current_events (id VARCHAR, document VARCHAR, sentence INTEGER, type VARCHAR, actor VARCHAR, recipient VARCHAR,
    status VARCHAR, story VARCHAR, date_start DATE, confidence DOUBLE);
CREATE TABLE current_statements (id VARCHAR, document VARCHAR, speaker VARCHAR, speaker_actors VARCHAR[], issues VARCHAR[],
    negated BOOLEAN, date_start DATE, start_char INTEGER, end_char INTEGER);
CREATE TABLE stances (statement VARCHAR, target VARCHAR, kind VARCHAR, value VARCHAR);
"""


class Given:
    """Records, events and statements by hand; every text is one document of one sentence."""

    def __init__(self) -> None:
        self._con = duckdb.connect()
        self._con.execute(TABLES)
        self._n = 0

    def arrays(self, sql: str, parameters: Sequence[object] = ()) -> dict[str, np.ndarray[Any, Any]]:
        """One array a column, days as datetime64[D], as a ledger gives them."""
        answer = self._con.execute(sql, list(parameters))
        days = {name for name, kind, *_ in answer.description or () if str(kind) == "DATE"}
        columns = {name: np.ma.filled(column, None if column.dtype == object else np.ma.default_fill_value(column))
                   for name, column in answer.fetchnumpy().items()}  # fmt: skip
        return {name: column.astype("datetime64[D]") if name in days else column for name, column in columns.items()}

    def covers(self, indicator: str) -> tuple[date, date] | None:
        """The days an indicator speaks of."""
        sql = "SELECT min(start_date), max(end_date) FROM records WHERE indicator = ?"
        first, last = self._con.execute(sql, [indicator]).fetchone() or (None, None)
        return (first, last) if first else None

    def record(self, indicator: str, state1: str, state2: str | None, year: int, value: float, item: str = "") -> None:
        """One record of a calendar year."""
        row = (self._name("r"), indicator, state1, state2, date(year, 1, 1), date(year, 12, 31), value, "", state2 is not None, "o", self._n, item, True)  # fmt: skip
        self._insert("records", row)

    def event(self, type: str, actor: str, recipient: str, day: str, story: str = "", status: str = "asserted") -> None:
        """One coded event."""
        document = self._document(f"{actor} {type} {recipient}.", day)
        row = (self._name("e"), document, 0, type, actor, recipient, status, story, date.fromisoformat(day), 0.9)
        self._insert("current_events", row)

    def statement(
        self,
        speakers: list[str],
        stances: dict[str, str],
        day: str | None,
        issues: Sequence[str] = (),
        negated: bool = False,
    ) -> str:
        """One statement with its stances: target to for, against or neutral; small letters are issues."""
        words = f"{'+'.join(speakers)} on {', '.join(stances)}"
        document, id = self._document(words, day), self._name("s")
        self._insert(
            "current_statements", (id, document, "speaker", speakers, list(issues), negated, None, 0, len(words))
        )
        for target, value in stances.items():
            self._insert("stances", (id, target, "issue" if target.islower() else "actor", value))
        return id

    def _document(self, text: str, day: str | None) -> str:
        id = self._name("d")
        self._insert("documents", (id, date.fromisoformat(day) if day else None, text, day))
        self._insert("sentences", (id, 0, 0, len(text)))
        return id

    def _name(self, letter: str) -> str:
        self._n += 1
        return f"{letter}{self._n:04d}"

    def _insert(self, table: str, row: tuple[object, ...]) -> None:
        self._con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", list(row))
