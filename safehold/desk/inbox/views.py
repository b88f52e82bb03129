# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queue of sealed reports, and opening one."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safehold.desk.inbox import actions, queries
from safehold.desk.inbox.forms import DecoyForm
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.rules import EnvelopeRefused, KeyGone, age_in_days
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.errors import KeyMissing, VaultMissing
from safehold.desk.vault.permissions import (
    admitted_required,
    find_unlocked,
    unlocked_of,
    unlocked_required,
)
from safehold.web import clock


@requires_role("lead", "caseworker")
@admitted_required
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
    member = member_of(request)
    envelope = queries.access_envelope(member, envelope_id)
    if not member.works_on_cases:
        raise PermissionDenied
    return _open(request, envelope)


@unlocked_required
def _open(request: HttpRequest, envelope: Envelope) -> HttpResponse:
    try:
        case = actions.open_envelope(unlocked_of(request), envelope.id, clock.today())
    except KeyGone:
        return _cannot_open(
            request,
            _(
                "It was sealed to a key that this desk does not have: one of yours that ended long ago and was "
                "deleted, or one that was never yours. Nobody can open it. It is kept, sealed. Tell whoever looks "
                "after your server: the public site should not use such a key."
            ),
        )
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


@requires_role("lead")
@never_cache
@require_http_methods(["GET", "POST"])
@unlocked_required
def decoy(request: HttpRequest) -> HttpResponse:
    """Say what decoys are for; make one.

    The answer to the POST says which case it is: a redirect with a message would leave that in the session.
    """
    form = DecoyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        case = actions.plant_decoy(
            unlocked_of(request), data["title"], data["words"], clock.today(), once=data["once"]
        )
        return render(request, "inbox/decoy_made.html", {"case": case, "title": data["title"]})
    status = 422 if request.method == "POST" else 200
    return render(request, "inbox/decoy.html", {"form": form}, status=status)


def _cannot_open(request: HttpRequest, why: str) -> HttpResponse:
    messages.error(request, _("This report could not be opened. %(why)s") % {"why": why})
    return redirect("inbox:queue")
