"""Agreements that are written on a screen: their drafts, who proposed them, and their reviews."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "agreement_drafts.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


def _staff(null: bool = False) -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.staff"
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0010_kept_from")]

    operations = [
        migrations.AddField("agreement", "proposer", models.SmallIntegerField(null=True)),
        migrations.AddField("agreement", "proposed_by", _staff(null=True)),
        migrations.AddField("agreement", "made", models.DateTimeField(null=True)),
        migrations.AddField("agreement", "reviews", models.JSONField(default=list)),
        migrations.CreateModel(
            name="AgreementDraft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("custodian", models.SmallIntegerField(db_index=True)),
                ("told", models.JSONField(default=dict)),
                ("revision", models.IntegerField(default=1)),
                ("kept", models.DateTimeField()),
                ("kept_by", _staff()),
                ("made_by", _staff()),
            ],
        ),
        migrations.RunPython(build),
    ]
