"""dbt and ``cdp`` for stories: each call a process of its own, but not one from nothing.

To import dbt and to read the parsed project costs more than most calls do. So a process that
has done both waits, one for each worker, and forks for every call: the call gets its own
environment, folder and files, and whatever it does to its memory ends with it. How the verbs
start from nothing is told by the stories that start them so (``House.is_cold``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests import parsed_once

ROOT = Path(__file__).resolve().parents[1]
#: Elsewhere forking a process that holds numpy or DuckDB is not safe.
IS_POSSIBLE = sys.platform == "linux"

_waiting: subprocess.Popen[str] | None = None
_one_at_a_time = threading.Lock()


def run(
    module: str, *arguments: str, cwd: Path = ROOT, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """``python -m module arguments``, of ``dbt.cli.main`` or ``pipelines.cli``, by a fork.

    dbt builds the project as it was parsed for all stories, so the warehouse must be called
    as parsed_once says: tables bear its name.
    """
    if not IS_POSSIBLE or not parsed_once.is_kept():
        return from_nothing(module, *arguments, cwd=cwd, env=env)
    if module == "dbt.cli.main":
        assert Path(env["STAMMKUNDE_DUCKDB"]).name == parsed_once.WAREHOUSE
    with _one_at_a_time, tempfile.TemporaryDirectory() as place:
        out, err = Path(place, "out"), Path(place, "err")
        asked = {"module": module, "arguments": arguments, "cwd": str(cwd), "env": dict(env)}
        waiting = _start()
        assert waiting.stdin
        assert waiting.stdout
        waiting.stdin.write(json.dumps({**asked, "out": str(out), "err": str(err)}) + "\n")
        waiting.stdin.flush()
        answer = waiting.stdout.readline()
        assert answer, "the process that forks for stories has died"
        return subprocess.CompletedProcess(
            [module, *arguments], int(answer), out.read_text(), err.read_text()
        )


def from_nothing(
    module: str, *arguments: str, cwd: Path = ROOT, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """The same by a process that begins as a user's does."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def end() -> None:
    """Lets the waiting process go, if there is one."""
    global _waiting
    if _waiting and _waiting.stdin:
        _waiting.stdin.close()
        _waiting.wait()
    _waiting = None


def _start() -> subprocess.Popen[str]:
    global _waiting
    if _waiting is None:
        _waiting = subprocess.Popen(
            [sys.executable, "-m", "tests.forked", str(parsed_once.place())],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    return _waiting


# -- in the waiting process


def _wait(parsed: Path) -> None:
    """Forks for each line that comes in, and answers with the exit code."""
    import gc

    import dlt  # noqa: F401
    import duckdb

    import pipelines.cli
    import pipelines.landing.engine

    # Its thread would be dead in every fork, which would wait for it at the end.
    duckdb.default_connection().close()
    parsed_once.keep_in(parsed)
    parsed_once.runner()
    manifest: Any = None
    while line := sys.stdin.readline():
        asked = json.loads(line)
        if asked["module"] == "dbt.cli.main" and manifest is None:
            manifest = parsed_once.read()
            # No child looks for garbage in what is there to stay.
            gc.collect()
            gc.freeze()
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        _become(asked)
        duckdb.set_default_connection(duckdb.connect())
        if asked["module"] == "pipelines.cli":
            sys.argv = ["cdp", *asked["arguments"]]
            pipelines.cli.main()
        done = parsed_once.runner(manifest).invoke(asked["arguments"])
        if done.exception:
            raise done.exception
        sys.exit(0 if done.success else 1)


def _become(asked: Mapping[str, Any]) -> None:
    """What a process is born with: environment, folder, files."""
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, path in ((1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115


if __name__ == "__main__":
    _wait(Path(sys.argv[1]))
