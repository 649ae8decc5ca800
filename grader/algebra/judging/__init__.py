"""Whether an answer is right: equality, derivations, hints, proofs."""
