# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold assess`: which provisions do the answers about one incident engage? Offline: no database, no settings."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from safehold.catalog.provisions import Provision, Provisions, load_law, load_provisions
from safehold.core import law
from safehold.core.law import Answer, Finding, Why

MOST_BYTES = 1_000_000
SENTENCES = {
    "en": {
        Why.OUTSIDE_CANADA: "outside Canada: counsel to check s.7",
        Why.ANSWERED_NO: "excluded by: {facts}",
        Why.QUESTIONS_OPEN: "possible, needs: {facts}",
        Why.ALL_ANSWERED_YES: "made out on the facts reported: worth referring",
    },
    "fr": {
        Why.OUTSIDE_CANADA: "à l'étranger : un avocat doit vérifier l'art. 7",
        Why.ANSWERED_NO: "exclu par : {facts}",
        Why.QUESTIONS_OPEN: "possible, il manque : {facts}",
        Why.ALL_ANSWERED_YES: "établi selon les faits rapportés : mérite d'être signalé aux autorités",
    },
}


class AnswersUnread(Exception):
    """The answers cannot be taken; says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "answers", type=Path, metavar="ANSWERS.json", help='{"CC-264-e1": "yes" | "no" | "unknown", …}'
    )
    parser.add_argument(
        "--date", required=True, metavar="DAY", help="of the incident: 2024-09-01, 2024-09, 2024-08/2024-10"
    )
    parser.add_argument("--wholly-abroad", action="store_true", help="neither an act nor an effect in Canada")
    parser.add_argument("--language", choices=["en", "fr"], default="en", help="of what is said")


def run(options: argparse.Namespace) -> int:
    try:
        answers = read_answers(options.answers)
        when = law.read_span(options.date)
        findings = law.assess(load_law(), answers, when, is_wholly_abroad=options.wholly_abroad)
    except AnswersUnread as error:
        print(error, file=sys.stderr)
        return 2
    except law.ElementUnknown as error:
        print(f"No provision has an element {error}.", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"--date: {error}", file=sys.stderr)
        return 2
    print(json.dumps(tell(findings, answers, options.language), ensure_ascii=False, indent=2))
    return 0


def read_answers(path: Path) -> dict[str, Answer]:
    """Read a JSON object of element ids and answers. Raises AnswersUnread."""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
        read = json.loads(text.decode("utf-8-sig")) if len(text) <= MOST_BYTES else None
    except OSError as error:
        raise AnswersUnread(f"{path}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise AnswersUnread(f"{path} is not JSON in UTF-8.") from error
    if not isinstance(read, dict):
        raise AnswersUnread(f"{path} must hold one JSON object of element ids and answers.")
    return {id_: _answer(id_, given) for id_, given in read.items()}


def _answer(id_: str, given: object) -> Answer:
    try:
        return Answer(str(given))
    except ValueError:
        raise AnswersUnread(f"{id_}: the answer must be yes, no or unknown.") from None


def tell(findings: tuple[Finding, ...], answers: dict[str, Answer], language: str) -> dict[str, Any]:
    """Return what is printed."""
    catalogue = load_provisions()
    return {
        "warning": catalogue.meta.warned(language),
        "provisions": {each.code: _one(each, catalogue, language) for each in findings},
        "for_a_foreign_entity": law.multiplied(load_law(), findings, answers),
    }


def _one(finding: Finding, catalogue: Provisions, language: str) -> dict[str, Any]:
    provision = catalogue.find(finding.code)
    assert provision is not None
    told: dict[str, Any] = {
        "name": provision.name(language),
        "result": finding.result,
        "open": list(finding.open),
        "why": _why(finding, catalogue, language),
        "also_open": list(finding.also_open),
        "in_force_throughout": finding.is_certain,
        **_read(provision, catalogue, language),
    }
    if finding.enhanced:
        told["enhanced"] = finding.enhanced
    if finding.summary_until:
        told["summary_until"] = [day.isoformat() for day in finding.summary_until]
    return told


def _read(provision: Provision, catalogue: Provisions, language: str) -> dict[str, str]:
    """Where and when it was read, and how sure that is."""
    source = catalogue.sentence(provision.source, language)
    return {"source": source, "as_of": provision.as_of, "confidence": provision.confidence}


def _why(finding: Finding, catalogue: Provisions, language: str) -> str:
    """One sentence. It never says that an offence was committed."""
    named = finding.excluded_by or finding.open
    facts = (f"{catalogue.element(id_).said(language)} ({id_})" for id_ in named)
    return SENTENCES[language][finding.why].format(facts="; ".join(facts))
