# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an operation of the API is asked: with the book in its hand, and with nothing that it does not know."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from pydantic import BeforeValidator, Field

from safehold.public.register import queries
from safehold.public.register.api_answers import STANDING
from safehold.public.register.queries import Book

MOST = 100
USUAL = 20
LARGEST = 2**31 - 1
MOST_LEAVES = 2**53
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,16}")


class QueryUnknown(Exception):
    """The address asks for something that there is not: left alone, the answer would look like one to that."""


def _day(value: object) -> object:
    """Take days as they are written here, and none of the other things that pydantic would take for a day."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError
    return value


def _number(value: object) -> object:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError
    return value


Day = Annotated[date, BeforeValidator(_day)]
Number = Annotated[int, Field(ge=1, le=LARGEST), BeforeValidator(_number)]
Place = Annotated[int, Field(ge=0, le=MOST_LEAVES), BeforeValidator(_number)]
Size = Annotated[int, Field(ge=1, le=MOST_LEAVES), BeforeValidator(_number)]
Limit = Annotated[int, Field(ge=1, le=MOST), BeforeValidator(_number)]
View = Callable[..., Any]


def reads(view: View) -> View:
    """Hand an operation the book after the request; answer with what it returns, as JSON."""
    asked = list(inspect.signature(view, eval_str=True).parameters.values())
    offered = {each.name for each in asked[2:]}

    @wraps(view)
    def answer(request: HttpRequest, **said: Any) -> HttpResponse:
        if not set(request.GET) <= offered or any(len(each) > 1 for _, each in request.GET.lists()):
            raise QueryUnknown
        book = queries.open_book(standing=getattr(request, STANDING, None))
        return write(view(request, book, **said))

    del answer.__wrapped__
    setattr(answer, "__signature__", inspect.Signature([asked[0], *asked[2:]]))  # noqa: B010
    return answer


def write(document: Any) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(document), content_type="application/json")


__all__ = ["Book", "Day", "Limit", "Number", "Place", "QueryUnknown", "Size", "reads", "write"]
