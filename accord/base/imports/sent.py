"""A file that somebody sent to be imported, and how far its import is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SentFile(models.Model):
    """What the files of all imports share.

    The bytes lie in a folder under their digest. What the file would do is worked out
    first (`planned_at`), then somebody agrees (`confirmed_at`), then it is done. A file
    that turns out to be broken keeps the reason and nothing else.
    """

    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    created_at = models.DateTimeField(_("sent at"))
    # Of a sheet: which column is what (`mapping.ColumnMap`), and by row and column the
    # cells that a person mended on the page.
    mapping = models.JSONField(default=dict, blank=True, editable=False)
    mends = models.JSONField(default=dict, blank=True, editable=False)
    planned_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The numbers of the preview, and after the import those of the import.
    summary = models.JSONField(default=dict, blank=True, editable=False)
    # Why the file was refused: a sentence of the catalogues and its values.
    refusal = models.JSONField(default=dict, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
