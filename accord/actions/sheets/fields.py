"""What a column of a sheet of actions can be."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from accord.actions.facts import LABELS
from accord.base.imports.fields import Field, Vocabulary

VOCABULARY = Vocabulary(
    [
        Field("reference", _("Reference")),
        Field("number", _("Own number of the partner")),
        Field("title", LABELS["title"], is_text=True),
        Field("summary", LABELS["summary"], is_text=True),
        Field("language", _("Language of the texts")),
        Field("lead", _("Organization")),
        Field("kind", LABELS["kind"], is_closed=True),
        Field("countries", LABELS["countries"]),
        Field("areas", LABELS["areas"], is_closed=True),
        Field("challenges", LABELS["challenges"], is_closed=True),
        Field("targets", LABELS["targets"], is_closed=True),
        Field("groups", LABELS["groups"], is_closed=True),
        Field("starts_on", LABELS["starts_on"]),
        Field("ends_on", LABELS["ends_on"]),
        Field("budget", LABELS["budget"]),
        Field("currency", LABELS["currency"]),
        Field("partners", LABELS["partners"], is_closed=True),
        Field("identifiers", LABELS["external_identifiers"]),
        Field(
            "withdrawal_reason",
            _("Reason for withdrawing"),
            is_text=True,
            is_derived=True,
        ),
        Field("version", _("Version"), is_derived=True),
        *(
            Field(key, label, is_derived=True)
            for key, label in (
                ("id", _("Permanent address")),
                ("url", _("Page")),
                ("stage", _("Stage")),
                ("lead_name", _("Name of the lead")),
                ("published_on", _("Published on")),
                ("withdrawn_on", _("Withdrawn on")),
                ("updated_at", _("Changed at")),
                ("sample", _("Sample data")),
            )
        ),
    ],
    Path(__file__).with_name("synonyms.toml"),
)
