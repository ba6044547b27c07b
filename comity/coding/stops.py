"""Whether a full stop ends a sentence: abbreviations, initials, numbers, and the words that open sentences."""

from __future__ import annotations

import re

from comity.coding.spacing import wordset

NEVER = wordset(
    "mr mrs ms messrs mme mlle dr prof gen lt col sgt capt cpl pvt cmdr maj brig adm sen rep reps sens gov pres rev hon amb st mt ft "
    "fr insp supt vs v cf viz approx ca e.g i.e esp fig figs eq ref refs vol ch pp op rt bros asst assoc dept det pfc sr.a "
    "al-hajj lt.gen lt.col maj.gen brig.gen undersec sec.gen"
)
"""Abbreviations that always want a next word (lower case, without their last stop)."""

BEFORE_NUMBER = wordset(
    "no nos art arts sec secs para paras p jan feb mar apr jun jul aug sep sept oct nov dec res doc reg §"
)
"""Abbreviations that want a number next, and end a sentence otherwise only if a sentence opens after them."""

EITHER = wordset(
    "inc corp ltd co jr sr etc al a.m p.m am pm u.s u.k u.n e.u u.s.a u.s.s.r d.c ph.d b.c a.d llc plc gmbh s.a n.v est ave blvd rd mass calif "
    "conn fla ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo ariz ark ala colo del"
)
"""Abbreviations that may close a sentence: they do if the next word is one that opens sentences."""

OPENERS = wordset(
    "The A An In On At It He She They We I You But And This That These Those There His Her Their Its Our My Your If When While "
    "After Before Since As For From By With To Of However Meanwhile According Although Though Both Some Many Most Several All No Not Now Then "
    "So Yet Or Also Still Last Next Earlier Later Today Yesterday What Who Why How Where Which Is Are Was Were Do Does Did Has Have Had Can "
    "Could Will Would Should May Might Let Mr Mrs Ms Here Such One Two Three Each Every Other Another Under Over During Despite Because "
    "Officials Police State Such Q Well Yes Thank Thanks"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_ZONE = re.compile(r"(?:E[DS]T|[CMP][DS]T|GMT|UTC|ET|CET|BST|MSK|local|on|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\b")
_NAME = re.compile(r"[^\W\d_]+")
SAYS = (
    r"(?:said|says|say|told|tells|added|adds|asked|asks|wrote|writes|stated|states|tweeted|replied|warned|warns|declared|insisted|claimed|"
    r"argued|noted|explained|announced|observed|remarked|concluded|continued|stressed|recalled|quipped|joked|posted)"
)
_REPORTS = re.compile(rf"(?:[A-Z][\w.'\u2019-]*,? ){{1,4}}{SAYS}\b")


def ends(word: str, rest: str, first: bool) -> bool:
    """Whether the stop after `word` ends a sentence that `rest` (a few dozen characters, blanks trimmed) follows.

    `first` says that the word opens its sentence, where a number or a letter is the mark of a list.

    >>> ends("Mr", "Putin met", False), ends("U.S", "The talks", False), ends("U.S", "Army units", False)
    (False, True, False)
    """
    key = word.lower()
    if key in NEVER:
        return False
    if first and (word.isdigit() or len(word) == 1):
        return False
    if key in BEFORE_NUMBER:
        return not rest[:1].isdigit() and (_opens(rest) or (word.islower() and len(key) > 1))
    if key in EITHER or _INITIALS.fullmatch(word):
        return (_opens(rest) or rest[:1] in '"\u201c(') and not _ZONE.match(rest)
    return not rest[:1].islower() or (len(word) > 2 and word.isalpha() and word.islower())


def _opens(rest: str) -> bool:
    found = _NAME.match(rest)
    return found is not None and found[0] in OPENERS


def reports(rest: str) -> bool:
    """Whether what follows a closed quotation only says who spoke: 'President Putin said'.

    >>> reports("President Putin said on Monday"), reports("The talks went on")
    (True, False)
    """
    return rest[:1].islower() or _REPORTS.match(rest) is not None
