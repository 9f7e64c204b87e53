from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accord.base import menus, page_cache


class ObservatoryConfig(AppConfig):
    name = "accord.observatory"
    label = "observatory"
    verbose_name = _("Observatory")

    def ready(self) -> None:
        menus.add(
            _("Import series"),
            "observatory:import_series",
            order=20,
            place="office",
            may=import_module("accord.observatory.access").may_import_series,
        )
        import_module("accord.observatory.panels")
        import_module("accord.observatory.places.heads")
        import_module("accord.observatory.discovery")
        # Sections of the sitemap are told before addresses are made of them.
        import_module("accord.observatory.headlines.discovery")
        import_module("accord.observatory.search")
        import_module("accord.observatory.waiting")
        page_cache.moves_with(import_module("accord.observatory.reading").version)
        menus.add(_("Indicators"), "observatory:indicators", order=40)
        menus.add(
            _("Vintages of official series"),
            "observatory:vintages",
            order=65,
            place="help",
        )
        menus.add(_("Figures by SDMX"), "observatory:sdmx", order=70, place="help")
