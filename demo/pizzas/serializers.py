"""An order with everything that belongs to it."""

from rest_framework import serializers

from demo.pizzas.models import Customer, Delivery, Order, Pizza, Topping


class CustomerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Customer
        fields = ("id", "name", "email")


class DeliverySerializer(serializers.ModelSerializer):
    class Meta:
        model = Delivery
        fields = ("address", "delivered_at")


class ToppingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Topping
        fields = ("id", "name", "price")


class PizzaSerializer(serializers.ModelSerializer):
    toppings = ToppingSerializer(many=True)

    class Meta:
        model = Pizza
        fields = ("id", "size", "price", "toppings")


class OrderSerializer(serializers.ModelSerializer):
    customer = CustomerSerializer()
    delivery = DeliverySerializer(allow_null=True)
    pizzas = PizzaSerializer(many=True)

    class Meta:
        model = Order
        fields = ("id", "placed_at", "status", "note", "customer", "delivery", "pizzas")
