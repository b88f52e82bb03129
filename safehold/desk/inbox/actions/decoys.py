# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A decoy is a case that nobody has a reason to open. A lead writes it; it takes the way of every report.

Every row that a report leaves behind on the desk is written for it, too, by the same code: an opened envelope, a
case, consents, audit rows. Only the case's sealed document says what it is. What it does not have is a mailbox in the
public database: whoever reads both databases can tell.
"""

from datetime import date
from uuid import UUID, uuid4

from safehold.core import receipts
from safehold.core.age import derive_identity, generate_identity, recipient_of
from safehold.core.envelopes import ReportDocument
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases import rules as case_rules
from safehold.desk.cases.models import Case
from safehold.desk.consent.rules import CONTACT
from safehold.desk.inbox.actions.opening import file_report
from safehold.desk.inbox.models import Envelope, Kind
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import LeadRequired
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import rules as reporting


def plant_decoy(unlocked: Unlocked, title: str, words: str, on: date, once: UUID | None = None) -> Case:
    """Make a decoy; return its case. Raises LeadRequired or VaultMissing.

    once: an id from the form, so that a double click makes one.
    """
    member = unlocked.member
    if not member.is_lead:
        raise LeadRequired
    with atomic_for(Envelope):
        if once and (made := Envelope.objects.filter(id=once).first()):
            case = case_rows.find_case_of(member, made.report_id)
            if case is not None:
                return case
            once = None
        report_id = uuid4()
        envelope = Envelope.objects.create(
            id=once or uuid4(),
            organisation_id=member.organisation_id,
            report_id=report_id,
            kind=Kind.REPORT,
            key_id=_key_of_the_week(member.organisation_id, on),
            sealed=b"",
            received_on=on,
            collected_on=on,
        )
        document = _compose(member.organisation_id, report_id, member.language, words, on)
        case = file_report(unlocked, envelope, document, on, is_decoy=True)
        if title != case_rules.first_title(words):
            cases.rename_case(unlocked, case, title, on)
        return case


def _key_of_the_week(organisation_id: UUID, on: date) -> str:
    """Return the intake key to which a report of the day would have been sealed."""
    started = [key for key in keys.list_intake_keys(organisation_id) if key.starts_on <= on]
    return started[-1].key_id if started else ""


def _compose(organisation_id: UUID, report_id: UUID, language: str, words: str, on: date) -> ReportDocument:
    """Write the report that a person would have sent, with keys of a receipt that is forgotten here."""
    receipt = receipts.generate()
    return reporting.compose_report(
        reporting.Draft(
            organisation_id=organisation_id, reporting_for="self", words=words, consents=(CONTACT,)
        ),
        report_id=report_id,
        language=language,
        reporter_recipient=recipient_of(derive_identity(receipt.identity_seed)).key,
        reporter_verify_key=receipt.verify_key,
        files_secret=generate_identity().secret_text(),
        on=on,
    )
