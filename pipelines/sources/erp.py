"""ERP: flat files of our own definition, as a German ERP would write them; version 1.

Any ERP can write them, whatever its tables are called. cp1252, semicolon, CRLF or LF,
decimal comma (``1.234,56``; the thousands dot may be missing), days as 31.12.2025, times as
31.12.2025 14:30 by the clock in Germany. The first line names the columns; their order does
not matter, and further columns land too. examples/erp/README.md shows each file.

``bestand*.csv``: a full count of everything at one moment; what is missing is not in stock.
``lieferungen*.csv``: one line per parcel; its newest line by ``Geändert am`` stands.
``zahlungen*.csv``: one line per payment, money given back with a minus.
``Auftragsnummer`` is the number of the order in the tool that took it; ``Herkunft`` names
that tool (``shopify``), so that the numbers of two shops cannot be confused.
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Source, Table, fields

_DIALECT = Csv(
    delimiter=";",
    decimal=",",
    encoding="cp1252",
    date_format="%d.%m.%Y",
    timestamp_format="%d.%m.%Y %H:%M",
    time_zone="Europe/Berlin",
)

BESTAND = Table(
    "bestand",
    csv=_DIALECT,
    key=("Artikelnummer", "Lagerort"),
    version="Stand",
    is_full_export=True,
    columns=fields(
        "Artikelnummer!",
        "EAN",
        "Lagerort!",
        "Stand! timestamp",
        "Bestand! decimal",
        "Reserviert decimal",
    ),
)

LIEFERUNGEN = Table(
    "lieferungen",
    csv=_DIALECT,
    key=("Lieferschein",),
    version="Geändert am",
    columns=fields(
        "Lieferschein!",
        "Auftragsnummer!",
        "Herkunft",
        "Versanddienst",
        "Sendungsnummer",
        "Zugesagt am* date",
        "Versandt am* timestamp",
        "Zugestellt am* timestamp",
        "Status",
        "Geändert am timestamp",
    ),
)

ZAHLUNGEN = Table(
    "zahlungen",
    csv=_DIALECT,
    key=("Belegnummer",),
    columns=fields(
        "Belegnummer!",
        "Auftragsnummer!",
        "Herkunft",
        "Gebucht am! date",
        "Betrag! decimal",
        "Währung!",
        "Zahlungsart",
    ),
)

SOURCE = Source("erp", (BESTAND, LIEFERUNGEN, ZAHLUNGEN))
