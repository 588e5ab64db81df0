"""The project's macros as SQL for DuckDB, without a dbt project around them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

#: The folders whose macros are plain functions from SQL to SQL.
FOLDERS = ("engine", "cleaning", "identity")
VARIABLES = {"time_zone": "Europe/Berlin", "as_of": "2026-10-01 00:00:00"}


@cache
def _macros(root: Path) -> dict[str, Any]:
    paths = [path for folder in FOLDERS for path in sorted((root / "macros" / folder).glob("*"))]
    texts = [path.read_text() for path in [*paths, root / "macros" / "project" / "as_of.sql"]]
    environment = jinja2.Environment(trim_blocks=False, extensions=["jinja2.ext.do"])
    context: dict[str, Any] = {}

    class Adapter:
        @staticmethod
        def dispatch(called: str, package: str) -> Any:
            return context[f"default__{called}"]

    environment.globals.update(
        adapter=Adapter,
        **{"return": lambda value: value, "var": lambda name, default=None: VARIABLES[name]},
    )
    # One template, so that the macros know each other.
    module = environment.from_string("\n".join(texts)).make_module()
    context.update({key: getattr(module, key) for key in dir(module) if not key.startswith("_")})
    return context


def render(root: Path, sql: str, this: str) -> str:
    """A model's SQL, whose refs are tables of the model's name without a schema."""
    template = jinja2.Environment(trim_blocks=False).from_string(sql)
    return template.render(**_macros(root), ref=lambda name: name, this=this)


def macro(root: Path, name: str) -> Any:
    """The macro as a function from arguments to SQL, as DuckDB's adapter renders it."""
    return _macros(root)[name]
