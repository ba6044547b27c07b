"""On which side of a saying its content stands, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.coding.attribution.clauses import clause, headline_clause, plain_clause
from comity.coding.attribution.content import STOPPED, Content, ending, ranged
from comity.coding.attribution.forward import approach, forward, setting, that
from comity.coding.attribution.saying import FORWARD, INVERTED, NOUN, OF, Saying
from comity.coding.attribution.words import QUOTED, Word
from comity.coding.spacing import wordset

_LEADING = wordset("as while after when before since during following amid despite because")

_CONDITIONS = wordset("if unless once whenever")


def content(w: Sequence[Word], said: Sequence[Saying], number: int, quoted_before: int = -1) -> Content | None:
    """The content of the saying at `number`; None if nothing stands beside it that can be one."""
    one = said[number]
    if one.side == OF:
        return _of(w, said, number)
    if one.side == NOUN:
        return ranged(w, one.end + 1, ending(w, one.end + 1, said, number), "that")
    back = _back(w, said, number)
    if back and one.side == FORWARD and one.end < len(w):
        back = replace(back, addressee=approach(w, one)[1])
    if one.side == INVERTED:
        return back and _split(w, one.speaker.end if one.speaker else one.end, back, said, number)
    if back and back.how == "quotation before" and not _starts_anew(w, one):
        return _split(w, one.end, back, said, number)
    return forward(w, said, number) or (
        _split(w, one.end, back, said, number) if back and one.side == FORWARD else None
    )


def _starts_anew(w: Sequence[Word], one: Saying) -> bool:
    """Whether a saying after a quotation has content of its own: "... that", "and X said ...", "'We agree.' Experts say Peru will win"."""
    last = w[one.begin - 1]
    if that(w, one) or last.kind in "cb":
        return True
    clear = last.kind == QUOTED and last.low in STOPPED and one.end < len(w)
    return clear and w[one.end].kind not in ",.:Qpat" and plain_clause(w, one.end, len(w))


def _back(w: Sequence[Word], said: Sequence[Saying], number: int) -> Content | None:
    """What stands before "..., X said" or "..., said X"."""
    one = said[number]
    k = one.begin - 1
    while (k >= 0 and w[k].kind in ',-"') or (
        k >= 0 and w[k].low in {"as", "so", "and", "but"} and k and w[k - 1].kind in "Q,"
    ):
        k -= 1
    if k < 0 or one.inherited:
        return None
    if w[k].kind == QUOTED:
        return None if _taken(w, said[:number], k) else _quote_last(w, said, number, k)
    return _clause_last(w, said, number, k)


def _clause_last(w: Sequence[Word], said: Sequence[Saying], number: int, k: int) -> Content | None:
    """The clause that ends at `k` before the saying."""
    one = said[number]
    if w[one.begin - 1].kind not in ",-;" and w[one.begin].low != "as":
        return None
    if not {"zero", "zero?"} & one.cue.frames:
        return None
    begin = _open(w, said, number)
    closes = (
        one.side == INVERTED or one.end >= len(w) or w[one.end].kind in ",.;:-" or approach(w, one)[0] >= len(w) - 1
    )
    stop = one.speaker.end if one.speaker and one.side == INVERTED else one.end
    if begin <= k and (w[begin].low in _LEADING or _condition_alone(w, begin, k)):
        return None
    if any(word.low == "what" for word in w[max(begin, k - 4) : k + 1]):
        return None
    if closes and begin <= k and stop < len(w) and w[stop].kind == "," and clause(w, stop + 1, len(w)):
        named = any(word.kind in "NnrQ" for word in w[begin : k + 1])
        return ranged(w, begin, k + 1, "clause before", None, 0.8) if named else None
    if not closes or begin > k or not (headline_clause(w, begin, k + 1) or (one.end >= len(w) and k - begin > 2)):
        return None
    return ranged(w, begin, k + 1, "clause before", None, 0.85)


def _taken(w: Sequence[Word], earlier: Sequence[Saying], k: int) -> bool:
    """Whether the quotation at `k` follows another's cue: "X tweeted 'We mourn.' Y said ..."."""
    return w[k].low in STOPPED and any(
        other.side == FORWARD and other.end <= k and all(word.kind in ",:" for word in w[other.end : k])
        for other in earlier
    )


