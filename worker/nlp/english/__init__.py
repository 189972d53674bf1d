"""What is known of English: tokens, sentences, quotations, words, letters."""
