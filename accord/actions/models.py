"""What partners undertake, alone or together."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.accounts.models import Person
from accord.actions.querysets import ActionQuerySet
from accord.atlas.models import Area, Challenge, Country, Target, TargetGroup
from accord.base.imports.sent import SentFile
from accord.base.multilingual import MultilingualField
from accord.base.sorting import sort_key
from accord.partners.models import Mandate, Partner


class Stage(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under-way", _("Under way")
    ENDED = "ended", _("Ended")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Kind(models.TextChoices):
    COMMITMENT = "commitment", _("Commitment")
    INITIATIVE = "initiative", _("Initiative")
    KEY_INTERVENTION = "key-intervention", _("Key intervention")


KEYS = ("sort_title", "search_key")


class Action(models.Model):
    """Something one partner leads, alone or with others, somewhere, for some time.

    A draft may lack anything but its lead; publishing asks for what readers need.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    title = MultilingualField(_("title"))
    summary = MultilingualField(_("summary"))
    lead = models.ForeignKey(Partner, models.PROTECT, related_name="led_actions")
    partners = models.ManyToManyField(
        Partner, through="Participation", related_name="joined_actions"
    )
    countries = models.ManyToManyField(Country, related_name="actions", blank=True)
    areas = models.ManyToManyField(Area, related_name="actions", blank=True)
    challenges = models.ManyToManyField(Challenge, related_name="actions", blank=True)
    targets = models.ManyToManyField(Target, related_name="actions", blank=True)
    groups = models.ManyToManyField(TargetGroup, related_name="actions", blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    # An action without an end is open-ended, not unfinished data.
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    # ISO 4217
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    created_on = models.DateField(_("begun on"), editable=False)
    published_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawal_reason = MultilingualField(_("reason for withdrawing"))
    is_sample = models.BooleanField(_("sample data"), default=False)
    # What lists order and find it by, without accents: the original title, and the
    # titles in every language, a line each. `write_keys` keeps both.
    sort_title = models.CharField(max_length=300, blank=True, editable=False)
    search_key = models.TextField(default="", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.CheckConstraint(
                name="action_ends_after_it_starts",
                condition=Q(ends_on=None)
                | Q(starts_on=None)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("An action cannot end before it starts."),
            ),
            models.CheckConstraint(
                name="action_budget_has_a_currency",
                condition=Q(budget=None) | ~Q(currency=""),
                violation_error_message=_("A budget needs a currency."),
            ),
            models.CheckConstraint(
                name="only_a_published_action_is_withdrawn",
                condition=Q(withdrawn_on=None) | Q(published_on__isnull=False),
                violation_error_message=_("Only a published action is withdrawn."),
            ),
        ]
        indexes = [
            # Answers "the newest published actions".
            models.Index(
                fields=["-published_on", "-id"],
                condition=Q(published_on__isnull=False, withdrawn_on=None),
                name="newest_published_actions",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.reference

    def get_absolute_url(self) -> str:
        return reverse("actions:action", args=[self.reference])

    @property
    def history_reference(self) -> str:
        return f"action:{self.reference}"

    def write_keys(self) -> None:
        """Set the `KEYS` from the title; they still need `save`."""
        self.sort_title = sort_key(self.title.original)[:300]
        keys = (sort_key(self.title.text_in(each)) for each in self.title.languages)
        self.search_key = "\n".join(dict.fromkeys(keys))

    def stage_on(self, day: date) -> Stage:
        if self.published_on is None:
            return Stage.DRAFT
        if self.withdrawn_on is not None:
            return Stage.WITHDRAWN
        if self.starts_on is None or self.starts_on > day:
            return Stage.PLANNED
        if self.ends_on is not None and self.ends_on < day:
            return Stage.ENDED
        return Stage.UNDER_WAY


class Participation(models.Model):
    """Another partner's part in an action."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="participations")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "partner"], name="a_partner_takes_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} in {self.action}"


class ExternalIdentifier(models.Model):
    """The action's number in a register outside Accord."""

    action = models.ForeignKey(
        Action, models.CASCADE, related_name="external_identifiers"
    )
    scheme = models.CharField(_("register"), max_length=20)
    value = models.CharField(_("number"), max_length=200)
    # What was imported under this number; tells a changed record from an unchanged.
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("external identifier")
        verbose_name_plural = _("external identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"], name="external_number_names_one_action"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def register(self) -> str:
        """The register's name; its code where we know no name for it."""
        known = self.scheme in Register.values
        return str(Register(self.scheme).label) if known else self.scheme


class Register(models.TextChoices):
    """Registers outside Accord in which an action may have a number."""

    IATI = "iati", _("IATI activity identifier")
    UN_PARTNERSHIPS = "un-partnerships", _("UN registry of partnerships for the SDGs")
    DOI = "doi", _("DOI")
    OTHER = "other", _("Another register")


class Format(models.TextChoices):
    IATI = "iati", _("IATI activity file")
    SHEET = "sheet", _("Spreadsheet")


class ImportFile(SentFile):
    """A file of actions that somebody sent for a partner.

    A sheet that the secretariat sends may be for nobody: it names who leads each row.
    """

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="import_files", null=True, blank=True
    )
    format = models.CharField(
        _("format"), max_length=10, choices=Format.choices, default=Format.IATI
    )
    # Whoever sent it in the secretariat may change the actions of every partner.
    is_from_office = models.BooleanField(default=False, editable=False)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="import_files")
    confirmed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="confirmed_imports",
        null=True,
        blank=True,
        editable=False,
    )
    mandate = models.ForeignKey(
        Mandate,
        models.PROTECT,
        related_name="confirmed_imports",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        indexes = [
            # Answers "the newest files of a partner".
            models.Index(fields=["partner", "-id"], name="newest_files_of_a_partner")
        ]
        constraints = [
            models.CheckConstraint(
                name="an_iati_file_is_for_a_partner",
                condition=~Q(format="iati") | Q(partner__isnull=False),
                violation_error_message=_("An IATI file is imported for a partner."),
            )
        ]

    @property
    def history_reference(self) -> str:
        return f"import-file:{self.pk}"

    def get_absolute_url(self) -> str:
        is_sheet = self.format == Format.SHEET
        page = "actions:sheet" if is_sheet else "actions:import_file"
        return reverse(page, args=[self.pk])


class ImportedRow(models.Model):
    """The row of a partner's sheet that an action came from.

    `key` is the partner's own number of it, or a digest of the words it is known by;
    `digest` tells whether anything else in it changed. It goes with its action, so
    that a discarded draft comes back when its row is imported again.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="imported_rows")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="imported_rows")
    key = models.CharField(max_length=220)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "key"], name="a_row_of_a_partner_is_one_action"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.key[:20]}"
