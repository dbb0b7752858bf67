//! A filter for system calls: what a confined program may not ask the kernel for. It keeps the program in its process
//! group, which Upgo ends as a whole, and away from the user's other programs, which Landlock does not protect from
//! changed limits, priorities and cores, from keystrokes, and from signals by way of a descriptor. A project's program
//! leaves nothing in the kernel, and no memory that no process maps. So it gets shared memory without a file only a
//! page at a time: of more, a process could give back all views but one and keep it all, which no list of mappings
//! shows. Go needs none.
//!
//! The filter sees a call's number and arguments, not what a pointer leads to. So `clone3` is answered as by an older
//! kernel, and C libraries use `clone`. 32-bit programs on a 64-bit system call by other numbers. Sources:
//! <https://docs.kernel.org/userspace-api/seccomp_filter.html>, `asm/unistd_32.h`, `arch/arm/tools/syscall.tbl`.
#![expect(unsafe_code, reason = "calls seccomp")]
use std::io;

use libc::{sock_filter, sock_fprog};
use rustix::process::Pid;
use rustix::thread::set_no_new_privs;

use crate::machine::platform::Whose;

/// `AUDIT_ARCH_…` of this program, from `linux/audit.h`, on the processors for which Upgo is released.
const ARCHITECTURE: Option<u32> = if cfg!(target_arch = "x86_64") {
    Some(0xc000_003e)
} else if cfg!(target_arch = "aarch64") {
    Some(0xc000_00b7)
} else {
    None
};

/// `AUDIT_ARCH_…` of the 32-bit programs that this processor runs: of x86, or of ARM.
const NARROW: Option<u32> = if cfg!(target_arch = "x86_64") {
    Some(0x4000_0003)
} else if cfg!(target_arch = "aarch64") {
    Some(0x4000_0028)
} else {
    None
};

/// The bit that marks the calls of x32, which no system uses.
const X32: u32 = 0x4000_0000;

const NONE: u32 = u32::MAX;

// The positions in `struct seccomp_data`.
const NUMBER: u32 = 0;
const ARCH: u32 = 4;
const ARGUMENTS: u32 = 16;

// From `linux/bpf_common.h`: BPF_LD|W|ABS, BPF_ALU|AND|K, BPF_JMP|JA, |JEQ|K, |JGT|K, |JSET|K, BPF_RET|K.
const LOAD: u16 = 0x20;
const AND: u16 = 0x54;
const JUMP: u16 = 0x05;
const JUMP_IF: u16 = 0x15;
const JUMP_IF_MORE: u16 = 0x25;
const JUMP_IF_BITS: u16 = 0x45;
const RETURN: u16 = 0x06;

/// The requests that let a program type into the terminal, take it over, or change it.
const TYPES: [u32; 2] = [0x5412, 0x541c]; // TIOCSTI, TIOCLINUX
const TAKES_OVER: [u32; 5] = [0x5412, 0x541c, 0x5410, 0x540e, 0x5422]; // and TIOCSPGRP, TIOCSCTTY, TIOCNOTTY
/// `FIOSETOWN` and `SIOCSPGRP`: who gets a signal for a descriptor. `F_SETOWN` and `F_SETOWN_EX` do the same.
const OWNERS: [u32; 2] = [0x8901, 0x8902];
const FILE_OWNERS: [u32; 2] = [8, 15];

/// `CLONE_NEW…` of `linux/sched.h`: namespaces of mounts, groups, names, IPC, users, processes and networks.
const NAMESPACES: u32 = 0x0002_0000 | 0x0200_0000 | 0x0400_0000 | 0x0800_0000 | 0x1000_0000 | 0x2000_0000 | 0x4000_0000;

/// `O_TRUNC` and `O_ACCMODE`.
const TRUNCATES: u32 = 0o1000;
const ACCESS: u32 = 0o3;

/// `MAP_SHARED`, which is a bit of `MAP_SHARED_VALIDATE`, too, and `MAP_ANONYMOUS`.
const SHARED: u32 = 0x01;
const ANONYMOUS: u32 = 0x20;

