# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules and capabilities: no database, milliseconds."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.receipts import generate
from safehold.public.reporting import rules
from safehold.public.reporting.capability import Capability
from safehold.public.reporting.errors import CapabilityUnknown, MailboxTampered
from safehold.public.reporting.forms import choices

DRAFT = rules.Draft(organisation_id=UUID(int=1), reporting_for="self", words="They called again.")


def test_the_same_words_to_another_desk_are_the_same_content() -> None:
    assert rules.content_of(DRAFT) == rules.content_of(replace(DRAFT, organisation_id=uuid4()))


@pytest.mark.parametrize(
    "change",
    [{"words": "They called twice."}, {"urgent": True}, {"consents": ("contact",)}, {"where": "Ottawa"}],
)
def test_any_other_change_is_another_content(change: dict[str, object]) -> None:
    assert rules.content_of(DRAFT) != rules.content_of(replace(DRAFT, **change))  # type: ignore[arg-type]


def test_a_draft_never_prints_its_words() -> None:
    assert "called" not in repr(DRAFT)


def test_unreadable_characters_are_noticed() -> None:
    assert rules.has_unreadable(["", "a\ufffdb"])
    assert not rules.has_unreadable(["", "跟踪"])


@given(st.text())
def test_a_shown_name_is_one_short_line(name: str) -> None:
    cleaned = rules.clean_name(name)
    assert len(cleaned) <= rules.MAX_NAME_CHARACTERS
    assert not any(ord(char) < 32 for char in cleaned)
    assert rules.clean_name(cleaned) == cleaned


def test_a_long_name_keeps_its_ending() -> None:
    assert rules.clean_name("a" * 400 + ".jpeg").endswith(".jpeg")


def test_days_start_at_midnight() -> None:
    assert rules.start_of(date(2026, 11, 23)) == int(datetime(2026, 11, 23, tzinfo=UTC).timestamp())
    assert rules.upload_ends(date(2026, 11, 30)) == date(2026, 12, 1)


def test_the_same_file_under_another_name_is_another_file() -> None:
    key = rules.file_mac_key(generate())
    assert rules.file_mac(key, "00", "a.jpg") == rules.file_mac(key, "00", "a.jpg")
    assert rules.file_mac(key, "00", "a.jpg") != rules.file_mac(key, "00", "b.jpg")


def test_a_changed_mailbox_is_noticed() -> None:
    receipt, ours, theirs = generate(), uuid4(), uuid4()
    mac = rules.binding_mac(receipt, ours, ours, b"mine")
    rules.check_binding(receipt, ours, ours, b"mine", mac)
    for changed in (
        (theirs, ours, b"mine"),
        (ours, theirs, b"mine"),
        (ours, ours, b"theirs"),
    ):
        with pytest.raises(MailboxTampered):
            rules.check_binding(receipt, *changed, mac)


def test_a_capability_reads_back_from_its_address() -> None:
    capability = Capability.generate()
    read = Capability.parse(capability.text)
    assert (read.hash, read.verify_key) == (capability.hash, capability.verify_key)


@pytest.mark.parametrize("text", ["", "A" * 42, "A" * 42 + "B", "A" * 44, "é" * 43, "=" * 43])
def test_no_other_text_is_a_capability(text: str) -> None:
    with pytest.raises(CapabilityUnknown):
        Capability.parse(text)


def test_a_wrapped_key_opens_only_for_its_address_and_recipient() -> None:
    capability = Capability.generate()
    wrapped = capability.wrap(b"k" * 32, b"mine")
    assert capability.unwrap(wrapped, b"mine") == b"k" * 32
    with pytest.raises(CapabilityUnknown):
        capability.unwrap(wrapped, b"theirs")
    with pytest.raises(CapabilityUnknown):
        Capability.generate().unwrap(wrapped, b"mine")


def test_a_capability_hides_itself() -> None:
    capability = Capability.generate()
    assert capability.text not in repr(capability)


def test_every_purpose_has_words_and_no_other() -> None:
    assert tuple(code for code, _words in choices.PURPOSES) == rules.PURPOSES
