"""Least distance between the territories of two states, by year.

Indicator `min_distance`, undirected, kilometres, 0 where they touch, from 1 January to 31 December.
"""

from __future__ import annotations

from comity.intake.records.base import Adapter, Layout, Publisher
from comity.intake.records.counted import Column, build

COLUMN = Column("mindist", "min_distance", "km", 20_040.0, "Least distance between states")

ADAPTER = Adapter(
    "distance",
    "Least distance between states in kilometres, by year (CShapes 2).",
    (
        Layout(
            "dyad_year",
            "one row per pair and year",
            ("ccode1", "ccode2", "year", "mindist"),
            build("dyad_year", COLUMN),
        ),
    ),
    {
        "dyad_year": Publisher(
            "Guy Schvitz, Luc Girardin, Seraina Rüegger, Nils B. Weidmann, Lars-Erik Cederman, Kristian Skrede Gleditsch",
            "CC BY-NC-SA 4.0",
            "Schvitz and others (2022), Mapping the International System, 1886-2019: The CShapes 2.0 Dataset, "
            "Journal of Conflict Resolution 66(1), 144-161",
            "https://icr.ethz.ch/data/cshapes/",
        )
    },
)
