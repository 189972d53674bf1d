"""Rules of English: tokens, sentences, quotations, words, letters, marks."""
