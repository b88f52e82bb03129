# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which addresses are written to, and what may stand in a letter: laws over anything that anybody could type."""

import unicodedata
from email import message_from_bytes, policy
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from safehold.public.register.adapters.letters import _message
from safehold.public.register.rules.alerts import LONGEST_NAME, Letter, mailbox_of, plain_line, read_address

HOSTILE = st.text(st.sampled_from(list("ab1.@+-_<>,;:\"'()[]\\ \r\n\t\0%!=?é中\u202e\u2028")), max_size=40)
ADDRESSES = HOSTILE | st.builds("{}@{}".format, HOSTILE, HOSTILE) | st.emails()


@given(ADDRESSES)
def test_an_address_that_is_taken_is_one_address_and_nothing_else(typed: str) -> None:
    address = read_address(typed)
    if address is None:
        return
    assert address.isascii() and address.isprintable()
    assert not set(address) & set(' ",;:<>()[]\\')
    assert getaddresses([address]) == [("", address)]
    assert read_address(address) == address


@given(ADDRESSES, st.text(), st.text(min_size=1))
def test_a_letter_has_one_receiver_and_the_headers_that_we_write(typed: str, text: str, name: str) -> None:
    address = read_address(typed) or "sana@example.org"
    letter = Letter(
        "Register: 2 changes", f"{plain_line(name)}\n{plain_line(text)}\n", "https://r.example/stop"
    )
    read = message_from_bytes(_message(letter, address).message().as_bytes(), policy=policy.default)
    assert [str(each) for each in read.get_all("To", [])] == [address]
    assert not {"Cc", "Bcc", "Reply-To"} & set(read.keys())
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" Sana@Example.ORG ", "Sana@example.org"),
        ("sana@bücher.example", "sana@xn--bcher-kva.example"),
        ("sana@localhost", None),
        ("sana@127.0.0.1", None),
        ("sana@example.org\r\nBcc: all@example.org", None),
        ("a@example.org,b@example.org", None),
        ('"a b"@example.org', None),
        ("@example.org", None),
        ("x" * 65 + "@example.org", None),
    ],
)
def test_addresses_are_read_as_listed(typed: str, read: str | None) -> None:
    assert read_address(typed) == read


@given(st.text())
def test_what_somebody_filed_is_a_piece_of_one_line(text: str) -> None:
    line = plain_line(text)
    assert (line[0], line[-1]) == ("\u2068", "\u2069")
    inner = line[1:-1]
    assert len(inner) <= LONGEST_NAME
    assert len(inner.splitlines()) <= 1
    assert all(unicodedata.category(c) not in {"Cc", "Cf"} or c in "\u200c\u200d" for c in inner)
    assert "://" not in inner


def test_a_tag_is_no_other_mailbox() -> None:
    assert mailbox_of("Sana+a@Example.org") == mailbox_of("sana@example.org")
    assert mailbox_of("+a@example.org") != mailbox_of("+b@example.org")


def test_letters_do_not_name_the_machine(settings: Settings) -> None:
    settings.ALERTS_SITE = "https://register.example"
    message = _message(Letter("s", "t", "https://register.example/x"), "sana@example.org").message()
    assert message["Message-ID"].endswith("@register.example>")
