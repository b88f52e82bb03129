# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of tables.

`columns`: which column is what. `rows`: what a row says. `names`: of files that leave.
"""
