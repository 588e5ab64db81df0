"""``python -m tests.lint.sql FOLDER ...``: sqlfluff's lint, in two thirds of its time.

Python looks for garbage whenever some objects were made. A syntax tree is made of very
many that all stay until its file is done, so that looking is in vain. And four rules lay
the same tree out anew, though nothing has changed it: a lint mends nothing.
"""

from __future__ import annotations

import gc
import sys

from sqlfluff.cli.commands import cli
from sqlfluff.core import FluffConfig
from sqlfluff.core.parser import BaseSegment
from sqlfluff.utils.reflow import ReflowSequence

_lay_out = ReflowSequence.from_root
_last: ReflowSequence | None = None


def _laid_out_once(root: BaseSegment, config: FluffConfig) -> ReflowSequence:
    """The layout of this tree, if it was asked for last, else a new one."""
    global _last
    if _last is None or _last.root_segment is not root:
        _last = _lay_out(root, config)
    return ReflowSequence([*_last.elements], root, _last.reflow_config, _last.depth_map)


ReflowSequence.from_root = _laid_out_once

if __name__ == "__main__":
    cli(["lint", "--processes", "2", "--disable-progress-bar", *sys.argv[1:]])
else:  # one of the two processes that lint
    gc.set_threshold(200_000)
