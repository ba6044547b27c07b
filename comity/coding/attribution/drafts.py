"""Statements in the making: a saying with the characters of its speaker, cue and content, before anybody is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.attribution.content import Content
from comity.coding.attribution.contents import content
from comity.coding.attribution.headlines import LONGEST, colon
from comity.coding.attribution.phrases import Phrase
from comity.coding.attribution.saying import FORWARD, Saying
from comity.coding.attribution.sayings import sayings
from comity.coding.attribution.words import QUOTED, Word, contracted
from comity.coding.quotes import Quotation
from comity.schema import Span

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})


BEFORE = "quotation before the sentence"


@dataclass(frozen=True, slots=True)
class Draft:
    """Characters of the parts. `core` is the speaker without appositions, `reach` the end of the words beside the cue that are no content;
    `quotations` the numbers of the quotations used; `first_person`: the speaker is "I" or "we"; `nested`: inside another's words,
    of whoever has the `floor` in a transcript or is quoted in quotation `inside`."""

    core: Span | None
    full: Span | None
    cue: Span
    act: str
    spans: tuple[Span, ...]
    directness: str
    negated: bool
    sure: float
    trace: tuple[str, ...]
    addressee: Span | None = None
    around: Span = (0, 0)
    floor: Span | None = None
    inside: int = -1
    quotations: tuple[int, ...] = ()
    first_person: bool = False
    nested: bool = False


def drafts(
    text: str,
    w: Sequence[Word],
    starts: Sequence[int],
    quotations: Sequence[Quotation],
    before: int = -1,
    after: int = -1,
    line: bool = False,
) -> list[Draft]:
    """The statements of one sentence. `before` is the number of the quotation that ends just before it, `after` that opens the next paragraph
    where this sentence ends in a colon; -1 for none. `line`: the sentence is a paragraph or headline of its own."""
    found = sayings(w, starts, before >= 0)
    done = []
    reached = 0
    for number, one in enumerate(found):
        what = content(w, found, number)
        if what is not None and _within(one, found, reached):
            continue
        if what is not None and one.side == FORWARD:
            reached = max(reached, what.ranges[-1][1])
        if (
            what is None
            and before >= 0
            and one.begin == 0
            and one.side in ("forward", "inverted")
            and "quote" in one.cue.frames
        ):
            done.append(_draft(text, w, one, Content((), BEFORE), quotations, before))
        elif what is None and after >= 0 and number == len(found) - 1 and {"quote", "that"} & one.cue.frames:
            done.append(_draft(text, w, one, Content((), "quotation in the next paragraph"), quotations, after))
        elif what is not None:
            done.append(_draft(text, w, one, what, quotations))
    short = line and w[-1].end - w[0].start < LONGEST if w else False
    headed = colon(w) if short and not done else None
    return [_draft(text, w, *headed, quotations)] if headed else done


def _within(one: Saying, found: Sequence[Saying], reached: int) -> bool:
    """Whether a request, blame or praise is only told of inside what somebody said."""
    return (
        one.at < reached
        and not one.inherited
        and one.cue.kind in ("ask", "order", "praise", "criticise", "call", "promise")
    )


def _draft(
    text: str, w: Sequence[Word], one: Saying, what: Content, quotations: Sequence[Quotation], alone: int = -1
) -> Draft:
    spans: list[Span] = list(quotations[alone].spans) if alone >= 0 else []
    used: list[int] = [alone] if alone >= 0 else []
    for start, end in what.ranges:
        spans += _spans(text, w, start, end, quotations)
        used += [word.quote for word in w[start:end] if word.kind == QUOTED]
    cue = (w[one.first].start, w[one.end - 1].end)
    quoted = [word.kind == QUOTED for start, end in what.ranges for word in w[start:end] if word.kind not in ',:c"']
    directness = "direct" if alone >= 0 or all(quoted) else "mixed" if any(quoted) else "indirect"
    return Draft(
        core=_characters(w, one.speaker and Phrase(one.speaker.start, one.speaker.core, one.speaker.core)),
        full=_characters(w, one.speaker),
        cue=cue,
        act=one.cue.lemma,
        spans=tuple(spans),
        directness=directness,
        negated=one.negated,
        sure=round(one.sure * what.sure, 3),
        trace=(f"{text[slice(*cue)]}: {one.cue.kind}, {one.side}", f"content: {what.how}"),
        addressee=_characters(w, what.addressee),
        around=_around(w, one, what),
        quotations=tuple(used),
        first_person=one.speaker is not None
        and w[one.speaker.start].low.split("'")[0] in FIRST_PERSON
        and one.speaker.core == one.speaker.start + 1,
    )


def _characters(w: Sequence[Word], phrase: Phrase | None) -> Span | None:
    if not phrase or phrase.end <= phrase.start:
        return None
    last = w[phrase.end - 1]
    own = contracted(last.low)
    if own and last.kind == "x":
        return w[phrase.start].start, last.start + len(own)
    owned = last.low.endswith("'s") and phrase.end - phrase.start < LONGEST
    return w[phrase.start].start, last.end - 2 * owned


def _around(w: Sequence[Word], one: Saying, what: Content) -> Span:
    """From the cue, or speaker after it, to the next content or the end of the sentence."""
    start = w[one.end - 1].end
    following = [w[first].start for first, _ in what.ranges if w[first].start >= start]
    return start, min(following, default=w[-1].end)


def _spans(text: str, w: Sequence[Word], start: int, end: int, quotations: Sequence[Quotation]) -> list[Span]:
    """Characters of a token range: quotations alone without their marks, else the whole clause, with all paragraphs of a last quotation."""
    inner = w[start:end]
    if all(word.kind in 'Q,c"' for word in inner):
        return [span for word in inner if word.kind == QUOTED for span in quotations[word.quote].spans]
    last = inner[-1]
    if last.kind != QUOTED:
        return [(inner[0].start, last.end)]
    whole = quotations[last.quote]
    return [(inner[0].start, max(last.end, whole.spans[0][1])), *whole.spans[1:]]
