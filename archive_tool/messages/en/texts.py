"""Sentences of the texts room."""

SENTENCES: dict[str, str] = {
    "texts.image": "an image, no text to search",
    "texts.no_reader": "text cannot be taken from this format",
    "texts.scan": "a scan without a text layer",
    "texts.garbled": "its text layer is garbled",
    "texts.encrypted": "it needs a password to open",
    "texts.damaged": "damaged, or not of the format its ending says",
    "texts.doctype": "it brings a DTD, which is not allowed",
    "texts.encoding": "its encoding is not recognised",
    "texts.too_large": "too large to be read for its text",
    "texts.too_costly": "given up: taking its text costs too much time or memory",
    "texts.holds_more": "holds more than text (pictures, embedded files, macros or comments)",
    "texts.empty": "no text",
    "texts.partial": "some pages have no text",
    "texts.cannot_split": "{path}: no PDF that can be split (damaged or encrypted?). Save it as an ordinary PDF first.",
    "texts.no_such_pages": "{path} has {pages} pages; there are no pages {first} to {last}. Correct --pages.",
}
