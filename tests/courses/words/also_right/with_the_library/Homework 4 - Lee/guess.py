from sys import argv, exit, stdin
def play(n, count=0):
    print("Your guess:")
    g = int(stdin.readline())
    if g == n:
        print("found in", count + 1); exit(0)
    print("too small" if g < n else "too large")
    play(n, count + 1)
play(int(argv[1]))
