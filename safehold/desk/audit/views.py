# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of what was done: for the lead and the auditor of one organisation, about that organisation alone."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safehold.desk.audit import actions, queries
from safehold.desk.audit.errors import ChainBroken
from safehold.desk.audit.models import AuditRow
from safehold.desk.audit.verbs import WORDS
from safehold.persistence.transactions import atomic_for
from safehold.web import clock

ROWS_PER_PAGE = 50
READERS = {"lead", "auditor"}


@never_cache
@require_GET
def list_rows(request: HttpRequest) -> HttpResponse:
    """Show the newest rows, and whether the chain holds. Reading is a row, too: one for each first page."""
    if getattr(request.user, "role", None) not in READERS:
        raise PermissionDenied
    organisation_id: UUID = request.user.organisation_id  # type: ignore[union-attr]
    before = _link_before(request)
    if before is None:
        with atomic_for(AuditRow):
            actions.append(organisation_id, "audit.read", "", request.user.pk, on=clock.today())
    rows = queries.list_rows(organisation_id, ROWS_PER_PAGE + 1, before)
    shown = rows[:ROWS_PER_PAGE]
    context = {
        "rows": _readable(organisation_id, shown),
        "older": shown[-1].sequence if len(rows) > ROWS_PER_PAGE else None,
        "is_first_page": before is None,
        "broken_at": _broken_at(organisation_id) if before is None else None,
    }
    return render(request, "audit/list.html", context)


def _link_before(request: HttpRequest) -> int | None:
    typed = request.GET.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else None


def _broken_at(organisation_id: UUID) -> int | None:
    try:
        queries.check_organisation(organisation_id)
    except ChainBroken as broken:
        return broken.sequence
    return None


def _readable(organisation_id: UUID, rows: list[AuditRow]) -> list[dict[str, object]]:
    """Return rows with names for members' ids; other subjects keep the first letters of their id."""
    people = get_user_model()._default_manager.filter(organisation=organisation_id)
    names = {person.pk: str(person) for person in people}
    by_text = {str(pk): name for pk, name in names.items()}
    return [
        {
            "sequence": row.sequence,
            "on_day": row.on_day,
            "who": names.get(row.member_id) if row.member_id else _("The software"),
            "words": WORDS.get(row.verb, row.verb),
            "about": by_text.get(row.subject, row.subject[:8]),
        }
        for row in rows
    ]
