# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reads the lists: whoever works on cases or studies them. Lists hold public facts, so no unlocking is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from safehold.desk.members.permissions import requires_role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def reads_lists(view: View[P]) -> View[P]:
    """Let a view run for members who open cases; others get "not allowed" (403)."""
    return requires_role("lead", "caseworker", "researcher")(view)
