from datetime import date
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accord.base import menus
from accord.base.actor import Actor


class AtlasConfig(AppConfig):
    name = "accord.atlas"
    label = "atlas"
    verbose_name = _("Countries, goals and themes")

    def ready(self) -> None:
        import_module("accord.atlas.discovery")
        import_module("accord.atlas.search")
        menus.add(_("Countries"), "atlas:country_list", order=30)
        menus.add(
            _("Vocabularies"),
            "admin:index",
            order=30,
            place="office",
            may=_is_staff,
        )


def _is_staff(actor: Actor, on: date) -> bool:
    return actor.is_staff
