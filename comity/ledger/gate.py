"""What SQL is let in: one query that only reads the ledger's own tables.

The connection itself can reach no file and change nothing; the gate comes before it, so that a
refusal says what is wrong, and so that functions which tell of the machine stay out of reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import duckdb

from comity.errors import QueryRefused
from comity.ledger import text_tables
from comity.ledger.engine import connect

LONGEST = 100_000
"""Characters of SQL taken."""

TABLES = (
    *("records", "items", "origins", "failures", "files", "holdings", "votes", "memberships", "obligations"),
    *text_tables.TABLES,
    *("current_events", "current_statements"),
)

TABLE_FUNCTIONS = {"range", "generate_series", "unnest"}
"""All others read files, settings or the machine."""

REFUSED_FUNCTIONS = {
    "getenv",
    "current_setting",
    "getvariable",
    "write_log",
    "nextval",
    "currval",
    "json_execute_serialized_sql",
    "repeat",
    "lpad",
    "rpad",
    "list_resize",
    "array_resize",
}
"""They tell of the machine, change something, or make text without bound outside the memory limit."""

_CATALOGS = {"", "main", "ledger"}
_NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
_LEAVES = {"STATEMENT_NODE", "QUERY_NODE"}


def admit(sql: str) -> None:
    """Pass one SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW or SUMMARIZE over the ledger's tables.

    Raises:
        QueryRefused: anything else, with what it was.

    >>> admit("SELECT count(*) FROM records")
    >>> admit("DROP TABLE records")
    Traceback (most recent call last):
    comity.errors.QueryRefused: only a query may be asked, not DROP (DROP TABLE records). Next: ...
    """
    _readable(sql)
    _single(sql)
    tree = _tree(sql)
    names = {str(key).lower() for key in _cte_names(tree)}
    for node in _nodes(tree):
        _check(node, names, sql)


def refusal(what: str, sql: str, next_step: str = "") -> QueryRefused:
    """A QueryRefused that shows the start of the query and names the tables."""
    shown = " ".join(sql.split())
    step = next_step or f"ask one SELECT over {', '.join(TABLES)}"
    return QueryRefused(what, where=shown if len(shown) <= 80 else shown[:77] + "...", next_step=step)


def _readable(sql: str) -> None:
    if len(sql) > LONGEST:
        raise refusal(f"the query is {len(sql):,} characters long; at most {LONGEST:,} are taken", sql[:80])
    try:
        sql.encode()
    except UnicodeEncodeError:
        shown = sql.encode("utf-8", "backslashreplace").decode()
        raise refusal("the query holds characters that are no Unicode text", shown) from None


def _single(sql: str) -> None:
    try:
        statements = duckdb.extract_statements(sql)
    except (duckdb.Error, RuntimeError, RecursionError) as error:
        raise refusal(str(error).splitlines()[0], sql) from error
    if len(statements) != 1:
        raise refusal(f"one query at a time, found {len(statements)}", sql)
    kind = statements[0].type.name
    if kind != "SELECT":
        raise refusal(f"only a query may be asked, not {kind}", sql)


def _tree(sql: str) -> Any:
    with connect(threads=1) as parser:
        text = parser.execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchall()[0][0]
    try:
        tree = json.loads(text)
    except RecursionError:
        raise refusal("the query is nested too deeply", sql) from None
    if tree.get("error"):
        raise refusal(str(tree.get("error_message", "not understood")), sql)
    return tree["statements"]


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _cte_names(tree: Any) -> Iterator[str]:
    for node in _nodes(tree):
        if isinstance(node.get("cte_map"), dict):
            yield from (entry["key"] for entry in node["cte_map"]["map"])


def _check(node: dict[str, Any], names: set[str], sql: str) -> None:
    kind = str(node.get("type", ""))
    if kind.endswith("_QUERY_NODE"):
        raise refusal(f"only a query may be asked, not {kind.removesuffix('_QUERY_NODE')}", sql)
    if kind == "BASE_TABLE":
        _check_table(node, names, sql)
    elif kind == "TABLE_FUNCTION":
        function = node.get("function") or {}
        if str(function.get("function_name", "")).lower() not in TABLE_FUNCTIONS:
            raise refusal(f"{function.get('function_name')} may not be used here", sql)
    elif str(node.get("function_name", "")).lower() in REFUSED_FUNCTIONS:
        raise refusal(f"{node['function_name']} may not be used here", sql)


def _check_table(node: dict[str, Any], names: set[str], sql: str) -> None:
    named = [node.get("catalog_name"), node.get("schema_name"), node.get("table_name")]
    path = [str(part).lower() for part in (node.get("qualified_name") or {}).get("path") or named if part]
    *catalogs, table = path
    if catalogs == ["information_schema"] and table in {"tables", "columns"}:
        return
    if set(catalogs) <= _CATALOGS and (table in TABLES or (not catalogs and table in names)):
        return
    raise refusal(f"the ledger has no table {'.'.join(path)!r}", sql, f"use one of {', '.join(TABLES)}")
