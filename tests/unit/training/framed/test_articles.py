from training.framed.articles import composed


def test_as_many_texts_as_asked_for_and_the_same_ones_again():
    texts = [one.body for one in composed(30, seed=1)]
    assert len(texts) == len(set(texts)) == 30
    assert texts == [one.body for one in composed(30, seed=1)]
    assert texts != [one.body for one in composed(30, seed=2)]
