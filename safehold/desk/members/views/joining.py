# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joining by invitation, inviting, and ending a member's access. The list of members stands in the vault's pages."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from safehold.desk.members import actions, queries, rules
from safehold.desk.members.errors import InvitationUnknown, RoleMissing, UsernameTaken
from safehold.desk.members.forms import InviteForm, JoinForm
from safehold.desk.members.models import Role
from safehold.desk.members.permissions import member_of, requires_role
from safehold.web import clock
from safehold.web.errors import kind_page


@requires_role("lead")
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation. Its link is shown once, as the answer to the POST."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        today = clock.today()
        token = actions.invite_member(member_of(request), form.cleaned_data["role"], today)
        link = request.build_absolute_uri(reverse("member_join", args=[token]))
        context = {"link": link, "expires_on": rules.expires_on(today)}
        return render(request, "members/invited.html", context)
    return render(request, "members/invite.html", {"form": form})


@login_not_required
@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person make their account; then they are signed in and add a second factor."""
    try:
        invitation = queries.open_invitation(token, clock.today())
    except InvitationUnknown:
        return _invitation_closed(request)
    if request.user.is_authenticated:
        return kind_page(
            request,
            409,
            _("You are signed in already"),
            _("This invitation is for somebody else. Sign out first, or hand the link on."),
        )
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = _join(request, token, form)
        if response is not None:
            return response
    steps = 2 if invitation.role == Role.AUDITOR else 3
    return render(request, "members/join.html", {"form": form, "invitation": invitation, "steps": steps})


def _join(request: HttpRequest, token: str, form: JoinForm) -> HttpResponse | None:
    data = form.cleaned_data
    try:
        member = actions.accept_invitation(
            token,
            data["username"],
            data["display_name"],
            data["password"],
            clock.today(),
            language=translation.get_language() or settings.LANGUAGE_CODE,
        )
    except InvitationUnknown:
        return _invitation_closed(request)
    except UsernameTaken:
        form.add_error("username", _("Somebody signs in with this name already. Choose another."))
        return None
    get_adapter().login(request, member)
    reauthenticate_by_password(request)
    return HttpResponseRedirect(reverse("mfa_index"))


def _invitation_closed(request: HttpRequest) -> HttpResponse:
    return kind_page(
        request,
        404,
        _("This invitation is not open"),
        _(
            "An invitation works once and for seven days. Ask the person who sent it for a new one. "
            "If you have joined already, sign in."
        ),
        next_address=reverse("account_login"),
        next_action=_("Sign in"),
    )


@requires_role("lead")
@require_POST
def set_active(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Close a member's account or open it again."""
    lead = member_of(request)
    member = queries.access_member(lead, member_id)
    active = request.POST.get("active") == "yes"
    try:
        actions.set_active(lead, member, active, clock.today())
    except RoleMissing:
        messages.error(request, _("You cannot close your own account. Another lead can."))
    else:
        closed = _("%(name)s is signed out everywhere and cannot sign in.")
        opened = _("%(name)s can sign in again.")
        messages.success(request, (opened if active else closed) % {"name": member.display_name})
    return redirect("members:list")
