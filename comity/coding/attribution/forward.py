"""Content after its cue: "X said on Monday that ...", "X told Y: ...", "X called it ...", and whom it was said to."""

from __future__ import annotations

from collections.abc import Sequence

from comity.coding.attribution import phrases
from comity.coding.attribution.clauses import clause, plain_clause
from comity.coding.attribution.content import Content, ending, ranged
from comity.coding.attribution.phrases import PAST, Phrase, quoted_near
from comity.coding.attribution.saying import Saying
from comity.coding.attribution.words import QUOTED, Word
from comity.coding.spacing import wordset

_WH = wordset("whether how why what if where when who which")
_LINKS = wordset(
    "in on at during after following before to through via from by with about of as for ahead while when speaking late early upon between"
)
_DENIED = wordset("having any involvement responsibility wrongdoing allegations accusations reports claims all")
_TOPICS = wordset("about of on over as for with")
_DATIVE = wordset("propose appeal recommend demand decree stipulate")
"""Verbs with which "to X" names whom, not what X is to do: "proposed cuts to farmers"."""

_TITLED = wordset(
    "theme title slogan motto declaration resolution report book film article song initiative campaign programme program project plan paper "
    "entitled titled named called"
)
_ROLES = wordset("of for as over about against")


def that(w: Sequence[Word], one: Saying) -> bool:
    return any(word.low == "that" for word in w[one.end : one.end + 3])


def forward(w: Sequence[Word], said: Sequence[Saying], number: int) -> Content | None:
    one = said[number]
    frames = one.cue.frames
    if one.passive and one.speaker:
        return _mixed(w, one.speaker.end, said, number, None)
    k, addressee, topic = approach(w, one)
    if k >= len(w):
        return None
    end = _relative_end(w, k, one, ending(w, k, said, number))
    word = w[k]
    if word.kind == ",":
        comma = k
        k = _comma(w, comma)
        if k < 0:
            return _past_comma(w, comma, end, one, addressee)
        word = w[k]
    if one.cue.form == "be" and word.low == "that" and any(x.kind == "n" and x.low != "fact" for x in w[one.end : k]):
        return None
    if word.low == "that" and k + 1 < end and "that" in frames:
        if w[k + 1].kind in "xv" or (w[k + 1].low.endswith("ed") and w[min(k + 2, end - 1)].kind in "dNp"):
            return None
        return ranged(w, k + 1, end, "that", addressee) if _said(w, k + 1, end) else None
    if word.kind == ":":
        return ranged(w, k + 1, end, "colon", addressee) if "quote" in frames else None
    if word.kind == QUOTED and ("quote" in frames or one.cue.lemma == "quote"):
        return _quote_first(w, k, end, addressee)
    return None if topic else _other(w, k, end, one, said, number, addressee)


def _said(w: Sequence[Word], start: int, end: int) -> bool:
    """Whether what follows "that" is a clause or a quotation; "shared that evidence" points at a thing."""
    return (clause(w, start, len(w)) and end - start > 1) or bool(quoted_near(w, start, end))


def _relative_end(w: Sequence[Word], k: int, one: Saying, end: int) -> int:
    """Where a saying in ", which claims to be X, attacked ..." ends: before the comma that leads back to the verb of the main clause."""
    if w[one.begin].low not in {"who", "which"} or not one.begin or w[one.begin - 1].kind != ",":
        return end
    for n in range(k + 1, end - 1):
        following = w[n + 1]
        if w[n].kind == "," and (following.kind in "xv" or following.low in PAST or following.low.endswith("ed")):
            return n
    return end


def _past_comma(w: Sequence[Word], comma: int, end: int, one: Saying, addressee: Phrase | None) -> Content | None:
    """ "As X told Y, CONTENT"; "X said by 2050, CONTENT"."""
    if w[one.begin].low == "as" and one.begin < 2:
        return ranged(w, comma + 1, len(w), "clause after", addressee, 0.9)
    start = addressee.core if addressee else one.end
    opens = start < comma and w[start].kind in "pds" and "zero" in one.cue.frames and end - comma > 3
    return ranged(w, start, end, "clause", addressee, 0.85) if opens and clause(w, comma, end) else None


