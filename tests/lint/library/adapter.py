"""What sqlfluff's Jinja templater sees as dbt's ``adapter``.

sqlfluff renders models without dbt. A dispatched macro then shows as a plain function
call of the same name, which is all that a linter needs to read the SQL around it.
"""

from __future__ import annotations

from collections.abc import Callable


def dispatch(name: str, package: str | None = None) -> Callable[..., str]:
    """The call that stands for the macro in the linted text."""

    def call(*arguments: object, **named: object) -> str:
        written = [str(value) for value in (*arguments, *named.values())]
        return f"{name}({', '.join(written)})"

    return call
