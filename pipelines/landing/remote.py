"""Drop folders elsewhere: each file is streamed once into a private copy and read there.

Nothing on the far side is ever written, moved or removed.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from math import inf
from pathlib import Path
from typing import IO, Any

from duckdb import DuckDBPyConnection

from pipelines.console import VerbError
from pipelines.landing import ledger
from pipelines.landing.places import File, LocalPlace, Look, Place, Unreachable, is_drop, local_path
from pipelines.landing.readings import Refused
from pipelines.landing.stores import Info, Listing, Store, store_at
from pipelines.settings import is_url

#: Seconds to wait before each further try, when a connection broke.
WAITS = (0.5, 1.0, 2.0, 4.0)
#: Files that are fetched at a time, and the bytes from which on one is enough.
_FETCHERS, _LARGE = 8, 64 << 20
#: Errors of ours, which no server can be blamed for.
_BUGS = (TypeError, AttributeError, NameError, LookupError, AssertionError)
_CHANGED = "it changed while it was read; it is tried again next run"


def place_of(where: Path | str, copies: Copies, set_by: str = "") -> Place:
    """The folder or URL as a place. Nothing is opened yet. Raises VerbError.

    set_by: as in LocalPlace; what a URL names must be there anyhow.
    """
    if isinstance(where, Path) or not is_url(where):
        return LocalPlace(Path(where), set_by=set_by)
    if where.lower().startswith("file://"):
        return LocalPlace(local_path(where), set_by=set_by)
    store = store_at(where)
    copies.stores.append(store)
    return RemotePlace(Remote(store, copies), store.root, store.where.url)


class Copies:
    """The private copies of a run, and what earlier runs found under which URL."""

    def __init__(self) -> None:
        self.stores: list[Store] = []
        self.workers = ThreadPoolExecutor(_FETCHERS, thread_name_prefix="fetch")
        self._known: dict[tuple[str, str], ledger.RemoteFile] = {}
        self._learnt: list[ledger.RemoteFile] = []
        self._folder = Path()
        self._number = count(1)

    @contextmanager
    def kept_in(self, con: DuckDBPyConnection, work: Path) -> Iterator[None]:
        """Gives the copies a home, and the ledger what was learnt; ends all connections."""
        self._known = {(file.url, file.version): file for file in ledger.remote_files(con)}
        self._folder = work / "remote"
        try:
            yield
        finally:
            self.workers.shutdown(cancel_futures=True)
            for store in self.stores:
                store.close()
        ledger.add_remote_files(con, self._learnt)

    def known(self, url: str, info: Info) -> str | None:
        """The hash of this version of the file, if an earlier run read it."""
        file = self._known.get((url, info.version)) if info.version else None
        return file.sha256 if file else None

    def known_below(self, url: str, info: Info) -> list[ledger.RemoteFile]:
        """What an earlier run found in this version of a zip."""
        inside = url + "/"
        return [
            file
            for file in self._known.values()
            if file.version == info.version and file.url.startswith(inside)
        ]

    def learn(self, url: str, info: Info, sha256: str) -> None:
        """Notes which bytes this version of the file holds, if it tells versions apart."""
        if info.is_settled and info.version and (url, info.version) not in self._known:
            file = ledger.RemoteFile(url, info.version, info.size, sha256)
            self._known[url, info.version] = file
            self._learnt.append(file)

    def room_for(self, name: str) -> Path:
        """A path that ends in this file name and is nobody else's."""
        folder = self._folder / str(next(self._number))
        folder.mkdir(parents=True)
        return folder / name


