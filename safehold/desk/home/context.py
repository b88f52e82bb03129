# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every desk page shows around its content: the way to the rooms, and how long it stays unlocked.

Computed only when a template asks for it. Signed-out pages get no way to anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safehold.desk.inbox import queries as inbox
from safehold.desk.tasks import queries as tasks
from safehold.desk.vault.permissions import find_unlocked
from safehold.desk.vault.queries import is_admitted
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

Item = dict[str, Any]

ALSO_IN = {"members:list": ("/vault/",)}
"""Addresses of pages that belong to a room though they lie elsewhere."""


def desk(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `desk_nav`, a list of {label, url, current, badge, badge_kind, heading}, `member`, and
    `unlocked_minutes` (None while locked)."""
    member = getattr(request, "user", None)
    if member is None or not member.is_authenticated:
        return {"desk_nav": [], "member": None, "unlocked_minutes": None}
    idle_minutes = settings.UNLOCK_IDLE_SECONDS // 60
    return {
        "desk_nav": SimpleLazyObject(lambda: list_rooms(member, request.path)),
        "member": member,
        "unlocked_minutes": idle_minutes if find_unlocked(request) else None,
    }


def list_rooms(member: Member, path: str) -> list[Item]:
    """Return the rooms this member may enter, in the order of their work."""
    rooms: list[Item] = [] if member.keeps_register else [_item(_("My day"), "home:day", path)]
    if member.opens_cases and is_admitted(member):
        rooms += _list_work(member, path) if member.works_on_cases else _list_reading(path)
    if member.is_lead:
        rooms.append(_item(_("Members and keys"), "members:list", path, heading=_("Organisation")))
        rooms.append(_item(_("What is kept"), "retention:list", path))
        rooms.append(_item(_("Imports and copies"), "exchange:list", path))
    if member.keeps_register:
        rooms += _list_register(path)
    elif not member.opens_cases or member.is_lead:
        heading = "" if member.is_lead else _("Organisation")
        rooms.append(_item(_("Audit"), "audit:list", path, heading=heading))
    rooms.append(_item(_("How you sign in"), "mfa_index", path, heading=_("You")))
    return rooms


def _list_reading(path: str) -> list[Item]:
    return [_item(_("Cases"), "cases:list", path), _item(_("Search"), "home:search", path)]


def _list_register(path: str) -> list[Item]:
    return [
        _item(_("Filings"), "registrar:filings", path),
        _item(_("Entries"), "registrar:entries", path),
        _item(_("Notices"), "registrar:notices", path),
        _item(_("Agreements"), "registrar:agreements", path),
        _item(_("Opinions"), "registrar:opinions", path),
        _item(_("Late and missing"), "registrar:late", path),
        _item(_("The log"), "registrar:log", path),
    ]


def _list_work(member: Member, path: str) -> list[Item]:
    waiting = inbox.count_waiting(member.organisation_id)
    badge, kind = str(waiting.reports or ""), ""
    if waiting.urgent:
        badge, kind = (
            ngettext("%(n)d urgent", "%(n)d urgent", waiting.urgent) % {"n": waiting.urgent},
            "urgent",
        )
    return [
        _item(_("Inbox"), "inbox:queue", path, badge=badge, badge_kind=kind),
        _item(_("Cases"), "cases:list", path),
        _item(_("Actors"), "actors:list", path),
        _item(_("Tasks"), "home:tasks", path, badge=str(_count_due(member) or "")),
        _item(_("Referrals"), "referrals:overdue", path),
        _item(_("Dossiers"), "dossiers:list", path),
        _item(_("Families"), "families:list", path),
        _item(_("Shared with us"), "sharing:list", path),
        _item(_("Search"), "home:search", path),
        _item(_("Lists"), "watchlists:lists", path),
    ]


def _count_due(member: Member) -> int:
    """Return how many tasks a member has to do by today."""
    return tasks.count_tasks(member, tasks.TaskFilter(until=clock.today()))


def _item(
    label: str, name: str, path: str, *, badge: str = "", badge_kind: str = "", heading: str = ""
) -> Item:
    url = reverse(name)
    current = path == url if url == "/" else path.startswith((url, *ALSO_IN.get(name, ())))
    return {
        "label": label,
        "url": url,
        "current": current,
        "badge": badge,
        "badge_kind": badge_kind,
        "heading": heading,
    }
