"""The `accord` command: words found by name, one sentence when it cannot."""

import pytest

from accord.config import command
from accord.config.surroundings import Refused


def test_a_name_is_split_at_its_verb():
    assert command.spoken("import_iati") == "import iati"
    assert command.spoken("check_history") == "check history"


def test_a_name_without_a_verb_stays_whole():
    assert command.spoken("compile_all_again") == "compile-all-again"


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]):
    outcome = command.dispatch([])

    told = capsys.readouterr().out
    assert outcome == 0
    for name in [*command.ENTRIES, *map(command.spoken, command.app_commands())]:
        assert f"accord {name}" in told


def test_an_unknown_word_is_refused_with_a_remedy():
    with pytest.raises(Refused, match="accord help"):
        command.dispatch(["dance"])


def test_a_verb_alone_tells_its_nouns():
    with pytest.raises(Refused, match="atlas"):
        command.dispatch(["load"])


def test_missing_words_are_named():
    with pytest.raises(Refused, match="FILE"):
        command.dispatch(["import", "iati"])


def test_an_import_for_nobody_ends_with_two_and_one_sentence():
    with pytest.raises(Refused, match="--for") as refusal:
        command.dispatch(["import", "iati", "activities.xml"])

    assert refusal.value.code == 2
    assert str(refusal.value).count(". ") == 0


@pytest.mark.parametrize("name", ["serve", "work"])
def test_an_installation_says_what_it_lacks(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with pytest.raises(Refused, match="DATABASE_URL"):
        command.dispatch([name])
