//! `upgo man`: manual pages, made from the help.
use std::io;

use clap::Args;
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, roman};
use upgo_engine::answers::Text;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::{Sentence, Statement};

use super::shared::{CommandResult, Run, Start};

/// Print a manual page
///
/// Packages for Linux install these pages. Without a command, prints the page of `upgo` itself.
#[derive(Args, Debug)]
pub(crate) struct Man {
    /// The command, such as: env set
    command: Vec<String>,
}

impl Run for Man {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let mut upgo = (start.parser)().disable_help_subcommand(true);
        // gives each command its full name and the options of every command
        upgo.build();
        let mut command = &upgo;
        for word in &self.command {
            command = command.find_subcommand(word).ok_or_else(|| unknown(&self.command))?;
        }
        let page = page(command).map_err(|error| {
            let why = Statement::quoted(error.to_string());
            Problem::new(Code::Other, say!(NoManualPage { why }))
        })?;
        let text = String::from_utf8_lossy(&page).into_owned();
        start.output.verbatim(&Text { text }, |answer| answer.text.trim_end().to_owned());
        Ok(0)
    }
}

fn unknown(words: &[String]) -> Problem {
    let message = say!(NoSuchCommand { command: format!("upgo {}", words.join(" ")) });
    Problem::new(Code::Usage, message).with_next(Sentence::SeeCommands)
}

/// The page in the language of `man`. It has no date, so that it is the same in each build of a version.
fn page(command: &clap::Command) -> io::Result<Vec<u8>> {
    let source = format!("upgo {}", env!("CARGO_PKG_VERSION"));
    let man = Page::new(command.clone()).source(source).manual("Upgo");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    synopsis(command).to_writer(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(end) = command.get_after_long_help() {
        sections(&end.to_string()).to_writer(&mut page)?;
    }
    Ok(page)
}

/// As the help has it: with the values of arguments, which the page of clap leaves out.
fn synopsis(command: &clap::Command) -> Roff {
    let usage = command.clone().render_usage().to_string();
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]).control("nf", []);
    for line in usage.trim_start_matches("Usage:").lines() {
        roff.text([roman(line.trim())]);
    }
    roff.control("fi", []);
    roff
}

/// The end of the help. Each of its paragraphs is a heading with a table, whose lines are kept.
fn sections(text: &str) -> Roff {
    let mut roff = Roff::new();
    for (heading, table) in text.split("\n\n").filter_map(|paragraph| paragraph.split_once(":\n")) {
        roff.control("SH", [heading.to_uppercase().as_str()]);
        roff.control("nf", []);
        for line in table.lines() {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
    }
    roff
}
