PUNCT = "!?.,;:'"
def clean(text):
    result = ""
    for ch in text:
        if ch not in PUNCT:
            result += ch.lower()
    return result

def is_palindrome(text):
    s = clean(text).replace(" ", "")
    i, j = 0, len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1; j -= 1
    return True

def count_words(text):
    d = {}
    for w in clean(text).split(" "):
        if w in d: d[w] += 1
        else: d[w] = 1
    return d

def longest_words(text):
    best = []
    for w in clean(text).split(" "):
        if best == [] or len(w) > len(best[0]): best = [w]
        elif len(w) == len(best[0]) and w not in best: best.append(w)
    return best

def invert(table):
    keys = list(table.keys()); keys.sort()
    out = {}
    for k in keys:
        v = table[k]
        if v not in out: out[v] = []
        out[v] += [k]
    if out == {}: raise ValueError
    return out

print(is_palindrome("Never odd or even"))
