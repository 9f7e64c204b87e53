from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accord.base import menus


class BaseConfig(AppConfig):
    name = "accord.base"
    label = "base"
    verbose_name = "Base"

    def ready(self) -> None:
        indexing = import_module("accord.base.search.indexing")
        import_module("accord.base.history").follow(indexing.follow)
        import_module("accord.base.stuck")
        menus.add(_("API"), "api_page", order=60, place="help")
