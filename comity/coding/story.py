"""Reports of one happening, within a document and across documents: merged under one id, never dropped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from comity.coding.story_words import NO_WORDS, Wording, actor_stems, alike, wording
from comity.coding.when import published_day
from comity.schema import TYPES, Document, Event, named

ACROSS, SAME_DAY, WITHIN = 0.4, 0.2, 0.2
"""Least likeness of wording (`story_words.alike`) of reports in two documents, in two of the same day, and in one."""
NEAR, OFTEN = 3, {"ASSAULT": 1, "COERCE": 1, "MOBILIZE": 2}
"""Days between two reports whose acts have no day of their own, above which they are two happenings; of types that recur daily, fewer."""
FRESH = 10
"""Days between two reports of an act known to the month or less closely, above which they are two happenings."""
COMPARED, SHARED = 6, 60
"""Reports of a story that a new one is compared with; stories that may share a word before it stops counting."""

_QUAD = {type: 0 if n < 4 else 1 if n < 7 else 2 if n < 11 else 3 for n, type in enumerate(TYPES)}
_DONE = {"asserted": "done", "historical": "done"}
_SLACK = {"day": 1, "weekend": 1, "week": 2, "published": 0}


@dataclass(frozen=True, slots=True)
class Story:
    """One happening: its reports (event ids, earliest first), who to whom, the days they agree on, and how many tell it."""

    id: str
    events: tuple[str, ...]
    actor: str
    recipient: str
    type: str
    first: date | None
    last: date | None
    n_documents: int
    n_publishers: int


@dataclass(frozen=True, slots=True)
class _Report:
    event: Event
    words: Wording
    day: date | None
    first: date | None
    last: date | None


@dataclass(slots=True)
class _Open:
    """A story being gathered."""

    number: int
    reports: list[_Report] = field(default_factory=list)


def stories(events: Sequence[Event], documents: Mapping[str, Document]) -> dict[str, str]:
    """The story id of each event id. The order of the events does not matter.

    Reports are one story where the two actors, the type (or the mode and quad), whether it is told as done, planned, negated or
    hypothetical, the days and the wording agree. A document that is missing from `documents` adds no wording.

    >>> stories([], {})
    {}
    """
    return {event: story.id for story in gathered(events, documents) for event in story.events}


def gathered(events: Sequence[Event], documents: Mapping[str, Document]) -> list[Story]:
    """The stories themselves, by their first day and id."""
    blocks: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        pair = sorted((event.actor, event.recipient))
        blocks[(*pair, str(_QUAD[event.type]), _DONE.get(event.status, event.status))].append(event)
    found = [_story(one, documents) for _, block in sorted(blocks.items()) for one in _block(block, documents)]
    return sorted(found, key=lambda story: (story.first or date.max, story.id))


def _block(events: Sequence[Event], documents: Mapping[str, Document]) -> Iterator[_Open]:
    """Stories of one pair and quad, gathered from the earliest report on."""
    if len(events) == 1:  # nothing to compare, so its wording need not be read
        yield _Open(0, [_Report(events[0], NO_WORDS, None, None, None)])
        return
    index: dict[str, dict[int, None]] = defaultdict(dict)
    gathering: list[_Open] = []
    for report in _reports(events, documents):
        best = max(_fitting(report, gathering, index), default=None, key=lambda fit: (fit[0], -fit[1]))
        if best is None:
            gathering.append(_Open(len(gathering)))
        story = gathering[best[1] if best else -1]
        story.reports.append(report)
        for key in _keys(report):
            index[key][story.number] = None
    yield from gathering


def _reports(events: Sequence[Event], documents: Mapping[str, Document]) -> list[_Report]:
    """Events with their wording and days, in an order of their own."""
    texts = {event.id: documents[event.document].text if event.document in documents else "" for event in events}
    actors = set().union(*(actor_stems(texts[event.id], event) for event in events))
    done = []
    for event in events:
        held = documents.get(event.document)
        day = published_day(held.published) if held else None
        first, last = _days(event)
        done.append(_Report(event, wording(texts[event.id], event, actors), day, first, last))
    return sorted(done, key=_order)


def _order(report: _Report) -> tuple[date, date, str, int, int, str]:
    event = report.event
    when = report.last or report.first or date.max
    return report.day or when, when, event.document, event.sentence, event.start, event.id


def _days(event: Event) -> tuple[date | None, date | None]:
    """The days an act may be of: its own, with the slack of their precision; the days up to its report where it has none."""
    first, last = event.date_start, event.date_end
    slack = timedelta(_SLACK.get(event.precision, 0))
    if event.precision == "published":
        edge, near = last or first, timedelta(OFTEN.get(event.type, NEAR))
        return (edge - near, edge) if edge and last else (edge, edge and edge + near)
    return first and first - slack, last and last + slack


def _keys(report: _Report) -> Iterator[str]:
    event = report.event
    yield f"{event.document} {event.type}"
    yield from report.words.words


def _fitting(
    report: _Report, gathering: Sequence[_Open], index: Mapping[str, dict[int, None]]
) -> Iterator[tuple[float, int]]:
    """Stories that a report may belong to, with how alike they are."""
    shared: Counter[int] = Counter()
    for key in _keys(report):
        numbers = list(index.get(key, ()))
        shared.update(numbers[-SHARED:])
    for number in sorted(shared):
        story = gathering[number]
        likeness = _likeness(report, story)
        if likeness is not None:
            yield likeness, number


def _likeness(report: _Report, story: _Open) -> float | None:
    """How alike a report and the likest of a story's reports are; None where it belongs elsewhere."""
    founder = story.reports[0]
    if not (_same_act(report.event, founder.event) and _same_time(report, founder)):
        return None
    some = story.reports[:COMPARED] + story.reports[COMPARED:][-COMPARED:]
    best = None
    for other in some:
        near = report.event.document == other.event.document
        words = 1.0 if near and _same_words(report.event, other.event) else alike(report.words, other.words)
        if words >= _least(report.event, other.event) and (best is None or words > best):
            best = words
    return best


