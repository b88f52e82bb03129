# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A lead imports a list for their own organisation. Lists for the whole coalition, and large ones: import-list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.permissions import unlocked_required
from safehold.desk.watchlists import actions
from safehold.desk.watchlists.errors import ImportRefused
from safehold.desk.watchlists.forms import ImportForm
from safehold.desk.watchlists.rules import Provenance
from safehold.desk.watchlists.views.lists import list_page
from safehold.desk.watchlists.words import REFUSALS, UNREADABLE
from safehold.web import clock

ASK_AGAIN = 422


@requires_role("lead")
@require_POST
@unlocked_required
def import_list(request: HttpRequest) -> HttpResponse:
    """Import a file as a version of a list that this organisation alone sees."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return list_page(request, form, ASK_AGAIN)
    told, member = form.cleaned_data, member_of(request)
    provenance = Provenance(told["name"], told["origin"], told["licence"], told["as_of"])
    try:
        done = actions.import_version(
            told["file"].file,
            told["format"],
            provenance,
            clock.today(),
            importer=actions.Importer(member.organisation_id, member.pk),
            mapping=form.mapping,
            kind=told["kind"],
        )
    except ImportRefused as refusal:
        words = str(REFUSALS.get(refusal.reason, UNREADABLE))
        if refusal.line:
            words = _("%(words)s (line %(line)d)") % {"words": words, "line": refusal.line}
        form.add_error("file", words)
        return list_page(request, form, ASK_AGAIN)
    messages.success(request, _say(done))
    return HttpResponseRedirect(reverse("watchlists:list", args=[done.version.watchlist_id]))


def _say(done: actions.Imported) -> str:
    if not done.is_new:
        return _("The list says this already. Nothing was added.")
    version = done.version
    return _("%(added)d added, %(changed)d changed, %(removed)d removed.") % {
        "added": version.added,
        "changed": version.changed,
        "removed": version.removed,
    }
