# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of signing in, joining and inviting."""

from safehold.desk.members.views.joining import invite, join, set_active
from safehold.desk.members.views.language import choose_language
from safehold.desk.members.views.signing_in import SecondFactor, SignIn

__all__ = ["SecondFactor", "SignIn", "choose_language", "invite", "join", "set_active"]
