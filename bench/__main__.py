"""``make bench [ONLY=name]``: runs each benchmark in a process of its own.

Prints wall seconds, CPU seconds (user + system, children included) and peak memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time

BENCHES = [
    "sandbox", "landing", "collect", "house", "one_run_a_day", "identity", "resolve", "daily",
]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    wanted = parser.parse_args().names or BENCHES
    for name in wanted:
        if name not in BENCHES:
            parser.error(f"no bench named {name}; there are {', '.join(BENCHES)}")
    for name in wanted:
        print(f"== {name}", flush=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        code = subprocess.run([sys.executable, "-m", f"bench.{name}"]).returncode
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"   wall {time.monotonic() - start:.1f} s, CPU {cpu:.1f} s, "
            f"peak {after.ru_maxrss / 1024:.0f} MB (largest so far)",
            flush=True,
        )
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
