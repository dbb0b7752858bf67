//! Bytes and paths in JSON: as text if they are valid text, which a person can read, otherwise as hex digits.
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::digest::from_hex;
use crate::machine::platform;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Coded<'a> {
    Text(std::borrow::Cow<'a, str>),
    Hex(String),
}

pub(super) mod bytes {
    use super::{Coded, Deserialize as _, Deserializer, Serialize as _, Serializer, from_hex, to_hex};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        match str::from_utf8(bytes) {
            Ok(text) => Coded::Text(text.into()),
            Err(_) => Coded::Hex(to_hex(bytes)),
        }
        .serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        match Coded::deserialize(deserializer)? {
            Coded::Text(text) => Ok(text.into_owned().into_bytes()),
            Coded::Hex(hex) => from_hex(&hex).ok_or_else(|| serde::de::Error::custom("not hex digits")),
        }
    }
}

pub(super) mod bytes_or_none {
    use super::{Deserialize, Deserializer, Serialize, Serializer, bytes};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct LosslessBytes(#[serde(with = "bytes")] Vec<u8>);

    #[expect(clippy::ref_option, reason = "serde requires this signature")]
    pub(crate) fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
        bytes.clone().map(LosslessBytes).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u8>>, D::Error> {
        Ok(Option::<LosslessBytes>::deserialize(deserializer)?.map(|bytes| bytes.0))
    }
}

pub(crate) mod path {
    use super::{Coded, Deserialize as _, Deserializer, Path, PathBuf, Serialize as _, Serializer, platform};
    use super::{from_hex, to_hex, units_from_bytes};

    pub(crate) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        let hex = || platform::to_units(path.as_os_str()).into_iter().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        path.to_str().map_or_else(|| Coded::Hex(to_hex(&hex())), |text| Coded::Text(text.into())).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        match Coded::deserialize(deserializer)? {
            Coded::Text(text) => Ok(text.into_owned().into()),
            Coded::Hex(hex) => {
                let bytes = from_hex(&hex).ok_or_else(|| serde::de::Error::custom("not hex digits"))?;
                Ok(platform::from_units(&units_from_bytes(&bytes, u16::from_be_bytes)).into())
            }
        }
    }
}

pub(super) mod paths {
    use super::{Deserialize, Deserializer, PathBuf, Serialize, Serializer, path};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct LosslessPath(#[serde(with = "path")] PathBuf);

    pub(crate) fn serialize<S: Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(paths.iter().cloned().map(LosslessPath))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
        Ok(Vec::<LosslessPath>::deserialize(deserializer)?.into_iter().map(|path| path.0).collect())
    }
}

/// A single last byte is dropped.
pub(super) fn units_from_bytes(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect()
}

fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").ok();
        hex
    })
}
