"""What was tried to make the pipeline faster: each trial with its figure, kept or not."""

from typing import Final, NamedTuple


class Trial(NamedTuple):
    """One trial."""

    what: str
    figure: str
    kept: bool


TRIALS: Final = (
    Trial(
        "One list of words for each article in place of spaCy's objects; digests, searches of the "
        "text and lists of small words once for each article",
        "calls of Doc.__iter__ for 20 articles: 765,640 before, 144,241 for 24 articles after; of "
        "Doc.__getitem__: 1,512,097 and 1,163,615; same bytes",
        kept=True,
    ),
    Trial(
        "All references of an article compared with all entities in one pass over arrays",
        "references, 85 texts: 3.13 s before, 1.12 s after; same bytes",
        kept=True,
    ),
    Trial(
        "Transition scores of the tag heads made once, in place of once for each sentence",
        "same bytes; with the two above, rules on 85 texts: 22.2 s before, 16.8 s after",
        kept=True,
    ),
    Trial(
        "One thread for NumPy in `stancewire enrich`, as in the worker's pool",
        "beside other work on both cores, the heads of 24 articles: 34 s with two threads, under "
        "one with one; same bytes",
        kept=True,
    ),
    Trial(
        "The tower's answers for the last four passages remembered, for texts that repeat "
        "themselves",
        "a text that repeats itself: no passage is read twice in a row; same bytes",
        kept=True,
    ),
    Trial(
        "The heads' products of all sentences of an article as one product",
        "the last bits change in all 43 sentences, so figures could cross a threshold",
        kept=False,
    ),
    Trial(
        "The encoder's states as a second input of the tower, and more rules for entities",
        "40 articles, in turn with the version before: 26.5 s of processor time before (26.0 to "
        "27.1), 27.5 after (27.2 to 27.9)",
        kept=True,
    ),
    Trial(
        "Longer rows for onnxruntime",
        "encoder: 5,900 pieces a second at 30 pieces, 5,800 at 128, 5,500 at 230: nothing to gain",
        kept=False,
    ),
    Trial(
        "Pieces remembered by word; labels of all sentences of an article decoded at once; means, "
        "shapes and what is found on a doc looked up once; spans made only where a name is",
        "six articles, in turn with the version before, without onnxruntime: 0.72 and 0.76 s "
        "before, 0.56 and 0.62 after; same bytes on 38 texts",
        kept=True,
    ),
    Trial(
        "Vectors of words added up row by row, in place of a step for each number",
        "a sentence of 54 words: 137 µs before, 31 after; same bits",
        kept=True,
    ),
    Trial(
        "spaCy's tokeniser knows 5,000 frequent words from the start: it remembers none that it "
        "reads in an article",
        "tokens of an article: 14.1 ms before, 9.7 after, 9.2 with 10,000 words; 0.27 s more at "
        "the start",
        kept=True,
    ),
    Trial(
        "One run of the embeddings for all sentences of an article",
        "a run takes 0.18 ms for 30 pieces and 0.21 for 60, so nearly all of it is the run itself; "
        "same bytes",
        kept=True,
    ),
    Trial(
        "onnxruntime with planned memory, without its arena, with bound inputs, without "
        "denormal numbers",
        "30 pieces: 2.49 ms as it is; 2.66, 2.63, 2.58 and 2.56; same bytes, nothing to gain",
        kept=False,
    ),
    Trial(
        "The fused layer norm again, now that matrices are signed",
        "30 pieces: 3.53 ms fused, 2.49 as two nodes; 60 pieces: 6.01 and 4.48",
        kept=False,
    ),
    Trial(
        "Everything that is loaded kept out of Python's garbage collector",
        "it takes 0.1 s of 2.9 s of the rules on 38 texts, two thirds of that in one collection",
        kept=False,
    ),
    Trial(
        "Passages of the same sentences are read once, however far apart they are, in place of "
        "those shortly after each other",
        "passages of 100,000 characters of repeated news that are read: 164 before, 69 after; "
        "memory of four passages less; same bytes",
        kept=True,
    ),
    Trial(
        "Means of the words' pieces for all sentences in one go; what the reader and the scorer of "
        "references work out for many phrases at once, with the same products",
        "encoder without onnxruntime, 20 articles: 13.0 ms each before, 6.5 after; same bytes on "
        "114 texts",
        kept=True,
    ),
    Trial(
        "Every sentence's span kept on the doc, in place of `span.sent`; spans and their texts "
        "without slices of the doc",
        "`span.sent`: 16 µs before, under 1 after; a slice: 8.5 and 0.6; `span.text`: 6.3 and 1.5; "
        "same bytes on 114 texts",
        kept=True,
    ),
    Trial(
        "Stances looked for in 10,240 word pieces that differ, and no more",
        "organizations, 100,000 characters: 46,200 places of the tower before, 14,400 after; the "
        "longest of 2,000 articles of news has 10,205 pieces; everything has that limit now",
        kept=False,
    ),
    Trial(
        "Nothing of an article read after its 10,240th word piece, in place of stances alone",
        "100,000 characters: names 8.5 s before, 3.2 after; organizations 7.7 and 4.7; stances 7.5 "
        "and 4.5; bans 7.5 and 4.8; a law 6.2 and 3.4; words 6.1 and 2.2, beside a load of 8 "
        "after; the most memory, 200,000 characters of names: 782 and 409 MiB",
        kept=False,
    ),
    Trial(
        "Nothing read after the 7,200th piece, in place of the 10,240th",
        "100,000 characters, in a slow hour of the machine: organizations 6.3 s before, stances "
        "5.9, bans 5.9, news in capitals 5.1; the table above is after; three of 2,000 articles "
        "of news are longer, in place of none",
        kept=True,
    ),
    Trial(
        "The reader's shares of tokens kept as a list with numbers that all pointers of a row "
        "share, in place of a dict each; pointers' places by bisection; what a softmax or a "
        "mean was made of twice, once",
        "targets, in turn with the version before: 83.8 ms for the samples before, 67.3 after; "
        "same bytes on 133 texts",
        kept=True,
    ),
    Trial(
        "Labels decoded over slices, all first rows before all second ones",
        "19 sentences: 1.19 and 1.06 ms before for the two heads, 0.80 and 0.62 after; same labels",
        kept=True,
    ),
    Trial(
        "Guards, holders, phrases and mentions read lists of words in place of spaCy's tokens; "
        "capitals of a sentence counted once; quotation marks searched by pattern",
        "with the two above, rules of the samples in turn with the version before: 520 ms "
        "before, 465 after; worst case of two rounds 0.89, of three others 0.84; same bytes on "
        "133 texts",
        kept=True,
    ),
    Trial(
        "Both tag heads' first layers as one product",
        "28 words: 111 µs as two, 117 as one; same bits, nothing to gain",
        kept=False,
    ),
    Trial(
        "All kinds of furniture of a page as one pattern, asked before each by itself",
        "lines of the samples: 4.5 ms before, 4.1 after, of 12.6 that cleaning takes; same lines",
        kept=False,
    ),
    Trial(
        "No garbage collection, or its thresholds raised",
        "rules of the samples: 655 ms and 656 with it; 691 and 567 without, 675 with thresholds"
        " of 20,000, 685 frozen: less than the noise of the machine",
        kept=False,
    ),
    Trial(
        "Tables of references filled in place; owners of a phrase looked for only where there "
        "are some",
        "references, in turn with the version before: 63.4 ms before, 59.8 after; same bytes on"
        " 133 texts",
        kept=True,
    ),
    Trial(
        "Attention without onnxruntime's flash kernel (`ORT_DISABLE_FLASH_ATTENTION`)",
        "tower, 230 pieces: 23.1 and 24.3 ms with it, 24.9 and 25.3 without",
        kept=False,
    ),
    Trial(
        "A verifier of two layers for each stance that may be right, 10 an article on dev",
        "24 marked articles, in turn with the version before: 5.71 s of processor time before,"
        " 6.69 after; 2.3 ms a stance, nearly all in onnxruntime. On dev, 36 % of the plain"
        " stances are found in place of 31 %, as often right",
        kept=True,
    ),
    Trial(
        "Only stances verified that are more probable before it, from 0.35 in place of 0.25",
        "7 stances an article on dev in place of 10; what is published hardly changes (1,194"
        " stances, 1,199 before), but the best F1 over all thresholds falls from 53.1 to 52.3",
        kept=False,
    ),
)
