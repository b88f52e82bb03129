# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every database write and stored file relies on: transactions on the right database, durable files."""
