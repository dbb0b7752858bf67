//! Errors that say their code, their message and their advice on one line.

/// Makes an error enum, with [`Explain`](super::Explain) for it.
///
/// ```text
/// explain! {
///     pub enum ExampleError {
///         Digest { file: String, actual: Sha256 } = VerifyDigest, NotOfficialHere { file, actual };
///         Missing(name: String) = VersionUnknown, NoSuchGo { name }, next InstallFirst { version: name };
///         Write { path: PathBuf, #[source] error: io::Error } = (of_io(error)), CannotWrite { path };
///         Http(HttpError) = *;
///         Unpack(error: UnpackError) = *, next (again(error));
///         Disk(error: io::Error) = (of_io(error)), *;
///     }
/// }
/// ```
///
/// A code is a name, or an expression in parentheses. Words are a sentence, or a pattern with its values as for
/// [`say!`](crate::say), or an expression in parentheses, or `_` for none. The words after `next` are the advice, those
/// after `means` say what it means for the user. Fields are references in all of them. `= *` passes on another error,
/// `= *, next` only its code and words, and `, *` shows the words of the system. For a struct, whose source `thiserror`
/// finds only outside of a macro, there is `impl Example { file } = VerifyDigest, NotOfficialHere { file };`.
#[macro_export]
macro_rules! explain {
    (impl $name:ident { $($field:ident),+ } = $code:tt, $word:tt $({ $($values:tt)* })?
        $(, next $advice:tt $({ $($advised:tt)* })?)? $(, means $meaning:tt $({ $($meant:tt)* })?)?;) => {
        impl $crate::base::report::Explain for $name {
            fn code(&self) -> $crate::base::report::Code {
                let Self { $($field),+, .. } = self;
                $(let _ = $field;)+
                $crate::explain!(@only_code $code)
            }

            fn statement(&self) -> Option<$crate::base::words::Statement> {
                let Self { $($field),+, .. } = self;
                $(let _ = $field;)+
                $crate::explain!(@words $word $({ $($values)* })?)
            }

            fn advice(&self) -> Option<$crate::base::words::Statement> {
                let Self { $($field),+, .. } = self;
                $(let _ = $field;)+
                $crate::explain!(@words $($advice $({ $($advised)* })?)?)
            }

            fn own_means(&self) -> Option<$crate::base::words::Statement> {
                $crate::explain!(@words $($meaning $({ $($meant)* })?)?)
            }
        }
    };
    (@only_code ($code:expr)) => { $code };
    (@only_code $code:ident) => { $crate::base::report::Code::$code };

    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($rest:tt)* }) => {
        // `thiserror` binds a name from one of these attributes and uses it from the other: both are written here
        $crate::explain!(@variant {
            [#[derive(Debug, thiserror::Error)] #[error("{}", $crate::base::report::stated(self))] $(#[$meta])*]
            [#[error(transparent)]] $vis $name
        } [] [] [] [] [] [] $($rest)*);
    };

    (@variant { [$($meta:tt)*] [$($transparent:tt)*] $vis:vis $name:ident }
        [$($variants:tt)*] [$($code:tt)*] [$($says:tt)*] [$($next:tt)*] [$($means:tt)*] [$($other:tt)*]) => {
        $($meta)*
        $vis enum $name { $($variants)* }

        impl $crate::base::report::Explain for $name {
            fn code(&self) -> $crate::base::report::Code {
                match self { $($code)* }
            }

            fn statement(&self) -> Option<$crate::base::words::Statement> {
                match self { $($says)* }
            }

            fn advice(&self) -> Option<$crate::base::words::Statement> {
                match self { $($next)* }
            }

            fn own_means(&self) -> Option<$crate::base::words::Statement> {
                match self { $($means)* }
            }

            fn passed_on(&self) -> Option<&dyn $crate::base::report::Explain> {
                match self { $($other)* }
            }
        }
    };

    // `Http(HttpError) = *;`
    (@variant { $attributes:tt [$($transparent:tt)*] $($enum:tt)* } [$($variants:tt)*] [$($code:tt)*] [$($says:tt)*]
        [$($next:tt)*] [$($means:tt)*] [$($other:tt)*]
        $(#[$meta:meta])* $variant:ident($type:ty) = *; $($rest:tt)*) => {
        $crate::explain!(@variant { $attributes [$($transparent)*] $($enum)* }
            [$($variants)* $(#[$meta])* $($transparent)* $variant(#[from] $type),]
            [$($code)* Self::$variant(error) => $crate::base::report::Explain::code(error),]
            [$($says)* Self::$variant(error) => $crate::base::report::Explain::statement(error),]
            [$($next)* Self::$variant(error) => $crate::base::report::Explain::advice(error),]
            [$($means)* Self::$variant(_) => None,]
            [$($other)* Self::$variant(error) => Some(error),]
            $($rest)*);
    };
    // `Unpack(error: UnpackError) = *, next (again(error));`
    (@variant { $attributes:tt [$($transparent:tt)*] $($enum:tt)* } [$($variants:tt)*] [$($code:tt)*] [$($says:tt)*]
        [$($next:tt)*] [$($means:tt)*] [$($other:tt)*]
        $(#[$meta:meta])* $variant:ident($error:ident: $type:ty) = *, next $advice:tt $({ $($advised:tt)* })?;
        $($rest:tt)*) => {
        $crate::explain!(@variant { $attributes [$($transparent)*] $($enum)* }
            [$($variants)* $(#[$meta])* $($transparent)* $variant(#[from] $type),]
            [$($code)* Self::$variant($error) => $crate::base::report::Explain::code($error),]
            [$($says)* Self::$variant($error) => $crate::base::report::Explain::statement($error),]
            [$($next)* Self::$variant($error) => {
                let _ = $error;
                $crate::explain!(@words $advice $({ $($advised)* })?)
            }]
            [$($means)* Self::$variant(_) => None,]
            [$($other)* Self::$variant(_) => None,]
            $($rest)*);
    };
    // `Disk(error: io::Error) = (of_io(error)), *;`
    (@variant { $attributes:tt [$($transparent:tt)*] $($enum:tt)* } [$($variants:tt)*] [$($code:tt)*] [$($says:tt)*]
        [$($next:tt)*] [$($means:tt)*] [$($other:tt)*]
        $(#[$meta:meta])* $variant:ident($error:ident: $type:ty) = ($value:expr), *; $($rest:tt)*) => {
        $crate::explain!(@variant { $attributes [$($transparent)*] $($enum)* }
            [$($variants)* $(#[$meta])* $($transparent)* $variant(#[from] $type),]
            [$($code)* Self::$variant($error) => $value,]
            [$($says)* Self::$variant(_) => None,]
            [$($next)* Self::$variant(_) => None,]
            [$($means)* Self::$variant(_) => None,]
            [$($other)* Self::$variant(_) => None,]
            $($rest)*);
    };
    (@variant $enum:tt $variants:tt $code:tt $says:tt $next:tt $means:tt $other:tt
        $(#[$meta:meta])* $variant:ident { $($(#[$of:meta])* $field:ident: $type:ty),+ $(,)? } = $($rest:tt)*) => {
        $crate::explain!(@code $enum $variants $code $says $next $means $other
            [$(#[$meta])* $variant { $($(#[$of])* $field: $type),+ }] [Self::$variant { $($field),+ }] [$($field)+] $($rest)*);
    };
    (@variant $enum:tt $variants:tt $code:tt $says:tt $next:tt $means:tt $other:tt
        $(#[$meta:meta])* $variant:ident($(#[$of:meta])* $field:ident: $type:ty) = $($rest:tt)*) => {
        $crate::explain!(@code $enum $variants $code $says $next $means $other
            [$(#[$meta])* $variant($(#[$of])* $type)] [Self::$variant($field)] [$field] $($rest)*);
    };
    (@variant $enum:tt $variants:tt $code:tt $says:tt $next:tt $means:tt $other:tt
        $(#[$meta:meta])* $variant:ident = $($rest:tt)*) => {
        $crate::explain!(@code $enum $variants $code $says $next $means $other
            [$(#[$meta])* $variant] [Self::$variant] [] $($rest)*);
    };

    (@code $enum:tt $variants:tt $code:tt $says:tt $next:tt $means:tt $other:tt $is:tt $pattern:tt $fields:tt
        ($value:expr), $($rest:tt)*) => {
        $crate::explain!(@says $enum $variants $code $says $next $means $other $is $pattern $fields [$value] $($rest)*);
    };
    (@code $enum:tt $variants:tt $code:tt $says:tt $next:tt $means:tt $other:tt $is:tt $pattern:tt $fields:tt
        $value:ident, $($rest:tt)*) => {
        $crate::explain!(@says $enum $variants $code $says $next $means $other $is $pattern $fields
            [$crate::base::report::Code::$value] $($rest)*);
    };

    (@says $enum:tt $variants:tt $code:tt $says:tt $next:tt $means:tt $other:tt $is:tt $pattern:tt $fields:tt $of:tt
        $word:tt $({ $($values:tt)* })? $(, next $advice:tt $({ $($advised:tt)* })?)?
        $(, means $meaning:tt $({ $($meant:tt)* })?)?; $($rest:tt)*) => {
        $crate::explain!(@add $enum $variants $code $says $next $means $other $is $pattern $fields $of
            [$word $({ $($values)* })?] [$($advice $({ $($advised)* })?)?] [$($meaning $({ $($meant)* })?)?] $($rest)*);
    };

    (@add $enum:tt [$($variants:tt)*] [$($code:tt)*] [$($says:tt)*] [$($next:tt)*] [$($means:tt)*] [$($other:tt)*]
        [$($is:tt)*] [$($pattern:tt)*] [$($field:ident)*] [$of:expr] [$($word:tt)*] [$($advice:tt)*] [$($meaning:tt)*]
        $($rest:tt)*) => {
        $crate::explain!(@variant $enum
            [$($variants)* $($is)*,]
            [$($code)* $($pattern)* => { $(let _ = $field;)* $of }]
            [$($says)* $($pattern)* => { $(let _ = $field;)* $crate::explain!(@words $($word)*) }]
            [$($next)* $($pattern)* => { $(let _ = $field;)* $crate::explain!(@words $($advice)*) }]
            [$($means)* $($pattern)* => { $(let _ = $field;)* $crate::explain!(@words $($meaning)*) }]
            [$($other)* $($pattern)* => { $(let _ = $field;)* None }]
            $($rest)*);
    };

    (@words) => { None };
    (@words _) => { None };
    (@words ($words:expr)) => { $crate::base::report::words($words) };
    (@words $sentence:ident) => { Some($crate::base::words::Sentence::$sentence.into()) };
    (@words $pattern:ident { $($values:tt)* }) => { Some($crate::say!($pattern { $($values)* })) };
}
