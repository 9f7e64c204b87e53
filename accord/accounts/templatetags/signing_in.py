"""What the page for signing in knows of other ways in."""

from django import template
from django.conf import settings

from accord.accounts.oidc import provider

register = template.Library()


@register.simple_tag
def service_that_vouches() -> str:
    """Return the name of the service people may sign in through; empty without one."""
    return settings.OIDC_NAME if provider.is_set_up() else ""
