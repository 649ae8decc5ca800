"""What a question declares, and points of it."""

from grader.algebra.model.model import Model, Point
from grader.algebra.model.symbols import Function, Symbol

__all__ = ["Function", "Model", "Point", "Symbol"]
