# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Padding and packing: what is opened is what was packed, or it raises."""

import hashlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core import envelopes
from safehold.core.envelopes import (
    MAX_CONTENT_BYTES,
    MIN_PACKED_BYTES,
    EnvelopeError,
    EnvelopeMalformed,
    EnvelopeOversized,
    canonical_json,
    pack,
    pack_bytes,
    padding_for,
    padme,
    read_canonical_json,
    unpack,
    unpack_bytes,
)

text = st.text(st.characters(codec="utf-8"))
keys = st.text(st.characters(max_codepoint=127))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner),
    max_leaves=10,
)
any_document = st.dictionaries(keys, values, max_size=6)


def test_public_surface_is_pinned() -> None:
    assert sorted(envelopes.__all__) == sorted(
        [
            "Document",
            "EnvelopeError",
            "EnvelopeMalformed",
            "EnvelopeOversized",
            "FileNote",
            "HandOverDocument",
            "HandedReply",
            "MAX_CONTENT_BYTES",
            "MIN_PACKED_BYTES",
            "MessageDocument",
            "ReplyDocument",
            "ReportDocument",
            "SignatureRejected",
            "UploadGrant",
            "canonical_json",
            "decode",
            "encode",
            "pack",
            "pack_bytes",
            "pack_document",
            "padding_for",
            "padme",
            "read_canonical_json",
            "schema_of",
            "sign",
            "sign_document",
            "unpack",
            "unpack_bytes",
            "unpack_document",
            "verify",
            "verify_document",
        ]
    )


@pytest.mark.parametrize(
    ("length", "size"),
    [(0, 0), (1, 1), (2, 2), (8, 8), (9, 10), (1_000, 1_024), (100_000, 100_352), (10_000_000, 10_223_616)],
)
def test_padme_sizes(length: int, size: int) -> None:
    assert padme(length) == size
    assert padding_for(length) == size - length


@given(st.integers(2, 2**40))
def test_padme_is_algorithm_1_of_the_paper(length: int) -> None:
    exponent = math.frexp(length)[1] - 1
    last_bits = exponent - (math.floor(math.log2(exponent)) + 1 if exponent else 0)
    step = 2**last_bits
    assert padme(length) == -(-length // step) * step


@given(st.integers(0, 2**40), st.integers(0, 2**40))
def test_padme_keeps_order_and_costs_at_most_12_percent(a: int, b: int) -> None:
    assert (a <= b) <= (padme(a) <= padme(b))
    assert a <= padme(a) <= a * 1.12
    assert padme(padme(a)) == padme(a)


@given(any_document)
def test_packed_document_comes_back(document: dict[str, object]) -> None:
    assert unpack(pack(document)) == document


@given(st.binary(max_size=10_000))
def test_packed_size_is_a_padme_size_above_the_floor(content: bytes) -> None:
    packed = pack_bytes(content)
    assert unpack_bytes(packed) == content
    assert padme(len(packed)) == len(packed) >= MIN_PACKED_BYTES
    assert packed[:16] == b"SAFEHLD1" + len(content).to_bytes(8)
    assert packed[16:48] == hashlib.sha256(content).digest()


def test_short_words_and_a_paragraph_have_one_size() -> None:
    assert len(pack({"words": "yes"})) == len(pack({"words": "no, and this is why. " * 100}))


@given(st.binary(max_size=5_000), st.data())
def test_any_flipped_bit_raises(content: bytes, data: st.DataObject) -> None:
    packed = bytearray(pack_bytes(content))
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(EnvelopeError):
        unpack_bytes(bytes(packed))


@given(st.binary(max_size=5_000), st.data())
def test_any_other_length_raises(content: bytes, data: st.DataObject) -> None:
    packed = pack_bytes(content)
    with pytest.raises(EnvelopeMalformed):
        unpack_bytes(packed[: data.draw(st.integers(0, len(packed) - 1))])
    with pytest.raises(EnvelopeMalformed):
        unpack_bytes(packed + bytes(data.draw(st.integers(1, 5_000))))


def test_oversized_content_raises() -> None:
    assert len(unpack_bytes(pack_bytes(bytes(MAX_CONTENT_BYTES)))) == MAX_CONTENT_BYTES
    with pytest.raises(EnvelopeOversized):
        pack_bytes(bytes(MAX_CONTENT_BYTES + 1))
    with pytest.raises(EnvelopeOversized):
        unpack_bytes(b"SAFEHLD1" + (MAX_CONTENT_BYTES + 1).to_bytes(8) + bytes(5_000))


def test_canonical_json_has_one_spelling() -> None:
    assert canonical_json({"b": "é\n\u007f", "a": [1, True, None]}) == (
        '{"a":[1,true,null],"b":"é\\n\u007f"}'.encode()
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"1",
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":NaN}',
        b'{"a":-0}',
        b'{"a":9007199254740992}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        '{"é":1}'.encode(),
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_any_other_spelling_is_refused(content: bytes) -> None:
    with pytest.raises(EnvelopeMalformed):
        read_canonical_json(content)


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, b"bytes", {1: "a"}, {"é": 1}, "\ud800", object()]
)
def test_what_has_no_canonical_form_is_not_written(value: object) -> None:
    with pytest.raises(EnvelopeMalformed):
        canonical_json({"a": value})
