# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk process: accounts, unlocking, and the second database `public`, which it reaches out to.

DATABASE_URL    the desk's database; default SQLite under SAFEHOLD_DATA
DESK_STORE      the desk's folder of sealed files
DESK_HOSTS      host names, separated by commas; default localhost
DESK_PROXIES    how many proxies of ours stand before the desk; without it all clients behind one count as one source
TIMESTAMP_AUTHORITIES  two at most, name=address, separated by commas; default: none, nothing is stamped
TIMESTAMP_ROOTS        the folder with name.pem for each: what its stamps must lead to
REGISTER_LOG_KEY        the file with the signing key of the register's log
REGISTER_WITNESSES      who cosigns its checkpoints, key=address, separated by commas; default: none
BACKUP_FOLDER   where backups are written and looked for; default: none, it is named each time
DESK_HTTPS      `off` only for a demo on one machine: without it cookies need HTTPS
"""

import os

from csp.constants import NONCE

from safehold.config.domains import DESK, PUBLIC
from safehold.config.secret_key import read_or_make

from .base import *  # noqa: F403
from .base import DATA, PUBLIC_STORE, STATIC_FILES, TEMPLATES, database, public_database, store

SITE = "desk"
SECRET_KEY = read_or_make(DATA / "desk" / "secret-key")
ALLOWED_HOSTS = os.environ.get("DESK_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ROOT_URLCONF = "safehold.config.desk_urls"
WSGI_APPLICATION = "safehold.config.desk_wsgi.application"
HTTPS = os.environ.get("DESK_HTTPS", "on") != "off"

INSTALLED_APPS = [
    "safehold.persistence",
    "safehold.web",
    *reversed(DESK),
    *PUBLIC,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
]
DATABASES = {
    "default": database("DATABASE_URL", DATA / "desk" / "desk.sqlite3"),
    "public": public_database(),
}
DATABASE_ROUTERS = ["safehold.persistence.router.DeskRouter"]
MIGRATES_PUBLIC = False
"""Each settings module migrates only its own database; tests, which make both, turn this on."""
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
"""Background work. Arguments are ids: what a job needs to open is sealed to a worker's memory, and so each worker has
a queue of its own: no queue is named here, which lets every name pass."""
STORAGES = {
    "sealed": store(os.environ.get("DESK_STORE", DATA / "desk" / "store")),
    "public": store(PUBLIC_STORE),
    "staticfiles": STATIC_FILES,
}
BACKUP_FOLDER = os.environ.get("BACKUP_FOLDER", "")
REGISTER_LOG_KEY = os.environ.get("REGISTER_LOG_KEY", DATA / "desk" / "register-log.key")
REGISTER_WITNESSES = os.environ.get("REGISTER_WITNESSES", "")
TIMESTAMP_AUTHORITIES = os.environ.get("TIMESTAMP_AUTHORITIES", "")
TIMESTAMP_ROOTS = os.environ.get("TIMESTAMP_ROOTS", DATA / "desk" / "timestamp-roots")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "safehold.web.guards.NothingStored",
    "safehold.web.guards.NeverBlank",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "safehold.desk.evidence.middleware.NothingReadFromStrangers",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "safehold.web.language.MemberLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "safehold.desk.members.middleware.SignInRequired",
    "allauth.account.middleware.AccountMiddleware",
    "safehold.desk.members.middleware.SecondFactorRequired",
    "safehold.desk.vault.middleware.UnlockingMiddleware",
    "safehold.web.guards.CountedRequestOnly",
]
TEMPLATES[0]["OPTIONS"]["context_processors"] += [  # type: ignore[index]
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "safehold.desk.home.context.desk",
    "csp.context_processors.nonce",
]

SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF, NONCE],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["safehold.web.signing_in.hashers.Argon2idHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

ACCOUNT_ADAPTER = "safehold.desk.members.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_ADAPTER = "safehold.desk.members.adapters.MfaAdapter"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("DESK_PROXIES", "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Safehold"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

SESSION_ENGINE = "safehold.web.signing_in.sessions"
SESSION_COOKIE_NAME = "__Host-desk" if HTTPS else "desk"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "safehold.web.errors.csrf_failure"
CSRF_COOKIE_NAME = "__Host-desk-csrf" if HTTPS else "desk-csrf"
CSRF_COOKIE_AGE = None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
"""The desk speaks HTTP to a proxy of ours, which ends TLS and sets this header on every request."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "safehold.desk.evidence.uploads.EvidenceUploadHandler",
    "safehold.desk.exchange.uploads.MemoryUploadHandler",
]
"""No file that a member chooses is written to a disk before it is sealed."""
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""In memory only: attempt counters live there and die with the process. Many, so that nobody can push one out."""

LARGEST_EVIDENCE_BYTES = int(os.environ.get("LARGEST_EVIDENCE_BYTES", str(8 * 1024**3)))
"""A file that a member adds to the evidence of a case; more is refused with a kind page."""
UNLOCK_IDLE_SECONDS = 15 * 60
