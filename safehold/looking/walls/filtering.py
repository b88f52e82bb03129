# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A filter of system calls: no sockets, no new process, no reaching into another one, no way around these walls.

Landlock asks who opens a file. It does not ask who changes its rights, its owner, its days or its attributes, who
watches a folder, and on older kernels who cuts a file off: all of them the filter keeps from files of the same user.

It is a list of what is refused, with EPERM: the programs behind it are large, and what they need otherwise differs from
one machine to the next. See the kernel's userspace-api/seccomp_filter.
"""

import ctypes
import os
import platform
import struct

PR_SET_SECCOMP, FILTER_MODE = 22, 2
LOAD, JUMP_EQUAL, JUMP_SET, JUMP_ABOVE, ANSWER = 0x20, 0x15, 0x45, 0x35, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
NOTHING, EPERM, ENOSYS = 0, 1, 38
CLONE_THREAD = 0x00010000
FOREIGN_NUMBERS = 0x40000000
"""Where the second set of numbers of x86-64 begins."""

CALLS = """
accept 43 202 | accept4 288 242 | acct 163 89 | add_key 248 217 | bind 49 200 | bpf 321 280 | chroot 161 51
connect 42 203 | fanotify_init 300 262 | fanotify_mark 301 263 | finit_module 313 273 | init_module 175 105
inotify_add_watch 254 27 | inotify_init1 294 26 | ioprio_set 251 30 | kcmp 312 272
kexec_file_load 320 294 | kexec_load 246 104 | keyctl 250 219 | listen 50 201 | memfd_create 319 279
migrate_pages 256 238 | mknodat 259 33 | mount 165 40 | move_pages 279 239 | mq_open 240 180 | msgget 68 186
name_to_handle_at 303 264 | open_by_handle_at 304 265 | perf_event_open 298 241 | personality 135 92
pivot_root 155 41 | process_vm_readv 310 270 | process_vm_writev 311 271 | ptrace 101 117 | quotactl 179 60
reboot 169 142 | request_key 249 218 | rt_sigqueueinfo 129 138 | rt_tgsigqueueinfo 297 240 | sched_setaffinity 203 122
sched_setattr 314 274 | sched_setparam 142 118 | sched_setscheduler 144 119 | semget 64 190
sendmmsg 307 269 | sendmsg 46 211 | sendto 44 206 | setns 308 268 | setpgid 109 154 | setpriority 141 140
setsid 112 157 | shmget 29 194 | socket 41 198 | socketpair 53 199 | swapon 167 224 | tkill 200 130
truncate 76 45 | umount2 166 39 | unshare 272 97 | userfaultfd 323 282
"""
"""Refused: each name with its number on x86-64 and on aarch64."""
NEW_EVERYWHERE = [*range(424, 434), 438, 440, 442, 447, 448, 467]
"""Signals, io_uring and mounts by descriptor; another process's descriptors."""
FORKS = {"x86_64": [57, 58, 133, 253], "aarch64": []}
"""fork, vfork, mknod and inotify_init, which younger architectures have not."""
PRETENDED = {
    "x86_64": [
        90,
        91,
        268,
        92,
        93,
        94,
        260,
        132,
        235,
        261,
        280,
        188,
        189,
        190,
        197,
        198,
        199,
        452,
        463,
        466,
        469,
    ],
    "aarch64": [52, 53, 55, 54, 88, 5, 6, 7, 14, 15, 16, 452, 463, 466, 469],
}
"""chmod, chown, utime, setxattr and removexattr, in all their forms: not done, and said to be. Programs that tidy up
behind themselves call them, and would give up."""
OPENS = {"x86_64": ((2, 1), (257, 2)), "aarch64": ((56, 2),)}
"""open and openat, and which argument says how: a file that is opened to be read may not be emptied by that."""
FOR_WRITING, EMPTIED = 0o3, 0o1000
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3, OPENAT2 = 435, 437
ONLY_ITSELF = {"x86_64": [62, 234, 302], "aarch64": [129, 131, 261]}
"""kill, tgkill and prlimit64: with its own number, or 0 for itself."""
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def install() -> int:
    """Put the filter over the calling process, for good; return 1, or 0 where no filter is known for this machine.

    It may not gain rights any more. Raises OSError.
    """
    machine = platform.machine()
    if machine not in ARCHITECTURES or struct.calcsize("P") != 8:
        return 0
    program = _write(machine, os.getpid())
    held = ctypes.create_string_buffer(program)
    whole = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, FILTER_MODE, ctypes.create_string_buffer(whole), 0, 0):
        raise OSError(ctypes.get_errno(), "a filter of system calls was refused")
    return 1


def list_refused(machine: str) -> list[int]:
    column = {"x86_64": 1, "aarch64": 2}[machine]
    rows = [row.split() for row in CALLS.replace("\n", "|").split("|") if row.strip()]
    return [*(int(row[column]) for row in rows), *NEW_EVERYWHERE, *FORKS[machine]]


def _write(machine: str, own: int) -> bytes:
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, ARCHITECTURES[machine]),
        _refuse(EPERM),
        (LOAD, 0, 0, NUMBER),
        (JUMP_ABOVE, 0, 1, FOREIGN_NUMBERS),
        _refuse(EPERM),
        (JUMP_EQUAL, 1, 0, CLONE3),
        (JUMP_EQUAL, 0, 1, OPENAT2),
        _refuse(ENOSYS),  # the C library then asks for `clone` and `openat`, whose flags can be seen here
        (JUMP_EQUAL, 0, 4, CLONE[machine]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (JUMP_SET, 0, 1, CLONE_THREAD),
        (ANSWER, 0, 0, ALLOW),
        _refuse(EPERM),
    ]
    for number in ONLY_ITSELF[machine]:
        steps += _only_itself(number, own, has_zero=number == ONLY_ITSELF[machine][2])
    for number, argument in OPENS[machine]:
        steps += _not_emptied(number, argument)
    for number in PRETENDED[machine]:
        steps += [(JUMP_EQUAL, 0, 1, number), _refuse(NOTHING)]
    for number in list_refused(machine):
        steps += [(JUMP_EQUAL, 0, 1, number), _refuse(EPERM)]
    steps.append((ANSWER, 0, 0, ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _only_itself(number: int, own: int, *, has_zero: bool) -> list[tuple[int, int, int, int]]:
    return [
        (JUMP_EQUAL, 0, 5, number),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (JUMP_EQUAL, 1, 0, own),
        (JUMP_EQUAL, 0, 1, 0 if has_zero else own),
        (ANSWER, 0, 0, ALLOW),
        _refuse(EPERM),
    ]


def _not_emptied(number: int, argument: int) -> list[tuple[int, int, int, int]]:
    return [
        (JUMP_EQUAL, 0, 5, number),
        (LOAD, 0, 0, FIRST_ARGUMENT + 8 * argument),
        (JUMP_SET, 0, 2, EMPTIED),
        (JUMP_SET, 1, 0, FOR_WRITING),
        _refuse(EPERM),
        (ANSWER, 0, 0, ALLOW),
    ]


def _refuse(error: int) -> tuple[int, int, int, int]:
    return (ANSWER, 0, 0, REFUSE | error)
