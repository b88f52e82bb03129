# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Imports of short tables, for the tests of this room. The names are invented."""

import io
from datetime import date
from uuid import UUID

from safehold.desk.watchlists import actions
from safehold.desk.watchlists.rules import Provenance

DAY = date(2026, 6, 14)
MAPPING = {"key": "id", "name": "name", "alias": "aka", "born": "born"}
QIAO, DORJEE, OMAR = "1,QIAO Lantian,喬藍天,1938", "2,DORJEE Tsultrim,,1951-07-09", "3,OMAR Yusup,Yüsüp Ömer,"


def provenance(name: str = "Invented schedule", as_of: date = DAY) -> Provenance:
    return Provenance(name, "https://example.org/list", "Invented for tests", as_of)


def file_of(*rows: str) -> io.BytesIO:
    return io.BytesIO("\n".join(["id,name,aka,born", *rows, ""]).encode())


def bring(
    *rows: str, as_of: date = DAY, name: str = "Invented schedule", organisation_id: UUID | None = None
) -> actions.Imported:
    """Import these rows as the newest version of a list."""
    return actions.import_version(
        file_of(*rows),
        "csv",
        provenance(name, as_of),
        as_of,
        importer=actions.Importer(organisation_id),
        mapping=MAPPING,
    )
