# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes with a reply so that the person can check whose it is: statements by which their report was handed over.

The room above registers when the application starts, since this room does not know it.
"""

from collections.abc import Callable
from uuid import UUID

PapersOf = Callable[[UUID], list[bytes]]
"""Takes the id of a report; returns signed `hand-over/1` documents, the first one by the organisation written to."""

_registered: dict[str, PapersOf] = {}


def register(name: str, papers_of: PapersOf) -> None:
    """Have papers asked for at each reply. A name registered twice counts once."""
    _registered[name] = papers_of


def list_papers(report_id: UUID) -> list[bytes]:
    """Return what has to go with a reply to this report; nothing while it is with those it was sent to."""
    return [paper for papers_of in _registered.values() for paper in papers_of(report_id)]
