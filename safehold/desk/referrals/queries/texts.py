# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts to begin with, filled with what the case knows. A line about something that nobody knows is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.utils import translation
from django.utils.formats import date_format

from safehold.catalog.authorities import Authority
from safehold.desk.members.models import Organisation
from safehold.desk.referrals import adapters, rules
from safehold.desk.referrals.queries.opened import OpenedContact, OpenedReferral
from safehold.web.references import reference_of

BLANK = re.compile(r"\{(\w+)\}")


class Drafted(NamedTuple):
    """A text and the language it is in. `reviewed`: a native reader has read the words around the facts."""

    text: str
    language: str
    reviewed: bool


def draw_words(language: str) -> str:
    """Choose words that open a file: 66 random bits, in French for French readers, else in English."""
    return " ".join(adapters.draw_words(language))


def draft_cover(language: str) -> str:
    return adapters.load_texts().cover[language]


def draft_letter(
    kind: str,
    language: str,
    referral: OpenedReferral,
    contacts: Iterable[OpenedContact],
    organisation: Organisation,
    review_body: Authority | None,
    on: date,
) -> str:
    """Return a letter about a referral, ready to be changed."""
    row = referral.row
    asked = sorted(contact.row.on_day for contact in contacts if contact.row.direction == "ours")
    known = {
        "organisation": organisation.name_in(language),
        "day": _day(on, language),
        "receiver": referral.name_in(language),
        "review_body": review_body.name(language) if review_body else "",
        "file_number": referral.file_number,
        "officer": referral.officer,
        "reference": reference_of(row.pk),
        "sent_on": _day(row.sent_on, language),
        "follow_up_on": _day(_answer_day(kind, row.follow_up_on, on), language),
        "asked_on": ", ".join(_day(day, language) for day in dict.fromkeys(asked)),
    }
    return _fill(adapters.load_texts().letters[kind][language], known)


def _answer_day(kind: str, follow_up_on: date | None, on: date) -> date | None:
    """By when a request asks for an answer: the day that was set, or a new one once that has passed."""
    if kind == "complaint" or (follow_up_on and follow_up_on > on):
        return follow_up_on
    return rules.first_follow_up(on)


def draft_telling(referrals: Iterable[OpenedReferral], language: str, on: date) -> Drafted:
    """Return, for the person, where it went, the file numbers and the next days, in their language or in English."""
    texts = adapters.load_texts().telling
    language = language if language in texts else "en"
    words = texts[language]
    parts = [_tell_one(words, referral, language, on) for referral in referrals]
    text = "\n\n".join([words.intro, *(part for part in parts if part), words.outro])
    return Drafted(text, language, words.reviewed)


def _tell_one(words: adapters.Telling, referral: OpenedReferral, language: str, on: date) -> str:
    row = referral.row
    if row.sent_on is None:
        return ""
    known = {"receiver": referral.name_in(language), "day": _day(row.sent_on, language)}
    if row.state == rules.State.WITHDRAWN:
        return _fill(words.withdrawn, known)
    if row.state not in rules.GIVEN:
        return ""
    lines = [_fill(_sentence(words, referral, on), known)]
    if referral.file_number:
        lines.append(_fill(words.file_number, {"number": referral.file_number}))
    if row.follow_up_on and row.follow_up_on >= on and row.state in rules.AWAITED:
        lines.append(_fill(words.next, {"day": _day(row.follow_up_on, language)}))
    return "\n".join(lines)


def _sentence(words: adapters.Telling, referral: OpenedReferral, on: date) -> str:
    row = referral.row
    if row.state == rules.State.SENT_ELSEWHERE:
        return words.elsewhere
    if rules.is_silent(row.state, row.answered_on, row.follow_up_on, on):
        return words.silent
    return words.answered if row.answered_on else words.given


def _day(day: date | None, language: str) -> str:
    if day is None:
        return ""
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")


def _fill(text: str, known: Mapping[str, str]) -> str:
    """Put what is known into its places. Names that somebody typed are never read as places."""
    lines = [line for line in text.split("\n") if all(known.get(name) for name in BLANK.findall(line))]
    return BLANK.sub(lambda found: known[found[1]], "\n".join(lines))
