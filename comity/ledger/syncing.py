"""Fetching the newest release of a data set: what is held stays until the new file has been read to its end."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from comity.errors import Refused, Unreachable
from comity.intake import records
from comity.intake.download import Fetched, Patience, Progress, download
from comity.intake.part import Part, Stamp
from comity.intake.releases import Listed, Release, newest
from comity.intake.unpack import extract
from comity.intake.web import Limits
from comity.ledger import manifest as manifests
from comity.ledger.adding import Added, add
from comity.ledger.arrivals import Arrival, Shelf
from comity.ledger.disk import writing
from comity.ledger.folder import Folder
from comity.ledger.lock import only_fetcher, only_writer
from comity.ledger.manifest import HeldFile

LIMITS = Limits(seconds=3_600.0, max_bytes=2 << 30)
PATIENCE = Patience()
STAYS = "what is held stays"


@dataclass(frozen=True)
class Synced:
    """What a sync did: `added` is None where the file is still the one that came at `fetched`."""

    name: str
    fetched: str
    added: Added | None


@dataclass(frozen=True, slots=True)
class _Errand:
    folder: Folder
    release: Release
    shelf: Shelf
    limits: Limits
    patience: Patience
    progress: Progress | None


def sync(
    folder: Folder,
    release: Release,
    progress: Progress | None = None,
    limits: Limits | None = None,
    patience: Patience | None = None,
) -> Synced:
    """Fetch one data set where it has changed, and add it.

    Raises:
        Refused: no direct download, or what came is not what its adapter reads; UnsafePath among them.
        Unreachable: no server answers.
        LedgerError: not a ledger, another sync or writer at work, or a disk that cannot be written.
    """
    if release.direct == "no":
        step = f"get it from {release.page}, then comity add --record {release.record} FILE"
        raise Refused("there is no direct download", where=release.name, next_step=step)
    new = not folder.root.exists()
    folder.claim()
    with only_writer(folder):
        folder.furnish()
    shelf = Shelf.of(folder, release.name)
    with writing(folder.root):
        shelf.arriving.mkdir(parents=True, exist_ok=True)
    with only_fetcher(folder):
        try:
            return _synced(_Errand(folder, release, shelf, limits or LIMITS, patience or PATIENCE, progress))
        except Refused as error:
            _leave(folder, new)
            step = f"{STAYS}; {error.next_step}; the page is {release.page}"
            raise type(error)(error.what, where=f"{release.name}: {error.where}", next_step=step) from error
        except Unreachable as error:
            _leave(folder, new)
            where = f"{release.name}: {error.where}"
            raise Unreachable(error.what, where=where, next_step=f"{STAYS}; {error.next_step}") from error


def _leave(folder: Folder, new: bool) -> None:
    """Take a ledger made for this sync away again where nothing came: an empty one would hide what ships."""
    if new:
        with only_writer(folder):
            if not manifests.ids(folder) and not any(path.is_file() for path in folder.downloads.rglob("*")):
                shutil.rmtree(folder.root, ignore_errors=True)


def _synced(errand: _Errand) -> Synced:
    last = errand.shelf.last()
    again = _read_again(errand, last) if last else None
    url, listed = _address(errand)
    same_place = last is not None and last.address == url
    known = Stamp(last.etag, last.modified) if last and same_place and _kept(errand, last) else Stamp()
    if last and same_place and listed and _kept(errand, last):
        return _unchanged(errand, last, known, again)
    part = Part(errand.shelf.arriving / "download.part")
    with writing(errand.folder.root):
        fetched = download(url, part, known, errand.limits, errand.patience, errand.progress)
    if last and not fetched.changed:
        return _unchanged(errand, last, fetched.stamp, again)
    if listed:
        _refuse_other(part, listed)
    return _taken(errand, url, _table(errand, part, listed), fetched, last)


def _taken(errand: _Errand, url: str, file: Path, fetched: Fetched, last: Arrival | None) -> Synced:
    """Add the file and only then put it in the place of the one before."""
    held = HeldFile.of(file)
    now = _now()
    added = add(errand.folder, [file], errand.release.record, None)
    came = last.fetched if last and last.sha256 == held.sha256 else now
    arrival = Arrival(
        name=errand.release.name,
        record=errand.release.record,
        address=url,
        file=file.name,
        sha256=held.sha256,
        size=held.size,
        etag=fetched.stamp.etag,
        modified=fetched.stamp.modified,
        fetched=came,
        checked=now,
    )
    with writing(errand.folder.root):
        errand.shelf.keep(file, arrival)
    return Synced(errand.release.name, came, None if added.already_held else added)


def _unchanged(errand: _Errand, last: Arrival, stamp: Stamp, again: Added | None) -> Synced:
    checked = replace(last, etag=stamp.etag, modified=stamp.modified, checked=_now())
    with writing(errand.folder.root):
        errand.shelf.keep(errand.shelf.root / last.file, checked)
    return Synced(errand.release.name, last.fetched, again)


def _kept(errand: _Errand, last: Arrival) -> bool:
    """Whether the file that came last is still there, byte for byte."""
    try:
        return HeldFile.of(errand.shelf.root / last.file).sha256 == last.sha256
    except OSError:
        return False


def _read_again(errand: _Errand, last: Arrival) -> Added | None:
    """The file kept, added again where the ledger lacks it or a newer adapter reads it differently."""
    if not _kept(errand, last):
        return None
    file = errand.shelf.root / last.file
    record = errand.release.record
    version = str(getattr(records.ADAPTERS[record], "version", "1"))
    held = manifests.find(errand.folder, manifests.fingerprint([HeldFile.of(file)], record, version))
    if held is not None and not held.damaged(errand.folder):
        return None
    return add(errand.folder, [file], record, None)


def _address(errand: _Errand) -> tuple[str, Listed | None]:
    """Where the data is now: as the table says, or the newest file of the listing there."""
    release = errand.release
    if release.direct != "listing":
        return release.address, None
    part = Part(errand.shelf.arriving / "listing.part")
    with writing(errand.folder.root):
        part.drop()
        download(release.address, part, None, errand.limits, errand.patience)
        text = part.path.read_text(encoding="utf-8", errors="replace")
        part.drop()
    listed = newest(text, release.member)
    if listed is None:
        what = f"a list of files {release.member} was expected, found {text[:60]!r}"
        raise Refused(what, where=release.address, next_step="try again later")
    return listed.url, listed


def _refuse_other(part: Part, listed: Listed) -> None:
    with part.path.open("rb") as file:
        found = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    if found != listed.md5:
        part.drop()
        what = f"the checksum listed is {listed.md5}, that of the file {found}"
        raise Refused(what, where=listed.url, next_step="try again later")


def _table(errand: _Errand, part: Part, listed: Listed | None) -> Path:
    """The table that came, out of its zip, under the name it is kept by."""
    release = errand.release
    target = errand.shelf.arriving / (listed.name if listed else release.files)
    with writing(errand.folder.root):
        if listed or not release.member:
            return part.finish(target)
        packed = part.finish(target.with_name(target.name + ".zip"))
        extract(packed, release.member, target)
        packed.unlink()
    return target


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").removesuffix("+00:00")
