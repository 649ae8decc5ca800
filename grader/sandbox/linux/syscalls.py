"""The system calls that a student's process may make, with their numbers on both machines.

(x86-64, aarch64), from asm/unistd_64.h and asm-generic/unistd.h; None where a machine has no
such call. Whatever isn't here is refused: sockets, running a program, new processes, ptrace,
namespaces, mounts, keyrings, io_uring, bpf, changing or removing files, other processes' memory.
"""

from __future__ import annotations

Numbers = dict[str, tuple[int | None, int | None]]

MEMORY: Numbers = {  # allocation; PROT_EXEC is left, for compilers of functions such as numba
    "brk": (12, 214),
    "madvise": (28, 233),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "munmap": (11, 215),
}
DESCRIPTORS: Numbers = {  # reading, printing, and the grader's channel, the only socket there is
    "close": (3, 57),
    "close_range": (436, 436),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "lseek": (8, 62),
    "pipe": (22, None),
    "pipe2": (293, 59),
    "poll": (7, None),
    "ppoll": (271, 73),
    "pread64": (17, 67),
    "pselect6": (270, 72),
    "read": (0, 63),
    "readv": (19, 65),
    "recvfrom": (45, 207),
    "select": (23, None),
    "sendto": (44, 206),
    "write": (1, 64),
    "writev": (20, 66),
}
FILES: Numbers = {  # looking, for imports; opening has a rule of its own
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "fadvise64": (221, 223),
    "fstat": (5, 80),
    "fstatfs": (138, 44),
    "getcwd": (79, 17),
    "getdents64": (217, 61),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "stat": (4, None),
    "statfs": (137, 43),
    "statx": (332, 291),
}
ITSELF: Numbers = {  # what a process may know of itself
    "getcpu": (309, 168),
    "getegid": (108, 177),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getgroups": (115, 158),
    "getitimer": (36, 102),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getresgid": (120, 150),
    "getresuid": (118, 148),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "gettid": (186, 178),
    "getuid": (102, 174),
    "setitimer": (38, 103),  # for cells that run too long
    "sysinfo": (99, 179),
    "times": (100, 153),
    "uname": (63, 160),
}
TIME_AND_CHANCE: Numbers = {
    "clock_getres": (229, 114),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "getrandom": (318, 278),
    "gettimeofday": (96, 169),
    "nanosleep": (35, 101),
    "time": (201, None),
}
THREADS: Numbers = {  # of its own process: BLAS and torch start them; `clone` has a rule
    "futex": (202, 98),
    "futex_waitv": (449, 449),
    "membarrier": (324, 283),
    "rseq": (334, 293),
    "sched_getaffinity": (204, 123),
    "sched_yield": (24, 124),
    "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
}
SIGNALS_AND_END: Numbers = {
    "exit": (60, 93),
    "exit_group": (231, 94),
    "restart_syscall": (219, 128),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
}
ALLOWED: Numbers = {
    **MEMORY,
    **DESCRIPTORS,
    **FILES,
    **ITSELF,
    **TIME_AND_CHANCE,
    **THREADS,
    **SIGNALS_AND_END,
}
WRITING: Numbers = {  # where Landlock keeps it to one folder; not links, rights, owners, times
    "chdir": (80, 49),
    "copy_file_range": (326, 285),
    "fallocate": (285, 47),
    "fchdir": (81, 50),
    "fdatasync": (75, 83),
    "flock": (73, 32),
    "fsync": (74, 82),
    "ftruncate": (77, 46),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "msync": (26, 227),
    "pwrite64": (18, 68),
    "pwritev": (296, 70),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "rmdir": (84, None),
    "sendfile": (40, 71),
    "umask": (95, 166),
    "unlink": (87, None),
    "unlinkat": (263, 35),
}
RULED: Numbers = {  # decided by their arguments, in `seccomp`
    "clone": (56, 220),
    "clone3": (435, 435),
    "fcntl": (72, 25),
    "ioctl": (16, 29),
    "kill": (62, 129),
    "open": (2, None),
    "openat": (257, 56),
    "prctl": (157, 167),
    "prlimit64": (302, 261),
    "tgkill": (234, 131),
}
NEWEST = 470  # what is numbered beyond doesn't exist as far as the C library is to know