/// The numbers of a call: of this processor, of 32-bit x86, and of 32-bit ARM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Call(libc::c_long, u32, u32);

impl Call {
    const ADD_KEY: Self = Self(libc::SYS_add_key, 286, 309);
    const CLONE: Self = Self(libc::SYS_clone, 120, 120);
    const CLONE3: Self = Self(435, 435, 435);
    const FCNTL: Self = Self(libc::SYS_fcntl, 55, 55);
    const FCNTL64: Self = Self(MISSING, 221, 221);
    const FREMOVEXATTR: Self = Self(libc::SYS_fremovexattr, 237, 237);
    const FSETXATTR: Self = Self(libc::SYS_fsetxattr, 228, 228);
    const IOCTL: Self = Self(libc::SYS_ioctl, 54, 54);
    const IOPRIO_SET: Self = Self(libc::SYS_ioprio_set, 289, 314);
    const IO_URING_SETUP: Self = Self(425, 425, 425);
    const IPC: Self = Self(MISSING, 117, 117);
    const KEYCTL: Self = Self(libc::SYS_keyctl, 288, 311);
    const LREMOVEXATTR: Self = Self(libc::SYS_lremovexattr, 236, 236);
    const LSETXATTR: Self = Self(libc::SYS_lsetxattr, 227, 227);
    const MEMFD_CREATE: Self = Self(libc::SYS_memfd_create, 356, 385);
    const MEMFD_SECRET: Self = Self(447, 447, 447);
    const MMAP: Self = Self(MMAP, NONE, NONE);
    const MMAP2: Self = Self(MISSING, 192, 192);
    const MQ_OPEN: Self = Self(libc::SYS_mq_open, 277, 274);
    const MSGGET: Self = Self(libc::SYS_msgget, 399, 303);
    const OLD_MMAP: Self = Self(MISSING, 90, 90);
    const OPEN: Self = Self(OPEN, 5, 5);
    const OPENAT: Self = Self(libc::SYS_openat, 295, 322);
    const OPENAT2: Self = Self(437, 437, 437);
    const PRLIMIT64: Self = Self(libc::SYS_prlimit64, 340, 369);
    const REMOVEXATTR: Self = Self(libc::SYS_removexattr, 235, 235);
    const REMOVEXATTRAT: Self = Self(466, 466, 466);
    const REQUEST_KEY: Self = Self(libc::SYS_request_key, 287, 310);
    const SCHED_SETAFFINITY: Self = Self(libc::SYS_sched_setaffinity, 241, 241);
    const SCHED_SETATTR: Self = Self(libc::SYS_sched_setattr, 351, 380);
    const SCHED_SETPARAM: Self = Self(libc::SYS_sched_setparam, 154, 154);
    const SCHED_SETSCHEDULER: Self = Self(libc::SYS_sched_setscheduler, 156, 156);
    const SEMGET: Self = Self(libc::SYS_semget, 393, 299);
    const SETNS: Self = Self(libc::SYS_setns, 346, 375);
    const SETPGID: Self = Self(libc::SYS_setpgid, 57, 57);
    const SETPRIORITY: Self = Self(libc::SYS_setpriority, 97, 97);
    const SETSID: Self = Self(libc::SYS_setsid, 66, 66);
    const SETXATTR: Self = Self(libc::SYS_setxattr, 226, 226);
    const SETXATTRAT: Self = Self(463, 463, 463);
    const SHMGET: Self = Self(libc::SYS_shmget, 395, 307);
    const TRUNCATE: Self = Self(libc::SYS_truncate, 92, 92);
    const TRUNCATE64: Self = Self(MISSING, 193, 193);
    const UNSHARE: Self = Self(libc::SYS_unshare, 310, 337);

    fn narrow(self) -> u32 {
        if cfg!(target_arch = "x86_64") { self.1 } else { self.2 }
    }
}

const MISSING: libc::c_long = -1;
#[cfg(target_arch = "x86_64")]
const OPEN: libc::c_long = libc::SYS_open;
#[cfg(not(target_arch = "x86_64"))]
const OPEN: libc::c_long = MISSING;

