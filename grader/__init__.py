"""Grade numerical and deep-learning homework: code, gradients and derivations.

An author imports from here what an assignment is made of, a program what grades it:

    import grader

    homework = grader.load("reference/cmu10417_hw1")
    results = grader.grade(homework, "submissions/cmu10417_hw1/correct")
    print(results.earned, results.pending, results.points)

Names are loaded when they are first used, so that the command line starts at once.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
