"""DSFinV-K 2.3: one export folder per till and month, with the index.xml of the GDPdU standard."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

from pipelines.sandbox.catalogue import STORES, VAT_ID
from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, write_csv

KEY = ["Z_KASSE_ID", "Z_ERSTELLUNG", "Z_NR"]
#: file -> (name in the standard, columns); a trailing number is the count of decimals.
TABLES: dict[str, tuple[str, list[str]]] = {
    "cashpointclosing.csv": (
        "Stamm_Abschluss",
        [*KEY, "Z_BUCHUNGSTAG", "TAXONOMIE_VERSION", "Z_START_ID", "Z_ENDE_ID", "NAME", "STRASSE",
         "PLZ", "ORT", "LAND", "STNR", "USTID", "Z_SE_ZAHLUNGEN", "Z_SE_BARZAHLUNGEN"],
    ),
    "transactions.csv": (
        "Bonkopf",
        [*KEY, "BON_ID", "BON_NR", "BON_TYP", "BON_NAME", "TERMINAL_ID", "BON_STORNO", "BON_START",
         "BON_ENDE", "BEDIENER_ID", "BEDIENER_NAME", "UMS_BRUTTO", "KUNDE_NAME", "KUNDE_ID",
         "KUNDE_TYP", "KUNDE_STRASSE", "KUNDE_PLZ", "KUNDE_ORT", "KUNDE_LAND", "KUNDE_USTID",
         "BON_NOTIZ"],
    ),
    "lines.csv": (
        "Bonpos",
        [*KEY, "BON_ID", "POS_ZEILE", "GUTSCHEIN_NR", "ARTIKELTEXT", "POS_TERMINAL_ID", "GV_TYP",
         "GV_NAME", "INHAUS", "P_STORNO", "AGENTUR_ID", "ART_NR", "GTIN", "WARENGR_ID", "WARENGR",
         "MENGE", "FAKTOR", "EINHEIT", "STK_BR"],
    ),
    "lines_vat.csv": (
        "Bonpos_USt",
        [*KEY, "BON_ID", "POS_ZEILE", "UST_SCHLUESSEL", "POS_BRUTTO", "POS_NETTO", "POS_UST"],
    ),
    "datapayment.csv": (
        "Bonkopf_Zahlarten",
        [*KEY, "BON_ID", "ZAHLART_TYP", "ZAHLART_NAME", "ZAHLWAEH_CODE", "ZAHLWAEH_BETRAG",
         "BASISWAEH_BETRAG"],
    ),
}  # fmt: skip
DECIMALS = {
    "UMS_BRUTTO": 2, "MENGE": 3, "FAKTOR": 3, "STK_BR": 5, "ZAHLWAEH_BETRAG": 2,
    "BASISWAEH_BETRAG": 2, "Z_SE_ZAHLUNGEN": 2, "Z_SE_BARZAHLUNGEN": 2, "Z_NR": 0, "BON_NR": 0,
    "UST_SCHLUESSEL": 0, "POS_BRUTTO": 5, "POS_NETTO": 5, "POS_UST": 5,
}  # fmt: skip


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes every till's monthly exports below ``root``/dsfinvk."""
    tally, folder = Tally(), root / "dsfinvk"
    folder.mkdir(parents=True, exist_ok=True)
    _prepare(con, clock)
    queries = {
        "cashpointclosing.csv": _closings, "transactions.csv": _receipts, "lines.csv": _positions,
        "lines_vat.csv": _taxes, "datapayment.csv": _payments,
    }  # fmt: skip
    for branch in range(len(STORES)):
        for file_name, (_, columns) in TABLES.items():
            write_csv(con, tally, folder, file_name, ";".join(columns), queries[file_name](branch))
    for export in sorted(folder.iterdir()):
        (export / "index.xml").write_bytes(_index().encode())
        tally.files += 1
    tally.records = tally.by_kind.get("transactions", 0)
    return tally


