"""``python -m tests.lint.sql FOLDER ...``: sqlfluff's lint, in three quarters of its time.

Python looks for garbage whenever some objects were made. A syntax tree is made of very
many that all stay until its file is done, so that looking is in vain.
"""

from __future__ import annotations

import gc
import sys

from sqlfluff.cli.commands import cli

if __name__ == "__main__":
    cli(["lint", "--processes", "2", "--disable-progress-bar", *sys.argv[1:]])
else:  # one of the two processes that lint
    gc.set_threshold(200_000)
