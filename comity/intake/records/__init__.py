"""One adapter per public data set: `ADAPTERS["un_votes"].read(paths)` gives a Reading that streams its records.

>>> sorted(ADAPTERS)  # doctest: +NORMALIZE_WHITESPACE
['arms_races', 'atop', 'blocs', 'china_vitae', 'contiguity', 'cow_alliances', 'cow_mid', 'cow_nmc',
'cow_trade', 'cow_wars', 'desta', 'distance', 'dyads', 'exercises', 'fariss', 'gdelt', 'gml',
'gsdb', 'icews', 'ideal_points', 'igo', 'imf_trade', 'informal_bodies', 'pew', 'rivalries', 'sdp',
'sipri_arms', 'sipri_milex', 'state_department', 'ties', 'ucdp', 'un_votes', 'vetoes', 'wits',
'world_bank_gdp']
"""

from __future__ import annotations

from comity.intake.records import (
    arms_races,
    atop,
    blocs,
    china_vitae,
    contiguity,
    cow_alliances,
    cow_nmc,
    cow_trade,
    cow_wars,
    desta,
    distance,
    dyads,
    exercises,
    fariss,
    gdelt,
    gsdb,
    icews,
    ideal_points,
    igo,
    imf_trade,
    informal,
    mids,
    pew,
    rivalries,
    sdp,
    sipri_arms,
    sipri_milex,
    state_department,
    ties,
    ucdp,
    un_votes,
    vetoes,
    wits,
    world_bank_gdp,
)
from comity.intake.records.base import Adapter, Layout, Reading

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter
    for adapter in (
        un_votes.ADAPTER,
        atop.ADAPTER,
        blocs.ADAPTER,
        cow_nmc.ADAPTER,
        cow_trade.ADAPTER,
        fariss.ADAPTER,
        imf_trade.ADAPTER,
        sdp.ADAPTER,
        sipri_milex.ADAPTER,
        wits.ADAPTER,
        world_bank_gdp.ADAPTER,
        arms_races.ADAPTER,
        contiguity.ADAPTER,
        cow_alliances.ADAPTER,
        cow_wars.ADAPTER,
        desta.ADAPTER,
        distance.ADAPTER,
        igo.ADAPTER,
        informal.ADAPTER,
        mids.COW_MID,
        mids.GML,
        rivalries.ADAPTER,
        ucdp.ADAPTER,
        china_vitae.ADAPTER,
        exercises.ADAPTER,
        gsdb.ADAPTER,
        sipri_arms.ADAPTER,
        ties.ADAPTER,
        dyads.ADAPTER,
        gdelt.ADAPTER,
        icews.ADAPTER,
        ideal_points.ADAPTER,
        pew.ADAPTER,
        state_department.ADAPTER,
        vetoes.ADAPTER,
    )
}

__all__ = ["ADAPTERS", "Adapter", "Layout", "Reading"]
