"""One module per tool that can be asked through its API."""

from __future__ import annotations

from pipelines.sources.api import hubspot, klaviyo, shopify, square, typeform, zendesk
from pipelines.sources.api.contract import Api

#: The tools with an API mode, by name.
APIS: dict[str, Api] = {
    api.source.name: api
    for api in (
        shopify.API,
        square.API,
        hubspot.API,
        zendesk.API,
        typeform.API,
        klaviyo.API,
    )
}
