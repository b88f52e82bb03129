# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An index over a million names: who on a list may be the person that this name is of?

    image = build_index([Entry("sema-1", "CHEN Quanguo", born="1955", country="CN")])
    NameIndex(image).screen("陈全国", born="1955")

One block of bytes, in memory or mapped from a file; no server, no database. An entry is found by what names share
(`retrieval_keys`), ranked by how rare that is, and the best few are compared in full. It proposes; a person decides.
"""

from safehold.core.names.index.building import Entry, Progress, build_index
from safehold.core.names.index.facts import SecondFact, weigh_facts
from safehold.core.names.index.image import ImageMalformed
from safehold.core.names.index.ranking import Candidate, rank_candidates
from safehold.core.names.index.reading import NameIndex
from safehold.core.names.index.screening import Hit

__all__ = [
    "Candidate",
    "Entry",
    "Hit",
    "ImageMalformed",
    "NameIndex",
    "Progress",
    "SecondFact",
    "build_index",
    "rank_candidates",
    "weigh_facts",
]
