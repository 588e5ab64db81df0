"""The manifest, parsed once, and the files the law speaks of."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import parsed_once

ROOMS = ["staging", "conformed", "identity", "profiles", "marts", "segments", "activation"]


@dataclass(frozen=True)
class Model:
    """A model as the manifest knows it."""

    name: str
    room: str
    path: Path
    sql: str
    node: dict[str, Any]

    @property
    def tool(self) -> str | None:
        """The tool that speaks, for names with a double underscore."""
        match = re.match(r"(?:stg|sync)_(.+?)__", self.name) or re.match(
            r"int_.+?__(.+)$", self.name
        )
        return match.group(1) if match else None

    @property
    def is_public(self) -> bool:
        return self.room in ("marts", "segments", "activation") and not self.name.startswith("int_")


@pytest.fixture(scope="session")
def manifest() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((parsed_once.project() / "manifest.json").read_text())
    return parsed


@pytest.fixture(scope="session")
def models(manifest: dict[str, Any], root: Path) -> dict[str, Model]:
    found = {}
    for key, node in manifest["nodes"].items():
        if node["resource_type"] == "model" and node["package_name"] == "stammkunde":
            path = Path(node["original_file_path"])
            sql = re.sub(r"(--[^\n]*|\{#.*?#\})", "", node["raw_code"], flags=re.S)
            found[key] = Model(node["name"], path.parts[1], path, sql, node)
    return found
