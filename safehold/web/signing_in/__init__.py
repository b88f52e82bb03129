# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What both sites need where somebody signs in: passwords at rest, attempts that run out, sessions nobody can copy.

Who signs in, and to what, is the business of the rooms above.
"""
