"""Who has the floor: the labels that open speaker turns in transcripts and interviews."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from comity.coding.spacing import wordset

ROLES = wordset(
    "Mr Mrs Ms Dr President Vice-President Premier Chancellor Minister Ministry Secretary Secretary-General Chairman Chairwoman Chairperson Chair "
    "Speaker Governor Mayor Ambassador General Admiral Colonel Major Senator Director Deputy Head King Queen Prince Emir Sheikh "
    "Commissioner Spokesman Spokeswoman Spokesperson Representative Moderator Question Questions Answer Remark Reply Interviewer Journalist Reporter Correspondent "
    "Host Presenter CEO Rector Academician Patriarch Chief Operator Translator Interpreter"
)
NOT_LABELS = wordset(
    "SUBJECT TO FROM RE NOTE SOURCE SOURCES CC DATE BREAKING UPDATE OPINION ANALYSIS EXCLUSIVE FACTBOX LIVE WATCH VIDEO PHOTOS "
    "HIGHLIGHTS IMAGE PHOTO PHOTOGRAPH PICTURE CAPTION SUMMARY BACKGROUND CONCLUSION FACT SECTION ARTICLE CHAPTER PART ANNEX TABLE FIGURE BY ON FOR AND THE-FACTS"
)
_PARTICLES = wordset("of the and de von van der la le al bin ibn for to in on at & - von du da dos y")
_CAPS_ROLES = (
    "MR|MS|MRS|DR|MODERATOR|OPERATOR|PRESIDENT|VICE PRESIDENT|SECRETARY|GENERAL|AMBASSADOR|ADMIRAL|COLONEL|SENATOR|GOVERNOR|"
    "PRIME MINISTER|MINISTER|CHANCELLOR|CHAIR|CHAIRMAN|DIRECTOR|ADMINISTRATOR|SENIOR|THE PRESIDENT|THE VICE PRESIDENT|"
    "UNDER SECRETARY|ASSISTANT SECRETARY|DEPUTY|KING|QUEEN"
)
MIDLINE = re.compile(rf"(?<=[\w.?!)\]\"\u201d\u2014-]\s)(?:{_CAPS_ROLES})\b\.?(?: [A-Z][A-Z'\u2019.-]+){{0,5}}:(?=\s)")
"""A label inside a line, where a transcript lost its line breaks: "... EDT MS. PSAKI: Good morning"."""

MIDLINE_Q = re.compile(r"(?<=[.?!)\u2014-]\s)Q(?=\s+[A-Z\u2014-])")
_COLON = re.compile(r"([^:\n\"\u201c]{1,110}):(?=\s|$)")
_MARKED = re.compile(r"\(\(([^()\n]{1,40})\)\)")
_Q = re.compile(r"(Q|A)\s?[:.](?=\s)|(Q)(?=\s+\S)")
_GREETING = re.compile(
    r"(?:Mr|Mrs|Madam|Mme)\.? (?:President|Secretary|Speaker|Chair)|Dear\b|Your?\b|Excellenc|Ladies|Honou?rable|Distinguished",
    re.I,
)


def _caps(label: str) -> bool:
    plain = re.sub(r"\([^)]*\)", "", label).strip()
    first = plain.split(" ", 1)[0].rstrip(".,")
    return (
        plain.upper() == plain and any(map(str.isalpha, plain)) and first not in NOT_LABELS and len(plain.split()) <= 7
    )


def _name(label: str) -> bool:
    words = re.sub(r"\([^)]*\)", "", label).replace(",", "").split()
    if not 1 <= len(words) <= 16 or any(character.isdigit() for character in label):
        return False
    high = [word for word in words if word[0].isupper()]
    return (
        words[0][0].isupper()
        and words[-1][0].isupper()
        and all(w[0].isupper() or w in _PARTICLES for w in words)
        and bool(high)
    )


def _role(label: str) -> bool:
    return any(word.strip(".,()") in ROLES for word in label.split())


def _candidate(line: str) -> tuple[str, int] | None:
    """The label a line may open with, and where its text begins."""
    for pattern in (_MARKED, _COLON):
        found = pattern.match(line)
        if found and (pattern is _MARKED or (_plausible(found[1]) and (_caps(found[1]) or _name(found[1])))):
            return found[1].strip(), found.end()
    found = _Q.match(line)
    return (found[1] or found[2], found.end()) if found else None


def _plausible(label: str) -> bool:
    """A greeting ("Mr. President:") or a caption's mark ("... Image:") ends in a colon too, and names no speaker."""
    return not _GREETING.match(label) and label.split()[-1:] != [] and label.split()[-1].upper() not in NOT_LABELS


def labels(lines: Sequence[str]) -> list[int]:
    """For each line the length of the speaker label that opens it, 0 where there is none.

    A label in capitals or with a role word counts at once; a plain name only if it comes back or the text has
    other turns; "Q" only among other turns.

    >>> labels(["MR. CARNEY: Good afternoon.", "Q Thanks.", "Note: one thing."])
    [11, 1, 0]
    """
    found = [_candidate(line) for line in lines]
    counts = Counter(label for label, _ in filter(None, found))
    sure = {label for label in counts if _sure(label, counts[label])}
    turns = sum(counts[label] for label in sure)
    return [0 if not one or not _accepted(one[0], sure, turns) else one[1] for one in found]


def _sure(label: str, times: int) -> bool:
    if label in {"Q", "A"}:
        return times >= 3
    if label.isupper():
        return times >= 2 or "." in label or _role(label.title())
    return (_role(label) and _name(label)) or (times >= 2 and len(label.split()) <= 4) or label == "WN"


def _accepted(label: str, sure: set[str], turns: int) -> bool:
    if label in sure:
        return True
    if label in {"Q", "A"}:
        return turns >= 1 and label == "Q"
    return turns >= 3 and len(label.split()) >= 2 and len(label) <= 60 and not label.isupper()


def split_turns(line: str) -> list[int]:
    """Places inside a line where a lost line break stood before a speaker label.

    >>> split_turns("Is that so? MR. GIBBS: Yes. Q Why?")
    [12, 28]
    """
    own = _COLON.match(line)
    starts = [found.start() for found in MIDLINE.finditer(line, own.end() if own and _caps(own[1]) else 0)]
    if not starts and not MIDLINE.match("x. " + line[:100], 3):
        return []
    return sorted({*starts, *(found.start() for found in MIDLINE_Q.finditer(line))})
