"""Rules of English: tokens, sentences, quotations, words, letters, marks.

Every rule of ``worker/nlp`` assumes English: the words are in ``data/words``, and the grammar is
also in the rules of ``entities/``, ``attribution/`` and ``stance/``. Another language first needs
its own tokens, sentences and quotations here, its own word lists, and a model trained on it.
"""
