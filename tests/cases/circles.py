"""Rarer relations: through_fields, one-way to itself, managers that annotate, join, order."""

from django.db.models import Count, Prefetch
from rest_framework import serializers

from tests.testapp.models import (
    Admiration,
    Badge,
    Circle,
    Club,
    Guild,
    Medal,
    Membership,
    Person,
    Restaurant,
    Score,
    Waiter,
)

from .case import Case, model_serializer
from .shapes import pizzerias

PK = serializers.PrimaryKeyRelatedField


def circles() -> None:
    ann, bob, cat = (Person.objects.create(name=name) for name in ("ann", "bob", "cat"))
    ann.follows.set([bob, cat])
    cat.follows.set([ann])
    red, blue = (Circle.objects.create(code=code) for code in ("red", "blue"))
    for person, circle, inviter, since in (
        (ann, red, bob, 1),
        (ann, blue, None, 2),
        (bob, red, ann, 3),
        (ann, red, cat, 0),
    ):
        Membership.objects.create(person=person, circle=circle, invited_by=inviter, since=since)
    Admiration.objects.create(circle=red, person=cat)
    badges = [Badge(person=person, title=title) for person, title in ((ann, "b1"), (ann, "b2"), (bob, "b3"))]
    for badge, medals in zip(badges, (1, 3, 0), strict=True):
        badge.save()
        for number in range(medals):
            Medal.objects.create(badge=badge, metal=f"m{number}")
    for person, points in ((ann, 1), (ann, 5), (ann, 0), (bob, 2), (bob, 2)):
        Score.objects.create(person=person, points=points)


def clubs() -> None:
    circles()
    for name, members in (("chess", "ann bob cat"), ("go", "ann"), ("none", "")):
        for model in (Club, Guild):
            model(name=name).save()
            model._base_manager.get(name=name).members.set(Person.objects.filter(name__in=members.split()))


def people():
    return Person.objects.order_by("pk")


NAMED = model_serializer(Person, "name")

