# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a dossier moves, and to whom it goes. Pure."""

from safehold.core.dossiers import Parts
from safehold.core.dossiers.parts import KINDS
from safehold.desk.consent.rules import PUBLISH, SANCTIONS, SHARE_AUTHORITIES

RECEIVER = "authority:gac"
PURPOSE = SANCTIONS
USES = ((SANCTIONS, RECEIVER), (SHARE_AUTHORITIES, RECEIVER), (PUBLISH, ""))
"""What a witness is asked about one by one: to stand in this file, to be asked by the office, to be made public."""

DRAFT, SENT, ACKNOWLEDGED, ANSWERED, LISTED, REFUSED = (
    "draft",
    "sent",
    "acknowledged",
    "answered",
    "listed",
    "refused",
)
STEPS = (SENT, ACKNOWLEDGED, ANSWERED, LISTED, REFUSED)
NEXT: dict[str, frozenset[str]] = {
    DRAFT: frozenset({SENT}),
    SENT: frozenset({SENT, ACKNOWLEDGED, ANSWERED, LISTED, REFUSED}),
    ACKNOWLEDGED: frozenset({SENT, ACKNOWLEDGED, ANSWERED, LISTED, REFUSED}),
    ANSWERED: frozenset({SENT, ACKNOWLEDGED, ANSWERED, LISTED, REFUSED}),
    LISTED: frozenset({SENT, ANSWERED}),
    REFUSED: frozenset({SENT, ANSWERED}),
}
"""What may follow. After an end something new can be sent all the same."""
APPROVED, GIVEN_BACK = "approved", "given-back"
FORMATS = ("pdf", "docx", "bag", "ftm")
LANGUAGES = ("en", "fr")
PART_KINDS = tuple(KINDS)
LONGEST_LINE, LONGEST_WORDS = 300, 20_000


def is_reachable(state: str, then: str) -> bool:
    return then in NEXT[state]


def put_part(parts: Parts, kind: str, row: object) -> dict[str, object]:
    """Return what of a dossier changes when a row is written: in its own place, or at the end."""
    rows = getattr(parts, kind)
    ids = [each.id for each in rows]
    new_id = row.id  # type: ignore[attr-defined]
    kept = tuple(row if each.id == new_id else each for each in rows)
    return {kind: kept if new_id in ids else (*rows, row)}


def drop_part(parts: Parts, kind: str, part_id: str) -> dict[str, object]:
    """Return the same when a row goes."""
    return {kind: tuple(each for each in getattr(parts, kind) if each.id != part_id)}
