# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can go wrong when a sealed row is opened."""


class RowTampered(Exception):
    """The bytes were not sealed by this key for this name and row, or have changed since."""
