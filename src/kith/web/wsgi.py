"""The WSGI application that `kith serve` runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.ops.settings")

application = get_wsgi_application()
