from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accord.base import menus


class TextsConfig(AppConfig):
    name = "accord.texts"
    label = "texts"
    verbose_name = _("Texts")

    def ready(self) -> None:
        import_module("accord.texts.panels")
        menus.add(_("News"), "texts:news", order=60)
        self.add_to_footer("coalition", 10, _("About"), "about")
        self.add_to_footer("coalition", 20, _("How to join"), "join")
        menus.add(_("News"), "texts:news", order=30, place="coalition")
        menus.add(_("All pages"), "texts:texts", order=40, place="coalition")
        self.add_to_footer("help", 10, _("Help pages"), "help")
        self.add_to_footer("help", 20, _("Contact"), "contact")
        self.add_to_footer("help", 30, _("Accessibility"), "accessibility")
        self.add_to_footer("help", 40, _("Privacy"), "privacy")
        self.add_to_footer("help", 50, _("Open data and licences"), "open-data")

    def add_to_footer(self, place: str, order: int, label: str, slug: str) -> None:
        menus.add(label, "texts:page", order=order, place=place, args=(slug,))
