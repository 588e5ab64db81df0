"""Shopware 6.5 to 6.7: replies of the Admin API's search, ``{"total": n, "data": [...]}``.

What ``POST /api/search/<entity>`` answers with ``Accept: application/json`` and these
associations: orders with currency, orderCustomer, billingAddress.country, lineItems,
deliveries (shippingMethod), transactions (paymentMethod, captures.refunds.positions),
salesChannel and tags; customers with salutation, defaultBillingAddress.country,
language.locale and tags; products with manufacturer, categories and cover.media; the state
machine history with both states.
"""

from __future__ import annotations

from pipelines.sources.contract import Json, Source, Table, fields

_REPLY = Json("data")

CUSTOMERS = Table(
    "customers",
    json=_REPLY,
    key=("id",),
    version="updatedAt",
    columns=fields(
        "id!",
        "customerNumber",
        "accountType",
        "guest boolean",
        "active boolean",
        "email",
        "salutation json",
        "title",
        "firstName",
        "lastName",
        "company",
        "vatIds json",
        "birthday timestamp",
        "defaultBillingAddress json",
        "language json",
        "salesChannelId",
        "tags json",
        "customFields json",
        "createdAt timestamp",
        "updatedAt timestamp",
        "apiAlias",
    ),
)

NEWSLETTER_RECIPIENTS = Table(
    "newsletter_recipients",
    json=_REPLY,
    key=("id",),
    version="updatedAt",
    columns=fields(
        "id!",
        "email",
        "title",
        "firstName",
        "lastName",
        "street",
        "zipCode",
        "city",
        "status",
        "hash",
        "salesChannelId",
        "confirmedAt timestamp",
        "createdAt timestamp",
        "updatedAt timestamp",
        "apiAlias",
    ),
)

ORDERS = Table(
    "orders",
    json=_REPLY,
    key=("id",),
    version="updatedAt",
    columns=fields(
        "id!",
        "orderNumber",
        "orderDateTime! timestamp",
        "currency* json",
        "price json",
        "amountTotal decimal",
        "amountNet decimal",
        "positionPrice decimal",
        "shippingTotal decimal",
        "taxStatus",
        "stateMachineState json",
        "orderCustomer json",
        "billingAddress json",
        "salesChannel json",
        "createdById",
        "affiliateCode",
        "campaignCode",
        "tags json",
        "customFields json",
        "lineItems* json",
        "deliveries json",
        "transactions json",
        "createdAt timestamp",
        "updatedAt timestamp",
        "apiAlias",
    ),
)

PRODUCTS = Table(
    "products",
    json=_REPLY,
    key=("id",),
    version="updatedAt",
    columns=fields(
        "id!",
        "parentId",
        "childCount integer",
        "productNumber",
        "ean",
        "name",
        "translated json",
        "manufacturer json",
        "categories json",
        "price json",
        "purchasePrices json",
        "active boolean",
        "releaseDate timestamp",
        "cover json",
        "createdAt timestamp",
        "updatedAt timestamp",
        "apiAlias",
    ),
)

#: When what came into which state; up to 6.5 entityId says what, later referencedId.
STATE_MACHINE_HISTORY = Table(
    "state_machine_history",
    json=_REPLY,
    key=("id",),
    columns=fields(
        "id!",
        "entityName!",
        "entityId json",
        "referencedId",
        "transitionActionName",
        "fromStateMachineState json",
        "toStateMachineState* json",
        "createdAt! timestamp",
        "apiAlias",
    ),
)

SOURCE = Source(
    "shopware",
    (CUSTOMERS, NEWSLETTER_RECIPIENTS, ORDERS, PRODUCTS, STATE_MACHINE_HISTORY),
)
