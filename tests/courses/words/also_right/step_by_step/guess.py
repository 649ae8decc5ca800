import sys
n = 0
for line in sys.stdin:
    n = n + 1
    if int(line) < int(sys.argv[1]): print("higher")
    elif int(line) > int(sys.argv[1]): print("lower")
    else:
        print("found in " + str(n))
        sys.exit()
