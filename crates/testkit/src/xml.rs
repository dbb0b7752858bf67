//! A strict reader of small XML documents that Upgo writes, to compare them with the rules of their schemas.

/// An element with its attributes, and its text or elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The name, with its prefix if there is one.
    pub name: String,
    /// In the order of the document.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Self>,
    /// The text in it, as it is written; empty if there is only white space.
    pub text: String,
}

impl Element {
    pub fn read(document: &str) -> Self {
        let rest = document.trim_start();
        let rest = if rest.starts_with("<?xml ") { rest.split_once("?>").expect("a declaration").1 } else { rest };
        let (root, rest) = Self::begin(rest.trim_start());
        assert_eq!(rest.trim(), "", "nothing follows the root");
        root
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str())
    }

    /// All elements with their paths, such as `Task/Settings`, this one first.
    pub fn all(&self) -> Vec<(String, &Self)> {
        let below = self.children.iter().flat_map(Self::all);
        let below = below.map(|(path, element)| (format!("{}/{path}", self.name), element));
        [(self.name.clone(), self)].into_iter().chain(below).collect()
    }

    /// The element at the start of the text, and the rest of the text.
    fn begin(text: &str) -> (Self, &str) {
        let (tag, mut rest) = text.strip_prefix('<').and_then(|text| text.split_once('>')).expect("an element");
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut words) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(!name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric()), "a name: {tag}");
        let mut element =
            Self { name: name.to_owned(), attributes: Vec::new(), children: Vec::new(), text: String::new() };
        while !words.trim().is_empty() {
            let (name, value) = words.trim_start().split_once("=\"").expect("an attribute");
            let (value, following) = value.split_once('"').expect("the end of an attribute");
            assert!(element.attribute(name).is_none(), "{name} is there twice: {tag}");
            element.attributes.push((name.to_owned(), checked(value)));
            words = following;
        }
        if is_empty {
            return (element, rest);
        }
        loop {
            let (text, markup) = rest.split_at(rest.find('<').expect("the end of an element"));
            element.text += checked(text).trim();
            if let Some(end) = markup.strip_prefix("</") {
                let (closed, rest) = end.split_once('>').expect("the end of a tag");
                assert_eq!(closed, element.name, "the element that ends");
                return (element, rest);
            }
            let (child, following) = Self::begin(markup);
            element.children.push(child);
            rest = following;
        }
    }
}

/// A text in which every special character is escaped.
fn checked(text: &str) -> String {
    for part in text.split('&').skip(1) {
        let (name, _) = part.split_once(';').expect("the end of a reference");
        let is_known = ["amp", "lt", "gt", "quot", "apos"].contains(&name) || name.starts_with('#');
        assert!(is_known, "no character: {name}");
    }
    assert!(!text.contains('<'), "an unescaped character: {text}");
    text.to_owned()
}
