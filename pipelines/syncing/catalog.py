"""Which syncs there are: every ``sync_*`` model, by what its YAML says under ``meta``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click
import yaml

from pipelines.console import VerbError

#: The only names that ever reach SQL as identifiers.
MODEL_NAME = re.compile(r"sync_[a-z0-9]+__[a-z0-9_]+")
COLUMN_NAME = re.compile(r"[a-z][a-z0-9_]*")

Mode = Literal["mirror", "upsert"]


@dataclass(frozen=True)
class SyncSpec:
    """What one sync says of itself.

    mode: ``mirror`` removes who left the segment, ``upsert`` only ever adds and changes.
    Either removes who took their consent back.
    """

    name: str
    destination: str
    purpose: str
    mode: Mode
    segment: str
    key: str


def catalog(root: Path) -> dict[str, SyncSpec]:
    """Every sync of the project, by model name. A sync that says too little is an error."""
    specs = {}
    for path in sorted((root / "models" / "activation").rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for model in content.get("models") or []:
            if MODEL_NAME.fullmatch(model["name"]):
                specs[model["name"]] = _spec(path, model)
    return specs


def chosen(specs: dict[str, SyncSpec], names: Iterable[str] | None) -> list[SyncSpec]:
    """The named syncs, or all; ``lapsed_customers`` is enough for a full model name."""
    picked = []
    for name in names or specs:
        found = [key for key in specs if key == name or key.split("__")[-1] == name]
        if len(found) != 1:
            raise click.UsageError(f"no such sync: {name}. There are: {', '.join(specs)}")
        picked.append(specs[found[0]])
    return picked


def _spec(path: Path, model: dict[str, Any]) -> SyncSpec:
    meta = (model.get("config") or {}).get("meta") or {}
    wanted = ("destination", "purpose", "mode", "segment")
    unsaid = [name for name in wanted if not isinstance(meta.get(name), str)]
    if unsaid:
        raise VerbError(
            f"{path}: {model['name']} does not say its {', '.join(unsaid)}. "
            "Nothing is sent; set it under config.meta."
        )
    if meta["mode"] not in ("mirror", "upsert"):
        raise VerbError(f"{path}: {model['name']} has mode {meta['mode']}: mirror or upsert.")
    key = meta.get("key", "customer_id")
    if not COLUMN_NAME.fullmatch(key):
        raise VerbError(f"{path}: {model['name']} has the key {key}, which is no column name.")
    return SyncSpec(
        model["name"], meta["destination"], meta["purpose"], meta["mode"], meta["segment"], key
    )
