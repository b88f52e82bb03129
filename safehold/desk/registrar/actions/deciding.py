# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens when the second person confirms: one way for each kind of proposal."""

from __future__ import annotations

from datetime import date

from safehold.catalog.register_forms import register_form
from safehold.desk.registrar.actions.agreements import agree, end_agreement
from safehold.desk.registrar.actions.ending import redact, withhold
from safehold.desk.registrar.actions.notices import decide, serve
from safehold.desk.registrar.actions.proposing import Doing, propose, settle
from safehold.desk.registrar.actions.reviewing import refuse
from safehold.desk.registrar.errors import FieldUnknown, FilingSettled
from safehold.desk.registrar.models import Entry, Filing, Opening, Proposal
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.erasing import erase_from_log

DOES: dict[str, Doing] = {
    Proposal.Kind.REFUSAL: refuse,
    Proposal.Kind.WITHHOLDING: withhold,
    Proposal.Kind.REDACTION: redact,
    Proposal.Kind.NOTICE: serve,
    Proposal.Kind.DECISION: decide,
    Proposal.Kind.AGREEMENT: agree,
    Proposal.Kind.OUTCOME: end_agreement,
}


def confirm(unlocked: Unlocked, proposal: Proposal, on: date) -> Proposal:
    """Confirm what another registrar proposed, and do it. Raises SecondPersonMissing, ProposalUnknown and its own."""
    settled = settle(unlocked, proposal, on, DOES[proposal.kind])
    if proposal.kind in (Proposal.Kind.WITHHOLDING, Proposal.Kind.REDACTION):
        erase_from_log(Opening)
    return settled


def reject(unlocked: Unlocked, proposal: Proposal, on: date) -> Proposal:
    """Do not confirm it, or take one's own proposal back. Raises ProposalUnknown."""
    return settle(unlocked, proposal, on, None)


def propose_refusal(unlocked: Unlocked, filing: Filing, reasons: str, on: date) -> Proposal:
    """Propose to refuse a filing; the registrant will read the reasons. Raises FilingSettled or WordsMissing."""
    if filing.state != Filing.State.WAITING:
        raise FilingSettled
    return propose(unlocked, Proposal.Kind.REFUSAL, reasons, on, filing=filing)


def propose_withholding(
    unlocked: Unlocked,
    fields: list[str],
    reasons: str,
    on: date,
    *,
    filing: Filing | None = None,
    entry: Entry | None = None,
) -> Proposal:
    """Propose to withhold fields for safety: of a filing that waits, or of an entry. Raises FieldUnknown."""
    _require_fields(fields, filing, entry)
    return propose(
        unlocked, Proposal.Kind.WITHHOLDING, reasons, on, filing=filing, entry=entry, fields=fields
    )


def propose_redaction(
    unlocked: Unlocked, entry: Entry, fields: list[str], reasons: str, on: date
) -> Proposal:
    """Propose to erase fields of an entry for good. Raises FieldUnknown or WordsMissing."""
    _require_fields(fields, None, entry)
    return propose(unlocked, Proposal.Kind.REDACTION, reasons, on, entry=entry, fields=fields)


def _require_fields(fields: list[str], filing: Filing | None, entry: Entry | None) -> None:
    about = filing or entry
    if about is None or not fields or not set(fields) <= set(register_form(about.form).names):
        raise FieldUnknown
