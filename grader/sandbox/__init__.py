"""Where the student's code runs: the wire format, the fork server, the worker, the session."""
