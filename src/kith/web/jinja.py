"""The one Jinja environment of every server-rendered face.

Each app brings its own `templates/` folder; the NHS design system's macros come from `nhsuk_frontend_jinja`.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import BaseLoader, ChainableUndefined, ChoiceLoader, Environment, PackageLoader


def environment(**options: Any) -> Environment:
    """Django's `TEMPLATES` entry calls this once. Undefined chains stay quiet, as the NHS macros need."""
    options.update(
        autoescape=True,
        loader=ChoiceLoader(loaders()),
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701 - autoescape is set just above
    made.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]  # added by i18n
    made.globals.update(static=static, url=url)
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, in templates: `url("web:day", patient=person.id)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def loaders() -> list[BaseLoader]:
    """A loader for each of our apps that has templates, then the design system's."""
    own: list[BaseLoader] = [PackageLoader(name) for name in _packages_with_templates()]
    return [*own, PackageLoader("nhsuk_frontend_jinja")]


def _packages_with_templates() -> list[str]:
    ours = (app.name for app in apps.get_app_configs() if app.name.startswith("kith."))
    return [name for name in ours if _has_templates(name)]


def _has_templates(package: str) -> bool:
    file = import_module(package).__file__
    return file is not None and (Path(file).parent / "templates").is_dir()
