"""Whether a word that may be a noun or a verb is a verb: "reports", "claims", "demand"."""

from __future__ import annotations

from collections.abc import Sequence

from comity.coding.attribution.clauses import PLURALS
from comity.coding.attribution.heads import heads
from comity.coding.attribution.saying import Saying
from comity.coding.attribution.words import Word
from comity.coding.spacing import wordset

_NOUNS = wordset("rules states calls notes charges terms attacks figures views orders posts")
_FRESH = wordset(
    "recent new earlier latest initial early unconfirmed press media news public official local further previous more such other"
)


def before_verb(w: Sequence[Word], at: int, base: Saying) -> bool:
    """Whether "reports", "claims" or "demand" after this word is a verb: no article, preposition or adjective stands before it."""
    last = w[at - 1]
    if last.kind in "dp" or last.low.endswith(("'s", "s'")):
        sure = base.cue.lemma != "reason"
        return (
            sure
            and base.cue.form == "base"
            and last.low in {"some", "many", "others", "most", "both", "few", "several"}
        )
    if at == 1 and last.low in _FRESH:
        return False
    following = w[base.end] if base.end < len(w) else None
    opens = following is None or following.low in {"that", "how", "why", "whether"} or following.kind in "Qr:,"
    if last.kind == "N" and base.cue.form == "base" and following and following.kind == "n":
        return base.cue.lemma in ("say", "think", "believe")
    if last.kind == "n" and w[at].low in _NOUNS:
        return last.low in {"court", "judge", "tribunal"} if base.cue.lemma == "rule" else opens
    if last.kind == "n" and not _agrees(last.low, base):
        return False
    return last.kind != "n" or last.low in heads() or opens or base.cue.lemma in ("say", "think", "believe", "know")


def _agrees(last: str, base: Saying) -> bool:
    """Whether a noun right before a verb of the present agrees with it: "an international order", "human rights reports" do not."""
    if base.cue.lemma in ("say", "tell", "think", "believe", "know") or last in heads() or last in PLURALS:
        return True
    return last.endswith("s") == (base.cue.form == "base")