def _comma(w: Sequence[Word], k: int) -> int:
    """Past ", however, " or a comma before a quotation; -1 where the comma ends the clause."""
    if k + 1 < len(w) and w[k + 1].kind == QUOTED:
        return k + 1
    if k + 2 < len(w) and w[k + 1].kind == "a" and w[k + 2].kind == ",":
        return k + 3 if k + 3 < len(w) else -1
    if k + 1 < len(w) and w[k + 1].low == "that":
        return k + 1
    for n in range(k + 1, min(len(w), k + 16)):
        if w[n].kind == ",":
            return (
                n + 1
                if n + 1 < len(w) and (w[n + 1].kind == QUOTED or w[n + 1].low == "that") and w[k + 1].kind in "pas"
                else -1
            )
        if w[n].kind == ":" or w[n].kind == QUOTED:
            return n if w[k + 1].kind in "pas" or w[k + 1].low.endswith("ing") else -1
    return -1


def _quote_first(w: Sequence[Word], k: int, end: int, addressee: Phrase | None) -> Content | None:
    """A quotation right after the cue: alone, with more quotations, or opening a clause."""
    last = k + 1
    while last < end and w[last].kind in ',c"' and last + 1 < end and w[last + 1].kind == QUOTED:
        last += 2
    if last < end and w[last].kind not in ",.;:" and w[k].end - w[k].start < 90 and clause(w, last, end):
        return ranged(w, k, end, "clause that a quotation opens", addressee)
    return Content(((k, last),), "quotation after", addressee)


def _other(
    w: Sequence[Word], k: int, end: int, one: Saying, said: Sequence[Saying], number: int, addressee: Phrase | None
) -> Content | None:
    frames, word = one.cue.frames, w[k]
    if word.low in _WH and ("wh" in frames or one.negated):
        return ranged(w, k, end, "question clause", addressee)
    if word.low == "to" and (
        "to" in frames
        or one.passive
        or (addressee and (one.cue.kind in ("ask", "order", "threaten") or one.cue.lemma == "tell"))
    ):
        if addressee and (one.cue.lemma in _DATIVE or k + 1 >= end or w[k + 1].kind not in "nxaQv"):
            return None
        return ranged(w, k + (one.passive), end, "infinitive", addressee, 0.9)
    if one.passive:
        return None
    quoted = quoted_near(w, k, end)
    colon = next((n for n in range(k, min(end, k + 12)) if w[n].kind == ":"), -1)
    told = 0 < colon < end - 1 and w[colon + 1].kind == QUOTED and not clause(w, k, colon)
    if told and {"quote", "mixed"} & frames:
        return ranged(w, colon, end, "colon", addressee, 0.9)
    if _bare_clause(w, k, end, frames):
        return ranged(w, k, end, "clause", addressee, 0.95)
    if "mixed" in frames and quoted:
        return _mixed(w, one.end if not addressee else k, said, number, addressee)
    if (
        "np" in frames
        and (one.cue.kind == "promise" or word.low in _DENIED or word.low.endswith("ing"))
        and word.kind in "Nndx"
    ):
        return ranged(w, k, end, "noun phrase", addressee, 0.7)
    return None


def _bare_clause(w: Sequence[Word], k: int, end: int, frames: frozenset[str]) -> bool:
    """Whether a clause without "that" begins at `k`."""
    if w[k].kind not in "NndrQpasb" or w[k].low in _LINKS or w[k].low in {"that", "because"}:
        return False
    return ("zero" in frames and clause(w, k, end)) or ("zero?" in frames and plain_clause(w, k, end))


