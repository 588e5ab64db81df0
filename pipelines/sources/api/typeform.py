"""Typeform: Create and Responses APIs, with a personal access token.

Scopes: forms:read, responses:read. Every form of the account is asked for its definition
and its completed responses. Typeform shows a response up to half an hour late; it tells of
no deletion and of no later change. In the EU the address is ``https://api.eu.typeform.com``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from dlt.sources.helpers.rest_client.auth import BearerTokenAuth
from dlt.sources.helpers.rest_client.paginators import (
    BasePaginator,
    PageNumberPaginator,
    SinglePagePaginator,
)
from requests import Request, Response

from pipelines.sources.api.contract import Api, Listing, Parents
from pipelines.sources.typeform import SOURCE

_FORMS, _RESPONSES = 200, 1000


class AfterToken(BasePaginator):  # type: ignore[misc]
    """The next page holds the responses behind the last token of this one.

    ``after`` is asked alone: it brings an order of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._token = ""

    def update_state(self, response: Response, data: list[Any] | None = None) -> None:
        """Notes the last token; ``total_items`` counts what the request found in all."""
        reply = response.json()
        items = reply.get("items") or []
        self._has_next_page = bool(items) and reply["total_items"] > len(items)
        self._token = items[-1]["token"] if items else ""

    def update_request(self, request: Request) -> None:
        """Asks for what follows the token."""
        request.params = {"page_size": _RESPONSES, "after": self._token}


def _auth(secrets: Mapping[str, str]) -> BearerTokenAuth:
    return BearerTokenAuth(secrets["TOKEN"])


_FORMS_OF_US = Parents(
    "forms",
    "items[*].id",
    lambda: PageNumberPaginator(base_page=1, page_param="page", total_path="page_count"),
    {"page_size": _FORMS},
)

API = Api(
    SOURCE,
    url="https://api.typeform.com",
    auth=_auth,
    listings=(
        Listing(
            "responses",
            "forms/{parent}/responses",
            {"responses": "items"},
            AfterToken,
            lambda scope: {
                "page_size": _RESPONSES,
                "since": scope.since_seconds,
                "sort": "submitted_at,asc",
            },
            lag=timedelta(hours=2),
            parents=_FORMS_OF_US,
        ),
        Listing(
            "forms", "forms/{parent}", {"forms": ""}, SinglePagePaginator, parents=_FORMS_OF_US
        ),
    ),
)
