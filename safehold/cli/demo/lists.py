# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An invented list of parties for the demo, in two versions: nobody on it is anybody.

It says so in its name, its origin and every remark. The real lists are the operator's to import.
"""

import io
import json
from datetime import date, timedelta

NAME = "Invented list for the demo"
ORIGIN = "Invented by the Safehold contributors: nobody on it is anybody"
LICENCE = "AGPL-3.0-or-later, as the rest of the demo"
REMARK = "Invented for the demo"
FIRST: tuple[tuple[str, str, dict[str, list[str]]], ...] = (
    ("invented-1", "Person", {"name": ["QIAO Lantian"], "alias": ["喬藍天"], "birthDate": ["1961-03"]}),
    ("invented-2", "Person", {"name": ["DORJEE Tsultrim"], "alias": ["རྡོ་རྗེ་ཚུལ་ཁྲིམས།"]}),
    ("invented-3", "Person", {"name": ["YUSUP Ömerjan"], "weakAlias": ["Öme"]}),
    ("invented-4", "Organization", {"name": ["Bureau of Distant Harbours"], "alias": ["遠港局"]}),
)
SECOND = (
    (
        "invented-1",
        "Person",
        {"name": ["QIAO Lantian"], "alias": ["喬藍天", "Kiu Lam-tin"], "birthDate": ["1961-03"]},
    ),
    *FIRST[1:2],
    *FIRST[3:],
    ("invented-5", "Person", {"name": ["Vаsily POLYANOV"], "birthDate": ["1974"]}),
)
"""One letter of "Vаsily" is Cyrillic, as happens in real lists."""


def import_invented_list(on: date) -> None:
    """Import both versions for the whole coalition, as `safehold import-list` does."""
    from safehold.desk.watchlists import actions
    from safehold.desk.watchlists.rules import Provenance

    for entities, as_of in ((FIRST, on - timedelta(days=30)), (SECOND, on)):
        file = io.BytesIO("".join(line_of(*entity) for entity in entities).encode())
        actions.import_version(file, "ftm", Provenance(NAME, ORIGIN, LICENCE, as_of), on)


def line_of(identifier: str, schema: str, properties: dict[str, list[str]]) -> str:
    """Return one entity of FollowTheMoney, marked as invented."""
    told = {"id": identifier, "schema": schema, "properties": {**properties, "notes": [REMARK]}}
    return json.dumps(told, ensure_ascii=False) + "\n"
