# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of imports and exports, for leads. Each parses, calls one door, and renders."""
