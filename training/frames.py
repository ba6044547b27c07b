"""Short sentences made from the words of lexicon.txt, so that the network meets more words than the written texts hold.

Each draw gives other sentences: two actors in the forms news gives them, the deciding words inflected, a status, and a third actor who only stands by.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from comity import actors

PAST = {
    "agree": "agreed", "give": "gave", "come": "came", "meet": "met", "hold": "held", "sit": "sat", "send": "sent", "pay": "paid", "speak": "spoke", "fly": "flew",
    "strike": "struck", "throw": "threw", "stand": "stood", "sell": "sold", "buy": "bought", "build": "built", "run": "ran", "lay": "laid", "deliver": "delivered",
    "let": "let", "forgive": "forgave", "bow": "bowed", "back": "backed", "withdraw": "withdrew", "feed": "fed", "lend": "lent", "take": "took", "drop": "dropped",
    "put": "put", "find": "found", "hit": "hit", "say": "said", "swear": "swore", "shoot": "shot", "sink": "sank", "blow": "blew", "fight": "fought", "overrun": "overran",
    "bring": "brought", "cast": "cast", "serve": "served", "cut": "cut", "break": "broke", "sever": "severed", "freeze": "froze", "shut": "shut", "spy": "spied",
    "begin": "began", "go": "went", "seek": "sought", "beseech": "beseeched", "beg": "begged", "nod": "nodded", "plead": "pleaded", "sue": "sued", "ban": "banned",
    "bar": "barred", "wiretap": "wiretapped", "bug": "bugged", "jam": "jammed", "mass": "massed", "hurl": "hurled", "burn": "burned", "strip": "stripped", "ram": "rammed", "rain": "rained",
    "wage": "waged", "kidnap": "kidnapped", "get": "got", "swap": "swapped", "mend": "mended", "do": "did", "co-produce": "co-produced", "ship": "shipped", "free": "freed", "flee": "fled",
    "slam": "slammed", "rebut": "rebutted", "prod": "prodded", "snub": "snubbed", "spurn": "spurned", "slap": "slapped", "scrap": "scrapped", "commit": "committed", "train": "trained",
    "team": "teamed", "plan": "planned", "stop": "stopped", "patrol": "patrolled", "confer": "conferred", "stage": "staged", "rally": "rallied", "picket": "picketed", "stone": "stoned",
    "sit-in": "sat in", "rebuff": "rebuffed", "defy": "defied", "deny": "denied", "rely": "relied", "supply": "supplied", "ratify": "ratified", "vilify": "vilified", "decry": "decried", "deploy": "deployed",
    "lay down": "laid down", "step": "stepped", "travel": "travelled", "pull": "pulled", "call": "called", "head": "headed", "entreat": "entreated", "beat": "beat", "outlaw": "outlawed", "honour": "honoured",
    "petition": "petitioned", "rebuke": "rebuked", "lock": "locked", "fire": "fired", "turn": "turned", "clash": "clashed", "shadow": "shadowed", "strafe": "strafed", "gas": "gassed", "bail": "bailed",
}  # fmt: skip
DONE = {"give": "given", "come": "come", "speak": "spoken", "fly": "flown", "throw": "thrown", "forgive": "forgiven", "withdraw": "withdrawn", "take": "taken", "swear": "sworn",
        "sink": "sunk", "blow": "blown", "overrun": "overrun", "break": "broken", "freeze": "frozen", "begin": "begun", "go": "gone", "get": "got", "do": "done", "run": "run"}  # fmt: skip
TAILS = ("", "", "", " on Monday", " late on Friday", " this week", " after months of delay", " for the second time this year", ", officials said", " in a move that surprised diplomats",
         " ahead of elections in [C]", " as [C] looked on", ", while [c] officials stayed silent", " a day after a storm hit [C]", ", according to a paper printed in [C]", " during a conference held in [C]",
         " because of a dispute over fishing", " despite rain across [C]", ", a neighbour of [C]", " as [c] markets fell", " hours before the [c] parliament met", " on the sidelines of a fair in [C]")  # fmt: skip
HEADS = (
    "",
    "",
    "",
    "",
    "On Tuesday, ",
    "In a surprise step, ",
    "After weeks of rumours, ",
    "As [C] prepared to vote, ",
    "Far from [C], ",
    "With little notice, ",
    "While [c] fans celebrated, ",
)
STATUS = ("asserted",) * 9 + ("planned", "planned", "hypothetical", "hypothetical", "negated", "historical", "reported")
WAYS = {
    "asserted": ("{past}", "has {done}", "{now}", "is {ing}", "{past}", "has once more {done}"),
    "planned": ("will {base}", "plans to {base}", "is to {base}", "is set to {base}", "is expected to {base}", "is preparing to {base}", "intends to {base}"),
    "hypothetical": ("may {base}", "could {base}", "might {base}", "would {base}", "is weighing whether to {base}", "should {base}"),
    "negated": ("did not {base}", "has not {done}", "never {past}", "has yet to {base}", "failed to {base}", "stopped short of plans to {base}"),
    "historical": ("{past}", "had {done}"),
    "reported": ("{past}", "has {done}"),
}  # fmt: skip
ERAS = ("In 1974, ", "During the 1980s, ", "Back in 1962, ", "Two decades ago, ", "In the last century, ")
SAYING = (
    "A newspaper says that ",
    "Witnesses claim that ",
    "According to a leaked memo, ",
    "State radio alleges that ",
)


def past(verb: str) -> str:
    if verb in PAST:
        return PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "ed"


def now(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    doubled = (past(verb).endswith(verb[-1] * 2 + "ed") and verb[-1] != verb[-2]) or verb in (
        "put",
        "cut",
        "hit",
        "shut",
        "let",
        "sit",
        "get",
        "run",
        "swap",
        "begin",
    )
    return verb + (verb[-1] if doubled else "") + "ing"


def forms(words: str) -> dict[str, str]:
    verb, _, rest = words.partition(" ")
    rest = rest and " " + rest
    return {
        "base": words,
        "past": past(verb) + rest,
        "done": DONE.get(verb, past(verb)) + rest,
        "now": now(verb) + rest,
        "ing": ing(verb) + rest,
    }


def lexicon(path: Path) -> list[tuple[str, str, str]]:
    """(type, way, words) of every entry."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, way, words = line.split(" ", 2)
            found += [(kind, way, entry.strip()) for entry in words.split("|")]
    return found


