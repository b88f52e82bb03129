# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of the lists: a lead imports the invented list of the demo for their organisation, in two versions."""

import re
from typing import TYPE_CHECKING

from safehold.cli.demo.lists import FIRST, LICENCE, ORIGIN, SECOND, line_of

if TYPE_CHECKING:
    from tests.journeys.member import DeskMember
    from tests.shots.studio import Studio

NAME = "Invented list of our own"


def picture_lists(studio: "Studio", lead: "DeskMember") -> None:
    """The lead has unlocked. The demo's coalition has a list already."""
    lead.open("/watchlists/")
    studio.take("lists", "lead", lead)
    _import(lead, "nothing\n", "2026-10-01")
    studio.take("lists-refused", "lead", lead)
    for entities, as_of in ((FIRST, "2026-10-01"), (SECOND, "2026-11-01")):
        lead.open("/watchlists/")
        _import(lead, "".join(line_of(*entity) for entity in entities), as_of)
    studio.take("list", "lead", lead)
    found = re.search(r"/watchlists/[0-9a-f-]{36}", lead.page.url)
    place = found[0] if found else "/watchlists/"
    lead.open(f"{place}/versions/2")
    studio.take("list-version", "lead", lead)
    lead.open(f"{place}/parties")
    studio.take("list-parties", "lead", lead)
    lead.page.click("main table a >> nth=0")
    studio.take("list-party", "lead", lead)


def _import(lead: "DeskMember", content: str, as_of: str) -> None:
    page = lead.page
    if not page.is_visible("[name=origin]"):
        page.click("summary:has-text('Import a list')")
    for name, typed in (("name", NAME), ("origin", ORIGIN), ("licence", LICENCE), ("as_of", as_of)):
        page.fill(f"[name={name}]", typed)
    page.select_option("[name=format]", "ftm")
    file = {"name": "list.jsonl", "mimeType": "application/json", "buffer": content.encode()}
    page.set_input_files("[name=file]", file)  # type: ignore[arg-type]
    lead.press("Import it")
