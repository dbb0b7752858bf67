//! Sample toolchains in Go's layout, and the feed that offers them.
