"""`Results` as text: one file for each report; none recomputes a score."""
