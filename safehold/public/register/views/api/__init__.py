# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The read API of the register: open to everybody, without a key. docs/reference/register-data.md describes it.

The library checks what is asked and writes the OpenAPI document; what is answered is written here, and a test holds it
against that document.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation

from safehold.public.register.api_answers import ANSWERS, refuse
from safehold.public.register.errors import LogDamaged, LogKeyMissing, NothingPublished, ThingUnknown
from safehold.public.register.views.api import data, entities, entries, log
from safehold.public.register.views.api.answers import Refusal
from safehold.public.register.views.api.reading import QueryUnknown, write

ADDRESS = "/register/api/v1"


class RegisterApi(NinjaAPI):
    """Its operations are called as they are here."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = RegisterApi(
    title="The public register",
    version=ANSWERS,
    description=(
        "Entries of the public register, who is on it, and the signed log behind them. Nobody needs a key. "
        "Each answer has an ETag: send it as If-None-Match, and what has not changed costs nothing."
    ),
    urls_namespace="register:api",
    docs_url=None,
    openapi_url=None,
)
for each in (entries, entities, log, data):
    api.add_router("", each.router)


@api.get("/openapi.json", include_in_schema=False, url_name="openapi")
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the description of this API for programs."""
    document = api.get_openapi_schema(path_prefix=f"{ADDRESS}/")
    refusal = {"$ref": "#/components/schemas/Refusal"}
    schemas = Refusal.model_json_schema(ref_template="#/components/schemas/{model}")
    document["components"]["schemas"] |= schemas.pop("$defs") | {"Refusal": schemas}
    for address in document["paths"].values():
        for operation in address.values():
            for parameter in operation.get("parameters", []):
                parameter["schema"] = _without_null(parameter["schema"])
            for status, words in (
                (304, ""),
                (404, "Nothing there"),
                (422, "Not understood"),
                (503, "Damaged"),
            ):
                content = {"application/json": {"schema": refusal}} if words else {}
                operation["responses"][str(status)] = {"description": words or "Not changed"} | (
                    {"content": content} if content else {}
                )
    return write(document)


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Say of a part of an address what it may be: left out, or this; an address has no null."""
    kinds = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    rest = {name: value for name, value in schema.items() if name != "anyOf" and value is not None}
    return {**rest, **kinds[0]} if len(kinds) == 1 else rest | ({"anyOf": kinds} if kinds else {})


@api.exception_handler(ThingUnknown)
def _unknown(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return refuse(404)


@api.exception_handler(NothingPublished)
@api.exception_handler(LogKeyMissing)
def _nothing(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return refuse(404, code="nothing-published")


@api.exception_handler(LogDamaged)
def _damaged(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return refuse(503)


@api.exception_handler(QueryUnknown)
def _query_unknown(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return refuse(422, where=[{"part": "query", "wrong": "unknown_or_twice"}])


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    where = [
        {"part": ".".join(str(part) for part in each["loc"]), "wrong": str(each["type"])}
        for each in error.errors
    ]
    return refuse(422, where=where)
