# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to dossiers."""

from safehold.desk.dossiers.queries.freezing import freeze
from safehold.desk.dossiers.queries.opened import (
    OpenedDossier,
    OpenedReview,
    OpenedStep,
    OpenedVersion,
    open_dossier,
    open_family,
    open_heads,
    open_version,
)
from safehold.desk.dossiers.queries.rows import access_dossier, access_version, list_dossiers
from safehold.desk.dossiers.queries.weighed import Weighed, WeighedWitness, weigh

__all__ = [
    "OpenedDossier",
    "OpenedReview",
    "OpenedStep",
    "OpenedVersion",
    "Weighed",
    "WeighedWitness",
    "access_dossier",
    "access_version",
    "freeze",
    "list_dossiers",
    "open_dossier",
    "open_family",
    "open_heads",
    "open_version",
    "weigh",
]