def _mixed(w: Sequence[Word], k: int, said: Sequence[Saying], number: int, addressee: Phrase | None) -> Content | None:
    """What is called, blamed or praised, up to the last quotation in it; what somebody is called, without them."""
    end = ending(w, k, said, number)
    quoted = quoted_near(w, k, min([end, *(other.at for other in said[number + 1 :])]))
    if not quoted or quoted[0] - k > (12 if said[number].cue.kind == "say" else 25):
        return None
    start, one = k, said[number]
    if one.cue.kind in ("criticise", "praise") and any(
        word.kind == "," or word.low in _TITLED for word in w[k : quoted[0]]
    ):
        return None
    while start < quoted[0] and w[start].kind == "a":
        start += 1
    if one.cue.kind == "call":
        start = quoted[0]
    else:
        links = [n for n in range(start + 1, quoted[0]) if w[n].low in _ROLES and quoted[0] - n < 5]
        start = next((n for n in links if w[n].low == "as"), links[0]) if links else start
    return ranged(w, start, quoted[-1] + 1, "phrase that holds a quotation", addressee, 0.9)


def approach(w: Sequence[Word], one: Saying) -> tuple[int, Phrase | None, bool]:
    """The place where content may begin, past adverbs, settings ("in a statement on Monday") and an addressee."""
    k, addressee, topic = one.end, None, False
    limit = len(w)
    wants = bool({"addressee", "addressee?"} & one.cue.frames) or one.cue.kind in ("order", "ask")
    wants = wants and one.cue.lemma not in _DATIVE
    while k < limit:
        word = w[k]
        if wants and addressee is None and (word.kind in "Nndo" or word.low == "you"):
            found = _addressee(w, k, one)
            if found:
                addressee, k = found, found.core
                continue
            wants = False
        step = setting(w, k, one) if not (addressee and word.low == "to") else 0
        if not step:
            break
        if word.low in {"to", "with", "of"} and addressee is None:
            addressee = Phrase(k + 1, step, step)
        topic = topic or word.low in _TOPICS
        k = step
    return k, addressee, topic


def _addressee(w: Sequence[Word], k: int, one: Saying) -> Phrase | None:
    core = phrases.right(w, k, len(w))
    core = next((n for n in range(k + 1, core) if w[n].low == "about"), core)
    if core < 0:
        return None
    sure = "addressee" in one.cue.frames
    following = w[core] if core < len(w) else None
    if sure or following is None or w[k].kind == "o":
        return Phrase(k, core, core)
    opens = (
        following.low in {"that", "to", "of", "against", "about", "whether", "if", "over", "why", "how"}
        or following.kind in "Q:,"
    )
    return Phrase(k, core, core) if opens else None


def setting(w: Sequence[Word], k: int, one: Saying) -> int:
    """The place after an adverb, a time or a prepositional phrase at `k`; 0 if none stands there or it cannot be passed over."""
    word = w[k]
    if word.kind == "a" or word.kind == "t":
        return k + 1
    if word.kind == "d" and k + 1 < len(w) and w[k + 1].kind == "t":
        return k + 2
    if word.low in {"last", "next", "this"} and k + 1 < len(w) and w[k + 1].kind == "t":
        return k + 2
    if word.low not in _LINKS or (
        word.low == "to" and ("to" in one.cue.frames or one.passive or one.cue.kind in ("ask", "order", "threaten"))
    ):
        return 0
    if word.low == "as" and k + 1 < len(w) and w[k + 1].kind in "rd":
        return 0
    return _past_phrase(w, k + 1)


def _past_phrase(w: Sequence[Word], k: int) -> int:
    if k < len(w) and (w[k].kind == "t" or w[k].low[:1].isdigit()):
        while k < len(w) and (w[k].kind == "t" or w[k].low[:1].isdigit()):
            k += 1
        return k
    core = phrases.right(w, k, len(w))
    return core if core > 0 else 0
