"""Which files lie in which drop folder, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.console import VerbError
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
#: What programs call files that they are still writing.
_UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".partial")
#: Files beside the drop folders that are no drop: the sandbox's ground truth.
_BESIDE = ("truth.parquet",)


@dataclass(frozen=True)
class Drop:
    """A drop folder. ``source_name`` is the tool, or the folder's name for template files.

    is_spool: its files are our own copies; each is removed once the ledger says it landed.
    """

    source: Source
    source_name: str
    folder: Path
    mapping: Path | None = None
    is_spool: bool = False


def drops(
    root: Path, tools: Sequence[str] | None, mapping: Path | None, is_default: bool
) -> list[Drop]:
    """The drop folders to read, in order of name.

    With tools named, a folder that has no sub-folder of that name is the tool's own.
    """
    if tools:
        found = [_named(root, tool, mapping, is_default) for tool in dict.fromkeys(tools)]
        return [drop for drop in found if drop is not None]
    if not root.is_dir():
        if is_default:
            return []
        raise VerbError(f"{root} is no folder. Next: check --from.")
    folders = sorted(p for p in root.iterdir() if p.is_dir() and not _is_hidden(p))
    loose = [p for p in files_in(root, deep=False) if p.name not in _BESIDE]
    if not folders and loose and not is_default:
        raise VerbError(
            f"{root} holds files but no drop folders. Next: say whose they are: "
            f"cdp land NAME --from {root}"
        )
    if mapping and len(folders) != 1:
        raise VerbError(
            "--mapping is for one drop folder. Next: name it: cdp land NAME --mapping FILE"
        )
    return [_drop(folder.name, folder, mapping) for folder in folders]


def spooled(spool: Path, tools: Sequence[str] | None) -> list[Drop]:
    """The tools' spool folders, in order of name."""
    return [
        Drop(source, name, spool / name, is_spool=True)
        for name, source in sorted(TOOLS.items())
        if (spool / name).is_dir() and (not tools or name in tools)
    ]


def _named(root: Path, tool: str, mapping: Path | None, is_default: bool) -> Drop | None:
    folder = root / tool
    if folder.is_dir():
        return _drop(tool, folder, mapping)
    if not is_default and root.is_dir():
        return _drop(tool, root, mapping)
    if tool in TOOLS:
        return None  # a tool nobody uses: its tables are there and empty
    raise VerbError(
        f"There is no drop folder {folder}, and {tool} is no tool. Next: create it, give "
        f"--from DIR, or name one of {', '.join(TOOLS)}."
    )


def _drop(name: str, folder: Path, mapping: Path | None) -> Drop:
    if name in TOOLS:
        if mapping:
            raise VerbError(
                f"{name} is a tool with a module of its own. Next: leave --mapping away, or "
                "land the files under another name."
            )
        return Drop(TOOLS[name], name, folder)
    own = folder / "mapping.yml"
    return Drop(TEMPLATE, name, folder, mapping or (own if own.is_file() else None))


def files_in(folder: Path, deep: bool = True) -> Iterator[Path]:
    """Finished, regular files of the folder, by relative path; links must not leave it."""
    if not folder.is_dir():
        return
    inside = folder.resolve()
    for path in sorted(folder.rglob("*") if deep else folder.iterdir()):
        parts = path.relative_to(folder).parts
        if any(part.startswith((".", "~$")) for part in parts):
            continue
        if path.suffix.lower() in _UNFINISHED or not path.is_file():
            continue
        if path.resolve().is_relative_to(inside):
            yield path


def format_of(path: Path) -> tuple[str, str] | None:
    """(stem, format) of a file name, lower case; None if no reader takes its suffix."""
    name = path.name.lower()
    packed = name.endswith(".gz")
    name = name.removesuffix(".gz")
    stem, dot, suffix = name.rpartition(".")
    found = FORMATS.get(dot + suffix)
    if found is None or (packed and found in _PACKED):
        return None
    return stem, found


def table_of(source: Source, path: Path) -> Table | None:
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


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "~"))
