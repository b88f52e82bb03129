# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A witness: a small program that a member of a coalition runs, so that a log cannot show two histories unseen.

It remembers the last checkpoint that it cosigned for each log it follows, and cosigns another only with a proof that it
continues that one (c2sp.org/tlog-witness). It knows no site, no desk and no person; all it keeps is in one folder.
"""
