"""The shop: customers, orders, deliveries, pizzas and toppings."""
