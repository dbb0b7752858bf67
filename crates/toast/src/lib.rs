//! Toasts.
