"""Models and migrations agree: nobody forgot to write one. Needs no database."""

import sys

import django


def main() -> int:
    """1 with the changes that have no migration yet."""
    django.setup()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    conflicts = loader.detect_conflicts()
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
        loader.graph
    )
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("kith.")}
    faults = [
        f"{label}: two migrations both come last: {', '.join(names)}" for label, names in conflicts.items()
    ]
    for label, migrations in changes.items():
        if label in ours:
            faults += [f"{label}: {step.describe()}" for change in migrations for step in change.operations]
    print("\n".join(faults) if faults else f"{len(loader.disk_migrations)} migrations, none missing")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
