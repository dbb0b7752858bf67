//! JSON of the types whose values are written as text, and of other programs.
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
        $crate::base::json::schema_of_text!($type, $($schema)+);
    };
}
pub(crate) use written_as_text;

macro_rules! schema_of_text {
    ($type:ident, $($schema:tt)+) => {
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
pub(crate) use schema_of_text;

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

/// Without the byte order mark that some editors and shells write first.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)
}

/// The schema of a point in time, for fields of other types.
pub struct Moment;
schema_of_text!(Moment, "format": "date-time");
