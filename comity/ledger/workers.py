"""Documents through coders in one process or several; the codings come in the order of the documents either way."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace
from itertools import islice

from comity.ledger.coding import Coder, coded, uncoded
from comity.schema import Coding, Document

BATCH = 16
ROOM = 1 << 20
"""Documents and characters that go to a worker at once."""

AHEAD = 3
"""Batches a worker that are on their way."""

Make = Callable[[], Coder]
"""Makes a coder; each worker calls it once, so it must be a function of a module, or a partial of one."""

_make: Make | None = None
_mine: Coder | None = None


def codings(documents: Iterable[Document], make: Make, workers: int = 1) -> Iterator[Coding]:
    """The codings without their mentions, in order. A document that ends its worker gets a failure that says so."""
    if workers == 1:
        coder = make()
        return (_lean(coded(coder, document)) for document in documents)
    return _pooled(_batches(documents), make, workers)


def _pooled(batches: Iterator[list[Document]], make: Make, workers: int) -> Iterator[Coding]:
    waiting: deque[list[Document]] = deque()
    while True:
        try:
            yield from _through_pool(batches, waiting, make, workers)
            return
        except BrokenProcessPool:
            yield from _alone(waiting.popleft(), make)


def _through_pool(
    batches: Iterator[list[Document]], waiting: deque[list[Document]], make: Make, workers: int
) -> Iterator[Coding]:
    """Codings in order; `waiting` holds the batches not answered yet, which a broken pool leaves there."""
    with closing(_Pool(make, workers)) as pool:
        asked: deque[Future[list[Coding]]] = deque(pool.submit(batch) for batch in waiting)
        while True:
            for batch in islice(batches, max(0, workers * AHEAD - len(asked))):
                waiting.append(batch)
                asked.append(pool.submit(batch))
            if not asked:
                return
            answer = asked.popleft().result()
            waiting.popleft()
            yield from answer


def _alone(batch: list[Document], make: Make) -> Iterator[Coding]:
    """A batch that may have ended its worker, one document at a time, each in a process of its own if need be."""
    pool = _Pool(make, 1)
    try:
        for document in batch:
            try:
                yield from pool.submit([document]).result()
            except BrokenProcessPool:
                pool.close()
                pool = _Pool(make, 1)
                yield uncoded(document, "the process that coded it came to an end: too little memory, or a crash")
    finally:
        pool.close()


class _Pool:
    """Worker processes, started afresh: a fork would copy threads of the parent in whatever state they are."""

    def __init__(self, make: Make, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, context, _start, (make,))

    def submit(self, batch: list[Document]) -> Future[list[Coding]]:
        return self._pool.submit(_code, batch)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _start(make: Make) -> None:
    global _make
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _make = make


def _end_with_parent() -> None:
    """A parent that is killed cannot stop its workers; they see it go and stop by themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _code(batch: list[Document]) -> list[Coding]:
    global _mine
    if _mine is None and _make is not None:
        _mine = _make()  # here and not at the start, so that what it raises reaches the parent as it is
    assert _mine is not None
    return [_lean(coded(_mine, document)) for document in batch]


def _lean(coding: Coding) -> Coding:
    return replace(coding, mentions=())


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) >= BATCH or sum(len(one.text) for one in batch) >= ROOM:
            yield batch
            batch = []
    if batch:
        yield batch
