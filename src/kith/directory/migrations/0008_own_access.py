"""The person's own access and that of those they chose; looks that are withheld."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "own_access.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_made_roles")]

    operations = [
        migrations.CreateModel(
            name="OwnAccess",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("who", models.UUIDField(db_index=True)),
                ("name", models.TextField()),
                ("relation", models.TextField(blank=True)),
                (
                    "kind",
                    models.SmallIntegerField(
                        choices=[
                            (1, "the person"),
                            (2, "somebody they chose"),
                            (3, "attorney for health and welfare"),
                            (4, "deputy for health and welfare"),
                        ]
                    ),
                ),
                ("patient", models.UUIDField(db_index=True)),
                ("custodian", models.SmallIntegerField()),
                ("low", models.BigIntegerField()),
                ("high", models.BigIntegerField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("open", models.BooleanField(default=True)),
            ],
            options={"verbose_name_plural": "own accesses"},
        ),
        migrations.CreateModel(
            name="Withholding",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("patient", models.UUIDField()),
                ("session", models.BigIntegerField()),
                ("staff", models.UUIDField()),
                ("role", models.TextField()),
                ("custodian", models.SmallIntegerField()),
                ("why", models.TextField(blank=True)),
                ("made", models.DateTimeField()),
                ("review", models.DateTimeField()),
                ("told", models.DateTimeField(null=True)),
                ("told_by", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["session", "patient"], name="withholding_once")
                ]
            },
        ),
        migrations.AddField(
            model_name="account", name="reader", field=models.UUIDField(null=True, unique=True)
        ),
        migrations.AlterField(
            model_name="account",
            name="staff",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="directory.staff",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                name="account_of_one",
                condition=models.Q(staff__isnull=False, reader__isnull=True)
                | models.Q(staff__isnull=True, reader__isnull=False),
            ),
        ),
        migrations.RunPython(build),
    ]
