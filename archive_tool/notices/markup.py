"""A file of the site -> every text in it, by place, so that the screening sees what no reader sees too."""

from html.parser import HTMLParser

_INLINE = frozenset(("a", "b", "code", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "time", "u"))
_HIDDEN = ("script", "style")  # each a place of its own


class _Texts(HTMLParser):
    """Collects text, attributes, comments and scripts apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {"text": [], "attributes": [], "comments": [], "script": [], "style": []}
        self._where = "text"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.found["text"].append("\n")
        self._where = tag if tag in _HIDDEN else self._where
        for name, value in attrs:
            if not (tag == "path" and name == "d"):  # a drawing says nothing
                self.found["attributes"].append(f"{value or ''}\n")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.found["text"].append("\n")
        self._where = "text" if tag in _HIDDEN else self._where

    def handle_data(self, data: str) -> None:
        self.found[self._where].append(data)

    def handle_comment(self, data: str) -> None:
        self.found["comments"].append(f"{data}\n")

    def handle_decl(self, decl: str) -> None:
        self.found["attributes"].append(f"{decl}\n")

    def handle_pi(self, data: str) -> None:
        self.found["attributes"].append(f"{data}\n")

    def unknown_decl(self, data: str) -> None:
        self.found["text"].append(data)


def texts_of(file: str, data: bytes) -> dict[str, str]:
    """The texts of one file: of a page or feed `file#text`, `#attributes`, `#comments` and so on; else the whole."""
    said = data.decode()
    if file.endswith((".html", ".xml")):
        parser = _Texts()
        parser.feed(said)
        parser.close()
        found = {f"{file}#{place}": "".join(pieces) for place, pieces in parser.found.items()}
        return {place: text for place, text in found.items() if text.strip()}
    if file.endswith(".ics"):
        said = said.replace("\r\n ", "")  # folded lines
    return {file: said}
