//! JSON of the types whose values are written as text.
#[cfg(any(test, feature = "fuzz"))]
use crate::base::own_json;

/// Writes values of a type as their text, and gives its schema the type's name.
macro_rules! written_as_text {
    ($type:ident) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
    ($type:ident, $($schema:tt)+) => {
        $crate::base::json::written_as_text!($type);

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", $($schema)+ })
            }
        }
    };
}
pub(crate) use written_as_text;

/// Reads values of a type from their text.
macro_rules! read_from_text {
    ($type:ident, $parse:expr) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                $parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use read_from_text;

/// For fuzzing: the value is written, with and without a checksum, so that the same value is read again.
#[cfg(any(test, feature = "fuzz"))]
pub(crate) fn read_back<T>(bytes: &[u8]) -> Option<T>
where
    T: serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug,
{
    own_json::from_slice(bytes).inspect(|value| {
        same_again(value);
        let sealed = own_json::to_vec(value).ok().and_then(|text| own_json::from_slice(&text));
        assert_eq!(sealed.as_ref(), Some(value));
    })
}

/// For fuzzing: a value is written so that the same value is read again.
#[cfg(any(test, feature = "fuzz"))]
pub(crate) fn same_again<T>(value: &T)
where
    T: serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug,
{
    let again = serde_json::to_vec(value).map(|text| serde_json::from_slice::<T>(&text));
    assert!(matches!(&again, Ok(Ok(same)) if same == value), "{value:?} is read back as {again:?}");
}
