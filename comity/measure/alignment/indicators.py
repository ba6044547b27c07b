"""The indicators alignment is read from: what each is, which level it reads, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("diplomatic", "security", "economic", "conflict")
"""The latent levels, in the order of every array of them."""

WEIGHTS = {"diplomatic": 0.35, "security": 0.25, "economic": 0.15, "conflict": 0.25}
"""Of the overall index, fixed beforehand and the same for all dyads and years."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One noisy reading of a level; higher is closer.

    `records` are the indicators of the ledger it is made of. `scale` says how it comes to the common unit: "natural"
    (0 nothing between them, 1 as close as can be, -1 open hostility, by its formula) or "pooled" (its mean over all pairs
    and years is 0, two standard deviations are 1). A list is `sparse` where silence is no news: then a pair of which it
    has never spoken has no reading, and one of which it has spoken before has a reading of 0.
    """

    name: str
    level: str
    label: str
    formula: str
    records: tuple[str, ...]
    scale: str = "natural"
    sparse: bool = False


TREATY_RECORDS = tuple(
    f"{prefix}_{kind}"
    for prefix in ("atop", "treaty")
    for kind in ("defense", "offense", "neutral", "nonagg", "consul")
)

INDICATORS = (
    Indicator(
        "votes",
        "diplomatic",
        "UN votes, kappa",
        "Cohen's kappa of the General Assembly votes of the year on which both took part, contested and lopsided "
        "together, unanimous apart; sampling variance by the delta method",
        ("un_vote",),
        scale="pooled",
    ),
    Indicator(
        "distance",
        "diplomatic",
        "ideal-point distance",
        "minus the distance of the two ideal points; sampling variance from their posterior intervals",
        ("ideal_point_all",),
        scale="pooled",
    ),
    Indicator(
        "bodies",
        "diplomatic",
        "shared international bodies",
        "bodies both belong to, over the geometric mean of the bodies each belongs to, at least 15",
        ("shared_igos", "igo_full"),
        scale="pooled",
    ),
    Indicator(
        "reports",
        "diplomatic",
        "co-operation in the news (ICEWS)",
        "(co-operative - conflictual) / all events of the pair, both directions; binomial sampling variance",
        ("icews_verbal_cooperation", "icews_material_cooperation", "icews_verbal_conflict", "icews_material_conflict"),
        scale="pooled",
    ),
    Indicator(
        "coded",
        "diplomatic",
        "co-operation in your documents",
        "co-operative and conflictual stories coded here whose acts are asserted, logistic in the level as learnt from the news",
        ("events",),
        scale="pooled",
    ),
    Indicator(
        "treaty",
        "security",
        "treaty obligations",
        "0 none, 1/10 a pledge in a treaty of three or more, 1/3 non-aggression, 2/3 neutrality or consultation in a treaty of two, "
        "1 defence or offence in a treaty of any size",
        TREATY_RECORDS,
    ),
    Indicator(
        "allies",
        "security",
        "likeness of alliances",
        "Cohen's kappa, squared weights, of the two states' treaty obligations to all states of the year (Häge 2011)",
        TREATY_RECORDS,
    ),
    Indicator(
        "arms",
        "security",
        "arms transfers",
        "square root of the larger of the shares that one has in the other's arms imports of five years",
        ("arms_tiv",),
        sparse=True,
    ),
    Indicator(
        "exercises",
        "security",
        "joint exercises",
        "joint exercises over the geometric mean of the joint exercises of each, in three years",
        ("joint_exercise",),
        sparse=True,
    ),
    Indicator(
        "trade",
        "economic",
        "mutual trade (COW)",
        "mean of the logarithms of the shares that each has in the other's trade, floor 1 in 10,000",
        ("cow_imports",),
        scale="pooled",
    ),
    Indicator(
        "imports",
        "economic",
        "mutual trade (WITS)",
        "as above, of import shares",
        ("wits_import_share",),
        scale="pooled",
    ),
    Indicator(
        "agreement",
        "economic",
        "trade agreement in force",
        "1 where the two are tied by a trade agreement in force, else 0",
        ("trade_agreement_in_force",),
    ),
    Indicator(
        "sanctions",
        "economic",
        "no sanctions",
        "minus log(1 + kinds of sanctions, both ways) / log 13, those of bodies counting for their members",
        (
            "sanction_trade",
            "sanction_arms",
            "sanction_military",
            "sanction_financial",
            "sanction_travel",
            "sanction_other",
        ),
        sparse=True,
    ),
    Indicator(
        "rivalry",
        "conflict",
        "no rivalry",
        "-0.5 in a year of strategic rivalry; half of it remembered eight years later",
        ("tss_rivalry",),
    ),
    Indicator(
        "disputes",
        "conflict",
        "no militarised dispute (GML)",
        "minus the highest hostility of the year (threat 1/4, display 1/2, use of force 3/4, war 1) in Gibler, Miller and "
        "Little's list; half of it remembered eight years later",
        ("gml_hostility",),
    ),
    Indicator(
        "disputes_cow",
        "conflict",
        "no militarised dispute (COW)",
        "as above in the list of Correlates of War, which differs; both are kept",
        ("cow_mid_hostility",),
    ),
    Indicator(
        "wars",
        "conflict",
        "no war between them",
        "-1 in a year of war between the two (1,000 battle deaths), -0.75 of lesser armed conflict (25), in "
        "UCDP/PRIO's list; half of it remembered eight years later",
        ("ucdp_interstate",),
    ),
)
"""In order of level; the first is the best known."""


def of_level(level: str) -> tuple[Indicator, ...]:
    """Indicators that read one level.

    >>> [i.name for i in of_level("economic")]
    ['trade', 'imports', 'agreement', 'sanctions']
    """
    return tuple(indicator for indicator in INDICATORS if indicator.level == level)


def indicator(name: str) -> Indicator:
    """The indicator of that name; KeyError where there is none."""
    return {i.name: i for i in INDICATORS}[name]
