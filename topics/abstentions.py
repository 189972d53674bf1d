"""Why a finding was withheld: the reasons by which an enriched event counts its abstentions.

The list is open: a later minor version may add reasons.
"""

from collections.abc import Mapping
from types import MappingProxyType

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "ambiguous_alias": "A mention of a person was left out: several people in the article "
        "could be meant, or a whole family has that name.",
        "attribution_below_threshold": "An attribution was withheld: the model is not sure "
        "enough that somebody says, thinks or feels something there, rather than just acts.",
        "denied": "A stance was withheld: the one who is said to take it denies it.",
        "entity_untyped": "Words that were marked as a name did not become an entity: they "
        "fit none of the types, or are not a name at all.",
        "field_dropped": "A field of the article was left out: it is optional and its value "
        "could not be read. `article.dropped_fields` names it.",
        "holder_unknown": "A stance was withheld: its holder is not known, or cannot take sides. "
        'Such a holder is "he" where nobody known is meant, a building, or whoever says quoted '
        "words whose speaker is not named.",
        "met": "A stance against was withheld: its holder only meets or greets the target.",
        "modifier": "A stance was withheld: the target's name only says which thing is meant "
        '("the Syrian conflict", "Kolb\'s rivals").',
        "over_limit": "Something that was found does not fit into an event: a name or an id "
        "is too long, a span is empty or runs from the title into the body, or a stance needs "
        "one of these.",
        "polarity_below_threshold": "An entity has no polarity: the model is not sure enough "
        "of any label.",
        "polarity_not_shown": "An entity has no polarity: the article sounds for or against "
        "it, but no sentence in the author's own voice shows it.",
        "proxy": "A stance was withheld: the one who acts is not the holder but is named with "
        'the holder\'s help ("Kolb\'s rivals", "Peru\'s Luis Rojas").',
        "refused": "A stance was withheld: its holder refuses or fails to take it, as in "
        '"refused to condemn".',
        "stance_below_threshold": "A stance was withheld: the model is not sure enough of it.",
        "stance_conflict": "A holder and a target have no stance: the strongest sentence in "
        "favor and the strongest against are nearly equally confident.",
        "subject": "A stance against was withheld: the target is only what somebody else is "
        'criticised over ("blasted Kolb over the pipeline").',
        "target_unknown": "A stance was withheld: the words that it is toward mean no entity "
        'and no issue, such as "it".',
        "text_over_limit": "The end of the text was not read: it has more words than are read "
        "of one article.",
        "topic_below_threshold": "The article has no topic: none is probable enough.",
        "valued": "A stance was withheld: the text only calls its target important or needed "
        '("the importance of a ceasefire", "of Peru ending the war"), or is glad of news about it.',
        "victim": "A stance against was withheld: the target is the one who suffers, and not "
        "at the holder's hands.",
    }
)
REASONS: tuple[str, ...] = tuple(MEANINGS)