#[cfg(target_pointer_width = "64")]
const MMAP: libc::c_long = libc::SYS_mmap;
#[cfg(not(target_pointer_width = "64"))]
const MMAP: libc::c_long = MISSING;

/// When a call is refused.
#[derive(Clone, Debug)]
enum Rule {
    /// Always, with this error.
    Never(i32),
    /// Unless these arguments have these values.
    Only(Vec<(u32, u32)>),
    /// If the argument has one of these values.
    Not(u32, Vec<u32>),
    /// If the argument has one of these bits.
    Without(u32, u32),
    /// If it sets a limit of another process: the process and the new value.
    OwnLimit(u32, u32),
    /// If the argument opens a file for reading, and cuts it short.
    KeepsLength(u32),
    /// If it maps more shared memory without a file than this: the length and the flags.
    Shares(u32, u32, u32),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Filter {
    pub(super) group: Pid,
    pub(super) of: Whose,
    /// Whether Landlock refuses to cut files short (Linux 6.2). If not, the filter does, as far as it can.
    pub(super) guards_length: bool,
}

impl Filter {
    /// Keeps this thread, and what it starts, from these calls.
    pub(super) fn set(self) -> io::Result<()> {
        let mut filter = self.instructions()?;
        let length = u16::try_from(filter.len()).map_err(io::Error::other)?;
        let program = sock_fprog { len: length, filter: filter.as_mut_ptr() };
        // A program with more rights than this one could otherwise be misled by the refusals.
        set_no_new_privs(true)?;
        let (operation, flags) =
            (libc::c_ulong::from(libc::SECCOMP_SET_MODE_FILTER), libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW);
        // Without the flag, Linux before 5.16 also slows the program down to guard it from itself (Spectre).
        // SAFETY: the program and its instructions outlive the call, which copies them; the length is theirs.
        // https://man7.org/linux/man-pages/man2/seccomp.2.html
        let set = unsafe { libc::syscall(libc::SYS_seccomp, operation, flags, &raw const program) };
        if set == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }

    fn rules(self) -> Vec<(Call, Rule)> {
        use Call as C;
        let refused = |call| (call, Rule::Never(libc::EPERM));
        let unknown = |call| (call, Rule::Never(libc::ENOSYS));
        let own = |call| (call, Rule::Only(vec![(0, 0)]));
        let is_project = self.of == Whose::Project;
        let mut requests = if is_project { TAKES_OVER.to_vec() } else { TYPES.to_vec() };
        requests.extend(OWNERS);
        let mut rules = vec![
            // it stays in its group, whatever the numbers of processes are in a namespace
            refused(C::SETSID),
            (C::SETPGID, Rule::Only(vec![(1, self.group.as_raw_pid().cast_unsigned())])),
            refused(C::UNSHARE),
            refused(C::SETNS),
            (C::CLONE, Rule::Without(0, NAMESPACES)),
            unknown(C::CLONE3),
            // it reaches no other program
            (C::PRLIMIT64, Rule::OwnLimit(0, 2)),
            (C::SETPRIORITY, Rule::Only(vec![(0, 0), (1, 0)])),
            (C::IOPRIO_SET, Rule::Only(vec![(0, 1), (1, 0)])),
            own(C::SCHED_SETAFFINITY),
            own(C::SCHED_SETATTR),
            own(C::SCHED_SETPARAM),
            own(C::SCHED_SETSCHEDULER),
            (C::IOCTL, Rule::Not(1, requests)),
            (C::FCNTL, Rule::Not(1, FILE_OWNERS.to_vec())),
            (C::FCNTL64, Rule::Not(1, FILE_OWNERS.to_vec())),
            // its calls are not filtered
            unknown(C::IO_URING_SETUP),
        ];
        if is_project {
            // memory that no process need map, or that outlives them
            rules.extend([C::MEMFD_CREATE, C::MEMFD_SECRET, C::SHMGET, C::MSGGET, C::SEMGET, C::IPC].map(unknown));
            rules.extend([C::MQ_OPEN, C::ADD_KEY, C::REQUEST_KEY, C::KEYCTL].map(unknown));
            rules.extend([C::MMAP, C::MMAP2].map(|call| (call, Rule::Shares(page_size(), 1, 3))));
            rules.push(unknown(C::OLD_MMAP)); // its arguments are in memory
            // attributes and access lists of files, as on a file system without them
            let attributes = [C::SETXATTR, C::LSETXATTR, C::FSETXATTR, C::SETXATTRAT];
            let removals = [C::REMOVEXATTR, C::LREMOVEXATTR, C::FREMOVEXATTR, C::REMOVEXATTRAT];
            rules.extend([attributes, removals].concat().into_iter().map(|call| (call, Rule::Never(libc::EOPNOTSUPP))));
            if !self.guards_length {
                rules.extend([C::TRUNCATE, C::TRUNCATE64].map(|call| (call, Rule::Never(libc::EACCES))));
                rules.extend([(C::OPEN, Rule::KeepsLength(1)), (C::OPENAT, Rule::KeepsLength(2)), unknown(C::OPENAT2)]);
            }
        }
        rules
    }

