"""Global Sanctions Data Base (GSDB), one row a case: who sanctioned whom, from which year to which, and how.

Indicators, one record for each sender, target and kind of sanction in a case: `sanction_trade`,
`sanction_arms`, `sanction_military` (military assistance), `sanction_financial`, `sanction_travel`,
`sanction_other`. Directed from sender to target, value 1, unit "sanction", from 1 January of the first
year to 31 December of the last, item "gsdb:<case_id>"; the file knows no days. A case that goes on when
the file closes ends with the last year of the file.

"EU", "NATO", "G7", "UN" and other bodies are senders and targets of their own (state1 "EU"), never
their members: who counts members too must look them up. Names of one age stand for the same country
in another ("Ceylon" in 2020), and a name that outlived a state is cut where one ends and the next
begins: "Yugoslavia" is YUG to 26 April 1992, then SCG.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.parties import Parties, Span, listed
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

KINDS = ("trade", "arms", "military", "financial", "travel", "other")
REQUIRED = (
    "case_id",
    "sanctioned_state",
    "sanctioning_state",
    "begin",
    "end",
    *KINDS,
    "descr_trade",
    "objective",
    "success",
)
FIRST_YEAR = 1945
BEFORE = "ended before 1945"
ITSELF = "a sender among its own targets"

AFTER_COMMA = frozenset({"North", "South", "The", "Arab Rep.", "Democratic Republic of the"})
"""What follows a comma inside one name: "Korea, North", "Gambia, The"."""

SAME: dict[str, tuple[str, ...]] = {
    "Ceylon": ("LKA",),
    "China": ("CHN",),
    "Commonwealth": ("COMMONWEALTH",),
    "Congo (Brazzaville)": ("COG",),
    "CSCE": ("OSCE",),
    "EEC": ("EU",),
    "EEU": ("EAEU",),
    "Ethiopia (excludes Eritrea)": ("ETH",),
    "FRY": ("SCG",),
    "Germany": ("DEU",),
    "Malagasy Republic": ("MDG",),
    "Malaya": ("MYS",),
    "Rhodesia": ("ZWE",),
    "Serbia": ("SCG", "SRB"),
    "South Vietnam": ("RVN", "VNM"),
    "Soviet Union": ("SUN", "RUS"),
    "Transjordan": ("JOR",),
    "UN": ("UNO",),
    "Yemen, North": ("YAR", "YEM"),
    "Yugoslavia": ("YUG", "SCG", "SRB"),
}
"""Names that do not mean, or not only, the actor that comity.actors would take; ids in order of time."""

ACTORS = frozenset({"state", "alliance", "union", "organisation", "forum", "body"})
_VERSION = re.compile(r"gsdb_?(?:v|r|release)_?(\d)", re.IGNORECASE)
_YEAR = re.compile(r"1[89]\d\d|20\d\d")


def build(sheets: Sheets) -> Built:
    """The table as a data set; its release is the one in the file name, its date the end of its newest year."""
    sheet = sheets["cases"]
    years = [values[0] for _, values in sheet.rows(("end",)) if not isinstance(values, Failure)]
    newest = max((year for year in years if _YEAR.fullmatch(year)), default="")
    named = _VERSION.search(sheet.name)
    version = (f"release {named[1]}, " if named else "") + f"years to {newest}"
    day = f"{newest}-12-31" if newest else ""
    return Built("Global Sanctions Data Base, cases", version, day, partial(records, sheet), None)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each case as an item, then its records; a name nobody answers to is a failure, and the others of the case are kept."""
    parties = Parties(SAME, ACTORS)
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        cells = dict(zip(REQUIRED, (value.strip() for value in values), strict=True))
        wrong = _wrong(cells)
        if wrong:
            yield Failure(sheet.name, row, wrong, ", ".join(values)[:200])
        elif int(cells["end"]) < FIRST_YEAR:
            reading.skipped[BEFORE] += 1
        else:
            yield from _case(cells, row, sheet.name, parties, reading)


def _wrong(cells: dict[str, str]) -> str:
    """Why a row is no case; blank where it is one."""
    if not cells["case_id"].isdecimal():
        return f"case_id {cells['case_id'][:40]!r} is no number"
    begin, end = cells["begin"], cells["end"]
    if not _YEAR.fullmatch(begin) or not _YEAR.fullmatch(end):
        return f"begin {begin[:20]!r} and end {end[:20]!r}: years expected"
    if int(end) < int(begin):
        return f"ends {end} before it begins {begin}"
    for kind in KINDS:
        if cells[kind] not in ("0", "1"):
            return f"{kind} is {cells[kind][:40]!r}: 0 or 1 expected"
    return "" if any(cells[kind] == "1" for kind in KINDS) else "no kind of sanction is marked"


def _case(cells: dict[str, str], row: int, where: str, parties: Parties, reading: Reading) -> Iterator[Row]:
    start, end = date(max(int(cells["begin"]), FIRST_YEAR), 1, 1), date(int(cells["end"]), 12, 31)
    sides: list[list[Span]] = []
    for column in ("sanctioning_state", "sanctioned_state"):
        found = [parties.spans(name, start, end) for name in listed(cells[column], AFTER_COMMA)]
        yield from (Failure(where, row, why, cells[column][:200]) for why in found if isinstance(why, str))
        sides.append([span for spans in found if not isinstance(spans, str) for span in spans])
    origin, item = reading.origin.id, f"gsdb:{cells['case_id']}"
    yield Item(item, "sanction case", _title(cells), start, cells["case_id"], "", ADDRESS, origin)
    kinds = [kind for kind in KINDS if cells[kind] == "1"]
    senders, targets = sides
    for sender, target, first, last in _meetings(senders, targets, reading):
        for kind in kinds:
            yield Record(f"sanction_{kind}", sender, target, first, last, 1.0, "sanction", True, origin, row, item)


def _meetings(senders: list[Span], targets: list[Span], reading: Reading) -> Iterator[tuple[str, str, date, date]]:
    """(sender, target, first day, last day) on which both existed, each once."""
    told: set[tuple[str, str, date, date]] = set()
    for sender, sender_first, sender_last in senders:
        for target, target_first, target_last in targets:
            meeting = sender, target, max(sender_first, target_first), min(sender_last, target_last)
            if sender == target:
                reading.notes[ITSELF] += 1
            elif meeting[2] <= meeting[3] and meeting not in told:
                told.add(meeting)
                yield meeting


def _title(cells: dict[str, str]) -> str:
    trade = f" (trade: {cells['descr_trade']})" if cells["descr_trade"] else ""
    return (
        f"{cells['sanctioning_state']} against {cells['sanctioned_state']}, {cells['begin']} to {cells['end']}{trade}; "
        f"objective {cells['objective'] or 'not stated'}; {cells['success'] or 'outcome not stated'}"
    )[:500]


ADDRESS = "https://www.globalsanctionsdatabase.com/"

LAYOUT = Layout("cases", "one row per case, lists of states in one cell", REQUIRED, build)

ADAPTER = Adapter(
    "gsdb",
    "Sanctions by case and kind (Global Sanctions Data Base): trade, arms, military assistance, finance, travel.",
    (LAYOUT,),
    {
        "cases": Publisher(
            "Gabriel Felbermayr, Aleksandra Kirilakha, Constantinos Syropoulos, Erdal Yalcin, Yoto Yotov",
            "free for research with citation",
            "Felbermayr, Kirilakha, Syropoulos, Yalcin, Yotov (2020), The Global Sanctions Data Base, "
            "European Economic Review 129; Yalcin et al. (2025) for release 4",
            ADDRESS,
        )
    },
)
