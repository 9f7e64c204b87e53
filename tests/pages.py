"""Every page type, with an address in the sample coalition and who may open it."""

from dataclasses import dataclass
from functools import partial

from accord.actions.sections import SECTIONS

LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True, slots=True)
class PageType:
    """`address` follows the language and may name a place of the cast."""

    name: str
    address: str
    role: str = "visitor"
    # Chart pages may weigh twice as much.
    has_chart: bool = False
    # The editor of texts is a component from outside; only the office loads it.
    has_editor: bool = False

    def __str__(self) -> str:
        return self.name

    def path(self, language: str, places: dict[str, str]) -> str:
        return f"/{language}{self.address.format_map(places)}"


_chart = partial(PageType, has_chart=True)
_focal = partial(PageType, role="focal-point")
_office = partial(PageType, role="secretariat")
_screener = partial(PageType, role="screener")

PAGES = (
    # What everyone reads.
    _chart("home", "/"),
    PageType("page", "/about/"),
    PageType("news list", "/news/"),
    PageType("news", "/news/{news}/"),
    PageType("page list", "/texts/"),
    _chart("country list", "/countries/"),
    _chart("country", "/countries/SEN/"),
    _chart("country without actions", "/countries/PRK/"),
    _chart("country's figures by pillar", "/countries/SEN/figures/"),
    _chart("region", "/regions/011/"),
    _chart("world", "/world/"),
    PageType("headline figures", "/headlines/"),
    PageType("search", "/search/"),
    PageType("search, found", "/search/?q=equality"),
    PageType("search, nothing found", "/search/?q=xyzzyq&area=1"),
    PageType("joining", "/join/"),
    PageType("joining, begin", "/join/start/"),
    PageType("joining, lost link", "/join/link/"),
    PageType("area list", "/areas/"),
    _chart("area", "/areas/equality/"),
    PageType("challenge list", "/challenges/"),
    _chart("challenge", "/challenges/distrust/"),
    PageType("goal list", "/goals/"),
    _chart("goal", "/goals/8/"),
    _chart("directory", "/partners/"),
    _chart("directory, filtered", "/partners/?category=WRK"),
    _chart("composition", "/partners/composition/"),
    _chart("partner", "/partners/{ours}/"),
    PageType("partner's history", "/partners/{ours}/history/"),
    _chart("action list", "/actions/"),
    _chart("action list, nothing found", "/actions/?country=PRK"),
    _chart("action", "/actions/{our_published}/"),
    _chart("withdrawn action", "/actions/{our_withdrawn}/"),
    PageType("action's history", "/actions/{our_published}/history/"),
    _chart("components", "/components/"),
    PageType("API", "/api/"),
    PageType("SDMX", "/sdmx/"),
    PageType("snapshot list", "/data/"),
    PageType("snapshot", "/data/{snapshot}/"),
    PageType("vintage list", "/vintages/"),
    PageType("vintage", "/vintages/{vintage}/"),
    PageType("two vintages", "/vintages/{vintage}/compare/{later_vintage}/"),
    PageType("correction list", "/vintages/corrections/"),
    PageType("indicator list", "/indicators/"),
    PageType("indicator list, filtered", "/indicators/?by=pillar&q=employment"),
    _chart("indicator", "/indicators/informal-employment/"),
    _chart(
        "indicator, filtered",
        "/indicators/informal-employment/?area=KEN&area=UGA&area=TZA&area=RWA&area=ETH",
    ),
    _chart(
        "indicator, filtered badly", "/indicators/informal-employment/?area=XYZ&since=x"
    ),
    _chart("indicator across countries", "/indicators/informal-employment/countries/"),
    PageType("indicator's progress", "/indicators/informal-employment/progress/"),
    PageType("indicator's method", "/indicators/informal-employment/method/"),
    PageType("indicator's vintages", "/indicators/informal-employment/vintages/"),
    PageType("indicator without figures", "/indicators/slums/"),
    PageType("what is known of people", "/personal-data/"),
    PageType("erased", "/personal-data/erased/"),
    # Signing in and one's account.
    PageType("sign in", "/account/login/"),
    PageType("no sign-up", "/account/signup/"),
    PageType("reset", "/account/password/reset/"),
    PageType("reset, sent", "/account/password/reset/done/"),
    PageType("reset, old link", "/account/password/reset/key/1-abc/"),
    PageType("reset, done", "/account/password/reset/key/done/"),
    PageType("confirmation, old link", "/account/confirm-email/abc/"),
    PageType("confirmation, sent", "/account/confirm-email/"),
    PageType("inactive", "/account/inactive/"),
    _focal("who is there", "/account/reauthenticate/"),
    _focal("account", "/account/"),
    _focal("inbox", "/account/inbox/"),
    _office("addresses whose mail comes back", "/mail/returned/"),
    _focal("choice of mail", "/account/mail/"),
    _focal("password", "/account/password/change/"),
    _focal("second factor", "/account/2fa/"),
    _focal("second factor, begin", "/account/2fa/totp/activate/"),
    _focal("recovery codes, new", "/account/2fa/recovery-codes/generate/"),
    _focal("passkeys", "/account/2fa/webauthn/"),
    _focal("new passkey", "/account/2fa/webauthn/add/"),
    _focal("sessions", "/account/sessions/"),
    _focal("own data", "/account/personal/"),
    _focal("erasing oneself", "/account/personal/erase/"),
    _focal("sign out", "/account/logout/"),
    # What a partner does.
    _focal("desk", "/desk/"),
    PageType("desk of nobody", "/desk/", role="outsider"),
    _focal("acting for", "/partners/acting-for/"),
    _chart("own partner", "/partners/{ours}/", role="focal-point"),
    _focal("profile form", "/partners/{ours}/edit/"),
    _focal("numbers", "/partners/{ours}/numbers/"),
    _focal("confirmed facts", "/partners/{ours}/facts/"),
    _focal("asking for other facts", "/partners/{ours}/facts/change/"),
    _focal("request for other facts", "/partners/{ours}/facts/{our_change}/"),
    PageType("leaving", "/partners/{ours}/standing/leave/", role="signatory"),
    _focal("people", "/partners/{ours}/people/"),
    _focal("a mandate", "/partners/{ours}/people/{our_mandate}/"),
    _focal("inviting", "/partners/{ours}/people/invite/"),
    _focal("an invitation", "/partners/{ours}/people/invitations/{our_invitation}/"),
    _focal("suspending", "/partners/{ours}/people/{our_mandate}/suspend/"),
    _focal("renewing a mandate", "/partners/{ours}/people/{our_mandate}/renew/"),
    _focal("resuming a mandate", "/partners/{ours}/people/{our_mandate}/resume/"),
    _focal("handing over", "/partners/{ours}/people/{our_mandate}/hand-over/"),
    PageType(
        "restoring access", "/partners/{ours}/people/restore/", role="secretariat"
    ),
    _focal("ending a mandate", "/partners/{ours}/people/{our_mandate}/end/"),
    _focal("keys", "/partners/{ours}/keys/"),
    _focal("new key", "/partners/{ours}/keys/new/"),
    _focal("ending a key", "/partners/{ours}/keys/{our_key}/end/"),
    _focal("own actions", "/actions/mine/"),
    _focal("declaring, begin", "/actions/declare/"),
    _focal("declaring, tasks", "/actions/{our_draft}/declare/"),
    *(
        _focal(f"declaring, {each.key}", f"/actions/{{our_draft}}/declare/{each.key}/")
        for each in SECTIONS
    ),
    _focal("declaring, check", "/actions/{our_draft}/declare/check/"),
    _focal("declaring, discard", "/actions/{our_draft}/declare/discard/"),
    _focal("declaring, done", "/actions/{our_published}/declare/done/"),
    _chart("own draft", "/actions/{our_draft}/", role="focal-point"),
    _focal("withdrawing", "/actions/{our_published}/withdraw/"),
    _focal("import of a sheet", "/actions/import/sheet/"),
    _focal("import of a sheet, columns", "/actions/import/sheet/{our_sheet}/columns/"),
    _focal("import", "/actions/import/iati/"),
    _focal("import, refused", "/actions/import/iati/{our_file}/"),
    # What the office does.
    _office("what waits", "/secretariat/"),
    _office("what waits, nothing found", "/secretariat/?q=xyzzyq"),
    _office("thing that waits", "/secretariat/things/{waiting}/"),
    _office("many, done", "/secretariat/many/{batch}/"),
    _office("reminders", "/secretariat/reminders/"),
    _office("inviting people", "/secretariat/people/import/"),
    _office("days of reminders", "/secretariat/reminders/second-factor/"),
    _office("standing", "/partners/{ours}/standing/"),
    _office("suspending", "/partners/{ours}/standing/suspend/"),
    _office("joining records", "/partners/{ours}/merge/?with={theirs}"),
    _office("deciding on facts", "/partners/{ours}/facts/{our_change}/"),
    _office("prospects", "/partners/prospects/"),
    _office("people's data", "/personal-data/people/"),
    _office("a person's data", "/personal-data/people/{our_person}/"),
    _office("prospect", "/partners/prospects/{prospect}/edit/"),
    _office("inviting a prospect", "/partners/prospects/{prospect}/invite/"),
    _office("admitting a prospect", "/partners/prospects/{prospect}/admit/"),
    _office("import of organizations", "/partners/import/sheet/"),
    _office(
        "import of organizations, columns",
        "/partners/import/sheet/{organizations}/columns/",
    ),
    _office("import of a sheet for a partner", "/actions/import/sheet/"),
    _office("import for a partner", "/actions/import/iati/"),
    _office("import of series", "/vintages/import/"),
    _office("import of series, refused", "/vintages/import/{series_file}/"),
    _office("setting a vintage aside", "/vintages/{vintage}/set-aside/"),
    _office("retiring a correction", "/vintages/corrections/{correction}/retire/"),
    _office("office of texts", "/texts/office/"),
    _office("new text", "/texts/new/"),
    _office("text's history", "/texts/{page}/history/"),
    _office("text editor", "/texts/{page}/edit/en/", has_editor=True),
    _office("text preview", "/texts/{unfinished}/preview/en/"),
    _office("text versions", "/texts/{page}/compare/en/"),
    # What screeners see.
    _screener("case list", "/screening/?show=others"),
    _screener("names compared with lists", "/screening/lists/"),
    _screener("sending a list", "/screening/lists/send/"),
    _screener("edition of a list", "/screening/lists/editions/{name_edition}/"),
    _screener("name near one of a list", "/screening/hits/{hit}/"),
    _screener("interests", "/screening/interests/"),
    _screener("case", "/screening/{case}/"),
    _screener("case to decide", "/screening/{recommended_case}/"),
    _screener("case, interest", "/screening/{case}/interest/"),
    _screener("case, note", "/screening/{case}/note/"),
    _screener("case, checklist", "/screening/{case}/checklist/"),
    _screener("case, controversy", "/screening/{case}/controversies/{controversy}/"),
    _screener("case, new controversy", "/screening/{case}/controversies/new/"),
    _screener("case, new risk", "/screening/{case}/risks/new/"),
    _screener("case, risk", "/screening/{case}/risks/{risk}/"),
    _screener("case, question", "/screening/{case}/question/"),
    _screener("case, recommendation", "/screening/{case}/recommendation/"),
    _screener("case, sending back", "/screening/{recommended_case}/send-back/"),
    _screener("case, decision", "/screening/{recommended_case}/decision/"),
    _screener("case, history", "/screening/{case}/history/"),
)
BY_NAME = {page.name: page for page in PAGES}
