"""Sentences of the search room."""

SENTENCES: dict[str, str] = {
    "search.too_long": "The query has {length} characters, at most {most} are read. Shorten it to the words that matter.",
    "search.too_many": "The query has more than {most} terms. Leave some out.",
    "search.nothing_asked": 'Nothing is asked. Write the words to find, such as 高明远 or "任前公示", or a field, such as post:副局长.',
    "search.open_quote": 'A quote is not closed (it opens at "{read}"). Close it; a quote mark itself is written as two.',
    "search.empty_phrase": "There is no text between the quotes. Write there the words to find as they stand in the text.",
    "search.no_field": 'There is no field "{read}". Fields: {known}. If the colon belongs to the text, put the whole word in quotes.',
    "search.no_value": 'The field "{field}" has no value. Write what to find right behind the colon, such as post:副局长.',
    "search.bad_range": 'The range of the field "{field}" is not readable (read "{read}"). Write field:[from TO until], such as date:[2019-01-01 TO 2024-12-31], with * for an open end.',
    "search.bad_date": 'The date "{read}" is not readable. Write 2024, 2024-03, 2024-03-05, 2024年3月5日, 去年, 上半年, 2019年以来 or the like.',
    "search.backward": "The range begins ({low}) after its end ({high}). Exchange them.",
    "search.lonely_or": "OR needs a term on both sides, such as 局长 OR 处长; to find the word OR itself, put it in quotes.",
    "search.lonely_minus": "A minus needs the excluded word right behind it, such as -草稿.",
    "search.no_sort": 'There is no order "{read}". Orders: {known}.',
    "search.no_facet": 'Nothing is counted by "{read}". Fields: {known}.',
    "search.no_engine": 'There is no search engine "{engine}". Engines: {known}. Correct the setting in archive-tool.yaml.',
    "search.engine_missing": 'The search engine "{engine}" is not installed. Install it, or use whoosh.',
    "search.doubtful": "The index is missing, incomplete or made by another version ({file}). Run archive-tool index to make it again; the packages are not affected.",
}
