"""Drop folders on S3 and SFTP land like local ones, once, and never half."""

from __future__ import annotations

import gzip
import io
import os
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.landing import remote, stores
from tests.pipelines.far_away import KEY_ID, PASSWORD, SECRET, Bucket, Server
from tests.pipelines.landing_house import CONTACTS, House

MAPPING = """
files: "kunden*.csv"
concepts:
  contacts:
    one_per: [Nummer]
    columns: {source_record_id: Nummer, email: Mail}
"""


def packed(files: dict[str, str]) -> bytes:
    """A zip of these files."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return memory.getvalue()


#: What a customer's drop folders hold, and what must not be read of it.
FILES: dict[str, str | bytes] = {
    "kasse/contacts.csv": CONTACTS,
    "kasse/2025/contacts äß #1 [1] 100% a+b.csv": "source_record_id,email\n7,eva@example.com\n",
    "laden/mapping.yml": MAPPING,
    "laden/kunden.csv": "Nummer,Mail\nk1,kim@example.org\n",
    "laden/gepackt.zip": packed({"2025/contacts.csv": "source_record_id\n11\n"}),
    "laden/contacts.jsonl.gz": gzip.compress(b'{"source_record_id": "9"}\n'),
}
UNREAD: dict[str, str | bytes] = {
    "kasse/contacts-2.csv.part": CONTACTS,
    "kasse/contacts-3.csv.filepart": CONTACTS,
    "kasse/.versteckt/contacts-4.csv": CONTACTS,
    ".trash/contacts-5.csv": CONTACTS,
}


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    bucket = Bucket()
    yield bucket
    bucket.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("sftp")
    server = Server(place / "files", place)
    yield server
    server.close()


@pytest.fixture
def house(tmp_path: Path, bucket: Bucket, server: Server, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house that may enter both, with nothing in them yet."""
    for far in (bucket, server):
        far.reset()
    for name in list(os.environ):
        if name.startswith(("AWS_", "STAMMKUNDE_")):
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(tmp_path),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": bucket.endpoint,
        "AWS_ACCESS_KEY_ID": KEY_ID,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "STAMMKUNDE_SFTP_KEY": str(server.key_file),
        "STAMMKUNDE_SFTP_KNOWN_HOSTS": str(server.known_hosts),
        "STAMMKUNDE_DUCKDB": str(House(tmp_path).settings.warehouse),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(remote, "WAITS", (0.01, 0.01))
    return House(tmp_path)


@pytest.fixture(params=["s3", "sftp"])
def far(request: pytest.FixtureRequest, bucket: Bucket, server: Server) -> Bucket | Server:
    return bucket if request.param == "s3" else server


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """What the same files land from a local folder."""
    house = House(tmp_path_factory.mktemp("near"))
    for path, content in (FILES | UNREAD).items():
        house.drop(path, content)
    house.land()
    return everything(house)


