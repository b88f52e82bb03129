# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened in one case, in order: a picture, and the same as a table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import opens_case
from safehold.desk.home import picture, queries
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock
from safehold.web.languages import direction_of


@require_safe
@opens_case
def show_timeline(request: HttpRequest, case: Case) -> HttpResponse:
    """Show everything in a case that has a day."""
    on = clock.today()
    timeline = queries.show_timeline(unlocked_of(request), case, on)
    from_right = direction_of(get_language() or "en") == "rtl"
    context = {
        "case": case,
        "timeline": timeline,
        "pictures": picture.draw(timeline.entries, on, from_right=from_right),
    }
    return render(request, "home/timeline.html", context)
