# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What has to be done, by whom, until when. Below the cases: a task holds the id of what it is about."""
