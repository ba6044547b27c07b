"""Acts of a sentence as events: with mode, status, day, issue, intensity and the words that decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity.coding.candidates import Candidate, rows, told
from comity.coding.dates import TimeExpression
from comity.coding.intensity import intensity
from comity.coding.issues import IssueHit
from comity.coding.modes import mode_of
from comity.coding.roles_near import role_near
from comity.coding.standing import spoken_of, standing
from comity.coding.status import sure_status
from comity.coding.when import published_day, when
from comity.schema import Document, Event, Mention, Span, Statement, named

YEAR = timedelta(366)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a sentence: its document, place and span, and what stands in it."""

    document: Document
    number: int
    span: Span
    times: Sequence[TimeExpression]
    statements: Sequence[Statement]
    issues: Sequence[IssueHit]


def events(scene: Scene, found: Sequence[Candidate]) -> list[Event]:
    """The events of one sentence, in order of their deciding words; one row for each actor and recipient."""
    acts = rows([one for one in found if _act(scene, one) and not _only_says_so(scene, one, found)])
    triggers = {_moved(scene, one.trigger) for one, _, _ in acts}
    told = [_event(scene, one, actor, recipient, triggers) for one, actor, recipient in acts]
    ways = {(e.actor, e.recipient, e.type) for e in told}
    mutual = [replace(e, mutual=(e.recipient, e.actor, e.type) in ways) for e in told]
    return sorted(mutual, key=lambda e: (e.start, e.end, e.actor_span, e.recipient_span, e.type, e.actor, e.recipient))


def _act(scene: Scene, one: Candidate) -> bool:
    """Whether the deciding words tell an act, and not how two stand to each other or whom somebody talks about."""
    text, trigger = scene.document.text, _moved(scene, one.trigger)
    about = one.type == "CONSULT" and spoken_of(text, trigger, (one.recipient.start, one.recipient.end))
    return not about and not standing(text, scene.span, trigger)


def _only_says_so(scene: Scene, one: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether one of the two sides only says that others did it: "US officials said Peru had expelled diplomats"."""
    said = _reported(scene.statements, _moved(scene, one.trigger))
    if said is None or said.speaker_span is None:
        return False
    same = [two for two in found if (two.trigger, two.type) == (one.trigger, one.type)]
    for side, other in (("actor", "recipient"), ("recipient", "actor")):
        if _within(getattr(one, side), [said.speaker_span]) and any(
            getattr(two, other) == getattr(one, other) and _within(getattr(two, side), said.content_spans)
            for two in same
        ):
            return True
    return False


def _within(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def _moved(scene: Scene, trigger: Span) -> Span:
    return scene.span[0] + trigger[0], scene.span[0] + trigger[1]


def _event(scene: Scene, one: Candidate, actor: str, recipient: str, triggers: set[Span]) -> Event:
    text, span = scene.document.text, scene.span
    trigger = _moved(scene, one.trigger)
    others = sorted(triggers - {trigger})
    sides = (one.actor.start, one.actor.end), (one.recipient.start, one.recipient.end)
    status, why, sure = _status(scene, one, trigger, *sides)
    said = _reported(scene.statements, trigger)
    mode = mode_of(one.type, text, trigger, span)
    first, last, precision = when(text, span, trigger, scene.times, scene.document.published, status, others)
    if status == "historical" and not sure and _recent(last, precision, scene.document.published):
        status, why = "asserted", f"status asserted: {last} is within a year of the document"
    return Event(
        id=named("e", "|".join((scene.document.id, str(trigger), one.type, actor, recipient))),
        document=scene.document.id,
        sentence=scene.number,
        start=trigger[0],
        end=trigger[1],
        type=one.type,
        mode=mode,
        actor=actor,
        recipient=recipient,
        actor_span=sides[0],
        recipient_span=sides[1],
        actor_role=role_near(text, one.actor),
        recipient_role=role_near(text, one.recipient),
        mutual=False,
        status=status,
        reported_by=said.id if said else "",
        issue=_issue(scene.issues, trigger),
        date_start=first,
        date_end=last,
        precision=precision,
        intensity=intensity(one.type, mode, status),
        confidence=one.confidence,
        trace=_trace(text, one, trigger, why, said),
    )


def _status(scene: Scene, one: Candidate, trigger: Span, actor: Span, recipient: Span) -> tuple[str, str, bool]:
    """The rule's answer where a rule is certain, else the network's ("reported" is asserted, by somebody); why; and whether a rule spoke."""
    sure = sure_status(scene.document.text, scene.span, trigger, actor, recipient, scene.document.published)
    if sure:
        return sure[0], f"status {sure[0]}: the words {sure[1]!r}", True
    return told(one.status), f"status {one.status}: network, {one.status_confidence:.2f}", False


def _recent(last: date | None, precision: str, published: str | None) -> bool:
    """Whether an act with a day of its own is of the last year before its report: news, not background."""
    day = published_day(published)
    return bool(day and last and precision != "published" and timedelta(0) <= day - last <= YEAR)


def _reported(statements: Sequence[Statement], trigger: Span) -> Statement | None:
    """The statement whose content holds the deciding words; of several, the innermost."""
    inside = [s for s in statements if any(a <= trigger[0] and trigger[1] <= b for a, b in s.content_spans)]
    return min(inside, key=lambda s: (s.end - s.start, s.start)) if inside else None


def _issue(hits: Sequence[IssueHit], trigger: Span) -> str:
    """The issue named nearest to the deciding words in the sentence."""
    return min(hits, key=lambda hit: (abs(hit.start - trigger[0]), hit.start)).issue if hits else ""


def _trace(text: str, one: Candidate, trigger: Span, why: str, said: Statement | None) -> tuple[str, ...]:
    words = f"{one.type}: network, {one.confidence:.2f}, by the words {text[slice(*trigger)]!r}"
    sides = [
        f"{text[m.start : m.end]!r} is {'+'.join(m.actors)}" + (f" ({m.trace})" if m.trace else "")
        for m in (one.actor, one.recipient)
    ]
    told = [f"reported by {said.speaker!r}"] if said else []
    return (words, *sides, why, *told)
