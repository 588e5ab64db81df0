"""An S3 and an SFTP server on loopback that count what is asked and can break off."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import asyncssh
import boto3
import requests
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

KEY_ID, SECRET = "AKIAEXAMPLE", "kein-echtes-geheimnis"
USER, PASSWORD = "kasse", "auch-kein-echtes-geheimnis"


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing: a broken connection is meant."""


class Bucket:
    """A bucket of moto's S3 behind a door that notes each request.

    before_read: called before an object is sent. break_reads: that many answers are cut off
    in the middle.
    """

    def __init__(self) -> None:
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server(
            "127.0.0.1", 0, self._answer, threaded=True, request_handler=_Silent
        )
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        self.url = "s3://data"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self._client = boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET,
        )
        self.reset()

    def reset(self) -> None:
        """An empty bucket ``data``, as if nothing had ever been asked."""
        requests.post(f"{self.endpoint}/moto-api/reset", timeout=10)
        self._client.create_bucket(Bucket="data")
        self.before_read: Callable[[], None] | None = None
        self.break_reads = 0
        self.asked: list[str] = []

    def check_credentials(self, is_on: bool) -> None:
        """Whether only those may read who have a right to; moto lets in everybody else."""
        free = b"0" if is_on else b"inf"
        requests.post(f"{self.endpoint}/moto-api/reset-auth", data=free, timeout=10)

    def put(self, path: str, content: bytes, written_at: float = 0) -> None:
        """Puts an object; when it was written is for the server to say."""
        self._client.put_object(Bucket="data", Key=path, Body=content)

    def names(self) -> set[str]:
        listed = self._client.list_objects_v2(Bucket="data").get("Contents", [])
        return {each["Key"] for each in listed}

    def reads(self) -> list[str]:
        """Names of the objects that were asked for since the last call."""
        asked, self.asked = self.asked, []
        return asked

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode()  # as WSGI has it
        name = path.removeprefix("/data/")
        is_read = environ["REQUEST_METHOD"] == "GET" and name and name != path
        if is_read:
            self.asked.append(name)
            if self.before_read:
                self.before_read()
        answer: Iterable[bytes] = self._app(environ, start_response)
        if is_read and self.break_reads:
            self.break_reads -= 1
            return _half(answer)
        return answer


def _half(answer: Iterable[bytes]) -> Iterator[bytes]:
    body = b"".join(answer)
    yield body[: len(body) // 2]
    raise ConnectionAbortedError


class Server:
    """An SFTP server over a folder, for one user with a key or a password.

    before_read and break_reads: as in Bucket, per block of a file.
    """

    def __init__(self, folder: Path, keys: Path) -> None:
        self.folder = folder
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.host_key = asyncssh.generate_private_key("ssh-ed25519")
        own = asyncssh.generate_private_key("ssh-ed25519")
        self.key_file = keys / "id_ed25519"
        own.write_private_key(str(self.key_file))
        self._allowed = keys / "authorized_keys"
        own.write_public_key(str(self._allowed))
        self._acceptor = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(30)
        self.port = self._acceptor.get_port()
        self.url = f"sftp://{USER}@127.0.0.1:{self.port}"
        self.known_hosts = keys / "known_hosts"
        self.known_hosts.write_text(self.host_line(self.host_key))
        self.reset()

    def host_line(self, key: asyncssh.SSHKey) -> str:
        return f"[127.0.0.1]:{self.port} {key.export_public_key().decode()}"

    def reset(self) -> None:
        """An empty server, as if nothing had ever been asked."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.before_read: Callable[[], None] | None = None
        self.break_reads = 0
        self.asked: list[str] = []

    def put(self, path: str, content: bytes, written_at: float = 1_700_000_000) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (written_at, written_at))

    def names(self) -> set[str]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix() for path in files}

    def reads(self) -> list[str]:
        """Names of the files that were opened since the last call."""
        asked, self.asked = self.asked, []
        return asked

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _stop(self) -> None:
        self._acceptor.close()
        open_ends = asyncio.all_tasks() - {asyncio.current_task()}
        for task in open_ends:
            task.cancel()
        await asyncio.gather(*open_ends, return_exceptions=True)

    async def _listen(self) -> asyncssh.SSHAcceptor:
        server = self

        class Door(asyncssh.SSHServer):
            def password_auth_supported(self) -> bool:
                return True

            def validate_password(self, username: str, password: str) -> bool:
                return (username, password) == (USER, PASSWORD)

        class Files(asyncssh.SFTPServer):
            def __init__(self, chan: asyncssh.SSHServerChannel) -> None:
                super().__init__(chan, chroot=str(server.folder).encode())

            def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
                server.asked.append(path.decode().removeprefix("/"))
                return super().open(path, pflags, attrs)

            def read(self, file_obj: Any, offset: int, size: int) -> Any:
                if server.before_read:
                    server.before_read()
                if server.break_reads:
                    server.break_reads -= 1
                    self.channel.get_connection().abort()
                return super().read(file_obj, offset, size)

        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=Door,
            server_host_keys=[self.host_key],
            authorized_client_keys=str(self._allowed),
            sftp_factory=Files,
        )
