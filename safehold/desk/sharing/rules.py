# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of sharing: the states of an offer, what a referral can hold and what each part tells, and what is signed."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec

from safehold.core.envelopes import Document
from safehold.core.envelopes.documents import Day, Hex32, Id
from safehold.desk.consent.rules import SHARE_ORGANISATION
from safehold.desk.members.rules import FieldClass, may_see

PURPOSE = SHARE_ORGANISATION
OFFERED_DAYS = 14
"""An offer that nobody answered ends after so many days. Weekly keys are kept for longer than that."""
TITLE = "title"
LONGEST_WORDS = 10_000
MOST_CHOSEN = 200


class Kind(StrEnum):
    REFERRAL = "referral"
    TRANSFER = "transfer"


class State(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RECALLED = "recalled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Ending(StrEnum):
    """Why a share has ended."""

    RETURNED = "returned"
    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    DESTROYED = "destroyed"


MaybeHex32 = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
Version = Annotated[int, msgspec.Meta(ge=1)]


class ShareDocument(Document, frozen=True, kw_only=True, tag="share/1"):
    """What one organisation offers another: bound to the offer, to both, and to its days; signed by the sender.

    content: what was chosen (referral). share_key: hex, the key of the thread (referral). case_keys: case id ->
    [version, hex], and hand_overs: report id -> hex of a signed `hand-over/1` (transfer).
    """

    offer_id: Id
    kind: str
    from_id: Id
    to_id: Id
    signed_on: Day
    expires_on: Day
    content: dict[str, Any]
    share_key: MaybeHex32
    case_keys: dict[Id, tuple[Version, Hex32]]
    hand_overs: dict[str, str]


class CoverDocument(Document, frozen=True, kw_only=True, tag="share-cover/1"):
    """Who asks and why: read before anything else of an offer is opened. Signed like `share/1`.

    classes: how many things of each class of fields are inside.
    """

    offer_id: Id
    kind: str
    from_id: Id
    to_id: Id
    signed_on: Day
    words: str
    classes: dict[str, int]


class ShareKeyDocument(Document, frozen=True, kw_only=True, tag="share-key/1"):
    """A newer key of a thread, sent by the organisation that made it to the other one; signed."""

    share_id: Id
    from_id: Id
    to_id: Id
    version: Version
    key: Hex32
    signed_on: Day


def expires_on(offered_on: date) -> date:
    """Return the last day on which an offer can be taken."""
    return offered_on + timedelta(days=OFFERED_DAYS)


def is_over(state: str, expires: date, on: date) -> bool:
    """Whether an offer waits in vain. No job has to run for this to be true."""
    return state == State.WAITING and on > expires


def recipient_of(organisation_id: UUID) -> str:
    """Return how the consent ledger names an organisation."""
    return f"organisation:{organisation_id}"


def is_named_by(recipient: str, organisation_id: UUID) -> bool:
    """Whether a consent for this recipient ("" for all) is about an organisation."""
    return recipient in ("", recipient_of(organisation_id))


# What a referral can hold

FIELDS: dict[str, FieldClass] = {
    "what": FieldClass.CLEAR,
    "received": FieldClass.CLEAR,
    "help": FieldClass.CLEAR,
    "title": FieldClass.WORDS,
    "words": FieldClass.WORDS,
    "when": FieldClass.WORDS,
    "help-words": FieldClass.WORDS,
    "who-did-it": FieldClass.IDENTITY,
    "who-was-targeted": FieldClass.IDENTITY,
    "reach": FieldClass.SAFETY,
    "where": FieldClass.SAFETY,
    "safe-times": FieldClass.SAFETY,
    "relatives": FieldClass.SAFETY,
}
"""What can be ticked, in its order, and what each tells."""

ANSWERS = {
    "words": "words",
    "when": "when",
    "help-words": "help_words",
    "who-did-it": "who_did_it",
    "who-was-targeted": "who_was_targeted",
    "reach": "safe_contact",
    "where": "where",
    "safe-times": "safe_times",
    "relatives": "relatives_at_risk",
}
"""Which of them are answers of a report, by the name that the answer has there."""

THINGS: dict[str, FieldClass] = {
    "incidents": FieldClass.WORDS,
    "parties": FieldClass.IDENTITY,
    "files": FieldClass.IDENTITY,
}
"""What is chosen one by one, and what each tells."""

FIRST_FIELDS = ("what", "received")
"""What is ticked until somebody chooses: the least that makes sense."""


def fields_for(role: str) -> list[str]:
    """Return what a member of this role may give: nobody gives away what they may not see."""
    return [name for name, field_class in FIELDS.items() if may_see(role, field_class)]


def narrow(content: Mapping[str, Any], role: str) -> dict[str, Any]:
    """Return what a member of this role may read of what was shared."""
    seen = {name for name, each in FIELDS.items() if may_see(role, each)}
    things = {name: content.get(name, []) if may_see(role, each) else [] for name, each in THINGS.items()}
    if not may_see(role, FieldClass.SAFETY):
        things["incidents"] = [each | {"place": ""} for each in things["incidents"]]
    reports = [
        report | {"answers": [answer for answer in report["answers"] if answer["field"] in seen]}
        for report in content.get("reports", [])
    ]
    title = content.get("title", "") if "title" in seen else ""
    return {**content, **things, "reports": reports, "title": title}


def name_to_keep(name: str) -> str:
    """Return the name under which a browser may keep a file: one line, and no folder."""
    kept = "".join("_" if each in "/\\" or not each.isprintable() else each for each in name).lstrip(". ")
    return kept or "file"


def count_by_class(content: Mapping[str, Any]) -> dict[str, int]:
    """Return how many things of each class of fields something shared holds."""
    counts: dict[str, int] = {}
    codes = content.get("codes", {})
    found = [FieldClass.CLEAR] * (len(codes.get("tactics", [])) + len(codes.get("help", [])))
    found += [FIELDS["received"]] * len(content.get("received", []))
    found += [FIELDS["title"]] * bool(content.get("title"))
    found += [FIELDS[a["field"]] for report in content.get("reports", []) for a in report["answers"]]
    found += [each for name, each in THINGS.items() for _thing in content.get(name, [])]
    for field_class in found:
        counts[field_class] = counts.get(field_class, 0) + 1
    return counts


def is_empty(content: Mapping[str, Any]) -> bool:
    """Whether nothing was chosen."""
    return not count_by_class(content)


def follow_papers(papers: Collection[tuple[UUID, UUID]], to_id: UUID) -> int:
    """Return how many statements (from, to) still lead to an organisation that gets a report back; -1 when none does.

    0: it is the one that was written to, and needs none.
    """
    chain = list(papers)
    if chain and chain[0][0] == to_id:
        return 0
    ends = [position for position, (_from, to) in enumerate(chain, start=1) if to == to_id]
    return ends[0] if ends else -1
