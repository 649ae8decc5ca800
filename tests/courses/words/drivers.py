"""What is asked of the functions and scripts."""


def palindrome(words, text):
    """is_palindrome(text), without regard to case, blanks and signs."""
    return {"is_palindrome": words.is_palindrome(text)}


def counts(words, text):
    """count_words(text): how often each word occurs, in lower case."""
    return {"counts": words.count_words(text)}


def longest(words, text):
    """longest_words(text): the set or list of its longest words, in lower case."""
    return {"longest": list(words.longest_words(text))}


def inverse(words, table):
    """invert(table): the keys of each value, sorted; ValueError where there are none."""
    return {"inverse": words.invert(table)}


inverse.raises = ValueError


def report(report, text):
    """python report.py in.txt out.txt, with the text in in.txt."""
    run = report.run(["in.txt", "out.txt"], files={"in.txt": text})
    return {"lines": run.files.get("out.txt", "").split("\n"), "code": run.code}


def game(guess, secret, numbers):
    """python guess.py SECRET, with a number on each line of the input: found in ... tries."""
    run = guess.run([str(secret)], stdin="".join(f"{n}\n" for n in numbers))
    return {"end": run.output.rpartition("found")[2].split(), "code": run.code}
