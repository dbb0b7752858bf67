//! YAML as a tree of texts with their lines: enough to read what builds on servers say. An alias shares the node of its
//! anchor, so a file cannot grow in memory; a budget bounds who walks a tree.
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::traced::Traced;

/// The largest depth. Real workflows have ten levels.
const DEEPEST: usize = 64;
/// The largest number of events of the parser. A file of the largest size has fewer if it means anything.
pub(super) const MOST_EVENTS: usize = 200_000;

/// A value, and the line where it begins, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) value: YamlValue,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum YamlValue {
    /// A scalar as it is written, without its quotes.
    Text {
        text: String,
        /// Whether it has no quotes, so that it may be a number or nothing.
        is_plain: bool,
        /// Its bytes in the file; `None` if they are not the text, because of escapes or line breaks.
        range: Option<Range<usize>>,
    },
    List(Vec<Rc<Node>>),
    Map(Vec<(String, Rc<Node>)>),
}

impl Node {
    /// The text of a scalar that is not empty.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            YamlValue::Text { text, is_plain, .. } if !(*is_plain && matches!(&**text, "" | "~" | "null")) => {
                Some(text)
            }
            _ => None,
        }
    }

    /// The value of a scalar: of a number without quotes, such as `1.20`, the number, which is 1.2.
    pub(super) fn scalar(&self) -> Option<String> {
        let text = self.text()?;
        let is_plain = matches!(self.value, YamlValue::Text { is_plain: true, .. });
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts = text.split_once('.').filter(|(whole, rest)| is_plain && is_digits(whole) && is_digits(rest));
        Some(match parts {
            Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            None => text.to_owned(),
        })
    }

    /// The value of a scalar with its place. `is_one_of_several` says that a list has other values.
    pub(super) fn traced(&self, is_one_of_several: bool) -> Traced {
        let (range, is_plain) = match &self.value {
            YamlValue::Text { range, is_plain, .. } => (range.clone(), *is_plain),
            _ => (None, false),
        };
        Traced::of_value(self.scalar().unwrap_or_default(), range, is_plain, is_one_of_several)
    }

    /// The lines of a text, those joined that end with a backslash. The lines of a block have their places in `file`.
    pub(super) fn lines(&self, file: &str) -> Vec<Traced> {
        let whole = self.traced(false);
        if whole.start().is_some() {
            return vec![whole];
        }
        let mut rest = file.lines().skip(self.line.saturating_sub(1));
        let (mut all, mut begun) = (Vec::new(), Traced::default());
        for line in whole.text().lines().map(str::trim) {
            let there = rest.by_ref().map(str::trim).find(|there| *there == line);
            let line = there.map_or_else(|| Traced::new(line), |there| Traced::part_of(file, there));
            begun.push(&line.text().strip_suffix('\\').map_or_else(|| line.clone(), |part| line.part(part)));
            if line.text().ends_with('\\') {
                continue;
            }
            all.push(std::mem::take(&mut begun));
        }
        all.push(begun);
        all
    }

    /// The value of a key. A merge key (`<<`) adds the keys of another map, one level deep.
    pub(super) fn get(&self, key: &str) -> Option<&Rc<Self>> {
        let own = self.own(key);
        own.or_else(|| match &self.own("<<")?.value {
            YamlValue::List(others) => others.iter().take(DEEPEST).find_map(|other| other.own(key)),
            _ => self.own("<<")?.own(key),
        })
    }

    fn own(&self, key: &str) -> Option<&Rc<Self>> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The entries of a map; none for anything else.
    pub(super) fn entries(&self) -> &[(String, Rc<Self>)] {
        match &self.value {
            YamlValue::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub(super) fn items(&self) -> &[Rc<Self>] {
        match &self.value {
            YamlValue::List(items) => items,
            _ => &[],
        }
    }
}

struct OpenNode {
    anchor: usize,
    line: usize,
    key: Option<String>,
    content: YamlValue,
}

/// Reads the first document of a file, of which an empty one has nothing; `None` if it is not YAML, too deep or too long.
pub(super) fn read(text: &str) -> Option<Rc<Node>> {
    let mut anchors: HashMap<usize, Rc<Node>> = HashMap::new();
    let mut open: Vec<OpenNode> = Vec::new();
    // YAML allows no others, and the parser takes a null for the end of the file
    if text.contains(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{85}')) {
        return None;
    }
    let content = text.trim_start_matches('\u{feff}');
    // the parser counts characters
    let bytes: Vec<usize> = content.char_indices().map(|(at, _)| at + text.len() - content.len()).collect();
    for (index, event) in Parser::new_from_str(content).enumerate() {
        let (event, span) = event.ok().filter(|_| index < MOST_EVENTS)?;
        let line = span.start.line();
        let (anchor, node) = match event {
            Event::Scalar(value, style, anchor, _) => {
                let is_plain = style == ScalarStyle::Plain;
                let mut rest = bytes.get(span.start.index()).and_then(|at| text.get(*at..)).unwrap_or_default();
                while let Some((_, behind)) = rest.split_once(' ').filter(|_| rest.starts_with(['&', '!'])) {
                    rest = behind.trim_start(); // its anchor, or its tag
                }
                let start = text.len() - rest.len() + usize::from(!is_plain);
                let range = Some(start..start + value.len()).filter(|range| text.get(range.clone()) == Some(&*value));
                let value = YamlValue::Text { text: value.into_owned(), is_plain, range };
                (anchor, Rc::new(Node { line, value }))
            }
            // an alias in its own anchor, or of another document
            Event::Alias(anchor) => (0, anchors.get(&anchor).cloned().unwrap_or_else(|| nothing(line))),
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) if open.len() < DEEPEST => {
                let is_list = matches!(event, Event::SequenceStart(..));
                let content = if is_list { YamlValue::List(Vec::new()) } else { YamlValue::Map(Vec::new()) };
                open.push(OpenNode { anchor, line, key: None, content });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let OpenNode { anchor, line, content, .. } = open.pop()?;
                (anchor, Rc::new(Node { line, value: content }))
            }
            Event::StreamEnd => return Some(nothing(1)),
            // nested too deeply
            Event::SequenceStart(..) | Event::MappingStart(..) | Event::DocumentEnd => return None,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => continue,
        };
        if anchor > 0 {
            anchors.insert(anchor, Rc::clone(&node));
        }
        match open.last_mut() {
            None => return Some(node),
            Some(outer) => outer.take(node),
        }
    }
    None
}

