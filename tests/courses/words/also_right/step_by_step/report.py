import sys
from words import *
f = open(sys.argv[1], "r"); text = f.read(); f.close()
d = count_words(text)
out = open(sys.argv[2], "w")
for key in sorted(d.keys()): out.write(key + " " + str(d[key]) + "\n")
out.close()
