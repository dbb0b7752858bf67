//! Settings that are times: how long something lasts, and a part of the day.
use jiff::SignedDuration;
use jiff::civil::Time;
use toml_edit::Value as Toml;

use super::value::{Value, expected, text_of};

const SECONDS: [(i64, char); 4] = [(7 * 86400, 'w'), (86400, 'd'), (3600, 'h'), (60, 'm')];

/// A type for a setting that lasts, with its bounds.
macro_rules! lasting {
    ($(#[doc = $doc:literal])+ $name:ident, $from:literal..=$to:literal seconds, $kind:literal, $why:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(SignedDuration);

        impl $name {
            /// That long; `None` where it is out of bounds.
            pub const fn new(duration: SignedDuration) -> Option<Self> {
                let seconds = duration.as_secs();
                if $from <= seconds && seconds <= $to { Some(Self(duration)) } else { None }
            }

            /// How long it is.
            pub const fn get(self) -> SignedDuration {
                self.0
            }
        }

        impl Value for $name {
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
    /// How long between two questions to somebody's server.
    Interval,
    3600..=31_449_600 seconds,
    "a time from 1h to 52w, as 12h, 3d or 2w",
    "nobody is asked more often than every hour, nor less than once a year"
);
lasting!(
    /// How long a fresh release is left to others.
    CoolDown,
    0..=15_724_800 seconds,
    "a time up to 26w, as 0, 12h, 3d or 2w",
    "before that there is a newer one"
);
lasting!(
    /// How long nobody must have touched the machine.
    Idle,
    0..=86400 seconds,
    "a time up to 1d, as 0, 10m or 2h",
    "a machine that is used is never left alone as long"
);

/// A part of each day, by the clock on the wall; it may go across midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// Its first minute.
    pub from: Time,
    /// The first minute that is not in it.
    pub until: Time,
}

impl DaySpan {
    /// Whether the clock shows a time in it.
    pub fn contains(&self, time: Time) -> bool {
        if self.from < self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        }
    }
}

impl Value for Option<DaySpan> {
    const KIND: &'static str = "a part of the day, as 22:00-07:00";

    fn from_toml(toml: &Toml) -> Result<Self, String> {
        Self::from_text(text_of::<Self>(toml)?)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        let span = text.split_once('-').and_then(|(from, until)| Some((clock(from.trim())?, clock(until.trim())?)));
        match span {
            Some((from, until)) if from == until => {
                Err(format!("{}: it would end when it begins", expected::<Self>(&format!("{text:?}"))))
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

/// `HH:MM`, where the end of the day may be written as 24:00.
fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i8>().ok())?;
    match (number(hour)?, number(minute).filter(|_| minute.len() == 2)?) {
        (24, 0) => Some(Time::midnight()),
        (hour, minute) => Time::new(hour, minute, 0, 0).ok(),
    }
}

/// A number and its unit.
fn duration(text: &str) -> Option<SignedDuration> {
    if text == "0" {
        return Some(SignedDuration::ZERO);
    }
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let (seconds, _) = SECONDS.into_iter().find(|(_, letter)| unit.starts_with(*letter))?;
    let number: u32 = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok())??;
    i64::from(number).checked_mul(seconds).map(SignedDuration::from_secs)
}

/// The same in the largest unit that it is a multiple of.
fn written(duration: SignedDuration) -> String {
    let all = duration.as_secs();
    match SECONDS.into_iter().find(|(seconds, _)| all % seconds == 0) {
        Some((seconds, letter)) if all > 0 => format!("{}{letter}", all / seconds),
        _ => "0".to_owned(),
    }
}
