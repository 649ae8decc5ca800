"""Mistakes: in which file of the reference, what becomes what, and the questions it costs."""

FILE = "course/layers.py"
WRONG = {
    "the kernel is turned": (FILE, "down], w) + b", "down], w[:, :, ::-1]) + b", "1 2"),
    "no bias": (FILE, ", w) + b", ", w)", "1 2"),
    "the stride is ignored": (FILE, "slice(i * stride, i * stride + size)", "slice(i, i + size)",
                              "1 2"),
    "the padding stays on the gradient": (
        FILE, "dx[:, :, pad : dx.shape[2] - pad, pad : dx.shape[3] - pad]", "dx", "2"),
    "overlapping windows replace": (FILE, "down] += np", "down] = np", "2"),
    "the mean, not the maximum": (FILE, ".max(axis=(3, 5)), (x", ".mean(axis=(3, 5)), (x", "3 4"),
    "the gradient goes everywhere": (FILE, "most * dout", "(0 * most + 1) * dout", "4"),
    "rows and blocks are swapped": (FILE, "channels, height // pool, pool,",
                                    "channels, pool, height // pool,", "3 4"),
}
