# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reaches a case: an unlocked member of its organisation. To everybody else it is not there.

Some of them may not see everything (a researcher), and not change anything. They get the page "not allowed" (403) where
a page shows what they may not see or is made for work; `actions.hold_case` stands behind that, for whatever is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safehold.core.rows import RowTampered
from safehold.desk.cases import actions, queries
from safehold.desk.cases.case_pages import is_open_to
from safehold.desk.cases.models import Case
from safehold.desk.members.permissions import member_of
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.vault.errors import KeyMissing
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.errors import kind_page
from safehold.web.references import reference_of

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

P = ParamSpec("P")
CaseView = Callable[Concatenate[HttpRequest, Case, P], HttpResponse]
AddressedView = Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]


def opens_case(view: CaseView[P]) -> AddressedView[P]:
    """Let a view run with the case of its address, while the member is unlocked.

    A page that its room registered is open to those who may see what it shows. Looking at a page of a case is a row in
    the audit, and at one of a decoy an alarm, whatever the page shows.
    """
    return _opens(view, _anybody)


def works_on_case(view: CaseView[P]) -> AddressedView[P]:
    """The same for those who may change a case and give something of it away; others get 403."""
    return _opens(view, _works)


def sees_in_case(field_class: FieldClass) -> Callable[[CaseView[P]], AddressedView[P]]:
    """The same for those who may see a class of fields; others get 403."""

    def decorator(view: CaseView[P]) -> AddressedView[P]:
        return _opens(view, lambda member: may_see(member.role, field_class))

    return decorator


def sees_people(view: CaseView[P]) -> AddressedView[P]:
    """The same for those who may see who somebody is."""
    return sees_in_case(FieldClass.IDENTITY)(view)


def posted_to_case(view: CaseView[P]) -> AddressedView[P]:
    """`works_on_case` for a view that takes only a POST."""
    return require_POST(works_on_case(view))


posted_to_work = posted_to_case
"""The same, by the name under which the rooms began to use it."""


def _anybody(_member: Member) -> bool:
    return True


def _works(member: Member) -> bool:
    return member.works_on_cases


def _opens(view: CaseView[P], admits: Callable[[Member], bool]) -> AddressedView[P]:
    """Let a view run with the case of its address, for members of its organisation whom a rule admits."""

    @wraps(view)
    def opened(request: HttpRequest, case: Case, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            if request.method != "POST":
                unlocked = unlocked_of(request)
                actions.record_reading(queries.open_head(unlocked, case), unlocked.member, clock.today())
            return view(request, case, *args, **kwargs)
        except (KeyMissing, RowTampered) as error:
            return _cannot_open(request, case, error)

    @wraps(view)
    def guarded(request: HttpRequest, /, case_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        member = member_of(request)
        case = queries.access_case(member, case_id)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not (admits(member) and is_open_to(name, member)):
            raise PermissionDenied
        return unlocked_required(opened)(request, case, *args, **kwargs)

    return cast("AddressedView[P]", guarded)


def lead_to_where_it_is_read(
    request: HttpRequest, case: Case, url_name: str = "home:case", anchor: str = ""
) -> HttpResponse:
    """Lead from a case that was put together with another to the same page of that one, and say so."""
    messages.info(
        request,
        _("Case %(reference)s was put together with this one. Both are read here.")
        % {"reference": reference_of(case.id)},
    )
    address = reverse(url_name, args=[case.merged_into_id])
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


def _cannot_open(request: HttpRequest, case: Case, error: Exception) -> HttpResponse:
    """Say why a case does not open. What was posted is asked to be sent again: nothing of it was written."""
    if isinstance(error, KeyMissing):
        text = _("Your key does not open it. A lead of your organisation can let you in.")
    else:
        actions.report_tampering(unlocked_of(request), case, clock.today())
        text = _(
            "Something in it was changed in the database, outside Safehold. Nothing was deleted. "
            "Tell whoever looks after your server before you do anything else."
        )
    back = {"next_address": reverse("cases:list"), "next_action": _("Back to the cases")}
    return kind_page(request, 409, _("This case could not be opened"), text, **back)
