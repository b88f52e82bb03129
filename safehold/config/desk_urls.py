# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the desk."""

from safehold.config.addresses import urls_of
from safehold.config.domains import DESK

urlpatterns = urls_of(DESK)

handler400 = "safehold.web.errors.bad_request"
handler403 = "safehold.web.errors.forbidden"
handler404 = "safehold.web.errors.not_found"
handler500 = "safehold.web.errors.server_error"