class Remote:
    """A store that is asked patiently, and left alone once it is lost."""

    def __init__(self, store: Store, copies: Copies) -> None:
        self.store = store
        self.copies = copies
        self._lost: Unreachable | None = None

    def listing(self, top: str, url: str) -> Listing:
        """All below a folder. Raises Unreachable, or FileNotFoundError if there is none."""
        waits = iter(WAITS)
        while True:
            self.require()
            link = None
            try:
                link = self.store.fs
                return self.store.listing(top)
            except (FileNotFoundError, *_BUGS):
                raise
            except Exception as error:
                if not self.waited(error, waits, link):
                    raise Unreachable(url, *self.store.told(error)) from error

    def require(self) -> None:
        """Raises Unreachable if the store was lost earlier in this run."""
        if self._lost:
            raise self._lost

    def waited(self, error: Exception, waits: Iterator[float], link: Any) -> bool:
        """Whether to try again, after a while and on another connection than this.

        Raises Unreachable, now and from now on, when a connection does not come back.
        """
        if not self.store.is_passing(error):
            return False
        wait = next(waits, None)
        if wait is None:
            told = Unreachable(self.store.where.url, *self.store.told(error))
            self._lost = self._lost or told  # another thread may have been first
            raise self._lost from error
        self.store.drop_broken(link)
        time.sleep(wait)
        return True


class RemoteFile:
    """A file elsewhere, with a private copy here while it is read."""

    def __init__(self, remote: Remote, info: Info, name: str, url: str) -> None:
        self.name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        self.url = url + "/" + self.name
        self._remote = remote
        self._info = info
        self._copy: Path | None = None
        self._coming: Future[tuple[Path, str]] | None = None

    def byte_count(self) -> int:
        return self._info.size

    def seen(self) -> Look | None:
        return _look_at(self._info)

    def look(self) -> Look | None:
        try:
            return _look_at(self._remote.store.info(self._info.path))
        except FileNotFoundError:
            return None
        except _BUGS:
            raise
        except Exception:
            return self.seen()  # reading it will tell what is wrong

    def sha256(self) -> str:
        """Without a download, if an earlier run read this very version of it."""
        return self._known() or self._fetched()[1]

    def here(self) -> Path:
        return self._fetched()[0]

    def soon(self) -> None:
        is_large = self._info.size > _LARGE  # then it is not the way there that costs time
        if not (self._coming or is_large or self._known()):
            self._coming = self._remote.copies.workers.submit(self._fetch)

    def let_go(self) -> None:
        if self._copy:
            shutil.rmtree(self._copy.parent, ignore_errors=True)
            self._copy = self._coming = None

    def members(self) -> list[File]:
        return [
            Member(self.name + file.url.removeprefix(self.url), file)
            for file in self._remote.copies.known_below(self.url, self._info)
        ]

    def has_members(self, sha256s: dict[str, str]) -> None:
        for name, sha256 in sha256s.items():
            self._remote.copies.learn(f"{self.url}/{name}", self._info, sha256)

    def _known(self) -> str | None:
        return self._remote.copies.known(self.url, self._info)

    def _fetched(self) -> tuple[Path, str]:
        if self._coming is None:
            fetched: Future[tuple[Path, str]] = Future()
            fetched.set_result(self._fetch())
            self._coming = fetched
        return self._coming.result()

    def _fetch(self) -> tuple[Path, str]:
        expected = self._known()
        try:
            self._copy = self._remote.copies.room_for(self.name.rpartition("/")[2])
            with self._copy.open("wb") as out:
                sha256 = self._download(out)
        except _Unwritable as error:
            raise VerbError(
                f"{self.url} cannot be copied to this machine ({error}). Next: make room for "
                f"{self._info.size:,} bytes beside the warehouse, then run this again."
            ) from error
        except OSError as error:
            raise Refused(
                f"this machine takes no file of this name ({error.strerror}); rename it"
            ) from error
        if expected not in (None, sha256):
            raise Refused(_CHANGED)
        self._remote.copies.learn(self.url, self._info, sha256)
        return self._copy, sha256

    def _download(self, out: IO[bytes]) -> str:
        """Streams the file once; goes on where a broken connection left off.

        Returns the hash of the bytes. Raises Refused if they are not those of one version.
        """
        store, digest, received = self._remote.store, hashlib.sha256(), 0
        before: Info | None = None
        waits = iter(WAITS)
        while True:
            self._remote.require()
            link = None
            try:
                link = store.fs
                stream, opened = store.open(self._info.path)
                with stream:
                    before = before or opened
                    if before != opened:
                        raise Refused(_CHANGED)
                    stream.seek(received)
                    while received < before.size:
                        chunk = store.read(stream, before.size - received)
                        if not chunk:
                            raise Refused(_CHANGED)
                        _write(out, chunk)
                        digest.update(chunk)
                        received += len(chunk)
                        waits = iter(WAITS)
                if store.info(self._info.path) != before:
                    raise Refused(_CHANGED)
                self._info = before
                return digest.hexdigest()
            except (Refused, _Unwritable, *_BUGS):
                raise
            except FileNotFoundError as error:
                raise Refused("it is gone since it was listed; was it moved?") from error
            except Exception as error:
                if store.is_changed(error):
                    raise Refused(_CHANGED) from error
                if not self._remote.waited(error, waits, link):
                    raise Refused("; ".join(store.told(error))) from error


