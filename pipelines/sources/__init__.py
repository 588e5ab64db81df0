"""One module per tool: what its exports hold, in the tool's own words."""

from __future__ import annotations

from pipelines.sources import (
    akeneo,
    amazon,
    dsfinvk,
    erp,
    google_ads,
    hubspot,
    klaviyo,
    loyalty,
    meta_ads,
    qualtrics,
    salesforce,
    segment,
    shopify,
    shopware,
    square,
    template,
    typeform,
    zendesk,
)
from pipelines.sources.contract import Source

#: The tools with a module of their own; any other drop folder holds template files.
TOOLS: dict[str, Source] = {
    source.name: source
    for source in (
        shopify.SOURCE,
        dsfinvk.SOURCE,
        hubspot.SOURCE,
        zendesk.SOURCE,
        typeform.SOURCE,
        akeneo.SOURCE,
        klaviyo.SOURCE,
        salesforce.SOURCE,
        qualtrics.SOURCE,
        erp.SOURCE,
        shopware.SOURCE,
        segment.SOURCE,
        square.SOURCE,
        amazon.SOURCE,
        loyalty.SOURCE,
        google_ads.SOURCE,
        meta_ads.SOURCE,
    )
}

TEMPLATE: Source = template.SOURCE
