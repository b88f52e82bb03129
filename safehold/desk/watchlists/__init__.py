# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of parties that others publish, in versions: sanctions, registers, and an organisation's own tables."""
