"""Who said what: attributed words with their kind, stances, issues and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from comity.coding.attribution import Attributed
from comity.coding.dates import TimeExpression, times
from comity.coding.issues import IssueHit, Issues, issues
from comity.coding.kinds import kind_of
from comity.coding.stances import stances
from comity.coding.when import published_day, when
from comity.schema import Document, Mention, Span, Statement, named


def statements(
    document: Document, found: Sequence[Attributed], mentions: Sequence[Mention], table: Issues | None = None
) -> list[Statement]:
    """The statements of a document, in order of their content."""
    ordered = sorted(found, key=lambda one: (one.content_spans[0], one.cue_span or (0, 0)))
    return [_statement(document, one, mentions, table) for one in ordered]


def _statement(document: Document, one: Attributed, mentions: Sequence[Mention], table: Issues | None) -> Statement:
    text, start, end = document.text, one.content_spans[0][0], one.content_spans[-1][1]
    whole = _whole(one, start, end)
    about = [hit for span in one.content_spans for hit in issues(text, *span, published_day(document.published), table)]
    kind, horizon = kind_of(text, one.content_spans, one.cue, document.published, _own(mentions, one, whole))
    first, last, precision = _when(document, one, whole)
    return Statement(
        id=named("s", "|".join((document.id, str(one.content_spans), str(one.speaker_span)))),
        document=document.id,
        start=start,
        end=end,
        speaker=_speaker(document, one),
        speaker_span=one.speaker_span,
        speaker_actors=one.actors,
        speaker_kind=one.speaker_kind,
        role=one.role,
        affiliation=one.affiliation,
        cue=one.cue,
        cue_span=one.cue_span,
        content_spans=one.content_spans,
        addressee=one.addressee,
        said_to=one.said_to,
        directness=one.directness,
        kind=kind,
        horizon=horizon,
        stances=()
        if one.negated
        else stances(text, one.content_spans, _inside(mentions, whole), about, one.actors, *whole),
        issues=_names(about),
        negated=one.negated,
        date_start=first,
        date_end=last,
        precision=precision,
        confidence=one.confidence,
        trace=one.trace,
    )


def _speaker(document: Document, one: Attributed) -> str:
    """The name; the publisher where it speaks itself; else the words used, of one nobody is found behind."""
    if one.speaker or one.speaker_kind == "publisher":
        return one.speaker or document.publisher
    return document.text[slice(*one.speaker_span)] if one.speaker_span else ""


def _whole(one: Attributed, start: int, end: int) -> Span:
    """From the first to the last character of speaker, cue and content, where they stand close."""
    near = [
        span for span in (one.speaker_span, one.cue_span) if span and start - 300 <= span[0] and span[1] <= end + 300
    ]
    return min([start, *(span[0] for span in near)]), max([end, *(span[1] for span in near)])


def _inside(mentions: Sequence[Mention], whole: Span) -> list[Mention]:
    return [m for m in mentions if whole[0] <= m.start and m.end <= whole[1]]


def _own(mentions: Sequence[Mention], one: Attributed, whole: Span) -> tuple[Span, ...]:
    """Where the state or body spoken for stands in the words."""
    return tuple((m.start, m.end) for m in _inside(mentions, whole) if set(m.actors) & set(one.actors))


def _names(about: Sequence[IssueHit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.issue for hit in about))


def _when(document: Document, one: Attributed, whole: Span) -> tuple[date | None, date | None, str]:
    """When it was said: a time outside the content, beside the cue; else known by the day of the document."""
    outside: list[TimeExpression] = [
        t for t in times(document.text, document.published, *whole)
        if not any(a <= t.start and t.end <= b for a, b in one.content_spans)
    ]  # fmt: skip
    return when(document.text, whole, one.cue_span or whole, outside, document.published, "asserted")
