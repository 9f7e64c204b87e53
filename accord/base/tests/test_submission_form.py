"""A token stands for one content: sent again the same, or changed on the way back."""

from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from accord.base.forms import SubmissionForm


class LetterForm(SubmissionForm):
    words = forms.CharField()
    file = forms.FileField(required=False)


def token_of(data, file=None):
    form = LetterForm(data, {"file": file} if file else None)
    assert form.is_valid(), form.errors
    return form.cleaned_data["token"]


def test_the_same_content_is_the_same_submit():
    token = uuid4()

    assert token_of({"token": token, "words": "a"}) == token_of(
        {"token": token, "words": "a", "preview": "pressed"}
    )


def test_changed_content_is_another_submit():
    token = uuid4()

    assert token_of({"token": token, "words": "a"}) != token_of(
        {"token": token, "words": "b"}
    )


def test_another_file_is_another_submit():
    token = uuid4()
    files = [SimpleUploadedFile("a.xml", b"1"), SimpleUploadedFile("b.xml", b"1")]

    tokens = {token_of({"token": token, "words": "a"}, each) for each in files}

    assert len(tokens) == 2


def test_a_form_without_a_token_is_always_another_submit():
    assert token_of({"words": "a"}) != token_of({"words": "a"})
