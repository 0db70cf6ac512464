"""The view that the checks look at, right as it is."""

from rest_framework import serializers

from drf_sqllist import SQLListView
from tests.rawsql_views.shop import TenRows


class Report(SQLListView):
    sql = """
        select id, status
        from pizzas_order
    """
    columns = {"id": int, "status": str}
    key = "id"
    pagination_class = TenRows


class Params(serializers.Serializer):
    since = serializers.DateTimeField()
    least = serializers.IntegerField(required=False)


WITH_PARAMS = """
    select id, status
    from pizzas_order
    where placed_at >= %(since)s
      and (cast(%(least)s as integer) is null or id >= %(least)s)
"""
