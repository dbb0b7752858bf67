//! The native target of the machine, which may differ from the target of this program.
use crate::base::system::{System, SystemVersion};
use crate::base::target::Target;

/// According to the kernel, because Go depends on nothing else.
pub fn native_target() -> Target {
    let built = Target::of_this_build();
    let name = rustix::system::uname();
    let kernel = (text(name.machine()), text(name.version()));
    architecture(&kernel.0, &kernel.1).map_or_else(|| built.clone(), |arch| Target::new(&built.os, arch))
}

/// `None` if the kernel does not report it.
pub fn system() -> Option<System> {
    let kernel = SystemVersion::of_release(&text(rustix::system::uname().release()))?;
    let os = Target::of_this_build().os;
    let version = if os == "darwin" { SystemVersion::of_darwin(kernel) } else { kernel };
    Some(System::new(&os, version))
}

/// The name in its network, without the domain; `None` if it has none.
pub fn machine_name() -> Option<String> {
    let full = text(rustix::system::uname().nodename());
    full.split('.').next().filter(|name| !name.is_empty()).map(str::to_owned)
}

fn text(name: &std::ffi::CStr) -> String {
    name.to_string_lossy().into_owned()
}

/// The architecture of the machine. `version` is the kernel's description, in which macOS names the processor although
/// it reports an Intel machine to emulated programs. An unknown name means the architecture of this build.
fn architecture(machine: &str, version: &str) -> Option<&'static str> {
    if version.contains("RELEASE_ARM64") {
        return Some("arm64");
    }
    match machine {
        "x86_64" | "amd64" => Some("amd64"),
        "aarch64" | "arm64" => Some("arm64"),
        "i386" | "i486" | "i586" | "i686" => Some("386"),
        "riscv64" => Some("riscv64"),
        "ppc64le" => Some("ppc64le"),
        "s390x" => Some("s390x"),
        "loongarch64" => Some("loong64"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_kernel_architectures_to_names_in_the_feed() {
        let linux = "#1 SMP PREEMPT_DYNAMIC Debian 6.1.0-18";
        let apple = "Darwin Kernel Version 22.6.0: xnu-8796.141.3~6/RELEASE_ARM64_T8103";
        let intel = "Darwin Kernel Version 22.6.0: xnu-8796.141.3~6/RELEASE_X86_64";
        for (machine, version, expected) in [
            ("x86_64", linux, Some("amd64")),
            ("aarch64", linux, Some("arm64")),
            ("i686", linux, Some("386")),
            ("armv7l", linux, None),
            ("x86_64", apple, Some("arm64")),
            ("arm64", apple, Some("arm64")),
            ("x86_64", intel, Some("amd64")),
        ] {
            assert_eq!(architecture(machine, version), expected, "{machine}, {version}");
        }
    }

    #[test]
    fn this_machine_has_a_version() {
        assert_eq!(system().unwrap().os, Target::of_this_build().os);
        assert!(system().unwrap().version > SystemVersion(2, 6, 0));
        assert!(machine_name().is_none_or(|name| !name.contains('.')));
    }
}
