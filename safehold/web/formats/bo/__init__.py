# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dates in Tibetan: in figures, since the names of months are not translated."""
