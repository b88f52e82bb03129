# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compliance agreements, advisory opinions, bulletins, updates that are expected, and what a desk fetched again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from safehold.core import tlog
from safehold.desk.registrar.errors import AgreementUnknown, OpinionUnknown, UpdateUnknown
from safehold.desk.registrar.models import Agreement, CatchUp, ExpectedUpdate, Leaf, Office, Opinion
from safehold.desk.registrar.queries.rows import read_public

MOST = 200


def read_leaf(leaf: Leaf) -> tlog.Leaf:
    """Return what a leaf says."""
    return tlog.read_leaf(bytes(leaf.content))


def access_agreement(office: Office, agreement_id: UUID) -> Agreement:
    rows = Agreement.objects.select_related("entry", "notice", "leaf", "outcome")
    found = rows.filter(office=office, pk=agreement_id).first()
    if found is None:
        raise AgreementUnknown
    return found


def list_agreements(office: Office) -> list[Agreement]:
    """Return agreements, those that run first, by their last day; those without a day after them."""
    rows = Agreement.objects.filter(office=office).select_related("entry")
    return sorted(
        rows,
        key=lambda row: (row.ended_on is not None, row.due_on is None, row.due_on or row.made_on, row.pk),
    )


def access_opinion(office: Office, opinion_id: UUID) -> Opinion:
    found = Opinion.objects.select_related("filing", "leaf").filter(office=office, pk=opinion_id).first()
    if found is None:
        raise OpinionUnknown
    return found


def list_opinions(office: Office) -> list[Opinion]:
    """Return opinions, the newest first."""
    rows = Opinion.objects.filter(office=office).select_related("filing")
    return list(rows.order_by("-given_on", "-leaf_id")[:MOST])


def list_bulletins() -> list[tuple[Leaf, dict[str, Any]]]:
    """Return bulletins with what they say, the newest first."""
    rows = list(Leaf.objects.filter(kind="bulletin").order_by("-position")[:MOST])
    values = read_public(row.position for row in rows)
    return [(row, values[row.position]) for row in rows]


def access_update(office: Office, update_id: UUID) -> ExpectedUpdate:
    found = ExpectedUpdate.objects.select_related("entry").filter(office=office, pk=update_id).first()
    if found is None:
        raise UpdateUnknown
    return found


def list_expected(office: Office) -> list[ExpectedUpdate]:
    """Return updates that are expected and not crossed out, by their day."""
    rows = ExpectedUpdate.objects.filter(office=office, settled_on=None)
    return list(rows.select_related("entry").order_by("changes_on", "pk"))


def list_catch_ups(office: Office) -> list[CatchUp]:
    """Return when this desk fetched leaves again, the newest first."""
    return list(CatchUp.objects.filter(office=office).order_by("-end"))
