# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Typed and signed documents: exact fields, and nothing believed before its signature."""

from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.envelopes import (
    Document,
    EnvelopeMalformed,
    FileNote,
    MessageDocument,
    ReplyDocument,
    ReportDocument,
    SignatureRejected,
    UploadGrant,
    canonical_json,
    decode,
    encode,
    pack_document,
    schema_of,
    sign,
    sign_document,
    unpack_document,
    verify,
    verify_document,
)

REPORT_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
FILE_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
AMINA = Ed25519PrivateKey.from_private_bytes(b"a" * 32)
AMINA_KEY = AMINA.public_key().public_bytes_raw()
STRANGER_KEY = Ed25519PrivateKey.from_private_bytes(b"s" * 32).public_key().public_bytes_raw()


def make_report(**changes: Any) -> ReportDocument:
    fields: dict[str, Any] = {
        "report_id": REPORT_ID,
        "language": "ug",
        "reporting_for": "self",
        "group_size": "",
        "words": "A man followed me home.\n跟踪 ئۇيغۇرچە",
        "when": "last week",
        "where": "near the station",
        "tactics": ["INT-STLK"],
        "who_did_it": "",
        "who_was_targeted": "",
        "relatives_at_risk": "",
        "help_wanted": ["safety"],
        "help_words": "",
        "safe_contact": "",
        "safe_times": "",
        "consents": ["contact", "compare"],
        "consent_text_version": "1",
        "reporter_recipient": bytes(1216),
        "reporter_verify_key": AMINA_KEY.hex(),
        "files_secret": "AGE-SECRET-KEY-PQ-1QQQQ",
        "received_on": "2026-09-01",
        "urgent": False,
    }
    return ReportDocument(**fields | changes)


def make_message(**changes: Any) -> MessageDocument:
    fields: dict[str, Any] = {
        "report_id": REPORT_ID,
        "kind": "answer",
        "words": "Yes.",
        "document": None,
        "consents": [],
        "consent_text_version": "1",
        "sent_on": "2026-09-02",
    }
    return MessageDocument(**fields | changes)


EXAMPLES: list[Document] = [
    make_report(),
    make_message(),
    make_message(kind="addition", document={"words": "more", "tactics": ["OTH-UNKN"], "urgent": True}),
    FileNote(
        report_id=REPORT_ID,
        file_id=FILE_ID,
        name="照片 1.jpg",
        media_type="image/jpeg",
        size_bytes=0,
        sha256="0" * 64,
        sent_on="2026-09-01",
    ),
    UploadGrant(report_id=REPORT_ID, verify_key=AMINA_KEY.hex(), valid_until="2026-09-02"),
    ReplyDocument(
        report_id=REPORT_ID,
        reply_id=FILE_ID,
        words="We read it.",
        language="en",
        signed_as="Noor's organisation",
        sent_on="2026-09-03",
    ),
]
any_example = pytest.mark.parametrize("document", EXAMPLES, ids=lambda document: type(document).__name__)

KINDS: list[type[Document]] = [ReportDocument, MessageDocument, FileNote, UploadGrant, ReplyDocument]
FIELDS: dict[type[Document], str] = {
    ReportDocument: "report_id language reporting_for group_size words when where tactics who_did_it "
    "who_was_targeted relatives_at_risk help_wanted help_words safe_contact safe_times consents "
    "consent_text_version reporter_recipient reporter_verify_key files_secret received_on urgent",
    MessageDocument: "report_id kind words document consents consent_text_version sent_on",
    FileNote: "report_id file_id name media_type size_bytes sha256 sent_on",
    UploadGrant: "report_id verify_key valid_until",
    ReplyDocument: "report_id reply_id words language signed_as sent_on",
}


@pytest.mark.parametrize("kind", KINDS)
def test_fields_are_pinned_under_their_schema_number(kind: type[Document]) -> None:
    assert " ".join(kind.__struct_fields__) == FIELDS[kind]


