"""The tables of a snapshot: tidy, one kind of thing each, joined by codes.

A name that is published is kept; a column may be added, none changes its meaning.
"""

from django.utils.translation import gettext_lazy as _

from accord.actions.models import Kind, Stage
from accord.atlas.models import LANGUAGES
from accord.snapshots.schema import Column, Reference, Table, Text
from accord.texts.models import Kind as TextKind

_PUBLIC_STAGES = tuple(each for each in Stage.values if each != Stage.DRAFT)
_NAMES = {
    "en": _("name in English"),
    "fr": _("name in French"),
    "es": _("name in Spanish"),
    "ar": _("name in Arabic"),
}


def _reference() -> Column:
    return Column("reference", "string", _("permanent reference"), required=True)


def _record() -> tuple[Column, ...]:
    """What every record ends with."""
    return (
        Column("updated_at", "datetime", _("last change of what is public (UTC)")),
        Column("version", "integer", _("number of the version"), required=True),
        Column("sample", "boolean", _("invented for demonstration"), required=True),
    )


def _addresses() -> tuple[Column, ...]:
    return (
        Column("id", "uri", _("permanent address"), required=True),
        Column("url", "uri", _("address of the page"), required=True),
    )


def _names() -> tuple[Column, ...]:
    return tuple(
        Column(f"name_{each}", "string", _NAMES[each], required=each == "en")
        for each in LANGUAGES
    )


def _language() -> Column:
    return Column("language", "string", _("language (BCP 47)"), required=True)


def _vocabulary(name: str, title: Text, *more: Column) -> Table:
    columns = (
        Column("code", "string", _("code"), required=True),
        *more,
        *_names(),
        Column("position", "integer", _("position in lists"), required=True),
    )
    return Table(name, title, columns, ("code",))


def _link(
    name: str, title: Text, owner: tuple[str, str], other: tuple[str, str]
) -> Table:
    """Return a table of pairs; each side is a column and the table it leads to."""
    (mine, mine_in), (theirs, theirs_in) = owner, other
    columns = (
        Column(mine, "string", _TITLES[mine], required=True),
        Column(theirs, "string", _TITLES[theirs], required=True),
    )
    references = (Reference((mine,), mine_in), Reference((theirs,), theirs_in))
    return Table(name, title, columns, (mine, theirs), references)


_TITLES = {
    "action": _("reference of the action"),
    "partner": _("reference of the partner"),
    "country": _("country or area (ISO 3166-1 alpha-3)"),
    "area": _("area of immediate action"),
    "challenge": _("challenge"),
    "target": _("target of the Sustainable Development Goals"),
    "group": _("group of people to be reached"),
    "grouping": _("group of countries"),
}


def _of(what: str) -> Column:
    return Column(what, "string", _TITLES[what], required=True)


ACTIONS = (
    Table(
        "actions",
        _("Actions that partners have published, withdrawn ones included"),
        (
            _reference(),
            *_addresses(),
            Column("kind", "string", _("kind"), allowed=tuple(Kind.values)),
            Column(
                "stage",
                "string",
                _("stage on the day of the snapshot"),
                required=True,
                allowed=_PUBLIC_STAGES,
            ),
            Column("language", "string", _("original language"), required=True),
            Column("title", "string", _("title in the original language")),
            Column("summary", "string", _("summary in the original language")),
            Column("lead", "string", _("partner that leads it"), required=True),
            Column("starts_on", "date", _("starts on")),
            Column("ends_on", "date", _("ends on")),
            Column("budget", "number", _("budget"), digits=2),
            Column("currency", "string", _("currency of the budget (ISO 4217)")),
            Column("published_on", "date", _("published on"), required=True),
            Column("withdrawn_on", "date", _("withdrawn on")),
            *_record(),
        ),
        ("reference",),
        (Reference(("lead",), "partners"),),
    ),
    Table(
        "action_texts",
        _("Words of the actions, in each language there is"),
        (
            _of("action"),
            _language(),
            Column("title", "string", _("title")),
            Column("summary", "string", _("summary")),
            Column("withdrawal_reason", "string", _("reason for withdrawing")),
        ),
        ("action", "language"),
        (Reference(("action",), "actions"),),
    ),
    Table(
        "action_partners",
        _("Other partners that take part in an action"),
        (
            _of("action"),
            _of("partner"),
            Column("role", "string", _("part in it")),
        ),
        ("action", "partner"),
        (Reference(("action",), "actions"), Reference(("partner",), "partners")),
    ),
    _link(
        "action_countries",
        _("Countries where an action takes place"),
        ("action", "actions"),
        ("country", "countries"),
    ),
    _link(
        "action_areas",
        _("Areas of immediate action that an action is filed under"),
        ("action", "actions"),
        ("area", "areas"),
    ),
    _link(
        "action_challenges",
        _("Challenges that an action faces"),
        ("action", "actions"),
        ("challenge", "challenges"),
    ),
    _link(
        "action_targets",
        _("Targets of the Sustainable Development Goals that an action serves"),
        ("action", "actions"),
        ("target", "targets"),
    ),
    _link(
        "action_groups",
        _("Groups of people that an action sets out to reach"),
        ("action", "actions"),
        ("group", "groups"),
    ),
    Table(
        "action_identifiers",
        _("Numbers of actions in registers outside"),
        (
            _of("action"),
            Column("scheme", "string", _("register"), required=True),
            Column("value", "string", _("number"), required=True),
        ),
        ("scheme", "value"),
        (Reference(("action",), "actions"),),
    ),
)

