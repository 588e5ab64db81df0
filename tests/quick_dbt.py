"""``python -m tests.quick_dbt ...``: dbt as it is, in three quarters of its CPU time.

A process of dbt is over before the garbage that Python would look for counts.
"""

from __future__ import annotations

import gc


def main() -> None:
    """Runs dbt with this process's arguments."""
    gc.disable()
    from dbt.cli.main import cli

    cli()


if __name__ == "__main__":
    main()
