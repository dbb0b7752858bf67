//! The values of expressions in workflows and actions: `${{ matrix.go }}`, `${{ env.GO }}` and `${{ inputs.go }}`.
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/contexts>.
use std::collections::HashMap;
use std::rc::Rc;

use super::notations::{Meaning, UNKNOWN};
use super::traced::{Kept, Place, Traced};
use super::yaml::Node;
use super::{MOST, Mention, Reader};
use crate::projects::AskedBy;

#[derive(Clone, Copy)]
pub(super) struct Contexts<'a> {
    pub(super) matrix: Option<&'a Rc<Node>>,
    /// The innermost first.
    pub(super) env: [Option<&'a Rc<Node>>; 3],
    /// Those that the file declares.
    pub(super) inputs: Option<&'a Rc<Node>>,
    /// `None` in the file that is read, whose callers are unknown.
    pub(super) caller: Option<&'a Caller<'a>>,
}

/// A step or a job that calls an action or a workflow of the repository.
pub(super) struct Caller<'a> {
    /// Its line in the file that is read.
    pub(super) line: usize,
    pub(super) depth: usize,
    pub(super) inputs: HashMap<&'a str, Vec<Value>>,
    pub(super) scope: Contexts<'a>,
    pub(super) toolchains: &'a [String],
}

/// A value of an input, with the line that says it.
#[derive(Clone)]
pub(super) struct Value {
    pub(super) line: usize,
    /// As it is written there.
    pub(super) shown: String,
    pub(super) text: Traced,
    /// Whether a caller may give another one.
    is_usual: bool,
    /// Whether it is only in a file that the one that is read calls.
    is_elsewhere: bool,
}

impl Value {
    fn of(node: &Node, is_one_of_several: bool, scope: Contexts<'_>) -> Self {
        let shown = node.text().unwrap_or_default().to_owned();
        Self::with_text(node.traced(is_one_of_several), shown, node.line, scope)
    }

    pub(super) fn with_text(text: Traced, shown: String, line: usize, scope: Contexts<'_>) -> Self {
        let is_elsewhere = scope.caller.is_some();
        let text = if is_elsewhere { Traced::new(text.text()) } else { text };
        Self { line, shown, text, is_usual: false, is_elsewhere }
    }

    /// The values with those of its expressions. One that is only known when the job runs stays.
    pub(super) fn evaluated(self, scope: Contexts<'_>) -> Vec<Self> {
        let written = &self.text;
        if written.text().len() > LONGEST || !written.text().contains("${{") {
            return vec![self];
        }
        let whole = written.text().trim().strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}"));
        let whole = whole.map(|name| resolve(name.trim(), scope)).unwrap_or_default();
        if !whole.is_empty() {
            return whole;
        }
        let mut all = vec![Self { shown: String::new(), text: Traced::default(), ..self.clone() }];
        let mut rest = written.text();
        while let Some((before, after)) = rest.split_once("${{") {
            let (name, behind) = after.split_once("}}").unwrap_or(after.split_at(after.len()));
            let expression = rest.get(before.len()..rest.len() - behind.len()).unwrap_or_default();
            let found = resolve(name.trim(), scope);
            let with_found = |begun: &Self| {
                let begun = begun.followed_by(&written.part(before));
                if found.is_empty() {
                    return vec![begun.followed_by(&written.part(expression))];
                }
                let with = |value: &Self| Self {
                    line: if value.is_elsewhere { begun.line } else { value.line },
                    is_usual: begun.is_usual || value.is_usual,
                    is_elsewhere: begun.is_elsewhere && value.is_elsewhere,
                    ..begun.followed_by(&value.text)
                };
                found.iter().map(with).collect()
            };
            all = all.iter().flat_map(with_found).take(MOST).collect();
            all.retain(|value| value.text.text().len() <= LONGEST);
            rest = behind;
        }
        all.iter().map(|value| value.followed_by(&written.part(rest))).collect()
    }

    fn followed_by(&self, more: &Traced) -> Self {
        let mut text = self.text.clone();
        text.push(more);
        Self { shown: text.text().to_owned(), text, ..self.clone() }
    }

    pub(super) fn add(
        self,
        word: &str,
        meaning: Meaning,
        place: Result<Place, Kept>,
        scope: Contexts<'_>,
        reader: &mut Reader<'_>,
    ) {
        let (line, meaning, place) = match scope.caller {
            // the other file is read, too
            Some(_) if self.is_elsewhere && !self.is_usual => return,
            Some(caller) if self.is_elsewhere => (caller.line, meaning, Err(Kept::Elsewhere)),
            // a caller may give another one
            _ => (self.line, if self.is_usual { UNKNOWN } else { meaning }, place),
        };
        reader.add(AskedBy::SetupGo, Mention { line, word }, &self.shown, meaning, place);
    }
}

pub(super) fn values(input: &Rc<Node>, scope: Contexts<'_>) -> Vec<Value> {
    Value::of(input, false, scope).evaluated(scope)
}

/// The largest part of a text with expressions, in bytes.
const LONGEST: usize = 500;

/// The values of the expression `matrix.go` or `env.GO_VERSION`; none if they are unknown.
pub(super) fn resolve(name: &str, scope: Contexts<'_>) -> Vec<Value> {
    let in_brackets = |object: &str| {
        let rest = name.strip_prefix(object)?.strip_prefix('[')?.strip_suffix(']')?;
        Some(rest.trim().trim_matches('\''))
    };
    let of = |object: &str| {
        let after = name.strip_prefix(object).and_then(|rest| rest.strip_prefix('.'));
        after.or_else(|| in_brackets(object))
    };
    let is_short = |value: &&Rc<Node>| value.text().is_some_and(|text| text.len() <= LONGEST);
    if let Some(variable) = of("env") {
        let value = scope.env.into_iter().flatten().find_map(|env| env.get(variable));
        return match (value.filter(is_short), scope.caller) {
            // it may name an input, and no other variable
            (Some(value), _) => values(value, Contexts { env: [None; 3], ..scope }),
            (None, Some(caller)) => resolve(name, caller.scope),
            (None, None) => Vec::new(),
        };
    }
    if let Some(input) = of("inputs") {
        if let Some(given) = scope.caller.and_then(|caller| caller.inputs.get(input)) {
            return given.clone();
        }
        let usual = scope.inputs.and_then(|inputs| inputs.get(input)?.get("default")).filter(is_short);
        // without a default, it is empty
        let is_name = input.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
        let none =
            || scope.caller.filter(|_| is_name).map(|_| Value::with_text(Traced::default(), String::new(), 1, scope));
        let value = usual.map(|usual| Value::of(usual, false, scope)).or_else(none);
        return value.map(|value| Value { is_usual: true, ..value }).into_iter().collect();
    }
    let (Some(key), Some(matrix)) = (of("matrix"), scope.matrix) else { return Vec::new() };
    let own = matrix.get(key).map(|list| list.items()).unwrap_or_default();
    let included = matrix.get("include").map(|list| list.items()).unwrap_or_default();
    let all = own.iter().chain(included.iter().filter_map(|each| each.get(key)));
    let values: Vec<_> = all.filter(is_short).take(MOST).collect();
    let are_several = values.windows(2).any(|pair| matches!(pair, [one, other] if one.scalar() != other.scalar()));
    values.into_iter().map(|value| Value::of(value, are_several, scope)).collect()
}
