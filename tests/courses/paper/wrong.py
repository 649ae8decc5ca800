"""Mistakes: in which file of the reference, what becomes what, and the questions it costs."""

FILE = "answers.md"
WRONG = {
    "a sign": (FILE, "2 x e^{-x} - x^2", "2 x e^{-x} + x^2", "1"),
    "the product rule is forgotten": (FILE, "$2 x e^{-x} - x^2 e^{-x}$", "$-2 x e^{-x}$", "1"),
    "the lower bound is forgotten": (FILE, "(a - 1) e^a + 1", "(a - 1) e^a", "2"),
    "the integral as it stands": (FILE, "(a - 1) e^a + 1", r"\\int_0^a x e^x \\, dx", "2"),
    "no half": (FILE, "a^2/2", "a^2", "3"),
    "the second moment": (FILE, "p - p^2", "p", "4"),
    "no false alarms": (FILE, "(1 - t)}$", "t}$", "5"),
    "exactly one six": (FILE, "0.518", "0.386", "6"),
    "A taken as symmetric": (FILE, "(A + A^T) x", "2 A x", "7"),
    "a transpose is missing": (FILE, "2 A^T A x", "2 A A x", "8"),
    "no 2": (FILE, "dL/dx = 2 A^T (A x - b) = 2 A^T A x - 2 A^T b",
             "dL/dx = A^T (A x - b) = A^T A x - A^T b", "8"),
}
