"""Words without a cue of their own: quotations that go on with a speaker, and the turns of a transcript."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from comity.coding.attribution.drafts import Draft
from comity.coding.attribution.questions import told
from comity.coding.attribution.scene import Scene, bare
from comity.coding.blocks import Block
from comity.schema import Span

FEWEST = 2
"""Words of the shortest quotation that is taken to go on with a speaker without a cue in the same paragraph; twice as many in the next."""


def attached(scene: Scene, pages: Sequence[list[Draft]]) -> list[tuple[int, Draft]]:
    """All statements with the number of their block: those with a cue, and what quotations and turns add to them."""
    used = {number for page in pages for draft in page for number in draft.quotations}
    covered = _covered(scene, pages)
    loose = _loose(scene, used | covered)
    done: list[tuple[int, Draft]] = []
    last: tuple[int, Draft] | None = None
    for number, block in enumerate(scene.blocks):
        if block.kind == "speaker":
            last = None
            continue
        here = list(pages[number])
        if block.speaker and block.kind == "paragraph":
            done += [(number, turn) for turn in _turn(block, told(scene.text, scene.sentences_of(number)))]
        elif loose.get(number):
            here = _fill(scene, number, here, loose[number], last)
        done += [(number, draft) for draft in sorted(here, key=_place)]
        last = _last(number, block, here, last)
    return done


def _place(draft: Draft) -> tuple[int, int]:
    return draft.spans[0][0], draft.cue[0]


def _covered(scene: Scene, pages: Sequence[list[Draft]]) -> set[int]:
    """Quotations that lie inside the content of a statement."""
    spans = sorted(span for page in pages for draft in page for span in draft.spans)
    found: set[int] = set()
    at = 0
    reach = -1
    for number, one in enumerate(scene.quotations):
        while at < len(spans) and spans[at][0] <= one.start:
            reach = max(reach, spans[at][1])
            at += 1
        if one.spans[0][1] <= reach:
            found.add(number)
    return found


def _loose(scene: Scene, used: set[int]) -> dict[int, list[int]]:
    """Outer quotations that nobody has, by block."""
    found: dict[int, list[int]] = {}
    k = 0
    for number, one in enumerate(scene.quotations):
        while k + 1 < len(scene.blocks) and scene.blocks[k].end <= one.start:
            k += 1
        if number not in used and not one.depth and not one.flag:
            found.setdefault(k, []).append(number)
    return found


def _turn(block: Block, spans: tuple[Span, ...]) -> list[Draft]:
    """A paragraph of a transcript: the words of whoever has the floor, without what is asked."""
    label = block.speaker or (block.start, block.start)
    colon = (label[1], label[1] + 1)
    trace = ("turn of a transcript",)
    return (
        [Draft(label, label, colon, ":", spans, "direct", False, 0.95, trace, around=colon, floor=label)]
        if spans
        else []
    )


def _fill(
    scene: Scene, number: int, here: list[Draft], loose: Sequence[int], last: tuple[int, Draft] | None
) -> list[Draft]:
    """Gives quotations of a block to the speaker before them, in the block or in the paragraph before."""
    block = scene.blocks[number]
    own = sorted((draft for draft in here if not draft.nested), key=lambda draft: draft.cue)
    cues = [draft.cue[0] for draft in own]
    alone = _alone(scene, block, loose)
    done = list(here)
    for quotation in loose:
        one = scene.quotations[quotation]
        if not _long(scene, quotation, FEWEST):
            continue
        before = own[max(0, bisect_left(cues, one.start) - 3) : bisect_left(cues, one.start)]
        earlier = [draft for draft in before if draft.spans[0][0] < one.start]
        if earlier and _whole(scene, one.start, one.end):
            sure = 0.85 if earlier[-1].quotations else 0.6
            done.append(_follow(earlier[-1], scene, quotation, sure, "goes on in the paragraph"))
        elif not earlier and last and last[0] == number - 1 and alone and _long(scene, quotation):
            done.append(_follow(last[1], scene, quotation, 0.55, "goes on in the next paragraph"))
    return done


def _long(scene: Scene, quotation: int, least: int = 2 * FEWEST) -> bool:
    return len(scene.text[slice(*scene.quotations[quotation].spans[0])].split()) >= least


def _whole(scene: Scene, start: int, end: int) -> bool:
    """Whether a quotation stands as a sentence of its own: a stop before it, and after it or at its end."""
    before = scene.text[max(0, start - 3) : start].strip()
    opening = scene.text[start : start + 4].lstrip("\"'\u201c\u201d\u2018\u00ab` ")[:1]
    if opening.islower() or opening in {"-", "\u2013", "\u2014", ""}:
        return False
    after = scene.text[end : end + 2].strip()
    inside = scene.text[max(start, end - 3) : end].rstrip("\"'\u201d\u2019\u00bb ")
    return (not before or before[-1] in ".!?:\u201d\"'") and (
        inside[-1:] in ".!?\u2026" or after[:1] in {".", "!", "?"}
    )


def _alone(scene: Scene, block: Block, loose: Sequence[int]) -> bool:
    taken = [(scene.quotations[number].start, scene.quotations[number].end) for number in loose]
    return len(bare(scene.text, block, taken).strip()) < 3


def _follow(draft: Draft, scene: Scene, quotation: int, sure: float, why: str) -> Draft:
    spans = scene.quotations[quotation].spans
    return replace(draft, spans=spans, directness="direct", negated=False, sure=round(draft.sure * sure, 3), quotations=(quotation,), addressee=None,
                   trace=(*draft.trace[:1], f"quotation without a cue: the speaker {why}"))  # fmt: skip


def _last(number: int, block: Block, here: Sequence[Draft], last: tuple[int, Draft] | None) -> tuple[int, Draft] | None:
    """The statement a paragraph of quotations alone may go on with; captions are passed over."""
    outer = [draft for draft in here if not draft.nested]
    if outer:
        best = max(outer, key=lambda draft: (draft.cue, draft.spans))
        return number, best
    return (number, last[1]) if last and block.kind in ("caption", "source") else None
