"""The forms of English verbs that the composed texts need."""

import re
from typing import Final

_DOUBLING: Final = (
    " abhor acquit ban bat beg bin cancel chip clap commit concur cut dig dob drop drum expel "
    "extol flip get gun gut hero-worship hit hug jab let level mob pan pen pin plan plot "
    "plug prefer prop pummel put quarrel quit rap rat rebel recommit regret rip run scrap "
    "set ship shun shut signal sit slam slap slow-handclap snap snub spar spit step stop "
    "submit tip tut wag whip win "
)
_IRREGULAR: Final = {
    "be": ("was", "been"),
    "bear": ("bore", "borne"),
    "seek": ("sought", "sought"),
    "sling": ("slung", "slung"),
    "read": ("read", "read"),
    "light": ("lit", "lit"),
    "strive": ("strove", "striven"),
    "show": ("showed", "shown"),
    "have": ("had", "had"),
    "do": ("did", "done"),
    "go": ("went", "gone"),
    "come": ("came", "come"),
    "become": ("became", "become"),
    "speak": ("spoke", "spoken"),
    "take": ("took", "taken"),
    "tear": ("tore", "torn"),
    "lay": ("laid", "laid"),
    "cast": ("cast", "cast"),
    "find": ("found", "found"),
    "fight": ("fought", "fought"),
    "give": ("gave", "given"),
    "see": ("saw", "seen"),
    "break": ("broke", "broken"),
    "cut": ("cut", "cut"),
    "fall": ("fell", "fallen"),
    "throw": ("threw", "thrown"),
    "strike": ("struck", "struck"),
    "shoot": ("shot", "shot"),
    "stand": ("stood", "stood"),
    "stick": ("stuck", "stuck"),
    "get": ("got", "got"),
    "sing": ("sang", "sung"),
    "swear": ("swore", "sworn"),
    "forgive": ("forgave", "forgiven"),
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "run": ("ran", "run"),
    "make": ("made", "made"),
    "hold": ("held", "held"),
    "put": ("put", "put"),
    "lead": ("led", "led"),
    "bring": ("brought", "brought"),
    "sell": ("sold", "sold"),
    "buy": ("bought", "bought"),
    "spend": ("spent", "spent"),
    "send": ("sent", "sent"),
    "lend": ("lent", "lent"),
    "leave": ("left", "left"),
    "keep": ("kept", "kept"),
    "feel": ("felt", "felt"),
    "lose": ("lost", "lost"),
    "win": ("won", "won"),
    "think": ("thought", "thought"),
    "know": ("knew", "known"),
    "hit": ("hit", "hit"),
    "hurt": ("hurt", "hurt"),
    "drive": ("drove", "driven"),
    "shut": ("shut", "shut"),
    "set": ("set", "set"),
    "sit": ("sat", "sat"),
    "leap": ("leapt", "leapt"),
    "spring": ("sprang", "sprung"),
    "rise": ("rose", "risen"),
    "withdraw": ("withdrew", "withdrawn"),
    "uphold": ("upheld", "upheld"),
    "undo": ("undid", "undone"),
    "sink": ("sank", "sunk"),
    "shake": ("shook", "shaken"),
    "freeze": ("froze", "frozen"),
    "quit": ("quit", "quit"),
    "wear": ("wore", "worn"),
    "teach": ("taught", "taught"),
    "fly": ("flew", "flown"),
    "ride": ("rode", "ridden"),
    "hear": ("heard", "heard"),
    "pay": ("paid", "paid"),
    "spread": ("spread", "spread"),
    "spit": ("spat", "spat"),
    "let": ("let", "let"),
    "blow": ("blew", "blown"),
    "fling": ("flung", "flung"),
    "deal": ("dealt", "dealt"),
    "ring": ("rang", "rung"),
    "grow": ("grew", "grown"),
    "withhold": ("withheld", "withheld"),
    "dig": ("dug", "dug"),
    "beat": ("beat", "beaten"),
    "bet": ("bet", "bet"),
    "build": ("built", "built"),
    "swing": ("swung", "swung"),
    "drink": ("drank", "drunk"),
    "bend": ("bent", "bent"),
    "feed": ("fed", "fed"),
    "weep": ("wept", "wept"),
    "kneel": ("knelt", "knelt"),
    "shed": ("shed", "shed"),
}
_OTHER_PAST: Final = {"cannot": "could not", "will": "would", "are": "were", "can": "could"}
_ODD: Final = {"have": "has", "be": "is", "boo": "boos"}
_PLURAL: Final = {"is": "are", "was": "were", "has": "have", "does": "do"}
_ADVERBS: Final = ("only", "never", "always", "simply", "still", "once", "now")
_PRESENT: Final = re.compile(r"(?!as$|this$|across$)[a-z]+[a-z]s$")


