# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the public site: the language comes first in the path."""

from safehold.config.addresses import urls_of
from safehold.config.domains import PUBLIC

urlpatterns = urls_of(PUBLIC)

handler400 = "safehold.web.errors.bad_request"
handler403 = "safehold.web.errors.forbidden"
handler404 = "safehold.web.errors.not_found"
handler500 = "safehold.web.errors.server_error"
