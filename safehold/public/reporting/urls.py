# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the reporter's side. The language comes first; no address but one carries anything secret."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from safehold.public.reporting import capability, views


class CapabilityConverter(StringConverter):
    regex = capability.TEXT_PATTERN


register_converter(CapabilityConverter, "capability")

app_name = "reporting"
urlpatterns = [
    path("", views.start, name="start"),
    path("healthz", views.health, name="health"),
    path("<language:language>", views.start_in, name="start-in"),
    path("<language:language>/", views.form, name="form"),
    path("<language:language>/review", views.review, name="review"),
    path("<language:language>/send", views.send, name="send"),
    path("<language:language>/files/<capability:capability>", views.files, name="files"),
    path("<language:language>/return", views.come_back, name="return"),
    path("<language:language>/return/answer", views.answer, name="answer"),
    path("<language:language>/return/files", views.more_files, name="more-files"),
    path("<language:language>/return/withdraw", views.withdraw, name="withdraw"),
    path("<language:language>/return/grant", views.grant, name="grant"),
    path("<language:language>/return/close", views.close, name="close"),
    path("<language:language>/promises", views.promises, name="promises"),
    path("<language:language>/about", views.about, name="about"),
]
