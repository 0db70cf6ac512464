"""Rows with the corners in them: nothing, much, other alphabets, characters that JSON or HTML escape."""

from datetime import date, datetime, timezone
from decimal import Decimal

from django.contrib.auth.models import Group, User
from django.utils import translation
from djmoney.money import Money
from guardian.shortcuts import assign_perm

from tests.packages.stays.models import Amenity, Booking, City, Guide, Hotel, Offer, Owner, Page, Room

WHEN = datetime(2024, 3, 1, 9, 30, 15, 120000, timezone.utc)
HOTELS = [
    ("Grand Hôtel", 'Rooms & "suites" </script> a/b\\c', "https://grand.example/a?b=1&c=2", 5, Decimal("4.50")),
    ("Übernachtung", "läuft\n\tありがとう 旅館 😀", "", 3, None),
    ("Seps", "\u2028 and \u2029, \x7f, \x1f, ’", "https://seps.example/", 1, Decimal("0.00")),
    ("snake_case_name", "an_other_word", "", 4, Decimal("-1.05")),
    ("Empty", "", "", 2, Decimal("9.99")),
]


def stays() -> None:
    cities = [City.objects.create(name=name, country=code) for name, code in (("Köln", "DE"), ("Gent", "BE"))]
    owners = [Owner.objects.create(name=name, email=f"{name.lower()}@example.org") for name in ("Ines", "Olaf")]
    amenities = [Amenity.objects.create(label=label) for label in ("wi-fi", "Sauna", "pool_table", "Ärger")]
    users = [User.objects.create_user(name) for name in ("ann", "bob")]
    for number, (name, description, website, stars, score) in enumerate(HOTELS):
        hotel = Hotel.objects.create(
            name=name,
            description=description,
            website=website,
            stars=stars,
            score=score,
            added_at=WHEN.replace(day=number + 1, microsecond=120000 * (number % 2)),
            city=cities[number % 2],
            owner=owners[number % 2] if number != 1 else None,
        )
        hotel.amenities.set(amenities[: number % 4])
        assign_perm("stays.view_hotel", users[number % 2], hotel)
        for door in range(number % 3):
            rooms(hotel, door)
    assign_perm("stays.view_hotel", users[0], Hotel.objects.get(name="Empty"))
    group = Group.objects.create(name="readers")
    User.objects.create_user("eve").groups.add(group)
    assign_perm("stays.view_hotel", group, Hotel.objects.get(name="Seps"))
    User.objects.create_superuser("root")
    texts(cities)


def rooms(hotel: Hotel, door: int) -> None:
    floats = [12.5, 0.1 + 0.2, 1e22, None]
    room = Room.objects.create(
        hotel=hotel,
        door_number=f"{door}/{hotel.pk}",
        kind="sd"[door],
        square_metres=floats[(hotel.pk + door) % 4],
        last_cleaned=WHEN.replace(microsecond=door * 5),
    )
    for night in range(door + 1):
        Booking.objects.create(
            room=room,
            guest_name=f"Gast {night} é",
            arrival=date(2024, 5, 1 + night),
            nights=night + 1,
            answers={"late_arrival": bool(night), "notes": ["a_b", 1.5, None]},
        )
    Offer.objects.create(room=room, title="Früh", price=Money("1234.5", "EUR"), deposit=Money(10, "USD"))
    Offer.objects.create(room=room, title="Spät", price=Money("0", "JPY"))


def texts(cities: list[City]) -> None:
    pages = [
        ("about", {"title_en": "About", "title_de": "Über uns", "body_en": "Us.", "body_de": "Wir."}),
        ("terms", {"title_en": "Terms", "body_en": "All <b>of</b> it"}),
        ("intern", {"title_de": "Intern", "title_nl": "Ingewijd", "body_nl": "Niets"}),
    ]
    for number, (slug, given) in enumerate(pages):
        Page.objects.create(slug=slug, city=cities[number % 2], **given)
    guides = [
        {"en": ("Cologne", "A river."), "de": ("Köln", "Ein Fluss.")},
        {"en": ("Ghent", "A castle."), "nl": ("Gent", "Een kasteel.")},
        {"en": ("Nothing", "")},
    ]
    for number, translations in enumerate(guides):
        guide = Guide(city=cities[number % 2], length=10 * number)
        for language, (title, summary) in translations.items():
            with translation.override(language):
                guide.set_current_language(language)
                guide.title, guide.summary = title, summary
        guide.save()
