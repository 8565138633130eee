"""Every address of the server-rendered faces."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from kith.web.views.health import health

app_faces = [
    ("", "kith.web.signin.urls"),
    ("pocket/", "kith.pocket.urls"),
    ("staff/", "kith.web.staff.urls"),
    ("begin/", "kith.web.begin.urls"),
    ("learn/", "kith.web.learning.urls"),
    ("", "kith.web.board.urls"),
    ("", "kith.web.mine.urls"),
    ("crew/", "kith.web.crew.urls"),
]


def faces() -> list[URLPattern | URLResolver]:
    """The other faces' addresses; one that is not part of this installation is left out."""
    return [path(prefix, include(module)) for prefix, module in app_faces if _exists(module)]


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # the package around it is absent too
        return False


urlpatterns = [
    path("health", health, name="health"),
    *faces(),
    path("", include("kith.web.pages")),
]

handler400 = "kith.web.views.errors.bad_request"
handler403 = "kith.web.views.errors.not_allowed"
handler404 = "kith.web.views.errors.not_found"
handler500 = "kith.web.views.errors.failed"