impl OpenNode {
    fn take(&mut self, node: Rc<Node>) {
        match &mut self.content {
            YamlValue::List(items) => items.push(node),
            YamlValue::Map(entries) => match self.key.take() {
                Some(key) => entries.push((key, node)),
                // a list or a map as a key means nothing here
                None => self.key = Some(node.text().unwrap_or_default().to_owned()),
            },
            YamlValue::Text { .. } => {}
        }
    }
}

pub(super) fn nothing(line: usize) -> Rc<Node> {
    Rc::new(Node { line, value: YamlValue::Text { text: String::new(), is_plain: true, range: None } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_line_where_it_begins() {
        let root = read("a: 1\nb:\n  - x: \"1.20\"\n  - 'two'\nc: {d: [e, ~]}\n").unwrap();
        let list = root.get("b").unwrap().items();
        assert_eq!((list[0].get("x").unwrap().text(), list[0].get("x").unwrap().line), (Some("1.20"), 3));
        assert_eq!((list[1].text(), list[1].line), (Some("two"), 4));
        let flow = root.get("c").unwrap().get("d").unwrap();
        assert_eq!((flow.items()[0].text(), flow.items()[1].text(), flow.line), (Some("e"), None, 5));
    }

    #[test]
    fn a_version_without_quotes_is_a_number() {
        let root = read("a: [1.20, '1.20', 1.2.0, 1.26, 2.0, x]\n").unwrap();
        let scalars: Vec<_> = root.get("a").unwrap().items().iter().filter_map(|item| item.scalar()).collect();
        assert_eq!(scalars, ["1.2", "1.20", "1.2.0", "1.26", "2", "x"]);
    }

    #[test]
    fn anchors_are_shared_and_merged() {
        let root = read("base: &base {image: 'golang:1.26', x: 1}\njob:\n  <<: *base\n  x: 2\nother: *base\n").unwrap();
        let job = root.get("job").unwrap();
        assert_eq!(job.get("image").unwrap().text(), Some("golang:1.26"));
        assert_eq!(job.get("x").unwrap().text(), Some("2"), "its own comes first");
        assert!(Rc::ptr_eq(root.get("base").unwrap(), root.get("other").unwrap()));
    }

    #[test]
    fn bad_files_are_nothing() {
        for text in ["", "---\n", "a: [", "a: b: c", "\"", "%YAML", "- *unknown", "\t- a", "jobs: \0", "{---"] {
            assert_eq!(read(text).and_then(|root| root.get("jobs").cloned()), None, "{text:?}");
        }
        assert_eq!(read(&"[".repeat(100_000)), None, "too deep");
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]\n";
        assert_eq!(read(bomb).unwrap().get("c").unwrap().items().len(), 7);
    }
}
