# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checkpoints of the audit record, for the lead: what they are for, and the file itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safehold.desk.audit import actions as audit
from safehold.desk.audit.errors import ChainBroken
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault import actions, passphrases, queries
from safehold.desk.vault.errors import KeyMissing
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.errors import kind_page


@requires_role("lead")
@never_cache
@require_http_methods(["GET", "POST"])
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Explain checkpoints and show the key that signs them; hand out a new one."""
    if request.method == "POST":
        return _hand_out(request)
    root_key = queries.find_root_key(member_of(request).organisation_id) or ""
    context = {"root_key": root_key, "key_name": root_key and passphrases.name_of(root_key)}
    return render(request, "vault/checkpoint.html", context)


@unlocked_required
def _hand_out(request: HttpRequest) -> HttpResponse:
    unlocked, on = unlocked_of(request), clock.today()
    try:
        made, note = actions.sign_checkpoint(unlocked, on)
    except ChainBroken as broken:
        audit.raise_alarm(unlocked.organisation_id, "chain-broken", broken.sequence, on=on)
        return _refuse(
            request,
            _(
                "The record does not hold at row %(row)d, so it was not signed. Tell the person who runs this server."
            )
            % {"row": broken.sequence},
        )
    except KeyMissing:
        return _refuse(request, _("Your organisation's key does not open. Nothing was signed."))
    response = HttpResponse(note, content_type="text/plain; charset=utf-8")
    name = f"{made.slug}-checkpoint-{made.on_day}-row-{made.sequence}.txt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _refuse(request: HttpRequest, text: str) -> HttpResponse:
    return kind_page(
        request,
        409,
        _("No checkpoint was made"),
        text,
        next_address=reverse("audit:list"),
        next_action=_("Back to the record"),
    )