    /// The instructions. A jump names how many to skip.
    fn instructions(self) -> io::Result<Vec<sock_filter>> {
        let architecture = ARCHITECTURE.ok_or(io::ErrorKind::Unsupported)?;
        let rules = self.rules();
        let mut own = vec![plain(LOAD, NUMBER)];
        if cfg!(target_arch = "x86_64") {
            own.extend([bits(X32, 0, 1), plain(RETURN, error(libc::ENOSYS))]);
        }
        // a call that this processor does not have is −1
        own.extend(of_rules(&rules, |call| u32::try_from(call.0).unwrap_or(NONE)));
        let mut all = vec![plain(LOAD, ARCH), jump(architecture, 1, 0)];
        all.push(plain(JUMP, u32::try_from(own.len()).map_err(io::Error::other)?));
        all.extend(own);
        // A program of another kind that this kernel runs could call by numbers that the filter does not know.
        let foreign = plain(RETURN, error(libc::ENOSYS));
        if let Some(architecture) = NARROW {
            all.extend([jump(architecture, 1, 0), foreign, plain(LOAD, NUMBER)]);
            all.extend(of_rules(&rules, Call::narrow));
        } else {
            all.push(foreign);
        }
        Ok(all)
    }
}

/// The instructions for the calls of one kind of program, with the number of the call loaded. What follows a number ends
/// with an answer, so the number is still loaded for the next one.
fn of_rules(rules: &[(Call, Rule)], number: impl Fn(Call) -> u32) -> Vec<sock_filter> {
    let mut all = Vec::new();
    for (call, rule) in rules {
        let number = number(*call);
        if number != NONE {
            let answer = rule.instructions();
            // no rule is longer than a jump
            all.push(jump(number, 0, u8::try_from(answer.len()).unwrap_or(u8::MAX)));
            all.extend(answer);
        }
    }
    all.push(plain(RETURN, libc::SECCOMP_RET_ALLOW));
    all
}

impl Rule {
    fn instructions(&self) -> Vec<sock_filter> {
        let refuse = plain(RETURN, error(libc::EPERM));
        let allow = plain(RETURN, libc::SECCOMP_RET_ALLOW);
        match self {
            Self::Never(number) => vec![plain(RETURN, error(*number))],
            Self::Only(values) => {
                let mut all = Vec::new();
                for (argument, value) in values {
                    all.extend([plain(LOAD, low(*argument)), jump(*value, 1, 0), refuse]);
                }
                all.push(allow);
                all
            }
            Self::Not(argument, values) => {
                let mut all = vec![plain(LOAD, low(*argument))];
                all.extend(values.iter().flat_map(|value| [jump(*value, 0, 1), refuse]));
                all.push(allow);
                all
            }
            Self::Without(argument, mask) => vec![plain(LOAD, low(*argument)), bits(*mask, 0, 1), refuse, allow],
            Self::OwnLimit(process, value) => vec![
                plain(LOAD, low(*process)),
                jump(0, 5, 0),
                plain(LOAD, low(*value)),
                jump(0, 0, 2),
                plain(LOAD, high(*value)),
                jump(0, 1, 0),
                refuse,
                allow,
            ],
            Self::KeepsLength(argument) => vec![
                plain(LOAD, low(*argument)),
                bits(TRUNCATES, 0, 3),
                plain(AND, ACCESS),
                jump(0, 0, 1),
                plain(RETURN, error(libc::EACCES)),
                allow,
            ],
            Self::Shares(most, length, flags) => vec![
                plain(LOAD, low(*flags)),
                bits(ANONYMOUS, 0, 6),
                bits(SHARED, 0, 5),
                plain(LOAD, high(*length)),
                jump(0, 0, 2),
                plain(LOAD, low(*length)),
                sock_filter { code: JUMP_IF_MORE, jt: 0, jf: 1, k: *most },
                plain(RETURN, error(libc::ENOMEM)),
                allow,
            ],
        }
    }
}

/// In bytes.
fn page_size() -> u32 {
    // SAFETY: no pointers. https://man7.org/linux/man-pages/man3/sysconf.3.html
    u32::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096)
}

