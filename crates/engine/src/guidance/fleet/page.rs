//! One HTML document about all machines, which needs no server and fetches nothing. It can be read without its script,
//! which only sorts and filters.
//!
//! Every word of a report is escaped. A content security policy permits only the style and the script below, by their
//! digests, so that a word that were not escaped could still do nothing.
use std::fmt::{Display, Write as _};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;

use super::left_out::{LeftOut, LeftOutKind};
use super::summary::{FleetCounts, FleetMachine, FleetReport, FleetRing, FleetVersion};
use super::word::Word;
use crate::base::digest::Sha256;
use crate::base::display::{one_line, sentence};
use crate::base::words::Language;
use crate::choices::policy::Ring;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The largest number of machines in the page, which a browser still sorts at once. The JSON has all of them.
pub const MOST_MACHINES: usize = 5_000;
/// The largest number of versions in the page.
const MOST_VERSIONS: usize = 200;
/// How many files are named for each reason.
const MOST_FILES: usize = 20;

/// The texts of the page in one language.
struct PageWords {
    language: &'static str,
    title: &'static str,
    as_of: &'static str,
    database: &'static str,
    database_old: &'static str,
    database_none: &'static str,
    machines: &'static str,
    vulnerable: &'static str,
    unknown: &'static str,
    behind: &'static str,
    failed: &'static str,
    silent: &'static str,
    fine: &'static str,
    rings: &'static str,
    ring: &'static str,
    no_ring: &'static str,
    ring_names: [&'static str; 3],
    versions: &'static str,
    version: &'static str,
    no_go: &'static str,
    in_use: &'static str,
    installed: &'static str,
    more_versions: &'static str,
    machine: &'static str,
    vulnerabilities: &'static str,
    not_known: &'static str,
    update: &'static str,
    not_permitted: &'static str,
    failure: &'static str,
    last_report: &'static str,
    silent_mark: &'static str,
    system: &'static str,
    more_machines: &'static str,
    filter: &'static str,
    left_out: &'static str,
    left_out_none: &'static str,
    more_files: &'static str,
}

const ENGLISH: PageWords = PageWords {
    language: "en",
    title: "Go on all machines",
    as_of: "Reports read at {at}. A machine counts as silent if its last report is older than {silent}.",
    database: "Vulnerabilities as of {at}, from {url}.",
    database_old: "The vulnerability data is out of date: it is from {at}. Newer vulnerabilities are missing.",
    database_none: "There is no vulnerability data on the machine that made this page. Run “upgo check” there.",
    machines: "Machines",
    vulnerable: "Vulnerable",
    unknown: "Unknown",
    behind: "Behind",
    failed: "Failed",
    silent: "Silent",
    fine: "Fine",
    rings: "Rings",
    ring: "Ring",
    no_ring: "No ring",
    ring_names: ["Canary", "Early", "Broad"],
    versions: "Versions",
    version: "Version",
    no_go: "No Go",
    in_use: "In use",
    installed: "Installed",
    more_versions: "{count} more versions are in the output of `upgo fleet --json`.",
    machine: "Machine",
    vulnerabilities: "Vulnerabilities",
    not_known: "unknown",
    update: "Policy asks for",
    not_permitted: "another version",
    failure: "Failed with",
    last_report: "Last report (UTC)",
    silent_mark: "silent",
    system: "System",
    more_machines: "{count} more machines, which need less attention, are in the output of `upgo fleet --json`.",
    filter: "Filter",
    left_out: "Files that do not count",
    left_out_none: "Every file is the newest report of a machine.",
    more_files: "and {count} more",
};

const CHINESE: PageWords = PageWords {
    language: "zh-CN",
    title: "所有计算机上的 Go",
    as_of: "报告读取时间：{at}。上次报告早于 {silent} 的计算机视为失联。",
    database: "漏洞数据截至 {at}，来源：{url}。",
    database_old: "漏洞数据已过期，截至 {at}。此后公布的漏洞不在其中。",
    database_none: "生成此页面的计算机上没有漏洞数据。请在该计算机上运行 “upgo check”。",
    machines: "计算机",
    vulnerable: "有漏洞",
    unknown: "未知",
    behind: "落后",
    failed: "失败",
    silent: "失联",
    fine: "正常",
    rings: "部署环",
    ring: "部署环",
    no_ring: "无部署环",
    ring_names: ["金丝雀", "早期", "广泛"],
    versions: "版本",
    version: "版本",
    no_go: "没有 Go",
    in_use: "使用中",
    installed: "已安装",
    more_versions: "另有 {count} 个版本，见 `upgo fleet --json` 的输出。",
    machine: "计算机",
    vulnerabilities: "漏洞",
    not_known: "未知",
    update: "策略要求",
    not_permitted: "其他版本",
    failure: "失败原因",
    last_report: "上次报告 (UTC)",
    silent_mark: "失联",
    system: "系统",
    more_machines: "另有 {count} 台不太需要关注的计算机，见 `upgo fleet --json` 的输出。",
    filter: "筛选",
    left_out: "未计入的文件",
    left_out_none: "每个文件都是某台计算机的最新报告。",
    more_files: "另有 {count} 个",
};

/// The page, in a language.
pub fn html(report: &FleetReport, language: Language) -> String {
    let words = match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    };
    Page { words, language, html: String::with_capacity(64 << 10) }.whole(report)
}

