//! Texts put together from values of a file. Each part knows where it stands there, so an edit replaces exactly what was
//! read, whether an image names a version itself or by way of arguments, variables and matrices.
use std::ops::Range;

use super::edit::number_in;
use super::notations::is_published;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Traced {
    text: String,
    /// In order; a part that is in no file, or with escapes there, is missing.
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    at: Range<usize>,
    /// As long as the part, or the whole value for the whole part: `1.20` for the number 1.2.
    source: Range<usize>,
    is_bare: bool,
    is_one_of_several: bool,
}

/// The bytes of a version in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) range: Range<usize>,
    /// Whether it is a YAML scalar without quotes: `1.30` would be the number 1.3, so it gets quotes.
    pub(crate) is_bare: bool,
    /// What follows the version in the tags of images, such as `alpine`; none outside of tags.
    pub(crate) variants: Vec<String>,
}

/// Why an edit keeps a version that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// No part of the file contains it as a whole.
    Composed,
    /// An image with a digest, which another release does not have.
    Digest,
    /// One of several different values of a matrix.
    Several,
    /// The line names another file.
    Elsewhere,
    /// A build without modules, which newer releases refuse.
    Gopath,
    /// No such image is known for the release.
    Unpublished,
}

impl Traced {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The first byte in the file; `None` if no part is in it.
    pub(super) fn start(&self) -> Option<usize> {
        self.parts.first().map(|part| part.source.start)
    }

    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), parts: Vec::new() }
    }

    pub(super) fn part_of(file: &str, part: &str) -> Self {
        Self::of_value(part.to_owned(), Some(range_in(file, part)), false, false)
    }

    /// The value of a YAML scalar, which is `source` in the file.
    pub(super) fn of_value(text: String, source: Option<Range<usize>>, is_bare: bool, is_one_of_several: bool) -> Self {
        let at = 0..text.len();
        let parts = source.map(|source| Part { at, source, is_bare, is_one_of_several }).into_iter().collect();
        Self { text, parts }
    }

    pub(super) fn slice(&self, range: Range<usize>) -> Self {
        let first = self.parts.partition_point(|part| part.at.end <= range.start);
        let others = self.parts.get(first..).unwrap_or_default().iter();
        let inside = others.take_while(|part| part.at.start < range.end).filter_map(|part| {
            let (start, end) = (part.at.start.max(range.start), part.at.end.min(range.end));
            let is_whole = (start, end) == (part.at.start, part.at.end);
            let at = part.source.start + start.saturating_sub(part.at.start);
            let source = if is_whole { part.source.clone() } else { at..at + end.saturating_sub(start) };
            let is_known = start < end && (is_whole || part.source.len() == part.at.len());
            let at = start.saturating_sub(range.start)..end.saturating_sub(range.start);
            is_known.then(|| Part { at, source, is_bare: part.is_bare && is_whole, ..part.clone() })
        });
        Self { text: self.text.get(range.clone()).unwrap_or_default().to_owned(), parts: inside.collect() }
    }

    /// A part of this very text.
    pub(super) fn part(&self, part: &str) -> Self {
        self.slice(range_in(&self.text, part))
    }

    pub(super) fn words(&self) -> impl Iterator<Item = Self> {
        self.text.split_whitespace().map(|word| self.part(word))
    }

    pub(super) fn push(&mut self, other: &Self) {
        let by = self.text.len();
        self.text.push_str(&other.text);
        let moved = |part: &Part| Part { at: part.at.start + by..part.at.end + by, ..part.clone() };
        self.parts.extend(other.parts.iter().map(moved));
    }

    /// Where a part of the text stands in the file, if it stands there as a whole.
    pub(super) fn place(&self, range: &Range<usize>) -> Result<Place, Kept> {
        match &*self.slice(range.clone()).parts {
            [part] if part.at.len() == range.len() && !part.at.is_empty() => {
                let place = Place { range: part.source.clone(), is_bare: part.is_bare, variants: Vec::new() };
                if part.is_one_of_several { Err(Kept::Several) } else { Ok(place) }
            }
            _ => Err(Kept::Composed),
        }
    }
}

impl Place {
    /// The bytes to replace, and their replacement; `None` if they stay.
    pub(super) fn replaced(&self, text: &str, new: &dyn Fn(&str) -> Option<String>) -> Option<(Range<usize>, String)> {
        let old = text.get(self.range.clone())?;
        let new = new(old).filter(|new| new != old)?;
        let has_variant = |variant: &String| number_in(&new).is_some_and(|new| is_published(variant, &new));
        if !self.variants.iter().all(has_variant) {
            return None;
        }
        let is_number = new.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let loses_zero = self.is_bare && is_number && new.ends_with('0') && new.matches('.').count() == 1;
        Some((self.range.clone(), if loses_zero { format!("'{new}'") } else { new }))
    }
}

pub(super) fn range_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}
