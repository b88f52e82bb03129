# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of one case, for the way from each to the others.

Rooms above register theirs when the application starts, since this room does not know them. Each says what its page
shows: whoever may not see that gets neither the way to the page nor the page (`permissions.opens_case`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from django.utils.functional import Promise

from safehold.desk.members.rules import FieldClass, may_see

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


class CasePage(NamedTuple):
    """A page whose address takes the case's id. `place`: pages stand in this order, the case itself at 0.

    shows: the class of fields without which the page says nothing; classes beside it are the page's own matter.
    for_work: it is for those alone who work on cases.
    """

    place: int
    url_name: str
    label: Promise | str
    shows: FieldClass = FieldClass.CLEAR
    for_work: bool = False

    def is_for(self, member: Member) -> bool:
        """Whether a member may open this page of the cases they open."""
        return may_see(member.role, self.shows) and (member.works_on_cases or not self.for_work)


_registered: dict[str, CasePage] = {}


def register(
    place: int,
    url_name: str,
    label: Promise | str,
    *,
    shows: FieldClass = FieldClass.CLEAR,
    for_work: bool = False,
) -> None:
    """Add a page to every case. A name registered twice counts once."""
    _registered[url_name] = CasePage(place, url_name, label, shows, for_work)


def list_pages() -> list[CasePage]:
    """Return the pages of a case in their order."""
    return sorted(_registered.values(), key=lambda page: (page.place, page.url_name))


def list_pages_for(member: Member) -> list[CasePage]:
    """Return those pages that a member may open."""
    return [page for page in list_pages() if page.is_for(member)]


def is_open_to(url_name: str, member: Member) -> bool:
    """Whether a member may open a page, as far as it is registered here."""
    page = _registered.get(url_name)
    return page is None or page.is_for(member)


class PartyPage(NamedTuple):
    """What can be done with a party of a case in a room above. Its address takes the ids of the case and the party.

    is_for: says of a party's roles whether it can be done.
    """

    url_name: str
    label: Promise | str
    is_for: Callable[[Collection[str]], bool]


_of_parties: dict[str, PartyPage] = {}


def register_party_page(
    url_name: str, label: Promise | str, is_for: Callable[[Collection[str]], bool]
) -> None:
    """Add a way from the parties of a case. A name registered twice counts once."""
    _of_parties[url_name] = PartyPage(url_name, label, is_for)


def list_party_pages(roles: Collection[str]) -> list[PartyPage]:
    """Return the ways from a party in these roles, in the order of the rooms."""
    return [page for page in _of_parties.values() if page.is_for(roles)]
