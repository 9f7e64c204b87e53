"""The partner whom an operator names on the command line."""

import difflib

from django.utils import timezone

from accord.base.imports.commands import Refused
from accord.partners.models import Partner


def partner_of(slug: str) -> Partner:
    partner = Partner.objects.filter(slug=slug).first()
    if partner is None:
        near = difflib.get_close_matches(
            slug, Partner.objects.values_list("slug", flat=True), n=3, cutoff=0.5
        )
        hint = f" Near: {', '.join(near)}." if near else ""
        raise Refused("--for", f"There is no partner with the address {slug!r}.{hint}")
    if not partner.is_partner_on(timezone.localdate()):
        sentence = f"{partner} is no partner of the coalition today."
        raise Refused("--for", sentence)
    return partner
