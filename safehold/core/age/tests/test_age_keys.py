# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Key text: the specification's own examples, round trips, and what is refused."""

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core import age
from safehold.core.age import bech32
from safehold.core.age.hybrid import HybridIdentity, HybridRecipient
from safehold.core.age.x25519 import X25519Identity, X25519Recipient

# The example identities of C2SP age, with the recipient it gives for the first and the start of the second's.
CLASSICAL_TEXT = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
CLASSICAL_RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
HYBRID_TEXT = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
HYBRID_RECIPIENT_START = (
    "age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zrqtzdxz95paef6caq5"
)
HYBRID_RECIPIENT_END = "5awe9j99ly5hkntzz9fe5zatgjvzdd0kgtxs25njnajyf6ssekp7gelxquusn4pt25czh3scj68kq79wdn5tg"

seeds = st.binary(min_size=32, max_size=32)


def test_classical_example_of_the_specification() -> None:
    identity = age.parse_identity(CLASSICAL_TEXT)
    assert isinstance(identity, X25519Identity)
    assert str(identity.recipient) == CLASSICAL_RECIPIENT
    assert identity.secret_seed() == b"\x42" * 32


def test_hybrid_example_of_the_specification() -> None:
    identity = age.parse_identity(HYBRID_TEXT)
    assert isinstance(identity, HybridIdentity)
    assert str(identity.recipient).startswith(HYBRID_RECIPIENT_START)
    assert HYBRID_RECIPIENT_END in str(identity.recipient)


@given(seed=seeds)
@settings(max_examples=30, deadline=None)
def test_a_seed_always_gives_the_same_key_pair(seed: bytes) -> None:
    identity = age.derive_identity(seed)
    assert identity.secret_seed() == seed
    again = age.parse_identity(identity.secret_text())
    assert again.recipient == identity.recipient
    assert age.parse_recipient(str(age.recipient_of(identity))) == identity.recipient


def test_generated_identities_are_hybrid_and_differ() -> None:
    first, second = age.generate_identity(), age.generate_identity()
    assert isinstance(first.recipient, HybridRecipient)
    assert first.secret_text().startswith("AGE-SECRET-KEY-PQ-1")
    assert first.recipient != second.recipient
    assert len({first.recipient, second.recipient, age.parse_recipient(str(first.recipient))}) == 2


@given(data=st.binary(max_size=100))
@settings(max_examples=60)
def test_bech32_round_trips(data: bytes) -> None:
    assert bech32.decode(bech32.encode("age", data)) == ("age", data)
    assert bech32.decode(bech32.encode("age", data).upper()) == ("age", data)


@given(position=st.integers(0, len(CLASSICAL_RECIPIENT) - 1), character=st.characters(codec="utf-8"))
@settings(max_examples=150)
def test_a_slip_in_a_recipient_is_noticed(position: int, character: str) -> None:
    slipped = CLASSICAL_RECIPIENT[:position] + character + CLASSICAL_RECIPIENT[position + 1 :]
    if slipped != CLASSICAL_RECIPIENT:
        with pytest.raises(age.RecipientMalformed):
            age.parse_recipient(slipped)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "age1",
        " " + CLASSICAL_RECIPIENT,
        CLASSICAL_RECIPIENT + "\n",
        CLASSICAL_RECIPIENT.upper(),
        CLASSICAL_RECIPIENT.replace("age1", "Age1"),
        CLASSICAL_TEXT,
        bech32.encode("age", bytes(31)),
        bech32.encode("age1pq", bytes(32)),
        bech32.encode("age1pq", b"\xff" * 1216),
        bech32.encode("age1tag", bytes(33)),
    ],
)
def test_other_text_is_no_recipient(text: str) -> None:
    with pytest.raises(age.RecipientMalformed):
        age.parse_recipient(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        CLASSICAL_RECIPIENT,
        CLASSICAL_TEXT.lower(),
        HYBRID_TEXT[:-1],
        HYBRID_TEXT.replace("XX76", "XX67"),
        bech32.encode("age-secret-key-pq-", bytes(31)).upper(),
        bech32.encode("age-plugin-key-", bytes(32)).upper(),
    ],
)
def test_other_text_is_no_identity(text: str) -> None:
    with pytest.raises(age.IdentityMalformed):
        age.parse_identity(text)


@pytest.mark.parametrize("size_bytes", [0, 16, 31, 33, 64])
def test_a_seed_of_another_size_is_refused(size_bytes: int) -> None:
    with pytest.raises(age.IdentityMalformed):
        age.derive_identity(bytes(size_bytes))


def test_keys_of_low_order_are_refused_when_sealing() -> None:
    hybrid = age.derive_identity(bytes(32)).recipient
    for weak in (X25519Recipient(bytes(32)), HybridRecipient(hybrid.key[:1184] + bytes(32))):
        with pytest.raises(age.RecipientMalformed):
            age.seal(b"words", [weak])


def test_an_identity_is_neither_pickled_nor_copied() -> None:
    identity = age.generate_identity()
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled"):
            copying(identity)
