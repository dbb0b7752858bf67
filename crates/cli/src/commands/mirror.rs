//! `mirror`.
