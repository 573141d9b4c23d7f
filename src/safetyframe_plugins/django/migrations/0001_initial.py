"""The tables, and the order of the feed."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models.deletion import PROTECT

from safetyframe_plugins.django.migrations._place import place, unplace


def _key() -> models.BigAutoField[int, int]:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _of_trajectory() -> models.ForeignKey[int, int]:
    return models.ForeignKey(db_index=False, on_delete=PROTECT, to="safetyframe.trajectory")


class Migration(migrations.Migration):
    """Everything there is so far."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Trajectory",
            fields=[
                ("id", _key()),
                ("reference", models.TextField(unique=True)),
                ("zone", models.TextField()),
                ("worker", models.TextField(default="")),
                ("until", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "safetyframe_trajectory",
                "verbose_name": "trajectory",
                "verbose_name_plural": "trajectories",
                "indexes": [
                    models.Index(
                        condition=~models.Q(worker=""), fields=["worker"], name="safetyframe_held"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", _key()),
                ("trajectory", _of_trajectory()),
                ("seq", models.BigIntegerField()),
                ("act", models.TextField()),
                ("wire", models.TextField()),
            ],
            options={
                "db_table": "safetyframe_record",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("trajectory", "seq"), name="safetyframe_record_seq"
                    ),
                    models.UniqueConstraint(
                        fields=("trajectory", "act"), name="safetyframe_record_act"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("pos", models.BigAutoField(primary_key=True, serialize=False)),
                ("record", models.OneToOneField(on_delete=PROTECT, to="safetyframe.record")),
            ],
            options={"db_table": "safetyframe_position"},
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", _key()),
                ("trajectory", _of_trajectory()),
                ("text", models.TextField()),
                ("erased", models.BooleanField(default=False)),
                ("sealed", models.BinaryField()),
            ],
            options={
                "db_table": "safetyframe_body",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("trajectory", "text"), name="safetyframe_body_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", _key()),
                ("reference", models.TextField(unique=True)),
                ("trajectory", _of_trajectory()),
                ("act", models.TextField()),
                ("recipient", models.TextField()),
                ("state", models.TextField()),
                ("attempts", models.IntegerField(default=0)),
                ("since", models.BigIntegerField()),
                ("at", models.BigIntegerField(null=True)),
                ("retry_at", models.BigIntegerField(null=True)),
                ("reason", models.TextField(default="")),
                ("sent", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "safetyframe_notice",
                "indexes": [
                    models.Index(fields=["trajectory", "id"], name="safetyframe_notice_of"),
                    models.Index(
                        fields=["state", "trajectory", "id"], name="safetyframe_notice_state"
                    ),
                ],
            },
        ),
        migrations.RunPython(place, unplace),
    ]
