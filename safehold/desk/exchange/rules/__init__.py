# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of tables.

`cells`: what a spreadsheet would run. `columns`: which column is what. `rows`: what a row says. `bagit`: the words of a
bag. `passphrases`: the words that open a file.
"""
