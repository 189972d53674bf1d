"""What document and page call each topic."""

TITLES = {
    "articles": "Article",
    "enriched": "Article enriched",
    "entities": "Entity tagged",
    "stances": "Stance taken",
    "topics": "Topic assigned",
    "dead_letters": "Dead letter",
}

SUMMARIES = {
    "articles": "A news article, as you publish it.",
    "enriched": "Everything that was found in one article, with the article itself: one event for "
    "each article.",
    "entities": "One entity of one article, for those who follow an entity.",
    "stances": "Who is for or against whom in one article, for those who follow a target.",
    "topics": "One IPTC Media Topic of one article, for those who follow a subject.",
    "dead_letters": "A record that could not be enriched, as it was, and why.",
}
