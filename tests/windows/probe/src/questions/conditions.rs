//! The network and the power, which decide whether Upgo downloads by itself.
use std::io;

use upgo_engine::machine::platform::{ask_network, last_input, power_status};

use super::Row;
use crate::answer::{Answer, Value};

pub(super) const QUESTIONS: &[Row] = &[
    ("network", |_| network()),
    ("network-again", |_| network()), // only the first question has to start the service
    ("power", |_| power().into()),
    ("last-input-known", |_| last_input().is_some().into()),
];

/// The bits of `NLM_CONNECTIVITY` and of `NLM_CONNECTION_COST`.
fn network() -> Answer {
    ask_network()
        .map(|(connectivity, cost)| Value::from([("connectivity", i64::from(connectivity)), ("cost", i64::from(cost))]))
        .map_err(io::Error::from)
        .into()
}

/// The bytes of `SYSTEM_POWER_STATUS`.
fn power() -> io::Result<Value> {
    let status = power_status()?;
    Ok([
        ("line", i64::from(status.ACLineStatus)),
        ("battery", i64::from(status.BatteryFlag)),
        ("saver", i64::from(status.SystemStatusFlag)),
    ]
    .into())
}
