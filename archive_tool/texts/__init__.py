"""Files -> text with places: docx, PDF, xlsx, txt, html. Alone knows pypdf and the inside of a docx.

Everything here is untrusted: sizes are judged before reading, no DTD, no network, PDFs are read in a child process.
"""
