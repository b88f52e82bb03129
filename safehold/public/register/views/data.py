# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register as files: what each is, how to check it, and the files themselves."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from safehold.public.register import queries
from safehold.public.register.queries import Book
from safehold.public.register.views.books import reads_the_log_or_waits

A_DAY = "public, max-age=86400, immutable"
"""What lies under an address never changes; it is kept for a day only, since something of it may be withheld."""
TYPES = {".csv": "text/csv; charset=utf-8", ".jsonl": "application/x-ndjson", ".json": "application/json"}
WHAT = {
    "entries-arrangement-1.csv": _("Every version of every arrangement, one row each, for a spreadsheet."),
    "entries-fara-active-1.csv": _(
        "Every version of what was replayed from the register of the United States."
    ),
    "history.jsonl": _(
        "The whole log: each leaf as it was signed, with what opens it. From this file alone everything can be proven."
    ),
    "followthemoney.jsonl": _("Who is on the register and for whom, as FollowTheMoney entities."),
    "bods.json": _("The same as statements of the Beneficial Ownership Data Standard, version 0.4."),
}


@reads_the_log_or_waits
def about_data(request: HttpRequest, book: Book, language: str) -> HttpResponse:  # noqa: ARG001
    """List the files, or say that they are being written."""
    found = queries.find_data_files()
    files = [{"file": each, "what": WHAT.get(each.name, "")} for each in found.files] if found else []
    return render(request, "register/reading/data.html", {"found": found, "files": files})


@require_safe
def data_file(request: HttpRequest, address: str) -> HttpResponseBase:  # noqa: ARG001
    """Give a file under the address that holds its hash."""
    path = queries.find_data_file(address)
    headers = {"Cache-Control": A_DAY, "Access-Control-Allow-Origin": "*"}
    kind = TYPES.get(path.suffix, "application/octet-stream")
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=address, content_type=kind, headers=headers
    )
