"""Attacks on the grader's channel: frames that the worker never sent."""

from attack import Attack

FORGE = """
import msgpack, struct
def frame(value, buffers=()):
    message = msgpack.packb(value)
    lengths = struct.pack(f"<{len(buffers)}Q", *map(len, buffers))
    head = struct.pack("<III", 0x67726431, len(message), len(buffers)) + lengths + message
    return b"".join(part + bytes(-len(part) % 16) for part in (head, *buffers))
def array(number, dtype, *shape):
    head = struct.pack("<I4s", number, dtype)
    return msgpack.ExtType(1, head + struct.pack(f"<{len(shape)}Q", *shape))
DEEP = []
for _ in range(400): DEEP = [DEEP]
"""
NOT_A_REPLY = "isn't a reply"


def forged(name: str, *lines: str, seen: str = NOT_A_REPLY) -> Attack:
    """An attack that writes to the channel."""
    return Attack(name, FORGE + "\n".join(lines), seen=seen)


def sent(name: str, value: str, seen: str = NOT_A_REPLY) -> Attack:
    """An attack that writes one frame in place of its reply."""
    return forged(name, f"os.write(3, {value})", "print('FORGED', flush=True)", seen=seen)


WRONG = "frame(['returned', {'y': array(0, b'<f8', 1)}, {'x': 0.0}, [0, []]], [bytes(8)])"

ATTACKS = [
    sent("rubbish", "b'x' * 4096"),
    sent("marks", "frame(['passed', 100])"),
    sent("results", "frame({'score': 100, 'tests': []})"),
    sent("empty_reply", "frame([])"),
    sent("no_outputs", "frame(['returned', {}, {'x': 0.0}, [0, []]])", "FORGED"),
    sent("other_outputs", "frame(['returned', {'marks': 100}, {'x': 0.0}, [0, []]])", "FORGED"),
    sent(
        "text_for_numbers",
        "frame(['returned', {'y': 'full marks'}, {'x': 0.0}, [0, []]])",
        "FORGED",
    ),
    sent("no_inputs", "frame(['returned', {'y': 1.0}, None, [0, []]])"),
    sent("odd_inputs", "frame(['returned', {'y': 1.0}, {'x': 'nonsense', 'z': None}, [0, []]])"),
    sent(
        "nested_outputs",
        "frame(['returned', {'y': {'y': [[], {}]}}, {'x': 0.0}, [0, []]])",
        "FORGED",
    ),
    sent("wrong_values_ahead", f"3 * {WRONG}", "FORGED"),
    sent("deep_outputs", "frame(['returned', {'y': DEEP}, {'x': 0.0}, [0, []]])"),
    sent("giant_message", "struct.pack('<III', 0x67726431, 0xFFFFFFFF, 0)"),
    sent("giant_buffers", "struct.pack('<IIIQ', 0x67726431, 8, 1, 1 << 62) + bytes(64)"),
    sent("too_many_buffers", "struct.pack('<III', 0x67726431, 0, 1 << 30)"),
    sent(
        "object_dtype",
        "frame(['returned', {'y': array(0, b'|O', 1)}, {'x': 0.0}, [0, []]], [bytes(8)])",
    ),
    sent(
        "text_dtype",
        "frame(['returned', {'y': array(0, b'<U2', 1)}, {'x': 0.0}, [0, []]], [bytes(8)])",
    ),
    sent(
        "bad_dtype",
        "frame(['returned', {'y': array(0, b'!!!', 1)}, {'x': 0.0}, [0, []]], [bytes(8)])",
    ),
    sent(
        "shape_lies",
        "frame(['returned', {'y': array(0, b'<f8', 9)}, {'x': 0.0}, [0, []]], [bytes(8)])",
    ),
    sent(
        "shape_overflows",
        "frame(['returned', {'y': array(0, b'<f8', 1 << 61, 8)}, {'x': 0.0}, [0, []]], [b''])",
    ),
    sent(
        "no_such_buffer",
        "frame(['returned', {'y': array(7, b'<f8', 1)}, {'x': 0.0}, [0, []]], [bytes(8)])",
    ),
    sent(
        "buffer_used_twice",
        "frame(['returned', 2 * [array(0, b'<f8', 1)], {'x': 0.0}, [0, []]], [bytes(8)])",
    ),
    sent("deep_nesting", "struct.pack('<III', 0x67726431, 9000, 0) + b'\\x91' * 9000 + bytes(8)"),
    sent(
        "unknown_extension",
        "frame(['returned', {'y': msgpack.ExtType(9, b'')}, {'x': 0.0}, [0, []]])",
    ),
    sent(
        "timestamp",
        "frame(['returned', {'y': msgpack.Timestamp(1, 0)}, {'x': 0.0}, [0, []]])",
    ),
    sent(
        "markup_in_exception",
        "frame(['raised', '<b>[red]\\x1b[31m', '\\u202e<img>', []])",
        "FORGED",
    ),
    sent("bad_places", "frame(['raised', 'E', 'm', [['mlp.py', 'one']]])"),
    forged(
        "half_a_frame",
        "os.write(3, frame(['returned'])[:7])",
        "import time; time.sleep(30)",
        seen="took longer",
    ),
    forged("endless_replies", f"while True: os.write(3, {WRONG})", seen="took longer|wrong"),
    forged(
        "closed_channel",
        "os.close(3)",
        "import time; time.sleep(30)",
        seen="closed the grader's channel",
    ),
    forged("closed_and_exited", "os.close(3)", "os._exit(4)", seen="exited with code 4"),
    Attack(
        "harness_functions",
        """
        for frame in frames():
            channel = frame.f_locals.get("channel")
            if channel is not None:
                channel.send(["passed", 100])
                print("FORGED", flush=True)
        """,
        seen=NOT_A_REPLY,
    ),
    Attack(
        "patched_worker",
        """
        for frame in frames():
            if "plain" in frame.f_globals and "described" in frame.f_globals:
                frame.f_globals["plain"] = lambda value: "full marks"
                frame.f_globals["described"] = lambda error: ["passed"]
                print("PATCHED", flush=True)
        """,
        seen="PATCHED",
    ),
    Attack("flood_of_arrays", "return np.zeros(5_000_000)", seen="y has 5,000,000 entries"),
    Attack("terabyte_view", "return np.broadcast_to(1.0, (1 << 40,))", seen="NotPlainData|Memory"),
    Attack("object_array", "return np.array([object()])", seen="NotPlainData"),
    Attack("structured_array", "return np.zeros(3, dtype='f8,f8')", seen="y has shape"),
    Attack(
        "reduce",
        """
        class Bomb:
            def __reduce__(self): return os.system, ("touch <mark>",)
        return Bomb()
        """,
        seen="NotPlainData|RecursionError",
    ),
    Attack(
        "deep_list",
        """
        value = []
        for _ in range(100_000):
            value = [value]
        return value
        """,
        seen="Error|NotPlainData",
    ),
]
