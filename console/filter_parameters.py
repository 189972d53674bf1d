"""The parameters of a page's filter: what an address may ask for."""

from console.parameters import Parameter
from console.schema import AGAINST, FAVOR

POLARITIES = {"favor": FAVOR, "against": AGAINST}
REPORTING = ("quote", "paraphrase", "narration")
COPIES = ("one", "each")
LEAVES_OUT = ("entity", "holder", "target", "topic", "outlet")

FILTER = (
    Parameter(
        "q",
        'Words of the title or the body. All must be there; "two words" must stand together, '
        "-word must not be there, prais* finds what begins so.",
        '"climate summit" -oil',
    ),
    Parameter(
        "entity",
        "Id of an entity or issue that the article names; repeated: all of them.",
        "iso3166:PE",
        several=True,
    ),
    Parameter(
        "holder",
        "Id of who takes the stance, @author (the article itself) or @unnamed (an unnamed "
        "source); repeated: any of them.",
        "name:person:anna-kolb",
        several=True,
    ),
    Parameter(
        "target",
        "Id of whom or what the stance is toward; repeated: any of them.",
        "iso3166:PE",
        several=True,
    ),
    Parameter(
        "polarity", "Whether the stance is for or against.", "against", choices=tuple(POLARITIES)
    ),
    Parameter(
        "reporting",
        "How the article reports the stance; repeated: any of them.",
        "quote",
        several=True,
        choices=REPORTING,
    ),
    Parameter(
        "confidence",
        "The least confidence of the stance, 0 to 1.",
        "0.8",
        schema={"type": "number", "minimum": 0, "maximum": 1},
    ),
    Parameter(
        "topic",
        "IPTC code; it includes all topics below it. Repeated: all of them.",
        "medtop:11000000",
        several=True,
    ),
    Parameter("outlet", "Who published it; repeated: any of them.", "The Daily", several=True),
    Parameter(
        "since",
        "First day of publication.",
        "2026-01-01",
        schema={"type": "string", "format": "date"},
    ),
    Parameter(
        "until",
        "Last day of publication.",
        "2026-01-31",
        schema={"type": "string", "format": "date"},
    ),
    Parameter(
        "not",
        f"What is left out, as {', '.join(f'{name}:VALUE' for name in LEAVES_OUT)}: articles that "
        "name the entity, are about the topic or are of the outlet, and stances of the holder or "
        "toward the target. Repeated: each of them.",
        "outlet:The Daily",
        several=True,
    ),
    Parameter(
        "copies",
        "one (if it is not given): copies of a story count once; each: every copy counts.",
        "one",
        choices=COPIES,
    ),
)
