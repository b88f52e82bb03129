# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawing a dossier of 100 pages with 300 exhibits, about an invented official. Floor: 10 s for the PDF."""

import io
import sys
import time
from dataclasses import asdict
from typing import Any

import pypdfium2

from bench.figures import show
from safehold.core.dossiers import Claim, Contrary, Exhibit, Parts, Position, Subject, standing_of
from safehold.desk.dossiers.adapters import draw

EXHIBITS, CLAIMS, PAGES = 300, 420, 100
WORDS = "On a day the invented official ordered that a relative be called in about what a demo person says abroad. "


def make_content() -> dict[str, Any]:
    exhibits = tuple(
        Exhibit(
            f"x{n}",
            n,
            f"Demo exhibit {n}",
            WORDS * 2,
            "A demo page",
            f"Demo agency {n % 7}",
            sha256="ab" * 32,
        )
        for n in range(1, EXHIBITS + 1)
    )
    claims = tuple(
        Claim(
            f"c{n}", WORDS * 6, True, ("JVCFOA-4-e2",), (f"x{n % EXHIBITS + 1}", f"x{n * 3 % EXHIBITS + 1}")
        )
        for n in range(CLAIMS)
    )
    contrary = (Contrary("k", "He denies it.", "The order bears his seal."),)
    answers = {"JVCFOA-4-e1": "yes", "JVCFOA-4-e2": "yes"}
    parts = Parts("Demo dossier", WORDS, answers, "", claims, exhibits, contrary, is_exercise=True)
    positions = (
        Position("Head of a demo bureau", "Demo Bureau", "2019 to 2023", "2019/2023", "A demo page"),
    )
    return {
        "act": "JVCFOA-4",
        "number": 1,
        "on": "2026-11-24",
        "reference": "ABCD-EFGH",
        "from": {"en": "Harbour"},
        "subject": asdict(Subject("s", (("Demo Official (INVENTED)", "Latn"),), positions=positions)),
        "parts": parts.as_document(),
        "standings": [str(standing_of(each, parts)) for each in claims],
        "gaps": [],
        "events": {},
        "screening": {"on": "", "lists": [], "found": []},
    }


def main() -> None:
    content = make_content()
    for kind in ("pdf", "docx"):
        began = time.perf_counter()
        drawn = draw(content, kind, "en")
        took = time.perf_counter() - began
        if kind == "pdf" and len(pypdfium2.PdfDocument(io.BytesIO(drawn))) < PAGES:
            sys.exit(f"The dossier is shorter than {PAGES} pages.")
        show(f"dossiers, at least {PAGES} pages with {EXHIBITS} exhibits, {kind}", took, "s", at_most=10)


if __name__ == "__main__":
    main()
