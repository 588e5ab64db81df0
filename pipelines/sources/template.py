"""Template files: any tool's facts in our own conformed words, one file per concept."""

from __future__ import annotations

from pipelines.sources.contract import Csv, Excel, Json, Source, Table, fields

#: The conformed concepts; the first column of each is the key without which it is nothing.
CONCEPTS: dict[str, tuple[str, ...]] = {
    "contacts": (
        "source_record_id!",
        *("email", "phone", "first_name", "last_name", "salutation", "birth_date date"),
        *("gender", "language", "company_name", "vat_id", "street", "house_number"),
        *("postal_code", "city", "country_code", "loyalty_card_number", "device_id"),
        *("anonymous_id", "external_id", "account_id", "is_test boolean"),
        *("created_at timestamp", "updated_at timestamp", "deleted_at timestamp"),
    ),
    "accounts": (
        "source_account_id!",
        *("company_name", "vat_id", "domain", "parent_account_id", "industry", "street"),
        *("postal_code", "city", "country_code", "updated_at timestamp"),
    ),
    "orders": (
        *("source_order_id!", "ordered_at! timestamp", "currency!", "source_record_id"),
        *("email", "phone", "loyalty_card_number", "channel", "store_id", "sales_model"),
        *("status", "is_test boolean", "gross_amount decimal", "discount_amount decimal"),
        *("tax_amount decimal", "shipping_amount decimal", "total_amount decimal"),
        *("promotion_codes", "landing_site", "referring_site", "cancelled_at timestamp"),
        "updated_at timestamp",
    ),
    "order_lines": (
        *("source_order_line_id!", "source_order_id!", "quantity! decimal"),
        *("unit_price_amount! decimal", "product_id", "sku", "gtin", "product_name"),
        *("discount_amount decimal", "tax_amount decimal", "line_type"),
        *("line_at timestamp", "return_reason"),
    ),
    "products": (
        *("source_product_id!", "sku", "gtin", "product_name", "brand", "category_path"),
        *("unit_cost_amount decimal", "list_price_amount decimal", "currency"),
        *("is_active boolean", "launched_on date", "asset_url", "updated_at timestamp"),
    ),
    "service_contacts": (
        *("source_contact_id!", "opened_at! timestamp", "source_record_id", "email"),
        *("phone", "channel", "source_order_id", "sku", "reason"),
        *("first_replied_at timestamp", "solved_at timestamp", "closed_at timestamp"),
        *("reopen_count integer", "public_reply_count integer", "handle_minutes decimal"),
        *("cost_amount decimal", "currency", "agent_id", "status", "updated_at timestamp"),
    ),
    "survey_responses": (
        *("source_response_id!", "question_key!", "responded_at! timestamp"),
        *("source_record_id", "email", "phone", "instrument", "score decimal"),
        *("scale_min decimal", "scale_max decimal", "answer_text", "touchpoint"),
        *("source_order_id", "source_contact_id", "sku", "invited_at timestamp"),
    ),
    "survey_invitations": (
        *("source_invitation_id!", "invited_at! timestamp", "source_record_id", "email"),
        *("instrument", "touchpoint"),
    ),
    "events": (
        *("message_id!", "event_type!", "occurred_at! timestamp", "received_at timestamp"),
        *("anonymous_id", "user_id", "previous_id", "group_id", "event_name", "page_url"),
        *("referrer_url", "utm_source", "utm_medium", "utm_campaign", "click_id"),
        *("device_type", "app_name", "ip_country_code", "properties json", "traits json"),
    ),
    "campaign_events": (
        *("source_event_id!", "event_type!", "occurred_at! timestamp", "source_record_id"),
        *("email", "channel", "campaign_id", "campaign_name", "offer_id"),
    ),
    "consents": (
        *("source_record_id!", "purpose!", "status!", "changed_at! timestamp", "email"),
        *("phone", "method", "proof_ref", "expires_at timestamp"),
    ),
    "shipments": (
        *("source_shipment_id!", "source_order_id!", "promised_at timestamp"),
        *("shipped_at timestamp", "delivered_at timestamp", "carrier", "status"),
        "updated_at timestamp",
    ),
    "stock_levels": (
        *("sku!", "location_id!", "measured_at! timestamp", "on_hand_quantity decimal"),
        "reserved_quantity decimal",
    ),
    "loyalty_members": (
        *("loyalty_card_number!", "source_record_id", "email", "phone", "tier"),
        *("joined_on date", "left_on date"),
    ),
    "loyalty_ledger": (
        *("source_entry_id!", "loyalty_card_number!", "occurred_at! timestamp"),
        *("points! decimal", "entry_type", "source_order_id"),
    ),
    "promotions": (
        *("promotion_code!", "promotion_type!", "valid_from timestamp"),
        *("valid_to timestamp", "minimum_order_amount decimal", "value_amount decimal"),
        *("value_percent decimal", "currency", "issued_to_record_id", "campaign_id"),
    ),
    "ad_spend": (
        *("campaign_id!", "spend_date! date", "platform", "campaign_name"),
        *("cost_amount decimal", "currency", "impressions integer", "clicks integer"),
    ),
}

SOURCE = Source(
    "template",
    tuple(
        Table(name, fields(*declared), csv=Csv(), json=Json(), excel=Excel(), parquet=True)
        for name, declared in CONCEPTS.items()
    ),
    companions=("mapping.yml",),
)
