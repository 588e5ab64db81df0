"""The kinds of storage a drop folder may lie in: how to get in, and what an error means.

Credentials come from the environment only. No text made here quotes what a server or a
library said beyond its error code, so that nothing secret can get into it.
"""

from __future__ import annotations

import errno
import importlib
import logging
import os
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from types import MethodType
from typing import Any

from pipelines.console import VerbError

#: Seconds until a server that says nothing counts as gone.
TIMEOUT = 30
#: Bytes asked for at a time.
CHUNK = 8 << 20
#: Times that are this fresh may still belong to two writings of one moment, or to a
#: clock that differs from ours; the file is then read again in the next run.
_SETTLED = timedelta(minutes=1)
#: What may go away by itself: too many requests, trouble inside the server.
_PASSING = (errno.EBUSY, errno.EREMOTEIO, errno.EPIPE)


@dataclass(frozen=True)
class Address:
    """A URL in its parts. ``url`` is what people are shown; it holds no secret."""

    scheme: str
    user: str | None
    host: str
    port: int | None
    path: str

    @property
    def url(self) -> str:
        user = f"{self.user}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{user}{host}{port}{self.path}"


def address(url: str) -> Address:
    """Takes a URL apart. Raises VerbError, which never repeats a password, if it is none."""
    scheme, _, rest = url.partition("://")
    scheme = scheme.lower()
    authority, slash, path = rest.partition("/")
    user, _, at = authority.rpartition("@")
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::([0-9]{1,5}))?", at)
    if ":" in user or (found is None and ":" in at) or "?" in rest:
        raise VerbError(
            f"A {scheme}:// URL of a drop folder holds a password, or something that may be "
            f"one. Next: leave it out of the URL and set {_kind(scheme).secrets}."
        )
    if found is None:
        raise VerbError(f"A {scheme}:// URL names no host or bucket. Next: correct it.")
    return Address(
        scheme,
        user or None,
        found[1].strip("[]"),
        int(found[2]) if found[2] else None,
        (slash + path).rstrip("/"),
    )


@dataclass(frozen=True)
class Info:
    """What a storage says of a file, whose path is in its own words.

    version: tells two writings of the file apart; None if nothing here can. is_settled:
    whether it does so for certain.
    """

    path: str
    size: int
    version: str | None
    is_settled: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class Listing:
    """Everything below a folder; names are paths below it."""

    files: dict[str, Info]
    folders: frozenset[str]

    def below(self, folder: str) -> Listing:
        start = folder + "/"
        return Listing(
            {
                name.removeprefix(start): info
                for name, info in self.files.items()
                if name.startswith(start)
            },
            frozenset(n.removeprefix(start) for n in self.folders if n.startswith(start)),
        )


