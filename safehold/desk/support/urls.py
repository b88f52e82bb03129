# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of support and consent."""

from django.urls import path

from safehold.desk.support import views

app_name = "support"
urlpatterns = [
    path("script", views.show_script, name="script"),
    path("<uuid:case_id>/", views.show_support, name="case"),
    path("<uuid:case_id>/risk", views.assess, name="risk"),
    path("<uuid:case_id>/plan", views.add_step, name="add_step"),
    path("<uuid:case_id>/plan/print", views.print_plan, name="print"),
    path("<uuid:case_id>/plan/<uuid:step_id>", views.change_step, name="step"),
    path("<uuid:case_id>/plan/<uuid:step_id>/done", views.mark_step, name="mark_step"),
    path("<uuid:case_id>/plan/<uuid:step_id>/remove", views.remove_step, name="remove_step"),
    path("<uuid:case_id>/needs", views.add_need, name="add_need"),
    path("<uuid:case_id>/needs/<uuid:need_id>", views.move_need, name="need"),
    path("<uuid:case_id>/devices", views.check_devices, name="devices"),
    path("<uuid:case_id>/devices/<uuid:check_id>", views.show_check, name="check"),
    path("<uuid:case_id>/consent", views.show_consent, name="consent"),
    path("<uuid:case_id>/consent/override", views.propose_override, name="override"),
    path(
        "<uuid:case_id>/consent/override/<uuid:override_id>", views.confirm_override, name="confirm_override"
    ),
    path("<uuid:case_id>/consent/<slug:purpose>", views.say, name="say"),
]
