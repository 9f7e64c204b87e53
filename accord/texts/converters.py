"""What an address may hold: a language of the site, a reference, a page of the root."""

from django.conf import settings
from django.urls import register_converter
from django.urls.converters import StringConverter

from accord.texts.models import ROOT_PAGES


class LanguageConverter(StringConverter):
    regex = "|".join(code for code, _name in settings.LANGUAGES)


class ReferenceConverter(StringConverter):
    regex = r"TXT-\d{4}-\d{4,}"


class RootPageConverter(StringConverter):
    """Only the pages that are known here, so that no other address is shadowed."""

    regex = "|".join(ROOT_PAGES)


register_converter(LanguageConverter, "site_language")
register_converter(ReferenceConverter, "text_reference")
register_converter(RootPageConverter, "root_page")
