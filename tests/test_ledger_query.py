"""SQL from outside: what is refused, what comes back, and what the note says."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_toy import many, register, write_toy

from comity.errors import ComityError, LedgerError, QueryRefused
from comity.intake import records
from comity.ledger import Ledger, asking
from comity.ledger.asking import ask
from comity.ledger.folder import Folder
from comity.ledger.gate import TABLES, admit
from comity.ledger.published import opened

secret = "a local variable"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder = tmp_path_factory.mktemp("query")
    with pytest.MonkeyPatch.context() as patch:
        register(patch)
        made = Ledger(folder / "L")
        made.add(write_toy(folder / "a", ["RUS,toy:1,2020-01-02,Y", "CHN,toy:1,2020-01-02,N", *many(0, 500)]), "toy")
        made.build()
    (folder / "outside.csv").write_text("a,b\n1,2\n")
    return made


CHANGES = [
    "CREATE TABLE t AS SELECT 1",
    "CREATE TEMP TABLE t AS SELECT 1",
    "CREATE OR REPLACE VIEW votes AS SELECT 1",
    "CREATE MACRO f() AS 1",
    "CREATE SECRET s (TYPE s3)",
    "DROP TABLE records",
    "ALTER TABLE records ADD COLUMN x INT",
    "INSERT INTO records SELECT * FROM records",
    "UPDATE records SET value = 1",
    "DELETE FROM records",
    "TRUNCATE records",
    "WITH gone AS (DELETE FROM records RETURNING *) SELECT * FROM gone",
    "WITH put AS (INSERT INTO items SELECT * FROM items RETURNING *) SELECT * FROM put",
    "ATTACH '{outside}' AS o",
    "DETACH ledger",
    "USE memory",
    "COPY records TO '{folder}/stolen.csv'",
    "COPY (SELECT 1) TO '{folder}/stolen.csv'",
    "COPY records FROM '{outside}'",
    "EXPORT DATABASE '{folder}/stolen'",
    "IMPORT DATABASE '{folder}'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '100GB'",
    "RESET lock_configuration",
    "PRAGMA version",
    "PRAGMA database_list",
    "PRAGMA enable_external_access",
    "CALL pragma_version()",
    "CHECKPOINT",
    "VACUUM",
    "BEGIN",
    "COMMIT",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "EXPLAIN ANALYZE DELETE FROM records",
    "EXPLAIN SELECT 1",
    "PIVOT records ON indicator",
    "SELECT * FROM (PIVOT records ON indicator)",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE records",
    "",
    ";",
    "-- nothing",
    "SELEC 1",
    "SELECT",
    "SELECT * FROM checkpoint()",
    "SELECT * FROM force_checkpoint()",
    "SELECT nextval('s')",
    "SELECT write_log('x')",
]

FILES = [
    "SELECT * FROM read_csv('{outside}')",
    "SELECT * FROM read_csv_auto('{outside}')",
    "SELECT * FROM READ_TEXT('{outside}')",
    "SELECT * FROM read_blob('{outside}')",
    "SELECT * FROM read_json('{outside}')",
    "SELECT * FROM read_ndjson_objects('{outside}')",
    "SELECT * FROM read_parquet('{part}')",
    "SELECT * FROM parquet_scan('{part}')",
    "SELECT * FROM parquet_metadata('{part}')",
    "SELECT * FROM read_duckdb('{database}')",
    "SELECT * FROM sniff_csv('{outside}')",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM '{outside}'",
    'SELECT * FROM "{outside}"',
    "SELECT * FROM '{part}'",
    "FROM '{outside}'",
    "DESCRIBE '{outside}'",
    "DESCRIBE SELECT * FROM '{outside}'",
    "SUMMARIZE '{outside}'",
    "SELECT (SELECT count(*) FROM '{outside}')",
    "SELECT 1 WHERE EXISTS (SELECT * FROM glob('/etc/*'))",
    "WITH a AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM a",
    "SELECT * FROM records r, LATERAL (SELECT * FROM read_text('/etc/passwd')) t",
    "SELECT * FROM records UNION ALL SELECT * FROM '{outside}'",
    "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
    "SELECT * FROM query_table('records')",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
    "SELECT * FROM 'https://example.org/a.csv'",
    "SELECT * FROM 's3://bucket/a.parquet'",
]

MACHINE = [
    "SELECT getenv('HOME')",
    "SELECT GetEnv('HOME')",
    "SELECT current_setting('temp_directory')",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_databases()",
    "SELECT * FROM duckdb_databases",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM pragma_database_list()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_extensions()",
    "SELECT * FROM which_secret('x', 's3')",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM memory.main.anything",
    "SELECT * FROM secret",
    "SELECT * FROM ledger",
    "SELECT * FROM pragma_storage_info('records')",
    "SELECT * FROM repeat_row(1, num_rows = 1000000000000)",
    "SELECT repeat('x', 3000000000)",
    "SELECT lpad('x', 2000000000, 'y')",
    "SELECT 'x'.repeat(3000000000)",
]


def filled(ledger: Ledger, sql: str) -> str:
    folder = ledger.path.parent
    part = next((ledger.path / "parts" / "records").glob("*"))
    database = ledger.path / "published" / "comity.duckdb"
    return sql.format(folder=folder, outside=folder / "outside.csv", part=part, database=database)


@pytest.mark.parametrize("sql", CHANGES + FILES + MACHINE)
def test_what_is_no_query_over_the_ledger_is_refused(ledger: Ledger, sql: str) -> None:
    before = sorted(path.name for path in ledger.path.parent.rglob("*"))
    with pytest.raises(QueryRefused) as refused:
        ledger.query(filled(ledger, sql))
    assert refused.value.what
    assert refused.value.next_step
    assert sorted(path.name for path in ledger.path.parent.rglob("*")) == before


OWN = ("read_duckdb", "query_table", "json_execute")
"""These reach no further than the ledger's own file."""

