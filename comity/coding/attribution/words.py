"""The words of a sentence as a run of tokens, each with its part in the grammar of attribution; a quotation is one token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from comity.coding.spacing import wordset

QUOTED = "Q"
"""Kind of the token that stands for a whole quotation."""

NOMINAL = frozenset("Nnr")
STOPS = frozenset(".;:")

_TOKEN = re.compile(r"\w+(?:[.&/'\u2019\u2011-]+\w+)*(?:(?<=s)['\u2019](?![\w'\"]))?|\.{2,}|--|[^\w\s]")
_DOTTED = re.compile(
    r"(?:[A-Z]\.)*[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Lt|Col|Gov|Prof|Sgt|Adm|Capt|Maj|Rev|Hon|St|Jr|Sr|Brig|Pres|Sec|Inc|Corp|Ltd|Co|Amb|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec|Mt|Ft|Fr|Ave|(?:[a-z]\.)+[a-z]"
)
_PUNCTUATION = {
    **dict.fromkeys([".", "!", "?", "\u2026", "...", "..", "\u3002"], "."),
    **dict.fromkeys(["-", "\u2013", "\u2014", "--", "\u2012", "\u2015"], "-"),
    **dict.fromkeys("([{", "("),
    **dict.fromkeys(")]}", ")"),
    ",": ",",
    ";": ";",
    ":": ":",
    "&": "c",
}
_KINDS = {
    "d": "the a an this these those his her their its our my your no some several many most few all both any every each another other such one two "
    "three four five six seven eight nine ten dozens hundreds thousands half various certain numerous whose",
    "p": "of for in at on from with by to under between against near inside within behind among across over about into through throughout during "
    "after before since until upon via despite following regarding concerning without amid around toward towards beside besides including like per "
    "off out up down along above below beyond than ago citing",
    "c": "and or nor plus",
    "b": "but yet while whereas whilst though although so",
    "s": "that which who whom because if when whether as where why how what unless once lest except till whenever wherever",
    "r": "he she they it we i you there",
    "o": "him them us me himself herself themselves itself ourselves myself yourself each-other",
    "x": "is are was were be been being am has have had having will would can could may might must shall should do does did 'd 'll 've 're 'm "
    "isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't mightn't mustn't shouldn't don't doesn't didn't ain't ought "
    "he's she's it's that's they're we're you're i'm i've we've they've you've i'd he'd she'd we'd they'd i'll he'll she'll we'll they'll you'll it'll there's",
    "a": "also not never now then later earlier again recently once still already just only even however meanwhile therefore thus moreover further "
    "furthermore nevertheless nonetheless instead too often always sometimes soon today yesterday tomorrow tonight here repeatedly reportedly "
    "publicly simply merely bluntly first firstly secondly finally indeed previously subsequently afterwards afterward separately ominously twice "
    "n't perhaps maybe rather quite very much ever long since alone together elsewhere all-along additionally likewise similarly hence only late early",
    "t": "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december week month year morning afternoon evening night day weekend mon tue wed thu fri sat sun midday noon",
    "v": "met held took made gave went came began left saw got won lost sent led fell hit brought kept became came stood grew rose broke chose drew drove "
    "flew forgot froze hid knew paid sat sold shot spent struck threw wore refused declined wants want needs need seems seem appears remains "
    "continues begins makes takes gives goes comes gets keeps",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in wordset(words)}
_ADVERB = re.compile(r"[a-z]{4,}ly$")
_NOT_ADVERBS = wordset(
    "family ally italy july supply reply assembly early friendly italy daily weekly monthly only elderly likely anomaly rally"
)


class Word(NamedTuple):
    """A token `[start, end)` of the text, in lower case with plain apostrophes, its kind, and the number of the quotation it stands for,
    whose last character is then `low`.

    Kinds: N capitalised, n other word, r subject pronoun, o object pronoun, d determiner, p preposition, c and, b but, s subordinator, x auxiliary, v verb,
    a adverb, t time, Q quotation, and one for each mark: . , ; : - ( ) ".
    """

    start: int
    end: int
    low: str
    kind: str
    quote: int = -1


def words(text: str, start: int, end: int, quoted: Sequence[tuple[int, int, int]] = ()) -> list[Word]:
    """Tokens of `[start, end)`. `quoted` are (start, end, number) of the quotations in it, in order and apart; number -1 is left out.

    >>> [w.kind for w in words("On Monday he said Peru's plan was ready.", 0, 40)]
    ['p', 't', 'r', 'n', 'N', 'n', 'x', 'n', '.']
    """
    found: list[Word] = []
    at = start
    for first, last, number in quoted:
        _add(found, text, at, first)
        if number >= 0:
            found.append(Word(max(first, start), min(last, end), _last(text, first, last), QUOTED, number))
        at = max(at, last)
    _add(found, text, at, end)
    return found


def _last(text: str, start: int, end: int) -> str:
    """The character a quotation's words end in: a stop tells a whole sentence."""
    return text[max(start, end - 4) : end].rstrip(" \"'\u201d\u2019\u00bb`\u201c")[-1:]


def contracted(low: str) -> str:
    """The pronoun in "we're" or "he's", "" in any other word.

    >>> contracted("we're"), contracted("didn't"), contracted("states'")
    ('we', '', '')
    """
    pronoun, mark, rest = low.partition("'")
    return pronoun if mark and rest != "t" and _KIND.get(pronoun) == "r" else ""


def parted(text: str, w: list[Word]) -> list[list[Word]]:
    """The tokens cut after stops inside that a capital follows, where sentences were not.

    >>> text = "It is so. He left"
    >>> [len(part) for part in parted(text, words(text, 0, len(text)))]
    [4, 2]
    """
    cuts = [
        k + 1
        for k in range(1, len(w) - 1)
        if w[k].kind == "." and w[k].end < w[k + 1].start and text[w[k + 1].start].isupper()
    ]
    return [w[first:last] for first, last in zip([0, *cuts], [*cuts, len(w)], strict=True)]


def _add(found: list[Word], text: str, start: int, end: int) -> None:
    append, new = found.append, tuple.__new__  # a page has a thousand words: no keyword, no default, no lambda
    for one in _TOKEN.finditer(text, start, end):
        form = one.group()
        at, last = one.span()
        if form == "." and found and _dotted(text, found[-1], at):
            word = found.pop()
            append(Word(word.start, last, word.low + ".", word.kind))
            continue
        low, kind = _read(form)
        append(new(Word, (at, last, low, kind, -1)))


def _dotted(text: str, word: Word, at: int) -> bool:
    """Whether the stop at `at` belongs to the abbreviation before it."""
    return word.end == at and _DOTTED.fullmatch(text, word.start, at) is not None


@lru_cache(maxsize=65_536)
def _read(form: str) -> tuple[str, str]:
    low = form.lower().replace("\u2019", "'")
    return low, _kind(form, low)


def _kind(form: str, low: str) -> str:
    kind = _KIND.get(low)
    if kind:
        return "N" if len(form) > 1 and form.isupper() and kind not in "dpcbxs" else _upper(form, kind)
    if not form[0].isalnum() and form[0] != "_":
        return _PUNCTUATION.get(form, '"')
    if form[0].isdigit():
        return "d"
    if not form[0].islower():
        return "N"
    return "a" if _ADVERB.match(low) and low not in _NOT_ADVERBS else "n"


def _upper(form: str, kind: str) -> str:
    """ "US" and "IT" are names; "THE" and "IN" are not."""
    return "N" if form in {"US", "IT", "WHO", "AM", "ME"} else kind
