"""Makes comity/data/land.tsv and land.json: the shapes of states for the map of a brief.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/land.py package

Natural Earth (public domain) by way of the npm package world-atlas: the shapes of countries-110m.json, and one point for each state
too small to have a shape there, from countries-50m.json. Trimmed: no Antarctica, no specks, points a tenth of a degree apart.
The same package gives the same files.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

from comity import actors

DATA = Path(__file__).parent.parent / "comity" / "data"
UNNUMBERED = {"Kosovo": "XKX", "N. Cyprus": "NCY", "Somaliland": "SML"}
"""Shapes without an ISO number."""
OVERSEAS = {"Greenland": "DNK", "Puerto Rico": "USA", "New Caledonia": "FRA", "Falkland Is.": "GBR"}
"""Shapes of dependent territories, which no government at the UN speaks for but that of the state they belong to."""
LEFT_OUT = {"Antarctica", "Fr. S. Antarctic Lands"}
UNSHAPED = {"TUV": (1792, -85)}
"""Points of states that the finer shapes leave out too, in tenths of a degree."""
SPECK = 1.0
"""Rings of less than so many square degrees are left out where the state has a larger one."""
CRIMEA = (34.3, 45.2)
"""A point in it: its ring stands in the shapes as a part of Russia, which holds it, and is set apart here as disputed."""

Ring = list[tuple[float, float]]


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        out.append(points)
    return out


def rings_of(geometry: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    """Outer and inner rings of a geometry, longitudes carried on over the date line."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [carried_on(joined(ring, arcs)) for polygon in polygons for ring in polygon]


def joined(ring: list[int], arcs: list[Ring]) -> Ring:
    out: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        out += arc if not out else arc[1:]
    return out


def carried_on(ring: Ring) -> Ring:
    """No two neighbours more than half the world apart; the whole east of 169° W, where the map is cut."""
    out = [ring[0]]
    for x, y in ring[1:]:
        last = out[-1][0]
        out.append((x + 360 * round((last - x) / 360), y))
    middle = sum(x for x, _ in out) / len(out)
    shift = 360 if middle < -169 else -360 if middle > 191 else 0
    return [(x + shift, y) for x, y in out]


def area(ring: Ring) -> float:
    """Square degrees, unsigned."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def within(point: tuple[float, float], ring: Ring) -> bool:
    """Whether a point lies inside, by counting the edges east of it."""
    x, y = point
    edges = pairwise(ring)
    return (
        sum((a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] for a, b in edges) % 2
        == 1
    )


def written(ring: Ring) -> str:
    """Tenths of a degree: the first point, then steps; points that fall on the last are dropped, and the closing one."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring[:-1]]
    kept = [point for at, point in enumerate(tenths) if at == 0 or point != tenths[at - 1]]
    steps = [kept[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept))]
    return " ".join(f"{x},{y}" for x, y in steps)


def state_of(geometry: dict[str, Any], numbers: dict[str, str]) -> str:
    """The id of the state a shape belongs to, "" for none."""
    name = geometry["properties"]["name"]
    return OVERSEAS.get(name) or UNNUMBERED.get(name) or numbers.get(str(geometry.get("id", "")), "")


def shapes(topology: dict[str, Any], numbers: dict[str, str]) -> dict[tuple[str, str], list[Ring]]:
    """Rings by state and, for a part set apart, its name."""
    arcs, out = arcs_of(topology), {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["properties"]["name"] in LEFT_OUT:
            continue
        state = state_of(geometry, numbers)
        assert state, geometry["properties"]["name"]
        every = rings_of(geometry, arcs)
        largest = max(map(area, every))
        for ring in every:
            if area(ring) >= min(SPECK, largest):
                out.setdefault((state, "Crimea" if within(CRIMEA, ring) else ""), []).append(ring)
    return out


def points(topology: dict[str, Any], numbers: dict[str, str], drawn: set[str]) -> dict[str, tuple[int, int]]:
    """A point in the largest ring of each state that has no shape, in tenths of a degree."""
    arcs, out = arcs_of(topology), {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name, state = geometry["properties"]["name"], numbers.get(str(geometry.get("id", "")), "")
        if not state or state in drawn or name in LEFT_OUT or not geometry.get("arcs"):
            continue
        ring = max(rings_of(geometry, arcs), key=area)
        x, y = (sum(part) / len(ring) for part in zip(*ring, strict=True))
        out[state] = (round(x * 10), round(y * 10))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    package = parser.parse_args().package
    with (DATA / "actors" / "codes.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["system"] == "iso3n"]
    now = {state.id for state in actors.states() if state.end is None}
    numbers = {row["code"].zfill(3): row["id"] for row in rows if row["id"] in now}
    small = json.loads((package / "countries-110m.json").read_text(encoding="utf-8"))
    fine = json.loads((package / "countries-50m.json").read_text(encoding="utf-8"))
    found = shapes(small, numbers)
    dots = UNSHAPED | points(fine, numbers, {state for state, _ in found})
    with (DATA / "land.tsv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, delimiter="\t", lineterminator="\n")
        write.writerow(("state", "part", "rings"))
        write.writerows((state, part, "|".join(map(written, rings))) for (state, part), rings in sorted(found.items()))
        write.writerows((state, "point", f"{x},{y}") for state, (x, y) in sorted(dots.items()))
    digest = hashlib.sha256((package / "countries-110m.json").read_bytes()).hexdigest()
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    origin = {
        "id": "natural_earth_110m",
        "producer": "Natural Earth",
        "title": "Admin 0 countries, 1:110 million (points of small states: 1:50 million)",
        "version": f"4.1, as in world-atlas {version}",
        "date": "2018",
        "licence": "public domain",
        "citation": "Made with Natural Earth",
        "address": "https://www.naturalearthdata.com/",
    }
    text = json.dumps({"origin": origin, "sha256": digest, "made_by": "tools/land.py"}, indent=1)
    (DATA / "land.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(found)} shapes, {len(dots)} points, {(DATA / 'land.tsv').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
