# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys: vaults, unlocking, signed lists, and the crossing between the two sites."""
