"""The project's cleaning macros as SQL for DuckDB, without a dbt project around them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2


def macro(root: Path, name: str) -> Any:
    """The macro as a function from arguments to SQL, as DuckDB's adapter renders it."""
    texts = [path.read_text() for path in sorted((root / "macros" / "engine").glob("*.sql"))]
    environment = jinja2.Environment(trim_blocks=False)
    context: dict[str, Any] = {}

    class Adapter:
        @staticmethod
        def dispatch(called: str, package: str) -> Any:
            return context[f"default__{called}"]

    environment.globals.update(
        adapter=Adapter, **{"return": lambda value: value, "var": lambda _: "Europe/Berlin"}
    )
    # One template, so that the macros know each other.
    module = environment.from_string("\n".join(texts)).make_module()
    context.update({key: getattr(module, key) for key in dir(module) if not key.startswith("_")})
    return context[name]
