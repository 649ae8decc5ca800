"""Where the student's code runs: the trusted side, the process beside it, its confinement."""
