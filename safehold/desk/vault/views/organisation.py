# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Members and keys, for the lead: who is in, who waits, and how far the keys reach."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safehold.desk.members import queries as members
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault import actions, passphrases, queries, rules
from safehold.desk.vault.errors import DrillMissing, LeadRequired, VaultError
from safehold.desk.vault.models import Outgoing, SignedListVersion
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock


@requires_role("lead")
@never_cache
@require_GET
def list_members(request: HttpRequest) -> HttpResponse:
    """Who is in the organisation, and who waits to be admitted."""
    lead = member_of(request)
    keyholders = queries.list_keyholder_ids(lead.organisation_id)
    waiting = [
        {"member": key.member, "key_name": passphrases.name_of(key.recipient)}
        for key in queries.list_waiting_keys(lead.organisation_id)
    ]
    rows = [
        {
            "member": member,
            "holds_key": member.pk in keyholders,
            "had_key": queries.was_given_vault(member),
        }
        for member in members.list_members(lead.organisation)
    ]
    context = {
        "rows": rows,
        "waiting": waiting,
        "organisation": lead.organisation,
        "invitations": members.count_open_invitations(lead.organisation_id, clock.today()),
    }
    return render(request, "vault/members/list.html", context)


@requires_role("lead")
@require_POST
@unlocked_required
def admit_member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Seal the vault to one more member."""
    unlocked = unlocked_of(request)
    member = members.access_member(unlocked.member, member_id)
    try:
        actions.admit_member(unlocked, member, clock.today())
    except VaultError:
        messages.warning(request, _("%(name)s has no key to admit yet.") % {"name": member.display_name})
    else:
        messages.success(request, _("%(name)s can open cases now.") % {"name": member.display_name})
    return redirect("members:list")


@requires_role("lead")
@never_cache
@require_http_methods(["GET", "POST"])
@unlocked_required
def reset_key(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Let a member who lost the paper start again with new words; ask first."""
    unlocked = unlocked_of(request)
    member = members.access_member(unlocked.member, member_id)
    if request.method == "GET":
        return render(request, "vault/members/new_words.html", {"member": member})
    try:
        actions.reset_key(unlocked, member, clock.today())
    except LeadRequired:
        messages.warning(request, _("Another lead has to do this for you."))
    else:
        done = _("%(name)s gets new words at the next sign-in. Then admit them again.")
        messages.success(request, done % {"name": member.display_name})
    return redirect("members:list")


@requires_role("lead")
@never_cache
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """How far the weekly keys reach, what the public side has, and who waits to join the coalition."""
    lead = member_of(request)
    today = clock.today()
    newest = queries.find_newest_list(SignedListVersion.Kind.KEYS, lead.organisation)
    intake = queries.list_intake_keys(lead.organisation_id)
    context = {
        "organisation": lead.organisation,
        "list_version": newest.version if newest else 0,
        "acknowledged_version": queries.find_delivered_version(Outgoing.Kind.KEY_LIST, lead.organisation_id),
        "weeks_ahead": rules.weeks_ahead(today, [key.ends_on for key in intake]),
        "weeks_wanted": rules.WEEKS_AHEAD,
        "is_listed": queries.is_listed_in_coalition(lead.organisation),
        "own_key_name": passphrases.name_of(queries.find_root_key(lead.organisation_id) or ""),
        "waiting": _waiting_organisations(lead.organisation_id),
        "kit": queries.find_escrow(lead.organisation_id),
        "kit_name": queries.find_kit_name(lead.organisation_id),
        "drill": queries.find_last_drill(lead.organisation_id),
    }
    return render(request, "vault/keys.html", context)


def _waiting_organisations(organisation_id: UUID) -> list[dict[str, object]]:
    if not queries.holds_coalition_root(organisation_id):
        return []
    own_is_listed = queries.find_coalition_list() is not None
    return [
        {
            "organisation": organisation,
            "key_name": passphrases.name_of(queries.find_root_key(organisation.pk) or ""),
            "has_drilled": queries.has_drilled(organisation.pk),
            "can_be_admitted": own_is_listed and queries.has_drilled(organisation.pk),
        }
        for organisation in queries.list_waiting_organisations()
        if organisation.pk != organisation_id
    ]


@requires_role("lead")
@require_POST
@unlocked_required
def admit_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Sign a coalition list that names one more organisation."""
    unlocked = unlocked_of(request)
    if not queries.holds_coalition_root(unlocked.organisation_id):
        raise PermissionDenied
    organisation = members.access_organisation(organisation_id)
    name = {"name": str(organisation)}
    try:
        actions.admit_organisation(unlocked, organisation, clock.today())
    except DrillMissing:
        messages.warning(
            request, _("First two sheets of the recovery kit are read back: yours, and %(name)s's.") % name
        )
    else:
        messages.success(request, _("%(name)s is in the coalition's list now.") % name)
    return redirect("vault:keys")
