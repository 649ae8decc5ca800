"""The files of a submission: found in folders and archives, and chosen by name."""
