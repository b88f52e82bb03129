# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a dossier still lacks, and on how many sources each claim rests."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from safehold.core.dossiers.criteria import Paragraph
from safehold.core.dossiers.parts import LEFT_OUT, NAMED, Claim, Parts, Subject, texts_of
from safehold.core.kleene import Answer

ENOUGH = 2


class Standing(StrEnum):
    """On how many independent sources a claim rests."""

    CORROBORATED = "corroborated"
    ONE_SOURCE = "one-source"
    NO_SOURCE = "no-source"


@dataclass(frozen=True)
class Gap:
    """Something that is missing. code: its sentence. about: the claim, exhibit or witness it is about, or "".

    is_grave: a version cannot be made while it is there.
    """

    code: str
    about: str = ""
    is_grave: bool = False


def standing_of(claim: Claim, parts: Parts) -> Standing:
    """Count what the exhibits of a claim go back to: those that name no origin are one source together."""
    chosen = set(claim.exhibits)
    origins = {_plain(each.origin) for each in parts.exhibits if each.id in chosen}
    if not origins:
        return Standing.NO_SOURCE
    return Standing.CORROBORATED if len(origins - {""}) >= ENOUGH else Standing.ONE_SOURCE


def _plain(origin: str) -> str:
    return " ".join(origin.split()).casefold()


def find_gaps(
    parts: Parts,
    paragraphs: Sequence[Paragraph],
    subject: Subject,
    *,
    agreeing: Collection[str],
    is_screened: bool,
) -> tuple[Gap, ...]:
    """Return what is missing, the grave first. agreeing: subjects of the ledger whose consent holds."""
    found = [*_missing_parts(parts, paragraphs), *_missing_proof(parts)]
    if not subject.positions:
        found.append(Gap("no-position"))
    if not is_screened:
        found.append(Gap("not-screened"))
    for each in parts.witnesses:
        if each.shown != LEFT_OUT and each.subject not in agreeing:
            found.append(Gap("no-consent", each.id, is_grave=True))
        if each.shown != NAMED and _is_named(each.name, texts_of(parts)):
            found.append(Gap("name-shows", each.id, is_grave=True))
    return tuple(sorted(found, key=lambda gap: not gap.is_grave))


def _is_named(name: str, texts: Collection[str]) -> bool:
    """Whether the name of somebody who is not to be named stands in what leaves."""
    looked_for = _plain(name)
    return bool(looked_for) and any(looked_for in _plain(text) for text in texts)


def _missing_parts(parts: Parts, paragraphs: Sequence[Paragraph]) -> list[Gap]:
    found = []
    if not parts.claims:
        found.append(Gap("no-claims", is_grave=True))
    if not parts.contrary and not parts.looked.strip():
        found.append(Gap("contrary-not-considered", is_grave=True))
    if all(each.answer is Answer.NO for each in paragraphs):
        found.append(Gap("all-fail", is_grave=True))
    elif not any(each.answer is Answer.YES for each in paragraphs):
        found.append(Gap("none-met"))
    return found


def _missing_proof(parts: Parts) -> list[Gap]:
    found = []
    for claim in parts.claims:
        standing = standing_of(claim, parts)
        if standing is Standing.NO_SOURCE:
            found.append(Gap("no-source", claim.id, is_grave=claim.is_key))
        elif standing is Standing.ONE_SOURCE and claim.is_key:
            found.append(Gap("one-source", claim.id))
    supported = {element for claim in parts.claims for element in claim.elements}
    for element, answer in parts.answers.items():
        if answer == "yes" and element not in supported:
            found.append(Gap("criterion-without-claim", element))
    used = {id_ for claim in parts.claims for id_ in claim.exhibits}
    for exhibit in parts.exhibits:
        if exhibit.id not in used:
            found.append(Gap("exhibit-unused", exhibit.id))
        if exhibit.reliability == "unknown" or exhibit.credibility == "unknown":
            found.append(Gap("not-graded", exhibit.id))
    return found
