import sys

from words import count_words

with open(sys.argv[1]) as file:
    counts = count_words(file.read())
with open(sys.argv[2], "w") as file:
    for word in sorted(counts):
        print(word, counts[word], file=file)
