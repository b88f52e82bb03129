# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real desks with real keys, and reporters who seal with the public side's own actions. No fakes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.test import Client, override_settings
from django.utils import timezone

from safehold.core import receipts
from safehold.core.keylists import read_key_list
from safehold.core.receipts import Receipt
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member, Organisation
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.middleware import cookie_name
from safehold.desk.vault.tests.kits import make_and_read_back
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import rules
from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import Mailbox
from safehold.public.reporting.queries import Coalition, access_grant, read_replies
from safehold.public.reporting.queries import Desk as PublicDesk
from safehold.public.reporting.uploads import UploadSink

DAY = date(2026, 11, 23)
PASSWORD = "six quiet birds over water"
CANARY = "canary-4d1f-ünder-the-苹果树"
CONTACT_ONLY = ("contact",)


@dataclass
class Desk:
    """One organisation: its people, and what each of them has unlocked."""

    organisation: Organisation
    lead: Member
    noor: Member
    auditor: Member
    unlocked_lead: Unlocked
    unlocked: Unlocked
    public: PublicDesk
    words: dict[UUID, str]

    def browser(self, member: Member, *, unlocked: bool = True) -> Client:
        """A browser in which `member` has signed in and, unless they are an auditor, unlocked."""
        client = Client()
        client.force_login(member)
        if unlocked and member.unlocks:
            session_key = client.session.session_key
            assert session_key
            cookie, _ = vault.begin_unlocking(
                member,
                self.words[member.id],
                session_key=session_key,
                source="test",
                on=DAY,
                now=timezone.now(),
            )
            client.cookies[cookie_name()] = cookie
        return client


def make_desk(slug: str = "harbour", *, founding: bool = True) -> Desk:
    """Found an organisation with a lead, a caseworker who was admitted, and an auditor."""
    names = {"en": slug.title(), "fr": slug.title()}
    organisation = members.found_organisation(
        slug, names, ["English"], is_default=founding, is_founding=founding
    )
    lead, noor, auditor = (
        members.enlist(organisation, f"{slug}-{role}", f"{role.title()} of {slug}", role, PASSWORD, DAY)
        for role in ("lead", "caseworker", "auditor")
    )
    for member in (lead, noor, auditor):
        members.add_totp(member)
    words = {member.id: vault.enrol_member(member, DAY) for member in (lead, noor)}
    unlocked_lead = vault.unlock_with(lead, words[lead.id])
    make_and_read_back(unlocked_lead, DAY)
    vault.admit_member(unlocked_lead, noor, DAY)
    unlocked = vault.unlock_with(noor, words[noor.id])
    return Desk(organisation, lead, noor, auditor, unlocked_lead, unlocked, _as_listed(organisation), words)


def _as_listed(organisation: Organisation) -> PublicDesk:
    """What the public side knows of an organisation, through its signed list."""
    from safehold.desk.vault.actions.lists import _entry

    entry = _entry(organisation, None)
    newest = keys.find_newest_list("keys", organisation)
    assert newest is not None
    return PublicDesk(entry, read_key_list(bytes(newest.signed), entry, 1))


@dataclass
class Reporter:
    """Amina: she holds a receipt and nothing else."""

    desk: Desk
    on: date = DAY
    receipt: Receipt = field(default_factory=receipts.generate)

    @property
    def coalition(self) -> Coalition:
        return Coalition((self.desk.public,))

    @property
    def mailbox(self) -> Mailbox:
        return Mailbox.objects.get(lookup_id=self.receipt.lookup_id)

    def report(
        self,
        words: str = CANARY,
        *,
        consents: Sequence[str] = CONTACT_ONLY,
        language: str = "en",
        **rest: Any,
    ) -> UUID:
        """Send a report; return its id."""
        organisation_id = self.desk.organisation.id
        draft = rules.Draft(
            organisation_id=organisation_id,
            reporting_for="self",
            words=words,
            consents=tuple(consents),
            **rest,
        )
        arrival = reporting.submit_report(
            draft, self.receipt, language=language, coalition=self.coalition, on=self.on
        )
        return arrival.mailbox.id

    def write(self, words: str, *, consents: Sequence[str] = (), kind: str = "answer") -> None:
        """Send a later message: an answer, or a grant."""
        reporting.add_message(
            self.mailbox,
            self.receipt,
            kind=kind,  # type: ignore[arg-type]
            words=words,
            consents=consents,
            nonce=uuid4().hex,
            coalition=self.coalition,
            on=self.on,
        )

    def add_file(self, name: str = f"{CANARY}.jpg", content: bytes = CANARY.encode() * 50) -> None:
        mailbox = self.mailbox
        capability = reporting.begin_upload(mailbox, self.receipt, self.on)
        grant = access_grant(capability, self.on)
        with open_store().receiving() as incoming, override_settings(MAX_FILES=20):
            sink = UploadSink(incoming, bytes(mailbox.files_recipient), 1_000_000)
            sink.start(name, "image/jpeg")
            sink.write(content)
            reporting.keep_file(grant, capability, sink, self.on)

    def withdraw(self, purpose: str) -> None:
        reporting.withdraw(self.mailbox, purpose, self.on)

    def close(self) -> None:
        reporting.close_mailbox(self.mailbox, self.on)

    def read(self) -> list[str]:
        """Return the words of the replies that carry the organisation's signature."""
        answers = read_replies(self.mailbox, self.receipt, self.desk.public)
        assert answers.unchecked == 0
        return [reply.words for reply in answers.checked]


def deliver(on: date = DAY) -> None:
    """Carry what the desk has posted over to the public side."""
    vault.deliver_outgoing(on)


def collect_all(on: date = DAY) -> None:
    """Run the keyless job once."""
    inbox.collect(on)
    inbox.apply_withdrawals(on)


def open_report(desk: Desk, report_id: UUID, on: date = DAY) -> Any:
    """Open one collected report into a case, as noor."""
    envelope = Envelope.objects.get(report_id=report_id, kind="report")
    return inbox.open_envelope(desk.unlocked, envelope.id, on)


def arrive(desk: Desk, words: str = CANARY, **rest: Any) -> tuple[Reporter, Any]:
    """A reporter whose report was collected and opened; return them and the case."""
    reporter = Reporter(desk)
    report_id = reporter.report(words, **rest)
    collect_all()
    return reporter, open_report(desk, report_id)
