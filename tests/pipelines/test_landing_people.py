"""What the CRM, survey and marketing tools' own file formats ask of the door."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.landing.replay import replay

from .landing_house import House

NAMES = ["StartDate", "EndDate", "Status", "Finished", "RecordedDate", "ResponseId", "Comment"]
TEXTS = ["Start Date", "End Date", "Response Type", "Finished", "Recorded Date", "Response ID",
         'Was sollen wir\nnoch "wissen"?']  # fmt: skip
ANSWER = ["2026-07-01 10:00:00", "2026-07-01 10:05:00", "0", "1", "2026-07-01 10:05:01", "R_1",
          'Danke,\n"gern"']  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def quoted(*cells: str) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def responses(zone: str) -> str:
    """A Qualtrics export of one response, with its three lines above."""
    timed = ',"timeZone":"' + zone + '"'
    ids = [
        f'{{"ImportId":"{name[0].lower()}{name[1:]}"{timed if name.endswith("Date") else ""}}}'
        for name in NAMES
    ]
    return "\n".join(quoted(*line) for line in (NAMES, TEXTS, ids, ANSWER)) + "\n"


def test_the_lines_of_texts_and_ids_above_qualtrics_responses_are_no_records(house: House) -> None:
    house.drop("qualtrics/responses-nps.csv", responses("Europe/Berlin"))

    report = house.land()

    assert (report.landed_rows, report.quarantined_rows, report.refused) == (1, 0, [])
    assert house.rows(
        "select response_id, recorded_date, comment from raw_qualtrics.responses"
    ) == [("R_1", "2026-07-01 10:05:01", 'Danke,\n"gern"')]


def test_qualtrics_times_of_another_zone_do_not_pass_unseen(house: House) -> None:
    """The export says in its third line whose clock it read: ours is declared, not guessed."""
    house.drop("qualtrics/responses-nps.csv", responses("America/Denver"))

    report = house.land()

    assert report.quarantined_rows == 1
    ((line, reason),) = house.rows("select line_number, reason from landing.quarantine")
    assert line == 4, "the question texts run over two lines"
    assert "StartDate is not a time" in reason


def test_qualtrics_answers_as_words_are_told_apart_from_numbers(house: House) -> None:
    """Only an export with numeric values has scores; of the other kind no row lands."""
    header = "Status,Finished,RecordedDate,ResponseId,CSAT_store"
    row = "IP Address,True,2026-07-01 10:05:01,R_1,"
    house.drop("qualtrics/responses-a.csv", f"{header}\n{row}5\n{row}Sehr zufrieden\n")

    report = house.land()

    assert (report.landed_rows, report.quarantined_rows) == (1, 1)
    assert "CSAT_store is not a whole number" in house.quarantine()[0][3]


def test_invitations_and_profiles_lie_within_their_replies(house: House) -> None:
    invitation = {"distributionId": "EMD_1", "contactLookupId": "CGC_1", "status": "Success"}
    house.drop(
        "qualtrics/distribution_history-1.json",
        {"result": {"elements": [invitation], "nextPage": None}, "meta": {}},
    )
    profile = {"type": "profile", "id": "01A", "attributes": {"email": "ada@example.com"}}
    house.drop("klaviyo/profiles-1.json", {"data": [profile], "links": {"self": "https://x"}})

    report = house.land()

    assert (report.landed_rows, report.quarantined_rows, report.refused) == (2, 0, [])
    assert house.rows(
        "select distribution_id, contact_lookup_id from raw_qualtrics.distribution_history"
    ) == [("EMD_1", "CGC_1")]
    assert house.rows("select id, attributes from raw_klaviyo.profiles") == [
        ("01A", '{"email":"ada@example.com"}')
    ]


def test_hubspot_exports_and_salesforce_objects_are_known_by_their_own_file_names(
    house: House,
) -> None:
    house.drop(
        "hubspot/hubspot-crm-exports-all-contacts-2026-09-30.csv",
        quoted("Record ID", "First Name", "Last Modified Date")
        + "\n"
        + quoted("51", "Ada", "2026-09-30 14:05")
        + "\n",
    )
    names = ("Id", "LastName", "MailingStreet", "SystemModstamp")
    values = (
        "0035e0000000001AAA",
        "King",
        "Hauptstr. 1\nHinterhaus",
        "2026-09-30T12:05:00.000+0000",
    )
    house.drop("salesforce/Contact.csv", f"{quoted(*names)}\n{quoted(*values)}\n")

    report = house.land()

    assert (report.landed_rows, report.quarantined_rows, report.refused) == (2, 0, [])
    assert house.rows("select record_id, first_name from raw_hubspot.contact_exports") == [
        ("51", "Ada")
    ]
    assert house.rows("select id, mailing_street from raw_salesforce.contacts") == [
        ("0035e0000000001AAA", "Hauptstr. 1\nHinterhaus")
    ]


def test_members_of_a_list_know_of_which_by_their_page(house: House) -> None:
    """What stands behind the records is each record's, on the way to quarantine and back, too."""
    url = "https://a.klaviyo.com/api/lists/Y6nRLr/relationships/profiles"
    members = [{"type": "profile", "id": "P1"}, {"type": "profile", "id": ["P2"]}, {}]
    house.drop("klaviyo/list_members-1.json", {"data": members, "links": {"self": url}})
    house.drop("klaviyo/list_members-2.json", {"data": [{"id": "P3"}], "links": {"next": None}})

    (refused,) = house.land().refused

    assert "the column links.self is missing" in str(refused.reason)
    assert house.rows("select links_self, id from raw_klaviyo.list_members") == [(url, "P1")]
    ((text, row), _) = house.rows(
        "select raw_text, left(file_sha256, 8) || ':' || row_number from landing.quarantine"
        " order by row_number"
    )
    replay(house.settings, repairs={row: text.replace('["P2"]', '"P2"')})
    assert house.rows("select links_self, id from raw_klaviyo.list_members order by 2") == [
        (url, "P1"),
        (url, "P2"),
    ]
