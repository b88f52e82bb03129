# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""People, groups, bodies and accounts in a case: names per script, contacts, relations, what is one and the same."""
