# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Families who wait to be together: one sealed file each, its days, its papers, and what stands in the way."""
