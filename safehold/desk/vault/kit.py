# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery kit: an identity whose secret is on three sheets of paper and nowhere else.

The sheets exist in this process while one request is answered, and in the process that draws them
(`web/printing.py`).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safehold.core import age, sheets
from safehold.desk.vault import passphrases, wrapping
from safehold.web import printing

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation

TEMPLATE = Path(__file__).with_name("kit.typ")
LANGUAGES = ("en", "fr")
"""Sheets are written in these; for every other language in English."""
WORDS_IN_NAME = 3


@dataclass(frozen=True, repr=False)
class Kit:
    """`recipient`: the public half. `sheets`: 33 words each; any two give the secret."""

    recipient: str
    sheets: tuple[str, ...]

    @property
    def name(self) -> str:
        return name_of(self.recipient)


def name_of(recipient: str) -> str:
    """Return the name of a kit, which tells an old one from a new one. It is no secret."""
    return "-".join(passphrases.name_of(recipient).split()[:WORDS_IN_NAME])


def draw() -> Kit:
    """Make a kit. Its secret is in its sheets, and kept nowhere."""
    secret = secrets.token_bytes(wrapping.SECRET_BYTES)
    return Kit(str(age.derive_identity(secret).recipient), sheets.split(secret))


def print_kit(kit: Kit, organisation: Organisation, on: date, language: str) -> bytes:
    """Return the sheets as a PDF, one a page. Nothing is written to a disk. Raises PrintingFailed."""
    with translation.override(language if language in LANGUAGES else "en"):
        text = _texts(kit, on)
    text["names"] = [organisation.name_in(language), organisation.name_in("en"), organisation.slug]
    text["sheets"] = [sheet.split() for sheet in kit.sheets]
    return printing.print_pdf(TEMPLATE, text, on)


def _texts(kit: Kit, on: date) -> dict[str, object]:
    return {
        "language": translation.get_language(),
        "title": _("Recovery kit"),
        "kit": _("Kit: %(name)s") % {"name": kit.name},
        "made_on": _("Made on %(day)s") % {"day": date_format(on, "DATE_FORMAT")},
        "numbers": [
            _("Sheet %(number)d of %(total)d") % {"number": number, "total": sheets.SHEETS}
            for number in range(1, sheets.SHEETS + 1)
        ],
        "rule": _(
            "Any two of the three sheets open everything of this organisation. One alone opens nothing."
        ),
        "purpose": _("For the day when nobody of this organisation can unlock any more."),
        "keep": [
            _("Keep it on paper, where you keep your passport. No photo, no copy, no file."),
            _("The other two sheets are with other people, in other places. Nobody holds two."),
            _(
                "Hand it over only in person, to somebody of this organisation whom you know. "
                "Never read it out over the phone."
            ),
            _(
                "Lost, or seen by somebody else? Tell a lead. They make a new kit, and this sheet opens "
                "nothing that comes after."
            ),
        ],
        "use": _("In need, two sheets are typed where the server stands: safehold recover"),
    }