BY_CONNECTION = [
    *(sql for sql in FILES if not any(name in sql for name in OWN)),
    *(sql for sql in CHANGES if sql.startswith(("DROP", "ALTER", "INSERT", "UPDATE", "DELETE", "ATTACH", "COPY"))),
    *(sql for sql in CHANGES if sql.startswith(("EXPORT", "IMPORT", "INSTALL", "LOAD", "SET", "RESET", "WITH"))),
    "CREATE TABLE t AS SELECT 1",
    "SELECT * FROM secret",
    "SET threads = 1",
    "SELECT * FROM '{outside}', (WITH \"{outside}\" AS (SELECT 1) SELECT 1)",
]


@pytest.mark.parametrize("sql", BY_CONNECTION)
def test_the_connection_itself_refuses_what_the_gate_should_have(ledger: Ledger, sql: str) -> None:
    with opened(Folder(ledger.path)) as connection, pytest.raises(duckdb.Error, match=r"\w"):
        connection.execute(filled(ledger, sql)).fetchall()


def test_text_that_is_no_text_is_refused(ledger: Ledger) -> None:
    for sql in ("SELECT '\ud800'", "SELECT " + "1+" * 60_000 + "1"):
        with pytest.raises(QueryRefused):
            ledger.query(sql)


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from([*"();'\",*=", " SELECT ", " FROM ", " records ", " WITH ", "x", "1"]), max_size=14).map(
        "".join
    )
)
def test_any_text_is_answered_or_refused(ledger: Ledger, sql: str) -> None:
    try:
        found = ledger.query(sql, limit=5)
    except QueryRefused:
        return
    assert len(found) <= 5


@pytest.mark.parametrize("limit", [0, -1, 2.5, "10", True])
def test_a_limit_that_is_none_is_refused(ledger: Ledger, limit: int) -> None:
    with pytest.raises(QueryRefused, match="whole number from 1"):
        ledger.query("FROM records", limit=limit)


def test_an_unknown_column_is_named(ledger: Ledger) -> None:
    with pytest.raises(QueryRefused, match=r"stat.*DESCRIBE"):
        ledger.query("SELECT stat FROM records")
    with pytest.raises(QueryRefused, match=r"no table 'vote'.*votes"):
        ledger.query("SELECT * FROM vote")


def test_a_failing_expression_is_a_refusal(ledger: Ledger) -> None:
    for sql in ("SELECT cast('x' AS INT)", "SELECT error('no')", "SELECT 1::TINYINT + 1000::TINYINT", "SELECT ?"):
        with pytest.raises(QueryRefused):
            ledger.query(sql)


def test_a_query_without_end_is_stopped(ledger: Ledger) -> None:
    began = time.monotonic()
    with pytest.raises(QueryRefused, match=r"longer than 0\.3 s"):
        ask(Folder(ledger.path), "SELECT count(*) FROM range(1000000000) a, range(1000000000) b", seconds=0.3)
    assert time.monotonic() - began < 5
    assert asking.SECONDS == 30


def test_a_query_that_needs_too_much_memory_is_stopped(ledger: Ledger) -> None:
    with pytest.raises(QueryRefused, match="memory"):
        ledger.query("SELECT list(range) FROM range(400000000)")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT state1 FROM records WHERE item = 'toy:1' ORDER BY 1",
        "select state1 from main.records where item = 'toy:1' order by 1;",
        "WITH a AS (SELECT * FROM Records) SELECT state1 FROM a WHERE item = 'toy:1' ORDER BY 1",
        "FROM ledger.main.votes SELECT state WHERE item = 'toy:1' ORDER BY 1",
        "SELECT s FROM (VALUES ('CHN'), ('RUS')) t(s)",
        "VALUES ('CHN'), ('RUS')",
        "SELECT unnest(['CHN', 'RUS'])",
        "-- why\nSELECT state1 FROM items JOIN records ON item = items.id WHERE items.id = 'toy:1' AND state1 < 'S' ORDER BY 1",
    ],
)
def test_a_query_is_answered(ledger: Ledger, sql: str) -> None:
    if "toy:1'" in sql and "'S'" not in sql:
        sql = sql.replace("'toy:1'", "'toy:1' AND " + ("state" if "votes" in sql else "state1") + " < 'S'")
    table = ledger.query(sql)
    assert [next(iter(row.values())) for row in table.rows()] == ["CHN", "RUS"]
    assert table.note == ""


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_described_summarised_and_read(ledger: Ledger, table: str) -> None:
    names = [row["column_name"] for row in ledger.query(f"DESCRIBE {table}").rows()]
    assert len(names) >= 5
    assert [row["column_name"] for row in ledger.query(f"SUMMARIZE {table}").rows()] == names
    assert list(ledger.query(f"FROM {table}", limit=1).columns) == names
    shown = {row["name"] for row in ledger.query("SHOW TABLES").rows()}
    assert shown == set(TABLES)


