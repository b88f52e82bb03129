# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of the clearing house. `referrals`: where a case goes, and what is overdue; `packets`: one receiver;
`telling`: letters and the message to the person; `files`: what a browser is handed."""
