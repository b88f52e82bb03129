# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two sides, and what the desk's process calls the database and the store of each."""

DATABASE_OF = {"desk": "default", "public": "public"}
STORE_OF = {"desk": "sealed", "public": "public"}
