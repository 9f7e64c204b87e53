"""How much of a profile is written."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.partners.models import Partner


@dataclass(frozen=True, slots=True)
class Completeness:
    """The parts of a profile, and those that a reader would look for in vain."""

    parts: int
    missing: list[str]

    @property
    def written(self) -> int:
        return self.parts - len(self.missing)


def completeness(partner: Partner) -> Completeness:
    """Say what the profile lacks, in words; asks two queries."""
    told = {
        _("mandate"): bool(partner.mandate_text),
        _("priorities"): bool(partner.priorities),
        _("expertise"): bool(partner.expertise),
        _("website"): bool(partner.website),
        _("areas"): partner.areas.exists(),
        _("challenges"): partner.challenges.exists(),
    }
    return Completeness(len(told), [part for part, there in told.items() if not there])
