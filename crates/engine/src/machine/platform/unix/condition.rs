//! The condition of the machine, as reported by the services of a Linux desktop.
//! Sources: <https://networkmanager.dev/docs/api/latest/gdbus-org.freedesktop.NetworkManager.html>,
//! <https://upower.pages.freedesktop.org/power-profiles-daemon/gdbus-org.freedesktop.UPower.PowerProfiles.html>,
//! <https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html>,
//! <https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-power>.
use std::path::Path;
use std::time::Duration;

use fs_err as fs;
use jiff::Timestamp;

use crate::base::report::Cancel;
use crate::machine::platform::{Condition, Network, within};

const POWER: &str = "/sys/class/power_supply";

/// Services are asked within this time. What none of them reports is unknown. No service is started for this.
pub fn condition(now: Timestamp, patience: Duration) -> Condition {
    told(now, None, Path::new(POWER), patience)
}

fn told(now: Timestamp, bus: Option<String>, power: &Path, patience: Duration) -> Condition {
    let answer = within(&Cancel::default(), patience, move || ask(bus.as_deref(), patience));
    let unanswered = Some(Network::Unanswered).filter(|_| answer.is_none());
    let ServiceValues { state, metered, profile, idle } = answer.unwrap_or_default();
    Condition {
        network: unanswered.or_else(|| network(state, metered)),
        on_battery: on_battery(supplies(power).as_deref()),
        battery_saver: profile.map(|profile| profile == "power-saver"),
        idle: idle.and_then(|(is_idle, since)| idle_for(is_idle, since, now)),
        // No service reports it. Desktops themselves hold back notifications while a full-screen program runs.
        full_screen: None,
        busy: None,
    }
}

/// `None`: there is no such service.
#[derive(Debug, Default)]
struct ServiceValues {
    state: Option<u32>,
    metered: Option<u32>,
    profile: Option<String>,
    /// Whether the user is idle, and since when, in microseconds since 1970.
    idle: Option<(bool, u64)>,
}

