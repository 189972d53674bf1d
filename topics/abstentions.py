"""Why something was not said: the reasons under which an enriched event counts its abstentions.

The list is open. A later minor version may have reasons that this one does not know.
"""

from collections.abc import Mapping
from types import MappingProxyType

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "ambiguous_alias": "A mention of a person was left out: the name may be that of several "
        "people of the article, or is a whole family's.",
        "attribution_below_threshold": "An attribution was withheld: the model is not sure enough "
        "that somebody says, thinks or feels something there, and does not only act.",
        "bystander": "A stance was withheld: the target is acted on by somebody without a name "
        '("voters who once supported Kolb"), or is only one of two between whom something is.',
        "contradicted": "A stance was withheld: the words that should show it say only the "
        "opposite.",
        "defended": "A stance against was withheld: the words oppose what is done to the target, "
        'or call it unfair ("opposed Kolb\'s impeachment").',
        "denied": "A stance was withheld: who is said to take it denies it.",
        "entity_untyped": "Words that were marked as a name became no entity: they are of none of "
        "the types, or no name at all.",
        "holder_unknown": "An attribution was not looked at for stances: it has no source, or one "
        'that names nobody and is no entity, such as "he" or "the president".',
        "hypothetical": "A stance was withheld: the sentence asks, sets a condition, or says what "
        "might be.",
        "irony": "A stance in favor was withheld: its words mock, as with "
        '"so-called" and "supposedly".',
        "location": "A stance was withheld: the target is only where something happens.",
        "modifier": "A stance was withheld: the target only says which one is meant "
        '("the Syrian conflict", "Kolb\'s rivals").',
        "negated": "A stance was withheld: every word that speaks for it is negated.",
        "over_limit": "Something that was found does not fit into an event: a name or an id that "
        "is too long, a span that is empty or crosses from title to body, or a stance that needs "
        "one of these.",
        "pairs_over_limit": "Some stances were not looked for: a sentence names more than is "
        "compared, or the article asks for more comparisons than are made.",
        "polarity_below_threshold": "An entity has no polarity: no label is sure enough.",
        "polarity_not_shown": "An entity has no polarity: the article sounds for or against it, "
        "but no sentence of its author shows it.",
        "proxy": "A stance was withheld: who acts is only named after the holder "
        '("Kolb\'s rivals", "Peru\'s Luis Rojas"), or told by a clause that names the holder '
        '("Pat, who met Kolb, praised Peru").',
        "quoted_holder": "A stance was withheld: the holder is named inside somebody's quoted "
        "words, and the target outside of them.",
        "requested": "A stance in favor was withheld: the target is only asked for something, or "
        "told what it should do.",
        "same_phrase": "A stance was withheld: holder and target stand in one phrase, which names "
        'somebody ("Russian President Vladimir Putin").',
        "same_side": "A stance against was withheld: the article names the holder by the target "
        '("Russian Foreign Minister Lavrov", against Russia), or the holder is known to lead it.',
        "seat": "A stance was withheld: the holder only says where somebody or something is "
        '("Pat Doe, of Lima, Peru").',
        "side_by_side": "A stance against was withheld: holder and target do something together.",
        "stance_below_threshold": "A stance was withheld: the model is not sure enough of it.",
        "stance_conflict": "A pair has no stance: its strongest sentence in favor and its "
        "strongest against are nearly as confident.",
        "text_over_limit": "The end of the text was not read: it has more words than are read of "
        "an article.",
        "third_party": "A stance was withheld: somebody who is named between holder and target "
        'takes it ("A praised B for condemning C").',
        "topic_below_threshold": "The article has no topic: none is probable enough.",
        "victim": "A stance against was withheld: the target is the one who suffers, and from "
        "somebody else than the holder.",
    }
)
REASONS: tuple[str, ...] = tuple(MEANINGS)