/// A page that is being written.
struct Page {
    words: &'static PageWords,
    language: Language,
    html: String,
}

impl Page {
    fn whole(mut self, report: &FleetReport) -> String {
        let words = self.words;
        let (language, title) = (words.language, words.title);
        let [style, script] = [STYLE, SCRIPT].map(|text| BASE64_STANDARD.encode(Sha256::of(text.as_bytes()).bytes()));
        self.put(format_args!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{style}'; \
             script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        ));
        self.introduction(report);
        self.totals(&report.total);
        self.rings(&report.rings);
        self.versions(&report.versions);
        self.machines(&report.machines);
        self.left_out(&report.left_out);
        self.put(format_args!("</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
        self.html
    }

    fn introduction(&mut self, report: &FleetReport) {
        let words = self.words;
        let as_of = words.as_of.replace("{at}", &minute(report.at)).replace("{silent}", &minute(report.silent_before));
        self.paragraph("quiet", &as_of);
        match &report.database {
            None => self.paragraph("warning", words.database_none),
            Some(database) if database.stale => {
                self.paragraph("warning", &words.database_old.replace("{at}", &minute(database.fetched_at)));
            }
            Some(database) => {
                let text = words.database.replace("{at}", &minute(database.fetched_at));
                self.paragraph("quiet", &text.replace("{url}", &sentence(&database.url)));
            }
        }
    }

    fn totals(&mut self, counts: &FleetCounts) {
        self.put("<dl>\n");
        for (name, class, count) in self.named(counts) {
            let class = if count > 0 { class } else { "" };
            self.put(format_args!("<div><dt>{name}</dt><dd class=\"{class}\">{count}</dd></div>\n"));
        }
        self.put("</dl>\n");
    }

    /// The numbers with their names and classes.
    fn named(&self, counts: &FleetCounts) -> [(&'static str, &'static str, u64); 7] {
        let FleetCounts { machines, vulnerable, unknown, behind, failed, silent, fine } = *counts;
        let words = self.words;
        [
            (words.machines, "", machines),
            (words.vulnerable, "bad", vulnerable),
            (words.failed, "bad", failed),
            (words.silent, "caution", silent),
            (words.behind, "caution", behind),
            (words.unknown, "caution", unknown),
            (words.fine, "good", fine),
        ]
    }

    fn rings(&mut self, rings: &[FleetRing]) {
        let names = self.named(&FleetCounts::default()).map(|(name, ..)| (name, true));
        let heads: Vec<_> = std::iter::once((self.words.ring, false)).chain(names).collect();
        self.table("rings", self.words.rings, &heads);
        for FleetRing { ring, counts } in rings {
            self.row_head(self.ring(*ring).unwrap_or(self.words.no_ring));
            for (_, class, count) in self.named(counts) {
                self.number(count, class);
            }
            self.put("</tr>\n");
        }
        self.end_table();
    }

    fn versions(&mut self, versions: &[FleetVersion]) {
        let words = self.words;
        let heads = [(words.version, false), (words.in_use, true), (words.vulnerable, true), (words.installed, true)];
        self.table("versions", words.versions, &heads);
        for version in versions.iter().take(MOST_VERSIONS) {
            self.row_head(version.version.as_ref().map_or(words.no_go, Word::as_str));
            self.number(version.in_use, "");
            self.number(version.vulnerable, "bad");
            self.number(version.installed, "");
            self.put("</tr>\n");
        }
        self.end_table();
        self.more(words.more_versions, versions.len(), MOST_VERSIONS);
    }

    fn machines(&mut self, machines: &[FleetMachine]) {
        let words = self.words;
        self.put(format_args!("<h2 id=\"machines-title\">{}</h2>\n", words.machines));
        self.put(format_args!("<p data-filter=\"machines\" data-label=\"{}\"></p>\n", words.filter));
        let heads = [
            (words.machine, false),
            (words.ring, false),
            (words.version, false),
            (words.vulnerabilities, true),
            (words.update, false),
            (words.failure, false),
            (words.last_report, false),
            (words.system, false),
            ("Upgo", false),
        ];
        self.open_table("machines", words.machines, &heads);
        machines.iter().take(MOST_MACHINES).for_each(|machine| self.machine(machine));
        self.end_table();
        self.more(words.more_machines, machines.len(), MOST_MACHINES);
    }

    fn machine(&mut self, machine: &FleetMachine) {
        let words = self.words;
        let id = machine.id.to_string();
        self.row_head(machine.name.as_deref().unwrap_or(&id));
        self.cell("", self.ring(machine.ring).unwrap_or_default());
        self.cell("", machine.go.as_ref().map_or(words.no_go, Word::as_str));
        match machine.vulnerabilities {
            Some(count) => self.number(count.into(), "bad"),
            None => self.cell("number caution", words.not_known),
        }
        let other = if machine.permitted == Some(false) { words.not_permitted } else { "" };
        let update = machine.update.as_ref().filter(|_| machine.behind);
        self.cell("caution", update.map_or(other, Word::as_str));
        self.cell("bad", machine.failed.as_ref().map_or("", Word::as_str));
        let (class, mark) = if machine.silent { ("caution", words.silent_mark) } else { ("", "") };
        self.cell(class, format!("{} {mark}", machine.at.strftime("%Y-%m-%d %H:%M")).trim_end());
        self.cell("", machine.target.as_str());
        self.cell("", machine.upgo.as_str());
        self.put("</tr>\n");
    }

    fn left_out(&mut self, left_out: &[LeftOut]) {
        let words = self.words;
        self.put(format_args!("<h2>{}</h2>\n", words.left_out));
        if left_out.is_empty() {
            self.paragraph("quiet", words.left_out_none);
        }
        for LeftOut { why, count, files } in left_out {
            self.put(format_args!("<details><summary>{}: {count}</summary>\n<ul>\n", reason(*why, self.language)));
            for file in files.iter().take(MOST_FILES) {
                self.put(format_args!("<li>{}</li>\n", escaped(file)));
            }
            let more = count.saturating_sub(MOST_FILES as u64);
            if more > 0 {
                self.put(format_args!("<li>{}</li>\n", words.more_files.replace("{count}", &more.to_string())));
            }
            self.put("</ul></details>\n");
        }
    }

    /// The start of a table, with its title.
    fn table(&mut self, id: &str, title: &str, heads: &[(&str, bool)]) {
        self.put(format_args!("<h2 id=\"{id}-title\">{title}</h2>\n"));
        self.open_table(id, title, heads);
    }

    /// The start of a table with these columns; `true` is one of numbers. The frame can be scrolled with the keyboard.
    fn open_table(&mut self, id: &str, title: &str, heads: &[(&str, bool)]) {
        self.put(format_args!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}-title\">\n\
             <table id=\"{id}\" class=\"sortable\" aria-label=\"{title}\">\n<thead><tr>"
        ));
        for (name, is_number) in heads {
            let class = if *is_number { " class=\"number\"" } else { "" };
            self.put(format_args!("<th scope=\"col\"{class}>{name}</th>"));
        }
        self.put("</tr></thead>\n<tbody>\n");
    }

    fn end_table(&mut self) {
        self.put("</tbody>\n</table>\n</div>\n");
    }

    fn row_head(&mut self, text: &str) {
        self.put(format_args!("<tr><th scope=\"row\">{}</th>", escaped(text)));
    }

    fn cell(&mut self, class: &str, text: impl Display) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.put(format_args!("<td{class}>{}</td>", escaped(text)));
    }

