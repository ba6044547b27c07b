"""The colours of camps as one pair sees them: its own, the other's, the rival's, the rest; the same on the map and in the networks."""

from __future__ import annotations

from dataclasses import dataclass

from comity.brief.pictures import Key
from comity.brief.wording import listed
from comity.measure.camps.company import Setting
from comity.measure.camps.kept import YearCamps

REST = ("camp4", "camp5", "camp6")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Colours:
    """Roles of camps and of states in one year; pale is who is in a camp of theirs, but in no wing of the two and no member of the rival."""

    camps: dict[str, str]
    states: dict[str, str]


def colours(found: YearCamps, one: str, two: str, rivals: frozenset[str]) -> Colours:
    """Roles for the camps of a year: camp1 holds state 1, camp2 state 2 where it sits elsewhere, camp3 most of the rival."""
    seat = dict(zip(found.states, found.camps, strict=True))
    taken: dict[str, str] = {}
    seats = [camp for state, camp in seat.items() if state in rivals and camp]
    wanted = (seat.get(one, ""), seat.get(two, ""), max(sorted(set(seats)), key=seats.count, default=""))
    for role, camp in zip(("camp1", "camp2", "camp3"), wanted, strict=True):
        if camp and camp not in taken:
            taken[camp] = role
    rest = [camp for camp in sorted(set(found.camps) - {""}) if camp not in taken]
    taken |= {camp: REST[min(at, len(REST) - 1)] for at, camp in enumerate(rest)}
    own = {wing for state, wing in zip(found.states, found.wings, strict=True) if state in (one, two)}
    states = {}
    for state, camp, wing in zip(found.states, found.camps, found.wings, strict=True):
        role = taken.get(camp, NONE)
        full = wing in own or state in rivals or role in (*REST, NONE)
        states[state] = role if full else f"{role}-pale"
    return Colours(taken, states)


def keys(
    setting: Setting, painted: Colours, names: tuple[str, str], rival: str, called: dict[str, str]
) -> tuple[Key, ...]:
    """The legend of a year: whose camp each colour is, with what it is called."""
    out = []
    for camp, role in sorted(painted.camps.items(), key=lambda pair: pair[1]):
        who = [name for name, at in zip(names, (setting.camp1, setting.camp2), strict=True) if at == camp]
        who += [f"most of {rival}"] if camp == setting.rival_camp and len(setting.rivals) > 1 else []
        who += [rival] if camp == setting.rival_camp and len(setting.rivals) == 1 else []
        out.append(Key(role, f"{listed(who)}: {called[camp]}" if who else called[camp]))
    if any(role.endswith("-pale") for role in painted.states.values()):
        out.append(Key("pale", f"paler: other wings, and who is not of {rival}"))
    return tuple(out)
