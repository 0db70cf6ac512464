"""Columns whose collation takes different texts for equal: Python does not, and so labels may not."""

import pytest
from django.db import connection, models
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.views import compare

pytestmark = pytest.mark.django_db(transaction=True)

# The embedded PostgreSQL has no ICU, and so no collation that takes two texts for equal.
COLLATIONS = {"postgresql": "C", "sqlite": "NOCASE"}


def test_labels_and_choices_of_another_case():
    collation = COLLATIONS[connection.vendor]

    class Signal(models.Model):
        state = models.CharField(max_length=9, choices=[("on", "On"), ("off", "Off")], db_collation=collation)

        class Meta:
            app_label = "testapp"

    with connection.schema_editor() as editor:
        editor.create_model(Signal)
    try:
        Signal.objects.bulk_create([Signal(state=state) for state in ("on", "ON", "off", "Off")])
        label = serializers.CharField(source="get_state_display", read_only=True)
        mapped = serializers.ChoiceField(choices=[("on", "On"), (1, "One")])
        for shown in (model_serializer(Signal, "state", label=label), model_serializer(Signal, state=mapped)):
            response, _ = compare("/rows/", queryset=Signal.objects.order_by("pk"), serializer_class=shown)
            assert response.sqllist.mode == "sql"
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Signal)