class Store:
    """A bucket or a server.

    has_folders: whether a folder can be there and empty; an object store only has names
    with slashes in them.
    """

    secrets = "its credentials in the environment"
    has_folders = False

    def __init__(self, where: Address) -> None:
        self.where = where
        self._fs: Any = None
        self._opening = Lock()

    @property
    def server(self) -> str:
        """What people know as the other end of the connection."""
        return type(self).__name__

    @property
    def root(self) -> str:
        """The drop folders' root as the file system calls it."""
        return self.where.host + self.where.path

    @property
    def fs(self) -> Any:
        """The open connection, one for all threads."""
        with self._opening:
            if self._fs is None:
                self._fs = self.connect()
            return self._fs

    def connect(self) -> Any:
        raise NotImplementedError

    def close(self) -> None:
        """Ends the connection, if there is one; the next question opens another."""
        self._fs = None

    def drop_broken(self, link: Any) -> None:
        """After this connection broke. A client over HTTP sees to that by itself."""

    def listing(self, top: str) -> Listing:
        """Raises whatever the file system raises."""
        files: dict[str, Info] = {}
        folders: set[str] = set()
        start = len(top) + 1
        for path, info in self.fs.find(top, detail=True).items():
            name = path[start:]
            parts = name.split("/")
            folders |= {"/".join(parts[:depth]) for depth in range(1, len(parts))}
            if info["type"] == "file" and parts[-1]:
                files[name] = self.info_of(path, info)
        return Listing(files, frozenset(folders))

    def open(self, path: str) -> tuple[Any, Info]:
        """A stream over the file, and what it was when it was opened."""
        stream = self.fs.open(path, "rb", block_size=CHUNK, cache_type="none")
        return stream, self.info_of(path, stream.details)

    def read(self, stream: Any, wanted: int) -> bytes:
        """At most a chunk of what is wanted; nothing where the file ends."""
        return bytes(stream.read(min(CHUNK, wanted)))

    def info(self, path: str) -> Info:
        return self.info_of(path, self.fs.info(path, refresh=True))

    def info_of(self, path: str, info: dict[str, Any]) -> Info:
        etag = info.get("ETag") or info.get("etag") or info.get("generation")
        return Info(path, int(info["size"]), f"{info['size']}:{etag}" if etag else None)

    def is_passing(self, error: Exception) -> bool:
        """Whether another try may help."""
        if isinstance(error, (ConnectionError, TimeoutError)) or _is_http(error):
            return True
        if isinstance(error, socket.gaierror):
            return error.errno == socket.EAI_AGAIN
        return isinstance(error, OSError) and error.errno in _PASSING

    def is_changed(self, error: Exception) -> bool:
        """Whether the storage itself noticed that the file was replaced under our hands."""
        return False

    def told(self, error: Exception) -> tuple[str, str]:
        """(what is wrong, the next step), in words that quote nothing secret."""
        server = self.server
        if isinstance(error, ConnectionRefusedError):
            return (
                f"{server} refuses the connection",
                "check host, port and network, then run this again",
            )
        if isinstance(error, TimeoutError):
            return (
                f"{server} does not answer within {TIMEOUT} seconds",
                "check host, port and firewall, then run this again",
            )
        if isinstance(error, socket.gaierror):
            return f"there is no host {self.where.host}", "check the URL and the network"
        if isinstance(error, ConnectionError) or _is_http(error):
            return (
                f"the connection to {server} broke, or did not come about",
                "check the network, then run this again",
            )
        if isinstance(error, PermissionError):
            return "access is denied", f"let the account read it, or set {self.secrets}"
        if isinstance(error, FileNotFoundError):
            missing = "folder" if self.has_folders else "bucket"
            return f"there is no such {missing}", "create it, or correct the URL"
        code = errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""
        return (
            f"it cannot be read ({code or type(error).__name__})",
            "check that it can be read with another program",
        )


class S3(Store):
    secrets = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_PROFILE)"

    def connect(self) -> Any:
        from s3fs import S3FileSystem

        # One layer tries again, and it is ours: theirs would multiply.
        fs = S3FileSystem(
            config_kwargs={
                "connect_timeout": TIMEOUT,
                "read_timeout": TIMEOUT,
                "retries": {"mode": "standard", "max_attempts": 1},
            },
            skip_instance_cache=True,
            use_listings_cache=False,
        )
        fs.retries = 1
        return fs

    def is_passing(self, error: Exception) -> bool:
        from botocore.exceptions import ConnectionError as Unconnected
        from s3fs.core import S3_RETRYABLE_ERRORS

        return isinstance(error, (Unconnected, *S3_RETRYABLE_ERRORS)) or super().is_passing(error)

    def is_changed(self, error: Exception) -> bool:
        from s3fs.utils import FileExpired

        return isinstance(error, FileExpired)

    def told(self, error: Exception) -> tuple[str, str]:
        from botocore import exceptions as boto

        code = _code(error)
        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
        if isinstance(error, (boto.NoCredentialsError, boto.PartialCredentialsError)):
            return "there are no AWS credentials", f"set {self.secrets}"
        if isinstance(error, boto.ProfileNotFound):
            return "AWS_PROFILE names no profile", "correct it, or unset it"
        if code in ("InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"):
            return f"the AWS credentials are not accepted ({code})", f"correct {self.secrets}"
        if code in ("AccessDenied", "403"):
            return (
                f"access is denied ({code})",
                "allow these credentials s3:ListBucket and s3:GetObject",
            )
        if code in ("PermanentRedirect", "AuthorizationHeaderMalformed", "301"):
            return f"the bucket is in another region ({code})", "set AWS_DEFAULT_REGION to it"
        if isinstance(error, FileNotFoundError):
            return f"there is no bucket {self.where.host}", (
                "create it, or correct the URL or AWS_ENDPOINT_URL"
            )
        if isinstance(error, boto.EndpointConnectionError):
            return (
                f"{_shown(endpoint) if endpoint else 'S3'} cannot be reached",
                "check the network and AWS_ENDPOINT_URL, then run this again",
            )
        if isinstance(error, boto.ParamValidationError):
            return f"no bucket can be called {self.where.host}", "correct the URL"
        if not code and self.is_passing(error):
            return super().told(ConnectionError())
        if code:
            return f"S3 refuses with {code}", "look the code up in the provider's documentation"
        return super().told(error)


