"""Choosing some of many: the chosen first, the rest in groups that open."""

from typing import Any

from django import forms


class GroupedChoices(forms.CheckboxSelectMultiple):
    """Check boxes in groups, each group a `<details>`; what is chosen stands first.

    Works without script: a group opens by itself. `data-behaviour` adds a search
    box where there is script.
    """

    template_name = "actions/widgets/grouped_choices.html"

    def __init__(
        self, *, search_label: Any, attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.search_label = search_label

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        chosen, groups = [], []
        for label, options, _index in widget["optgroups"]:
            rest = [each for each in options if not each["selected"]]
            chosen += [each for each in options if each["selected"]]
            if rest:
                groups.append((label, rest))
        widget["chosen"] = chosen
        widget["groups"] = groups
        widget["search_label"] = self.search_label
        return context
