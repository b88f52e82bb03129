# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Submissions that ask for sanctions: written from a case, read by a second person, sent, and followed up."""
