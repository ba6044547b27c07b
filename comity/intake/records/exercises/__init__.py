"""Joint military exercises: which states exercised together.

Indicator `joint_exercise`: one undirected record for every two participants of an exercise, state1 < state2, value 1,
unit "exercise", item "mme:<number>" or "russian_exercise:<number>". Multinational exercises have days (an unknown day is
the first of the month at the beginning and the last at the end), the Russian list whole years. The two
overlap in 2009 and 2010 and are told apart by their items: who counts must take one of them for a year.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Publisher
from comity.intake.records.exercises import mme, russian
from comity.intake.rows import Dialect

ADAPTER = Adapter(
    "exercises",
    "Joint military exercises: the multinational ones of 1980 to 2010, those of the Russian forces of 2009 to 2018.",
    (mme.LAYOUT, russian.LAYOUT),
    {
        "mme": Publisher(
            "Vito D'Orazio, Kevin Galambos",
            "CC0 1.0 (Harvard Dataverse)",
            "D'Orazio, Galambos (2021), Multinational Military Exercises, 1980-2010, Harvard Dataverse",
            mme.ADDRESS,
        ),
        "russian_forces": Publisher(
            "Z. Leffel, from mil.ru and redstar.ru",
            "none stated",
            "Exercises of the Russian forces 2009-2018, hand-coded by Z. Leffel",
            "https://github.com/zleffel-afk/Visualization-of-NAM-country-data",
        ),
    },
    dialect=Dialect("latin-1"),
)
