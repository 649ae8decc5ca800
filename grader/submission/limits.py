"""What is kept of one submission, at most: a class of thousands is read with the same limits."""

from __future__ import annotations

MAX_ARCHIVE = 64 << 20  # bytes of an archive
MAX_EXPANDED = 128 << 20  # bytes that a .tar.gz is expanded to: it has to be passed through
MAX_DIRECTORY = 4 << 20  # bytes of a zip's table of contents: some 40,000 files
MAX_NESTED = 2  # archives inside each other
MAX_DEPTH = 16  # folders inside each other
MAX_LISTED = 20_000  # files that are looked at
MAX_KEPT_FILES = 2_000
MAX_KEPT = 64 << 20  # bytes of all sources and answers that are kept
MAX_READ = 256 << 20  # bytes that are read, whatever is kept of them
MAX_EXTRA = 16 << 20  # bytes of all data files beside them

MAX_SOURCE = 1 << 20  # bytes of a Python file, an answer sheet or a small data file
MAX_TABLE = 8 << 20  # a results table
MAX_NOTEBOOK = 32 << 20  # a notebook: its pictures count too
MAX_PAPERS = 10  # PDFs and pictures that are named to a person
MAX_PAPER = 16 << 20  # bytes of one that its digest is of
MAX_VALUES = 2_000_000  # values in a JSON file: each takes some 100 bytes of memory
MAX_CELLS = 1_000

MAX_LINES = 50_000  # of an answer sheet
MAX_ANSWER = 20_000  # characters of one field
MAX_FIELDS = 1_000  # fields of all questions together
MAX_NOTES = 40  # messages about one submission
MAX_NAME = 200  # characters of a name in a message