def present(infinitive: str) -> str:
    """The third person: `lash out at` gives `lashes out at`."""
    verb, *rest = infinitive.split()
    if verb in _ODD:
        form = _ODD[verb]
    elif verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        form = f"{verb}es"
    elif re.search(r"[^aeiou]y$", verb):
        form = f"{verb[:-1]}ies"
    else:
        form = f"{verb}s"
    return " ".join([form, *rest])


def progressive(infinitive: str) -> str:
    """The form in -ing."""
    verb, *rest = infinitive.split()
    if f" {verb} " in _DOUBLING:
        form = f"{verb}{verb[-1]}ing"
    elif verb.endswith("e") and verb != "be" and not verb.endswith("ee"):
        form = f"{verb[:-1]}ing"
    else:
        form = f"{verb}ing"
    return " ".join([form, *rest])


def past(infinitive: str) -> str:
    """`lash out at` gives `lashed out at`, `stand by` gives `stood by`."""
    return _in_the_past(infinitive, 0)


def participle(infinitive: str) -> str:
    """`stand by` gives `stood by`, `speak for` gives `spoken for`."""
    return _in_the_past(infinitive, 1)


def _in_the_past(infinitive: str, form: int) -> str:
    verb, *rest = infinitive.split()
    if verb in _IRREGULAR:
        made = _IRREGULAR[verb][form]
    elif f" {verb} " in _DOUBLING:
        made = f"{verb}{verb[-1]}ed"
    elif verb.endswith("e"):
        made = f"{verb}d"
    elif re.search(r"[^aeiou]y$", verb):
        made = f"{verb[:-1]}ied"
    else:
        made = f"{verb}ed"
    return " ".join([made, *rest])


def plural(clause: str) -> str:
    """What several do instead of one: `has long wanted` gives `have long wanted`."""
    verb, *rest = clause.split(" ")
    if verb in _ADVERBS and rest:
        return f"{verb} {plural(' '.join(rest))}"
    return " ".join([_base(verb), *rest])


def _base(verb: str) -> str:
    """A verb in the present as several do it; any other word as it is."""
    if verb in _PLURAL:
        return _PLURAL[verb]
    if not _PRESENT.match(verb) or verb.endswith("ss"):
        return verb
    if verb.endswith("ies") and len(verb) > len("lies"):
        return f"{verb[:-3]}y"
    return re.sub(r"(?<=ch|sh|ss)es$|(?<=[xzo])es$|s$", "", verb)


def agreeing(pattern: str) -> str:
    """A pattern with {T} for several of them: `{T} is a joke` gives `{T} are a joke`."""
    before, found, after = pattern.partition("{T} ")
    if not before and found:
        return f"{{T}} {plural(after)}"

    def one(match: re.Match[str]) -> str:
        return f"{{T}} {_PLURAL[match[1]]}"

    return re.sub(r"\{T\} (is|was|has|does)\b", one, pattern)


def reported(saying: str) -> str:
    """A saying about {T} in indirect speech: its verb is in the past."""
    before, _, after = saying.partition("{T} ")
    verb, _, rest = after.partition(" ")
    if verb in _ADVERBS:
        next_verb, _, more = rest.partition(" ")
        return f"{before}{{T}} {verb} {_told(next_verb)} {more}".rstrip()
    return f"{before}{{T}} {_told(verb)} {rest}".rstrip()


def _told(verb: str) -> str:
    """A verb in the present as it was."""
    if verb in _OTHER_PAST:
        return _OTHER_PAST[verb]
    if verb in _PLURAL:
        return {"is": "was", "was": "was", "has": "had", "does": "did"}[verb]
    return past(_base(verb)) if _base(verb) != verb else verb


def addressed(saying: str) -> str:
    """A saying about {T} as it is said to {T}: `You have cheated us`."""
    _, _, after = saying.partition("{T} ")
    return re.sub(r"\bits\b", "your", f"You {plural(after)}")
