# ruff: noqa: RUF001 - patterns of punctuation that news has
"""Tells a line of the page's furniture from a line of prose.

Furniture is what the page puts around an article: links to share it and to read others, newsletter
lines, captions and credits, bylines, copyright notes, advertisements, prices. A line counts as
furniture only by words that prose does not have in that place. Some furniture is therefore read as
prose, but prose is not taken for furniture on a guess.
"""

import re
from typing import Final

LONGEST: Final = 500
"""Characters of a line that may be furniture: a longer one has prose in it."""

_LONGEST_CAPTION: Final = 300
"""The same for a caption that only its credit shows: it may be a paragraph with a credit."""

_AGENCY: Final = (
    r"(?:(?-i:AP|AFP|PA|EPA|UPI|TASS)|Associated Press|Press Association|PA Wire|Reuters"
    r"|Getty(?: Images)?|Shutterstock|iStock|Bloomberg|Alamy|Rex(?: Features)?|Corbis|Landov"
    r"|Zuma(?: Press)?|NurPhoto|Anadolu(?: Agency)?|Xinhua|Sputnik|POLITICO|USA TODAY"
    r"|The Guardian|CQ(?:-| )Roll Call|Pool)"
)
_WORD: Final = r"(?-i:[A-Z][\w.'’-]*)"
_NAME: Final = rf"{_WORD}(?: (?:{_WORD}|(?-i:de|van|von|al))){{1,3}}"
_CREDITED: Final = (
    rf"(?:{_NAME}|{_AGENCY}|(?-i:[A-Z]{{2,}}))(?: ?[/,|] ?(?:{_NAME}|{_WORD}|{_AGENCY})){{0,3}}"
    rf"(?: (?:for|via) (?:the )?{_WORD}(?: {_WORD}){{0,3}})?"
)
_PLATFORM: Final = (
    r"(?:@|twitter|facebook|instagram|linkedin|youtube|whatsapp|telegram|snapchat|tiktok|threads"
    r"|bluesky|mastodon)"
)
_SHARING: Final = (
    r"(?:share|tweet|e-?mail|print|post|save|pin(?: it| this)?|copy link|link copied|comments?"
    r"|facebook|twitter|pinterest|whatsapp|linkedin|reddit|tumblr|messenger|telegram|flipboard"
    r"|(?:listen to|share this|share the) (?:article|story|page|post)|on|via|[0-9:.k]+)"
)
_LABEL: Final = (
    r"(?:(?:click here to )?read (?:more|also|next|this)|also read|see also|related(?: (?:stories"
    r"|story|articles?|links?|coverage|content|news|videos?|posts?))?|must[- ](?:read|watch)"
    r"|go deeper|recommended(?: reading| for you)?|don['’]t miss|you (?:may|might) also like"
    r"|what to read next|more (?:from|on|stories)\b[^:.]{0,40}|also on [\w ]{2,30}"
    r"|most (?:read|popular)|our picks|trending(?: now)?|editor['’]?s['’]? picks?"
    r"|watch (?:live|more|the video|video))"
)
_WEAK_LABEL: Final = (
    r"(?:more|watch|photos?|videos?|gallery|slideshow|in pictures|story|opinion|editorial|column"
    r"|interactive|explainer|listen|pictured)"
)
_BULLETS: Final = r"[-–—*•⦁>»\[( ]{0,8}+"
_PHOTO: Final = r"(?-i:[Pp]hoto(?:graph)?s?|PHOTOS?|[Pp]ictures?|[Ii]llustration)"
_REPORT: Final = (
    r"(?:report|article|story|post|piece|column|analysis|dispatch|obituary|reporting|interview)"
)

