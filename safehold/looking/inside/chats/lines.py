# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conversations with a moment at the head of each message: WhatsApp, WeChat, and what programs make of Signal."""

import re
from collections.abc import Callable
from dataclasses import replace

from safehold.looking.inside.chats import days
from safehold.looking.inside.chats.conversation import FEWEST_MESSAGES, Conversation, Said

NAME = r"[^\n:：]{1,120}?"
BRACKETED = re.compile(rf"^\[({days.MOMENT})\]\s(?:({NAME})[:：]\s?)?(.*)$", re.I)
DASHED = re.compile(rf"^({days.MOMENT})\s[-–]\s(?:({NAME})[:：]\s)?(.*)$", re.I)
TIME_BEHIND = re.compile(rf"^([^\n]{{1,80}}?)\s{{1,3}}\(?({days.MOMENT})\)?[:：]?\s*$", re.I)
TIME_BEFORE = re.compile(rf"^({days.MOMENT})\s{{1,3}}([^\n]{{1,80}}?)[:：]?\s*$", re.I)
ATTACHED = re.compile(
    r"<(?:attached|attaché|附件|anexo|adjunto|Anhang)\s*[:：]\s*([^>\n]{1,200})>"
    r"|^([^\n/]{1,200}\.\w{2,5}) \((?:file attached|文件附件|檔案已附加|Datei angehängt|fichier joint)\)",
    re.I | re.M,
)
MOST_HEADLESS_LINES = 5
ISO_DAY = re.compile(r"\[\d{4}-\d\d-\d\d")


def read(text: str) -> Conversation | None:
    """Return a conversation, where at least two lines say when, and the first of them stands near the top."""
    all_lines = days.plain(text).split("\n")
    for service, split in (
        ("whatsapp", _split_bracketed),
        ("whatsapp", _split_dashed),
        ("wechat", _split_behind),
        ("wechat", _split_before),
    ):
        if messages := _gather(all_lines, split):
            read_at, day_first = days.read_all([message.at for message in messages])
            messages = [
                _find_attachment(replace(message, at=at))
                for message, at in zip(messages, read_at, strict=True)
            ]
            return Conversation(_name(service, text), messages, day_first)
    return None


def _gather(all_lines: list[str], split: Callable[[str], Said | None]) -> list[Said]:
    messages: list[Said] = []
    bodies: list[list[str]] = []
    for number, line in enumerate(all_lines):
        found = split(line)
        if found:
            messages.append(found)
            bodies.append([found.words] if found.words else [])
        elif messages:
            bodies[-1].append(line)
        elif number >= MOST_HEADLESS_LINES:
            return []
    if len(messages) < FEWEST_MESSAGES:
        return []
    return [replace(said, words="\n".join(body).strip()) for said, body in zip(messages, bodies, strict=True)]


def _split_bracketed(line: str) -> Said | None:
    found = BRACKETED.match(line)
    return Said(found.group(1), (found.group(2) or "").strip(), found.group(3)) if found else None


def _split_dashed(line: str) -> Said | None:
    found = DASHED.match(line)
    return Said(found.group(1), (found.group(2) or "").strip(), found.group(3)) if found else None


def _split_behind(line: str) -> Said | None:
    found = TIME_BEHIND.match(line)
    return Said(found.group(2), found.group(1).strip(" :：'\""), "") if found else None


def _split_before(line: str) -> Said | None:
    found = TIME_BEFORE.match(line)
    return Said(found.group(1), found.group(2).strip(" :：'\""), "") if found else None


def _find_attachment(message: Said) -> Said:
    found = ATTACHED.search(message.words)
    return replace(message, attachment=(found.group(1) or found.group(2)).strip()) if found else message


def _name(service: str, text: str) -> str:
    """Programs that read Signal write days as ISO does; WhatsApp never does so in brackets."""
    return "signal" if service == "whatsapp" and ISO_DAY.match(text.lstrip("\ufeff\u200e\n ")) else service
