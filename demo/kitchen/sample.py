"""The kitchen's data, the same on every machine: made by seeded generators, without a clock."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from demo.kitchen.models import Batch, Cook, Ingredient, Line, Note, Recipe, Review, Station, Supplier, Tag, Ticket

RECIPES = 400
COOKS = 60
SUPPLIERS = 40
INGREDIENTS = 300
TICKETS = 500
BATCHES = 300
NOTES = 600

STATIONS = ("oven", "grill", "pasta", "cold", "pastry", "sauce")
FIRST_NAMES = "Aïcha Bruno Chiara Dmitri Élodie Giulia Hugo Ingrid Jamal Kenji Łukasz Ñusta Olga 明 Zoë".split()
LAST_NAMES = "Bianchi D'Amico Esposito Fröhlich Kowalski Nguyễn O'Neill Ångström 山田".split()
LANGUAGES = ("it", "fr", "en", "pl", "ja")
FOODS = "Tomato Flour Basil Anchovy Chicory Jalapeño Mascarpone Crème Oil Vinegar Squid Rocket Leek Almond".split()
KINDS = ("whole", "diced", "smoked", 'the "good" one', "organic <A>", "D.O.P.", "n° 2")
DISHES = "Lasagne Risotto Calzone Focaccia Crudo Tiramisù Gnocchi Ragù Arancini Panna\tCotta".split(" ")
MANNERS = ("della Nonna", "al forno", "à la crème", "«nuova»", "🌶 piccante", "O'Sole", "100 % vegan")
TAGS = "spicy vegan classic seasonal cheap festive light lunch kids raw gluten-free à-emporter".split()
ALLERGENS = ("gluten", "milk", "egg", "nuts", "fish", "soy")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat")
SEASONS = ("spring", "summer", "autumn", "winter")
COUNTRIES = ("IT", "FR", "DE", "ES")
TEXTS = (
    "Too salty, twice.",
    "Ask Giulia <giulia@example.org> first & sign",
    "Superbe ! Encore 😀",
    'They said: "never again"\nand came back',
    "C:\\recipes\\old\\v2.txt",
    "Call 555-0199 or 555-0123",
    "",
)
OPENING = datetime(2025, 1, 6, 8, tzinfo=timezone.utc)

Rows = Sequence[Model]


def tables() -> Iterator[tuple[type[Model], Rows]]:
    """Every table with its rows, in an order in which they may be written."""
    yield Station, stations()
    yield Cook, cooks()
    yield Supplier, suppliers()
    yield Ingredient, ingredients()
    yield Tag, [Tag(id=number, name=name, slug=_slug(name)) for number, name in enumerate(TAGS, start=1)]
    made = recipes()
    yield Recipe, made
    yield Recipe.tags.through, _per_recipe("tags", made, _tags)
    yield Line, _per_recipe("lines", made, _lines)
    yield Review, _per_recipe("reviews", made, _reviews)
    yield Ticket, tickets()
    yield Batch, batches()
    yield Note, notes()


def stations() -> Rows:
    return [
        Station(id=number, code=code, name=code.title(), floor=number % 3 - 1)
        for number, code in enumerate(STATIONS, start=1)
    ]


def cooks() -> Rows:
    random = Random("cooks")
    grades = random.choices(Cook.Grade.values, weights=(40, 30, 20, 10), k=COOKS)
    return [
        Cook(
            id=number,
            first_name=random.choice(FIRST_NAMES),
            last_name=random.choice(LAST_NAMES),
            email=f"cook{number}@kitchen.example" if number % 5 else "",
            grade=grades[number - 1],
            station_id=random.randint(1, len(STATIONS)),
            boss_id=random.randint(1, number - 1) if number % 7 > 1 else None,
            hired=date(2005, 1, 1) + timedelta(days=random.randrange(7500)),
            wage=Decimal(random.randrange(180_000, 520_000)) / 100,
            languages=random.sample(LANGUAGES, k=random.randint(0, 3)),
            pin=f"{random.randrange(10_000):04}",
        )
        for number in range(1, COOKS + 1)
    ]


def suppliers() -> Rows:
    random = Random("suppliers")
    return [
        Supplier(
            id=number,
            name=f"{random.choice(LAST_NAMES)} & Figli {number}",
            email=f"Orders+{number}@Supplier{number}.example",
            country=random.choice(COUNTRIES),
            contact={
                "phones": [f"+39 06 {random.randrange(10**6):06}" for _ in range(random.randint(0, 2))],
                "address": {"city": random.choice(("Roma", "Nîmes", "Köln")), "zip": f"{random.randrange(10**5):05}"},
                "rating": random.choice((None, 3, 4.5, 1e21, "new")),
            },
            deleted_at=_moment(random) if number % 8 == 0 else None,
        )
        for number in range(1, SUPPLIERS + 1)
    ]


def ingredients() -> Rows:
    random = Random("ingredients")
    made = []
    for number in range(1, INGREDIENTS + 1):
        food = random.choice(FOODS)
        titles = {"en": food, "it": f"{food.lower()}o", "fr": f"le {food.lower()}"}
        made.append(
            Ingredient(
                id=number,
                name=f"{food}, {random.choice(KINDS)}",
                sku=f"{food[:2].lower()}-{number:04}",
                supplier_id=random.randint(1, SUPPLIERS) if random.random() < 0.85 else None,
                storage=random.choice(Ingredient.Storage.values),
                price=Decimal(random.randrange(100, 60_000)) / 1000,
                titles={
                    language: titles[language] for language in random.sample(sorted(titles), k=random.randint(0, 3))
                },
                attributes={
                    "colour": random.choice(("red", "grün", None)),
                    "kcal": random.randrange(900),
                    "origin": {"country": random.choice(COUNTRIES), "km": random.choice((12, 0.5, 1800))},
                },
                days=random.sample(DAYS, k=random.randint(0, 4)),
                seasons="".join(season[0] for season in random.sample(SEASONS, k=random.randint(0, 4))),
                allergens=random.sample(ALLERGENS, k=random.randint(0, 3)),
                expires=date(2026, 1, 1) + timedelta(days=random.randrange(400)) if random.random() < 0.8 else None,
                deleted_at=_moment(random) if random.random() < 0.1 else None,
            )
        )
    return made


def recipes() -> list[Recipe]:
    random = Random("recipes")
    made = []
    for number in range(1, RECIPES + 1):
        name = f"{random.choice(DISHES)} {random.choice(MANNERS)}"
        made.append(
            Recipe(
                id=number,
                name=name,
                slug=_slug(name),
                station_id=random.randint(1, len(STATIONS)),
                author_id=random.randint(1, COOKS),
                tester_id=random.randint(1, COOKS) if random.random() < 0.6 else None,
                status=random.choice(Recipe.Status.values),
                price=Decimal(random.randrange(600, 3200)) / 100,
                minutes=random.randrange(5, 180) if random.random() < 0.9 else None,
                written_at=_moment(random),
                story=random.choice(TEXTS),
                settings={
                    "oven": random.choice((None, 180, 220.5)),
                    "steps": random.sample(DAYS, k=2),
                    "v": number % 3,
                },
            )
        )
    return made


def tickets() -> Rows:
    random = Random("tickets")
    made = []
    for number in range(1, TICKETS + 1):
        opened_at = OPENING + timedelta(minutes=11 * number)
        status = random.choice(Ticket.Status.values)
        served_at = opened_at + timedelta(seconds=random.randrange(300, 5400)) if status == "served" else None
        made.append(
            Ticket(
                id=number,
                number=f"T{number:05}",
                table=random.randint(1, 24),
                cook_id=random.randint(1, COOKS),
                status=status,
                opened_at=opened_at,
                served_at=served_at,
            )
        )
    return made


def batches() -> Rows:
    random = Random("batches")
    made = []
    for number in range(1, BATCHES + 1):
        packed = date(2025, 1, 1) + timedelta(days=random.randrange(500))
        made.append(
            Batch(
                id=number,
                ingredient_id=random.randint(1, INGREDIENTS),
                code=random.choice(("b", "B")) + f"{number:04}x",
                weight=Decimal(random.randrange(50, 90_000)) / 1000,
                packed=packed,
                best_before=packed + timedelta(days=random.randrange(5, 300)),
            )
        )
    return made


def notes() -> Rows:
    random = Random("notes")
    targets = ((Recipe, RECIPES), (Ingredient, INGREDIENTS), (Ticket, TICKETS))
    made = []
    for number in range(1, NOTES + 1):
        model, rows = random.choice(targets)
        made.append(
            Note(
                id=number,
                content_type=ContentType.objects.get_for_model(model),
                # Some are on what is gone.
                object_id=random.randint(1, rows + 5),
                author_id=random.randint(1, COOKS),
                text=random.choice(TEXTS),
                written_at=_moment(random),
            )
        )
    return made


def _per_recipe(seed: str, made: list[Recipe], rows: Callable[[Random, Recipe], list[Any]]) -> Rows:
    random = Random(seed)
    found = [row for recipe in made for row in rows(random, recipe)]
    for number, row in enumerate(found, start=1):
        row.id = number
    return found


def _tags(random: Random, recipe: Recipe) -> list[Any]:
    tags = random.sample(range(1, len(TAGS) + 1), k=random.randint(0, 4))
    return [Recipe.tags.through(recipe_id=recipe.pk, tag_id=tag) for tag in tags]


def _lines(random: Random, recipe: Recipe) -> list[Any]:
    return [
        Line(
            recipe_id=recipe.pk,
            ingredient_id=random.randint(1, INGREDIENTS),
            position=position,
            quantity=Decimal(random.randrange(1, 4000)) / 1000,
            price=Decimal(random.randrange(20, 900)) / 100,
        )
        for position in range(random.randint(0, 7))
    ]


def _reviews(random: Random, recipe: Recipe) -> list[Any]:
    return [
        Review(
            recipe_id=recipe.pk,
            guest=f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)[0]}.",
            email=f"guest{random.randrange(500)}@mail.example" if random.random() < 0.8 else "",
            stars=random.randint(1, 5),
            text=random.choice(TEXTS),
            written_at=_moment(random),
        )
        for _ in range(random.randint(0, 5))
    ]


def _moment(random: Random) -> datetime:
    return OPENING + timedelta(microseconds=random.randrange(400 * 24 * 3600 * 10**6))


def _slug(name: str) -> str:
    return "-".join("".join(c for c in word if c.isascii() and c.isalnum()) for word in name.lower().split()).strip("-")
