# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies sealed in the office, opened with its key: filings, proposals, notices, openings that are not public."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from safehold.core import age, tlog
from safehold.core.rows import RowTampered, open_row
from safehold.desk.registrar.models import (
    Agreement,
    ExpectedUpdate,
    Filing,
    Leaf,
    Notice,
    Opinion,
    Proposal,
    SealedOpenings,
)
from safehold.desk.registrar.queries.keys import OfficeKey

SEALED_OPENINGS = "register.openings/1"
SEALED_PROPOSAL = "register.proposal/1"
SEALED_NOTICE = "register.notice/1"
SEALED_AGREEMENT = "register.agreement/1"
SEALED_OPINION = "register.opinion/1"
SEALED_UPDATE = "register.expected-update/1"


@dataclass(frozen=True)
class Sent:
    """What a registrant sent. `about`: the leaf that a reply or a representation answers. `said`: what we told them."""

    values: Mapping[str, Any] = field(repr=False)
    about: int | None = None
    said: tuple[dict[str, str], ...] = field(default=(), repr=False)


def write_sent(filing: Filing, sent: Sent, recipient: age.AnyRecipient) -> bytes:
    """Return what a filing's row keeps: sealed to a recipient, and only for this row."""
    document = {
        "filing": str(filing.pk),
        "values": dict(sent.values),
        "about": sent.about,
        "said": list(sent.said),
    }
    return age.seal(json.dumps(document, ensure_ascii=False).encode(), [recipient])


def open_sent(key: OfficeKey, filing: Filing) -> Sent:
    """Open what a registrant sent. Raises RowTampered when it is not what was collected for this row."""
    try:
        document = json.loads(age.open_sealed(bytes(filing.sealed), [key.identity]))
    except (age.AgeError, ValueError):
        raise RowTampered from None
    if document["filing"] != str(filing.pk):
        raise RowTampered
    return Sent(document["values"], document["about"], tuple(document["said"]))


def open_proposal(key: OfficeKey, proposal: Proposal) -> dict[str, Any]:
    """Return why something is proposed, and what it would publish. Raises RowTampered."""
    return open_row(key.secret, SEALED_PROPOSAL, proposal.pk, bytes(proposal.sealed))


def open_notice(key: OfficeKey, notice: Notice) -> dict[str, Any]:
    """Return who is noticed of what. Raises RowTampered."""
    return open_row(key.secret, SEALED_NOTICE, notice.pk, bytes(notice.sealed))


def open_agreement(key: OfficeKey, agreement: Agreement) -> dict[str, Any]:
    """Return who agreed to what, and how it ended. Raises RowTampered."""
    return open_row(key.secret, SEALED_AGREEMENT, agreement.pk, bytes(agreement.sealed))


def open_opinion(key: OfficeKey, opinion: Opinion) -> dict[str, Any]:
    """Return who asked what, and what the office answered. Raises RowTampered."""
    return open_row(key.secret, SEALED_OPINION, opinion.pk, bytes(opinion.sealed))


def open_update(key: OfficeKey, update: ExpectedUpdate) -> dict[str, Any]:
    """Return what a registrant said is coming. Raises RowTampered."""
    return open_row(key.secret, SEALED_UPDATE, update.pk, bytes(update.sealed))


def open_hidden(key: OfficeKey, leaf: Leaf) -> dict[str, tlog.Opening]:
    """Return the openings of a leaf that are not public. Raises RowTampered."""
    row = SealedOpenings.objects.filter(leaf=leaf).first()
    if row is None:
        return {}
    document = open_row(key.secret, SEALED_OPENINGS, row.pk, bytes(row.sealed))
    return tlog.read_openings(document["openings"])
