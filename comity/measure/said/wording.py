"""Words of a text on their way to a reader: data, shown and never obeyed."""

from __future__ import annotations

import re

LETTERS = 240
"""Length at which a quotation is cut, at the end of a word."""

CUT = "\N{HORIZONTAL ELLIPSIS}"

_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that move a cursor, turn the reading direction or stand unseen between letters."""


def shown(text: str, letters: int = LETTERS) -> str:
    """The text on one line, unsafe characters written out, cut after the last whole word that fits.

    >>> shown("a\\x1b[31mred\\nnext"), shown("one two three", 8)
    ('a\\\\x1b[31mred next', 'one two…')
    """
    line = " ".join(_UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text).split())
    if len(line) <= letters:
        return line
    whole = line[: letters + 1].rsplit(" ", 1)[0] if " " in line[: letters + 1] else line[:letters]
    return whole.rstrip(" ,;:.–—-(“\"'‘«") + CUT


QUOTES = "“”„‟\"«»‹›‘’'"


def bare(text: str) -> str:
    """A quotation without the marks around it, and without the comma that the cue took.

    >>> bare("“We agree,”"), bare("the “tactical alliance” of ’45"), bare("We agree,")
    ('We agree', 'the “tactical alliance” of ’45', 'We agree')
    """
    line = text.strip()
    if len(line) > 1 and line[0] in '“„"«' and line[-1] in '”“"»' and not any(c in QUOTES[:6] for c in line[1:-1]):
        line = line[1:-1].strip()
    return line.removesuffix(",").rstrip()


def called(speaker: str, letters: int = 60) -> str:
    """A speaker's name as a reader knows it: transcripts' capitals set as a name, what stands in brackets behind it left out.

    >>> called("MR. EARNEST"), called("NATO"), called("President of Iran (retranslated)")
    ('Mr. Earnest', 'NATO', 'President of Iran')
    """
    name = shown(re.sub(r"\s*\([^()]*\)$", "", speaker) or speaker, letters)
    return name.title() if name.isupper() and len(name) > CAPITALS else name


CAPITALS = 4
"""Letters up to which capitals are taken for an abbreviation."""
