# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conversations as messengers export them."""

import json


def whatsapp() -> bytes:
    return (
        "[12/03/2026, 21:15:32] Amina: Who are you?\n[12/03/2026, 21:16:01] +86 138 0000: You know\nus.\n"
        "\u200e[13/03/2026, 09:00:00] +86 138 0000: \u200e<attached: 00000003-PHOTO.jpg>\n"
    ).encode()


def telegram_json() -> bytes:
    messages = [
        {"id": 1, "type": "message", "date": "2026-03-12T21:15:32", "from": "Amina", "text": "Who are you?"},
        {
            "id": 2,
            "type": "message",
            "date": "2026-03-12T21:16:01",
            "from": "Unknown",
            "text": ["See ", {"type": "link", "text": "https://example.org"}],
            "photo": "photos/photo_1.jpg",
        },
    ]
    return json.dumps({"name": "Unknown", "type": "personal_chat", "id": 7, "messages": messages}).encode()


def telegram_html() -> bytes:
    return b"""<!DOCTYPE html><html><head><title>Exported Data</title><script src="js/script.js"></script></head><body>
<div class="message default clearfix" id="message1"><div class="body">
<div class="pull_right date details" title="12.03.2026 21:15:32 UTC+01:00">21:15</div>
<div class="from_name">Amina </div><div class="text">Who are<br>you?</div></div></div>
<div class="message default clearfix joined" id="message2"><div class="body">
<div class="pull_right date details" title="12.03.2026 21:16:01 UTC+01:00">21:16</div>
<div class="text">Answer <a href="https://example.org">me</a>.</div></div></div></body></html>"""
