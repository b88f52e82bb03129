# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The data files, for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from safehold.public.register import queries
from safehold.public.register.queries import Book
from safehold.public.register.views.api import answers
from safehold.public.register.views.api.reading import reads

router = Router(tags=["data"])


@router.get("/data", response=answers.DataFiles, url_name="data")
@reads
def list_files(request: HttpRequest, book: Book) -> dict[str, Any]:  # noqa: ARG001
    """List the data files as they were last written, with their checksums. None: they are being written anew."""
    found = queries.find_data_files()
    if found is None:
        return {"on": None, "size": None, "files": []}
    return {
        "on": found.on.isoformat(),
        "size": found.size,
        "files": [
            {
                "name": each.name,
                "address": reverse("register:data-file", args=[each.address]),
                "bytes": each.bytes,
                "sha256": each.sha256,
            }
            for each in found.files
        ],
    }
