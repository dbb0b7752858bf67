//! Tests only: sandboxed home, loopback release server, toolchain builder.
