"""Mentions of states, bodies, their organs and leaders: each hit of the gate judged by the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from comity.actors import Leader
from comity.coding.gate import Gate
from comity.coding.naming_leaders import known, led
from comity.coding.naming_options import BODY, Options
from comity.coding.naming_places import other_town, place
from comity.coding.naming_scene import Around, Scene
from comity.coding.naming_short import other_body
from comity.coding.naming_spelling import misspelt
from comity.coding.naming_tables import carriers, context, groups, usual
from comity.coding.sentences import Sentence
from comity.schema import Mention

_THE = re.compile(r"\b[Tt]he\s$")
_HEAD = re.compile(r"([A-Z]\w+) of (?:the )?$")
_LINK = re.compile(r" (?:of|for) (?:the )?")
_JOINED = re.compile(r"(['’]s?)? (?:(?:[\w-]+ )?)$")
_FORMER = re.compile(
    r"\b(?:former|ex|late|ousted|deposed|jailed|imprisoned|exiled|disgraced|then|Former|Ex|Ousted|Deposed|Jailed)[ -](?:[\w-]+[ -]){0,5}$"
)


_PRIVATE = re.compile(
    r"(?:\s+[A-Z][\w'’-]+){0,4}?\s+(?:Institut(?:e|ion)|University|College|School|Academy|Cent(?:re|er)|Foundation|Museum|Orchestra|Theat(?:re|er)|Airlines|Airways|Hospital|"
    r"Times|Post|Herald|Gazette|Journal|Chamber of Commerce|Football|Olympic|Grand Prix|Open|Cup|Trophy|League)\b"
)
"""What stands behind an adjective in the name of a body that speaks for no state."""


def mentions(text: str, sentences: Sequence[Sentence], day: date | None, gate: Gate) -> list[Mention]:
    """Mentions in order, none inside another, each inside one sentence.

    `day` is the day of the document: names, capitals and offices are those of that day; None takes what holds
    whenever it is clear. A mention is the smallest phrase that carries the reference. A place keeps its state in
    `actors` and has the kind "place". Groups that are no actor have no `actors` and their id in `trace`. What the text
    does not settle is left out. Never raises; linear in the length of the text.

    >>> from comity.coding.sentences import sentences
    >>> text = "Moscow said President Putin would meet Chinese officials in Beijing, not in the South China Sea."
    >>> found = mentions(text, sentences(text), date(2022, 2, 1), Gate())
    >>> [(text[m.start : m.end], m.actors, m.kind) for m in found]
    [('Moscow', ('RUS',), 'capital'), ('Putin', ('RUS',), 'leader'), ('Chinese', ('CHN',), 'adjective'), ('Beijing', ('CHN',), 'place')]
    """
    hits = gate.hits(text)
    hits = sorted([*hits, *misspelt(text, hits, gate.spelling)], key=lambda hit: hit.start)
    if not hits or not sentences:
        return []
    options = [gate.chooser.options(hit.form, day) for hit in hits]
    spans = [(piece.start, piece.end) for piece in sentences]
    scene = Scene(text, day, gate, hits, options, spans)
    scene.named = _named(scene)
    documented = known(scene)
    for row in documented.values():
        scene.named.setdefault(row.state, set()).add(row.name)
    starts = [start for start, _ in spans]
    found: list[Mention] = []
    for at, hit in enumerate(hits):
        number = bisect_right(starts, hit.start) - 1
        if number < 0 or hit.end > spans[number][1]:
            continue
        mention = _mention(Around(scene, at, number), documented)
        if mention is not None and (not found or mention.start >= found[-1].end):
            found.append(mention)
    return found


def _named(scene: Scene) -> dict[str, set[str]]:
    """Ids that the text names for sure, and the words."""
    named: dict[str, set[str]] = {}
    for hit, option in zip(scene.hits, scene.options, strict=True):
        if option.group:
            named.setdefault(option.group, set()).add(hit.form.words)
        if len(option.ids) == 1 and not option.doubtful and hit.form.sort != "organ":
            named.setdefault(option.ids[0], set()).add(hit.form.words)
    return named


def _mention(around: Around, documented: dict[str, Leader]) -> Mention | None:
    sort = around.hit.form.sort
    if sort == "carrier":
        return None
    if sort == "person":
        return _leader(around, documented)
    option = around.scene.options[around.place]
    if not option.kind:
        return None
    if not option.ids:
        return _group(around, option)
    if sort == "organ":
        return _organ(around, option)
    if sort == "prefix":
        return _prefix(around, option)
    return _name(around, option)


def _leader(around: Around, documented: dict[str, Leader]) -> Mention | None:
    if around.hit.form.shouted and around.style != "shouted":
        return None
    found = led(around, documented)
    if found is None:
        return None
    if _FORMER.search(around.before) and not _serving(around, found.name):
        return Mention(
            found.start, around.hit.end, (), "leader", around.sentence, "", found.name, None, found.sure, found.why
        )
    role = "IGO" if found.actors[0] in around.scene.gate.actors.bloc_rows else "GOV"
    return Mention(
        found.start,
        around.hit.end,
        found.actors,
        "leader",
        around.sentence,
        role,
        found.name,
        None,
        found.sure,
        found.why,
    )


def _serving(around: Around, name: str) -> bool:
    """Whether the leader holds an office on the day; without a day, what the text says stands."""
    day = around.scene.day
    rows = around.scene.gate.actors.leader_index.find(name)
    return day is not None and any(row.spell.covers(day) for row in rows)


def _group(around: Around, option: Options) -> Mention | None:
    group, previous = groups()[option.group], around.previous()
    if group.role == "NGO" and previous and previous[1].kind == "adjective" and previous[2] == " ":
        return None
    named = around.scene.named
    if (
        option.doubtful
        and not (named.get(group.id, set()) - {around.hit.form.words})
        and not named.keys() & {*group.homes}
    ):
        return None
    return _made(around, option, (), option.kind, 1.0)


def _prefix(around: Around, option: Options) -> Mention | None:
    if not around.after[:1].isupper():
        return None
    return Mention(
        around.hit.start, around.hit.end - 1, option.ids, option.kind, around.sentence, "", "", None, 1.0, option.why
    )


def _organ(around: Around, option: Options) -> Mention | None:
    ids = option.ids
    previous, following = around.previous(), around.following()
    if previous and (joint := _JOINED.match(previous[2])) and previous[1].kind in ("adjective", "name", "bloc"):
        if not joint[1] and set(previous[1].ids) & set(ids) and " " not in previous[2].strip():
            return None
        if not set(previous[1].ids) & set(ids) and previous[1].ids:
            return None
        ids = tuple(id for id in ids if id in previous[1].ids)
    if following and _LINK.fullmatch(following[2]) and following[1].ids:
        return None
    return _settled(around, option, ids, "organ")


def _name(around: Around, option: Options) -> Mention | None:
    words, kind = around.hit.form.words, option.kind
    if kind in ("adjective", "demonym") and (around.word_before in ("ethnic", "Ethnic") or _compass(around, option)):
        return None
    if words.removeprefix("the ") in carriers("article") and not _with_article(around):
        return None
    if around.style == "shouted" and words == "US" and around.word_before.lower() in context("shouted"):
        return None
    if kind in ("capital", "name") and _misleads(around, kind):
        return None
    body = option.role == BODY
    if body and other_body(around, option.ids[0]):
        return None
    if (body or kind == "adjective") and _PRIVATE.match(around.scene.text, around.hit.end, around.end):
        return _made(around, option, (), kind, 1.0)
    if place(around, kind):
        kind = "place"
        around.scene.places.add(around.place)
    return _settled(around, option, option.ids, kind)


def _compass(around: Around, option: Options) -> bool:
    """Whether "Western" is part of a name ("Western District of Texas"), and no word for the West."""
    return option.ids == ("WEST",) and around.word_after[:1].isupper() and not around.style


def _with_article(around: Around) -> bool:
    return bool(_THE.search(around.before)) and not around.word_after[:1].isupper()


def _misleads(around: Around, kind: str) -> bool:
    """Whether the words around make it another name."""
    words = around.hit.form.words
    if around.word_after in carriers("tail") and not (kind == "name" and around.word_after in carriers("stays")):
        return True
    head = _HEAD.search(around.before)
    if head and head[1] in carriers("head"):
        return True
    return " " not in words and not words.isupper() and other_town(around)


def _settled(around: Around, option: Options, ids: tuple[str, ...], kind: str) -> Mention | None:
    """The mention where one actor remains: by itself, or because the text names just one of those it may be."""
    named = around.scene.named
    words = {around.hit.form.words}
    if option.doubtful and not (kind in ("capital", "place", "bloc") and _company(around)):
        ids = tuple(id for id in ids if named.get(id, set()) - words)
        if not ids:
            return _group(around, option) if option.group and kind == "organ" else None
    if len(ids) == 1:
        return _made(around, option, ids, kind, 1.0)
    some = tuple(id for id in ids if id in named)
    if kind == "place" and some != ids[:1]:
        some = some or ids[:1]
    if len(some) == 1:
        return _made(around, option, some, kind, 0.8)
    some = tuple(id for id in ids if id == usual().get(around.hit.form.words)) if not some else ()
    if some:
        return _made(around, option, some, kind, 0.7)
    if "EU" in ids:
        return _made(around, option, ("EU",) if kind != "place" else ids[:1], kind, 0.6)
    return None


def _company(around: Around) -> bool:
    """Whether the sentence names another actor for sure."""
    scene = around.scene
    near = range(max(0, around.place - 6), min(len(scene.hits), around.place + 7))
    return any(
        n != around.place
        and around.start <= scene.hits[n].start < around.end
        and len(scene.options[n].ids) == 1
        and not scene.options[n].doubtful
        for n in near
    )


def _made(around: Around, option: Options, ids: tuple[str, ...], kind: str, sure: float) -> Mention:
    hit = around.hit
    role = "" if kind == "place" else option.role
    why = option.why
    if hit.form.sort == "misspelt":
        sure, why = 0.7, f"misspelt for {hit.form.words}: {why}"
    return Mention(hit.start, hit.end, ids, kind, around.sentence, role, "", None, sure, why)
