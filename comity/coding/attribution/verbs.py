"""Verbs of saying: finite, passive, inverted or joined by "and", and who is their subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.coding.attribution import appositions
from comity.coding.attribution.clauses import aside, head_of, plural, subject
from comity.coding.attribution.cues import Cue, table
from comity.coding.attribution.heads import heads
from comity.coding.attribution.phrases import Phrase
from comity.coding.attribution.relatives import described, outside, related
from comity.coding.attribution.saying import FORWARD, INVERTED, OF, Saying
from comity.coding.attribution.verbal import before_verb
from comity.coding.attribution.words import Word, contracted
from comity.coding.spacing import wordset

BE = wordset("is are was were be been being am he's she's it's they're we're i'm isn't aren't wasn't weren't")
_DOUBTFUL = wordset("may might could should can cannot couldn't can't shouldn't mightn't must")
_NOT = wordset("not never n't neither nor hardly")
_UNSAID = wordset("declined declines refused refuses refusing declining stopped")
_HEARSAY = wordset("say report allege think believe rumour")
_IMPERSONAL = _HEARSAY | wordset("estimate claim announce confirm suggest argue assert understand expect hope")
_DONE = frozenset({"ask", "order", "promise", "threaten"})
_WISHING = wordset("hope fear want wish expect")
_PHRASAL = wordset("off up back in out away")


def auxiliaries(w: Sequence[Word], at: int) -> tuple[int, list[str]]:
    """The first auxiliary or adverb before the verb at `at`, and all of them."""
    k = at
    while k > 0 and w[k - 1].kind in "xa":
        k -= 1
        if contracted(w[k].low):
            return k + 1, [word.low for word in w[k:at]]
    return k, [word.low for word in w[k:at]]


def verb(
    w: Sequence[Word], at: int, end: int, cue: Cue, earlier: Sequence[Saying], quoted_before: bool
) -> Saying | None:
    first, helpers = auxiliaries(w, at)
    if end < len(w) and w[end].low in {"above", "below", "herein"}:
        return None
    if (
        end < len(w)
        and w[end].low in _PHRASAL
        and not cue.particle
        and cue.lemma in ("call", "tell", "cry", "write", "read")
    ):
        return None
    if any(helper in _DOUBTFUL for helper in helpers):
        return None
    denied = any(helper in _NOT or helper.endswith("n't") for helper in helpers) and "only" not in helpers
    negated = cue.negated != denied
    verbs = [helper for helper in helpers if helper not in _NOT]
    be = any(helper in BE for helper in verbs)
    base = Saying(at, end, cue, FORWARD, None, at, at if negated == cue.negated else first, negated)
    if cue.form == "be":
        return finite(w, base, earlier) if be else None
    if be and cue.form in ("past", "participle"):
        return _passive(w, replace(base, first=first))
    if cue.form in ("past", "participle") and not verbs and cue.lemma != "say" and _done_by(w, end):
        return None
    if cue.form == "base" and not any(w[k].kind == "x" for k in range(first, at)):
        return _bare(w, base, earlier)
    if cue.form == "participle" and table_has_past(w[at].low, cue) is False and not helpers:
        return None
    inverted = _inverted(w, base, quoted_before) if not verbs else None
    return inverted or finite(w, replace(base, sure=0.7 if {"would", "will"} & set(helpers) else 0.9), earlier)


def _done_by(w: Sequence[Word], end: int) -> bool:
    """Whether "by" and a doer follow: "a body accepted by the parties" says nothing itself."""
    return (
        end + 1 < len(w)
        and w[end].low == "by"
        and (w[end + 1].kind == "N" or w[end + 1].low in ("the", "its", "his", "their"))
    )


def table_has_past(low: str, cue: Cue) -> bool:
    """Whether a participle may be a past tense too, as "said" may and "written" may not."""
    return any(other.form == "past" and other.lemma == cue.lemma for other in table().get(low, ()))


def _bare(w: Sequence[Word], base: Saying, earlier: Sequence[Saying]) -> Saying | None:
    """ "experts say", "declined to say"; no infinitive else, and no noun."""
    at = base.at
    if at and w[at - 1].low == "to":
        return _infinitive(w, base) if at > 1 else None
    if at > 1 and w[at - 1].low in {"me", "us"} and w[at - 2].low == "let":
        return replace(base, speaker=Phrase(at - 1, at, at), begin=at - 2)
    inverted = _inverted(w, base, False) if at and w[at - 1].kind in "Q," else None
    if inverted and inverted.speaker and plural(w, inverted.speaker):
        return inverted
    one = finite(w, base, earlier)
    if (
        one
        and one.speaker
        and base.cue.lemma != "say"
        and w[one.speaker.start].low == "the"
        and _single(w[one.speaker.core - 1])
    ):
        return None
    return one if one and one.speaker and (one.inherited or plural(w, one.speaker)) else None


def _single(last: Word) -> bool:
    return last.kind == "N" and not last.low.endswith("s")


def _infinitive(w: Sequence[Word], base: Saying) -> Saying | None:
    """ "declined to say"; "I would like to stress"."""
    last = w[base.at - 2].low
    speaker = appositions.before(w, base.at - 2, 0)
    if speaker is None:
        return None
    if last in _UNSAID:
        return replace(base, speaker=speaker, begin=speaker.start, first=base.at - 2, negated=True)
    own = last in {"like", "want", "wish"} and w[speaker.start].low in {"i", "we"}
    return replace(base, speaker=speaker, begin=speaker.start) if own else None


def reporting(cue: Cue) -> Cue:
    """The cue of "quoted as saying", after which all may stand that may after "saying"."""
    return replace(cue, frames=frozenset({"quote", "that", "zero"}))


def _passive(w: Sequence[Word], base: Saying) -> Saying | None:
    """ "is said to", "it was reported that", "was described by X as"; "was quoted as saying" has its subject for a speaker."""
    following = [word.low for word in w[base.end : base.end + 3]]
    if base.cue.lemma in ("quote", "cite") and "as" in following:
        speaker = appositions.before(w, base.first, 0)
        stop = base.end + following.index("as") + 2
        base = replace(base, cue=reporting(base.cue))
        return (
            replace(base, speaker=speaker, begin=speaker.start, end=min(stop, len(w)), sure=0.85) if speaker else None
        )
    if following[:1] == ["by"] and "mixed" in base.cue.frames:
        speaker = appositions.after(w, base.end + 1, len(w))
        return (
            replace(base, speaker=speaker, begin=base.first, end=base.end, passive=True, sure=0.7) if speaker else None
        )
    subject = w[base.first - 1].low if base.first else ""
    told = following[:1] == ["to"] and base.cue.lemma in _HEARSAY and subject not in ("that", "which", "who")
    impersonal = following[:1] == ["that"] and "it" in (subject, w[base.first].low.removesuffix("'s"))
    if told and base.cue.lemma == "say" and following[1:2] == ["be"]:
        return None
    if told or (impersonal and base.cue.lemma in _IMPERSONAL):
        begin = base.first - 1 if subject == "it" else base.first
        return replace(base, passive=True, begin=begin, sure=0.6)
    return None


def _inverted(w: Sequence[Word], base: Saying, quoted_before: bool) -> Saying | None:
    """ "...", said X: the noun phrase after the cue is the speaker if a quotation or comma stands before the cue and no clause follows."""
    if "invert" not in base.cue.frames:
        return None
    last = w[base.at - 1].kind if base.at else ("Q" if quoted_before else "")
    if base.at == 1 and w[0].low == "so" and quoted_before:
        last = "Q"
    if last not in ("Q", ",", "-", '"', ";", ".") or (last == "Q" and base.at > 1 and w[base.at - 2].kind in "xdp"):
        return None
    speaker = appositions.after(w, base.end, len(w))
    if not speaker or w[base.end].kind in "oQ":
        return None
    quoted = (
        last == "Q" or (last == "," and base.at > 1 and w[base.at - 2].kind == "Q") or (last == "," and base.at == 1)
    )
    if not quoted and (base.cue.kind in ("ask", "order", "threaten") or not aside(w, base.at, speaker.end)):
        return None
    if not quoted and "zero" not in base.cue.frames and not _somebody(w, speaker):
        return None
    if quoted and "addressee" in base.cue.frames:
        return None
    if base.cue.lemma == "declare" and not quoted and w[base.end].low in ("a", "an"):
        return None
    if base.cue.lemma == "sum up" and not _somebody(w, speaker):
        return None
    return replace(base, side=INVERTED, speaker=speaker, begin=base.at, sure=0.95 if quoted else 0.85)


def _somebody(w: Sequence[Word], speaker: Phrase) -> bool:
    """Whether a phrase is known to speak; else it is what is confirmed, not who confirms: "Berg, who came, confirmed the interest"."""
    named = any(word.kind in "Nr" for word in w[speaker.start : speaker.core])
    return named or heads().get(head_of(w, speaker), "idle") != "idle"


def finite(w: Sequence[Word], base: Saying, earlier: Sequence[Saying]) -> Saying | None:
    at, first = base.at, auxiliaries(w, base.at)[0]
    if base.cue.form in ("third", "base") and at and not before_verb(w, at, base):
        return None
    if (
        first
        and w[first - 1].low.endswith(("'s", "s'"))
        and w[first - 1].kind in "Nn"
        and not w[first - 1].low.endswith("ss'")
    ):
        return None
    if first and w[first - 1].low in {"who", "which", "that"}:
        return related(w, base, first)
    if first and w[first - 1].kind in "cb":
        return _coordinated(w, base, first, earlier)
    speaker = appositions.before(w, at, 0)
    if speaker is None:
        told = first and w[first - 1].kind == "," and base.cue.form == "past"
        source = described(w, first) if told else None
        if source:
            return replace(base, speaker=source, begin=source.start, sure=0.75)
        return _coordinated(w, base, first, earlier) if told else None
    stray = w[at - 1].kind == "," and speaker.core == speaker.end
    if stray and base.cue.form in ("base", "third") and (speaker.start or base.cue.lemma != "say"):
        return None
    return _opened(w, base, outside(w, speaker), earlier)


def _object_gap(w: Sequence[Word], start: int) -> bool:
    """Whether "that" or "which" before a subject leads back to a noun: "the mission that he asked them to perform"."""
    return start > 1 and w[start - 1].low in ("that", "which") and w[start - 2].kind in "nN"


def _asked_for(w: Sequence[Word], base: Saying, start: int) -> bool:
    """Whether "what" before the subject is all that was said: "what many had suspected"."""
    if not start or w[start - 1].low != "what":
        return False
    return not any(word.low == "that" or word.kind in "Q:" for word in w[base.end : base.end + 8])


def _opened(w: Sequence[Word], base: Saying, speaker: Phrase | None, earlier: Sequence[Saying]) -> Saying | None:
    """The saying, unless what stands before its speaker makes it a condition, a wish or an object."""
    if speaker is None or (speaker.start and w[speaker.start - 1].kind == "x"):
        return None
    dated = speaker.start and w[speaker.start - 1].kind == "t" and w[speaker.start].low[:1].isdigit()
    if (
        _asked_for(w, base, speaker.start)
        or dated
        or (not earlier and base.cue.kind in _DONE and _object_gap(w, speaker.start))
    ):
        return None
    opening = w[speaker.start - 1].low if speaker.start else ""
    if opening in {"if", "unless", "whether", "by"} or (opening == "to" and w[speaker.start].kind != "r"):
        return None
    begin = speaker.start - 1 if opening == "as" else speaker.start
    wishing = base.cue.kind in ("ask", "order") or base.cue.lemma in _WISHING
    if opening == "as" and (wishing or w[speaker.start].low == "they"):
        return None
    return replace(base, speaker=speaker, begin=begin)


def _coordinated(w: Sequence[Word], base: Saying, first: int, earlier: Sequence[Saying]) -> Saying | None:
    """ "... and said": the subject of the saying before it, else of the sentence."""
    if base.cue.form == "base" and not (earlier and earlier[-1].cue.form == "base"):
        return None
    if base.cue.form == "participle" or (base.cue.kind in ("show", "believe") and not earlier):
        return None
    begin = first
    while begin and w[begin - 1].kind in "cb,":
        begin -= 1
    speaker = (
        earlier[-1].speaker if earlier and not earlier[-1].passive and earlier[-1].side != OF else subject(w, begin)
    )
    return replace(base, speaker=speaker, begin=begin, inherited=True, sure=0.75) if speaker else None