PARTNERS = (
    Table(
        "partners",
        _("Partners of the coalition, those that have left included"),
        (
            _reference(),
            *_addresses(),
            Column("slug", "string", _("name in addresses"), required=True),
            Column("name", "string", _("name in the original language"), required=True),
            Column("short_name", "string", _("short name")),
            Column("category", "string", _("category of partner"), required=True),
            Column("constituency", "string", _("constituency"), required=True),
            Column("country", "string", _("country or area where it is based")),
            Column("region", "string", _("region, where it has no country (M49)")),
            Column("website", "string", _("website")),
            Column("joined_on", "date", _("joined on"), required=True),
            Column("left_on", "date", _("left on")),
            Column("suspended_on", "date", _("suspended from")),
            *_record(),
        ),
        ("reference",),
        (
            Reference(("category",), "categories"),
            Reference(("constituency",), "constituencies"),
            Reference(("country",), "countries"),
            Reference(("region",), "regions"),
        ),
    ),
    Table(
        "partner_texts",
        _("Words of the partners, in each language there is"),
        (
            _of("partner"),
            _language(),
            Column("name", "string", _("name")),
            Column("mandate", "string", _("mandate")),
            Column("priorities", "string", _("priorities")),
            Column("expertise", "string", _("expertise")),
        ),
        ("partner", "language"),
        (Reference(("partner",), "partners"),),
    ),
    _link(
        "partner_areas",
        _("Areas of immediate action that a partner works in"),
        ("partner", "partners"),
        ("area", "areas"),
    ),
    _link(
        "partner_challenges",
        _("Challenges that a partner works on"),
        ("partner", "partners"),
        ("challenge", "challenges"),
    ),
    Table(
        "partner_identifiers",
        _("Numbers of partners in registers outside"),
        (
            _of("partner"),
            Column("scheme", "string", _("register"), required=True),
            Column("value", "string", _("number"), required=True),
        ),
        ("scheme", "value"),
        (Reference(("partner",), "partners"),),
    ),
)

ATLAS = (
    Table(
        "countries",
        _("Countries and areas (ISO 3166, M49)"),
        (
            Column("iso3", "string", _("ISO alpha-3 code"), required=True),
            Column("iso2", "string", _("ISO alpha-2 code"), required=True),
            Column("m49", "string", _("M49 code"), required=True),
            Column("url", "uri", _("address of the page"), required=True),
            *_names(),
            Column("region", "string", _("region (M49)"), required=True),
            Column("independent", "boolean", _("independent State"), required=True),
            Column("latitude", "number", _("latitude"), required=True, digits=4),
            Column("longitude", "number", _("longitude"), required=True, digits=4),
        ),
        ("iso3",),
        (Reference(("region",), "regions"),),
    ),
    Table(
        "regions",
        _("Regions of the M49 standard"),
        (
            Column("m49", "string", _("M49 code"), required=True),
            Column("parent", "string", _("region that it lies in (M49)")),
            *_names(),
        ),
        ("m49",),
        (Reference(("parent",), "regions"),),
    ),
    _vocabulary("groupings", _("Groups of countries")),
    _link(
        "country_groupings",
        _("Groups that a country is in now"),
        ("country", "countries"),
        ("grouping", "groupings"),
    ),
    _vocabulary("areas", _("Areas of immediate action")),
    _vocabulary("challenges", _("Challenges")),
    _vocabulary("groups", _("Groups of people")),
    _vocabulary("categories", _("Categories of partner")),
    _vocabulary("constituencies", _("Constituencies")),
    _vocabulary("goals", _("Sustainable Development Goals")),
    Table(
        "targets",
        _("Targets of the Sustainable Development Goals"),
        (
            Column("code", "string", _("code"), required=True),
            Column("goal", "string", _("goal"), required=True),
            *_names(),
        ),
        ("code",),
        (Reference(("goal",), "goals"),),
    ),
)

TEXTS = (
    Table(
        "texts",
        _("Pages and news that are public"),
        (
            _reference(),
            *_addresses(),
            Column(
                "kind",
                "string",
                _("kind"),
                required=True,
                allowed=tuple(TextKind.values),
            ),
            Column("slug", "string", _("name in addresses"), required=True),
            Column("language", "string", _("original language"), required=True),
            Column("dated_on", "date", _("date of the news")),
            *_record(),
        ),
        ("reference",),
    ),
    Table(
        "text_versions",
        _("Public versions of the texts, one a language"),
        (
            Column("text", "string", _("reference of the text"), required=True),
            _language(),
            Column("number", "integer", _("number of the version"), required=True),
            Column("published_on", "date", _("published on"), required=True),
            Column("translates", "integer", _("version of the original it translates")),
            Column("stale", "boolean", _("older than its original"), required=True),
            Column("title", "string", _("title")),
            Column("standfirst", "string", _("standfirst")),
        ),
        ("text", "language"),
        (Reference(("text",), "texts"),),
    ),
)

TABLES = (*ACTIONS, *PARTNERS, *ATLAS, *TEXTS)
