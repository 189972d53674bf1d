"""A marked article of two sentences, for the tests of what holds stances against marks."""

import json

BODY = "Anna Kolb condemned Omar Ruiz. Omar Ruiz praised Anna Kolb."


def row(name: str, polarity: str) -> str:
    """One line of a file of marked articles, with one mark of this polarity."""
    ends = [(0, 30), (31, len(BODY))]
    mark = {"s": 0, "h": "Anna Kolb", "hk": "person", "hw": "Anna Kolb", "p": polarity, "c": 2}
    mark |= {"t": "Omar Ruiz", "tk": "person", "tw": "Omar Ruiz", "how": "told"}
    sentences = [{"field": "body", "start": start, "end": end} for start, end in ends]
    whole = {"id": name, "title": "News", "body": BODY, "sentences": sentences, "stances": [mark]}
    return json.dumps(whole)
