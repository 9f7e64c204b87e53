from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accord.base import menus


class SnapshotsConfig(AppConfig):
    name = "accord.snapshots"
    label = "snapshots"
    verbose_name = _("Snapshots")

    def ready(self) -> None:
        import_module("accord.snapshots.discovery")
        menus.add(_("Download everything"), "snapshots:list", order=60, place="help")
