"""Which files lie in which drop folder, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from pipelines.console import VerbError
from pipelines.landing.places import File, LocalFile, LocalPlace, Place, Unreachable
from pipelines.settings import Settings
from pipelines.sources import TEMPLATE, TOOLS
from pipelines.sources.contract import Source, Table

#: Suffixes by format; each may be followed by .gz, except those that pack by themselves.
FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "excel",
    ".xls": "excel",
    ".xlsb": "excel",
    ".ods": "excel",
}
_PACKED = ("parquet", "excel")
#: Bytes from which on hashing a file takes longer than to start a thread for it.
_LARGE = 64 << 20
#: Files beside the drop folders that are no drop: the sandbox's ground truth.
_BESIDE = ("truth.parquet",)


@dataclass(frozen=True)
class Drop:
    """A drop folder. ``source_name`` is the tool, or the folder's name for template files.

    is_spool: its files are our own copies; each is removed once the ledger says it landed.
    """

    source: Source
    source_name: str
    place: Place
    mapping: File | None = None
    is_spool: bool = False


def drops(
    root: Place,
    tools: Sequence[str] | None,
    mapping: Path | None,
    is_default: bool,
    elsewhere: Mapping[str, Place] | None = None,
) -> list[Drop]:
    """The drop folders to read, in order of name.

    With tools named, a folder that has no sub-folder of that name is the tool's own.
    elsewhere: folders that stand in for the root's folders of their names.
    """
    elsewhere = elsewhere or {}
    if tools:
        found = [
            _drop(tool, elsewhere[tool], mapping)
            if tool in elsewhere
            else _named(root, tool, mapping, is_default)
            for tool in dict.fromkeys(tools)
        ]
        return [drop for drop in found if drop is not None]
    folders = dict(elsewhere)
    if root.is_there():
        names = root.folder_names()
        folders = {name: root.folder(name) for name in names} | folders
        loose = [file for file in root.files(deep=False) if file.name not in _BESIDE]
        if not names and loose and not is_default:
            raise VerbError(
                f"{root} holds files but no drop folders. Next: say whose they are: "
                f"cdp land NAME --from {root}"
            )
    elif not is_default or (root.url and not folders):
        raise VerbError(f"{root} is no folder. Next: check {_setting(is_default)}.")
    if mapping and len(folders) != 1:
        raise VerbError(
            "--mapping is for one drop folder. Next: name it: cdp land NAME --mapping FILE"
        )
    return [_drop(name, place, mapping) for name, place in sorted(folders.items())]


def spooled(spool: Path, tools: Sequence[str] | None) -> list[Drop]:
    """The tools' spool folders, in order of name."""
    return [
        Drop(source, name, LocalPlace(spool / name), is_spool=True)
        for name, source in sorted(TOOLS.items())
        if (spool / name).is_dir() and (not tools or name in tools)
    ]


def still_received(spool: Path, tools: Sequence[str] | None) -> list[str]:
    """Spool files of the tools that ``cdp collect`` still writes, as tool/file."""
    return [
        f"{path.parent.name}/{path.name}"
        for path in sorted(spool.glob("*/*.part"))
        if not tools or path.parent.name in tools
    ]


def first_large(settings: Settings, tools: Sequence[str], folder: Path | str | None) -> Path | None:
    """The first large file of this machine that a run would come to; a guess, which costs
    time if it is wrong. Arguments as of ``land``."""
    root = folder or settings.exports
    if not isinstance(root, Path):
        return None
    with suppress(VerbError, Unreachable, OSError):  # the run itself says so
        for drop in drops(LocalPlace(root), tools, None, folder is None):
            if folder is None and drop.source_name in settings.elsewhere:
                continue
            for file in drop.place.files():
                if file.byte_count() >= _LARGE:
                    return file.here()
    return None


def _named(root: Place, tool: str, mapping: Path | None, is_default: bool) -> Drop | None:
    folder = root.folder(tool)
    if folder.is_there():
        return _drop(tool, folder, mapping)
    if not is_default and root.is_there():
        return _drop(tool, root, mapping)
    if tool in TOOLS:
        return None  # a tool nobody uses: its tables are there and empty
    raise VerbError(
        f"There is no drop folder {folder}, and {tool} is no tool. Next: create it, give "
        f"--from DIR, or name one of {', '.join(TOOLS)}."
    )


def _drop(name: str, place: Place, mapping: Path | None) -> Drop:
    if name in TOOLS:
        if mapping:
            raise VerbError(
                f"{name} is a tool with a module of its own. Next: leave --mapping away, or "
                "land the files under another name."
            )
        return Drop(TOOLS[name], name, place)
    if mapping:
        return Drop(TEMPLATE, name, place, LocalFile(mapping, mapping.name))
    try:
        return Drop(TEMPLATE, name, place, place.file("mapping.yml"))
    except Unreachable:
        return Drop(TEMPLATE, name, place)  # the run says so, when it asks for its files


def _setting(is_default: bool) -> str:
    return "STAMMKUNDE_EXPORTS" if is_default else "--from"


def format_of(path: PurePath) -> tuple[str, str] | None:
    """(stem, format) of a file name, lower case; None if no reader takes its suffix."""
    name = path.name.lower()
    packed = name.endswith(".gz")
    name = name.removesuffix(".gz")
    stem, dot, suffix = name.rpartition(".")
    found = FORMATS.get(dot + suffix)
    if found is None or (packed and found in _PACKED):
        return None
    return stem, found


def table_of(source: Source, path: PurePath) -> Table | None:
    """The table that a file feeds, by its name and format."""
    named = format_of(path)
    if named is None:
        return None
    stem, form = named
    for table in source.tables:
        takes = {
            "csv": table.csv is not None,
            "json": table.json is not None,
            "jsonl": table.json is not None,
            "parquet": table.parquet,
            "excel": table.excel is not None,
        }
        if takes[form] and table.reads(stem):
            return table
    return None