#[cfg(target_os = "linux")]
fn ask(bus: Option<&str>, patience: Duration) -> ServiceValues {
    bus::ask(bus, patience).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn ask(_: Option<&str>, _: Duration) -> ServiceValues {
    ServiceValues::default()
}

/// Converts the values of `NetworkManager`. In `NMState`, 20 is disconnected, 30 disconnecting, 40 connecting. In
/// `NMMetered`, 1 and 3 are yes and probably yes, 2 and 4 are no and probably no.
fn network(state: Option<u32>, metered: Option<u32>) -> Option<Network> {
    match (state?, metered) {
        (10..=40, _) => Some(Network::None),
        (50.., Some(1 | 3)) => Some(Network::Metered),
        (50.., Some(2 | 4)) => Some(Network::Free),
        _ => None,
    }
}

fn idle_for(is_idle: bool, since: u64, now: Timestamp) -> Option<Duration> {
    if !is_idle {
        return Some(Duration::ZERO);
    }
    let since = Timestamp::from_microsecond(i64::try_from(since).ok()?).ok()?;
    // negative if the clock was set back
    Some(Duration::try_from(now.duration_since(since)).unwrap_or_default())
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Supply {
    kind: String,
    /// `Device` for the battery of a mouse.
    scope: String,
    status: String,
    is_online: bool,
}

fn supplies(folder: &Path) -> Option<Vec<Supply>> {
    let read = |folder: &Path, name| fs::read_to_string(folder.join(name)).unwrap_or_default().trim().to_owned();
    let supply = |folder: &Path| Supply {
        kind: read(folder, "type"),
        scope: read(folder, "scope"),
        status: read(folder, "status"),
        is_online: read(folder, "online") == "1",
    };
    Some(fs::read_dir(folder).ok()?.flatten().map(|entry| supply(&entry.path())).collect())
}

/// A machine without its own battery runs on mains power.
fn on_battery(supplies: Option<&[Supply]>) -> Option<bool> {
    let supplies = supplies?;
    let is_fed = supplies.iter().any(|supply| supply.kind != "Battery" && supply.is_online);
    let mut own = supplies.iter().filter(|supply| supply.kind == "Battery" && supply.scope != "Device");
    Some(!is_fed && own.any(|battery| battery.status == "Discharging"))
}

#[cfg(target_os = "linux")]
mod bus {
    use zbus::blocking::{Connection, Proxy, connection, proxy};
    use zbus::proxy::{CacheProperties, MethodFlags};
    use zbus::zvariant::{DynamicType, OwnedValue};

    use super::{Duration, ServiceValues};

    const NETWORK: [&str; 3] =
        ["org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager", "org.freedesktop.NetworkManager"];
    const LOGIN: [&str; 3] =
        ["org.freedesktop.login1", "/org/freedesktop/login1/user/self", "org.freedesktop.login1.User"];
    /// The current name of the service, and the previous one.
    const PROFILES: [[&str; 3]; 2] = [
        [
            "org.freedesktop.UPower.PowerProfiles",
            "/org/freedesktop/UPower/PowerProfiles",
            "org.freedesktop.UPower.PowerProfiles",
        ],
        ["net.hadess.PowerProfiles", "/net/hadess/PowerProfiles", "net.hadess.PowerProfiles"],
    ];

    pub(super) fn ask(bus: Option<&str>, patience: Duration) -> zbus::Result<ServiceValues> {
        let builder = bus.map_or_else(connection::Builder::system, connection::Builder::address)?;
        let connection = builder.method_timeout(patience).build()?;
        let idle = || Some((property(&connection, LOGIN, "IdleHint")?, property(&connection, LOGIN, "IdleSinceHint")?));
        Ok(ServiceValues {
            state: property(&connection, NETWORK, "State"),
            metered: property(&connection, NETWORK, "Metered"),
            profile: PROFILES.into_iter().find_map(|service| property(&connection, service, "ActiveProfile")),
            idle: idle(),
        })
    }

    /// A service that is not running is not started.
    fn property<T: TryFrom<OwnedValue>>(connection: &Connection, service: [&str; 3], name: &str) -> Option<T> {
        let [destination, path, interface] = service;
        let body = (interface, name);
        let asked = || -> zbus::Result<Option<OwnedValue>> {
            let builder: proxy::Builder<'_, Proxy<'_>> = proxy::Builder::new(connection);
            let builder = builder.destination(destination)?.path(path)?.interface("org.freedesktop.DBus.Properties")?;
            let proxy = builder.cache_properties(CacheProperties::No).build()?;
            call(&proxy, &body)
        };
        T::try_from(asked().ok()??).ok()
    }

    fn call<B: serde::Serialize + DynamicType>(proxy: &Proxy<'_>, body: &B) -> zbus::Result<Option<OwnedValue>> {
        proxy.call_with_flags("Get", MethodFlags::NoAutoStart.into(), body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn reads_the_network_state_from_network_manager() {
        for (state, metered, expected) in [
            (None, None, None),
            (Some(0), Some(2), None),
            (Some(20), Some(2), Some(Network::None)),
            (Some(40), Some(4), Some(Network::None)),
            (Some(70), Some(0), None),
            (Some(70), None, None),
            (Some(70), Some(1), Some(Network::Metered)),
            (Some(70), Some(3), Some(Network::Metered)),
            (Some(60), Some(2), Some(Network::Free)),
            (Some(70), Some(4), Some(Network::Free)),
        ] {
            assert_eq!(network(state, metered), expected, "{state:?} {metered:?}");
        }
    }

    #[test]
    fn only_the_machines_own_battery_counts() {
        let supply = |kind: &str, scope: &str, status: &str, is_online| Supply {
            kind: kind.to_owned(),
            scope: scope.to_owned(),
            status: status.to_owned(),
            is_online,
        };
        let battery = || supply("Battery", "", "Discharging", false);
        for (supplies, expected) in [
            (None, None),
            (Some(vec![]), Some(false)),
            (Some(vec![battery()]), Some(true)),
            (Some(vec![battery(), supply("Mains", "", "", false)]), Some(true)),
            (Some(vec![battery(), supply("Mains", "", "", true)]), Some(false)),
            (Some(vec![battery(), supply("USB", "", "", true)]), Some(false)),
            (Some(vec![supply("Battery", "", "Charging", false)]), Some(false)),
            (Some(vec![supply("Battery", "Device", "Discharging", false)]), Some(false)),
        ] {
            assert_eq!(on_battery(supplies.as_deref()), expected, "{supplies:?}");
        }
    }

    #[test]
    fn idle_time_starts_when_the_user_leaves() {
        let noon = u64::try_from(now().as_microsecond()).unwrap();
        let minutes = |minutes| Some(Duration::from_mins(minutes));
        assert_eq!(idle_for(false, 0, now()), minutes(0));
        assert_eq!(idle_for(true, noon - 600_000_000, now()), minutes(10));
        assert_eq!(idle_for(true, noon + 600_000_000, now()), minutes(0), "the clock was set back");
        assert_eq!(idle_for(true, u64::MAX, now()), None);
    }

    #[test]
    fn reads_power_supplies_from_their_files() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, value: &str| {
            let file = folder.path().join(name);
            crate::machine::effect::create_dir_all(crate::machine::effect::parent(&file)).unwrap();
            crate::machine::effect::write_plain(&file, value.as_bytes()).unwrap();
        };
        put("BAT0/type", "Battery\n");
        put("BAT0/status", "Discharging\n");
        put("AC/type", "Mains\n");
        put("AC/online", "0\n");
        assert_eq!(on_battery(supplies(folder.path()).as_deref()), Some(true));
        put("AC/online", "1\n");
        assert_eq!(on_battery(supplies(folder.path()).as_deref()), Some(false));
        assert_eq!(supplies(&folder.path().join("none")), None);
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod bus_tests {
    use std::os::unix::net::UnixListener;

    use upgo_testkit::bus::Bus;
    use zbus::blocking::{Connection, connection};

    use super::*;
    use crate::machine::platform::MOMENT;

    fn connect(bus: &Bus) -> connection::Builder<'_> {
        connection::Builder::address(bus.address.as_str()).unwrap()
    }

    /// With more time than a busy machine needs.
    fn asked(bus: &Bus) -> Condition {
        asked_within(bus, Duration::from_mins(1))
    }

    fn asked_within(bus: &Bus, patience: Duration) -> Condition {
        told("2026-03-01T12:00:00Z".parse().unwrap(), Some(bus.address.clone()), Path::new("/nowhere"), patience)
    }

    /// The state, whether it is metered, and how long it takes to answer that.
    struct NetworkManager(u32, u32, Duration);

    #[zbus::interface(name = "org.freedesktop.NetworkManager")]
    impl NetworkManager {
        #[zbus(property)]
        fn state(&self) -> u32 {
            self.0
        }

        #[zbus(property)]
        fn metered(&self) -> u32 {
            std::thread::sleep(self.2);
            self.1
        }
    }

    struct Profiles(&'static str);

    #[zbus::interface(name = "net.hadess.PowerProfiles")]
    impl Profiles {
        #[zbus(property)]
        fn active_profile(&self) -> &'static str {
            self.0
        }
    }

    /// Whether the user is idle, and since when.
    struct User(bool, u64);

    #[zbus::interface(name = "org.freedesktop.login1.User")]
    impl User {
        #[zbus(property)]
        fn idle_hint(&self) -> bool {
            self.0
        }

        #[zbus(property)]
        fn idle_since_hint(&self) -> u64 {
            self.1
        }
    }

    fn network(bus: &Bus, state: u32, metered: u32) -> Connection {
        serve(bus, NetworkManager(state, metered, Duration::ZERO))
    }

    fn serve(bus: &Bus, manager: NetworkManager) -> Connection {
        let builder = connect(bus).name("org.freedesktop.NetworkManager").unwrap();
        builder.serve_at("/org/freedesktop/NetworkManager", manager).unwrap().build().unwrap()
    }

    #[test]
    fn reads_the_condition_from_the_services() {
        let Some(bus) = Bus::start() else { return };
        let _network = network(&bus, 70, 1);
        let profiles = connect(&bus).name("net.hadess.PowerProfiles").unwrap();
        let _profiles =
            profiles.serve_at("/net/hadess/PowerProfiles", Profiles("power-saver")).unwrap().build().unwrap();
        let login = connect(&bus).name("org.freedesktop.login1").unwrap();
        let user = User(true, 1_772_366_100_000_000); // 11:55
        let _login = login.serve_at("/org/freedesktop/login1/user/self", user).unwrap().build().unwrap();
        assert_eq!(
            asked(&bus),
            Condition {
                network: Some(Network::Metered),
                battery_saver: Some(true),
                idle: Some(Duration::from_mins(5)),
                ..Condition::default()
            }
        );
    }

    #[test]
    fn without_services_the_condition_is_unknown() {
        let Some(bus) = Bus::start() else { return };
        assert_eq!(asked(&bus), Condition::default());
        let _network = network(&bus, 70, 2);
        assert_eq!(asked(&bus), Condition { network: Some(Network::Free), ..Condition::default() });
    }

    #[test]
    fn a_slow_service_is_heard_by_who_waits_for_it() {
        let Some(bus) = Bus::start() else { return };
        let _network = serve(&bus, NetworkManager(70, 1, 3 * MOMENT));
        assert_eq!(asked_within(&bus, MOMENT).network, Some(Network::Unanswered));
        assert_eq!(asked(&bus).network, Some(Network::Metered));
    }

    #[test]
    fn does_not_wait_for_a_missing_or_silent_bus() {
        let now = Timestamp::UNIX_EPOCH;
        let nowhere = Path::new("/nowhere");
        let patient = Duration::from_mins(1);
        assert_eq!(told(now, Some("unix:path=/nowhere/bus".to_owned()), nowhere, patient), Condition::default());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bus");
        let _silent = UnixListener::bind(&path).unwrap();
        let silent = Condition { network: Some(Network::Unanswered), ..Condition::default() };
        assert_eq!(told(now, Some(format!("unix:path={}", path.display())), nowhere, MOMENT), silent);
    }
}
