//! What the kernel does for a program, and what it refuses.
use std::process::Command;

use upgo_engine::base::report::Cancel;
use upgo_engine::machine::effect::Stopped;
use upgo_engine::machine::platform::{Confinement, Hold, Whose, WriteHold, confinement};
use upgo_testkit::limit::InTime as _;

use super::lab::{Lab, MIB, holds, run};

/// System calls for Perl, which every Debian has: a name, the number with the arguments, and the error for a project and for a user's program.
const CALLS: &[(&str, &str, i32, i32)] = &[
    ("limit another", "302, $pid, 0, pack('QQ', 1, 1), 0", 1, 1),
    ("slow another", "141, 0, $pid, 19", 1, 1),
    ("slow all of the user", "141, 2, 0, 19", 1, 1),
    ("move another", "203, $pid, 8, pack('Q', 1)", 1, 1),
    ("schedule another", "144, $pid, 0, pack('i', 0)", 1, 1),
    ("slow the disk of another", "251, 1, $pid, 7", 1, 1),
    ("type", "16, 0, 0x5412, 'x'", 1, 1),
    ("paste", "16, 0, 0x541c, 'x'", 1, 1),
    ("signal by a descriptor", "72, 0, 8, $pid", 1, 1),
    ("a session", "112", 1, 1),
    ("a namespace of processes", "272, 0x20000000", 1, 1),
    ("a process in a namespace", "56, 0x10000011, 0, 0, 0, 0", 1, 1),
    ("a ring", "425, 1, ('0' x 200)", 38, 38),
    ("segment", "29, 0, 4096, 01600", 38, 0),
    ("queue", "68, 0, 01600", 38, 0),
    ("semaphore", "64, 0, 1, 01600", 38, 0),
    ("memory without a name", "319, 'x', 0", 38, 0),
    ("secret memory", "447, 0", 38, 0),
    ("key", "248, 'user', 'upgo', 'x', 1, -2", 38, 0),
    ("attribute", "188, 'own', 'user.x', 'x', 1, 0", 95, 0),
    ("much shared memory", "9, 0, 8192, 3, 0x21, -1, 0", 12, 0),
    ("a page of shared memory", "9, 0, 4096, 3, 0x21, -1, 0", 0, 0),
    ("shared memory of another kind", "9, 0, 8192, 3, 0x23, -1, 0", 12, 22),
    ("more open files", "160, 7, pack('QQ', 4096, 4096)", 1, 0),
    ("its own limit", "302, 0, 4, pack('QQ', 0, 0), 0", 0, 0),
    ("its own cores", "203, 0, 8, pack('Q', ~0)", 0, 0),
    ("what another may use", "302, $pid, 0, 0, pack('QQ', 0, 0)", 0, 0),
];

#[test]
fn a_program_reaches_no_other_program_and_leaves_nothing_in_the_kernel() {
    if confinement().descendants != Hold::Enforced {
        return println!("SKIPPED: this system does not filter calls");
    }
    let lab = Lab::new();
    let mut other = Command::new("sleep").arg("300").spawn().unwrap();
    std::fs::write(lab.own().join("own"), "").unwrap();
    for of in [Whose::Project, Whose::User] {
        let calls = CALLS.iter().filter(|(_, _, of_project, of_user)| of == Whose::Project || of_project == of_user);
        let calls = calls.map(|(name, call, ..)| {
            format!("($n, @a) = ({call}); $! = 0; syscall($n, @a); print '{name}: ', $! + 0, \"\\n\";")
        });
        let script = format!("$| = 1; $pid = {};\n{}", other.id(), calls.collect::<Vec<_>>().join("\n"));
        let mut perl = Command::new("perl");
        perl.args(["-e", &script]).current_dir(lab.own());
        let mut lines = Vec::new();
        let end = run(&mut perl, &Confinement { of, ..lab.limits() }, &Cancel::default(), |_, line| {
            lines.push(line.to_owned());
        });
        for (name, _, of_project, of_user) in CALLS {
            if of == Whose::Project || of_project == of_user {
                assert!(lines.contains(&format!("{name}: {of_project}")), "{name} {of:?}: {end:?} {lines:#?}");
            }
        }
        assert!(other.try_wait().unwrap().is_none());
    }
    let mut perl = Command::new("perl");
    perl.args(["-e", &format!("kill('TERM', {}) or print 'refused: ', $! + 0, \"\\n\"", other.id())]);
    let mut lines = Vec::new();
    run(&mut perl, &lab.limits(), &Cancel::default(), |_, line| lines.push(line.to_owned()));
    if holds(confinement().signals, "signals") {
        assert_eq!(lines, ["refused: 1"]);
    }
    other.kill().unwrap();
    other.status_in_time().unwrap();
}

/// A process can give its view of shared memory back, and the memory stays. So all that is mapped counts.
#[test]
fn shared_memory_counts_as_a_whole() {
    let lab = Lab::new();
    let mut perl = Command::new("perl");
    perl.args(["-e", "$| = 1; print syscall(9, 0, 1 << 28, 3, 0x21, -1, 0), \"\\n\"; sleep 300"]);
    let limits = Confinement { of: Whose::User, memory_bytes: 128 * MIB, ..lab.limits() };
    let end = run(&mut perl, &limits, &Cancel::default(), |_, line| println!("{line}"));
    assert_eq!(end.stopped, Some(Stopped::Memory));
}

/// Of memory without a file, a process can keep all and show one page. The same holds for `/dev/zero`.
#[test]
fn a_project_gets_no_shared_memory_that_it_could_hide() {
    if confinement().descendants != Hold::Enforced {
        return println!("SKIPPED: this system does not filter calls");
    }
    let mut zeros = vec![("-1", "0x21")];
    if confinement().writes == WriteHold::Refused {
        zeros.push(("fileno(Z)", "0x01"));
    }
    for (file, flags) in zeros {
        let lab = Lab::new();
        let script = format!(
            "$| = 1; open(Z, '+<', '/dev/zero'); for (1 .. 46) {{ $at = syscall(9, 0, 100 << 20, 3, {flags}, {file} // -1, 0); \
             next if $at < 0; $kept++; syscall(28, $at, 100 << 20, 14); syscall(11, $at + 4096, (100 << 20) - 4096); }} \
             print 'kept ', $kept + 0, \"\n\";"
        );
        let mut perl = Command::new("perl");
        perl.args(["-e", &script]);
        let mut lines = Vec::new();
        let end = run(&mut perl, &lab.limits(), &Cancel::default(), |_, line| lines.push(line.to_owned()));
        assert!(end.success && lines == ["kept 0"], "{file}: {end:?} {lines:?}");
    }
}
