"""Names of the larger treaties ATOP knows by number: rows of our table, or a name alone where the table has none.

Found by day of signature and circle of parties; treaties of two are matched by date (see treaties.py).
"""

from __future__ import annotations

ROWS = {
    "atop:3075": "rio-treaty-1947",
    "atop:3130": "brussels-1948",
    "atop:3180": "nato-treaty-1949",
    "atop:3205": "arab-joint-defence-1950",
    "atop:3215": "anzus-1951",
    "atop:3260": "manila-pact-1954",
    "atop:3275": "baghdad-pact-1955",
    "atop:3285": "warsaw-treaty-1955",
    "atop:3460": "geneva-laos-1962",
    "atop:3740": "helsinki-1975",
    "atop:3755": "asean-tac-1976",
    "atop:3895": "ecowas-defence-1981",
    "atop:3995": "maghreb-1989",
    "atop:4220": "csto-treaty-1992",
    "atop:4810": "shanghai-confidence-1996",
    "atop:4965": "gcc-joint-defence-2000",
    "atop:6020": "sco-good-neighbourliness-2007",
}
"""ATOP's treaty: id in treaties.tsv."""

NAMES = {
    "atop:2550": "Declaration by United Nations",
    "atop:3005": "Yalta Agreement on the Entry of the Soviet Union into the War against Japan",
    "atop:3010": "Act of Chapultepec",
    "atop:3015": "Pact of the League of Arab States",
    "atop:3045": "Treaty of Friendship and Mutual Aid between Czechoslovakia and Yugoslavia",
    "atop:3150": "Charter of the Organization of American States",
    "atop:3455": "Defence Pact of the African and Malagasy Union",
    "atop:3810": "ECOWAS Protocol on Non-Aggression",
    "atop:3900": "Treaty of Basseterre (Organisation of Eastern Caribbean States)",
    "atop:4175": "Treaty on European Union",
    "atop:4400": "Charter of the Commonwealth of Independent States",
    "atop:4778": "Treaty of the Regional Security System (Eastern Caribbean)",
    "atop:4945": "Mutual Assistance Pact of the Economic Community of Central African States",
    "atop:4953": "Constitutive Act of the African Union",
    "atop:4985": "SADC Protocol on Politics, Defence and Security Cooperation",
    "atop:5055": "African Union Non-Aggression and Common Defence Pact",
    "atop:5090": "Pact on Security, Stability and Development in the Great Lakes Region",
}
"""ATOP's treaty: its name."""

LATER = {
    "atop:4810": "Shanghai Cooperation Organisation (ATOP counts its members under the Shanghai agreement)",
}
"""ATOP's treaty: what to call it between states of which one is not among the parties of the row named above."""