def _prepare(con: duckdb.DuckDBPyConnection, clock: Clock) -> None:
    """``receipt``, ``receipt_line`` and ``receipt_payment``, numbered as a till numbers them."""
    con.execute("""
        create table receipt as
        with dated as (
            select *, local_day("at") as day
            from sale where channel = 4
        ),
        numbered as (
            select
                *,
                row_number() over (partition by branch order by "at", sale) as bon_nr,
                row_number() over (partition by branch, day order by "at", sale) as bon_of_day,
                dense_rank() over (partition by branch order by day) + 400 as z_nr
            from dated
        ),
        summed as (
            select sale, sum(quantity * price) as lines from line group by sale
        )
        select
            numbered.*,
            branch.* exclude (branch),
            till || '-' || strftime(day, '%Y-%m') as folder,
            till || ';' || strftime(day, '%Y-%m-%d') || 'T20:15:00'
                || case berlin("at") when 7200 then '+02:00' else '+01:00' end
                || ';' || z_nr as closing_key,
            sign * redeemed as voucher_used,
            lines - sign * discount - sign * redeemed as total
        from (
            select *, case when reverses >= 0 then -1 else 1 end as sign from numbered
        ) as numbered
        join summed using (sale)
        join branch using (branch)
        order by branch, "at", sale
    """)
    con.execute("""
        create table receipt_line as
        select
            sale, line_no + 1 as pos, title as article, sku, gtin, category, category_no,
            case when is_voucher then 'MehrzweckgutscheinKauf' else 'Umsatz' end as kind,
            case when is_voucher then 'GS' || (7000000 + sale * 8 + line_no) end as voucher,
            quantity, line.price,
            -- Keys of the standard: 19 %, 7 %, not taxable (a voucher for anything).
            case when is_voucher then 5 when line.tax = 7 then 2 else 1 end as tax_key
        from line
        join product using (product)
        join (select sale from receipt) using (sale)
        union all
        select sale, 50, 'Rabatt ' || coalesce(code.code, ''), null, null, null, null, 'Rabatt',
            null, sign, -discount, 1
        from receipt left join code on code.code_no = receipt.code where discount > 0
        union all
        select sale, 60, 'Gutschein eingelöst', null, null, null, null,
            'MehrzweckgutscheinEinloesung', 'GS' || (6000000 + sale), sign, -redeemed, 5
        from receipt where redeemed > 0
    """)
    con.execute("""
        create table receipt_payment as
        with paid as (
            select sale, total, pay, luck,
                case when pay = 0 and luck < 0.1 and total > 4000 then 2000 else 0 end as in_cash
            from receipt
        )
        select sale, 1 as place, 'Bar' as kind, 'Bargeld' as label, in_cash as amount
        from paid where in_cash > 0
        union all
        select
            sale,
            2,
            case when in_cash > 0 then 'ECKarte'
                else ['Bar', 'ECKarte', 'Kreditkarte', 'ElZahlungsdienstleister'][pay + 1] end,
            case when in_cash > 0 then 'girocard'
                else ['Bargeld', 'girocard', 'Visa', 'PayPal'][pay + 1] end,
            total - in_cash
        from paid
    """)


def _quoted(column: str) -> str:
    return f"quoted({column})"


def _closings(branch: int) -> str:
    return f"""
        select folder, closing_key || ';' || concat_ws(';',
            strftime(day, '%Y-%m-%d'), '2.3', min_by(bon_id, bon_nr), max_by(bon_id, bon_nr),
            quoted(branch_name), quoted(branch_street), branch_postal_code, branch_town, 'DEU',
            tax_number, '{VAT_ID}', comma(sum(paid)), comma(sum(cash))) || '\r\n'
        from (
            select receipt.*, {_bon_id()} as bon_id, paid, cash
            from receipt
            join (
                select sale, sum(amount) as paid,
                    coalesce(sum(amount) filter (kind = 'Bar'), 0) as cash
                from receipt_payment group by sale
            ) using (sale)
            where branch = {branch}
        )
        group by folder, closing_key, z_nr, day, branch_name, branch_street, branch_postal_code,
            branch_town, tax_number
        order by z_nr
    """


def _bon_id() -> str:
    return "lpad(cast(bon_nr as varchar), 7, '0')"


def _receipts(branch: int) -> str:
    clerks = "['A. Brandt', 'M. Celik', 'S. Vogt', 'J. Hahn', 'K. Nowak', 'T. Winter']"
    return f"""
        select folder, closing_key || ';' || concat_ws(';',
            {_bon_id()},
            bon_nr,
            'Beleg',
            '',
            till || '-T1',
            case when reverses >= 0 then '1' else '0' end,
            iso_local("at" - 90),
            iso_local("at"),
            sale % 6 + 1,
            {clerks}[cast(sale % 6 + 1 as int)],
            comma(total),
            coalesce(quoted(case
                when is_b2b and company_name is not null and luck < 0.8 then company_name
                when has_name and format < 3 then last_name || ', ' || first_name
                when has_name then first_name || ' ' || last_name end), ''),
            coalesce(card, ''),
            case when is_b2b then 'Firma' when record is not null then 'Kunde' else '' end,
            coalesce(quoted(case when has_address
                then record_street || ' ' || house_number end), ''),
            case when has_address then postal_code else '' end,
            coalesce(quoted(case when has_address then record_town end), ''),
            case when has_address then 'DEU' else '' end,
            case when is_b2b then coalesce(vat_id, '') else '' end,
            case when reverses >= 0 then 'Storno zu Bon ' || void_bon else '' end
        ) || '\r\n'
        from (
            select
                receipt.*, voided.void_bon, customer.record, customer.first_name,
                customer.last_name, customer.format, customer.street as record_street,
                customer.house_number, customer.postal_code, customer.town as record_town,
                holder.card, company_name, vat_id,
                customer.record is not null and customer.shown < 0.6 as has_name,
                customer.record is not null and customer.shown < 0.35 as has_address
            from receipt
            left join (
                select sale as reverses, {_bon_id()} as void_bon from receipt
            ) as voided using (reverses)
            left join sale_record using (sale)
            left join record as customer using (record)
            left join person as holder on holder.person = customer.person
            left join person as buyer on buyer.person = receipt.person
            left join company on company.company = buyer.company
            where receipt.branch = {branch}
        )
        order by "at", sale
    """


