"""What a column of a sheet of organizations can be."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from accord.base.imports.fields import Field, Vocabulary

VOCABULARY = Vocabulary(
    [
        Field("reference", _("Reference")),
        Field("number", _("Number in the list it comes from")),
        Field("name", _("Name"), is_text=True),
        Field("short_name", _("Short name")),
        Field("language", _("Language of the texts")),
        Field("category", _("Category")),
        Field("country", _("Country or area")),
        Field("website", _("Website")),
        Field("identifiers", _("Numbers in other registers")),
        Field("org-id", _("Organization identifier (org-id.guide, IATI)")),
        Field("ror", _("Research Organization Registry (ROR)")),
        Field("wikidata", _("Wikidata")),
        Field("lei", _("Legal Entity Identifier (LEI)")),
        Field("mandate", _("Mandate"), is_text=True),
        Field("priorities", _("Priorities"), is_text=True),
        Field("expertise", _("Expertise"), is_text=True),
        Field("areas", _("Areas of immediate action")),
        Field("challenges", _("Challenges")),
        *(
            Field(key, label, is_derived=True)
            for key, label in (
                ("constituency", _("Constituency")),
                ("region", _("Region")),
                ("joined_on", _("Joined on")),
                ("left_on", _("Left on")),
                ("updated_at", _("Last changed at")),
                ("version", _("Version")),
                ("id", _("Permanent address")),
                ("sample", _("Sample data")),
                ("state", _("State")),
                ("source", _("Source")),
            )
        ),
    ],
    Path(__file__).with_name("synonyms.toml"),
)
