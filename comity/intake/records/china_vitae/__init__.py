"""China Vitae: what China's leaders did with foreign countries, a line a day, 2003 to 2018.

The leaders are Hu Jintao, Xi Jinping, Wen Jiabao, Li Keqiang and three foreign-policy officials. Indicators, one
record a day, value 1, item "china_vitae:<line>":
`leader_visit` a leader was in the country (directed, CHN to it, unit "day of a visit");
`leader_meeting` a leader met somebody of it, anywhere (undirected, unit "meeting");
`leader_mention` any other line about it: a message, a telephone call, credentials, a remark (CHN to it, unit "mention").
A visit of three days gives three records. A line that stands under several leaders is told once.

The countries were found in the text by their letters, so that "Malielegaoi" of Samoa was filed under Mali and New
South Wales under Wales: a line that does not name its country by a whole word is a failure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from hashlib import blake2b

from comity.intake.records.base import Adapter, Built, Layout, Publisher, Reading, Row, Sheets
from comity.intake.records.china_vitae.lines import says, spoken_of
from comity.intake.records.states import States, printed
from comity.intake.rows import Sheet
from comity.schema import Failure, Item, Record

REQUIRED = ("date", "country", "leader", "text")
REPEATED = "the same line under another leader"
UNITS = {"leader_visit": "day of a visit", "leader_meeting": "meeting", "leader_mention": "mention"}
SAME: dict[str, tuple[str, ...]] = {
    "Antigua": ("ATG",),
    "China": ("CHN",),
    "England": ("GBR",),
    "Micronesia": ("FSM",),
    "Montenegro": ("MNE", "SCG"),
    "Republic of the Congo": ("COG",),
    "Serbia": ("SRB", "SCG"),
}


def build(sheets: Sheets) -> Built:
    """The table as a data set; its date is the newest day in it."""
    sheet = sheets["engagements"]
    days = [values[0] for _, values in sheet.rows(("date",)) if not isinstance(values, Failure)]
    newest = max((day for day in days if _day(day)), default="")
    title = "China Vitae, engagements of leaders with foreign countries"
    return Built(title, f"to {newest}", newest, partial(records, sheet), sheet.total)


def records(sheet: Sheet, reading: Reading) -> Iterator[Row]:
    """Each line as an item at its first row, then what it says of the country of the row."""
    states = States(printed(SAME))
    items, told = set[str](), set[str]()
    for row, values in sheet.rows(REQUIRED, reading.skipped):
        if isinstance(values, Failure):
            yield values
            continue
        found = _records(row, values, states, reading.origin.id)
        if isinstance(found, str):
            yield Failure(sheet.name, row, found, ", ".join(" ".join(value.split()) for value in values)[:200])
            continue
        new = [record for record in found if record.id not in told]
        reading.skipped[REPEATED] += not new
        told.update(record.id for record in new)
        if new and new[0].item not in items:
            items.add(new[0].item)
            yield _item(new[0], values)
        yield from new


def _records(row: int, values: tuple[str, ...], states: States, origin: str) -> list[Record] | str:
    """The records of a row, or why it has none."""
    when, country, _, text = values
    day = _day(when)
    if day is None:
        return f"date {when[:40]!r}: a day such as 2003-01-09 expected"
    state, why = states[day][country.strip()]
    if not state:
        return why
    if state == "CHN" or not spoken_of(state, text):
        return f"the line names {country[:40]!r} by no whole word"
    item = "china_vitae:" + blake2b(f"{when}|{text}".encode(), digest_size=6).hexdigest()
    return [_record(indicator, state, day, origin, row, item) for indicator in says(state, text)]


def _record(indicator: str, state: str, day: date, origin: str, row: int, item: str) -> Record:
    directed = indicator != "leader_meeting"
    one, two = ("CHN", state) if directed else sorted(("CHN", state))
    return Record(indicator, one, two, day, day, 1.0, UNITS[indicator], directed, origin, row, item)


def _item(record: Record, values: tuple[str, ...]) -> Item:
    title = " ".join(values[3].split())[:500]
    return Item(record.item, "engagement", title, record.start, "", values[2].strip(), ADDRESS, record.origin_id)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


ADDRESS = "http://www.chinavitae.com/"

LAYOUT = Layout("engagements", "one row per day, leader and country, with the line", REQUIRED, build)

ADAPTER = Adapter(
    "china_vitae",
    "Visits, meetings and messages of China's leaders with foreign countries (China Vitae, 2003 to 2018).",
    (LAYOUT,),
    {
        "engagements": Publisher(
            "China Vitae",
            "none stated",
            "China Vitae, biographies and activities of Chinese leaders, http://www.chinavitae.com/",
            ADDRESS,
        )
    },
)
