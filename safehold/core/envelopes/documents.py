# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The documents that cross between a reporter and an organisation, as typed, frozen structures.

Each has a schema name and number, which stands in its JSON under "schema". Every field is required and no
other is accepted: a change of fields is a new number. Text that people write is never limited by a pattern;
codes, keys, ids and days are. Days are ISO dates ("2026-09-01"): no document holds a time of day.
"""

import re
from typing import Annotated, Any, TypeVar

import msgspec

from safehold.core.envelopes.canonical import canonical_json, read_canonical_json
from safehold.core.envelopes.errors import EnvelopeMalformed

Id = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Code = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_.-]{1,64}\Z")]
Day = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Hex32 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
"""32 bytes in lower-case hex: an Ed25519 public key or a SHA-256."""
Recipient = Annotated[str, msgspec.Meta(pattern=r"\Aage1pq1[0-9a-z]{1,4000}\Z")]
HybridKey = Annotated[bytes, msgspec.Meta(min_length=1216, max_length=1216)]
"""An age `mlkem768x25519` public key in base64, which costs a tenth of its Bech32 text."""
Identity = Annotated[str, msgspec.Meta(pattern=r"\AAGE-SECRET-KEY-PQ-1[0-9A-Z]{1,4000}\Z")]
ReportingFor = Annotated[str, msgspec.Meta(pattern=r"\A(self|other|group)\Z")]
MessageKind = Annotated[str, msgspec.Meta(pattern=r"\A(addition|answer|grant)\Z")]
Size = Annotated[int, msgspec.Meta(ge=0)]


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="schema"):
    """What all documents share. Printing one shows none of its fields: they hold words and secrets."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(hidden)"


class ReportDocument(Document, frozen=True, kw_only=True, tag="report/1"):
    """What a person sent, with the public halves of their keys: the desk trusts these, no database row."""

    report_id: Id
    language: str
    reporting_for: ReportingFor
    group_size: str
    words: str
    when: str
    where: str
    tactics: list[Code]
    who_did_it: str
    who_was_targeted: str
    relatives_at_risk: str
    help_wanted: list[Code]
    help_words: str
    safe_contact: str
    safe_times: str
    consents: list[Code]
    consent_text_version: str
    reporter_recipient: HybridKey
    reporter_verify_key: Hex32
    files_secret: Identity
    received_on: Day
    urgent: bool


class MessageDocument(Document, frozen=True, kw_only=True, tag="message/1"):
    """A later word of the reporter, signed by their key: an addition, an answer, or a grant of consent.

    `document` holds the fields of an addition that came as a whole form, and is null otherwise. `consents`
    are the purposes granted by this message.
    """

    report_id: Id
    kind: MessageKind
    words: str
    document: dict[str, Any] | None
    consents: list[Code]
    consent_text_version: str
    sent_on: Day


class FileNote(Document, frozen=True, kw_only=True, tag="file-note/1"):
    """What a sealed file is; signed by the upload key. Size and hash are of the content without padding."""

    report_id: Id
    file_id: Id
    name: str
    media_type: str
    size_bytes: Size
    sha256: Hex32
    sent_on: Day


class UploadGrant(Document, frozen=True, kw_only=True, tag="upload-grant/1"):
    """The reporter lets an upload key sign file notes, through the day `valid_until`; signed by their key."""

    report_id: Id
    verify_key: Hex32
    valid_until: Day


class ReplyDocument(Document, frozen=True, kw_only=True, tag="reply/1"):
    """An organisation's answer to the reporter; signed by one of its listed reply keys."""

    report_id: Id
    reply_id: Id
    words: str
    language: str
    signed_as: str
    sent_on: Day


class HandOverDocument(Document, frozen=True, kw_only=True, tag="hand-over/1"):
    """An organisation says that another one answers for a report from now on; signed by a reply key of the first."""

    report_id: Id
    from_id: Id
    to_id: Id
    handed_on: Day


class HandedReply(Document, frozen=True, kw_only=True, tag="handed-reply/1"):
    """A signed `reply/1` of an organisation to which the report was handed, with the signed `hand-over/1` documents
    that lead to it, from the organisation that was written to. It is not signed itself: what is in it is.
    """

    reply: bytes
    hand_overs: list[bytes]


_D = TypeVar("_D", bound=Document)
_PATH = re.compile(r" - at `(\$[^`]*)`\Z")


def schema_of(kind: type[Document]) -> str:
    """The schema name and number of a kind of document, such as "report/1"."""
    return str(kind.__struct_config__.tag)


def encode(document: Document) -> bytes:
    """Write a document as canonical JSON; raises EnvelopeMalformed when it could not be decoded again."""
    try:
        content = canonical_json(msgspec.to_builtins(document))
    except (TypeError, msgspec.MsgspecError):
        raise EnvelopeMalformed("A field holds what JSON cannot.") from None
    decode(content, type(document))
    return content


def decode(content: bytes, kind: type[_D]) -> _D:
    """Read canonical JSON as a document of `kind`; raises EnvelopeMalformed, also for any other schema."""
    document = read_canonical_json(content)
    if document.get("schema") != schema_of(kind):  # msgspec takes a missing tag for the right one
        raise EnvelopeMalformed(f"Not a {schema_of(kind)} document: its schema is another or missing.")
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        raise EnvelopeMalformed(f"Not a {schema_of(kind)} document: {_where(error)}.") from None


def _where(error: msgspec.ValidationError) -> str:
    """Where a document is wrong: the path at the end of an error whose text may quote a value."""
    path = _PATH.search(str(error))
    return f"the value at {path[1]}" if path else "its fields"
