# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What came late, what was sent back, and which updates did not come."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from safehold.core.influence import update_days_on
from safehold.desk.registrar import actions, adapters, queries
from safehold.desk.registrar.models import Office
from safehold.desk.registrar.permissions import posted_in_the_office, shown_in_the_office
from safehold.desk.registrar.views.answers import try_to
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@shown_in_the_office
def list_late(request: HttpRequest, office: Office) -> HttpResponse:
    """Show what came late, what did not come back, and which updates are missing."""
    on, scheme = clock.today(), adapters.read_scheme()
    key = queries.open_key(unlocked_of(request), office)
    missing = queries.list_missing(key, office, scheme, on)
    context = {
        "late": queries.list_late(office),
        "unanswered": queries.list_unanswered(office, on),
        "notices": [row for row in queries.list_notices(office) if row.decided_on is None],
        "agreements": [row for row in queries.list_agreements(office) if row.ended_on is None],
        "ended": [each for each in missing if each.expected is None],
        "expected": [each for each in missing if each.expected is not None],
        "coming": [row for row in queries.list_expected(office) if row.changes_on > on],
        "update_days": update_days_on(scheme, on),
        "on": on,
    }
    return render(request, "registrar/late.html", context)


@posted_in_the_office
def settle(request: HttpRequest, office: Office, update_id: UUID) -> HttpResponse:
    """Cross out an update that is expected."""
    update = queries.access_update(office, update_id)
    return try_to(
        request,
        lambda: actions.settle_update(unlocked_of(request), update, clock.today()),
        _("Crossed out."),
        reverse("registrar:late"),
    )
