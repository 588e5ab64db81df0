"""The fake exports, judged by the vendors' own descriptions where we have them."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator

from pipelines.sandbox import retailer

ROOT = Path(__file__).resolve().parents[2]
KLAVIYO = ROOT.parent / "shared" / "data" / "openapi" / "klaviyo_stable.json.gz"


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    retailer.write(80, 5, dt.date(2026, 9, 30), folder)
    return folder


@pytest.mark.skipif(not KLAVIYO.exists(), reason="the description lies beside a checkout")
def test_klaviyo_pages_are_what_klaviyo_describes(exports: Path) -> None:
    # Several of its choices fit each other's values, so that nothing could be one of them only.
    text = gzip.decompress(KLAVIYO.read_bytes()).replace(b'"oneOf"', b'"anyOf"')
    description: dict[str, Any] = json.loads(text)
    assert description["info"]["version"] == "2026-07-15", "the revision that the source names"
    for kind in ("profiles", "lists", "campaigns", "metrics", "events"):
        reply = description["paths"][f"/api/{kind}"]["get"]["responses"]["200"]["content"]
        (schema,) = (media["schema"] for media in reply.values())
        judge = OAS30Validator({**schema, "components": description["components"]})
        pages = sorted((exports / "klaviyo").glob(f"{kind}-*.json"))
        assert pages, kind
        for page in pages:
            wrong = [
                error.message[:200] for error in judge.iter_errors(json.loads(page.read_text()))
            ]
            assert wrong == [], page.name
