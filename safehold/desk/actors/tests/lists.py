# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Watch lists for tests, imported through the door that a lead goes through. The names on them are invented."""

import io
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from safehold.desk.actors import actions
from safehold.desk.actors.models import Actor
from safehold.desk.actors.rules import OFFICIAL, ActorDraft
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.parties.rules import name_of
from safehold.desk.vault.actions import Unlocked
from safehold.desk.watchlists import actions as watchlists
from safehold.desk.watchlists.rules import Provenance

HEADER = "id,name,born,country,remarks"
HAN, PINYIN = "賈春旺", "JIA, Chunwang"
ROW = f'1,"{PINYIN}",1938,CN,Head of an invented bureau'
OTHER = '2,"DORJEE, Tsultrim",1951-07-09,CN,'
MAPPING = {"key": "id", "name": "name", "born": "born", "country": "country", "remarks": "remarks"}


def bring_list(
    *rows: str, as_of: date = DAY, name: str = "Invented schedule", organisation_id: UUID | None = None
) -> None:
    """Import these rows as the newest version of a list."""
    file = io.BytesIO("\n".join([HEADER, *rows, ""]).encode())
    provenance = Provenance(name, "https://example.org/list", "Invented for tests", as_of)
    importer = watchlists.Importer(organisation_id)
    watchlists.import_version(file, "csv", provenance, DAY, importer=importer, mapping=MAPPING)


def draft_of(*names: str, kind: str = OFFICIAL, born: str = "", description: str = "") -> ActorDraft:
    return ActorDraft(kind, tuple(name_of(name) for name in names), born, description)


def add(unlocked: Unlocked, case: Case, *names: str, born: str = "", kind: str = OFFICIAL) -> Actor:
    return actions.add_actor(unlocked, case, draft_of(*names, born=born, kind=kind), DAY)


def names_of(found: Sequence[object]) -> list[str]:
    return sorted(each.finding.theirs for each in found)  # type: ignore[attr-defined]
