-- What each order came to.
with report as (
  select
    o.id,
    o.placed_at,
    o.status,
    c.name as customer,
    d.address,
    d.delivered_at,
    (select count(*) from pizzas_pizza p where p.order_id = o.id) as pizzas,
    (
      select count(*)
      from pizzas_pizza p
      join pizzas_pizza_toppings t on t.pizza_id = p.id
      where p.order_id = o.id
    ) as toppings,
    -- Rounded, because SQLite adds decimals as floats.
    round(
      (select coalesce(sum(p.price), 0) from pizzas_pizza p where p.order_id = o.id) + (
        select coalesce(sum(t.price), 0)
        from pizzas_pizza p
        join pizzas_pizza_toppings pt on pt.pizza_id = p.id
        join pizzas_topping t on t.id = pt.topping_id
        where p.order_id = o.id
      ),
      2
    ) as total
  from pizzas_order o
  join pizzas_customer c on c.id = o.customer_id
  left join pizzas_delivery d on d.order_id = o.id
)
select *
from report
where (%(since)s is null or placed_at >= %(since)s)
  and (%(until)s is null or placed_at < %(until)s)
  and (%(min_total)s is null or total >= cast(%(min_total)s as numeric))
