# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Actors: officials, bodies, units and accounts of a case, and screening them by name. Nothing is a match by itself."""