class Azure(Store):
    secrets = "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY"

    def __init__(self, where: Address) -> None:
        super().__init__(where)
        self._module = _extra("adlfs", "azure", where.scheme)

    @property
    def root(self) -> str:
        # abfss://container@account.dfs.core.windows.net/path, or az://container/path
        return (self.where.user or self.where.host) + self.where.path

    def connect(self) -> Any:
        account = {"account_name": self.where.host.partition(".")[0]} if self.where.user else {}
        try:
            fs = self._module.AzureBlobFileSystem(
                **account,
                connection_timeout=TIMEOUT,
                read_timeout=TIMEOUT,
                skip_instance_cache=True,
                use_listings_cache=False,
            )
        except ValueError as error:
            raise _NotLetIn from error
        # As above; adlfs has no word for it. With theirs an unknown account takes minutes.
        fs.service_client._config.retry_policy.total_retries = 0
        return fs

    def is_passing(self, error: Exception) -> bool:
        from azure.core import exceptions as azure

        if isinstance(error, azure.HttpResponseError):
            return error.status_code == 429 or (error.status_code or 0) >= 500
        broken = (azure.ServiceRequestError, azure.ServiceResponseError)
        return isinstance(error, broken) or super().is_passing(error)

    def listing(self, top: str) -> Listing:
        found = super().listing(top)
        if not (found.files or found.folders):
            self.fs.info(top.partition("/")[0])  # raises if there is no such container
        return found

    def told(self, error: Exception) -> tuple[str, str]:
        from azure.core import exceptions as azure

        if isinstance(error, _NotLetIn):
            return "there are no Azure credentials", f"set {self.secrets}"
        if isinstance(error, (azure.ServiceRequestError, azure.ServiceResponseError)):
            return (
                "Azure cannot be reached",
                "check the network and the account's name, then run this again",
            )
        if isinstance(error, azure.HttpResponseError):
            code = getattr(error, "error_code", None)
            return (
                f"Azure refuses with {getattr(code, 'value', code)} ({error.status_code})",
                f"let the account read it, or correct {self.secrets}",
            )
        return super().told(error)


class Gcs(Store):
    secrets = "GOOGLE_APPLICATION_CREDENTIALS"

    @property
    def server(self) -> str:
        return "Google Cloud Storage"

    def __init__(self, where: Address) -> None:
        super().__init__(where)
        self._module = _extra("gcsfs", "gcs", where.scheme)

    def connect(self) -> Any:
        # It would write the whole trace of each failure to the terminal; we tell it once.
        logging.getLogger("gcsfs").setLevel(logging.CRITICAL)
        fs = self._module.GCSFileSystem(
            timeout=TIMEOUT, skip_instance_cache=True, use_listings_cache=False
        )
        # As above; gcsfs fixes the number of tries when it is imported.
        once = self._module.retry.retry_request(retries=1)
        fs._request = MethodType(once(type(fs)._request.__wrapped__), fs)
        return fs

    def is_passing(self, error: Exception) -> bool:
        return bool(self._module.retry.is_retriable(error)) or super().is_passing(error)

    def told(self, error: Exception) -> tuple[str, str]:
        code = str(getattr(error, "code", None))
        if code in ("401", "403"):
            return (
                f"Google refuses with {code}",
                f"let the account read it, or set {self.secrets}",
            )
        return super().told(error)


