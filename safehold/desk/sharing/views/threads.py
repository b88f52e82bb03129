# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What two organisations work on together: what was shared, messages, what has to be done, and giving it back."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.sharing import actions, queries, rules
from safehold.desk.sharing.errors import ShareClosed, ThreadLocked
from safehold.desk.sharing.forms import MessageForm, WorkForm
from safehold.desk.sharing.models import Share
from safehold.desk.sharing.permissions import ROLES
from safehold.desk.sharing.views.answers import REFUSALS, explain
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock


@requires_role(*ROLES)
@require_safe
def show(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Show what is shared and what both wrote."""
    return unlocked_required(show_share)(request, queries.access_share(member_of(request), share_id))


def show_share(request: HttpRequest, share: Share, /, **forms: Any) -> HttpResponse:
    """Draw a share, with a form that has errors where there is one."""
    unlocked, both = unlocked_of(request), [share.sender, share.receiver]
    is_sender = share.sender_id == unlocked.organisation_id
    context: dict[str, Any] = {
        "share": share,
        "is_sender": is_sender,
        "other": share.receiver if is_sender else share.sender,
        "our_case_id": share.sender_case_id if is_sender else share.receiver_case_id,
        "message_form": forms.get("message_form") or MessageForm(auto_id="message_%s"),
        "work_form": forms.get("work_form") or WorkForm(both, auto_id="work_%s"),
    }
    try:
        actions.take_keys(unlocked)
        context["opened"] = queries.open_share(unlocked, share)
        actions.record_reading(unlocked, share, clock.today())
    except (ShareClosed, ThreadLocked) as refusal:
        context["locked"] = "" if isinstance(refusal, ShareClosed) else explain(refusal)
    return render(request, "sharing/thread.html", context, status=422 if forms else 200)


@never_cache
@requires_role(*ROLES)
@require_safe
def hand_file(request: HttpRequest, share_id: UUID, file_id: UUID) -> HttpResponse:
    """Hand over a file that is shared, opened while it passes."""
    share = queries.access_share(member_of(request), share_id)
    return unlocked_required(_hand_file)(request, share, file_id)


def _hand_file(request: HttpRequest, share: Share, file_id: UUID) -> HttpResponse:
    try:
        file = actions.fetch_file(unlocked_of(request), share, file_id, clock.today())
    except ConsentMissing:
        messages.error(
            request, _("They do not agree any more that this is shared, so the file was not opened.")
        )
        return HttpResponseRedirect(reverse("sharing:thread", args=[share.pk]))
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
        return HttpResponseRedirect(reverse("sharing:thread", args=[share.pk]))
    headers = {
        "Content-Disposition": content_disposition_header(True, rules.name_to_keep(file.name))
        or "attachment",
        "Content-Length": str(file.size_bytes),
        "X-Content-Type-Options": "nosniff",
    }
    response = StreamingHttpResponse(file.pieces, content_type="application/octet-stream", headers=headers)
    return cast(HttpResponse, response)  # a response as any other, but for its type


@requires_role(*ROLES)
@require_POST
def write(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Write to the other organisation."""
    return unlocked_required(_write)(request, queries.access_share(member_of(request), share_id))


def _write(request: HttpRequest, share: Share) -> HttpResponse:
    form = MessageForm(request.POST, auto_id="message_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_entry(unlocked_of(request), share, data["words"], clock.today(), once=data["once"])
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
        else:
            return _back_to(share, "messages")
    return show_share(request, share, message_form=form)


@requires_role(*ROLES)
@require_POST
def add_work(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Write down what has to be done, and who does it."""
    return unlocked_required(_add_work)(request, queries.access_share(member_of(request), share_id))


def _add_work(request: HttpRequest, share: Share) -> HttpResponse:
    form = WorkForm([share.sender, share.receiver], request.POST, auto_id="work_%s")
    if form.is_valid():
        data, on = form.cleaned_data, clock.today()
        doing, once = UUID(data["doing"]), data["once"]
        try:
            actions.add_entry(unlocked_of(request), share, data["words"], on, doing=doing, once=once)
        except REFUSALS as refusal:
            form.add_error(None, explain(refusal))
        else:
            return _back_to(share, "works")
    return show_share(request, share, work_form=form)


@requires_role(*ROLES)
@require_POST
def mark(request: HttpRequest, share_id: UUID, entry_id: UUID) -> HttpResponse:
    """Write that something is done, or is not after all."""
    return unlocked_required(_mark)(request, queries.access_share(member_of(request), share_id), entry_id)


def _mark(request: HttpRequest, share: Share, entry_id: UUID) -> HttpResponse:
    try:
        is_done = "undone" not in request.POST
        actions.mark_work(unlocked_of(request), share, entry_id, clock.today(), done=is_done)
    except REFUSALS as refusal:
        messages.error(request, explain(refusal))
    return _back_to(share, "works")


@requires_role(*ROLES)
@require_POST
def give_back(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Give a referral back to whoever began it."""
    return unlocked_required(_give_back)(request, queries.access_share(member_of(request), share_id))


def _give_back(request: HttpRequest, share: Share) -> HttpResponse:
    actions.return_share(unlocked_of(request), share, clock.today())
    messages.success(
        request, _("Given back. You open nothing of it any more; what you wrote in your own case stays.")
    )
    return HttpResponseRedirect(reverse("sharing:list"))


def _back_to(share: Share, part: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('sharing:thread', args=[share.pk])}#{part}")
