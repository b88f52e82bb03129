# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a version keeps: everything that its files are drawn from, in whichever language. Witnesses who are not to be
named are not in it."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from safehold.core.dossiers.parts import LEFT_OUT, NAMED
from safehold.desk.actors import queries as actors
from safehold.desk.cases import queries as cases
from safehold.desk.dossiers.queries.opened import OpenedDossier
from safehold.desk.dossiers.queries.weighed import Weighed
from safehold.desk.vault.actions import Unlocked
from safehold.web.references import reference_of


def freeze(
    unlocked: Unlocked, opened: OpenedDossier, weighed: Weighed, number: int, on: date
) -> dict[str, Any]:
    """Return the content of a version."""
    row, parts = opened.row, opened.parts
    shown = tuple(
        replace(each, name=each.name if each.shown == NAMED else "", subject="")
        for each in parts.witnesses
        if each.shown != LEFT_OUT
    )
    return {
        "act": row.act,
        "number": number,
        "on": on.isoformat(),
        "reference": reference_of(row.id),
        "from": dict(unlocked.member.organisation.names),
        "subject": asdict(weighed.subject),
        "parts": replace(parts, witnesses=shown).as_document(),
        "standings": [str(each) for each in weighed.standings],
        "gaps": [{"code": gap.code, "about": _about(gap.about, opened)} for gap in weighed.gaps],
        "events": _events(unlocked, opened),
        "screening": _screening(weighed, row.organisation_id),
    }


def _about(about: str, opened: OpenedDossier) -> str:
    """Return by what a reader finds a part: the number of a claim or of an exhibit; or the id of a criterion."""
    for number, claim in enumerate(opened.parts.claims, 1):
        if claim.id == about:
            return f"C{number}"
    return next((f"E{each.number}" for each in opened.parts.exhibits if each.id == about), about)


def _events(unlocked: Unlocked, opened: OpenedDossier) -> dict[str, Any]:
    """Return when and in which country the incidents were that claims stand on. Their words are the case's."""
    chosen = {each.incident for each in opened.parts.claims if each.incident}
    if not chosen:
        return {}
    return {
        str(each.id): {"when": each.when_words or each.when, "country": each.place.country}
        for each in cases.list_incidents(unlocked, opened.row.case)
        if str(each.id) in chosen and each.stands
    }


def _screening(weighed: Weighed, organisation_id: Any) -> dict[str, Any]:
    actor = weighed.actor
    if actor is None or actor.screening is None:
        return {"on": "", "lists": [], "found": []}
    lists = actors.list_lists(organisation_id)
    verdicts = actor.verdicts
    return {
        "on": actor.screening.on.isoformat(),
        "lists": [[each.name, each.version, each.as_of.isoformat()] for each in lists],
        "found": [
            [each.listed.list_name, each.listed.names[0].text, verdicts.get(each.about, "")]
            for each in actor.screening.candidates
        ],
    }
