"""Short texts composed of many wordings for and against, so that the reader meets each of them.

``wordings.json`` lists verbs, sayings and nouns by side, and who and what they can be about. The
frames make sentences of them whose holder, target and side are known: plain, passive or with the
target in the middle (``taking_sides.py``), quoted or retold (``speech.py``), by two holders or by
only one of them (``several.py``), the other way round than they look (``turns.py``), with a pronoun
or a description from the sentence before (``mentions.py``), withheld (``people.py``), and so on.
"""
