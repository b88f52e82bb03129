# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the reporter's side. Pure: no rows, no clock, no randomness.

1. Only the words of what happened are required. Everything else may stay empty.
2. What was typed is cleaned, never judged: control characters go, line ends become one, the rest stays.
3. The same content under the same receipt is the same report, on whatever day and page it comes again.
4. A report is urgent when a tactic that the catalogue calls urgent is named, or when the person says that
   someone may be hurt in the next days. Nothing else raises the flag.
5. Every consent is its own choice. A purpose that this list does not know is no consent.
"""

import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from safehold.core.envelopes import ReportDocument, canonical_json
from safehold.core.receipts import Receipt
from safehold.public.reporting.errors import MailboxTampered

MAX_WORDS_CHARACTERS = 50_000
MAX_OTHER_CHARACTERS = 5_000
MAX_NAME_CHARACTERS = 255

PURPOSES = ("contact", "share-organisation", "share-authorities", "statistics", "compare")
"""What a person may agree to, each separately."""
CONSENT_TEXT_VERSION = "2026-11-23"
"""Changes whenever the words of a consent choice change."""

UPLOAD_DAYS = 1
ORPHAN_DAYS = 2
REPLACEMENT_CHARACTER = "\ufffd"

_STORED_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{15,63}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a person has typed and not yet sent. It exists in one request only."""

    organisation_id: UUID
    reporting_for: str
    group_size: str = ""
    words: str
    when: str = ""
    where: str = ""
    tactics: Sequence[str] = ()
    urgent: bool = False
    who_did_it: str = ""
    who_was_targeted: str = ""
    relatives_at_risk: str = ""
    help_wanted: Sequence[str] = ()
    help_words: str = ""
    safe_contact: str = ""
    safe_times: str = ""
    consents: Sequence[str] = ()

    def __repr__(self) -> str:
        return "Draft(hidden)"


_WRITTEN = tuple(field.name for field in fields(Draft) if field.name not in {"organisation_id", "urgent"})


def has_unreadable(texts: Iterable[str]) -> bool:
    """Did a character not arrive as it was typed?"""
    return any(REPLACEMENT_CHARACTER in text for text in texts)


def content_of(draft: Draft) -> bytes:
    """Rule 3: the canonical bytes of what was written, without receiver, day, language or random parts."""
    return b"report\n" + canonical_json({**fields_of(draft), "urgent": draft.urgent})


def fields_of(draft: Draft) -> dict[str, object]:
    """The fields of a draft as they stand in a report, or in an addition that came as a whole form."""
    typed = {name: getattr(draft, name) for name in _WRITTEN}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in typed.items()}


def compose_report(
    draft: Draft,
    *,
    report_id: UUID,
    language: str,
    reporter_recipient: bytes,
    reporter_verify_key: bytes,
    files_secret: str,
    on: date,
) -> ReportDocument:
    """Put together what will be sealed. The desk trusts the reporter's public keys in here, and no row."""
    return ReportDocument(
        report_id=str(report_id),
        language=language,
        reporting_for=draft.reporting_for,
        group_size=draft.group_size,
        words=draft.words,
        when=draft.when,
        where=draft.where,
        tactics=list(draft.tactics),
        who_did_it=draft.who_did_it,
        who_was_targeted=draft.who_was_targeted,
        relatives_at_risk=draft.relatives_at_risk,
        help_wanted=list(draft.help_wanted),
        help_words=draft.help_words,
        safe_contact=draft.safe_contact,
        safe_times=draft.safe_times,
        consents=list(draft.consents),
        consent_text_version=CONSENT_TEXT_VERSION,
        reporter_recipient=reporter_recipient,
        reporter_verify_key=reporter_verify_key.hex(),
        files_secret=files_secret,
        received_on=on.isoformat(),
        urgent=draft.urgent,
    )


def binding_mac(receipt: Receipt, mailbox_id: UUID, organisation_id: UUID, files_recipient: bytes) -> str:
    """What ties a mailbox's row to its receipt: which report, who reads it, to whom its files are sealed."""
    return receipt.mac(f"mailbox\n{mailbox_id}\n{organisation_id}\n".encode() + files_recipient)


def check_binding(
    receipt: Receipt, mailbox_id: UUID, organisation_id: UUID, files_recipient: bytes, expected_mac: str
) -> None:
    """Raise MailboxTampered unless this receipt was made with this mailbox.

    Without it, whoever writes to the database could hand a person's later words to another organisation.
    """
    mac = binding_mac(receipt, mailbox_id, organisation_id, files_recipient)
    if not hmac.compare_digest(mac, expected_mac):
        raise MailboxTampered


def file_mac_key(receipt: Receipt) -> bytes:
    """32 bytes by which a mailbox recognises the same file again, whatever address it comes through."""
    return bytes.fromhex(receipt.mac(b"file-mac-key"))


def file_mac(mac_key: bytes, sha256: str, name: str) -> str:
    """Tell the same file under the same name from any other, to nobody without the key."""
    return hmac.digest(mac_key, f"{sha256}\n{name}".encode(), "sha256").hex()


def clean_name(name: str) -> str:
    """A file's name as it may be shown: one line, not endless, its ending kept."""
    name = " ".join(_CONTROL.sub(" ", name).split())
    return name if len(name) <= MAX_NAME_CHARACTERS else f"{name[:200]}…{name[-40:]}"


def is_stored_name(name: str) -> bool:
    """Say whether a name is one that our own stores give: random characters, no path, no dot."""
    return _STORED_NAME.fullmatch(name) is not None


def upload_ends(on: date) -> date:
    """The last day on which an upload address made on `on` is good."""
    return on + timedelta(days=UPLOAD_DAYS)


def start_of(day: date) -> int:
    """Seconds of the epoch at the start of a day: file times are promised to the day only."""
    return int(datetime.combine(day, time(), UTC).timestamp())
