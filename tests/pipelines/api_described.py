"""A vendor's own OpenAPI description as a judge of requests and of our servers' replies.

The descriptions lie beside a checkout and are no part of the project.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from .api_vendors import Asked, Reply

FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "openapi"
AVAILABLE = FILES.is_dir()


class Description:
    """An OpenAPI 3.0 document; called with a request and its reply, it lists what is wrong."""

    def __init__(self, name: str) -> None:
        self.document = json.loads(gzip.decompress((FILES / f"{name}.json.gz").read_bytes()))
        resource = DRAFT4.create_resource(self.document)
        self.registry: Any = Registry().with_resource("urn:vendor", resource)

    def __call__(self, asked: Asked, reply: Reply) -> list[str]:
        path, method = self._template(asked.path.rstrip("/")), asked.method.lower()
        operation = self.document["paths"].get(path, {}).get(method)
        if operation is None:
            return [f"{asked.method} {path} is not described"]
        where = f"/paths/{path.replace('/', '~1')}/{method}"
        wrong = self._parameters(operation, asked)
        if "requestBody" in operation:
            wrong += self._instance(f"{where}/requestBody", operation["requestBody"], asked.json)
        response = operation["responses"].get(str(reply.status))
        if response is not None:
            wrong += self._instance(f"{where}/responses/{reply.status}", response, reply.body)
        return [f"{asked.method} {path}: {each}" for each in wrong]

    def _template(self, path: str) -> str:
        """The path as described: ``/api/lists/{id}/profiles``, where it names a record."""
        if path in self.document["paths"]:
            return path
        fits = (
            template
            for template in self.document["paths"]
            if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", template), path)
        )
        return next(fits, path)

    def _parameters(self, operation: dict[str, Any], asked: Asked) -> list[str]:
        described = {
            (one["in"], one["name"].lower() if one["in"] == "header" else one["name"]): one
            for one in map(self._resolved, operation.get("parameters", []))
            if one["in"] != "path"
        }
        wrong = [
            f"{name} is no parameter" for name in asked.query if ("query", name) not in described
        ]
        for (place, name), one in described.items():
            given = asked.query if place == "query" else asked.headers
            if name not in given:
                wrong += [f"{place} {name} is missing"] if one.get("required") else []
                continue
            schema = self._resolved(one["schema"])
            value: Any = given[name]
            if schema.get("type") == "integer" and value.lstrip("-").isdigit():
                value = int(value)
            if schema.get("type") == "array":
                value = value.split(",")
            validator = OAS30Validator(schema, registry=self.registry)
            wrong += [f"{name}: {error.message[:200]}" for error in validator.iter_errors(value)]
        return wrong

    def _resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            place: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                place = place[step]
            node = place
        return node

    def _instance(self, where: str, holder: dict[str, Any], value: Any) -> list[str]:
        ((kind, _),) = list(holder["content"].items())[:1]
        schema = {"$ref": f"urn:vendor#{where}/content/{kind.replace('/', '~1')}/schema"}
        validator = OAS30Validator(schema, registry=self.registry)
        return [
            f"{error.json_path}: {error.message[:200]}"
            for error in validator.iter_errors(value)
            # Klaviyo describes the options of several channels alike: two fit at once.
            if not (error.validator == "oneOf" and "is valid under each of" in error.message)
        ]
