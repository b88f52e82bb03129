# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The items of evidence that a packet names: their names, what they are and their SHA-256, as evidence has them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safehold.desk.evidence import queries as evidence
from safehold.desk.evidence.rules import Receiver, name_to_show
from safehold.desk.referrals import rules

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.referrals.queries.opened import OpenedReferral
    from safehold.desk.vault.actions import Unlocked


def list_evidence(items: Collection[evidence.OpenedItem], chosen: Collection[str]) -> list[dict[str, str]]:
    """Return the chosen items as a packet names them, in its language. `id` is for us: nobody is shown it."""
    return [
        {
            "id": str(each.row.pk),
            "name": name_to_show(each.name_outside),
            "about": _about(each),
            "sha256": each.document.sha256,
        }
        for each in items
        if str(each.row.pk) in chosen
    ]


def _about(item: evidence.OpenedItem) -> str:
    document = item.document
    size = ngettext("%(n)d byte", "%(n)d bytes", document.size_bytes) % {"n": document.size_bytes}
    words = _("%(kind)s, %(size)s, reached us on %(day)s")
    if not item.is_original:
        words = _("%(kind)s, %(size)s, a copy that we made on %(day)s of a file that we keep")
    return words % {
        "kind": document.media_type,
        "size": size,
        "day": date_format(item.row.received_on, "DATE_FORMAT"),
    }


def open_named(unlocked: Unlocked, case: Case, content: dict[str, Any]) -> list[evidence.OpenedItem]:
    """Return the items of a case that the content of a packet names. Raises KeyMissing or RowTampered."""
    named = {file["id"] for file in content["evidence"]}
    if not named:
        return []
    return [each for each in evidence.open_items(unlocked, case) if str(each.row.pk) in named]


def receiver_of(referral: OpenedReferral) -> Receiver:
    """Return whom a packet goes to, as custody names them."""
    recipient = rules.recipient_of(referral.row.receiver, referral.row.pk)
    return Receiver(recipient, referral.name_in(referral.row.language))
