"""Why, for the fused estimates: alignment/PAIR/YEAR and pressure/BLOC-STATE/YEAR."""

from __future__ import annotations

from datetime import date

from comity import actors
from comity.errors import NoEvidence
from comity.measure.aligning import alignment_of
from comity.measure.alignment.behind import parts_table, records_table
from comity.measure.held import HeldLedger
from comity.measure.push.pressing import NAMES
from comity.measure.source import Source
from comity.results import Table


def alignment(evidence: str, rest: list[str], source: Source) -> Table:
    """The exact parts of an index, or with /records after the id the records of the pair in that year."""
    pair, year, *more = rest
    one, two = pair.split("-")
    if more == ["records"]:
        if not isinstance(source, HeldLedger):
            raise NoEvidence(
                "the release holds no records", where=evidence, next_step="add them with comity add --record"
            )
        return records_table(source.ledger, one, two, int(year))
    if more:
        raise ValueError(more)
    note = (
        f"Parts are weight times value and add up to the index. Records of the year, from a ledger: {evidence}/records."
    )
    origins = ", ".join(sorted({origin.producer.split(",")[0] for origin in source.fused.origins()}))
    return parts_table(alignment_of(source, one, two), int(year), f"{note} Made from data of: {origins}.")


def pressure(evidence: str, rest: list[str], source: Source) -> Table:
    """What the estimate was read from; on a ledger, the records of members of the bloc against the state in that year."""
    (bloc, state), year = rest[0].rsplit("-", 1), int(rest[1])
    if not isinstance(source, HeldLedger):
        return _read_from(evidence, bloc, state, year, source)
    members = sorted(actors.members(bloc, date(year, 12, 31)) | {bloc})
    rows = source.ledger.arrays(
        _PRESSING, (list(NAMES), members, list(actors.lineage(state)), date(year, 12, 31), date(year, 1, 1))
    )
    columns = {name: column.tolist() for name, column in rows.items()}
    note = "Sanctions of a body the members belong to count as theirs and stand under the body's name."
    return Table(f"why {evidence}", columns, note=note)


def _read_from(evidence: str, bloc: str, state: str, year: int, source: Source) -> Table:
    got = source.fused.pressure(bloc, state)
    at = got["year"] == year
    if not at.any():
        raise NoEvidence(f"no pressure of {year}", where=evidence, next_step="ask for another year")
    spoke = source.fused.spoken(bloc, int(got["spoke"][at][0]))
    n = int(got["n_evidence"][at][0])
    note = f"{n} records in all. The release holds no records: add them with comity add --record gsdb (and others)."
    return Table(f"why {evidence}", {"read_from": spoke}, note=note)


_PRESSING = """
SELECT indicator, state1 AS "by", state2 AS "on", start_date AS start, end_date AS "end", value, item, id AS evidence FROM records
WHERE current AND list_contains(?, indicator) AND list_contains(?, state1) AND list_contains(?, state2)
AND start_date <= ? AND coalesce(end_date, DATE '9999-12-31') >= ? ORDER BY indicator, state1, start_date, id LIMIT 500
"""
