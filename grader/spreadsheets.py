"""Cells that spreadsheets take as text."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute a cell that begins so


def harmless(cell: str) -> str:
    """Return a cell with a quote before what a spreadsheet would compute."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def original(cell: str) -> str:
    """Return a cell without the quote that `harmless` put before it."""
    return cell[1:] if cell.startswith(tuple(f"'{sign}" for sign in FORMULA)) else cell
