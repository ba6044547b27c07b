"""Pictures of a brief that are no charts over years: a network of states by year, and a map of the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: a colour by its role, and what it stands for."""

    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """A state in a picture of a network: where (0 to 1000 each way), how large (share of the world's capabilities), in what colour.

    `name` is written beside a node that is `marked`, and shown to a pointer at every other.
    """

    state: str
    name: str
    x: int
    y: int
    size: float
    role: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Net:
    """One picture of a network: its nodes, and the pairs of states joined."""

    title: str
    nodes: tuple[Node, ...]
    ties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Pictures of a network side by side. `alt` says in words what they show."""

    id: str
    title: str
    subtitle: str
    alt: str
    nets: tuple[Net, ...]
    keys: tuple[Key, ...]
    note: str = ""

    @property
    def figures(self) -> tuple[()]:
        """None: the pictures measure nothing that a table does not say."""
        return ()


@dataclass(frozen=True, slots=True)
class Area:
    """How a state's land is drawn on a map: colour by role, its name and what a pointer shows beside it."""

    role: str
    name: str
    words: str
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The world's states in colours. `areas` by state id of today; `marked` are named on the map. `alt` says what it shows."""

    id: str
    title: str
    subtitle: str
    alt: str
    areas: Mapping[str, Area]
    keys: tuple[Key, ...]
    marked: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def figures(self) -> tuple[()]:
        """None: what the colours say stands in the table that goes with it."""
        return ()