def _least(one: Event, two: Event) -> float:
    """How alike two reports must be to tell of one happening."""
    if one.document == two.document:
        return WITHIN
    alike_dated = one.precision == two.precision in ("day", "published")
    one_day = (one.date_start, one.date_end) == (two.date_start, two.date_end) != (None, None)
    return SAME_DAY if alike_dated and one_day and one.type not in OFTEN else ACROSS


def _same_words(one: Event, two: Event) -> bool:
    """Whether both rows rest on the same deciding words, as the two rows of a mutual act do."""
    return one.start < two.end and two.start < one.end


def _same_act(one: Event, two: Event) -> bool:
    way = one.mutual or two.mutual or (one.actor, one.recipient) == (two.actor, two.recipient)
    modes = not (one.mode and two.mode) or one.mode == two.mode
    return way and ((one.type == two.type and modes) or (bool(one.mode) and one.mode == two.mode))


def _same_time(one: _Report, two: _Report) -> bool:
    if (one.first is None and one.last is None) or (two.first is None and two.last is None):
        return one.event.document == two.event.document
    meet = not (one.last and two.first and one.last < two.first) and not (
        two.last and one.first and two.last < one.first
    )
    coarse = any(report.event.precision not in _SLACK for report in (one, two))
    if not meet or not coarse or "historical" in (one.event.status, two.event.status):
        return meet
    return one.day is not None and two.day is not None and abs((one.day - two.day).days) <= FRESH


def _story(one: _Open, documents: Mapping[str, Document]) -> Story:
    events = [report.event for report in one.reports]
    dated = [e for e in events if e.precision != "published" and (e.date_start or e.date_end)] or events
    first = max((e.date_start for e in dated if e.date_start), default=None)
    last = min((e.date_end for e in dated if e.date_end and (first is None or e.date_end >= first)), default=None)
    held = {e.document for e in events}
    publishers = {documents[d].publisher for d in held if d in documents}
    head = events[0]
    ids = tuple(e.id for e in events)
    return Story(
        named("s", head.id), ids, head.actor, head.recipient, head.type, first, last, len(held), len(publishers)
    )
