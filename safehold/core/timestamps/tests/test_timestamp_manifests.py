# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A manifest has one spelling, and names what was stamped; anything else is refused."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.timestamps import (
    Manifest,
    ManifestMalformed,
    StampedItem,
    hash_manifest,
    read_manifest,
    write_manifest,
)

BATCH = UUID(int=3)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
items = st.lists(
    st.builds(StampedItem, st.uuids().map(str), hashes, st.integers(0, 2**50)),
    min_size=1,
    max_size=6,
    unique_by=lambda item: item.id,
)


@given(items)
def test_a_manifest_is_read_as_it_was_written(rows: list[StampedItem]) -> None:
    content = write_manifest(BATCH, rows)
    assert read_manifest(content) == Manifest(str(BATCH), tuple(sorted(rows)))
    assert content == write_manifest(BATCH, reversed(rows))


def test_a_manifest_says_what_it_is_and_how_to_check_it() -> None:
    document = json.loads(write_manifest(BATCH, [StampedItem("a", "0" * 64, 5)]))
    assert document["format"] == "safehold.timestamp-manifest/1"
    assert "openssl ts -verify" in document["about"]
    assert document["items"] == [{"id": "a", "sha256": "0" * 64, "size": 5}]


@given(st.data())
def test_any_flipped_byte_gives_another_hash_or_no_manifest(data: st.DataObject) -> None:
    content = bytearray(write_manifest(BATCH, data.draw(items)))
    kept = hash_manifest(bytes(content))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read_manifest(bytes(content))
    except ManifestMalformed:
        return
    assert hash_manifest(bytes(content)) != kept


ITEM = StampedItem("a", "0" * 64, 5)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [ITEM, ITEM],
        [StampedItem("a", "0" * 63, 5)],
        [StampedItem("a", "A" * 64, 5)],
        [StampedItem("a", "0" * 64, -1)],
        [StampedItem("a", "0" * 64, True)],
    ],
    ids=["none", "twice", "short hash", "large letters", "less than nothing", "no number"],
)
def test_what_cannot_be_stamped_is_refused(rows: list[StampedItem]) -> None:
    with pytest.raises(ManifestMalformed):
        write_manifest(BATCH, rows)


GOOD = write_manifest(BATCH, [ITEM])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        GOOD + b"\n",
        GOOD.replace(b'"about"', b'"about":"","about"'),
        GOOD.replace(b'"size":5', b'"more":1,"size":5'),
        GOOD.replace(b'"size":5', b'"size":"5"'),
        GOOD.replace(b"manifest/1", b"manifest/2"),
        GOOD.replace(b'"items":[', b'"items":[7,'),
    ],
)
def test_what_a_desk_does_not_write_is_refused(content: bytes) -> None:
    with pytest.raises(ManifestMalformed):
        read_manifest(content)
