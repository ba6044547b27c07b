"""The network of alignment as pictures of three years: who stands near whom, in which camp."""

from __future__ import annotations

from dataclasses import replace

from comity.brief.camp_words import called, name_then, names_then
from comity.brief.colours import colours, keys
from comity.brief.findings import Findings
from comity.brief.pictures import Net, Network, Node
from comity.brief.wording import listed, start
from comity.measure.camps.company import Company
from comity.measure.camps.kept import YearCamps
from comity.measure.camps.placed import Places, places
from comity.measure.source import Source

NAMED_RIVALS = 3
"""Members of the rival bloc that are named in the picture, the largest."""


def network(findings: Findings, company: Company, source: Source) -> Network | None:
    """Small pictures of three years; None where no place is kept for any of them."""
    now = company.now
    found = places(source.fused.folder, [year.year for year in company.pictured])
    rivals = frozenset(now.rivals)
    nets = framed(
        tuple(
            net(camps, found[camps.year], now.one, now.two, rivals) for camps in company.pictured if camps.year in found
        )
    )
    if not nets:
        return None
    names = names_then(findings, (now.one, now.two), now.year)
    years = listed([one.title for one in nets])
    painted = colours(now.found, now.one, now.two, rivals)
    words = {camp: called(now.group(camp)) for camp in painted.camps}
    return Network(
        "network",
        "Who stood near whom",
        "Each dot is a state, as large as its material capabilities; the nearer two dots, the more aligned the two states, and "
        "each is joined to the two it is most aligned with. Colours as on the map, by the camps of each year",
        f"Pictures of the network of alignment in {years}. {' '.join(_seen(camps, names, now.one, now.two) for camps in company.pictured)}",
        nets,
        keys(now, painted, names, findings.rival, words),
        note="Directions mean nothing, and two dimensions cannot show every distance. Colours are given anew each year: the camp of "
        f"{names[0]}, that of {names[1]} where it is another, that of most of {findings.rival}.",
    )


def net(camps: YearCamps, at: Places, one: str, two: str, rivals: frozenset[str]) -> Net:
    """The picture of one year, small dots last so that none is hidden."""
    painted = colours(camps, one, two, rivals)
    order = sorted(range(len(camps.states)), key=lambda k: -float(camps.size[k]))
    named = {one, two, *[camps.states[k] for k in order if camps.states[k] in rivals][:NAMED_RIVALS]}
    nodes = tuple(
        Node(
            camps.states[k],
            name_then(camps.states[k], camps.year),
            *at.at[camps.states[k]],
            float(camps.size[k]),
            painted.states[camps.states[k]],
            camps.states[k] in named,
        )
        for k in order
        if camps.states[k] in at.at
    )
    drawn = {node.state for node in nodes}
    return Net(str(camps.year), nodes, tuple(tie for tie in at.ties if drawn.issuperset(tie)))


def framed(nets: tuple[Net, ...]) -> tuple[Net, ...]:
    """The pictures scaled alike to the room that their dots take."""
    nodes = [node for one in nets for node in one.nodes]
    if not nodes:
        return ()
    left, top = min(node.x for node in nodes), min(node.y for node in nodes)
    side = max(max(node.x for node in nodes) - left, max(node.y for node in nodes) - top, 1)

    def placed(node: Node) -> Node:
        return replace(node, x=round((node.x - left) / side * 1000), y=round((node.y - top) / side * 1000))

    return tuple(replace(one, nodes=tuple(map(placed, one.nodes))) for one in nets)


def _seen(camps: YearCamps, names: tuple[str, str], one: str, two: str) -> str:
    seat = dict(zip(camps.states, camps.camps, strict=True))
    if one not in seat or two not in seat:
        return f"In {camps.year} only one of the two is in it."
    same = seat[one] == seat[two] != ""
    return f"In {camps.year} {start(names[0])} and {names[1]} are in {'one camp' if same else 'different camps'}."
