"""Relations of the rarer kinds: through_fields, one-way to itself, managers that do more than filter."""

from django.db import models
from django.db.models import Count, F


class Person(models.Model):
    name = models.CharField(max_length=20)
    follows = models.ManyToManyField("self", symmetrical=False, related_name="followers")
    groups = models.ManyToManyField(
        "Circle", through="Membership", through_fields=("person", "circle"), related_name="people"
    )

    class Meta:
        ordering = ["name", "pk"]


class Circle(models.Model):
    code = models.CharField(max_length=5, unique=True)
    admirers = models.ManyToManyField(Person, through="Admiration", related_name="admired")

    class Meta:
        ordering = ["code"]


class Membership(models.Model):
    """Two ways to a person, and a unique column instead of the circle's key."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    invited_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="invitations")
    circle = models.ForeignKey(Circle, models.CASCADE, to_field="code", related_name="memberships")
    since = models.IntegerField(default=0)

    class Meta:
        ordering = ["-since", "pk"]


class Admiration(models.Model):
    circle = models.ForeignKey(Circle, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE)


class RankedManager(models.Manager["Badge"]):
    """Annotates, joins, orders and removes duplicates."""

    def get_queryset(self) -> models.QuerySet["Badge"]:
        rows = super().get_queryset().annotate(uses=Count("medals")).select_related("person")
        return rows.order_by("-uses", "pk").distinct()


class Badge(models.Model):
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="badges", related_query_name="badge", limit_choices_to={"name": "a"}
    )
    title = models.CharField(max_length=20)

    objects = RankedManager()


class Medal(models.Model):
    badge = models.ForeignKey(Badge, models.CASCADE, related_name="medals")
    metal = models.CharField(max_length=20)

    class Meta:
        ordering = [F("badge__person__name").desc(), "pk"]


class CountedManager(models.Manager["Club"]):
    """Counts the very relation that a person reaches it by."""

    def get_queryset(self) -> models.QuerySet["Club"]:
        return super().get_queryset().annotate(size=Count("members")).order_by("name")


class Club(models.Model):
    name = models.CharField(max_length=20)
    members = models.ManyToManyField(Person, related_name="clubs")

    objects = CountedManager()


class JoinedManager(models.Manager["Guild"]):
    """Filters by the very relation that a person reaches it by."""

    def get_queryset(self) -> models.QuerySet["Guild"]:
        return super().get_queryset().filter(members__name="ann").order_by("name")


class Guild(models.Model):
    name = models.CharField(max_length=20)
    members = models.ManyToManyField(Person, related_name="guilds")

    objects = JoinedManager()


class TopTwo(models.Manager["Score"]):
    def get_queryset(self) -> models.QuerySet["Score"]:
        return super().get_queryset().filter(points__gt=0).order_by("-points", "pk")


class Score(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="scores")
    points = models.IntegerField()

    objects = TopTwo()

    class Meta:
        default_manager_name = "objects"
        order_with_respect_to = "person"
