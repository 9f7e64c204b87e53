"""The tables that search reads. Nothing here holds a draft or a person."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class WordsField(SearchVectorField):
    """A vector of words; `words__matches` compares it with the text of a tsquery."""


@WordsField.register_lookup
class Matches(models.Lookup):
    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        field, values = self.process_lhs(compiler, connection)
        # A constant: a function here would make the planner guess how much it finds.
        return f"{field} @@ %s::tsquery", [*values, self.rhs]


class SearchCode(models.Model):
    """The number that stands for one value of a facet, such as country SEN."""

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=80)

    class Meta:
        db_table = "search_code"
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "value"], name="a_facet_value_has_one_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.facet}:{self.value}"


class SearchDocument(models.Model):
    """What one public record is found by. Narrow, so that many are read quickly."""

    kind = models.CharField(max_length=20)
    # What the record's address is made of: a reference, a slug or a code.
    key = models.CharField(max_length=80)
    dated = models.DateField(null=True)
    sort_key = models.CharField(max_length=120)
    codes = ArrayField(models.IntegerField(), default=list)
    words = WordsField()

    class Meta:
        db_table = "search_document"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="a_record_has_one_document"
            )
        ]
        indexes = [
            # Answers "which documents have these words?".
            GinIndex(fields=["words"], name="documents_by_word", fastupdate=False),
            # Answers "which documents have one of these facet values?".
            GinIndex(fields=["codes"], name="documents_by_code", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class SearchPassage(models.Model):
    """What a found record shows in one language: its title and its text."""

    document = models.ForeignKey(
        SearchDocument, models.CASCADE, related_name="passages"
    )
    language = models.CharField(max_length=10)
    # The original comes first.
    position = models.PositiveSmallIntegerField()
    title = models.TextField()
    text = models.TextField()
    # Whether the list of words, which proposes spellings, holds its words.
    is_counted = models.BooleanField(default=False)

    class Meta:
        db_table = "search_passage"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"], name="a_passage_per_language"
            )
        ]
        indexes = [
            # Answers "whose words are to be counted?".
            models.Index(
                fields=["id"], condition=Q(is_counted=False), name="passages_to_count"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language}"


class SearchTerm(models.Model):
    """Words of a vocabulary, and what else they stand for.

    `expansion` is the text of a tsquery: the mark of a facet value, or the same thing
    in other words and languages.
    """

    phrase = models.TextField()
    language = models.CharField(max_length=10)
    stems = ArrayField(models.TextField())
    expansion = models.TextField()
    # Whether one word of several already stands for it ("Congo").
    by_word = models.BooleanField(default=False)

    class Meta:
        db_table = "search_term"
        indexes = [
            # Answers "which terms does a query speak of?".
            GinIndex(fields=["stems"], name="terms_by_stem", fastupdate=False)
        ]

    def __str__(self) -> str:
        return self.phrase


class SearchWord(models.Model):
    """A word as it is written, in how many passages, and what it is misspelt as."""

    word = models.CharField(max_length=40, primary_key=True)
    passages = models.IntegerField(default=0)
    # Numbers of what is left of it when one letter, or two, are struck out.
    struck = ArrayField(models.IntegerField())

    class Meta:
        db_table = "search_word"
        indexes = [
            # Answers "which words are nearly this one?".
            GinIndex(fields=["struck"], name="words_nearly_so", fastupdate=False)
        ]

    def __str__(self) -> str:
        return self.word
