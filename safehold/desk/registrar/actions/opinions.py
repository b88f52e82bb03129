# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Advisory opinions and interpretation bulletins (section 13). Neither binds anybody.

An opinion is given to who asked, and to nobody else: what they told is not for others (section 15). The log proves
its day. A bulletin is published; it is written anew, in both languages, and names nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from safehold.core.rows import seal_row
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.actions.reviewing import held, settle_filing, tell
from safehold.desk.registrar.errors import StateWrong, WordsMissing
from safehold.desk.registrar.models import Filing, Leaf, Office, Opinion
from safehold.desk.registrar.queries.contents import SEALED_OPINION, open_sent
from safehold.desk.registrar.queries.keys import OfficeKey, open_key
from safehold.desk.registrar.rules.drafts import draft_leaf
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

QUESTION = "question"


@dataclass(frozen=True)
class Answered:
    """What the office thinks, and why."""

    opinion: str
    reasons: str

    def require_words(self) -> None:
        if not self.opinion.strip() or not self.reasons.strip():
            raise WordsMissing


@dataclass(frozen=True)
class Bulletin:
    """What is published, in both languages."""

    subject_en: str
    subject_fr: str
    text_en: str
    text_fr: str


def answer_question(unlocked: Unlocked, filing: Filing, answered: Answered, on: date) -> Opinion:
    """Answer what somebody asked through their account: they read it there.

    Raises WordsMissing, FilingSettled, or StateWrong for a filing that asks nothing.
    """
    answered.require_words()
    with held(unlocked, filing) as (office, key, row):
        if row.kind != QUESTION:
            raise StateWrong
        asked = str(open_sent(key, row).values.get("text") or "")
        opinion = _give(unlocked, office, key, {"asked_by": "", "question": asked}, answered, on, row)
        tell(key, row, "answered", f"{answered.opinion.strip()}\n\n{answered.reasons.strip()}", on)
        settle_filing(row, Filing.State.ANSWERED, unlocked, on, leaf=opinion.leaf)
    return opinion


def give_opinion(unlocked: Unlocked, asked_by: str, question: str, answered: Answered, on: date) -> Opinion:
    """Write down an opinion on what came by letter or by word of mouth. Raises WordsMissing."""
    answered.require_words()
    if not question.strip() or not asked_by.strip():
        raise WordsMissing
    office = queries.access_office(unlocked.member)
    with atomic_for(Opinion):
        unlocked.hold_vault()
        office = Office.objects.get(pk=office.pk)
        asked = {"asked_by": asked_by.strip(), "question": question.strip()}
        return _give(unlocked, office, open_key(unlocked, office), asked, answered, on, None)


def _give(
    unlocked: Unlocked,
    office: Office,
    key: OfficeKey,
    asked: Mapping[str, str],
    answered: Answered,
    on: date,
    filing: Filing | None,
) -> Opinion:
    said: dict[str, Any] = {"question": asked["question"], **asdict(answered)}
    draft = draft_leaf("opinion", on, "opinion/1", said, hidden=set(said))
    row = Opinion(id=uuid4(), office=office, filing=filing, given_on=on, key_version=key.version)
    row.leaf = append(office, [draft], key)[0]
    row.sealed = seal_row(key.secret, SEALED_OPINION, row.pk, {**said, "asked_by": asked["asked_by"]})
    row.save(force_insert=True)
    audit.append(office.organisation_id, "opinion.given", row.pk, unlocked.member.pk, on=on)
    return row


def issue_bulletin(unlocked: Unlocked, bulletin: Bulletin, on: date) -> Leaf:
    """Publish a bulletin; return its leaf. Raises WordsMissing unless it is there in both languages."""
    values = {name: text.strip() for name, text in asdict(bulletin).items()}
    if not all(values.values()):
        raise WordsMissing
    office = queries.access_office(unlocked.member)
    with atomic_for(Leaf):
        leaf = append(office, [draft_leaf("bulletin", on, "bulletin/1", values)])[0]
        audit.append(office.organisation_id, "bulletin.issued", str(leaf.position), unlocked.member.pk, on=on)
    return leaf
