# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member leaves: what that ends, what it cannot take back, and what comes next, said before it is done."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from safehold.desk.audit import queries as audit
from safehold.desk.members import queries as members
from safehold.desk.members.models import Member
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault import actions, queries
from safehold.desk.vault.errors import KeyMissing, SecretMisplaced, VaultMissing
from safehold.desk.vault.forms import ROOT_CHANGED, RemoveForm
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock


@requires_role("lead")
@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Ask before a member is removed; whoever was never given a key only has their account closed."""
    lead = member_of(request)
    member = members.access_member(lead, member_id)
    if member.pk == lead.pk:
        messages.warning(request, _("Another lead has to do this for you."))
        return redirect("members:list")
    if not queries.was_given_vault(member):
        if member.is_active:
            return render(request, "vault/members/close.html", {"member": member})
        return redirect("members:list")
    return _remove(request, member)


@unlocked_required
def _remove(request: HttpRequest, member: Member) -> HttpResponse:
    unlocked = unlocked_of(request)
    form = RemoveForm(request.POST if request.method == "POST" else None, name=member.display_name)
    if form.is_valid():
        try:
            actions.remove_member(unlocked, member, clock.today())
        except VaultMissing:  # the lead was removed meanwhile
            return redirect("members:list")
        except (KeyMissing, SecretMisplaced):
            form.add_error(None, ROOT_CHANGED)
        else:
            return redirect("members:removed", member.pk)
    context = {
        "form": form,
        "member": member,
        "cases": queries.count_subjects(member.organisation_id),
        "cases_read": _count_read(member),
        "has_coalition_root": queries.holds_coalition_root(member.organisation_id),
    }
    return render(request, "vault/members/remove.html", context, status=422 if form.errors else 200)


def _count_read(member: Member) -> int:
    readings = audit.count_readings(member.organisation_id, member.joined_on)
    return next((reading.cases for reading in readings if reading.member_id == member.pk), 0)


@requires_role("lead")
@never_cache
@require_GET
def removed(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Say what was done and what comes next."""
    member = members.access_member(member_of(request), member_id)
    if member.is_active or queries.was_given_vault(member):
        raise Http404
    due = len(queries.list_due_subjects(member.organisation_id))
    return render(request, "vault/members/removed.html", {"member": member, "due": due})
