# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A notice of violation for paper, with everything that section 19(2) asks for; once decided, the notice of the
decision (section 20(4)). In English or in French: whoever is noticed chooses. Nothing is written to a disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from babel.dates import format_date
from babel.numbers import format_currency

from safehold.desk.registrar.actions.notices import CURRENCY
from safehold.desk.registrar.models import Notice, Office
from safehold.web.printing import print_pdf

LANGUAGES = ("en", "fr")
FOLDER = Path(__file__).parent
Document = Mapping[str, Any]
Parts = list[list[str]]


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one language."""

    notice: str
    decision: str
    act: str
    under_notice: str
    under_decision: str
    page: str
    name: str
    violation: str
    facts: str
    penalty: str
    served: str
    right: str
    right_text: str
    manner: str
    otherwise: str
    otherwise_text: str
    paying: str
    paying_text: str
    purpose: str
    decided: str
    outcome: str
    committed: str
    not_committed: str
    paid: str
    unanswered: str
    imposed: str
    none: str
    reasons: str
    published: str
    not_published: str
    proof: str
    provisions: dict[str, str]


@cache
def load_words() -> dict[str, Words]:
    """Read notice.yaml, once."""
    return msgspec.yaml.decode((FOLDER / "notice.yaml").read_bytes(), type=dict[str, Words])


def print_notice(content: Document, on: date) -> bytes:
    """Return a notice as a PDF. Raises FontMissing or PrintingFailed."""
    return print_pdf(FOLDER / "notice.typ", content, on)


def put_into_words(notice: Notice, document: Document, office: Office, language: str) -> dict[str, Any]:
    """Return what the template draws. What the office wrote stays in the language it was written in."""
    words, decision = load_words()[language], document["decision"]
    parts = (
        _decided(notice, document, words, language)
        if decision
        else _noticed(notice, document, words, language)
    )
    return {
        "language": language,
        "office": office.organisation.name_in(language),
        "title": words.decision if decision else words.notice,
        "act": words.act,
        "under": words.under_decision if decision else words.under_notice,
        "page": words.page,
        "parts": parts,
        "foot": words.proof.format(leaf=notice.leaf_id),
    }


def _noticed(notice: Notice, document: Document, words: Words, language: str) -> Parts:
    said = document["notice"]
    days = {"last": _day(notice.answer_by, language), "served": _day(notice.served_on, language)}
    return [
        [words.name, said["name"]],
        [words.served, days["served"]],
        [words.violation, words.provisions[notice.provision]],
        [words.facts, said["facts"]],
        [words.penalty, f"{_dollars(said['dollars'], language)}\n{words.purpose}"],
        [words.right, words.right_text.format(**days)],
        [words.manner, said["manner"]],
        [words.paying, words.paying_text],
        [words.otherwise, words.otherwise_text],
    ]


def _decided(notice: Notice, document: Document, words: Words, language: str) -> Parts:
    decision = document["decision"]
    penalty = _dollars(decision["dollars"], language) if decision["dollars"] else words.none
    public = words.published if decision["committed"] else words.not_published
    return [
        [words.name, document["notice"]["name"]],
        [words.decided, _day(notice.decided_on, language)],
        [words.violation, words.provisions[notice.provision]],
        [words.outcome, _outcome(notice, decision, words)],
        [words.imposed, penalty],
        [words.reasons, f"{decision['reasons']}\n\n{public}"],
    ]


def _outcome(notice: Notice, decision: Document, words: Words) -> str:
    if not decision["committed"]:
        return words.not_committed
    if notice.paid_on:
        return words.paid
    return words.committed if notice.representation_id else words.unanswered


def _day(on: date | None, language: str) -> str:
    return format_date(on, "long", locale=f"{language}_CA") if on else ""


def _dollars(amount: int, language: str) -> str:
    return format_currency(amount, CURRENCY, locale=f"{language}_CA", format_type="name")
