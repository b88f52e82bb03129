# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reaches evidence: those who work on the case. What they look at is written down, so it is work."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import CaseView, works_on_case
from safehold.desk.evidence import queries

ItemView = Callable[..., HttpResponse]
"""Takes the request, the case, the item, and the rest of the address by name."""


def opens_item(view: ItemView) -> Callable[..., HttpResponse]:
    """Let a view run with the case and the item of its address."""

    @wraps(view)
    def opened(request: HttpRequest, case: Case, item_id: UUID, **rest: Any) -> HttpResponse:
        return view(request, case, queries.access_item(case, item_id), **rest)

    return never_cache(works_on_case(cast(CaseView[Any], opened)))
