// The filter's parameters and values in words.

export const WORDS = {
  polarity: { favor: "for", against: "against" },
  reporting: { quote: "a quote", paraphrase: "a paraphrase", narration: "narration" },
  copies: { each: "count each", one: "count once" },
};

/** A value as it is shown; names of entities and topics are not known here. */
export const shownAs = (name, value) => (name === "confidence" ? `${Math.round(value * 100)} % sure` : WORDS[name]?.[value] ?? value);
