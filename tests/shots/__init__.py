# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of every page, as each member of the cast that may see it, to be looked at one by one."""
