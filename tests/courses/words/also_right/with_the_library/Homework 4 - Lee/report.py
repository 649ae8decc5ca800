import sys, pathlib
sys.path.insert(0, ".")
import words

def main(argv):
    src, dst = argv[1:]
    lines = [f"{w} {n}" for w, n in sorted(words.count_words(pathlib.Path(src).read_text()).items())]
    pathlib.Path(dst).write_text("\n".join(lines) + "\n")
    print("done, wrote", len(lines), "lines")

if __name__ == "__main__":
    main(sys.argv)
