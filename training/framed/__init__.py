"""Short texts composed of many wordings for and against, so that the reader meets each of them.

``wordings.json`` lists verbs, sayings and nouns by side, and who and what they can be about. The
frames in ``taking_sides.py``, ``speech.py`` and ``people.py`` make sentences of them whose holder,
target and side are known: plain, passive, quoted, nested, with a pronoun, withheld, and so on.
"""