class Cast:
    """Actors and the words that news has for them: (words before, the mention, words after, id)."""

    def __init__(self) -> None:
        by_kind: dict[str, dict[str, list[str]]] = {}
        alive = {state.id for state in actors.states() if state.end is None}
        for name in actors.names():
            if name.id in alive and name.use == "" and name.spell.end is None and name.name[0].isupper():
                by_kind.setdefault(name.id, {}).setdefault(name.kind, []).append(name.name)
        self.states = [(id, kinds) for id, kinds in sorted(by_kind.items()) if "name" in kinds and "adjective" in kinds]

    def side(self, luck: random.Random, acting: bool) -> tuple[str, str, str, str]:
        id, kinds = luck.choice(self.states)
        pick, adjective = luck.random(), luck.choice(kinds["adjective"])
        if pick < 0.45 or (not acting and pick < 0.75):
            name = kinds["name"][0]
            return ("the " if name.endswith(("s", "Republic", "Kingdom")) else ""), name, "", id
        if pick < 0.6 and "capital" in kinds:
            return "", kinds["capital"][0], "", id
        after = luck.choice(
            (" officials", " forces", " authorities", " leaders", " troops", " diplomats")
            if not acting
            else (" government", " army", " foreign minister", " president", " navy", " parliament", " authorities")
        )
        return "the ", adjective, after, id


def sentence(entry: tuple[str, str, str], cast: Cast, luck: random.Random, number: int) -> dict[str, Any]:
    """One compiled row, like those of corpus.py."""
    kind, way, words = entry
    while True:
        one, two, three = cast.side(luck, True), cast.side(luck, False), luck.choice(cast.states)
        if len({one[3], two[3], three[0]}) == 3:
            break
    status = luck.choice(STATUS)
    head = (
        luck.choice(HEADS)
        if status not in ("historical", "reported")
        else luck.choice(ERAS if status == "historical" else SAYING)
    )
    body, trigger = _body(way, words, status, luck)
    pieces: list[Any] = [head, *body, luck.choice(TAILS), "."]
    return _assembled(pieces, one, two, three, (kind, status, trigger, way == "s"), f"frame-{number}", luck)


def _body(way: str, words: str, status: str, luck: random.Random) -> tuple[list[Any], str]:
    """The pieces between head and tail, and the deciding words as they stand there."""
    frame = luck.choice(WAYS[status])
    if way == "n":
        verb = frame.format(
            **forms(
                luck.choice(
                    ("attract comment", "make headlines", "cause a stir", "dominate the news", "surprise observers")
                )
            )
        )
        return ([("A", "'s "), words + " ", ("B", ""), " " + verb], words)
    told = forms(words)
    key = frame[frame.index("{") + 1 : -1]
    if way == "s":
        key = "base" if key == "now" else key
        verb = frame.replace("is ", "are ").replace("has ", "have ").replace("{now}", "{base}").format(**told)
        return ([("A", " and "), ("B", " "), verb], told[key])
    if status == "asserted" and " " not in words and luck.random() < 0.4:
        return (
            [("B", " "), luck.choice(("was ", "has been ", "is being ")) + told["done"] + " by ", ("A", "")],
            told["done"],
        )
    return ([("A", " "), frame.format(**told) + " ", ("B", "")], told[key])


def _assembled(
    pieces: list[Any], one: Any, two: Any, three: Any, act: tuple[str, str, str, bool], name: str, luck: random.Random
) -> dict[str, Any]:
    text, mentions, place = "", [], {}

    def add(side: tuple[str, str, str, str], key: str) -> None:
        nonlocal text
        text += side[0]
        mentions.append({"start": len(text), "end": len(text) + len(side[1]), "text": side[1], "actors": [side[3]]})
        place[key] = len(mentions) - 1
        text += side[1] + side[2]

    where = -1
    for piece in pieces:
        if isinstance(piece, tuple):
            add(one if piece[0] == "A" else two, piece[0])
            text += piece[1]
        elif act[2] in piece:
            where = len(text) + piece.index(act[2])
            text += piece
        else:
            for part in piece.replace("[", "\0[").replace("]", "]\0").split("\0"):
                if part in ("[C]", "[c]"):
                    words = three[1]["name" if part == "[C]" else "adjective"][0]
                    add(("", words, "", three[0]), "C")
                else:
                    text += part
    if text[0].islower():
        text = text[0].upper() + text[1:]
        for mention in mentions:
            mention["text"] = text[mention["start"] : mention["end"]]
    relation = {
        "source": place["A"],
        "target": place["B"],
        "mutual": act[3],
        "type": act[0],
        "status": act[1],
        "form": "active",
        "trigger": [where, where + len(act[2])],
    }
    return {"id": name, "text": text, "mentions": mentions, "relations": [relation], "statements": [], "note": ""}


def drawn(path: Path, luck: random.Random, times: int = 2) -> list[dict[str, Any]]:
    """Each entry of the lexicon in `times` sentences."""
    cast, entries = Cast(), lexicon(path)
    return [sentence(entry, cast, luck, n * times + k) for n, entry in enumerate(entries) for k in range(times)]
