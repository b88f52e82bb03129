# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which column of a table holds what. A column is guessed by its name; the member decides. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

NUMBER, TITLE, OPENED_ON, STATE, URGENCY, NOTES = "number", "title", "opened_on", "state", "urgency", "notes"
NARRATIVE, WHEN, PLACE, TACTICS, NAMES, CONTACTS = (
    "narrative",
    "when",
    "place",
    "tactics",
    "names",
    "contacts",
)
FAMILY_WAY, FAMILY_PEOPLE = "family_way", "family_people"
FAMILY_DAYS = {
    "family_principal_pr": "principal_pr",
    "family_protection": "protection",
    "family_application": "application",
    "family_claim": "claim",
}
"""Our field -> the name of a day of a family's file."""
FAMILY = (FAMILY_WAY, FAMILY_PEOPLE, *FAMILY_DAYS)
FIELDS = (
    NUMBER,
    TITLE,
    OPENED_ON,
    STATE,
    URGENCY,
    NOTES,
    NARRATIVE,
    WHEN,
    PLACE,
    TACTICS,
    NAMES,
    CONTACTS,
    *FAMILY,
)

Mapping_ = Mapping[str, int]
"""Our field -> the place of its column, from 0."""

GUESSES: dict[str, tuple[str, ...]] = {
    NUMBER: (
        "your number",
        "number",
        "no",
        "id",
        "case number",
        "file number",
        "numero",
        "numero de dossier",
    ),
    TITLE: ("title", "titre", "case", "subject", "dossier", "objet"),
    OPENED_ON: ("opened on", "opened", "date opened", "ouvert le", "date d ouverture", "created"),
    STATE: ("state", "status", "etat", "statut"),
    URGENCY: ("urgency", "urgent", "priority", "triage", "urgence", "priorite"),
    NOTES: ("notes", "note", "remarks", "comments", "remarques", "commentaires"),
    NARRATIVE: (
        "narrative",
        "what happened",
        "incident",
        "description",
        "recit",
        "ce qui s est passe",
        "event description 0115",
        "event event description 0115",
    ),
    WHEN: ("when", "date", "incident date", "quand", "date de l incident", "event remarks 0150"),
    PLACE: ("place", "where", "location", "lieu", "ou"),
    TACTICS: ("tactic", "tactics", "tactic code", "code", "tactique", "act type of act 2109"),
    NAMES: ("names", "name", "person", "persons", "person names", "nom", "noms", "person person name 0903"),
    FAMILY_WAY: ("pathway", "immigration pathway", "programme", "program", "voie", "voie d immigration"),
    FAMILY_PEOPLE: (
        "family",
        "family members",
        "relatives",
        "dependants",
        "famille",
        "membres de la famille",
        "proches",
    ),
    "family_principal_pr": ("principal pr date", "pr date", "permanent residence", "landed on", "date de rp"),
    "family_protection": ("protection date", "protected on", "date de protection"),
    "family_application": ("application date", "applied on", "date de la demande"),
    "family_claim": ("claim date", "claimed on", "date de la demande d asile"),
    CONTACTS: ("contact", "contacts", "e mail", "email", "phone", "telephone", "courriel"),
}


def guess_columns(header: Sequence[str]) -> dict[str, int]:
    """Return which column holds what, by the names of the columns; each column for one field at most."""
    plain = [_plain(name) for name in header]
    found: dict[str, int] = {}
    for field in FIELDS:
        for guess in GUESSES[field]:
            place = next(
                (i for i, name in enumerate(plain) if name == guess and i not in found.values()), None
            )
            if place is not None:
                found[field] = place
                break
    return found


def describe(mapping: Mapping_) -> str:
    """Return which column holds what, as a form carries it: the places alone, and no word of a table."""
    return " ".join(f"{field}:{mapping[field]}" for field in FIELDS if field in mapping)


def take_values(mapping: Mapping_, cells: Sequence[str]) -> dict[str, str]:
    """Return what a row says, by our fields; what is empty is left out."""
    values = {field: cells[place].strip() for field, place in mapping.items() if place < len(cells)}
    return {field: text for field, text in values.items() if text}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", letters))
