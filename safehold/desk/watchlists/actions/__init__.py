# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only place that writes lists. Each import is all or nothing, and one audit row in each chain that it concerns."""

from safehold.desk.watchlists.actions.importing import Imported, Importer, import_version
from safehold.desk.watchlists.actions.keys import renew_keys
from safehold.desk.watchlists.actions.telling import tell_versions
from safehold.desk.watchlists.at_new_version import NewVersion, Work
from safehold.desk.watchlists.at_new_version import register as register_at_new_version

__all__ = [
    "Imported",
    "Importer",
    "NewVersion",
    "Work",
    "import_version",
    "register_at_new_version",
    "renew_keys",
    "tell_versions",
]
