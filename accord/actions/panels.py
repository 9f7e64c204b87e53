"""What this app shows on pages of countries, themes and partners.

Each panel asks one query: the newest actions, each row carrying the total.
"""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Window
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.actions.access import may_declare, may_see_behind
from accord.actions.models import Action, Stage
from accord.atlas.models import Area, Challenge, Country, Goal
from accord.base.actor import Actor
from accord.base.models import Entry
from accord.base.panels import panel
from accord.partners.models import Mandate, Partner

_SHOWN, _LEFT = 5, 20


@panel("atlas.country", order=20)
def actions_in_country(country: Country, reader: Actor) -> str:
    return _panel(
        "country",
        Q(countries=country),
        {"country": country.iso3},
        title=_("What partners do here"),
        none=_("No partner has declared an action here yet."),
    )


@panel("atlas.country", order=30)
def themes_in_country(country: Country, reader: Actor) -> str:
    """Each challenge and area with its actions here, those without any included."""
    today = timezone.localdate()
    here = Count(
        "actions",
        filter=Q(
            actions__countries=country,
            actions__published_on__isnull=False,
            actions__withdrawn_on=None,
        ),
    )
    lists = [
        (title, name, _ranked(concept.objects.valid_on(today).annotate(here=here)))
        for title, name, concept in (
            (_("Challenges"), "challenge", Challenge),
            (_("Areas of immediate action"), "area", Area),
        )
    ]
    every = [theme for _title, _name, themes in lists for theme in themes]
    return render_to_string(
        "actions/_themes_panel.html",
        {
            "country": country,
            "lists": lists,
            "most": max((theme.here for theme in every), default=0),
            "waiting": sum(not theme.here for theme in every),
            "url": reverse("actions:list"),
        },
    )


@panel("atlas.area", order=20)
def actions_in_area(area: Area, reader: Actor) -> str:
    return _panel(
        "area",
        Q(areas=area),
        {"area": area.code},
        title=_("What partners do in this area"),
        none=_("No partner has declared an action in this area yet."),
    )


@panel("atlas.challenge", order=20)
def actions_on_challenge(challenge: Challenge, reader: Actor) -> str:
    return _panel(
        "challenge",
        Q(challenges=challenge),
        {"challenge": challenge.code},
        title=_("What partners do about it"),
        none=_("No partner has declared an action on this challenge yet."),
    )


@panel("atlas.goal", order=20)
def actions_for_goal(goal: Goal, reader: Actor) -> str:
    # By subquery: an action with two targets of the goal would come twice.
    through = Action.targets.through.objects.filter(target__goal=goal)
    return _panel(
        "goal",
        Q(pk__in=through.values("action_id")),
        {"goal": goal.code},
        title=_("What partners do for this goal"),
        none=_("No partner has declared an action for this goal yet."),
    )


@panel("partners.partner", order=20)
def actions_of_partner(partner: Partner, reader: Actor) -> str:
    joined = partner.participations.values("action_id")
    return _panel(
        "partner",
        Q(lead=partner) | Q(pk__in=joined),
        {"partner": partner.slug},
        title=_("What it does in the coalition"),
        none=_("It has not declared an action yet."),
        partner=partner,
    )


@panel("desk", order=20)
def drafts_on_desk(partner: Partner, reader: Actor) -> str:
    """The drafts of the partner that the reader acts for, the newest first."""
    if not may_see_behind(reader, Action(lead=partner), timezone.localdate()):
        return ""
    drafts = list(
        Action.objects.filter(lead=partner, published_on=None)
        .annotate(total=Window(Count("pk")))
        .order_by("-id")[:_SHOWN]
    )
    return render_to_string(
        "actions/_desk_panel.html",
        {
            "drafts": drafts,
            "total": drafts[0].total if drafts else 0,
            "may_declare": may_declare(reader, timezone.localdate()),
        },
    )


@panel("partners.mandate", order=10)
def drafts_of_mandate(mandate: Mandate, reader: Actor) -> str:
    """What was begun under a mandate and is not published: it stays behind."""
    if not may_see_behind(reader, Action(lead=mandate.partner), timezone.localdate()):
        return ""
    begun = Entry.objects.filter(
        mandate=mandate.reference, verb="begun", subject__startswith="action:"
    ).values_list("subject", flat=True)
    drafts = Action.objects.filter(
        lead=mandate.partner,
        published_on=None,
        reference__in=[subject.partition(":")[2] for subject in begun],
    ).order_by("-id")
    return render_to_string("actions/_mandate_panel.html", {"drafts": drafts})


@panel("partners.leaving", order=10)
def actions_left_behind(partner: Partner, reader: Actor) -> str:
    """What becomes of a partner's actions when it leaves, for whoever decides it."""
    today = timezone.localdate()
    led = partner.led_actions.with_stage(today).order_by("-published_on", "-id")
    going_on = [each for each in led if each.stage in {Stage.PLANNED, Stage.UNDER_WAY}]
    return render_to_string(
        "actions/_leaving_panel.html",
        {
            "going_on": going_on[:_LEFT],
            "more": max(len(going_on) - _LEFT, 0),
            "drafts": sum(each.stage == Stage.DRAFT for each in led),
            "led": len(led),
            "joined": partner.participations.count(),
        },
    )


def _ranked(themes: QuerySet[Any]) -> list[Any]:
    return list(themes.order_by("-here", "position"))


def _panel(
    key: str, matching: Q, query: dict[str, str], *, title: str, none: str, **more: Any
) -> str:
    actions = list(
        Action.objects.standing()
        .filter(matching)
        .with_stage(timezone.localdate())
        .select_related("lead__constituency")
        .annotate(total=Window(Count("pk")))
        .newest_first()[:_SHOWN]
    )
    return render_to_string(
        "actions/_panel.html",
        {
            "key": key,
            "title": title,
            "none": none,
            "actions": actions,
            "total": actions[0].total if actions else 0,
            "url": f"{reverse('actions:list')}?{urlencode(query)}",
            **more,
        },
    )