    /// A number; one above 0 has this class.
    fn number(&mut self, number: u64, class: &str) {
        let class = if number > 0 { class } else { "" };
        self.cell(format!("number {class}").trim_end(), number);
    }

    /// A sentence about the rest of a list.
    fn more(&mut self, sentence: &str, all: usize, shown: usize) {
        if let Some(more) = all.checked_sub(shown).filter(|more| *more > 0) {
            self.paragraph("quiet", &sentence.replace("{count}", &more.to_string()));
        }
    }

    fn paragraph(&mut self, class: &str, text: &str) {
        self.put(format_args!("<p class=\"{class}\">{}</p>\n", escaped(text)));
    }

    fn ring(&self, ring: Option<Ring>) -> Option<&'static str> {
        let [canary, early, broad] = self.words.ring_names;
        Some(match ring? {
            Ring::Canary => canary,
            Ring::Early => early,
            Ring::Broad => broad,
        })
    }

    fn put(&mut self, text: impl Display) {
        write!(self.html, "{text}").ok(); // writing to a text cannot fail
    }
}

/// Why files do not count, in a few words.
pub fn reason(why: LeftOutKind, language: Language) -> &'static str {
    use LeftOutKind as Kind;
    let (english, chinese) = match why {
        Kind::Malformed => ("Not a valid report", "不是有效的报告"),
        Kind::NotUtf8 => ("Not UTF-8 text", "不是 UTF-8 文本"),
        Kind::TooLarge => ("Larger than 16 KiB", "大于 16 KiB"),
        Kind::Older => ("Older than another report of the same machine", "同一台计算机有更新的报告"),
        Kind::Link => ("A link", "链接"),
        Kind::Special => ("Not a regular file", "不是普通文件"),
        Kind::Unreadable => ("Could not be read", "无法读取"),
        Kind::FromTheFuture => ("Dated in the future", "日期在将来"),
        Kind::NewerFormat => ("Written by a newer Upgo; update Upgo here", "由更新版本的 Upgo 写入，请更新此处的 Upgo"),
        Kind::OtherName => ("The name does not end with .json", "文件名不以 .json 结尾"),
        Kind::Unfinished => ("Not completely written", "尚未写完"),
        Kind::TooDeep => ("A folder that is nested too deeply", "嵌套过深的文件夹"),
        Kind::TooMany => ("Too many files; the rest was not read", "文件过多，其余文件未读取"),
    };
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

/// A text of others as text of HTML, also within an attribute in quotes.
fn escaped(text: impl Display) -> String {
    let text = one_line(text);
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// `2026-11-23 01:45 UTC`.
fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
