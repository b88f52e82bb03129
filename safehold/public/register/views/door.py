# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door of every account page: signed in, or asked to sign in right there, with what was being sent kept on it.

A session that ends while somebody writes costs them nothing: the page that asks for the password carries what they
typed, and goes on with it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from safehold.public.register.actions import accounts as actions
from safehold.public.register.adapters.site import proxies
from safehold.public.register.errors import PasswordWrong, TooManyAtOnce, TooManyAttempts
from safehold.public.register.forms.account import SignInForm
from safehold.public.register.models.accounts import Registrant
from safehold.public.register.queries import accounts as queries
from safehold.web import clock
from safehold.web.signing_in.sources import forwarded_address, source_of
from safehold.web.whole import END_FIELD

View = Callable[..., HttpResponse]
CARRIED = "carried"
UNPROCESSABLE = 422
NO_MATCH = _("Number, password and code do not belong together. Please check all of them.")
NOT_YOURS = _("This is not your password. Check it and type it again.")
TOO_MANY = _("Too many tries for this account from here. Wait five minutes, then try again. Nothing is lost.")
BUSY = _("Many people are signing in at this moment. Wait a few seconds, then press the button again.")


def signed_in(*methods: str) -> Callable[[View], View]:
    """Let a registrant through to a view, as its second argument; everybody else is asked to sign in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:  # noqa: ARG001
            if request.method not in {*methods, "HEAD"} and not _brings_sign_in(request):
                return HttpResponseNotAllowed(methods)
            now = clock.now()
            registrant = queries.signed_in(request.session, now.timestamp())
            if registrant is None:
                return _ask(request, methods, lambda found: view(request, found, **kwargs))
            actions.notice(request.session, now)
            if _brings_sign_in(request) and not _goes_on(request, methods):
                return HttpResponseRedirect(request.path)
            return view(request, registrant, **kwargs)

        return answer

    return decorate


def _ask(
    request: HttpRequest, methods: tuple[str, ...], go_on: Callable[[Registrant], HttpResponse]
) -> HttpResponse:
    """Show the sign-in form, or take it and go on with what it carried."""
    if not request.session.is_empty():
        request.session.flush()
    if not _brings_sign_in(request):
        return show_sign_in(request, SignInForm(), status=401)
    form = SignInForm(request.POST)
    registrant = try_to_sign_in(request, form)
    if registrant is None:
        return show_sign_in(request, form, status=UNPROCESSABLE)
    if _goes_on(request, methods):
        return go_on(registrant)
    return HttpResponseRedirect(request.path)


def try_to_sign_in(request: HttpRequest, form: SignInForm) -> Registrant | None:
    """Begin a session; or say in the form why not."""
    if not form.is_valid():
        return None
    typed, found = form.cleaned_data, None
    with told_in(form):
        found = actions.sign_in(
            request.session,
            typed["number"],
            typed["password"],
            typed["code"],
            source=source(request),
            now=clock.now(),
        )
    return found


def source(request: HttpRequest) -> str:
    """What stands for where a request comes from; nothing of it is kept."""
    return source_of(request, forwarded_address(request, proxies()))


@contextmanager
def told_in(form: forms.Form, wrong: Any = NO_MATCH) -> Iterator[None]:
    """Turn a refusal into a sentence of the form."""
    try:
        yield
    except PasswordWrong:
        form.add_error(None, wrong)
    except TooManyAttempts:
        form.add_error(None, TOO_MANY)
    except TooManyAtOnce:
        form.add_error(None, BUSY)


def show_sign_in(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    """The form, and in it what was being sent when nobody was signed in any more."""
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not name.startswith(f"{SignInForm.prefix}-") and name not in (CARRIED, END_FIELD)
    ]
    is_carrying = bool(carried) or CARRIED in request.POST
    context = {"form": form, "carried": carried, "is_carrying": is_carrying}
    return render(request, "register/account/sign_in.html", context, status=status)


def _brings_sign_in(request: HttpRequest) -> bool:
    return request.method == "POST" and f"{SignInForm.prefix}-number" in request.POST


def _goes_on(request: HttpRequest, methods: tuple[str, ...]) -> bool:
    """Whether the sign-in form carried something that a view now takes."""
    return CARRIED in request.POST and "POST" in methods
