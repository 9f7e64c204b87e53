"""In which files what is shown of an indicator is taken away, and how it is cited."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.base.components import Download, TakeAway
from accord.base.exchange.citing import Citation
from accord.observatory import areas, reading, words
from accord.observatory.choosing import Choice
from accord.observatory.models import Indicator, Source
from accord.observatory.numerals import listed
from accord.observatory.sdmx.pages import address_of_indicator

# With this in the query a file holds every line of the indicator, not the main one.
EVERY_LINE = ("lines", "all")


def take_away(indicator: Indicator, choice: Choice, *, on: date) -> TakeAway:
    """Return the files of a choice and its citation."""
    code = indicator.code
    files = [
        Download("CSV", file_of(code, choice, "csv")),
        Download("JSON", file_of(code, choice, "json")),
        Download(_("All values, by sex, age and more (CSV)"), _every_line(code)),
        Download(_("Metadata (JSON)"), file_of(code, Choice(), "metadata.json")),
        Download(_("Everything (ZIP)"), file_of(code, choice, "zip")),
        Download("API", _in_the_api(code, choice)),
        Download("SDMX", address_of_indicator(code, choice.areas)),
    ]
    licences = {source.licence_url for source in sources_of(indicator)}
    licence = licences.pop() if len(licences) == 1 else ""
    return TakeAway(files, citation(indicator, choice, on=on), licence)


def take_list(request: HttpRequest, title: str, *, on: date) -> TakeAway:
    """Return the files of the list as its page shows it, and its citation."""
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    path = request.path_info
    files = [
        Download(label, f"{path.rstrip('/')}.{ending}{asked}")
        for label, ending in (("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))
    ]
    cited = Citation(title=title, address=f"{settings.PUBLIC_URL}{path}{asked}", on=on)
    return TakeAway(files, cited, settings.LICENCE_URL)


def file_of(code: str, choice: Choice, ending: str) -> str:
    """Return the path of a file that holds what was chosen."""
    return reverse("observatory:indicator_file", args=[code, ending]) + choice.asked


def _in_the_api(code: str, choice: Choice) -> str:
    """Return where a program reads the same, page by page."""
    query = choice.query + ([EVERY_LINE] if choice.is_breakdown else [])
    asked = f"?{urlencode(query)}" if query else ""
    return reverse("api:observations", args=[code]) + asked


def _every_line(code: str) -> str:
    return f"{file_of(code, Choice(), 'csv')}?{urlencode([EVERY_LINE])}"


def citation(indicator: Indicator, choice: Choice, *, on: date) -> Citation:
    """Return how the figures of a choice are cited: what, where, and from whom."""
    page = f"{settings.PUBLIC_URL}{indicator.get_absolute_url()}{choice.asked}"
    sources = sources_of(indicator)
    return Citation(
        title=title_of(indicator, choice),
        address=page,
        on=on,
        reference=indicator.code,
        origin="; ".join(attribution(each) for each in sources),
        edition=edition(),
        licence="; ".join(dict.fromkeys(each.licence for each in sources)),
        title_language=indicator.name_language,
    )


def edition() -> str:
    """Return what tells the figures of today from those of another day."""
    return reading.version()[:12]


def title_of(indicator: Indicator, choice: Choice) -> str:
    """Return the name of the indicator with what was chosen of it."""
    parts = list(areas.names(choice.areas).values())
    parts += [words.sex(choice.sex)] if choice.sex else []
    parts += [words.age(choice.age)] if choice.age else []
    if choice.since or choice.until:
        parts.append(f"{choice.since or '…'}–{choice.until or '…'}")
    if not parts:
        return indicator.name
    return _("%(indicator)s: %(parts)s") % {
        "indicator": indicator.name,
        "parts": listed(parts),
    }


def attribution(source: Source) -> str:
    """Return the words that the licence asks for, and the licence with them."""
    said = source.attribution or source.name
    if source.licence and source.licence not in said:
        said = f"{said} ({source.licence})"
    return said


def sources_of(indicator: Indicator) -> Sequence[Source]:
    """Return the sources its values come from, in the order of preference."""
    coverage = reading.coverage().get(indicator.code)
    found = coverage.sources if coverage else ()
    lines = {line.source.code: line.source for line in indicator.lines.all()}
    return [source for code, source in lines.items() if code in found]
