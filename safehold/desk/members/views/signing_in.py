# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two pages of the sign-in library that are reached before signing in, in our own frame."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView

from safehold.desk.members.forms import CodeForm, SignInForm


class OurFrame:
    """Takes the library's `site` (a host name) out of the context: our templates know another one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context


class SignIn(OurFrame, LoginView):  # type: ignore[misc]
    form_class = SignInForm


class SecondFactor(OurFrame, AuthenticateView):  # type: ignore[misc]
    form_class = CodeForm
