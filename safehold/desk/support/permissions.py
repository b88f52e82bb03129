# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reaches the support of a case: whoever opens the case, and may see what keeps people safe."""

from typing import ParamSpec

from django.views.decorators.http import require_POST

from safehold.desk.cases.permissions import AddressedView, CaseView, sees_in_case
from safehold.desk.members.rules import FieldClass

P = ParamSpec("P")


def opens_support(view: CaseView[P]) -> AddressedView[P]:
    """Let a view run with the case of its address, while the member is unlocked. A role that reads cases without
    what would help to hurt people gets the page "not allowed" (403)."""
    return sees_in_case(FieldClass.SAFETY)(view)


def posted_to_support(view: CaseView[P]) -> AddressedView[P]:
    """The same for a view that takes only a POST."""
    return require_POST(opens_support(view))
