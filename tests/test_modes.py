"""Modes: what gets none first, then sentences by hand, then any text, then how many real acts get one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from coding_texts import ODD, texts
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.intensity import scale
from comity.coding.modes import mode_of, modes
from comity.schema import TYPES

ROOT = Path(__file__).resolve().parents[1]
FLOORS = Path(__file__).with_name("floors.json")
sys.path.insert(0, str(ROOT / "training"))


def read(type: str, text: str) -> str:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    return mode_of(type, plain, (start, end), (0, len(plain)))


@pytest.mark.parametrize(
    ("type", "text"),
    [
        ("GREET", "Peru [greeted] Chile."),
        ("ASSAULT", "Peru [attacked] a post of Chile."),
        ("ASSAULT", "Peru [destroyed] two Chilean drones."),
        ("ASSAULT", "Peru [attacked] a post; aircraft were seen later."),
        ("CONSULT", "Peru [mourned] with Chile."),
        ("AID", "Peru [gave] more to Chile. Weapons came from Spain."),
    ],
)
def test_words_that_do_not_say_give_none(type: str, text: str) -> None:
    assert read(type, text) == ""


@pytest.mark.parametrize(
    ("type", "text", "mode"),
    [
        ("ASSAULT", "A Peruvian drone [strike] killed two Chilean soldiers.", "drone"),
        ("ASSAULT", "Peru [attacked] the harbour with aircraft.", "aerial"),
        ("ASSAULT", "Peru [shelled] the harbour.", "heavy-weapons"),
        ("ASSAULT", "Peru [shot down] a Chilean jet.", "heavy-weapons"),
        ("ASSAULT", "Peru [invaded] Chile.", "invade"),
        ("ASSAULT", "Peruvian guards [opened fire] on the boat.", "firearms"),
        ("SANCTION", "Peru [expelled] two Chilean diplomats.", "expel"),
        ("SANCTION", "Peru put a [tariff] of ten per cent on Chilean fruit.", "tariffs"),
        ("SANCTION", "Peru [suspended] the talks with Chile.", "discontinue"),
        ("SANCTION", "Peru [broke off] relations with Chile.", "relations"),
        ("COERCE", "Peru [arrested] four Chilean fishermen.", "arrest"),
        ("COERCE", "Peru [seized] a Chilean trawler.", "seize"),
        ("COERCE", "Peru [hacked] the Chilean tax office.", "cyber"),
        ("CONSULT", "Peru's president [spoke] by telephone with Chile's.", "phone"),
        ("CONSULT", "Peru's president [visited] Chile.", "visit"),
        ("CONSULT", "Norway [mediated] between Peru and Chile.", "third-party"),
        ("CONSULT", "The ministers of Peru and Chile [met].", "meet"),
        ("AID", "Peru [sent] forty tons of rice to Chile.", "humanitarian"),
        ("AID", "Peru [gave] Chile ten howitzers.", "military"),
        ("COOPERATE", "Peru and Chile [held] a naval exercise.", "military"),
        ("RETREAT", "Peru [pulled back] its troops.", "withdraw"),
        ("RETREAT", "Peru and Chile keep the [ceasefire].", "ceasefire"),
        ("PROTEST", "Peruvians [marched] on the Chilean embassy.", "demo"),
        ("THREATEN", "Peru [threatened] Chile with sanctions.", "sanction"),
        ("REQUEST", "Peru [urged] Chile to free the crew.", "yield"),
        ("REJECT", "Peru [denied] the accusations of Chile.", "accusation"),
        ("MOBILIZE", "Peru [sent] warships to the line.", "naval"),
        ("ACCUSE", "Peru [summoned] the Chilean envoy.", "summon"),
        ("CONCEDE", "Peru [lifted] the sanctions on Chile.", "sanctions"),
        ("SUPPORT", "Peru [recognised] the government of Chile.", "recognise"),
        ("AGREE", "Peru [agreed] to a summit with Chile.", "talk"),
    ],
)
def test_modes_by_hand(type: str, text: str, mode: str) -> None:
    assert read(type, text) == mode


def test_every_type_has_modes_with_a_definition_and_an_origin() -> None:
    assert set(modes()) == set(TYPES)
    for some in modes().values():
        assert len({mode.name for mode in some}) == len(some)
        assert all(mode.definition and mode.origin in ("plover", "ours") for mode in some)


@given(st.one_of(texts, st.sampled_from(ODD)), st.sampled_from(TYPES), st.data())
def test_any_text_gives_a_mode_of_the_type_or_none(text: str, type: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mode = mode_of(type, text, (start, end), (0, len(text)))
    assert mode == mode_of(type, text, (start, end), (0, len(text)))
    assert mode in {"", *(one.name for one in modes()[type])}


def test_more_than_half_of_real_acts_have_a_mode() -> None:
    from corpus import BadLine
    from corpus import read as lines

    rows = [row for _, row in lines(ROOT / "training/annotated/real.txt") if not isinstance(row, BadLine)]
    acts = [(act, row["text"]) for row in rows for act in row["relations"]]
    got = [mode_of(act["type"], text, tuple(act["trigger"]), (0, len(text))) != "" for act, text in acts]
    assert sum(got) / len(got) >= json.loads(FLOORS.read_text())["modes_coverage"]


def test_the_reference_page_says_what_the_tables_say() -> None:
    page = (ROOT / "docs/reference/events.md").read_text(encoding="utf-8")
    for (type, name), value in scale().items():
        mode = next((one for one in modes()[type] if one.name == name), None)
        cells = f"{name} | {mode.origin} | {mode.definition}" if mode else f" |  | any {type}"
        assert f"| {type} | {cells} | {value:+.1f} |" in page
