//! Settings that are times: durations, and daily time ranges.
use jiff::SignedDuration;
use jiff::civil::Time;
use toml_edit::Value as Toml;

use super::value::{SettingType, expected, text_of};

const SECONDS: [(i64, char); 5] = [(7 * 86400, 'w'), (86400, 'd'), (3600, 'h'), (60, 'm'), (1, 's')];

/// A type for a setting that is a duration, with its bounds.
macro_rules! lasting {
    ($(#[doc = $doc:literal])+ $name:ident, $from:literal..=$to:literal seconds, $kind:literal, $why:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(SignedDuration);

        impl $name {
            /// Returns the duration; `None` if it is out of bounds.
            pub const fn new(duration: SignedDuration) -> Option<Self> {
                let seconds = duration.as_secs();
                if $from <= seconds && seconds <= $to { Some(Self(duration)) } else { None }
            }

            pub const fn get(self) -> SignedDuration {
                self.0
            }

            pub fn seconds(self) -> u32 {
                u32::try_from(self.0.as_secs()).unwrap_or(u32::MAX)
            }
        }

        impl SettingType for $name {
            const KIND: &'static str = $kind;

            fn from_toml(toml: &Toml) -> Result<Self, String> {
                match toml.as_integer() {
                    Some(0) => Self::from_text("0"),
                    _ => Self::from_text(text_of::<Self>(toml)?),
                }
            }

            fn from_text(text: &str) -> Result<Self, String> {
                let not_so = || expected::<Self>(&format!("{text:?}"));
                let duration = duration(text.trim()).ok_or_else(not_so)?;
                Self::new(duration).ok_or_else(|| format!("{}: {}", not_so(), $why))
            }

            fn to_toml(&self) -> Option<Toml> {
                Some(Toml::from(written(self.0)))
            }
        }
    };
}

lasting!(
    /// The interval between two requests to a public server.
    Interval,
    3600..=31_449_600 seconds,
    "a time from 1h to 52w, such as 12h, 3d or 2w",
    "checks run at most once an hour and at least once a year"
);
lasting!(
    /// How long to hold back a new release.
    CoolDown,
    0..=15_724_800 seconds,
    "a time up to 26w, such as 0, 12h, 3d or 2w",
    "a newer release would be out by then"
);
lasting!(
    /// How long the machine must be idle.
    Idle,
    0..=86400 seconds,
    "a time up to 1d, such as 0, 10m or 2h",
    "a machine in use is never idle for longer"
);

lasting!(
    /// How long a hook may take.
    HookTime,
    1..=3600 seconds,
    "a time from 1s to 1h, such as 30s or 5m",
    "a change waits for its hooks"
);

lasting!(
    /// How long a hook watches the new Go.
    SoakTime,
    1..=86400 seconds,
    "a time from 1s to 1d, such as 15m or 2h",
    "the change is complete only after it"
);

impl SoakTime {
    pub const USUAL: Self = Self(SignedDuration::from_mins(10));
}

impl HookTime {
    pub const USUAL: Self = Self(SignedDuration::from_mins(2));
}

/// A daily time range in local time; it may span midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    pub from: Time,
    pub until: Time,
}

impl DaySpan {
    pub fn contains(&self, time: Time) -> bool {
        if self.from < self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        }
    }
}

impl SettingType for Option<DaySpan> {
    const KIND: &'static str = "a time range such as 22:00-07:00";

    fn from_text(text: &str) -> Result<Self, String> {
        let span = text.split_once('-').and_then(|(from, until)| Some((clock(from.trim())?, clock(until.trim())?)));
        match span {
            Some((from, until)) if from == until => {
                Err(format!("{}: its start and end are the same", expected::<Self>(&format!("{text:?}"))))
            }
            Some((from, until)) => Ok(Some(DaySpan { from, until })),
            None => Err(expected::<Self>(&format!("{text:?}"))),
        }
    }

    fn to_toml(&self) -> Option<Toml> {
        let DaySpan { from, until } = (*self)?;
        let clock = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
        Some(Toml::from(format!("{}-{}", clock(from), clock(until))))
    }
}

/// Parses `HH:MM`, where the end of the day may be written as 24:00.
fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i8>().ok())?;
    match (number(hour)?, number(minute).filter(|_| minute.len() == 2)?) {
        (24, 0) => Some(Time::midnight()),
        (hour, minute) => Time::new(hour, minute, 0, 0).ok(),
    }
}

fn duration(text: &str) -> Option<SignedDuration> {
    if text == "0" {
        return Some(SignedDuration::ZERO);
    }
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let (seconds, _) = SECONDS.into_iter().find(|(_, letter)| unit.starts_with(*letter))?;
    let number: u32 = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok())??;
    i64::from(number).checked_mul(seconds).map(SignedDuration::from_secs)
}

/// The duration in the largest unit that it is a multiple of.
fn written(duration: SignedDuration) -> String {
    let all = duration.as_secs();
    match SECONDS.into_iter().find(|(seconds, _)| all % seconds == 0) {
        Some((seconds, letter)) if all > 0 => format!("{}{letter}", all / seconds),
        _ => "0".to_owned(),
    }
}
