# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One party of a list: what the list says, where, and what it said before."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safehold.desk.members.permissions import member_of
from safehold.desk.watchlists import queries
from safehold.desk.watchlists.permissions import reads_lists


@reads_lists
@require_safe
def show_party(request: HttpRequest, listed_id: UUID) -> HttpResponse:
    """Show a party with its history. It may have left the list; then the page says so first."""
    organisation_id = member_of(request).organisation_id
    party = queries.access_party(organisation_id, listed_id)
    chapters = queries.read_history(party)
    newest = chapters[0]
    context = {
        "party": party,
        "watchlist": party.watchlist,
        "told": newest.told,
        "version": newest.version,
        "ended": newest.ended,
        "chapters": chapters,
    }
    return render(request, "watchlists/party.html", context)
