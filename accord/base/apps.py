from importlib import import_module

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "accord.base"
    label = "base"
    verbose_name = "Base"

    def ready(self) -> None:
        indexing = import_module("accord.base.search.indexing")
        import_module("accord.base.history").follow(indexing.follow)
