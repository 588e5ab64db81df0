"""Akeneo PIM: pages of the REST API, and the product and category exports as CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from pipelines.sandbox.clock import Clock
from pipelines.sandbox.write import Tally, numbered, write_csv, write_json

API = "https://pim.example.com/api/rest/v1"
PRODUCT_HEADER = "sku;categories;enabled;family;groups;name-de_DE;ean;brand;price-EUR;release_date"
#: code, type, German label, localizable
ATTRIBUTES = [
    ("sku", "pim_catalog_identifier", "Artikelnummer", False),
    ("name", "pim_catalog_text", "Name", True),
    ("ean", "pim_catalog_text", "EAN", False),
    ("brand", "pim_catalog_text", "Marke", False),
    ("price", "pim_catalog_price_collection", "Preis", False),
    ("release_date", "pim_catalog_date", "Erscheinungstag", False),
    ("packshots", "pim_catalog_asset_collection", "Bilder", False),
]


def write(con: duckdb.DuckDBPyConnection, clock: Clock, root: Path) -> Tally:
    """Writes products, families, categories, attributes and assets below ``root``/akeneo."""
    tally, folder = Tally(), root / "akeneo"
    _prepare(con, clock)
    queries = {
        "products": _PRODUCTS, "families": _FAMILIES, "categories": _CATEGORIES,
        "attributes": _attributes(), "assets": _ASSETS,
    }  # fmt: skip
    for kind, query in queries.items():
        write_json(con, tally, folder, kind, query, numbered(kind), _page(kind))
    write_csv(con, tally, folder, "products.csv", PRODUCT_HEADER, _PRODUCT_ROWS)
    write_csv(con, tally, folder, "categories.csv", "code;parent;label-de_DE", _CATEGORY_ROWS)
    return tally


def _page(kind: str) -> Callable[[int], tuple[str, str]]:
    """A page as the API replies: its records are embedded between links."""
    head = (
        f'{{"_links":{{"self":{{"href":"{API}/{kind}?page=1&limit=100"}}}},'
        '"current_page":1,"_embedded":{"items":[\n'
    )
    return lambda count: (head, "\n]}}\n")


def _prepare(con: duckdb.DuckDBPyConnection, clock: Clock) -> None:
    """``pim_product`` and ``pim_category``: the catalogue in the PIM's codes."""
    con.execute(f"""
        create table pim_product as
        select
            product, sku, gtin, title, brand, price, is_voucher,
            fold(category) as category_code,
            case when is_voucher then 'gutschein' else 'artikel' end as family,
            product % 29 <> 28 as is_enabled,
            {clock.begin} - 86400 * (90 + product * 11) as created_at,
            {clock.end} - 86400 * (3 + product % 90) as updated_at,
            lower(sku) as asset
        from product
        order by product
    """)
    con.execute("""
        create table pim_category as
        select 'sortiment' as code, null as parent, 'Sortiment' as label, 0 as position
        union all
        select fold(category), 'sortiment', category, dense_rank() over (order by category)
        from (select distinct category from product)
        order by position
    """)


_PRODUCTS = f"""
    select 'all', to_json({{
        '_links': {{'self': {{'href': '{API}/products/' || sku}}}},
        'uuid': concat_ws('-', id[1:8], id[9:12], '4' || id[14:16], 'a' || id[18:20], id[21:32]),
        'identifier': sku,
        'enabled': is_enabled,
        'family': family,
        'categories': [category_code],
        'groups': cast([] as varchar[]),
        'parent': cast(null as varchar),
        'values': {{
            'name': [
                {{'locale': 'de_DE', 'scope': cast(null as varchar), 'data': title}}
            ],
            'ean': [{{'locale': cast(null as varchar), 'scope': cast(null as varchar),
                'data': gtin}}],
            'brand': [{{'locale': cast(null as varchar), 'scope': cast(null as varchar),
                'data': brand}}],
            'price': [{{'locale': cast(null as varchar), 'scope': cast(null as varchar),
                'data': [{{'amount': eur(price), 'currency': 'EUR'}}]}}],
            'release_date': [{{'locale': cast(null as varchar), 'scope': cast(null as varchar),
                'data': cast(local_day(created_at + 86400) as varchar) || 'T00:00:00+00:00'}}],
            'packshots': [{{'locale': cast(null as varchar), 'scope': cast(null as varchar),
                'data': [asset]}}]
        }},
        'created': iso_local(created_at),
        'updated': iso_local(updated_at)
    }}) || ',\n'
    from (select *, md5(sku) as id from pim_product)
    order by product
"""

_FAMILIES = """
    select 'all', to_json({
        'code': family,
        'attributes': ['sku', 'name', 'ean', 'brand', 'price', 'release_date', 'packshots'],
        'attribute_as_label': 'name',
        'attribute_as_image': cast(null as varchar),
        'attribute_requirements': {'ecommerce': ['sku', 'name', 'price']},
        'labels': {'de_DE': case family when 'artikel' then 'Artikel' else 'Gutscheine' end}
    }) || ',\n'
    from (select distinct family from pim_product)
    order by family
"""

_CATEGORIES = """
    select 'all', to_json({
        'code': code,
        'parent': parent,
        'updated': iso_local(history_end() - 86400 * 200),
        'position': position + 1,
        'labels': {'de_DE': label}
    }) || ',\n'
    from pim_category
    order by position
"""

_ASSETS = f"""
    select 'all', to_json({{
        'code': asset,
        'asset_family_code': 'packshots',
        'values': {{
            'media': [{{
                'locale': cast(null as varchar),
                'channel': cast(null as varchar),
                'data': left(id, 1) || '/' || id[2:2] || '/' || id || '_' || asset || '.jpg',
                '_links': {{
                    'download': {{'href': '{API}/asset-media-files/' || left(id, 1) || '/'
                        || id[2:2] || '/' || id || '_' || asset || '.jpg'}},
                    'share_link': {{'href': 'https://assets.example.com/packshots/media/'
                        || asset || '.jpg'}}
                }}
            }}]
        }},
        'created': iso_local(created_at),
        'updated': iso_local(created_at)
    }}) || ',\n'
    from (select *, md5('asset ' || sku) as id from pim_product)
    order by product
"""

_PRODUCT_ROWS = """
    select '', concat_ws(';',
        sku, category_code, case when is_enabled then '1' else '0' end, family, '',
        quoted(title), gtin, brand, eur(price), cast(local_day(created_at + 86400) as varchar)
    ) || '\r\n'
    from pim_product
    order by product
"""

_CATEGORY_ROWS = """
    select '', concat_ws(';', code, coalesce(parent, ''), label) || '\r\n'
    from pim_category
    order by position
"""


def _attributes() -> str:
    rows = ", ".join(
        f"({place}, '{code}', '{kind}', '{label}', {str(localizable).lower()})"
        for place, (code, kind, label, localizable) in enumerate(ATTRIBUTES)
    )
    return f"""
        select 'all', to_json({{
            'code': code,
            'type': type,
            'group': 'stammdaten',
            'group_labels': {{'de_DE': 'Stammdaten'}},
            'sort_order': place,
            'localizable': localizable,
            'scopable': false,
            'available_locales': cast([] as varchar[]),
            'unique': code = 'sku',
            'useable_as_grid_filter': true,
            'labels': {{'de_DE': label}}
        }}) || ',\n'
        from (values {rows}) as listed(place, code, type, label, localizable)
        order by place
    """
