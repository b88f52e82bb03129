# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the register. The language comes first; no address carries an answer."""

from django.urls import path

from safehold.public.register import account_urls, views
from safehold.public.register.views.api import api

app_name = "register"
ENTRY = "<language:language>/register/entries/<uuid:entry_id>"
ENTITY = "<language:language>/register/who/<uuid:entity_id>"
urlpatterns = [
    path("<language:language>/register", views.start_in, name="start-in"),
    path("<language:language>/register/", views.search, name="search"),
    path("<language:language>/register/feed", views.feed, name="feed"),
    path("<language:language>/register/bulletins", views.bulletins, name="bulletins"),
    path("<language:language>/register/log", views.about_log, name="about-log"),
    path(ENTRY, views.entry, name="entry"),
    path(f"{ENTRY}/differences", views.differences, name="differences"),
    path(f"{ENTRY}/<int:number>", views.version, name="version"),
    path(f"{ENTRY}/<int:number>/proof", views.proof, name="proof"),
    path(ENTITY, views.entity, name="entity"),
    path(f"{ENTITY}/feed", views.entity_feed, name="entity-feed"),
    path("<language:language>/register/alerts", views.search_alerts, name="search-alerts"),
    path(f"{ENTITY}/alerts", views.entity_alerts, name="entity-alerts"),
    path(
        "<language:language>/register/alerts/confirm/<str:token>", views.confirm_alert, name="confirm-alert"
    ),
    path("<language:language>/register/alerts/stop/<str:token>", views.stop_alerts, name="stop-alerts"),
    path("register/entries/<uuid:entry_id>.json", views.saved_entry, name="saved-entry"),
    path("register/entries/<uuid:entry_id>/<int:number>.json", views.saved_version, name="saved-version"),
    path("<language:language>/register/data", views.about_data, name="about-data"),
    path("register/data/<str:address>", views.data_file, name="data-file"),
    path("register/api/v1/", api.urls),
    path("register/log/checkpoint", views.checkpoint, name="checkpoint"),
    path("register/log/tile/<path:place>", views.tile, name="tile"),
    path("<language:language>/register/must-i-register", views.must_i_register, name="must-i-register"),
    path("<language:language>/register/something-missing", views.missing, name="missing"),
    *account_urls.urlpatterns,
]
