"""The confinement: Landlock, seccomp, a uid of its own, limits, and the end of a process."""
