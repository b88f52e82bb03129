# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Between organisations of one coalition: some of a case is shared, or the whole of it moves."""
