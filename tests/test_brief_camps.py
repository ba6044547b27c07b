"""Who is with whom: the section, the map of the year on today's borders, the networks, and their drawings."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from comity.brief import brief
from comity.brief.atlas import described
from comity.brief.document import Brief
from comity.brief.figures import draw
from comity.brief.html import to_html
from comity.brief.land import HEIGHT, WIDTH, equal_earth, land_states, lands
from comity.brief.map import unit_then
from comity.brief.pictures import Network, WorldMap
from comity.errors import Refused
from comity.measure.camps.placed import balance_kept, places, seats_kept


@pytest.fixture(scope="module")
def answer() -> Brief:
    return brief("Soviet Union", "China", until="1980-12-31")


def test_another_way_of_naming_is_refused(answer: Brief) -> None:
    with pytest.raises(Refused):
        to_html(answer, disputed_names="loud")


def test_every_number_of_the_section_is_answered(answer: Brief) -> None:
    ids = {figure.evidence for block in answer.section("camps").blocks for figure in block.figures}
    assert len(ids) > 5
    assert all(len(answer.why(id)) for id in ids)


def test_land_of_today_bears_the_state_of_the_year(answer: Brief) -> None:
    world = next(block for block in answer.blocks() if isinstance(block, WorldMap))
    assert world.areas["UKR"].role == world.areas["RUS"].role == "camp1"
    assert "then part of the Soviet Union" in world.areas["UKR"].words
    assert "East Germany" in world.note
    assert unit_then("DZA", 1960) == ""


def test_disputed_places_are_called_as_asked(answer: Brief) -> None:
    world = next(block for block in answer.blocks() if isinstance(block, WorldMap))
    taiwan = next(land for land in lands() if land.state == "TWN")
    assert "status disputed" in described(taiwan, world, "neutral")
    assert "status disputed" not in described(taiwan, world, "local")


def test_pictures_are_well_formed_and_take_their_colours_from_the_page(answer: Brief) -> None:
    pictures = [block for block in answer.blocks() if isinstance(block, Network | WorldMap)]
    assert [type(picture).__name__ for picture in pictures] == ["WorldMap", "Network"]
    for picture in pictures:
        for svg in draw(picture):
            root = ET.fromstring(svg)
            assert root.get("role") == "img"
            assert "#" not in "".join(
                part.get("fill", "") for part in root.iter() if "url(" not in part.get("fill", "")
            )


def test_the_land_lies_on_the_drawing() -> None:
    assert {"RUS", "CHN", "TWN", "XKX", "ESH", "PSE", "SGP"} <= set(land_states())
    assert all(0 <= land.middle[0] <= WIDTH and 0 <= land.middle[1] <= HEIGHT for land in lands())
    assert any(land.part == "Crimea" for land in lands())
    west, east = equal_earth(-70, 45)[0], equal_earth(100, 45)[0]
    assert west < east


def test_places_and_seats_are_kept_for_every_year() -> None:
    assert places(Path(), range(1946, 2026)).keys() == set(range(1946, 2026))
    assert seats_kept(Path("nowhere"), 1985) is None
    assert balance_kept(Path("nowhere"), 1985) is None