def test_columns_of_the_published_tables_are_those_agreed(ledger: Ledger) -> None:
    agreed = {
        "records": "id indicator state1 state2 start_date end_date value unit directed origin_id row item file_id current",
        "items": "id kind title date symbol body address origin_id",
        "origins": "id producer title version date licence citation address",
        "failures": "file_id place row reason found",
        "files": "id name sha256 record added n_records n_items n_failures",
    }
    for table, columns in agreed.items():
        assert list(ledger.query(f"FROM {table} LIMIT 0").columns) == columns.split()


def test_the_note_says_that_rows_were_cut(ledger: Ledger) -> None:
    cut = ledger.query("FROM records", limit=7)
    assert len(cut) == 7
    assert cut.note.startswith("the first 7 rows; there are more")
    assert ledger.query("FROM records", limit=502).note == ""


def test_no_rows_says_what_is_held_and_what_is_not(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "ADAPTERS", {"toy": None, "atop": None})
    note = ledger.query("FROM records WHERE indicator = 'atop_defense'").note
    assert (
        note
        == "no rows: the ledger holds un_vote 1999-2020 (502 records); nothing of atop: comity add --record NAME PATH"
    )


def test_files_added_later_are_announced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)
    ledger = Ledger(tmp_path / "L")
    ledger.add(write_toy(tmp_path / "a", many(0, 10)), "toy")
    ledger.build()
    ledger.add(write_toy(tmp_path / "b", many(10, 10)), "toy")
    assert "comity build brings them in" in ledger.query("FROM records").note
    ledger.build()
    assert ledger.query("FROM records").note == ""


def test_twin_columns_keep_both(ledger: Ledger) -> None:
    row = ledger.query("SELECT 0 AS a_2, 1 AS a, 2 AS a, 3 AS a, 4 AS b").rows()[0]
    assert row == {"a_2": 0, "a": 1, "a_1": 2, "a_3": 3, "b": 4}


def test_an_answer_explains_its_ids(ledger: Ledger) -> None:
    table = ledger.query("SELECT id AS evidence FROM votes WHERE state = 'RUS'")
    assert table.why().rows()[0]["state1"] == "RUS"
    assert len(table.why("toy:1")) == 12


def test_nothing_to_ask_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)
    ledger = Ledger(tmp_path / "L")
    with pytest.raises(LedgerError, match=r"no ledger here.*comity add"):
        ledger.query("FROM records")
    ledger.add(write_toy(tmp_path / "a", many(0, 10)), "toy")
    with pytest.raises(LedgerError, match=r"nothing is published.*comity build"):
        ledger.query("FROM records")
    with pytest.raises(LedgerError, match=r"nothing is published.*comity build"):
        ledger.arrays("FROM records")


@pytest.mark.parametrize("step", range(12))
def test_a_damaged_published_file_says_build(ledger: Ledger, tmp_path: Path, step: int) -> None:
    import shutil

    shutil.copytree(ledger.path, tmp_path / "L")
    damaged = Ledger(tmp_path / "L")
    database = tmp_path / "L" / "published" / "comity.duckdb"
    content = bytearray(database.read_bytes())
    expected = ledger.query("SELECT id, value FROM records ORDER BY id").rows()
    if step < 4:
        content = content[: len(content) * step // 4]
    else:
        for place in range(step, len(content), len(content) // 200):
            content[place] ^= 0x55
    database.write_bytes(bytes(content))
    said: ComityError | None = None
    try:
        assert damaged.query("SELECT id, value FROM records ORDER BY id").rows() == expected
    except ComityError as error:
        said = error
    assert said is None or ("comity build" in said.next_step and type(said) is LedgerError)
    assert damaged.build().n_records == 502
    assert damaged.query("SELECT id, value FROM records ORDER BY id").rows() == expected


def test_the_gate_needs_no_ledger() -> None:
    admit("SELECT 1")
    with pytest.raises(QueryRefused, match="DELETE"):
        admit("WITH a AS (DELETE FROM records RETURNING *) SELECT * FROM a")
