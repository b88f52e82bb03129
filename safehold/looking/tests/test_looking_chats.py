# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conversations are read as people export them, in many countries."""

import pytest

from safehold.looking.inside import chats
from safehold.looking.inside.chats import days
from safehold.looking.tests import conversations, seeds


@pytest.mark.parametrize(
    ("first", "second", "moments"),
    [
        (
            "[13/03/2026, 21:15:32] ",
            "[13/03/2026, 21:16:00] ",
            ("2026-03-13T21:15:32", "2026-03-13T21:16:00"),
        ),
        ("3/13/26, 9:15 PM - ", "3/13/26, 9:16 PM - ", ("2026-03-13T21:15:00", "2026-03-13T21:16:00")),
        (
            "[3/13/26, 12:01:05\u202fAM] ",
            "[3/13/26, 12:02:05\u202fPM] ",
            ("2026-03-13T00:01:05", "2026-03-13T12:02:05"),
        ),
        ("13.03.26, 21:15 - ", "13.03.26, 21:16 - ", ("2026-03-13T21:15:00", "2026-03-13T21:16:00")),
        ("2026/3/13 21:15 - ", "2026/3/13 21:16 - ", ("2026-03-13T21:15:00", "2026-03-13T21:16:00")),
        (
            "[2026/3/13 下午9:15:32] ",
            "[2026/3/13 下午9:16:00] ",
            ("2026-03-13T21:15:32", "2026-03-13T21:16:00"),
        ),
        (
            "2026年3月13日 上午9:15 - ",
            "2026年3月13日 下午9:16 - ",
            ("2026-03-13T09:15:00", "2026-03-13T21:16:00"),
        ),
        (
            "2026-03-13, 9:15 a.m. - ",
            "2026-03-13, 9:16 p.m. - ",
            ("2026-03-13T09:15:00", "2026-03-13T21:16:00"),
        ),
    ],
)
def test_whatsapp_of_many_countries(first: str, second: str, moments: tuple[str, str]) -> None:
    found = chats.read(f"{first}Amina: One\nmore line\n{second}卓玛: 你好: 再见\n", "text/plain")
    assert found
    assert tuple(each["at"] for each in found["messages"]) == moments
    assert found["people"] == ["Amina", "卓玛"]
    assert [each["words"] for each in found["messages"]] == ["One\nmore line", "你好: 再见"]


def test_day_that_can_be_read_both_ways_is_left_as_written() -> None:
    found = chats.read("03/04/2026, 10:00 - A: x\n03/04/2026, 11:00 - B: y\n", "text/plain")
    assert found
    assert (found["day_first"], found["messages"][0]["at"]) == (None, "03/04/2026, 10:00")


def test_order_of_messages_tells_which_number_is_the_day() -> None:
    written = ["01/02/2026, 10:00", "02/02/2026, 10:00", "01/03/2026, 10:00"]
    assert days.read_all(written) == (
        ["2026-02-01T10:00:00", "2026-02-02T10:00:00", "2026-03-01T10:00:00"],
        True,
    )


def test_notices_of_the_service_have_no_author_and_attachments_are_named() -> None:
    text = (
        "13/03/2026, 21:14 - Messages and calls are end-to-end encrypted.\n"
        "13/03/2026, 21:15 - Amina: IMG-1.jpg (file attached)\nlook at this\n"
        "13/03/2026, 21:16 - Amina: \u200e<attached: 00000003-PHOTO.jpg>\n"
    )
    found = chats.read(text, "text/plain")
    assert found
    assert [(each["by"], each["attachment"]) for each in found["messages"]] == [
        ("", ""),
        ("Amina", "IMG-1.jpg"),
        ("Amina", "00000003-PHOTO.jpg"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "卓玛 2026-03-13 21:15:32\n你好\n\nAmina 2026-03-13 21:16:00\nWho are you?\n",
        "2026-03-13 21:15:32 卓玛\n你好\n\n2026-03-13 21:16:00 Amina\nWho are you?\n",
        "卓玛 2026年3月13日 21:15:32\n你好\nAmina 2026年3月13日 21:16:00\nWho are you?\n",
    ],
)
def test_wechat(text: str) -> None:
    found = chats.read(text, "text/plain")
    assert found
    assert found["service"] == "wechat"
    assert [(each["by"], each["at"], each["words"]) for each in found["messages"]] == [
        ("卓玛", "2026-03-13T21:15:32", "你好"),
        ("Amina", "2026-03-13T21:16:00", "Who are you?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[2026-03-13 21:15:32] Alice: hello\n[2026-03-13 21:16:00] Me: who?\n",
        "From: Alice\nType: incoming\nSent: Fri, 13 Mar 2026 21:15:32 +0000\n\nhello\n\n"
        "From: Me\nType: outgoing\nSent: Fri, 13 Mar 2026 21:16:00 +0000\n\nwho?\n",
    ],
)
def test_signal(text: str) -> None:
    found = chats.read(text, "text/plain")
    assert found
    assert (found["service"], found["people"]) == ("signal", ["Alice", "Me"])
    assert found["messages"][0]["at"].startswith("2026-03-13T21:15:32")
    assert [each["words"] for each in found["messages"]] == ["hello", "who?"]


def test_telegram_pages() -> None:
    found = chats.read(conversations.telegram_html().decode(), "text/html")
    assert found
    assert [(each["by"], each["at"], each["words"]) for each in found["messages"]] == [
        ("Amina", "2026-03-12T21:15:32+01:00", "Who are\nyou?"),
        ("Amina", "2026-03-12T21:16:01+01:00", "Answer me."),
    ]


def test_telegram_notation() -> None:
    found = chats.read(conversations.telegram_json().decode(), "application/json")
    assert found
    assert found["messages"][1] == {
        "at": "2026-03-12T21:16:01",
        "by": "Unknown",
        "words": "See https://example.org",
        "attachment": "photos/photo_1.jpg",
    }


def test_conversation_in_an_archive() -> None:
    found = chats.read_archive(seeds.chat_archive(), 1 << 20)
    assert found
    assert (found["service"], len(found["messages"])) == ("whatsapp", 3)


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("Dear friend,\nthey came on 12/03/2026, 21:15 and left.\n", "text/plain"),
        ("[12/03/2026, 21:15:32] Amina: alone\n", "text/plain"),
        ('{"messages": 3}', "application/json"),
        ("[" * 100_000, "application/json"),
        ("<html><p>words</p></html>", "text/html"),
        ("", "text/plain"),
    ],
)
def test_what_is_no_conversation_stays_a_text(text: str, media_type: str) -> None:
    assert chats.read(text, media_type) is None
