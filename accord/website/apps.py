from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "accord.website"
    label = "website"
    verbose_name = _("Website")

    def ready(self) -> None:
        import_module("accord.website.discovery")
        import_module("accord.website.sitemaps")
