# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who shares: leads and caseworkers, of the case's organisation or of the one that was offered something."""

from __future__ import annotations

from typing import Any

from django.views.decorators.http import require_POST

from safehold.desk.cases.permissions import AddressedView, CaseView, works_on_case

ROLES = ("lead", "caseworker")


def shares_case(view: CaseView[Any]) -> AddressedView[Any]:
    """Let a view run with the case of its address, for members who may give something away."""
    return works_on_case(view)


def posted_about_case(view: CaseView[Any]) -> AddressedView[Any]:
    """The same for a view that takes only a POST."""
    return require_POST(shares_case(view))
