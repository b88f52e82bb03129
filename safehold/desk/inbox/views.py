# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queue of sealed reports, and opening one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.inbox import actions, queries
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.rules import EnvelopeRefused, age_in_days
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.errors import KeyMissing, VaultMissing
from safehold.desk.vault.permissions import find_unlocked, unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.errors import kind_page


@requires_role("lead", "caseworker")
@require_safe
def show_queue(request: HttpRequest) -> HttpResponse:
    """Show what waits: counts, ages, the urgency flag. Works while locked; nothing is opened."""
    member, on = member_of(request), clock.today()
    queue = queries.list_queue(member)
    actions.record_listing(member, on)
    context = {
        "queue": [(waiting, age_in_days(waiting.envelope.received_on, on)) for waiting in queue],
        "urgent": sum(waiting.envelope.urgent for waiting in queue),
        "refused": queries.list_refused(member),
        "unlocked": find_unlocked(request),
    }
    return render(request, "inbox/queue.html", context)


@require_POST
def open_report(request: HttpRequest, envelope_id: UUID) -> HttpResponse:
    """Open a sealed report into a case; another organisation's is not found."""
    return _open(request, queries.access_envelope(member_of(request), envelope_id))


@unlocked_required
def _open(request: HttpRequest, envelope: Envelope) -> HttpResponse:
    try:
        case = actions.open_envelope(unlocked_of(request), envelope.id, clock.today())
    except EnvelopeRefused:
        return _cannot_open(
            request,
            _(
                "Something in it was changed on its way, or it is not the report its envelope names. It is kept, "
                "sealed, so that it can be examined. Tell whoever looks after your server."
            ),
        )
    except (KeyMissing, VaultMissing):
        return _cannot_open(
            request,
            _(
                "Your own key does not open it. Nothing was changed. A lead can let you in, or open it for you."
            ),
        )
    return redirect("home:case", case.id)


def _cannot_open(request: HttpRequest, text: str) -> HttpResponse:
    return kind_page(
        request,
        409,
        _("This report could not be opened"),
        text,
        next_address=reverse("inbox:queue"),
        next_action=_("Back to the inbox"),
    )
