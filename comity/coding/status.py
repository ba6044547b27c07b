"""Whether an act happened, where the words leave no doubt: exact, explainable rules beside the model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from comity.coding.status_past import past
from comity.coding.tables import rows
from comity.schema import Span

LEFT, RIGHT = 170, 90
"""Characters before and after the deciding words that are read."""

_ADVERB = (
    r"(?:(?:(?!only)[a-z]+ly|also|now|soon|then|once|again|first|both|still|even|just|already|instead|together|all|"
    r"continue to|be|been|being|get|have|help|begin|start) ){0,3}"
)
_PLAIN = r"[\w'’&$%/-]+(?:\.[\w-]+)*\.?(?<![a-z\d]\.)"
_WORD = rf"(?:{_PLAIN} )"
_DEEDS = (
    "hold|host|impose|launch|begin|start|resume|provide|give|sign|conduct|make|pay|carry out|open|stage|deliver|send|"
    "offer|have|hand|grant|slap|put|extend|mount|undertake|enter into|reach|convene|attend|take part in|issue|file"
)
_PLACES = {
    "verb": rf"\b(?P<cue>WORDS) ?{_ADVERB}(?P<and>[a-z-]+ {_WORD}{{0,3}}(?:and|or) {_ADVERB})?$",
    "noun": rf"\b(?P<cue>WORDS) (?P<gap>{_WORD}{{0,4}})$",
    "doing": rf"\b(?P<cue>WORDS) {_ADVERB}(?:{_DEEDS}) (?P<gap>{_WORD}{{0,5}})$",
    "asked": rf"\b(?P<cue>WORDS) (?P<gap>{_WORD}{{1,9}})(?:not )?to {_ADVERB}$",
    "clause": rf"\b(?P<cue>WORDS) (?P<gap>{_WORD}{{0,12}})$",
    "after": rf"^(?P<gap>(?:,? {_PLAIN}){{0,6}}),? (?P<cue>WORDS)\b",
}
_VERBS = (
    r"is|are|was|were|has|have|had|will|would|could|may|might|said|says|who|which|that|after|before|because|when|while|"
    r"despite|since|but|as|to|[a-z]{3,}(?<!unit)(?<!advanc)(?<!renew)(?<!propos)(?<!limit)(?<!armed)ed"
)
_JOINS = (
    r"on|about|for|from|with|in|by|at|(?<!days )(?<!rounds )(?<!round )(?<!weeks )(?<!series )of|[a-z]+(?<!ongo)ing"
)
_FINITE = {
    "after": re.compile(rf"\b(?!to [A-Z])(?:{_VERBS})\b"),
    **dict.fromkeys(("noun", "doing"), re.compile(rf"\b(?:{_VERBS}|{_JOINS})\b")),
    "clause": re.compile(
        r"\b(?:that|which|who|because|said|says|then)\b|\b(?:the|these|those|such|(?:its|their|his|her)(?: [a-z]+)?) $"
    ),
}
_FORMS = re.compile(
    r"(?:(?!need|proceed|exceed|feed|speed|succeed)[a-z]{2,}ed|(?!bring)[a-z]{3,}ing|[a-z]+(?<!ss)s|sent|said|made|held|met|told|gave|"
    r"took|went|came|left|paid|lent|shot|built|brought|sold|led|won|began|fired|has|had|was|were|is|are)\b"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of status.tsv, ready to be tried."""

    status: str
    place: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in the order in which they are tried."""
    return tuple(
        Rule(
            row["status"],
            row["place"],
            re.compile(_PLACES[row["place"]].replace("WORDS", row["words"]), re.I),
            re.compile(rf"\b(?:{row['unless']})", re.I) if row.get("unless") else None,
        )
        for row in rows("status.tsv")
    )


def sure_status(
    text: str, sentence: Span, trigger: Span, actor: Span, recipient: Span, published: str | None = None
) -> tuple[str, str] | None:
    """The status that certain words give to an act, with those words; None where no rule is sure.

    >>> sure_status("Peru will not say if Chile has left.", (0, 36), (31, 35), (0, 4), (21, 26))
    >>> sure_status("Peru threatened to expel the envoy of Chile.", (0, 44), (19, 24), (0, 4), (38, 43))
    ('hypothetical', 'threatened to')
    """
    left = " ".join(text[max(sentence[0], trigger[0] - LEFT) : trigger[0]].split())
    left = left + " " if left else ""
    right = " " + " ".join(text[trigger[1] : min(sentence[1], trigger[1] + RIGHT)].split())
    words = text[slice(*trigger)]
    whole = left[-110:] + words + right
    for rule in rules():
        cue = _cue(rule, left, right, words)
        if cue and not (rule.unless and rule.unless.search(whole)):
            return rule.status, cue
    behind = past(left, words, right, published)
    return ("historical", behind) if behind else None


def _cue(rule: Rule, left: str, right: str, words: str) -> str:
    found = rule.pattern.search(right if rule.place == "after" else left)
    if found is None:
        return ""
    parts = found.groupdict()
    if rule.place in _FINITE and _FINITE[rule.place].search(parts["gap"]):
        return ""
    if rule.place == "verb" and parts["and"] and _FORMS.match(words):
        return ""
    return str(parts["cue"])
