"""Django's settings. Everything that differs between places comes from the environment or the data folder."""

from pathlib import Path

from kith.ops import config

BASE = Path(__file__).resolve().parents[1]
ROOT = BASE.parents[1]

SECRET_KEY = config.secret("django")
DEBUG = False
DEMO = config.flag("KITH_DEMO")
ALLOWED_HOSTS = config.listed("KITH_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = config.listed("KITH_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "kith.catalogue",
    "kith.record",
    "kith.directory",
    "kith.access",
    "kith.care",
    "kith.web",
    "kith.pocket",
]

MIDDLEWARE = [
    "kith.web.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "kith.web.urls"
CSRF_FAILURE_VIEW = "kith.web.views.errors.stale_form"
WSGI_APPLICATION = "kith.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "kith.web.jinja.environment"},
    },
]

DATABASES = {"default": config.database()}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = config.data_folder() / "static"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
