"""The patterns of comity/data/claims.tsv, put into regular expressions over masked sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from comity.coding.tables import rows

_ONE = "[\ue000-\uf8ff]"
_MANY = "[\uf000-\uf8ff]"
_HEAD = (
    r"(?:['\u2019]s?)?(?: (?:foreign |prime |defen[cs]e |military |armed )?(?:governments?|leaders?|leadership|ministers?|ministry|presidents?|officials|troops|forces|"
    r"army|armies|administration|authorities|side|parliament|warplanes|planes|delegation|premiers?|counterparts?))?"
)
_HELPER = (
    r"(?:has|have|had|['\u2019]ve|['\u2019]s|is|are|was|were|be|been|being|will|would|can|could|may|might|shall|should|must|do|does|did|"
    r"wants? to|wanted to|hopes? to|hoped to|plans? to|planned to|seeks? to|sought to|intends? to|is to|are to|due to|set to|expected to|about to|going to|likely to|"
    r"ready to|agreed to|decided to|threatens? to|threatened to|began to|begun to|continues? to|tends? to|refus(?:es|ed) to|fail(?:s|ed) to|able to)(?:n['\u2019]t)?"
)
_ADVERB = (
    r"(?:[a-z]+ly|also|now|already|still|long|both|all|again|never|not|once|twice|since|ever|together|even|just|first|no longer|often|always|"
    r"jointly|today|then|cannot|both)"
)
_VERBAL = rf"(?:,[^,\ue000-\uf8ff]{{1,60}},)?(?: (?:who|which|that))?(?:,? (?:{_HELPER}|{_ADVERB}))*"
_BE = (
    rf"{_VERBAL}(?:,? (?:is|are|was|were|be|been|become|becomes|became|remains?|remained|stays?|stayed|(?:has|have|had) been)|['\u2019](?:s|re))"
    rf"(?:n['\u2019]t)?(?: {_ADVERB})*"
)
_REL = r"(?:relations|relation|ties|relationship|links|bonds|partnership|friendship|co-?operation|rapport|diplomatic relations|alignment)"
_TIES = (
    rf"(?:{_REL}(?: [\w-]+){{0,2}} (?:between|of) {_MANY}|{_ONE}{_HEAD}(?:['\u2019]s?)?(?: [\w-]+){{0,2}} {_REL} (?:with|to|towards?) {_ONE}|"
    rf"{_MANY}(?:['\u2019]s?)?(?: [\w-]+){{0,2}} {_REL}|(?:the )?(?:bilateral|mutual|two way|two-[a-z]+) {_REL})"
)
_NUMBER = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_NTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|[4-9]th|10th)[- ]"
_SANCTIONS = r"(?:(?:economic |trade |financial |new |tougher |further |arms |targeted |sweeping |oil )*(?:sanctions?|embargo(?:es)?|trade ban))"
_EXERCISE = (
    r"(?:(?:joint|naval|military|air|army|combined|large|largest|biggest|annual|war|live-fire|strategic|anti-terror(?:ism)?) )*"
    r"(?:exercises?|drills?|war games|wargames|manoeuvres|maneuvers)"
)
_PACT = (
    r"(?:no |any )?(?:[\w-]+ ){0,2}(?:(?:defen[cs]e|security|mutual assistance|non-?aggression|neutrality|military|friendship|mutual defen[cs]e|collective defen[cs]e|alliance) "
    r"(?:pacts?|treat(?:y|ies)|alliances?|agreements?)|treat(?:y|ies) of (?:alliance|friendship|neutrality|non-?aggression|mutual assistance|defen[cs]e)|(?:military |formal |defen[cs]ive |political )?alliances?|"
    r"treat(?:y|ies)|non-?aggression pacts?|pacts?)"
)
_MACROS = {
    "{A}": f"(?:the )?{_ONE}{_HEAD}",
    "{P}": f"(?:the |both )?{_MANY}{_HEAD}",
    "{T}": _TIES,
    "{V}": _VERBAL,
    "{BE}": _BE,
    "{N}": _NUMBER,
    "{NTH}": _NTH,
    "{SANCTIONS}": _SANCTIONS,
    "{EXERCISE}": _EXERCISE,
    "{PACT}": _PACT,
    "{ECONOMY}": r"(?:econom(?:y|ies)|economic power|gdp)",
    "{FORCES}": r"(?: (?:forces|troops|army|tanks|warplanes))",
    "{OF}": r"(?: (?:and [a-z]+ed|neighbou?ring|parts? of|the|its|their|much of|most of|northern|southern|eastern|western|tiny|small|oil-rich|island|of|all of|independent|sovereign)){0,4}",
    "{PLAIN}": r"(?! (?:exercises?|drills?|man(?:oeuvre|euver)s?|parade|operation|bases?|deal|contract|aid|suppliers?|threat|partners?|challenge|player|stations?|plants?|offensive|budget|company|compan|backer|ally))",
    "~": "[^.;:!?()\ue000-\uf8ff]{0,80}?",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the table, ready to be searched for."""

    kind: str
    sense: str
    order: str
    needs: frozenset[str]
    words: re.Pattern[str]
    line: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every row, in the order of the table."""
    return tuple(_pattern(number, row) for number, row in enumerate(rows("claims.tsv"), start=1))


def _pattern(number: int, row: dict[str, str]) -> Pattern:
    words = re.compile(rf"(?<!\w)(?:{expanded(row['pattern'])})(?!\w)", re.I)
    return Pattern(
        row["kind"], row["sense"], row["order"], frozenset(row["needs"].split()), words, f"claims.tsv, pattern {number}"
    )


def expanded(pattern: str) -> str:
    """A pattern with its macros written out.

    >>> expanded("~in {N}")[:10]
    '[^.;:!?()\\ue000'
    """
    for name, meaning in _MACROS.items():
        pattern = pattern.replace(name, meaning)
    return pattern
