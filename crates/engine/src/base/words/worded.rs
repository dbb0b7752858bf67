//! Enums whose cases have a word each.

/// Makes an enum, with functions that return a value for each of its cases: a text, or a constant of the type.
///
/// ```text
/// worded! {
///     pub enum Example {
///         First = FirstIsMeant, "first";
///         Second = SecondIsMeant, "second";
///     }
///     pub const ALL: [Self; _];
///     pub fn says(self) -> Sentence;
///     fn name(self) -> &'static str;
/// }
/// ```
macro_rules! worded {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $($(#[$of:meta])* $case:ident = $($value:tt),+;)+ }
        $($functions:tt)+
    ) => {
        $(#[$meta])*
        $vis enum $name { $($(#[$of])* $case,)+ }

        impl $name {
            worded!(@each { $($case [$($value)+])+ } $($functions)+);
        }
    };

    (@each { $($case:ident $values:tt)+ } $(#[$meta:meta])* $vis:vis const ALL: [Self; _]; $($rest:tt)*) => {
        $(#[$meta])*
        $vis const ALL: [Self; [$(Self::$case),+].len()] = [$(Self::$case),+];

        worded!(@each { $($case $values)+ } $($rest)*);
    };
    (@each { $($case:ident [$value:tt $($more:tt)*])+ }
        $(#[$meta:meta])* $vis:vis fn $function:ident(self) -> &'static str; $($rest:tt)*) => {
        $(#[$meta])*
        $vis const fn $function(self) -> &'static str {
            match self { $(Self::$case => $value),+ }
        }

        worded!(@each { $($case [$($more)*])+ } $($rest)*);
    };
    (@each { $($case:ident [$value:tt $($more:tt)*])+ }
        $(#[$meta:meta])* $vis:vis fn $function:ident(self) -> $type:ident; $($rest:tt)*) => {
        $(#[$meta])*
        $vis const fn $function(self) -> $type {
            match self { $(Self::$case => $type::$value),+ }
        }

        worded!(@each { $($case [$($more)*])+ } $($rest)*);
    };
    (@each { $($case:ident [])+ }) => {};
}
