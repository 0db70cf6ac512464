-- What each order came to.
with report as (
  select
    o.id,
    o.placed_at,
    o.status,
    c.name as customer,
    d.address,
    d.delivered_at,
    (select count(*) from pizzas_pizza p where p.order_id = o.id) as pizza_count,
    (
      select count(*)
      from pizzas_pizza p
      join pizzas_pizza_toppings t on t.pizza_id = p.id
      where p.order_id = o.id
    ) as topping_count,
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
-- A parameter that may be NULL says its type, which not every way of binding knows.
where (cast(%(since)s as timestamp) is null or placed_at >= %(since)s)
  and (cast(%(until)s as timestamp) is null or placed_at < %(until)s)
  and (cast(%(min_total)s as numeric) is null or total >= cast(%(min_total)s as numeric))
