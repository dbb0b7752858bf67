//! The terminal that is asked about, read from this machine.
use std::path::PathBuf;

use crate::engine::Engine;
use crate::environment::{self, Scope, SearchFolder, Syntax};
use crate::toolchain::{Terminal, VARIABLES};

/// Which terminal is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichTerminal {
    /// One that is opened now.
    New,
    /// The one that asks: its PATH may be an older one.
    This,
}

impl Engine {
    /// The terminal as a value, standing in `folder`.
    pub(crate) fn terminal(&self, which: WhichTerminal, folder: Option<PathBuf>) -> Terminal {
        let variables = VARIABLES.iter().filter_map(|name| Some(((*name).to_owned(), self.told(name)?)));
        Terminal { syntax: Syntax::NATIVE, path: self.search_path(which), variables: variables.collect(), folder }
    }

    fn search_path(&self, which: WhichTerminal) -> Vec<SearchFolder> {
        let caller = self.variable("PATH");
        match which {
            // What cannot be read is as good as empty.
            WhichTerminal::New => self.environment.searched(caller.as_deref()).unwrap_or_default(),
            WhichTerminal::This => {
                let own = environment::folders_of(caller.as_deref().unwrap_or_default(), Syntax::NATIVE);
                own.into_iter().map(|folder| SearchFolder { folder, scope: Scope::Terminal }).collect()
            }
        }
    }
}
