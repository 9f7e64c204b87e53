"""Django's admin, as staff meet it: vocabularies and jobs, behind our own sign-in."""

from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# Tables of libraries: other people's addresses, sessions and second factors.
PRIVATE = {"account", "auth", "mfa", "usersessions"}


class AccordAdmin(AdminConfig):
    default_site = "accord.config.admin_site.OfficeSite"


class OfficeSite(AdminSite):
    def register(
        self, model_or_iterable: Any, admin_class: Any = None, **options: Any
    ) -> None:
        """Register what staff look after; a library's private tables stay out."""
        models = (
            model_or_iterable
            if isinstance(model_or_iterable, (list, tuple))
            else [model_or_iterable]
        )
        ours = [each for each in models if each._meta.app_label not in PRIVATE]  # noqa: SLF001 Django's public API for models
        super().register(ours, admin_class, **options)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one sign-in that counts attempts and asks a second factor."""
        # The admin is imported before there are models.
        from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415

        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(wanted, reverse("account_login"))

    # Django declares the page it would render; a redirect serves its one caller.
    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one page that asks who is there before a password changes."""
        return HttpResponseRedirect(reverse("account_change_password"))