CASES = [
    Case(
        "circle_one_way",
        "many-to-many to itself, one way, from both ends",
        "ManyRelatedField",
        circles,
        model_serializer(Person, "name", "follows", followers=NAMED(many=True)),
        people,
    ),
    Case(
        "circle_through_fields",
        "a junction with two ways to the same table, and a key that is no primary key",
        "ListSerializer",
        circles,
        model_serializer(
            Person, "name", "groups", circles=model_serializer(Circle, "code")(many=True, source="groups")
        ),
        people,
    ),
    Case(
        "circle_through_fields_reverse",
        "the same junction from the other end",
        "ListSerializer",
        circles,
        model_serializer(Circle, "code", "people", admirers=NAMED(many=True)),
        lambda: Circle.objects.order_by("pk"),
    ),
    Case(
        "circle_junction_rows",
        "the junction's own rows, by both of its keys to the same table",
        "ListSerializer",
        circles,
        model_serializer(
            Person,
            "name",
            "invitations",
            memberships=model_serializer(Membership, "since", "circle", invited_by=NAMED())(many=True),
        ),
        people,
    ),
    Case(
        "circle_manager_annotates",
        "a default manager that annotates, joins, orders and removes duplicates",
        "ListSerializer",
        circles,
        model_serializer(
            Person,
            "name",
            "badges",
            shown=model_serializer(Badge, "title", uses=serializers.IntegerField())(many=True, source="badges"),
        ),
        people,
    ),
    Case(
        "circle_manager_counts",
        "a default manager that counts the relation it is reached by",
        "ListSerializer",
        clubs,
        model_serializer(
            Person,
            "name",
            clubs=model_serializer(Club, "name", size=serializers.IntegerField())(many=True),
            names=serializers.SlugRelatedField("name", source="clubs", many=True, read_only=True),
        ),
        people,
    ),
    Case(
        "circle_manager_counts_prefetched",
        "the same, prefetched by the view",
        "ListSerializer",
        clubs,
        model_serializer(
            Person, "name", clubs=model_serializer(Club, "name", size=serializers.IntegerField())(many=True)
        ),
        lambda: Person.objects.prefetch_related("clubs").order_by("pk"),
    ),
    Case(
        "circle_manager_joins",
        "a default manager that filters by the relation it is reached by",
        "ListSerializer",
        clubs,
        model_serializer(Person, "name", "guilds"),
        people,
    ),
    Case(
        "circle_manager_joins_prefetched",
        "the same, prefetched: Django uses one join for both",
        "ListSerializer",
        clubs,
        model_serializer(Person, "name", "guilds"),
        lambda: Person.objects.prefetch_related("guilds").order_by("pk"),
    ),
    Case(
        "circle_manager_counts_itself",
        "the same manager as the view's own queryset",
        "IntegerField",
        clubs,
        model_serializer(Club, "name", "members", size=serializers.IntegerField()),
        lambda: Club.objects.all(),
    ),
    Case(
        "circle_order_by_relation",
        "children ordered by a column of their grandparent",
        "ListSerializer",
        circles,
        model_serializer(Badge, "title", medals=model_serializer(Medal, "metal")(many=True)),
        lambda: Badge.objects.order_by("pk"),
    ),
    Case(
        "circle_order_with_respect_to",
        "a manager's order before order_with_respect_to",
        "ListSerializer",
        circles,
        model_serializer(
            Person,
            "name",
            "scores",
            points=serializers.SlugRelatedField("points", source="scores", many=True, read_only=True),
        ),
        people,
    ),
    Case(
        "circle_prefetch_both",
        "two prefetches of one relation, one of them to an attribute",
        "ListSerializer",
        circles,
        model_serializer(
            Person,
            "name",
            low=model_serializer(Score, "points")(many=True),
            scores=model_serializer(Score, "points")(many=True),
        ),
        lambda: Person.objects.prefetch_related(
            "scores", Prefetch("scores", queryset=Score.objects.filter(points__lt=3), to_attr="low")
        ).order_by("pk"),
    ),
    Case(
        "circle_prefetch_annotated",
        "a prefetch with an aggregate",
        "ListSerializer",
        circles,
        model_serializer(
            Person, "name", groups=model_serializer(Circle, "code", n=serializers.ReadOnlyField())(many=True)
        ),
        lambda: Person.objects.prefetch_related(
            Prefetch("groups", queryset=Circle.objects.annotate(n=Count("memberships")).order_by("-code"))
        ).order_by("pk"),
    ),
    Case(
        "circle_prefetch_counted",
        "a prefetch that counts the way it is reached by: Django counts within the page",
        "ListSerializer",
        circles,
        model_serializer(
            Person, "name", groups=model_serializer(Circle, "code", n=serializers.ReadOnlyField())(many=True)
        ),
        lambda: Person.objects.prefetch_related(
            Prefetch("groups", queryset=Circle.objects.annotate(n=Count("people")).order_by("code"))
        ).order_by("pk"),
    ),
    Case(
        "circle_prefetch_counted_elsewhere",
        "a prefetch that counts another relation",
        "ListSerializer",
        circles,
        model_serializer(
            Person, "name", groups=model_serializer(Circle, "code", n=serializers.ReadOnlyField())(many=True)
        ),
        lambda: (
            Person.objects.filter(name="bob")
            .prefetch_related(
                Prefetch("groups", queryset=Circle.objects.annotate(n=Count("admirers")).order_by("code"))
            )
            .order_by("pk")
        ),
    ),
    Case(
        "circle_prefetch_counted_reverse",
        "a prefetch over a foreign key with a count",
        "ListSerializer",
        circles,
        model_serializer(
            Person, "name", memberships=model_serializer(Membership, n=serializers.ReadOnlyField())(many=True)
        ),
        lambda: Person.objects.prefetch_related(
            Prefetch("memberships", queryset=Membership.objects.annotate(n=Count("circle__people")).order_by("pk"))
        ).order_by("pk"),
    ),
    Case(
        "circle_forward_to_child",
        "a foreign key to a model that inherits its columns",
        "Serializer",
        pizzerias,
        model_serializer(
            Waiter,
            "name",
            place=serializers.CharField(source="restaurant.name"),
            parent=serializers.IntegerField(source="restaurant.place_ptr.id"),
            key=PK(source="restaurant.pizzeria", read_only=True),
            restaurant=model_serializer(Restaurant, "id", "name", "stars")(),
        ),
        lambda: Waiter.objects.order_by("pk"),
    ),
]
