//! The printer of rows.
use upgo_engine::base::display::one_line;
use upgo_engine::base::rows::{Row, Tone};

use crate::output::{bad, bold, caution, dim, good};

/// A report. All of its rows are printed, but only a few of those below them; `--json` has the others.
pub(crate) fn report(report: &Row) -> String {
    let headline = std::iter::once(&report.title).chain(&report.second).map(bold);
    let rows = report.rows.iter().flat_map(|row| {
        let mark = match row.tone {
            Tone::Good => good("✓"),
            Tone::Info | Tone::Caution => caution("!"),
            Tone::Neutral => caution("?"),
            Tone::Bad => bad("✗"),
        };
        [String::new(), format!("{mark} {}", line(row))].into_iter().chain(below(row, 4))
    });
    headline.chain(rows).collect::<Vec<_>>().join("\n")
}

/// A row outside of a report.
pub(crate) fn remark(row: &Row) -> String {
    std::iter::once(line(row)).chain(below(row, 0)).collect::<Vec<_>>().join("\n")
}

fn line(row: &Row) -> String {
    let (title, path) = (one_line(&row.title), row.path.as_ref().map(one_line));
    let tone = |text: String| match row.tone {
        Tone::Good => good(text),
        Tone::Info => text,
        Tone::Neutral => dim(text),
        Tone::Caution => caution(text),
        Tone::Bad => bad(text),
    };
    match (&row.badge, path) {
        (Some(badge), path) => {
            let words = [Some(bold(title)), Some(tone(badge.to_string())), path.map(dim)];
            words.into_iter().flatten().collect::<Vec<_>>().join("  ")
        }
        (None, Some(path)) => format!("{path}: {title}"),
        (None, None) => tone(title),
    }
}

/// What is below a row: of `quoted`, or else of its rows, only a few lines.
fn below(row: &Row, columns: usize) -> Vec<String> {
    let indent = " ".repeat(columns);
    let few = row.few.and_then(|few| usize::try_from(few).ok()).unwrap_or(usize::MAX);
    let (quoted, rows) = if row.quoted.is_some() { (few, usize::MAX) } else { (0, few) };
    let mut lines: Vec<String> = row.second.iter().map(|second| format!("{indent}{}", one_line(second))).collect();
    let said: Vec<&str> = row.quoted.iter().flat_map(|text| text.lines()).collect();
    lines.extend(said.iter().take(quoted).map(|line| format!("{indent}{}", dim(line))));
    for each in row.rows.iter().take(rows) {
        lines.push(format!("{indent}{}", line(each)));
        lines.extend(below(each, columns + 2));
    }
    let left = said.len().saturating_sub(quoted) + row.rows.len().saturating_sub(rows);
    if few > 0 && left > 0 {
        lines.push(format!("{indent}{}", say!(RehearseMoreLines { count: left })));
    }
    lines
}
