//! The network and the power, which decide whether Upgo downloads by itself.
use std::io;

use super::super::condition::{ask_network, last_input, power_status};
use crate::machine::platform::{ProbeGround, ProbeGroup, ProbeQuestion, ProbeResult, ProbeValue};

const fn ask(name: &'static str, ask: fn(&ProbeGround) -> ProbeResult) -> ProbeQuestion {
    ProbeQuestion { group: ProbeGroup::Conditions, name, ask }
}

pub(super) const QUESTIONS: &[ProbeQuestion] = &[
    ask("network", |_| network()),
    ask("network-again", |_| network()), // only the first question has to start the service
    ask("power", |_| power().into()),
    ask("last-input-known", |_| last_input().is_some().into()),
];

/// The bits of `NLM_CONNECTIVITY` and of `NLM_CONNECTION_COST`.
fn network() -> ProbeResult {
    ask_network()
        .map(|(connectivity, cost)| {
            ProbeValue::from([("connectivity", i64::from(connectivity)), ("cost", i64::from(cost))])
        })
        .map_err(io::Error::from)
        .into()
}

/// The bytes of `SYSTEM_POWER_STATUS`.
fn power() -> io::Result<ProbeValue> {
    let status = power_status()?;
    Ok([
        ("line", i64::from(status.ACLineStatus)),
        ("battery", i64::from(status.BatteryFlag)),
        ("saver", i64::from(status.SystemStatusFlag)),
    ]
    .into())
}