LINES: Final = {
    "advertisement": r"(?:advertisements?|(?-i:AD)|advert|sponsored(?: content)?|\[?pullquote\]?"
    r"|loading\.*|close|photo|video|play video|media caption)(?: advertisement)?[:.]?",
    "continued": r"(?:advertisement )?(?:(?:story|article) continue[sd] (?:below|after)"
    r"|continue reading(?: below| the main story)?).{0,60}",
    "sharing": rf"(?=.*(?:share|tweet|mail|print|copy|app|face|twit|link|reddit|comment|save|post))"
    rf"{_SHARING}(?:[ ,|/·•]+{_SHARING})*[.!]?",
    "address": r"(?:(?:read or )?share (?:or read )?this (?:article|story)|shortened url for this"
    r" post|permalink)?[ :]*https?://\S+",
    "newsletter": r"(?:newsletter|sign[- ]up|subscribe)\b.{0,300}(?:newsletter|in ?box|e-?mail"
    r"|alert|sign[- ]?up|subscri|updates|free).{0,150}|newsletter sign[- ]?up"
    r"|(?:get|want|join|breaking news|receive|enter your e-?mail)\b.{0,300}(?:newsletters?|in ?box"
    r"|(?:news|e-?mail) alerts?|sign up here)\b.{0,150}",
    "podcast": r"(?:subscribe|listen) (?:to|on) .{0,80}(?:podcasts|spotify|overcast|stitcher)"
    r".{0,80}",
    "copyright": r"(?:copyright\b ?(?:©|\(c\)|[12]\d{3})|©|\(c\) [12]\d{3}|all rights reserved)"
    r".{0,200}",
    "contributors": rf"{_BULLETS}(?:[^.!?]|(?<=\b[A-Z])\.){{2,150}} contributed"
    rf" (?:(?:reporting|research)(?: from .{{2,40}})?|(?:(?:reporting|research) )?to (?:this|the)"
    rf" {_REPORT})\.?[)*]?",
    "reporters": r"\(?(?:(?:additional )?(?:reporting|writing)(?: and (?:writing|editing))? by"
    r"|editing by|contributing:|compiled by) .{2,200}",
    "following": rf"{_BULLETS}(?:follow|like|find|tweet)(?: (?:us|me|him|her|them|the)\b| @\w+"
    rf"| {_NAME})(?: [^.]{{0,60}})?{_PLATFORM}.{{0,120}}",
    "joining": rf"join (?:us|the (?:conversation|discussion)) on [^.]{{0,20}}{_PLATFORM}.{{0,40}}",
    "link": rf"{_BULLETS}{_LABEL}\s*(?::.{{0,250}}|[.…>»-]*)",
    "weak link": rf"{_BULLETS}{_WEAK_LABEL}: ?.{{0,200}}(?<![.!?”\"])(?<![.!?][)\]])",
    "bracketed link": rf"[\[(] ?(?:{_LABEL}|(?:full|latest) (?:\S+ ){{0,3}}(?:results|coverage"
    r"|transcript|text|video))\b.{0,200}(?<![.!?])[\])]",
    "link that says so": r".{0,200}[^.!?:”\"] (?-i:Read more)",
    "video": r"(?:just watched .*|(?:prev|next) image \d+ of \d+|slideshow \(\d+ images?\)"
    r"|embed .* autoplay.*|watch the latest video at .{2,80})",
    "invitation": r"(?:\*\*)?click here (?:to|for) .{2,100}|get the .{2,40} app|send letters to:?"
    r" \S+|contact us at \S+|visit .{2,60} for more (?:stories|news|information|coverage"
    r"|details)\.?|.{0,120} (?-i:Vote (?:Here )?Now|VOTE NOW)",
    "note": r"this is a rush transcript\b.{0,200}|npr transcripts are created .{0,300}|the opinions"
    r" expressed (?:by|in|here) .{0,150} (?:views|opinions) of .{2,60}",
    "caption": r"(?:image (?:copyright|source|caption)|media (?:caption|playback)"
    r"|(?:enlarge this image ?)?toggle caption|enlarge this image|hide caption"
    r"|facebook twitter pinterest|file ?-? ?photo:).*",
    "agency": rf"{_AGENCY}(?: {_AGENCY})?",
    "photographer": rf"{_NAME}(?:/{_AGENCY})+(?: {_NAME}(?:/{_AGENCY})+)?",
    "prices": r"(?:(?-i:[A-Z&.^$]{1,8})(?: [-+−▲▼]?[$€£]?\d[\d,.]*%?){1,3}[ |;]*){2,40}",
}
"""What the whole line looks like, for each kind of furniture; capitals do not count."""

_CREDIT_IN_BRACKETS: Final = (
    rf"(?:(?:{_WORD} ){{0,2}}{_PHOTO}(?: by | courtesy | credit| ?[:/,])[^()\[\]]{{0,80}}"
    rf"|(?:AP|file|handout|courtesy) {_PHOTO}|(?:credit|via|image):? [^()\[\]]{{2,60}}"
    rf"|{_NAME} ?/ ?[^()\[\]]{{0,30}}{_AGENCY}[^()\[\]]{{0,30}}|{_AGENCY} ?/ ?{_NAME}"
    rf"|[\w/]+/{_AGENCY}[^()\[\]]{{0,10}}|getty(?: images)?)"
)
CREDIT: Final = (
    rf"(?:(?:file )?{_PHOTO}(?: by| credit)?|(?:image|picture)(?: credit)?|credit) ?: ?{_CREDITED}"
)
CAPTIONS: Final = {
    "credit": CREDIT,
    "credit in brackets": rf"[\[(]{_CREDIT_IN_BRACKETS}[\])]",
    "caption with a photographer": rf".*[\[(](?!credit|via|image){_CREDIT_IN_BRACKETS}[\])]",
    "caption with a credit": rf".*(?:[.!?”\")] ?{CREDIT}| (?-i:Photograph|Photo): ?{_CREDITED})",
    "caption before a headline": rf".*\| ?(?:{_NAME} ?/ ?)?(?-i:AP(?: [Pp]hotos?)?|AFP|REUTERS"
    r"|Reuters|Getty(?: Images)?|POLITICO)\b.{0,100}(?<!\.)",
}

_FURNITURE: Final = [
    (kind, longest, re.compile(pattern, re.IGNORECASE))
    for kinds, longest in ((LINES, LONGEST), (CAPTIONS, _LONGEST_CAPTION))
    for kind, pattern in kinds.items()
]
_BYLINE: Final = re.compile(
    rf"(?:(?:[Aa]nalysis|[Ss]tory|[Ww]ords|[Pp]osted|[Ww]ritten|[Rr]eported) )?(?:[Bb]y|BY)"
    rf" (?!(?i:the|early|late|mid|next|last)\b){_NAME}"
    r"(?:(?:,| and| &| \|| for| of| in| -| –| —)[^.!?()]{0,80})?"
)
_LABEL_ALONE: Final = re.compile(rf"{_BULLETS}(?:{_LABEL}|more)\s*(?:[:.…>»-]*)", re.IGNORECASE)


def kind_of(line: str) -> str | None:
    """What kind of furniture a line without white space at its edges is; None if it is prose."""
    if not line or len(line) > LONGEST:
        return None
    if _BYLINE.fullmatch(line):
        return "byline"
    return next(
        (
            kind
            for kind, longest, pattern in _FURNITURE
            if len(line) <= longest and pattern.fullmatch(line)
        ),
        None,
    )


def heads_links(line: str) -> bool:
    """Whether the line announces links, which follow in lines of their own: “Read more:”."""
    return len(line) <= LONGEST and _LABEL_ALONE.fullmatch(line) is not None
