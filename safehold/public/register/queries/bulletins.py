# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office has published about how the Act is to be read."""

from __future__ import annotations

from safehold.public.register.models import Leaf
from safehold.public.register.queries.books import Book, Statement, read_statements

BULLETIN = "bulletin"
PAGE = 20


def list_bulletins(book: Book, below: int | None = None) -> tuple[list[Statement], int | None]:
    """Return bulletins, the newest first, and the place below which there are older ones."""
    rows = Leaf.objects.filter(kind=BULLETIN, index__lt=book.size if below is None else min(below, book.size))
    found = list(rows.order_by("-index")[: PAGE + 1])
    older = found[PAGE - 1].index if len(found) > PAGE else None
    return read_statements(book, found[:PAGE]), older
