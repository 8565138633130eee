"""Every template compiles, and every static file that it names is there."""

import re
import sys
from pathlib import Path

import django


def main() -> int:
    """Compiles each of our own templates; 1 with a line for each fault."""
    django.setup()
    from django.utils.module_loading import import_string
    from jinja2 import TemplateError

    environment = import_string("kith.web.jinja.environment")()
    faults, names = [], own_templates()
    for name, text in names:
        try:
            environment.from_string(text)
        except TemplateError as error:
            faults.append(f"{name}: {error}")
        faults += [f"{name}: there is no static file '{file}'" for file in missing_files(text)]
    print("\n".join(faults) if faults else f"{len(names)} templates compile")
    return 1 if faults else 0


def own_templates() -> list[tuple[str, str]]:
    """The name and text of each template in our own apps."""
    from django.apps import apps

    ours = [app for app in apps.get_app_configs() if app.name.startswith("kith.")]
    return [
        (str(path.relative_to(folder)), path.read_text())
        for folder in (f"{app.path}/templates" for app in ours)
        for path in sorted(Path(folder).rglob("*.html"))
    ]


def missing_files(text: str) -> list[str]:
    """Names given to `static(...)` in a template for which no app and no npm package has a file."""
    from django.contrib.staticfiles import finders

    return [
        name for name in re.findall(r"static\(\s*['\"]([^'\"]+)['\"]\s*\)", text) if not finders.find(name)
    ]


if __name__ == "__main__":
    sys.exit(main())
