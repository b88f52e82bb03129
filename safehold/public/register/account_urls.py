# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of accounts and filings, below `/<language>/register/`. Each is one that `account_paths` knows."""

from django.urls import path

from safehold.public.register.views import accounts, my_filings, starting, writing

HERE = "<language:language>/register"
urlpatterns = [
    path(f"{HERE}/account", my_filings.home, name="account"),
    path(f"{HERE}/account/new", accounts.open_account, name="account-new"),
    path(f"{HERE}/account/lost-password", accounts.lost_password, name="account-lost-password"),
    path(f"{HERE}/account/sign-out", accounts.sign_out, name="account-sign-out"),
    path(f"{HERE}/account/settings", accounts.settings_page, name="account-settings"),
    path(f"{HERE}/account/password", accounts.change_password, name="account-password"),
    path(f"{HERE}/account/app", accounts.add_app, name="account-app"),
    path(f"{HERE}/account/app/remove", accounts.remove_app, name="account-app-remove"),
    path(f"{HERE}/account/codes", accounts.renew_codes, name="account-codes"),
    path(f"{HERE}/account/close", accounts.close_account, name="account-close"),
    path(f"{HERE}/filings/new", starting.start, name="filing-new"),
    path(f"{HERE}/filings/ask", starting.ask, name="ask"),
    path(f"{HERE}/filings/answer/<int:index>/<slug:kind>", starting.answer, name="answer"),
    path(f"{HERE}/filings/<uuid:filing>", my_filings.filing, name="filing"),
    path(f"{HERE}/filings/<uuid:filing>/follow/<slug:kind>", starting.follow, name="follow"),
    path(f"{HERE}/filings/<uuid:draft>/preview", writing.preview, name="preview"),
    path(f"{HERE}/filings/<uuid:draft>/send", writing.send, name="send"),
    path(f"{HERE}/filings/<uuid:draft>/delete", writing.delete, name="delete"),
    path(f"{HERE}/filings/<uuid:draft>/step/<slug:part>", writing.step, name="step"),
]
