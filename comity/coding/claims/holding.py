"""How firmly a claim is held: as so, as not so, as to come, or as something that only might be."""

from __future__ import annotations

import re

BEFORE = 60
"""Characters before a claim that are read for words that govern it."""

NEAR = 3
"""Words directly before a claim in which a helper verb or a noun may govern it."""

_CLAUSE = re.compile(
    r"[;:]|, (?=and |but |while |although )|\b(?:but|while|although|whereas|after|because|since|as(?! (?:well|much|far|long|part|soon))|even if it is true that)\b"
)
_CONDITION = re.compile(r"\b(?<!even )(?:if|unless|whether|in case of|in the event of)\b", re.I)
_PLANNED = re.compile(
    r"\b(?:will|(?:is|are) (?:joining|leaving)|going to|plans? to|planned to|due to|set to|is to|are to|intends? to|expected to|about to|agreed to|decided to|upcoming|planned|forthcoming|"
    r"heading (?:to|towards?)|on course (?:to|for)|next (?:week|month|year|summer|spring|autumn|winter))\b|['\u2019]ll\b",
    re.I,
)
_MIGHT = re.compile(
    r"\b(?:could|may|might|would|should|must|can|shall|wants? to|wanted to|hopes? to|hoped to|seeks? to|sought to|ready to|threatens? to|threatened to|"
    r"calls? (?:for|on)|called (?:for|on)|urg(?:es?|ed|ing)|demand(?:s|ed|ing)?|propos(?:es?|ed|al)|possible|possibility of|potential|hypothetical|threat of|fears? (?:of|that)|"
    r"risk of|\b(?:a|an|any) (?:further|new|potential|possible|future|imminent|renewed|another)|warn(?:s|ed|ing)? (?:of|against|that)|likely to|need(?:s|ed)? (?:a|an|to)|let us|in order to|"
    r"to (?=deepen|strengthen|expand|improve|join|restore|bring|establish|normali))\b",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:not|never|no longer|cannot|without|neither|nor|no one|nobody|none|denie[sd]|den(?:y|ying)|refus(?:es|ed) to|fail(?:s|ed) to|far from|rul(?:es|ed) out|nothing)\b|n['\u2019]t\b|"
    r"\b(?:no|zero) (?=(?:[\w-]+ ){0,3}(?:pact|treat|alliance|alli|war|sanction|border|exercise|drill|votes?|ties|other|country|state))",
    re.I,
)
_DENIED_BEFORE = re.compile(
    r"\b(?:no|not|without|neither|nor|denie[sd](?: that)?|den(?:y|ying)(?: that)?|not true that|false that|never)\s(?:(?:the|a|an|any) )?$",
    re.I,
)
_COULD_NOT = re.compile(r"\b(?:could not|couldn['\u2019]t|cannot|can['\u2019]t)\b", re.I)
_NOT_ONLY = re.compile(
    r"\b(?:not only|no doubt|not least|never (?=been|stood|closer|so|as|further|farther|better|more)|not (?=seen|known|witnessed)|if not|(?:no one|nobody|few|hardly anyone) (?:can |could )?(?:remembers?|recalls?)|not to mention|nothing less than)",
    re.I,
)


def standing_of(text: str, start: int, end: int) -> str:
    """The standing of the claim `text[start:end]`, read from its own words and those before it in the clause.

    >>> [standing_of(text, 0, len(text)) for text in ("Peru has sanctioned Chile", "Peru has never sanctioned Chile", "Peru will join NATO")]
    ['asserted', 'negated', 'planned']
    """
    before = text[max(0, start - BEFORE) : start]
    cuts = [cut.end() for cut in _CLAUSE.finditer(before)]
    governed = before[cuts[-1] :] if cuts else before
    words = _COULD_NOT.sub("not", _NOT_ONLY.sub(" ", f"{governed}{text[start:end]}"))
    if _CONDITION.search(words):
        return "hypothetical"
    words = _COULD_NOT.sub("not", _NOT_ONLY.sub(" ", f"{_last_words(_NOT_ONLY.sub(' ', governed))}{text[start:end]}"))
    if _PLANNED.search(words):
        return "planned"
    if _MIGHT.search(words):
        return "hypothetical"
    own = _COULD_NOT.sub("not", _NOT_ONLY.sub(" ", text[start:end]))
    denied = _NEGATED.search(own) or _DENIED_BEFORE.search(_NOT_ONLY.sub(" ", governed))
    return "negated" if denied else "asserted"


def _last_words(text: str) -> str:
    """The last few words before a claim, which govern it.

    >>> _last_words("I wanted to say a few words about ")
    'few words about '
    """
    words = text.rstrip().split(" ")
    return " ".join(words[-NEAR:]) + (" " if text.endswith(" ") else "")