class Sftp(Store):
    """A server with folders. Links are not followed, wherever they lead."""

    secrets = "STAMMKUNDE_SFTP_KEY (a private key file) or STAMMKUNDE_SFTP_PASSWORD"
    has_folders = True

    @property
    def server(self) -> str:
        return f"{self.where.host}:{self.where.port or 22}"

    @property
    def root(self) -> str:
        path = self.where.path
        if path in ("", "/~"):
            return "."
        return path.removeprefix("/~/") if path.startswith("/~/") else path

    def connect(self) -> Any:
        from sshfs import SSHFileSystem

        options: dict[str, Any] = {"known_hosts": str(self.known_hosts)}
        if not self.known_hosts.is_file():
            if "STAMMKUNDE_SFTP_KNOWN_HOSTS" in os.environ:
                raise _NoFile("STAMMKUNDE_SFTP_KNOWN_HOSTS")
            options["known_hosts"] = b"\n"  # none is known: never None, which trusts anybody
        if user := self.where.user or os.environ.get("STAMMKUNDE_SFTP_USER"):
            options["username"] = user
        if key := os.environ.get("STAMMKUNDE_SFTP_KEY"):
            if not Path(key).expanduser().is_file():
                raise _NoFile("STAMMKUNDE_SFTP_KEY")
            options["client_keys"] = [str(Path(key).expanduser())]
        for option in ("passphrase", "password"):
            if secret := os.environ.get(f"STAMMKUNDE_SFTP_{option.upper()}"):
                options[option] = secret
        try:
            return SSHFileSystem(
                self.where.host,
                port=self.where.port or 22,
                connect_timeout=TIMEOUT,
                login_timeout=TIMEOUT,
                keepalive_interval=TIMEOUT // 2,
                timeout=2 * TIMEOUT,
                skip_instance_cache=True,
                **options,
            )
        except PermissionError as error:
            raise _NotLetIn from error

    def drop_broken(self, link: Any) -> None:
        with self._opening:
            if self._fs is link:  # else another thread has done so
                self._fs = None

    @property
    def known_hosts(self) -> Path:
        named = os.environ.get("STAMMKUNDE_SFTP_KNOWN_HOSTS", "~/.ssh/known_hosts")
        return Path(named).expanduser()

    def listing(self, top: str) -> Listing:
        files: dict[str, Info] = {}
        folders: set[str] = set()
        for name, info in self._walk(top, ""):
            if info["type"] == "directory":
                folders.add(name)
            elif info["type"] == "file":
                files[name] = self.info_of(info["name"], info)
        return Listing(files, frozenset(folders))

    def _walk(self, folder: str, above: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """(name below the top, what it is); hidden folders are not looked into."""
        for info in self.fs.ls(folder, detail=True, timeout=2 * TIMEOUT):
            own = info["name"].rpartition("/")[2]
            if own.startswith("."):
                continue
            yield above + own, info
            if info["type"] == "directory":
                yield from self._walk(info["name"], f"{above}{own}/")

    def open(self, path: str) -> tuple[Any, Info]:
        return self.fs.open(path, "rb"), self.info(path)

    def read(self, stream: Any, wanted: int) -> bytes:
        return bytes(stream.read(min(CHUNK, wanted), timeout=2 * TIMEOUT))

    def info(self, path: str) -> Info:
        return self.info_of(path, self.fs.info(path, timeout=2 * TIMEOUT))

    def info_of(self, path: str, info: dict[str, Any]) -> Info:
        written: datetime | None = info["mtime"]
        if written is None:
            return Info(path, int(info["size"]), None, is_settled=False)
        version = f"{info['size']}:{written.isoformat()}"
        return Info(path, int(info["size"]), version, datetime.now(UTC) - written > _SETTLED)

    def is_passing(self, error: Exception) -> bool:
        import asyncssh

        broken = (asyncssh.ConnectionLost, asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)
        return isinstance(error, broken) or super().is_passing(error)

    def told(self, error: Exception) -> tuple[str, str]:
        import asyncssh

        where, server = self.where, self.server
        if isinstance(error, _NoFile):
            return f"{error} names a file that is not there", "correct it"
        if isinstance(error, _NotLetIn):
            user = f" as {where.user}" if where.user else ""
            return f"{server} does not let us in{user}", f"check the user, and set {self.secrets}"
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            return self._told_of_host_key(server)
        if isinstance(error, (asyncssh.KeyImportError, asyncssh.KeyEncryptionError)):
            return (
                "STAMMKUNDE_SFTP_KEY names no private key that can be opened",
                "check the file, and set STAMMKUNDE_SFTP_PASSPHRASE if it has one",
            )
        if isinstance(error, asyncssh.SFTPPermissionDenied):
            return "access is denied", "let the account read it"
        if isinstance(error, asyncssh.Error) and self.is_passing(error):
            return super().told(ConnectionError())
        return super().told(error)

    def _told_of_host_key(self, server: str) -> tuple[str, str]:
        import asyncssh

        host, port, file = self.where.host, self.where.port or 22, self.known_hosts
        pinned = file.is_file() and asyncssh.match_known_hosts(str(file), host, "", port)[0]
        what = (
            f"{server} shows another host key than {file} holds: it was set up anew, or "
            "somebody stands between"
            if pinned
            else f"the host key of {server} is not in {file}"
        )
        return what, (
            "ask its owner for the fingerprint, compare it with that of "
            f"`ssh-keyscan -p {port} {host} | ssh-keygen -lf -`, then put the line of "
            "ssh-keyscan into that file, or into one that STAMMKUNDE_SFTP_KNOWN_HOSTS names"
        )


class _NoFile(Exception):
    """A variable names a file that is not there."""


class _NotLetIn(Exception):
    """The server knows neither our key nor our password."""


_KINDS: dict[str, type[Store]] = {
    "s3": S3,
    "s3a": S3,
    "sftp": Sftp,
    "ssh": Sftp,
    "az": Azure,
    "abfs": Azure,
    "abfss": Azure,
    "gs": Gcs,
    "gcs": Gcs,
}


def _kind(scheme: str) -> type[Store]:
    if scheme in _KINDS:
        return _KINDS[scheme]
    raise VerbError(
        f"{scheme}:// is no place for drop folders. Next: give a folder, or a URL that "
        "begins with s3://, sftp://, az://, gs:// or file://."
    )


def store_at(url: str) -> Store:
    """The storage that a URL names; nothing is opened yet. Raises VerbError."""
    where = address(url)
    kind = _kind(where.scheme)
    if where.user and kind not in (Sftp, Azure):
        raise VerbError(
            f"A {where.scheme}:// URL has no user. Next: leave out what stands before the @, "
            f"and set {kind.secrets}."
        )
    return kind(where)


def _extra(module: str, extra: str, scheme: str) -> Any:
    """The optional package of a kind of storage."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise VerbError(
            f"{scheme}:// needs the package {module}. Next: .venv/bin/pip install -e '.[{extra}]'"
        ) from error


def _is_http(error: Exception) -> bool:
    """Whether a connection over HTTP broke, or did not come about."""
    import aiohttp

    return isinstance(error, aiohttp.ClientError)


def _code(error: BaseException | None) -> str:
    """The code of an S3 error, from wherever in the chain the client put it."""
    while error is not None:
        response = getattr(error, "response", None)
        if isinstance(response, dict):
            return str(response.get("Error", {}).get("Code", ""))
        error = error.__cause__ or error.__context__
    return ""


def _shown(url: str) -> str:
    """A URL's scheme and host, without anything that could be secret."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}"
