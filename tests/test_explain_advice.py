"""What ``sqllist explain`` advises: each only where its cause was planted, and none elsewhere."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from demo.pizzas.models import Customer, Delivery, Order, Pizza
from drf_sqllist.explain.advice import Advice, advise
from drf_sqllist.explain.database import Answer, ask
from drf_sqllist.explain.explanation import explain
from drf_sqllist.explain.observing import Observation

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.urls("tests.explained")]

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's answer does not tell")

ORDERS = 3_000


def run(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def shop() -> None:
    """A shop with orders, each with a pizza."""
    customers = Customer.objects.bulk_create(Customer(name=f"c{n}", email=f"{n}@x.org") for n in range(20))
    start = datetime(2024, 1, 1, tzinfo=timezone.utc)
    orders = Order.objects.bulk_create(
        Order(
            customer=customers[n % 20],
            placed_at=start + timedelta(hours=n),
            status="done",
            note="rare" if n == 7 else f"{n * 7919 % ORDERS:0100}",
        )
        for n in range(ORDERS)
    )
    Pizza.objects.bulk_create(Pizza(order=order, price=9) for order in orders)
    Delivery.objects.bulk_create(Delivery(order=order, address="x") for order in orders[::2])
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")  # what is checked later keeps tables from being changed
        run("ANALYZE pizzas_customer, pizzas_delivery, pizzas_order, pizzas_pizza")


def many_orders() -> None:
    run(
        "INSERT INTO pizzas_order (customer_id, placed_at, status, note) "
        "SELECT customer_id, placed_at, status, id || 'x' || n FROM pizzas_order, generate_series(1, 4) AS n"
    )
    run("ANALYZE pizzas_order")


def drop_indexes(table: str, column: str) -> None:
    with connection.cursor() as cursor:
        for name, one in connection.introspection.get_constraints(cursor, table).items():
            if one["columns"][:1] == [column] and one["unique"] and connection.vendor == "postgresql":
                cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
            elif one["columns"][:1] == [column] and one["index"]:
                cursor.execute(f'DROP INDEX "{name}"')


def clear_plans() -> None:
    with override_settings(DRF_SQLLIST={"JOIN_FROM": 7}):
        """What is kept is forgotten when settings change."""


def advice(url: str) -> dict[str, Advice]:
    return {one.code: one for one in explain(url).advice}


@pytest.mark.usefixtures("shop")
class TestIndexes:
    def test_all_is_well(self):
        assert advice("/orders/") == {}

    def test_the_child_of_a_list(self):
        drop_indexes("pizzas_pizza", "order_id")
        assert advice("/orders/")["missing-index"] == Advice(
            "missing-index",
            "Rows of pizzas are found by pizzas_pizza.order_id, which has no index, though the model promises one.",
            "Let pizzas_pizza have an index on (order_id): run the migrations, or create it by hand.",
        )

    def test_a_model_without_one(self):
        """A foreign key with db_index=False: the plan says so, and so does the table."""
        drop_indexes("pizzas_pizza", "order_id")
        field = Pizza._meta.get_field("order")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(field, "db_index", False)
            clear_plans()
            found = advice("/orders/")["missing-index"]
        clear_plans()
        assert found.evidence.endswith("found by pizzas_pizza.order_id, which has no index.")
        assert found.todo.endswith("on (order_id): db_index=True or Meta.indexes in the model.")

    @postgresql
    def test_a_table_between(self):
        drop_indexes("pizzas_pizza_toppings", "pizza_id")
        assert "pizzas_pizza_toppings.pizza_id" in advice("/orders/")["missing-index"].evidence

    @postgresql
    def test_a_one_to_one_relation(self):
        drop_indexes("pizzas_delivery", "order_id")
        assert "Rows of delivery are found by pizzas_delivery.order_id" in advice("/orders/")["missing-index"].evidence

    def test_an_index_that_only_ends_with_it(self):
        drop_indexes("pizzas_pizza", "order_id")
        run("CREATE INDEX too_late ON pizzas_pizza (size, order_id)")
        assert "missing-index" in advice("/orders/")
        run("CREATE INDEX in_time ON pizzas_pizza (order_id, size)")
        assert "missing-index" not in advice("/orders/")


@pytest.mark.usefixtures("shop")
class TestOrders:
    @pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")
    def test_none(self):
        found = advice("/customers/")
        assert found["unordered"].evidence.startswith("The pages of pizzas.Customer have no order")
        assert found["unordered"].todo == 'Order the queryset, a unique key last: .order_by("pk").'

    def test_none_is_needed_without_pages(self):
        assert advice("/customers/all/") == {}

    def test_ties(self):
        assert advice("/orders/status/")["ties"] == Advice(
            "ties",
            "Rows of pizzas_order with the same status have no order, and no constraint forbids them.",
            'Let the order end with a unique key: .order_by("status", "pk").',
        )

    def test_a_constraint_that_the_model_does_not_know(self):
        run("UPDATE pizzas_order SET status = id")
        run("CREATE UNIQUE INDEX one_each ON pizzas_order (status)")
        assert "ties" not in advice("/orders/status/")

    def test_an_order_that_cannot_be_told(self):
        assert {"ties", "unordered"}.isdisjoint(advice("/orders/customer/"))

    def test_cursors_look_after_themselves(self):
        assert {"ties", "unordered"}.isdisjoint(advice("/orders/cursor/"))


@postgresql
@pytest.mark.usefixtures("shop")
class TestSteps:
    def test_a_scan_of_a_small_table(self):
        assert "scan" not in advice("/orders/rare/")

    def test_a_scan_for_few_rows(self):
        many_orders()
        found = advice("/orders/rare/")["scan"]
        assert found.evidence == "A sequential scan read 15,000 rows of pizzas_order to keep 1."
        assert found.todo == "Index what it is filtered by, (note = 'rare'::text)."

    def test_a_scan_for_a_part_of_a_text(self):
        many_orders()
        found = advice("/orders/like/")["scan"]
        assert found.todo == (
            "Index what it is filtered by, (note ~~ '%rar%'::text): "
            "a part of a text is found by a trigram index (pg_trgm, GIN)."
        )

    def test_an_index_helps(self):
        many_orders()
        run("CREATE INDEX notes ON pizzas_order (note)")
        assert "scan" not in advice("/orders/rare/")

    def test_a_sort_for_few_rows(self):
        found = advice("/orders/note/")["sort"]
        assert found.evidence == "3,000 rows of pizzas_order were sorted for the 10 that were needed."
        assert found.todo == "Give pizzas_order an index on (note, id), or allow no such order."
        run("CREATE INDEX notes ON pizzas_order (note, id)")
        assert "sort" not in advice("/orders/note/")

    def test_a_sort_by_another_table(self):
        found = advice("/orders/customer/")["sort"]
        assert found.evidence == "3,000 rows of pizzas_order, pizzas_customer were sorted for the 10 that were needed."
        assert found.todo == "Order by columns of one table, with an index on them, or let filters leave fewer rows."

    def test_a_page_far_away(self):
        found = advice("/orders/?page=200")["offset"]
        assert found.evidence == "1,990 rows were read and skipped before the page's 10."
        assert "offset" not in advice("/orders/?page=2")

    def test_a_sort_on_disk(self):
        assert "spill" not in advice("/orders/note/all/")
        run("SET LOCAL work_mem = '64kB'")
        found = advice("/orders/note/all/")["spill"]
        assert found.evidence.startswith("Sort needed more than work_mem (64kB): ")
        assert found.todo.startswith("Raise work_mem for this role or statement to 8 MB")

    @pytest.mark.parametrize(
        ("step", "switch", "sql"),
        [
            ("Hash", "enable_mergejoin", "SELECT count(*) FROM pizzas_order a JOIN pizzas_order b USING (note)"),
            ("Aggregate", "enable_sort", "SELECT note, count(*) FROM pizzas_order GROUP BY note"),
        ],
    )
    def test_a_hash_on_disk(self, step: str, switch: str, sql: str):
        run(f"SET LOCAL {switch} = off")
        assert advise(Observation(), ask(sql, None, "default"), "default") == []
        run("SET LOCAL work_mem = '64kB'")
        run("SET LOCAL hash_mem_multiplier = 1")
        (found,) = advise(Observation(), ask(sql, None, "default"), "default")
        assert found.code == "spill"
        assert found.evidence.startswith(f"{step} needed more than work_mem (64kB): ")

    def test_no_statistics(self):
        run("DELETE FROM pg_statistic WHERE starelid = 'pizzas_order'::regclass")
        found = advice("/orders/")["statistics"]
        assert found.evidence == "The planner has no statistics of pizzas_order, so it guesses how many rows there are."
        assert found.todo == "Run ANALYZE pizzas_order; and see that autovacuum is on."


@postgresql
class TestCompiling:
    def test_what_the_answer_says(self):
        """As PostgreSQL 18 answers where it has JIT, which the tests' own servers are built without."""
        jit = {"Functions": 42, "Timing": {"Total": 180.5}}
        plan = {"Node Type": "Result", "Actual Rows": 1, "Actual Loops": 1}
        answer = Answer("EXPLAIN", [], (), 1.0, 200.0, {"Plan": plan, "JIT": jit})
        (found,) = advise(Observation(), answer, "default")
        assert found.code == "jit"
        assert found.evidence == "PostgreSQL compiled 42 functions for this statement, 180.5 ms of its 200.0 ms."
        assert '"-c jit=off"' in found.todo

    @pytest.mark.usefixtures("shop")
    def test_a_server_that_has_it(self):
        if run("SELECT pg_jit_available()") == [(False,)]:
            pytest.skip("this server is built without JIT")
        assert "jit" not in advice("/orders/")
        run("SET LOCAL jit_above_cost = 0")
        assert "jit" in advice("/orders/")


@postgresql
class TestAnswers:
    def test_loops_count(self):
        answer = ask(
            "SELECT (SELECT count(*) FROM generate_series(1, n)) FROM generate_series(1, 3) AS n", None, "default"
        )
        assert answer is not None
        assert any("3 loops" in step.details for step in answer.steps[0].steps)

    def test_what_is_no_question(self):
        assert ask("INSERT INTO pizzas_topping (name, price) VALUES ('x', 1)", None, "default") is None