def _positions(branch: int) -> str:
    return f"""
        select folder, closing_key || ';' || concat_ws(';',
            {_bon_id()}, row_number() over (partition by sale order by pos),
            coalesce(voucher, ''), quoted(article), till || '-T1', kind, '', '1', '0', '0',
            coalesce(sku, ''), coalesce(gtin, ''), coalesce(cast(category_no as varchar), ''),
            coalesce(category, ''), quantity || ',000', '1,000', 'Stück', comma5(price)
        ) || '\r\n'
        from receipt_line
        join (select sale, folder, closing_key, bon_nr, till, branch from receipt) using (sale)
        where branch = {branch}
        order by bon_nr, pos
    """


def _taxes(branch: int) -> str:
    return f"""
        select folder, closing_key || ';' || concat_ws(';',
            {_bon_id()}, row_number() over (partition by sale order by pos), tax_key,
            comma5(gross), comma5(gross - tax), comma5(tax)
        ) || '\r\n'
        from (
            select
                *,
                quantity * price as gross,
                sign(quantity * price) * tax_of(abs(quantity * price), [19, 7, 0, 0, 0][tax_key])
                    as tax
            from receipt_line
        )
        join (select sale, folder, closing_key, bon_nr, branch from receipt) using (sale)
        where branch = {branch}
        order by bon_nr, pos
    """


def _payments(branch: int) -> str:
    return f"""
        select folder, closing_key || ';' || concat_ws(';',
            {_bon_id()}, kind, label, 'EUR', comma(amount), comma(amount)) || '\r\n'
        from receipt_payment
        join (select sale, folder, closing_key, bon_nr, branch from receipt) using (sale)
        where branch = {branch}
        order by bon_nr, place
    """


def _index() -> str:
    """The description that every DSFinV-K export carries, for the tables written here."""
    tables = "\n".join(_table_xml(file, name, columns) for file, (name, columns) in TABLES.items())
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd">
<DataSet>
  <Version>1.0</Version>
  <DataSupplier>
    <Name>Waldkauz Outdoor GmbH</Name>
    <Location>Berlin</Location>
    <Comment>Digitale Schnittstelle der Finanzverwaltung fuer Kassensysteme</Comment>
  </DataSupplier>
  <Media>
    <Name>DSFinV-K 2.3</Name>
{tables}
  </Media>
</DataSet>
"""


def _table_xml(file: str, name: str, columns: list[str]) -> str:
    keys = [*KEY, *[c for c in ("BON_ID", "POS_ZEILE", "ZAHLART_TYP") if c in columns]]
    parts = [
        f"      <VariablePrimaryKey><Name>{column}</Name>{_type_xml(column)}</VariablePrimaryKey>"
        for column in keys
    ]
    parts += [
        f"      <VariableColumn><Name>{column}</Name>{_type_xml(column)}</VariableColumn>"
        for column in columns
        if column not in keys
    ]
    body = "\n".join(parts)
    return f"""    <Table>
      <URL>{file}</URL>
      <Name>{escape(name)}</Name>
      <Description>{escape(name)}</Description>
      <UTF8 />
      <DecimalSymbol>,</DecimalSymbol>
      <DigitGroupingSymbol>.</DigitGroupingSymbol>
      <Range><From>2</From></Range>
      <VariableLength>
      <ColumnDelimiter>;</ColumnDelimiter>
      <RecordDelimiter>&#13;&#10;</RecordDelimiter>
      <TextEncapsulator>"</TextEncapsulator>
{body}
      </VariableLength>
    </Table>"""


def _type_xml(column: str) -> str:
    if column in DECIMALS:
        return f"<Numeric><Accuracy>{DECIMALS[column]}</Accuracy></Numeric>"
    return "<AlphaNumeric />"
