from training.references.nouns import shares


def rows(*words):
    return [
        {"stances": [{"hw": text, "h": name, "hk": kind, "tw": "", "t": "x", "tk": "author"}]}
        for text, name, kind in words
    ]


def test_a_noun_has_the_share_of_each_type():
    found = shares(
        rows(
            ("the senator", "Anna Kolb", "person"),
            ("The Florida senator", "Bill Roe", "person"),
            ("the senator", "a senator", "unnamed"),
        )
    )
    assert set(found) == {"senator"}
    assert found["senator"]["person"] > found["senator"]["none"] > 0


def test_a_pronoun_is_counted_by_its_group():
    found = shares(rows(("him", "Bill Roe", "person"), ("he", "Bill Roe", "person")))
    assert set(found) == {"he"}


def test_a_name_and_a_rare_noun_are_left_out():
    assert shares(rows(("Kolb", "Anna Kolb", "person"), ("the mare", "Murta", "product"))) == {}
