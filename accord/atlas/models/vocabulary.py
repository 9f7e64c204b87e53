"""The terms of the coalition itself and of the standards it works by."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.atlas.models.named import Concept


class Area(Concept):
    """An area of immediate action of the coalition."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta(Concept.Meta):
        verbose_name = _("area of immediate action")
        verbose_name_plural = _("areas of immediate action")

    def get_absolute_url(self) -> str:
        return reverse("atlas:area", args=[self.slug])


class Challenge(Concept):
    """A challenge that the coalition was founded to face."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta(Concept.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    def get_absolute_url(self) -> str:
        return reverse("atlas:challenge", args=[self.slug])


class Pillar(Concept):
    """A pillar of social justice, as the report on its state divides it."""

    class Meta(Concept.Meta):
        verbose_name = _("pillar of social justice")
        verbose_name_plural = _("pillars of social justice")


class Objective(Concept):
    """A strategic objective of the Decent Work Agenda."""

    class Meta(Concept.Meta):
        verbose_name = _("objective of the Decent Work Agenda")
        verbose_name_plural = _("objectives of the Decent Work Agenda")


class Dimension(Concept):
    """A dimension of sustainable development."""

    class Meta(Concept.Meta):
        verbose_name = _("dimension of sustainable development")
        verbose_name_plural = _("dimensions of sustainable development")


class TargetGroup(Concept):
    """People whom an action sets out to reach, so that no one is left behind."""

    class Meta(Concept.Meta):
        verbose_name = _("group of people")
        verbose_name_plural = _("groups of people")


class ExclusionFactor(Concept):
    """A reason why people are left behind."""

    class Meta(Concept.Meta):
        verbose_name = _("factor of exclusion")
        verbose_name_plural = _("factors of exclusion")


class Constituency(Concept):
    """Tripartite standing: governments, employers, workers, or none."""

    class Shape(models.TextChoices):
        CIRCLE = "circle", _("Circle")
        TRIANGLE = "triangle", _("Triangle")
        SQUARE = "square", _("Square")
        DIAMOND = "diamond", _("Diamond")

    shape = models.CharField(_("shape"), max_length=10, choices=Shape, unique=True)

    class Meta(Concept.Meta):
        verbose_name = _("constituency")
        verbose_name_plural = _("constituencies")


class Category(Concept):
    """A kind of partner. Its constituency is where such a partner usually stands."""

    default_constituency = models.ForeignKey(
        Constituency,
        models.PROTECT,
        related_name="categories",
        verbose_name=_("usual constituency"),
    )

    class Meta(Concept.Meta):
        verbose_name = _("category of partner")
        verbose_name_plural = _("categories of partner")


class Language(Concept):
    """A language that texts may be in. The code is that of ISO 639-1."""

    own_name = models.CharField(_("its name for itself"), max_length=60, blank=True)
    is_right_to_left = models.BooleanField(_("written right to left"), default=False)

    class Meta(Concept.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