@dataclass(frozen=True)
class Member:
    """A file in a zip that an earlier run read; its bytes are not here."""

    name: str
    _file: ledger.RemoteFile

    @property
    def url(self) -> str:
        return self._file.url

    def byte_count(self) -> int:
        return self._file.byte_count

    def seen(self) -> Look | None:
        return Look(self._file.version, inf)

    def look(self) -> Look | None:
        return self.seen()

    def sha256(self) -> str:
        return self._file.sha256

    def here(self) -> Path:
        raise Refused("its zip was not fetched again; please report this as a bug")

    def soon(self) -> None:
        """Its zip comes, or nothing does."""

    def let_go(self) -> None:
        """There is no copy."""

    def members(self) -> list[File]:
        return []

    def has_members(self, sha256s: dict[str, str]) -> None:
        """A zip in a zip is not opened."""


def _look_at(info: Info) -> Look:
    return Look((info.size, info.version), inf if info.is_settled else 0)


class _Unwritable(Exception):
    """The copy cannot be written to this machine."""


def _write(out: IO[bytes], chunk: bytes) -> None:
    try:
        out.write(chunk)
    except OSError as error:
        raise _Unwritable(error.strerror) from error


class RemotePlace:
    """A folder elsewhere, listed once a run."""

    def __init__(self, remote: Remote, path: str, url: str, listing: Listing | None = None) -> None:
        self.url = url
        self._remote = remote
        self._path = path
        self._listing = listing
        self._opened: dict[str, RemoteFile] = {}

    def __str__(self) -> str:
        return self.url

    @property
    def _is_root(self) -> bool:
        return self._path == self._remote.store.root

    def is_there(self) -> bool:
        """An object store's folder is there if something is in it; its root, anyhow."""
        try:
            found = self._listed()
        except FileNotFoundError:
            return False
        has_folders = self._remote.store.has_folders or self._is_root
        return bool(has_folders or found.files or found.folders)

    def folder_names(self) -> list[str]:
        names = {name.partition("/")[0] for name in self._listed().folders}
        return sorted(name for name in names if not name.startswith((".", "~")))

    def folder(self, name: str) -> RemotePlace:
        below = self._listing.below(name) if self._listing else None
        return RemotePlace(self._remote, f"{self._path}/{name}", f"{self.url}/{name}", below)

    def file(self, name: str) -> RemoteFile | None:
        return next((file for file in self.files(deep=False) if file.name == name), None)

    def files(self, deep: bool = True) -> Iterator[RemoteFile]:
        found = self._listed().files
        for name in sorted(found, key=lambda name: name.split("/")):
            if is_drop(name) and (deep or "/" not in name):
                if name not in self._opened:
                    self._opened[name] = RemoteFile(self._remote, found[name], name, self.url)
                yield self._opened[name]

    def _listed(self) -> Listing:
        """Raises Unreachable; FileNotFoundError if a folder below the root is not there."""
        if self._listing is None:
            try:
                self._listing = self._remote.listing(self._path, self.url)
            except FileNotFoundError as error:
                if not self._is_root:
                    raise
                raise Unreachable(self.url, *self._remote.store.told(error)) from error
        return self._listing
