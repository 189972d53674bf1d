"""Short texts composed of many wordings for and against, so that the reader meets each of them.

``wordings.json`` lists verbs, sayings and nouns by side, and who and what they can be about. The
frames of ``composing.py`` put them into sentences whose holder, target and side are known: plain,
passive, quoted, reported, nested, with a pronoun, withheld, and so on.
"""