def _condition_alone(w: Sequence[Word], begin: int, k: int) -> bool:
    """ "If Peru attacks, Chile will respond": what is before the cue is when it is done, and no clause follows that could be said."""
    return w[begin].low in _CONDITIONS and not any(word.kind == "," for word in w[begin:k])


def _open(w: Sequence[Word], said: Sequence[Saying], number: int) -> int:
    """Where the clause before a saying may begin at the earliest."""
    begin = 0
    one = said[number]
    for other in said[:number]:
        if other.side in (INVERTED, OF):
            begin = max(begin, other.end, other.speaker.end if other.speaker else 0)
        elif one.side == FORWARD and "quote" in other.cue.frames and w[other.end].kind in ":Q":
            begin = max(begin, other.end)
    for k in range(one.begin - 1, begin, -1):
        if w[k].kind == ";":
            begin = k + 1
            break
    while begin < len(w) and (w[begin].kind in "bc,;:" or w[begin].low == "that"):
        begin += 1
    return begin


def _quote_last(w: Sequence[Word], said: Sequence[Saying], number: int, k: int) -> Content | None:
    """The quotation that ends before the saying, with the clause that leads into it if it is part of one."""
    begin = _open(w, said, number)
    first = k
    while first - 1 >= begin and w[first - 1].kind in QUOTED:
        first -= 1
    lead = first
    if (
        first > begin
        and w[first - 1].kind not in ":."
        and not (w[first - 1].kind == "," and not clause(w, begin, first))
    ):
        lead = begin
    return Content(((lead if lead < first and first - lead < 40 else first, k + 1),), "quotation before")


def _split(w: Sequence[Word], k: int, back: Content, said: Sequence[Saying], number: int) -> Content:
    """Joins what goes on after "..., X said, ..." to what stood before it."""
    one = said[number]
    limit = ending(w, k, said, number)
    while k < limit and w[k].kind in "at":
        k += 1
    step = setting(w, k, one) if k < limit else 0
    while step and step < limit and w[k].kind != ",":
        k, step = step, setting(w, step, one) if step < limit else 0
    if k + 1 < limit and w[k].kind in ",:-;" and w[k + 1].kind == QUOTED and back.how.startswith("quotation"):
        return Content((*back.ranges, (k + 1, k + 2)), "split quotation", back.addressee)
    if (
        k + 3 < limit
        and w[k].kind == ","
        and w[k + 1].kind not in "bc"
        and not w[k + 1].low.endswith("ing")
        and back.how == "clause before"
    ):
        if w[k + 1].low in {"who", "which", "as", "after", "while", "when"}:
            return back
        more = ranged(w, k + 1, limit, "split clause")
        return Content((*back.ranges, *more.ranges), "split clause", back.addressee, 0.85) if more else back
    return back


def _of(w: Sequence[Word], said: Sequence[Saying], number: int) -> Content | None:
    """The sentence beside "according to X"."""
    one = said[number]
    after = max(one.end, one.speaker.end if one.speaker else one.end)
    begin = _open(w, said, number)
    lead = one.begin
    while lead > begin and w[lead - 1].kind in ",bc-(":
        lead -= 1
    end = ending(w, after + 1, said, number)
    if lead > begin and w[lead - 1].low in {"that", "which", "because", "as"}:
        return ranged(w, after, end, "sentence after")
    rest = after < end and w[after].kind in ",:" and end - after > 2
    if lead <= begin and not rest and not clause(w, after, end):
        return None
    if lead <= begin or not clause(w, begin, lead):
        spans = ranged(w, after, end, "sentence after") if rest or lead <= begin else None
        if spans and lead - begin > 1 and not _adverbial(w, begin, lead):
            return Content(((begin, lead), *spans.ranges), "sentence around")
        return spans
    joined = w[one.begin - 1].kind in "bc" or (
        one.begin > 1 and w[one.begin - 1].kind == "," and w[one.begin - 2].kind in "bc"
    )
    if rest and joined:
        return ranged(w, after, end, "sentence after")
    return ranged(w, begin, lead, "sentence before")


def _adverbial(w: Sequence[Word], start: int, end: int) -> bool:
    return w[start].kind in "apbc"
