"""DSFinV-K 2.3 and 2.4: the export every fiscal till in Germany must be able to give.

UTF-8, semicolon, decimal comma, one folder per till and period, file names fixed by the
standard. Its other files (cash per currency, ...) say nothing that we read.
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Source, Table, fields

_DIALECT = Csv(delimiter=";", decimal=",")

_CLOSING = ("Z_KASSE_ID!", "Z_ERSTELLUNG! timestamp", "Z_NR! integer")

CASHPOINTCLOSING = Table(
    "cashpointclosing",
    csv=_DIALECT,
    columns=fields(
        *_CLOSING,
        "Z_BUCHUNGSTAG date",
        "TAXONOMIE_VERSION",
        "Z_START_ID",
        "Z_ENDE_ID",
        "NAME",
        "STRASSE",
        "PLZ",
        "ORT",
        "LAND",
        "STNR",
        "USTID",
        "Z_SE_ZAHLUNGEN decimal",
        "Z_SE_BARZAHLUNGEN decimal",
    ),
)

TRANSACTIONS = Table(
    "transactions",
    csv=_DIALECT,
    columns=fields(
        *_CLOSING,
        "BON_ID!",
        "BON_NR* integer",
        "BON_TYP!",
        "BON_NAME",
        "TERMINAL_ID",
        "BON_STORNO* boolean",
        "BON_START timestamp",
        "BON_ENDE! timestamp",
        "BEDIENER_ID",
        "BEDIENER_NAME",
        "UMS_BRUTTO* decimal",
        "KUNDE_NAME",
        "KUNDE_ID",
        "KUNDE_TYP",
        "KUNDE_STRASSE",
        "KUNDE_PLZ",
        "KUNDE_ORT",
        "KUNDE_LAND",
        "KUNDE_USTID",
        "BON_NOTIZ",
    ),
)

LINES = Table(
    "lines",
    csv=_DIALECT,
    columns=fields(
        *_CLOSING,
        "BON_ID!",
        "POS_ZEILE!",
        "GUTSCHEIN_NR",
        "ARTIKELTEXT",
        "POS_TERMINAL_ID",
        "GV_TYP*",
        "GV_NAME",
        "INHAUS boolean",
        "P_STORNO boolean",
        "AGENTUR_ID",
        "ART_NR",
        "GTIN",
        "WARENGR_ID",
        "WARENGR",
        "MENGE! decimal",
        "FAKTOR decimal",
        "EINHEIT",
        "STK_BR! decimal",
    ),
)

#: Before LINES where files are told apart: its name begins like theirs.
LINES_VAT = Table(
    "lines_vat",
    csv=_DIALECT,
    columns=fields(
        *_CLOSING,
        "BON_ID!",
        "POS_ZEILE!",
        "UST_SCHLUESSEL!",
        "POS_BRUTTO decimal",
        "POS_NETTO decimal",
        "POS_UST* decimal",
    ),
)

DATAPAYMENT = Table(
    "datapayment",
    csv=_DIALECT,
    columns=fields(
        *_CLOSING,
        "BON_ID!",
        "ZAHLART_TYP*",
        "ZAHLART_NAME",
        "ZAHLWAEH_CODE",
        "ZAHLWAEH_BETRAG decimal",
        "BASISWAEH_BETRAG* decimal",
    ),
)

#: The standard's other tables; some begin like ours and are none of them.
_UNREAD = (
    *("allocation_groups", "businesscases", "cash_per_currency", "cashregister"),
    *("itemamounts", "location", "pa", "payment", "references", "slaves"),
    *("subitems", "transactions_tse", "transactions_vat", "tse", "vat"),
)

SOURCE = Source(
    "dsfinvk",
    (CASHPOINTCLOSING, TRANSACTIONS, LINES_VAT, LINES, DATAPAYMENT),
    companions=("index.xml", "gdpdu-01-09-2004.dtd", *(f"{name}.csv" for name in _UNREAD)),
)
