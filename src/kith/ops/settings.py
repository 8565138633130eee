"""Django's settings. Everything that differs between places comes from the environment or the data folder."""

from datetime import timedelta

from kith.ops import config, places

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
    "axes",
    "kith.catalogue",
    "kith.record",
    "kith.directory",
    "kith.access",
    "kith.care",
    "kith.care.handover",
    "kith.web",
    "kith.pocket",
]

MIDDLEWARE = [
    "kith.web.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages; it pads at random, so that lengths tell no secret
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kith.access.middleware.OneTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kith.access.middleware.SignedIn",
    "kith.web.board.middleware.OnlyTheBoard",
    "kith.web.mine.middleware.OnlyTheirOwn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
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

# Sign-in. Axes slows the guessing of one name from one place: nobody can lock another out from elsewhere.
AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True

# A model of English, installed beside Kith, that helps to find names of other people (docs/operators/running.md).
NAMES_MODEL = config.given("KITH_NAMES_MODEL")
AXES_LOCKOUT_CALLABLE = "kith.web.signin.views.locked.locked"
LOGIN_URL = "/sign-in"

# The session's cookie goes over HTTPS alone as soon as people reach us by it (`KITH_ORIGINS=https://...`).
HTTPS = any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)
# The form cookie can be read by our own scripts, which send it back as a header.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 13 * 60 * 60  # longer than the longest session of `kith.access`, which is what ends it

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = places.CLONE / "build" / "static"
STATICFILES_DIRS = [places.CLONE / "build" / "vendor"]  # what `kith.ops.assets` takes from npm
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kith.ops.assets.storage.HashedStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
