# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of files in a copy of a case. Pure."""

from safehold.core.handover.bagit import plain_name


def number_name(name: str, place: int) -> str:
    """Return the name of a file in a bag: numbered, so that no two are one, and without what leads elsewhere."""
    return f"{place:03d}-{plain_name(name) or 'file'}"
