"""Where drop folders lie, and their files: the seam between landing and any storage."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

import click

from pipelines.console import VerbError
from pipelines.landing import hashes
from pipelines.landing.readings import Refused
from pipelines.settings import is_url

#: What programs call files that they are still writing.
_UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".partial")


class Unreachable(Refused):
    """A place that cannot be asked for files now: its URL, what is wrong, the next step."""

    def __init__(self, where: str, what: str, todo: str) -> None:
        super().__init__(f"{what}; {todo}")
        self.where, self.what, self.todo = where, what, todo


@dataclass(frozen=True)
class Look:
    """What changes with each writing of a file, and the seconds since the last one.

    The age is 0 where the clocks may differ, and infinite where files are always whole.
    """

    state: object
    age: float


class File(Protocol):
    """A file of a drop folder.

    name: its path below the drop folder, with ``/``. url: where it lies, if elsewhere.
    """

    @property
    def name(self) -> str: ...

    @property
    def url(self) -> str | None: ...

    def byte_count(self) -> int: ...

    def seen(self) -> Look | None:
        """As it was when its folder was listed, if that is known; None if it is gone."""
        ...

    def look(self) -> Look | None:
        """As it is now; None if it is gone."""
        ...

    def sha256(self) -> str:
        """Of its bytes. Raises Refused if they cannot be had whole."""
        ...

    def here(self) -> Path:
        """The file on this machine, under its own name. Raises Refused as above."""
        ...

    def soon(self) -> None:
        """Begins to fetch it, if it has to be fetched: it will be read soon."""
        ...

    def let_go(self) -> None:
        """Removes the copy that was made for reading, if one was."""
        ...

    def members(self) -> list[File]:
        """Files inside a zip, if an earlier run read it; only their hashes are here."""
        ...

    def has_members(self, sha256s: dict[str, str]) -> None:
        """Remembers what a zip holds: name -> hash."""
        ...


class Place(Protocol):
    """A folder, wherever it lies; its text is what the user calls it."""

    @property
    def url(self) -> str | None: ...

    def is_there(self) -> bool: ...

    def folder_names(self) -> list[str]:
        """Folders right below that are not hidden, in order."""
        ...

    def folder(self, name: str) -> Place: ...

    def file(self, name: str) -> File | None:
        """The file right below of this name, if there is one."""
        ...

    def files(self, deep: bool = True) -> Iterator[File]:
        """Finished, regular files, by path; links must not leave the folder."""
        ...


@dataclass(frozen=True)
class LocalFile:
    """A file of this machine. url: that of the zip elsewhere which it came in, if any."""

    path: Path
    name: str
    url: str | None = None

    def byte_count(self) -> int:
        return self.path.stat().st_size

    def seen(self) -> Look | None:
        return self.look()

    def look(self) -> Look | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return Look((found.st_size, found.st_mtime_ns), time.time() - found.st_mtime)

    def sha256(self) -> str:
        try:
            return hashes.sha256_of(self.path)
        except OSError as error:
            raise Refused(
                f"it cannot be read ({error.strerror}); let cdp read it, then run this again"
            ) from error

    def here(self) -> Path:
        return self.path

    def soon(self) -> None:
        """A local file is read where it lies."""

    def let_go(self) -> None:
        """See above."""

    def members(self) -> list[File]:
        """A local zip is opened each time."""
        return []

    def has_members(self, sha256s: dict[str, str]) -> None:
        """See above."""


@dataclass(frozen=True)
class LocalPlace:
    """A folder of this machine. set_by: the variable that names it, so that it must be there."""

    path: Path
    url: None = None
    set_by: str = ""

    def __str__(self) -> str:
        return str(self.path)

    def is_there(self) -> bool:
        return self.path.is_dir()

    def folder_names(self) -> list[str]:
        names = [path.name for path in self.path.iterdir() if path.is_dir()]
        return sorted(name for name in names if not name.startswith((".", "~")))

    def folder(self, name: str) -> LocalPlace:
        return LocalPlace(self.path / name)

    def file(self, name: str) -> LocalFile | None:
        path = self.path / name
        return LocalFile(path, name) if path.is_file() else None

    def files(self, deep: bool = True) -> Iterator[LocalFile]:
        if not self.path.is_dir():
            if self.set_by:
                todo = f"create it, or correct {self.set_by}"
                raise Unreachable(str(self), "there is no such folder", todo)
            return
        inside = self.path.resolve()
        for path in sorted(self.path.rglob("*") if deep else self.path.iterdir()):
            name = path.relative_to(self.path).as_posix()
            if not is_drop(name) or not path.is_file():
                continue
            if path.resolve().is_relative_to(inside):
                yield LocalFile(path, name)


def is_drop(name: str) -> bool:
    """Whether a path below a drop folder is neither hidden nor still being written."""
    hidden = any(part.startswith((".", "~$")) for part in name.split("/"))
    return not hidden and not name.lower().endswith(_UNFINISHED)


def still_written(files: Iterable[File], seconds: float) -> list[File]:
    """Files that grow or change between two looks.

    Only those younger than so many seconds are looked at again, once they are that old: at
    most so long it takes.
    """
    seen = ((file, file.seen()) for file in files)
    young = {file: look for file, look in seen if look and look.age < seconds}
    if not young:
        return []
    time.sleep(min(max(seconds - look.age for look in young.values()), seconds))
    return [file for file, before in young.items() if not _is_unchanged(before, file.look())]


def _is_unchanged(before: Look, now: Look | None) -> bool:
    return now is not None and now.state == before.state


def local_path(url: str) -> Path:
    """The folder that a ``file://`` URL names."""
    host, slash, path = url.partition("://")[2].partition("/")
    if host not in ("", "localhost") or not slash:
        raise VerbError(f"{url} names no folder. Next: write file:/// and the whole path.")
    return Path("/" + unquote(path))


class DropFolder(click.ParamType[Path | str]):
    """An option that takes a folder of this machine, or a URL."""

    name = "folder or URL"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | str:
        if is_url(str(value)):
            return str(value)
        here = click.Path(exists=True, file_okay=False)
        return Path(str(here.convert(value, param, ctx)))