def everything(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """All that landed, but for where it came from."""
    found = house.everything("url")
    del found["landing.remote_files"]
    return found


def test_a_drop_folder_elsewhere_lands_like_a_local_one_and_is_read_once(
    house: House, far: Bucket | Server, near: dict[str, list[tuple[Any, ...]]]
) -> None:
    for path, content in (FILES | UNREAD).items():
        far.put(f"exports/{path}", content if isinstance(content, bytes) else content.encode())

    report = house.land(folder=f"{far.url}/exports")

    assert everything(house) == near
    assert report.landed_rows == 6
    assert not report.refused
    assert sorted(far.reads()) == sorted(f"exports/{path}" for path in FILES)
    assert not (house.settings.state / "landing").exists()
    assert far.names() == {f"exports/{path}" for path in FILES | UNREAD}

    far.put("exports/kasse/contacts.csv", CONTACTS.replace("ada@", "ada.neu@").encode())
    again = house.land(folder=f"{far.url}/exports")

    assert sorted(far.reads()) == ["exports/kasse/contacts.csv", "exports/laden/mapping.yml"]
    assert [file.file_path for file in again.of("landed")] == ["contacts.csv"]
    assert len(again.of("already")) == 4
    assert "ada.neu@example.com" in str(house.rows("select email from raw_template.contacts"))


#: A file of several blocks, as the tests cut them.
LONG = "source_record_id,email\n" + "".join(f"{n},p{n}@example.com\n" for n in range(200))


def test_a_file_that_is_replaced_while_it_is_read_lands_whole_or_not_at_all(
    house: House, far: Bucket | Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "CHUNK", 1000)
    path = "exports/kasse/contacts.csv"
    newer = LONG.replace("@example.com", "@example.org")
    far.put(path, LONG.encode())
    blocks: list[str] = []

    def replaced_in_the_middle() -> None:
        blocks.append(path)
        if len(blocks) == 3:
            far.put(path, newer.encode(), written_at=1_700_000_001)

    far.before_read = replaced_in_the_middle
    report = house.land(folder=f"{far.url}/exports")

    (refused,) = report.refused
    assert refused.label == f"{far.url}/{path}"
    assert refused.reason == "it changed while it was read; it is tried again next run"
    assert house.rows("select count(*) from raw_template.contacts") == [(0,)]

    house.land(folder=f"{far.url}/exports")

    assert house.rows(
        "select count(*), count(*) filter (where email like '%@example.org')"
        " from raw_template.contacts"
    ) == [(200, 200)]
    assert house.rows("select status from landing.files") == [("landed",)]


def test_a_file_that_is_still_being_uploaded_waits_for_the_next_run(
    house: House, server: Server
) -> None:
    """A server with folders shows it while it grows, so it is looked at twice."""
    house.settings = replace(house.settings, settle_seconds=0.3)
    server.put("kasse/contacts-old.csv", CONTACTS.encode())
    server.put("kasse/contacts.csv", b"source_record_id,city\n", written_at=time.time())
    is_over = threading.Event()

    def upload() -> None:
        with (server.folder / "kasse/contacts.csv").open("a") as file:
            while not is_over.wait(0.02):
                file.write("3,Ulm\n")
                file.flush()

    with ThreadPoolExecutor() as pool:
        pool.submit(upload)
        report = house.land(folder=server.url)
        is_over.set()

    assert report.unfinished == ["kasse/contacts.csv"]
    assert not report.refused
    assert [file.file_path for file in report.of("landed")] == ["contacts-old.csv"]
    (landed,) = house.land(folder=server.url).of("landed")
    assert landed.file_path == "contacts.csv"


def test_a_broken_connection_loses_nothing_and_the_next_run_completes(
    house: House, far: Bucket | Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "CHUNK", 1000)
    for number in (1, 2, 3):
        far.put(f"exports/kasse/contacts-{number}.csv", LONG.replace("p", f"p{number}").encode())
    far.break_reads = 1000

    report = house.land(folder=f"{far.url}/exports")

    (refused,) = report.refused
    assert "the connection to" in str(refused.reason)
    assert "then run this again (2 more files wait for it, too)" in str(refused.reason)
    assert house.rows("select count(*) from raw_template.contacts") == [(0,)]
    assert house.rows("select count(*) from landing.files") == [(0,)]

    far.break_reads = 2  # goes on where it broke off
    healed = house.land(folder=f"{far.url}/exports")

    assert not healed.refused
    assert house.rows("select count(*), count(distinct email) from raw_template.contacts") == [
        (600, 600)
    ]


def test_one_tools_folder_may_lie_elsewhere_and_a_dead_server_stops_no_other(
    house: House, bucket: Bucket, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.put("exports/kasse/contacts.csv", CONTACTS.encode())
    server.put("abholung/contacts.csv", CONTACTS.encode())
    monkeypatch.setenv("STAMMKUNDE_EXPORTS", "s3://data/exports")
    monkeypatch.setenv("STAMMKUNDE_EXPORTS_LADEN", f"{server.url}/abholung")
    monkeypatch.setenv("STAMMKUNDE_EXPORTS_SHOPIFY", "sftp://127.0.0.1:1/shopify")
    monkeypatch.setenv("STAMMKUNDE_EXPORTS_ZENDESK", str(house.settings.root / "zendeks"))
    monkeypatch.delenv("STAMMKUNDE_SFTP_KEY")
    monkeypatch.setenv("STAMMKUNDE_SFTP_PASSWORD", PASSWORD)

    said = told("land")

    assert "from s3://data/exports" in said
    assert "2 files were refused; all others landed." in said
    # A long path is told over two lines.
    assert "/zendeks:thereisnosuchfolder;createit,orcorrectSTAMMKUNDE_EX" in "".join(said.split())
    assert "sftp://127.0.0.1:1/shopify: 127.0.0.1:1 refuses the connection; check host" in said
    assert house.rows(
        "select source_name, count(*) from raw_template.contacts group by 1 order by 1"
    ) == [("kasse", 2), ("laden", 2)]

    status = CliRunner().invoke(main, ["status"]).output

    assert "kasse: s3://data/exports/..." in status
    assert f"laden: {server.url}/abholung" in status
    for secret in (SECRET, PASSWORD):
        for file in house.settings.root.rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes(), file


def test_the_whole_job_reads_from_a_url_and_the_demo_writes_to_none(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = CliRunner().invoke(main, ["run", "--from", "s3://gibtesnicht/exports"])

    assert done.exit_code == 1
    assert "land failed: s3://gibtesnicht/exports: there is no bucket gibtesnicht." in done.output

    monkeypatch.setenv("STAMMKUNDE_EXPORTS", "s3://data/exports")
    for verb in ("demo", "sandbox"):
        assert "STAMMKUNDE_EXPORTS is a URL" in told(verb)


def told(*arguments: str) -> str:
    """What ``cdp`` says when it fails; it neither crashes nor names a secret."""
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit), done.exception
    for secret in (SECRET, PASSWORD, KEY_ID, "geheim"):
        assert secret not in done.output
    return " ".join(done.output.split())


def test_what_s3_refuses_is_told_with_the_next_step(
    house: House, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "s3://gibtesnicht/exports: there is no bucket gibtesnicht." in told(
        "land", "--from", "s3://gibtesnicht/exports"
    )
    bucket.check_credentials(True)
    try:
        denied = told("land", "--from", "s3://data/exports")
    finally:
        bucket.check_credentials(False)
    assert "s3://data/exports: the AWS credentials are not accepted (InvalidAccessKeyId)" in denied
    assert "correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in denied
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "there are no AWS credentials. Next: set AWS_ACCESS_KEY_ID" in told(
        "land", "--from", "s3://data/exports"
    )
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert "s3://data: http://127.0.0.1:1 cannot be reached. Next: check the network" in told(
        "land", "--from", "s3://data"
    )


def test_what_sftp_refuses_is_told_with_the_next_step(
    house: House, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"{server.url}/exports"
    assert f"{url}: there is no such folder. Next: create it" in told("land", "--from", url)
    monkeypatch.delenv("STAMMKUNDE_SFTP_KEY")
    monkeypatch.setenv("STAMMKUNDE_SFTP_PASSWORD", "geheimnis")
    denied = told("land", "--from", url)
    assert f"127.0.0.1:{server.port} does not let us in as kasse." in denied
    assert "set STAMMKUNDE_SFTP_KEY (a private key file) or STAMMKUNDE_SFTP_PASSWORD" in denied
    assert "127.0.0.1:1 refuses the connection" in told("land", "--from", "sftp://127.0.0.1:1/x")
    monkeypatch.setenv("STAMMKUNDE_SFTP_KEY", str(tmp_path / "verlegt"))
    assert "STAMMKUNDE_SFTP_KEY names a file that is not there" in told("land", "--from", url)


def test_a_server_whose_host_key_is_not_known_is_not_talked_to(
    house: House, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"{server.url}/exports"
    server.put("exports/kasse/contacts.csv", CONTACTS.encode())
    monkeypatch.delenv("STAMMKUNDE_SFTP_KNOWN_HOSTS")

    unknown = told("land", "--from", url)

    pinned = tmp_path / ".ssh/known_hosts"
    assert f"the host key of 127.0.0.1:{server.port} is not in {pinned}" in unknown
    assert f"`ssh-keyscan -p {server.port} 127.0.0.1 | ssh-keygen -lf -`" in unknown

    pinned.parent.mkdir()
    pinned.write_text(server.host_line(asyncssh.generate_private_key("ssh-ed25519")))
    changed = told("land", "--from", url)

    assert "shows another host key than" in changed
    assert not server.reads()


def test_a_url_with_a_password_is_refused_and_not_repeated(house: House) -> None:
    for url in (
        "sftp://kasse:geheim@127.0.0.1/exports",
        "sftp://kasse:geh/eim@127.0.0.1/exports",
        "s3://AKIAX:geheim@data/exports",
        "az://data/exports?sig=geheim",
    ):
        assert "leave it out of the URL and set " in told("land", "--from", url)
    assert "A s3:// URL has no user." in told("land", "--from", "s3://geheim@data/exports")
    assert "ftp:// is no place for drop folders." in told("land", "--from", "ftp://data/exports")


@pytest.mark.parametrize(
    ("url", "package", "extra"),
    [("az://data/exports", "adlfs", "azure"), ("gs://data/exports", "gcsfs", "gcs")],
)
def test_a_store_that_needs_an_extra_package_names_it(
    house: House, url: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed

    assert f"needs the package {package}. Next: .venv/bin/pip install -e '.[{extra}]'" in told(
        "land", "--from", url
    )
