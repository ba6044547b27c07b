"""Leaders named in a text: by full name, by surname where it can only be they, never another person of the name."""

from __future__ import annotations

import re

from comity.actors import Leader
from comity.actors.leaders import PARTICLES, spellings
from comity.actors.spelling import letters
from comity.coding.naming_scene import Around, Scene
from comity.coding.naming_surnames import Led, by_surname, found_of, in_time, is_common, latest, rows_of, title, titled
from comity.coding.naming_tables import carriers, context
from comity.coding.people_words import given_names, name_words, title_of

_NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w'’.-]*\Z")


def is_full(words: str) -> bool:
    """Whether a spelling has more than a surname.

    >>> is_full("Bashar al-Assad"), is_full("de Gaulle"), is_full("Putin")
    (True, False, False)
    """
    first, _, rest = words.partition(" ")
    return bool(rest) and first.lower() not in PARTICLES and not title(first)


def known(scene: Scene) -> dict[str, Leader]:
    """Leaders whom the text names in full, by each of their spellings of one word or two."""
    found: dict[str, Leader] = {}
    for hit in scene.hits:
        if hit.form.sort == "person" and is_full(hit.form.words):
            rows = rows_of(scene, hit.form.words)
            row = latest(in_time(rows, scene.day, former=True), scene.day) if rows else None
            for spelling in spellings(row) if row else ():
                found.setdefault(letters(spelling), row)  # type: ignore[arg-type]
    return found


def led(around: Around, documented: dict[str, Leader]) -> Led | None:
    """The leader a hit names, or None."""
    scene, words = around.scene, around.hit.form.words
    if around.before.endswith("-") and around.before[-3:-1].isalpha() and not is_full(words):
        return None
    if around.after.startswith("-") and around.after[1:2].isupper():
        return None
    if around.word_after in carriers("tail") or around.word_after.startswith(("Jr", "Sr")):
        return None
    if is_full(words):
        return found_of(in_time(rows_of(scene, words), scene.day, former=True), scene, around.hit.start, 1.0)
    run, start = _names_before(around)
    if run:
        rows = in_time(rows_of(scene, f"{run} {words}"), scene.day, former=True)
        return found_of(rows, scene, start, 1.0) if rows else _in_office(around, run, start)
    if _goes_on(around) or _goes_before(around):
        return None
    row = documented.get(letters(words))
    if row is not None:
        named = Led((row.state,), row.name, around.hit.start, row.why(scene.day), 1.0)
        return None if _other_gender(around, row.name) == "other" else named
    found = by_surname(around)
    return None if found and _other_gender(around, found.name) else found


def _other_gender(around: Around, name: str) -> str:
    """ "other" where the title before a surname is no title for its leader ("Mrs. Kim"), "unsure" where a "Mrs" may be the wife of one."""
    said = title_of(around.word_before)[1]
    told = next((gender for word in name.split() if (gender := given_names().get(word, ""))), "")
    if not said or told == said:
        return ""
    return "other" if told else "unsure" if said == "she" else ""


def _in_office(around: Around, run: str, start: int) -> Led | None:
    """One whose given names are spelt otherwise: in office, with the title and the state before the name."""
    scene = around.scene
    before = scene.text[around.start : start].split()
    now = in_time(rows_of(scene, around.hit.form.words), scene.day, former=False) if scene.day else []
    near = scene.text[max(around.start, start - 60) : start]
    stated = [hit for hit in scene.hits[max(0, around.place - 3) : around.place] if hit.end > start - len(near)]
    owners = {id for hit in stated for id in scene.gate.chooser.options(hit.form, scene.day).ids}
    rows = [row for row in now if row.state in owners]
    titled = bool(before) and (title(before[-1]) or " of " in near)
    return found_of(rows, scene, start, 0.8) if rows and titled else None


def _names_before(around: Around) -> tuple[str, int]:
    """The words of a name right before the surname and where they start: given names, initials, particles."""
    words = around.before.split(" ")[:-1] if around.before.endswith(" ") else []
    previous = around.previous()
    floor = previous[0].end if previous and previous[0].form.sort != "person" else around.start
    run: list[str] = []
    start = around.hit.start
    for word in reversed(words[-3:]):
        at = start - len(word) - 1
        if at < floor or not _of_name(word, at == around.start, bool(run), around.style):
            break
        run.insert(0, word)
        start = at
    return " ".join(run), start


def _of_name(word: str, first: bool, inside: bool, style: str) -> bool:
    if inside and word.lower() in PARTICLES:
        return True
    if not _NAME.match(word) or title(word) or word.lower() in context("opener") or word.endswith(("'s", "’s")):
        return False
    if style:
        return word in given_names()
    if first:
        return word in given_names() or not (name_words().get(word) or word.endswith(("ing", "ed", "ly")))
    return name_words().get(word, "family") == "family"


def _goes_before(around: Around) -> bool:
    """Whether a capitalised word before, no title or opener, makes it part of another name: "Port Roe", "Operation Roe"."""
    word = around.word_before
    if not word[:1].isupper() or around.style or titled(around) or word.endswith(("'s", "’s")):
        return False
    previous = around.previous()
    if (previous and not previous[2].strip()) or word.lower() in context("opener") or len(word) < 2:
        return False
    return not around.opens and name_words().get(word) not in ("calendar", "body") and not word.isupper()


def _goes_on(around: Around) -> bool:
    """Whether a capitalised word behind shows that the hit is somebody's given name or part of a longer name."""
    word = around.word_after
    if word.lower() in PARTICLES:
        return True
    if not word[:1].isupper() or around.style == "shouted":
        return False
    following = around.following()
    if following is not None and len(following[2]) == 1:
        return following[0].form.sort == "person" and not around.style
    if (around.style or title(word)) and not is_common(around.hit.form.words):
        return word in given_names() or name_words().get(word) == "family"
    kinds = ("calendar",) if is_common(around.hit.form.words) else ("calendar", "body")
    return name_words().get(word) not in kinds
