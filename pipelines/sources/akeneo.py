"""Akeneo PIM 7.0 and SaaS: pages of the REST API (v1), and its own CSV export jobs.

API: one reply a file, its records under ``_embedded.items``: ``products`` (of either
endpoint, by identifier or by UUID), ``families``, ``categories``, ``attributes``, and
``assets`` of the Asset Manager. CSV: the export jobs of the same names as they are set up
from the start: semicolon, decimal point, dates as 2025-12-31, one column per attribute,
``-<locale>`` and ``-<channel>`` behind its code, ``-<currency>`` behind a price's.

A catalogue names its attributes itself. Staging reads those of Akeneo's own example
catalogues: ``sku``, ``name``, ``ean``, ``brand``, ``price``, ``release_date``, the image
``picture``, the assets ``packshots`` with their main ``media``; under another code a value
lies in the raw tables, and the staging model is the place to name it. Product models are
not read: a variant's record carries the values that it has of its models.
"""

from __future__ import annotations

from pipelines.sources.contract import Csv, Json, Source, Table, fields

_PAGE = Json("_embedded.items")
_JOB = Csv(delimiter=";", quoted_newlines=True)

PRODUCTS = Table(
    "products",
    json=_PAGE,
    key=("uuid",),
    version="updated",
    columns=fields(
        "uuid!",
        "identifier",
        "enabled boolean",
        "family",
        "categories json",
        "groups json",
        "parent",
        "root_parent",
        "values! json",
        "associations json",
        "quantified_associations json",
        "created timestamp",
        "updated timestamp",
        "metadata json",
        "quality_scores json",
        "completenesses json",
        "_links json",
    ),
)

FAMILIES = Table(
    "families",
    json=_PAGE,
    key=("code",),
    columns=fields(
        "code!",
        "parent",
        "attributes json",
        "attribute_as_label",
        "attribute_as_image",
        "attribute_requirements json",
        "labels json",
        "_links json",
    ),
)

CATEGORIES = Table(
    "categories",
    json=_PAGE,
    key=("code",),
    version="updated",
    columns=fields(
        "code!", "parent", "updated timestamp", "position integer", "labels json", "_links json"
    ),
)

ATTRIBUTES = Table(
    "attributes",
    json=_PAGE,
    key=("code",),
    columns=fields(
        "code!",
        "type!",
        "group",
        "group_labels json",
        "sort_order integer",
        "localizable boolean",
        "scopable boolean",
        "available_locales json",
        "unique boolean",
        "useable_as_grid_filter boolean",
        "labels json",
        "_links json",
    ),
)

ASSETS = Table(
    "assets",
    json=_PAGE,
    key=("asset_family_code", "code"),
    version="updated",
    columns=fields(
        "code!",
        "asset_family_code",
        "values! json",
        "created timestamp",
        "updated timestamp",
        "_links json",
    ),
)

PRODUCT_EXPORT = Table(
    "product_export",
    stem="products",
    csv=_JOB,
    key=("sku",),
    columns=fields(
        "sku!",
        "categories",
        "enabled boolean",
        "family",
        "groups",
        "parent",
        "name",
        "name-de_DE",
        "name-en_US",
        "ean",
        "brand",
        "price-EUR decimal",
        "release_date date",
        "picture",
        "packshots",
    ),
)

FAMILY_EXPORT = Table(
    "family_export",
    stem="families",
    csv=_JOB,
    key=("code",),
    columns=fields(
        "code!",
        "attributes",
        "attribute_as_label",
        "attribute_as_image",
        "label-de_DE",
        "label-en_US",
        "requirements-ecommerce",
    ),
)

CATEGORY_EXPORT = Table(
    "category_export",
    stem="categories",
    csv=_JOB,
    key=("code",),
    columns=fields("code!", "parent*", "label-de_DE", "label-en_US"),
)

ATTRIBUTE_EXPORT = Table(
    "attribute_export",
    stem="attributes",
    csv=_JOB,
    key=("code",),
    columns=fields(
        "code!",
        "type!",
        "group",
        "sort_order integer",
        "localizable boolean",
        "scopable boolean",
        "unique boolean",
        "label-de_DE",
        "label-en_US",
    ),
)

SOURCE = Source(
    "akeneo",
    (
        *(PRODUCTS, FAMILIES, CATEGORIES, ATTRIBUTES, ASSETS),
        *(PRODUCT_EXPORT, FAMILY_EXPORT, CATEGORY_EXPORT, ATTRIBUTE_EXPORT),
    ),
)