/// The position of an argument's lower half. A 32-bit program has no other.
const fn low(argument: u32) -> u32 {
    ARGUMENTS + 8 * argument
}

const fn high(argument: u32) -> u32 {
    ARGUMENTS + 8 * argument + 4
}

const fn error(number: i32) -> u32 {
    libc::SECCOMP_RET_ERRNO | number.cast_unsigned()
}

const fn plain(code: u16, k: u32) -> sock_filter {
    sock_filter { code, jt: 0, jf: 0, k }
}

/// Skips as many instructions as `equal` says if the loaded value is `value`, otherwise as many as `different` says.
const fn jump(value: u32, equal: u8, different: u8) -> sock_filter {
    sock_filter { code: JUMP_IF, jt: equal, jf: different, k: value }
}

/// Jumps if the loaded value has one of the bits.
const fn bits(mask: u32, some: u8, none: u8) -> sock_filter {
    sock_filter { code: JUMP_IF_BITS, jt: some, jf: none, k: mask }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;
    const GROUP: u32 = 4711;

    /// The filter's error for a call; 0 if it is allowed. The last argument is also the fourth.
    fn answer(filter: &[sock_filter], architecture: u32, number: u32, arguments: [u64; 3]) -> u32 {
        let half = |value: u64, is_high: bool| u32::try_from(if is_high { value >> 32 } else { value & 0xffff_ffff });
        let (mut at, mut loaded) = (0, 0);
        loop {
            let sock_filter { code, jt, jf, k } = filter[at];
            at += 1;
            match (code, k) {
                (LOAD, ARCH) => loaded = architecture,
                (LOAD, NUMBER) => loaded = number,
                (LOAD, place) => {
                    let index = (place - ARGUMENTS) / 8;
                    let argument = arguments[usize::try_from(index).unwrap().min(2)];
                    loaded = half(argument, place == high(index)).unwrap();
                }
                (AND, mask) => loaded &= mask,
                (JUMP, length) => at += usize::try_from(length).unwrap(),
                (JUMP_IF_MORE, _) => at += usize::from(if loaded > k { jt } else { jf }),
                (JUMP_IF, _) => at += usize::from(if loaded == k { jt } else { jf }),
                (JUMP_IF_BITS, _) => at += usize::from(if loaded & k != 0 { jt } else { jf }),
                (RETURN, ALLOW) => return 0,
                (RETURN, answer) => return answer & 0xffff,
                other => panic!("{other:?}"),
            }
        }
    }

    /// A call, its arguments, and its error for a user's program, for a project's, and for one on an older kernel.
    type Row = (Call, [u64; 3], [i32; 3]);

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    fn exactly_these_calls_are_refused() {
        use Call as C;
        let (p, n, s, denied, memory) = (libc::EPERM, libc::EOPNOTSUPP, libc::ENOSYS, libc::EACCES, libc::ENOMEM);
        let page = u64::from(page_size());
        let rows: &[Row] = &[
            (C::SETSID, [0; 3], [p; 3]),
            (C::SETPGID, [0, 0, 0], [p; 3]),
            (C::SETPGID, [0, 4712, 0], [p; 3]),
            (C::SETPGID, [9, u64::from(GROUP), 0], [0; 3]),
            (C::UNSHARE, [0; 3], [p; 3]),
            (C::SETNS, [3, 0, 0], [p; 3]),
            (C::CLONE, [0x3d_0f00, 0, 0], [0; 3]), // a thread
            (C::CLONE, [0x4111, 0, 0], [0; 3]),    // a process
            (C::CLONE, [0x2000_0011, 0, 0], [p; 3]),
            (C::CLONE, [0x1000_0011, 0, 0], [p; 3]),
            (C::CLONE3, [1, 88, 0], [s; 3]),
            (C::PRLIMIT64, [0, 7, 0xdead], [0; 3]),
            (C::PRLIMIT64, [4711, 7, 0], [0; 3]),
            (C::PRLIMIT64, [4711, 7, 0xdead], [p; 3]),
            (C::PRLIMIT64, [4711, 7, 0xdead_0000_0000], [p; 3]),
            (C::SETPRIORITY, [0, 0, 19], [0; 3]),
            (C::SETPRIORITY, [0, 4711, 19], [p; 3]),
            (C::SETPRIORITY, [1, 0, 19], [p; 3]),
            (C::SETPRIORITY, [2, 0, 19], [p; 3]),
            (C::IOPRIO_SET, [1, 0, 0], [0; 3]),
            (C::IOPRIO_SET, [1, 4711, 0], [p; 3]),
            (C::IOPRIO_SET, [3, 0, 0], [p; 3]),
            (C::SCHED_SETAFFINITY, [0, 8, 1], [0; 3]),
            (C::SCHED_SETAFFINITY, [4711, 8, 1], [p; 3]),
            (C::SCHED_SETSCHEDULER, [4711, 0, 1], [p; 3]),
            (C::SCHED_SETPARAM, [4711, 1, 0], [p; 3]),
            (C::SCHED_SETATTR, [4711, 1, 0], [p; 3]),
            (C::IOCTL, [0, 0x5412, 1], [p; 3]),
            (C::IOCTL, [0, 0xffff_ffff_0000_5412, 1], [p; 3]), // the kernel reads the lower half
            (C::IOCTL, [0, 0x541c, 1], [p; 3]),
            (C::IOCTL, [0, 0x8901, 1], [p; 3]),
            (C::IOCTL, [0, 0x5410, 1], [0, p, p]),
            (C::IOCTL, [0, 0x5422, 1], [0, p, p]),
            (C::IOCTL, [0, 0x5401, 1], [0; 3]),
            (C::FCNTL, [3, 8, 4711], [p; 3]),
            (C::FCNTL, [3, 15, 4711], [p; 3]),
            (C::FCNTL, [3, 4, 0], [0; 3]),
            (C::FCNTL64, [3, 8, 4711], [p; 3]),
            (C::IO_URING_SETUP, [8, 1, 0], [s; 3]),
            (C::MEMFD_CREATE, [1, 0, 0], [0, s, s]),
            (C::MEMFD_SECRET, [0, 0, 0], [0, s, s]),
            (C::SHMGET, [0, 4096, 0], [0, s, s]),
            (C::MSGGET, [0, 0, 0], [0, s, s]),
            (C::SEMGET, [0, 1, 0], [0, s, s]),
            (C::MQ_OPEN, [1, 0, 0], [0, s, s]),
            (C::ADD_KEY, [1, 1, 1], [0, s, s]),
            (C::KEYCTL, [0, 0, 0], [0, s, s]),
            (C::REQUEST_KEY, [0, 0, 0], [0, s, s]),
            (C::IPC, [23, 0, 0], [0, s, s]),
            (C::SETXATTR, [1, 1, 1], [0, n, n]),
            (C::LSETXATTR, [1, 1, 1], [0, n, n]),
            (C::FSETXATTR, [1, 1, 1], [0, n, n]),
            (C::SETXATTRAT, [1, 1, 0], [0, n, n]),
            (C::REMOVEXATTR, [1, 1, 0], [0, n, n]),
            (C::LREMOVEXATTR, [1, 1, 0], [0, n, n]),
            (C::FREMOVEXATTR, [1, 1, 0], [0, n, n]),
            (C::REMOVEXATTRAT, [1, 1, 0], [0, n, n]),
            (C::TRUNCATE, [1, 0, 0], [0, 0, denied]),
            (C::TRUNCATE64, [1, 0, 0], [0, 0, denied]),
            (C::OPEN, [1, 0o1000, 0], [0, 0, denied]),
            (C::OPEN, [1, 0o1101, 0], [0; 3]),
            (C::OPENAT, [1, 1, 0o1000], [0, 0, denied]),
            (C::OPENAT, [1, 1, 0o1101], [0; 3]),
            (C::OPENAT, [1, 1, 0], [0; 3]),
            (C::OPENAT2, [1, 1, 1], [0, 0, s]),
            (C::MMAP, [0, 1 << 20, 0x22], [0; 3]), // private
            (C::MMAP, [0, 1 << 20, 0x01], [0; 3]), // of a file
            (C::MMAP, [0, page, 0x21], [0; 3]),
            (C::MMAP, [0, page + 1, 0x21], [0, memory, memory]),
            (C::MMAP, [0, page + 1, 0x0010_8023], [0, memory, memory]),
            (C::MMAP2, [0, page, 0x21], [0; 3]),
            (C::MMAP2, [0, page + 1, 0x21], [0, memory, memory]),
            (C::OLD_MMAP, [1, 0, 0], [0, s, s]),
        ];
        let group = Pid::from_raw(GROUP.cast_signed()).unwrap();
        let kinds = [(Whose::User, true), (Whose::Project, true), (Whose::Project, false)];
        for (kind, (of, guards_length)) in kinds.into_iter().enumerate() {
            let Ok(filter) = (Filter { group, of, guards_length }).instructions() else {
                return println!("SKIPPED: no number for this processor");
            };
            let own = ARCHITECTURE.unwrap();
            let is_shown = |call: &Call| rows.iter().any(|(row, _, expected)| row == call && expected[kind] != 0);
            assert!((Filter { group, of, guards_length }).rules().iter().all(|(call, _)| is_shown(call)), "{of:?}");
            for (call, arguments, expected) in rows {
                let expected = expected[kind].cast_unsigned();
                if let Ok(number) = u32::try_from(call.0) {
                    assert_eq!(answer(&filter, own, number, *arguments), expected, "{call:?} {arguments:x?} {of:?}");
                }
                if let Some(narrow) = NARROW.filter(|_| call.narrow() != NONE) {
                    let arguments = arguments.map(|argument| argument & 0xffff_ffff);
                    let is_other = *call == C::PRLIMIT64 && arguments[2] == 0;
                    let answered = answer(&filter, narrow, call.narrow(), arguments);
                    assert!(is_other || answered == expected, "32 bits: {call:?} {arguments:x?} {of:?}: {answered}");
                }
            }
            let call = |number: libc::c_long| u32::try_from(number).unwrap();
            for number in [libc::SYS_execve, libc::SYS_getpgid, libc::SYS_read, libc::SYS_kill] {
                assert_eq!(answer(&filter, own, call(number), [1; 3]), 0);
            }
            if cfg!(target_arch = "x86_64") {
                let x32 = call(libc::SYS_read) | X32;
                assert_eq!(answer(&filter, own, x32, [1; 3]), libc::ENOSYS.cast_unsigned());
            }
            assert_eq!(answer(&filter, 0x1234, 1, [1; 3]), libc::ENOSYS.cast_unsigned());
        }
    }
}
