"""``cdp collect``: takes events over HTTP and keeps them for the next ``cdp land``."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import click

from pipelines.console import Console, VerbError, fail, verb
from pipelines.settings import settings

WRITE_KEYS = "STAMMKUNDE_WRITE_KEYS"
DEFAULT_PORT = 8437


@click.command("collect")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=DEFAULT_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="URL",
    help="A web origin whose pages may send events; none may by default.",
)
@verb
def command(host: str, port: int, origins: tuple[str, ...], console: Console) -> None:
    """Receive events as Segment's HTTP API does, until it is stopped.

    STAMMKUNDE_WRITE_KEYS names who may send: label=key,label=key. An event is
    on the disk before it is acknowledged; `cdp land` lands what is older than
    half a minute, and all of it once this verb has stopped.
    """
    keys = write_keys(os.environ.get(WRITE_KEYS, ""))
    import uvicorn

    from pipelines.collecting.app import Collector, application
    from pipelines.collecting.spool import Spool, SpoolTaken

    folder = settings().spool / "segment"
    try:
        spool = Spool(folder)
    except SpoolTaken:
        fail(f"Another cdp collect writes to {folder}. Next: stop it, or let it do the work.")
    collector = Collector(spool)

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """A signal ends the verb in order, with exit code 0."""
            loop = asyncio.get_running_loop()
            for sign in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(sign, self.handle_exit, sign, None)
            yield

    try:
        listener = _listener(host, port)
        url = f"http://{host}:{listener.getsockname()[1]}"
        console.result({"url": url, "spool": str(folder)}, [f"Listening on {url}"])
        config = uvicorn.Config(
            application(collector, keys, origins),
            log_level="error",
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=10,
        )
        asyncio.run(Server(config).serve([listener]))
    finally:
        spool.close()
    count = collector.message_count
    console.result({"messages": count}, [f"Messages kept: {count:,}. Next: cdp land segment"])


def write_keys(text: str) -> dict[str, str]:
    """Label by write key, of ``label=key,label=key``; a verb error if there is none."""
    keys: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        label, equals, key = (word.strip() for word in entry.partition("="))
        if not (label and equals and key) or key in keys:
            fail(
                f"{WRITE_KEYS} must be label=key,label=key, each key once. "
                "Next: mend it (its text is not shown here)."
            )
        keys[key] = label
    if not keys:
        fail(f"Nobody may send events yet. Next: export {WRITE_KEYS}=web=A_LONG_SECRET")
    return keys


def _listener(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise VerbError(
            f"Cannot listen on {host}:{port}: {error.strerror}. Next: choose another --port "
            "or --host."
        ) from error
