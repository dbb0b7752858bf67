//! Lines that fit on the terminal, broken at words.
use std::borrow::Cow;

use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, wrap};

/// The narrowest terminal for which lines are broken. A narrower one breaks them itself.
const NARROWEST: usize = 20;

/// The text with each line that is wider than `columns` broken at words. What follows is indented like the line, or
/// like its second column if it has two. A word that is wider stays whole, so that a path or an address can be copied.
pub(crate) fn wrapped(text: &str, columns: usize) -> Cow<'_, str> {
    if columns < NARROWEST || text.lines().all(|line| display_width(line) <= columns) {
        return text.into();
    }
    let lines: Vec<String> = text.split('\n').flat_map(|line| broken(line, columns)).collect();
    lines.join("\n").into()
}

fn broken(line: &str, columns: usize) -> Vec<String> {
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let hang = second_column(body).map(|column| indent + column).filter(|hang| hang * 2 <= columns);
    let (first, rest) = (" ".repeat(indent), " ".repeat(hang.unwrap_or(indent)));
    let options = Options::new(columns)
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(false);
    wrap(body, options).into_iter().map(Cow::into_owned).collect()
}

/// Where the second of two columns begins: after the only gap of several spaces. `None` if there are not two.
fn second_column(body: &str) -> Option<usize> {
    let gap = body.find("  ")?;
    let (column, rest) = body.split_at_checked(gap)?;
    let second = rest.trim_start_matches(' ');
    let is_only = !second.is_empty() && !second.contains("  ");
    is_only.then(|| display_width(column) + rest.len() - second.len())
}

/// The words of a line. Chinese may be broken between most characters, and ASCII only at spaces.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut starts = vec![0];
    let mut end = 0;
    for word in WordSeparator::AsciiSpace.find_words(line) {
        let mut inside = end;
        for piece in WordSeparator::UnicodeBreakProperties.find_words(word.word) {
            let is_joined = line.get(..inside).is_some_and(|before| before.ends_with(is_ascii_text));
            if inside > end && !(is_joined && piece.starts_with(is_ascii_text)) {
                starts.push(inside);
            }
            inside += piece.len();
        }
        end += word.len() + word.whitespace.len();
        starts.push(end);
    }
    let word = |ends: &[usize]| line.get(*ends.first()?..*ends.last()?).map(Word::from);
    Box::new(starts.windows(2).filter_map(word).collect::<Vec<_>>().into_iter())
}

fn is_ascii_text(character: char) -> bool {
    character.is_ascii() && character != ' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_at_words_below_its_own_indentation() {
        assert_eq!(wrapped("short\n\n  lines", 20), "short\n\n  lines");
        assert_eq!(wrapped("  one two three four five", 20), "  one two three four\n  five");
        assert_eq!(wrapped("one two three four five six\nseven", 20), "one two three four\nfive six\nseven");
    }

    #[test]
    fn the_second_of_two_columns_is_broken_within_itself() {
        assert_eq!(wrapped("  status  Show the Go in use", 22), "  status  Show the Go\n          in use");
        // a first column of more than half, and three columns
        assert_eq!(wrapped("  rollback-and-more  Undo it", 22), "  rollback-and-more\n  Undo it");
        assert_eq!(wrapped("go1.27.3  today  supported until", 22), "go1.27.3  today\nsupported until");
    }

    #[test]
    fn a_word_stays_whole_and_chinese_is_broken_anywhere_that_reads_well() {
        let path = "/home/ada/.local/share/upgo/toolchains";
        assert_eq!(wrapped(&format!("is in {path} now"), 20), format!("is in\n{path}\nnow"));
        assert_eq!(
            wrapped("没有找到任何可以使用的版本，请运行 upgo check。", 20),
            "没有找到任何可以使用\n的版本，请运行 upgo\ncheck。"
        );
    }

    #[test]
    fn styles_take_no_columns() {
        let (bold, reset) = ("\u{1b}[1m", "\u{1b}[0m");
        let shown = format!("{bold} two three four five{reset} six");
        assert_eq!(wrapped(&shown, 20), format!("{bold} two three four five{reset}\nsix"));
    }
}
