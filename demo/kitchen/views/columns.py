"""Models that are more than their columns."""

from demo.kitchen.models import Batch, Cook, Ingredient, Supplier, Ticket
from demo.kitchen.serializers import columns, features
from demo.kitchen.views.base import KitchenList


class ColumnClassesList(KitchenList):
    queryset = Ingredient.objects.all()
    serializer_class = columns.ColumnsSerializer


class SealedList(KitchenList):
    queryset = Cook.objects.all()
    serializer_class = columns.SealedSerializer


class DirtyTrackingList(KitchenList):
    queryset = Ticket.objects.select_related("cook")
    serializer_class = columns.TicketSerializer


class PostInitList(KitchenList):
    queryset = Batch.objects.all()
    serializer_class = columns.BatchSerializer


class SoftDeleteList(KitchenList):
    """Both models hide what was deleted."""

    queryset = Supplier.objects.prefetch_related("ingredients")
    serializer_class = features.PlainSupplierSerializer
