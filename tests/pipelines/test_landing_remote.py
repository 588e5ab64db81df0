"""Drop folders on S3 and SFTP land like local ones, once, and never half."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.landing import remote
from tests.pipelines.far_away import KEY_ID, SECRET, Bucket, Server
from tests.pipelines.landing_house import CONTACTS, House

MAPPING = """
files: "kunden*.csv"
concepts:
  contacts:
    one_per: [Nummer]
    columns: {source_record_id: Nummer, email: Mail}
"""

#: What a customer's drop folders hold, and what must not be read of it.
FILES = {
    "kasse/contacts.csv": CONTACTS,
    "kasse/2025/contacts äß #1 [1] 100% a+b.csv": "source_record_id,email\n7,eva@example.com\n",
    "laden/mapping.yml": MAPPING,
    "laden/kunden.csv": "Nummer,Mail\nk1,kim@example.org\n",
    "shopify/customers-1.json": '{"customers": [{"id": 5, "email": "tim@example.com"}]}',
}
UNREAD = {
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
        "STAMMKUNDE_DUCKDB": str(tmp_path / "stammkunde.duckdb"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(remote, "WAITS", (0.01, 0.01))
    return House(tmp_path)


@pytest.fixture(params=["s3", "sftp"])
def far(request: pytest.FixtureRequest, bucket: Bucket, server: Server) -> Bucket | Server:
    return bucket if request.param == "s3" else server


def test_a_drop_folder_elsewhere_lands_like_a_local_one_and_is_read_once(
    house: House, far: Bucket | Server, tmp_path: Path
) -> None:
    near = House(tmp_path / "near")
    for path, content in (FILES | UNREAD).items():
        near.drop(path, content)
        far.put(f"exports/{path}", content.encode())
    near.land()

    report = house.land(folder=f"{far.url}/exports")

    here = near.everything()
    there = house.everything()
    del here["landing.remote_files"], there["landing.remote_files"]
    assert here == there
    assert report.landed_rows == 5
    assert not report.refused
    assert sorted(far.reads()) == sorted(f"exports/{path}" for path in FILES)
    assert not (house.settings.state / "landing").exists()
    assert far.names() == {f"exports/{path}" for path in FILES | UNREAD}

    again = house.land(folder=f"{far.url}/exports")

    assert far.reads() == ["exports/laden/mapping.yml"]
    assert len(again.of("already")) == 4
    assert house.rows("select count(*) from raw_template.contacts") == [(4,)]

    far.put("exports/kasse/contacts.csv", CONTACTS.replace("ada@", "ada.neu@").encode())
    corrected = house.land(folder=f"{far.url}/exports")

    assert [file.file_path for file in corrected.of("landed")] == ["kasse/contacts.csv"[6:]]
    assert "ada.neu@example.com" in str(house.rows("select email from raw_template.contacts"))
