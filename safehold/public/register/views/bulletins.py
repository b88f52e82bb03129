# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Interpretation bulletins: how the office reads the Act. They bind nobody (section 13(2))."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safehold.public.register import queries
from safehold.public.register.queries import Book
from safehold.public.register.views import presenting
from safehold.public.register.views.books import reads_the_log_or_waits


@reads_the_log_or_waits
def bulletins(request: HttpRequest, book: Book, language: str) -> HttpResponse:
    """Show them, the newest first."""
    asked = request.GET.get("below", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10
    found, older = queries.list_bulletins(book, int(asked) if is_number else None)
    own = "fr" if language == "fr" else "en"
    rows = [
        {
            "statement": each,
            "subject": each.values.get(f"subject_{own}", ""),
            "text": each.values.get(f"text_{own}", ""),
            "problem": presenting.problem_words(each.problem),
        }
        for each in found
    ]
    context = {"rows": rows, "older": older, "tag": own}
    return render(request, "register/reading/bulletins.html", context)
