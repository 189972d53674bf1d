import numpy as np

from training.references.fitting import Example, fit


def test_it_learns_which_row_is_right():
    chance = np.random.default_rng(1)
    examples = []
    for _ in range(120):
        rows = chance.random((4, 3)).astype(np.float32)
        right = (rows[:, 1] == rows[:, 1].max()).astype(np.float32)
        examples.append(Example(rows, np.ones(4, dtype=np.float32), right))
    network = fit(examples, units=8, epochs=80, batch=16)
    hits = [
        network.probabilities(one.rows, one.allowed).argmax() == one.right.argmax()
        for one in examples
    ]
    assert np.mean(hits) > 0.9
