from importlib import import_module

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.base import menus


class TextsConfig(AppConfig):
    name = "accord.texts"
    label = "texts"
    verbose_name = _("Texts")

    def ready(self) -> None:
        import_module("accord.texts.panels")
        import_module("accord.texts.discovery")
        import_module("accord.texts.search")
        import_module("accord.texts.waiting")
        menus.add(_("News"), "texts:news", order=60)
        _add_page("coalition", 10, _("About"), "about")
        menus.add(_("News"), "texts:news", order=30, place="coalition")
        menus.add(_("All pages"), "texts:texts", order=40, place="coalition")
        menus.add(
            _("Edit texts"),
            "texts:office",
            order=20,
            place="office",
            may=import_module("accord.texts.access").may_edit,
        )
        _add_page("help", 10, _("Help pages"), "help")
        _add_page("help", 20, _("Contact"), "contact")
        _add_page("help", 30, _("Accessibility"), "accessibility")
        _add_page("help", 40, _("Privacy"), "privacy")
        _add_page("help", 50, _("Open data and licences"), "open-data")


def _add_page(place: str, order: int, label: str | Promise, slug: str) -> None:
    menus.add(label, "texts:page", order=order, place=place, args=(slug,))