def test_schemas_are_pinned() -> None:
    assert [schema_of(kind) for kind in KINDS] == [
        "report/1",
        "message/1",
        "file-note/1",
        "upload-grant/1",
        "reply/1",
    ]


@any_example
def test_document_comes_back(document: Document) -> None:
    kind = type(document)
    assert decode(encode(document), kind) == document
    assert unpack_document(pack_document(document), kind) == document
    assert verify_document(sign_document(document, AMINA), kind, AMINA_KEY) == document


@given(st.text(st.characters(codec="utf-8")))
def test_people_may_write_any_text(words: str) -> None:
    report = make_report(words=words, where=words, who_did_it=words, safe_contact=words)
    assert decode(encode(report), ReportDocument) == report


@any_example
def test_document_of_another_schema_is_refused(document: Document) -> None:
    for kind in KINDS:
        if kind is not type(document):
            with pytest.raises(EnvelopeMalformed):
                decode(encode(document), kind)


@any_example
def test_missing_unknown_and_future_fields_are_refused(document: Document) -> None:
    fields = msgspec.to_builtins(document)
    wrong = [fields | {"extra": ""}, fields | {"schema": "report/2"}, fields | {"schema": 1}]
    wrong += [{name: value for name, value in fields.items() if name != missing} for missing in fields]
    for changed in wrong:
        with pytest.raises(EnvelopeMalformed):
            decode(canonical_json(changed), type(document))


@pytest.mark.parametrize(
    "change",
    [
        {"report_id": "1"},
        {"report_id": REPORT_ID + "\n"},
        {"reporting_for": "nobody"},
        {"received_on": "2026-09-01T10:00"},
        {"received_on": "1 September"},
        {"tactics": ["<b>"]},
        {"reporter_recipient": bytes(1215)},
        {"reporter_verify_key": "00"},
        {"files_secret": "AGE-SECRET-KEY-1QQQQ"},
        {"words": None},
        {"words": "\ud800"},
        {"urgent": "yes"},
    ],
    ids=str,
)
def test_report_that_could_not_be_read_is_not_written(change: dict[str, Any]) -> None:
    with pytest.raises(EnvelopeMalformed):
        encode(make_report(**change))


def test_errors_and_printed_documents_quote_nothing() -> None:
    report = make_report(reporting_for="amina's secret")
    with pytest.raises(EnvelopeMalformed) as caught:
        encode(report)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert repr(report) == "ReportDocument(hidden)"
    assert str(report) == "ReportDocument(hidden)"


def test_signed_bytes_are_signature_then_payload() -> None:
    signed = sign("reply/1", b"payload", AMINA)
    assert signed[64:] == b"payload"
    AMINA.public_key().verify(signed[:64], b"safehold/reply/1\npayload")


@given(st.binary(max_size=200), st.data())
def test_any_flipped_bit_of_signed_bytes_raises(payload: bytes, data: st.DataObject) -> None:
    signed = bytearray(sign("message/1", payload, AMINA))
    assert verify("message/1", bytes(signed), AMINA_KEY) == payload
    signed[data.draw(st.integers(0, len(signed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SignatureRejected):
        verify("message/1", bytes(signed), AMINA_KEY)


def test_other_schema_other_key_and_cut_bytes_are_rejected() -> None:
    signed = sign("message/1", b"payload", AMINA)
    for schema, content, key in [
        ("message/2", signed, AMINA_KEY),
        ("reply/1", signed, AMINA_KEY),
        ("message/1", signed, STRANGER_KEY),
        ("message/1", signed, b"short"),
        ("message/1", signed[:64], AMINA_KEY),
        ("message/1", signed[:63], AMINA_KEY),
        ("message/1", b"", AMINA_KEY),
    ]:
        with pytest.raises(SignatureRejected):
            verify(schema, content, key)


@pytest.mark.parametrize("schema", ["", "reply", "reply/0", "Reply/1", "reply/1\n", "reply/1\nx", "../1"])
def test_ill_formed_schema_is_never_signed(schema: str) -> None:
    with pytest.raises(ValueError, match="schema"):
        sign(schema, b"", AMINA)
