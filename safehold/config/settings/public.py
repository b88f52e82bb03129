# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public process: no private key, no way to the desk. Cookies and sessions only where registrants sign in.

COALITION_ROOT       the coalition root's public key (64 hex digits); default: the file
                     `public/coalition-root.pub` under SAFEHOLD_DATA
PUBLIC_HOSTS         host names, separated by commas; default localhost
PUBLIC_PROXIES       how many proxies of ours stand before the site; without it all who sign in count as one source
PUBLIC_HTTPS         `off` only for a demo on one machine: without it registrants' cookies need HTTPS
REGISTER_OFFICE      the short name (slug) of the organisation that keeps the register; default: none is told of what
                     is missing from it
ALERTS_FROM          the sender of alerts by e-mail; default: none is sent, the register is followed by feeds alone
ALERTS_SITE          the address of this site as it stands in e-mails, such as https://register.example.org
MAIL_HOST, MAIL_PORT, MAIL_SECURITY (tls, starttls, off), MAIL_USER, MAIL_PASSWORD_FILE
                     the mail server that `safehold register-alerts` hands them to; no page does
"""

import os

from safehold.config.domains import PUBLIC
from safehold.config.secret_key import read_or_make

from .base import *  # noqa: F403
from .base import DATA, PUBLIC_STORE, STATIC_FILES, public_database, store

SITE = "public"
SECRET_KEY = read_or_make(DATA / "public" / "secret-key")
"""Of registrants' sessions and authenticator apps. It opens no report."""
HTTPS = os.environ.get("PUBLIC_HTTPS", "on") != "off"
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
    "safehold.public.register.api_answers.ApiAnswers",
    "safehold.web.guards.NothingStored",
    "safehold.web.guards.NeverBlank",
    "safehold.web.language.PathLanguage",
    "safehold.web.guards.LostPageSaid",
    "safehold.web.guards.ForeignOriginRefused",
    "safehold.web.guards.WholeRequestOnly",
    "safehold.public.register.middleware.RegistrantSession",
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

REGISTRANT_COOKIE = "__Secure-register" if HTTPS else "register"
"""Its path is the register's, so it cannot have the prefix `__Host-`."""
PASSWORD_HASHERS = ["safehold.web.signing_in.hashers.Argon2idHasher"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""In memory only: attempt counters live there and die with the process. Account pages are made in one process."""
PUBLIC_PROXIES = int(os.environ.get("PUBLIC_PROXIES", "0"))
REGISTER_OFFICE = os.environ.get("REGISTER_OFFICE", "")

ALERTS_FROM = os.environ.get("ALERTS_FROM", "")
ALERTS_SITE = os.environ.get("ALERTS_SITE", "").rstrip("/")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("MAIL_PORT", "25"))
MAIL_SECURITY = os.environ.get("MAIL_SECURITY", "off" if EMAIL_HOST == "localhost" else "starttls")
"""`tls` from the first byte, `starttls` before anything is said, `off` only to a mail server on this machine."""
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SECURITY == "tls", MAIL_SECURITY == "starttls"
EMAIL_HOST_USER = os.environ.get("MAIL_USER", "")
MAIL_PASSWORD_FILE = os.environ.get("MAIL_PASSWORD_FILE", DATA / "public" / "mail-password")
EMAIL_TIMEOUT = 30

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
