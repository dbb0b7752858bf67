use super::{Headline, Sentence};

pub(super) fn sentence(headline: &Headline) -> Sentence {
    let (title, line) = match headline {
        Headline::Security { runs, to, fixes, in_your_projects } => {
            let known = if *fixes == 1 { "vulnerability" } else { "vulnerabilities" };
            let used = in_your_projects.map(|used| format!(", {used} in packages that your projects use"));
            let fixed = format!("Fixes {fixes} known {known} in {runs}{}.", used.unwrap_or_default());
            (format!("Security update: {to}"), fixed)
        }
        Headline::Unsupported { line } => {
            (format!("Go {line} is no longer supported"), "It gets no more security fixes.".to_owned())
        }
        Headline::Update { runs, to } => (format!("{to} is out"), format!("You have {runs}.")),
        Headline::Current { runs } => ("Go is up to date".to_owned(), format!("New terminals run {runs}.")),
    };
    Sentence { title, line }
}
