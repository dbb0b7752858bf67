//! A filter for system calls that keeps a program in its process group, which Upgo ends as a whole.
//!
//! It refuses `setsid`, and `setpgid` into any other group, as the system does for the leader of a group. Every other
//! call is allowed. 32-bit programs on a 64-bit system call by other numbers, which are the same for all processors
//! that can run both.
//!
//! Source: <https://docs.kernel.org/userspace-api/seccomp_filter.html>.
#![expect(unsafe_code, reason = "calls seccomp")]
use std::io;

use libc::{sock_filter, sock_fprog};
use rustix::process::Pid;
use rustix::thread::set_no_new_privs;

/// `AUDIT_ARCH_…` of this program, from `linux/audit.h`.
const ARCHITECTURE: Option<u32> = if cfg!(target_arch = "x86_64") {
    Some(0xc000_003e)
} else if cfg!(target_arch = "aarch64") {
    Some(0xc000_00b7)
} else if cfg!(target_arch = "riscv64") {
    Some(0xc000_00f3)
} else if cfg!(target_arch = "loongarch64") {
    Some(0xc000_0102)
} else if cfg!(target_arch = "powerpc64") {
    Some(if cfg!(target_endian = "little") { 0xc000_0015 } else { 0x8000_0015 })
} else if cfg!(target_arch = "s390x") {
    Some(0x8000_0016)
} else {
    None
};

/// The numbers of `setpgid` and `setsid` in 32-bit programs.
const NARROW: (u32, u32) = (57, 66);

/// Without the bit that marks the calls of x32, whose numbers are otherwise those of the processor.
const WITHOUT_X32: u32 = 0xbfff_ffff;

// The positions in `struct seccomp_data`. Of the second argument, the half that has the number of a process.
const NUMBER: u32 = 0;
const ARCH: u32 = 4;
const SECOND_ARGUMENT: u32 = 24 + if cfg!(target_endian = "big") { 4 } else { 0 };

// The instructions, from `linux/bpf_common.h`: BPF_LD|W|ABS, BPF_ALU|AND|K, BPF_JMP|JEQ|K, BPF_RET|K.
const LOAD: u16 = 0x20;
const AND: u16 = 0x54;
const JUMP_IF: u16 = 0x15;
const RETURN: u16 = 0x06;

/// Keeps this thread, and what it starts, from leaving `group` once it is in it.
pub(super) fn in_group(group: Pid) -> io::Result<()> {
    let mut filter = filter(group)?;
    let length = u16::try_from(filter.len()).map_err(io::Error::other)?;
    let program = sock_fprog { len: length, filter: filter.as_mut_ptr() };
    // A program with more rights than this one could otherwise be misled by the refusals.
    set_no_new_privs(true)?;
    let (operation, flags) = (libc::c_ulong::from(libc::SECCOMP_SET_MODE_FILTER), libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW);
    // Without the flag, Linux before 5.16 also slows the program down to guard it from itself (Spectre).
    // SAFETY: the program and its instructions outlive the call, which copies them; the length is theirs.
    // https://man7.org/linux/man-pages/man2/seccomp.2.html
    let set = unsafe { libc::syscall(libc::SYS_seccomp, operation, flags, &raw const program) };
    if set == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// The instructions. A jump names how many to skip.
fn filter(group: Pid) -> io::Result<[sock_filter; 13]> {
    let unsupported = || io::Error::from(io::ErrorKind::Unsupported);
    let number = |number: libc::c_long| u32::try_from(number).map_err(|_| unsupported());
    let (set_group, set_session) = (number(libc::SYS_setpgid)?, number(libc::SYS_setsid)?);
    let refuse = libc::SECCOMP_RET_ERRNO | libc::EPERM.cast_unsigned();
    Ok([
        // 0
        plain(LOAD, ARCH),
        jump(ARCHITECTURE.ok_or_else(unsupported)?, 0, 4),
        // 2: a call of this processor's own
        plain(LOAD, NUMBER),
        plain(AND, WITHOUT_X32),
        jump(set_session, 6, 0),
        jump(set_group, 3, 6),
        // 6: a call of a 32-bit program
        plain(LOAD, NUMBER),
        jump(NARROW.1, 3, 0),
        jump(NARROW.0, 0, 3),
        // 9: the group to move to
        plain(LOAD, SECOND_ARGUMENT),
        jump(group.as_raw_pid().cast_unsigned(), 1, 0),
        // 11
        plain(RETURN, refuse),
        plain(RETURN, libc::SECCOMP_RET_ALLOW),
    ])
}

const fn plain(code: u16, k: u32) -> sock_filter {
    sock_filter { code, jt: 0, jf: 0, k }
}

/// Skips as many instructions as `equal` says if the loaded value is `value`, otherwise as many as `different` says.
const fn jump(value: u32, equal: u8, different: u8) -> sock_filter {
    sock_filter { code: JUMP_IF, jt: equal, jf: different, k: value }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;

    /// What the filter returns for a call, by the rules of the instructions.
    fn answer(filter: &[sock_filter], architecture: u32, number: u32, group: u32) -> u32 {
        let (mut at, mut value) = (0, 0);
        loop {
            let sock_filter { code, jt, jf, k } = filter[at];
            at += 1;
            match (code, k) {
                (LOAD, ARCH) => value = architecture,
                (LOAD, NUMBER) => value = number,
                (LOAD, SECOND_ARGUMENT) => value = group,
                (AND, mask) => value &= mask,
                (JUMP_IF, _) => at += usize::from(if value == k { jt } else { jf }),
                (RETURN, _) => return k,
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn only_calls_that_leave_the_group_are_refused() {
        let group = Pid::from_raw(4711).unwrap();
        let Ok(filter) = filter(group) else { return println!("SKIPPED: no number for this processor") };
        let (own, foreign) = (ARCHITECTURE.unwrap(), 0x4000_0003);
        let call = |number: libc::c_long| u32::try_from(number).unwrap();
        let (set_group, set_session) = (call(libc::SYS_setpgid), call(libc::SYS_setsid));
        for (architecture, number, to, is_allowed) in [
            (own, set_session, 0, false),
            (own, set_session | 0x4000_0000, 0, false),
            (own, set_group, 0, false),
            (own, set_group, 4712, false),
            (own, set_group | 0x4000_0000, 1, false),
            (own, set_group, 4711, true),
            (own, call(libc::SYS_execve), 0, true),
            (own, call(libc::SYS_getpgid), 1, true),
            (foreign, NARROW.1, 0, false),
            (foreign, NARROW.0, 0, false),
            (foreign, NARROW.0, 4711, true),
            (foreign, 1, 0, true),
        ] {
            let refused = answer(&filter, architecture, number, to) != ALLOW;
            assert_eq!(refused, !is_allowed, "{architecture:x} {number} {to}");
        }
    }
}
