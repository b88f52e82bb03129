# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What ended, and its certificates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.retention import actions, adapters, queries
from safehold.desk.retention.errors import CertificateChanged, NotFinished
from safehold.desk.retention.models import Tombstone
from safehold.desk.vault.errors import KeyMissing
from safehold.desk.vault.permissions import admitted_required, unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.printing import PrintingFailed


@requires_role("lead")
@admitted_required
@require_safe
def list_ended(request: HttpRequest) -> HttpResponse:
    """Show what ended, newest first."""
    return render(request, "retention/ended.html", {"rows": queries.list_tombstones(member_of(request))})


@requires_role("lead")
@admitted_required
@require_safe
def show(request: HttpRequest, tombstone_id: UUID) -> HttpResponse:
    """Show what a certificate says."""
    row = queries.access_tombstone(member_of(request), tombstone_id)
    return render(request, "retention/certificate.html", {"row": row, "said": queries.describe(row)})


@requires_role("lead")
@require_POST
def hand_out(request: HttpRequest, tombstone_id: UUID) -> HttpResponse:
    """Hand out a certificate: signed, or for paper."""
    row = queries.access_tombstone(member_of(request), tombstone_id)
    return unlocked_required(_hand_out)(request, row)


def _hand_out(request: HttpRequest, row: Tombstone) -> HttpResponse:
    on, name = clock.today(), f"destroyed-{row.reference}"
    try:
        signed = actions.sign_certificate(unlocked_of(request), row, on)
        if "paper" in request.POST:
            return _file(adapters.print_certificate(_lines(row), on), f"{name}.pdf", "application/pdf")
        return _file(signed, f"{name}.json", "application/json")
    except NotFinished:
        text = _(
            "Some of it is still being deleted, so there is no certificate yet. Try again in some minutes."
        )
    except CertificateChanged:
        text = _(
            "This certificate is not as the record says it was made, so it was not signed. "
            "Tell whoever runs this server."
        )
    except KeyMissing:
        text = _("Your organisation's key does not open. Nothing was signed.")
    except PrintingFailed:
        text = _("The page could not be drawn. The signed file says the same.")
    messages.error(request, text)
    return HttpResponseRedirect(reverse("retention:certificate", args=[row.pk]))


def _lines(row: Tombstone) -> dict[str, Any]:
    by = row.destroyed_by.display_name if row.destroyed_by else ""
    return adapters.put_into_words(queries.describe(row), row.organisation.name_in("en"), by)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
