"""The trusted side: starts students' processes, runs drivers in them, judges within limits."""
