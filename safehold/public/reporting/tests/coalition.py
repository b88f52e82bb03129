# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A coalition for tests: real keys, real signed lists, and the desk's half of opening what arrived."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core.age import HybridRecipient, Identity, generate_identity, open_sealed, recipient_of, seal
from safehold.core.envelopes import (
    MessageDocument,
    ReplyDocument,
    ReportDocument,
    pack_bytes,
    sign_document,
    unpack_bytes,
    unpack_document,
    verify_document,
)
from safehold.core.keylists import (
    CoalitionList,
    IntakeKey,
    KeyList,
    Organisation,
    ReplyKey,
    key_id_of,
    sign_coalition_list,
    sign_key_list,
    weeks_from,
)
from safehold.public.reporting import actions
from safehold.public.reporting.models import Envelope, Mailbox, SignedList

WEEKS = 4


@dataclass
class MadeDesk:
    """One organisation with everything that its vault would hold."""

    slug: str
    name: dict[str, str]
    languages: list[str]
    is_default: bool = False
    id: UUID = field(default_factory=uuid4)
    root: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    reply_key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    intake: dict[str, Identity] = field(default_factory=dict)
    intake_keys: list[IntakeKey] = field(default_factory=list)

    def make_intake_keys(self, first_day: date, weeks: int = WEEKS) -> None:
        for start, end in weeks_from(first_day, weeks):
            identity = generate_identity()
            recipient = str(recipient_of(identity))
            self.intake[key_id_of(recipient)] = identity
            self.intake_keys.append(IntakeKey.create(recipient, start, end))

    def organisation(self) -> Organisation:
        return Organisation(
            id=str(self.id),
            slug=self.slug,
            name=self.name,
            languages=self.languages,
            root_key=self.root.public_key().public_bytes_raw().hex(),
            is_default=self.is_default,
        )

    def signed_key_list(self, version: int, on: date) -> bytes:
        verify_key = self.reply_key.public_key().public_bytes_raw()
        keys = KeyList(
            organisation_id=str(self.id),
            version=version,
            issued_on=on,
            reply_keys=[ReplyKey.create(verify_key, on, on + timedelta(days=365))],
            intake_keys=self.intake_keys,
        )
        return sign_key_list(keys, self.root)

    def open_report(self, envelope: Envelope) -> ReportDocument:
        plain = open_sealed(bytes(envelope.sealed), [self.intake[envelope.key_id]])
        return unpack_document(plain, ReportDocument)

    def open_message(self, envelope: Envelope, verify_key: bytes) -> MessageDocument:
        """Open a later message and check that the reporter signed it."""
        signed = unpack_bytes(open_sealed(bytes(envelope.sealed), [self.intake[envelope.key_id]]))
        return verify_document(signed, MessageDocument, verify_key)

    def recipient_of(self, mailbox: Mailbox) -> HybridRecipient:
        """The reporter's recipient, which stands inside the sealed report and in no row."""
        report = self.open_report(mailbox.envelopes.get(kind=Envelope.Kind.REPORT))
        return HybridRecipient(report.reporter_recipient)

    def reply(
        self, mailbox: Mailbox, words: str, on: date, *, signed_by: Ed25519PrivateKey | None = None
    ) -> UUID:
        """Deliver a reply as the desk does; return its id."""
        reply_id = uuid4()
        document = ReplyDocument(
            report_id=str(mailbox.id),
            reply_id=str(reply_id),
            words=words,
            language="en",
            signed_as=self.name["en"],
            sent_on=on.isoformat(),
        )
        signed = sign_document(document, signed_by or self.reply_key)
        sealed = seal(pack_bytes(signed), [self.recipient_of(mailbox)])
        assert actions.store_reply(reply_id, mailbox.id, sealed, on)
        return reply_id


@dataclass
class MadeCoalition:
    """A pinned root and the desks under it."""

    on: date
    desks: list[MadeDesk]
    root: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def pinned_root(self) -> str:
        return self.root.public_key().public_bytes_raw().hex()

    @property
    def default(self) -> MadeDesk:
        return self.desks[0]

    def signed_list(self, version: int = 1) -> bytes:
        organisations = [desk.organisation() for desk in self.desks]
        return sign_coalition_list(
            CoalitionList(version=version, issued_on=self.on, organisations=organisations), self.root
        )

    def deliver(self, version: int = 1) -> None:
        """Store every list, as the desk's crossing does."""
        actions.store_list(SignedList.Kind.COALITION, None, version, self.signed_list(version))
        for desk in self.desks:
            actions.store_list(SignedList.Kind.KEYS, desk.id, version, desk.signed_key_list(version, self.on))


def make_coalition(on: date) -> MadeCoalition:
    """Three desks of invented organisations; the first is the default."""
    desks = [
        MadeDesk(
            "focal-point",
            {"en": "The focal point desk", "fr": "Le bureau du point de contact"},
            ["English", "Français", "中文", "བོད་ཡིག", "ئۇيغۇرچە"],
            is_default=True,
        ),
        MadeDesk("steppe", {"en": "Steppe community desk"}, ["ئۇيغۇرچە", "English"]),
        MadeDesk("harbour", {"en": "Harbour community desk"}, ["粵語", "English"]),
    ]
    for desk in desks:
        desk.make_intake_keys(on)
    return MadeCoalition(on, desks)
