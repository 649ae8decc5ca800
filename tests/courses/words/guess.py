import sys

secret = int(sys.argv[1])
tries = 0
while True:
    guess = int(input())
    tries += 1
    if guess == secret:
        break
    print("higher" if guess < secret else "lower")
print(f"found in {tries}")
