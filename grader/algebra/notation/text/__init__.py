"""Text to tokens: signs, macros and layout, in LaTeX, Unicode and ASCII."""
