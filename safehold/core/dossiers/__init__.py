# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A submission that asks for sanctions: what it says, what each thing rests on, and what is still missing. Pure.

A key claim rests on two sources that do not go back to the same one, or the dossier says that it has one.
"""

from safehold.core.dossiers.checking import Gap, Standing, find_gaps, standing_of
from safehold.core.dossiers.criteria import ACTS, JVCFOA, SEMA, Criterion, Paragraph, read_criteria
from safehold.core.dossiers.entities import tell_subject
from safehold.core.dossiers.parts import Claim, Contrary, Exhibit, Parts, Position, Subject, Witness

__all__ = [
    "ACTS",
    "JVCFOA",
    "SEMA",
    "Claim",
    "Contrary",
    "Criterion",
    "Exhibit",
    "Gap",
    "Paragraph",
    "Parts",
    "Position",
    "Standing",
    "Subject",
    "Witness",
    "find_gaps",
    "read_criteria",
    "standing_of",
    "tell_subject",
]
