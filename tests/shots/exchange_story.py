# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of imports and copies: a lead brings a table in, takes it back, and looks at how copies are made."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio

TABLE = (
    "Your number,Title,Opened on,What happened,Names\n"
    "17,Calls at night,2024-03-11,They called her mother.,Dolma; སྒྲོལ་མ\n"
    "18,Photographs at the gate,11/03/2024,A man with a camera.,王小明\n"
)


def picture_exchange(studio: "Studio", lead: "DeskMember", case_path: str) -> None:
    """The lead has unlocked."""
    lead.open("/exchange/")
    studio.take("exchange-empty", "lead", lead)
    _choose(lead, b"PK\x03\x04")
    studio.take("exchange-refused", "lead", lead)
    _choose(lead, TABLE.encode())
    studio.take("exchange-draft", "lead", lead)
    lead.press("Import")
    studio.take("exchange-done", "lead", lead)
    lead.press("Take this import back")
    studio.take("exchange-undone", "lead", lead)
    lead.open("/exchange/")
    studio.take("exchange", "lead", lead)
    lead.open("/exchange/copies")
    studio.take("exchange-copies", "lead", lead)
    lead.open(f"/exchange/{case_path.strip('/').split('/')[-1]}/")
    studio.take("exchange-case", "lead", lead)


def _choose(lead: "DeskMember", content: bytes) -> None:
    file = {"name": "table.csv", "mimeType": "text/csv", "buffer": content}
    lead.page.set_input_files("[name=table]", file)  # type: ignore[arg-type]
    lead.press("Look at it")
