# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public process: no accounts, no sessions, no cookies, no private key, no way to the desk.

COALITION_ROOT       the coalition root's public key (64 hex digits); default: the file
                     `public/coalition-root.pub` under SAFEHOLD_DATA
PUBLIC_HOSTS         host names, separated by commas; default localhost
"""

import os
import secrets

from safehold.config.domains import PUBLIC

from .base import *  # noqa: F403
from .base import PUBLIC_STORE, STATIC_FILES, public_database, store

SITE = "public"
SECRET_KEY = secrets.token_urlsafe(48)
ALLOWED_HOSTS = os.environ.get("PUBLIC_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ROOT_URLCONF = "safehold.config.public_urls"
WSGI_APPLICATION = "safehold.config.public_wsgi.application"
INSTALLED_APPS = ["safehold.persistence", "safehold.web", *PUBLIC]
DATABASES = {"default": public_database()}
STORAGES = {"sealed": store(PUBLIC_STORE), "staticfiles": STATIC_FILES}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "safehold.web.guards.NothingStored",
    "safehold.web.guards.NeverBlank",
    "safehold.web.language.PathLanguage",
    "safehold.web.guards.LostPageSaid",
    "safehold.web.guards.ForeignOriginRefused",
    "safehold.web.guards.WholeRequestOnly",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
"""Only HSTS depends on it here. An onion address has no TLS and gets no such header."""

FILE_UPLOAD_HANDLERS = ["safehold.public.reporting.uploads.SealingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 1
MAX_FILES = 20
LISTS_HELD_SECONDS = 1
PAGE_PROCESSES = int(os.environ.get("PAGE_PROCESSES", "2"))
"""Processes that make pages: as many as there are cores."""
UPLOAD_SLOTS = int(os.environ.get("UPLOAD_SLOTS", "16"))
"""Files that are taken in at the same moment; further ones are deferred with a kind page."""
MIN_FREE_BYTES = int(os.environ.get("MIN_FREE_BYTES", str(1024**3)))
"""Files are deferred when the disk has less; words are always taken."""

COALITION_ROOT = os.environ.get("COALITION_ROOT", "")
