//! The inverse of a change, made for the current state of the machine.
use super::change::{Change, EditKind, EditState, Write};
use super::edit::go_env_write;
use super::go_env::value_in;
use super::profile::ProfileEnvironment;
use super::profile_line::{add_line, has_line, missing_folders, remove_line};
use super::registry::{self, RegistryEnvironment};
use super::script::{Script, ShellLanguage};
use super::{
    EnvironmentError, Result, Skipped, Splice, UserEnvironment, commit, editors, file, registry_value, revert,
};
use crate::base::report::Diff;
use crate::base::words::Statement;
use crate::machine::effect::user_file;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// Exactly the old bytes are restored.
    Restored,
    /// The value has been edited since. These are the differences that were made in the edited value.
    Inverse(Diff),
    /// Nothing of the change was left.
    Nothing,
}

pub fn undo(environment: &UserEnvironment, change: &Change) -> Result<Undone> {
    let Some(inverse) = prepare_undo(environment, change)? else { return Ok(Undone::Nothing) };
    commit(environment, &inverse)?;
    Ok(if inverse.purpose == EditKind::Restore { Undone::Restored } else { Undone::Inverse(inverse.diff()) })
}

/// The change that undoes `change`: it restores the old bytes if the value has not changed since, otherwise it is the
/// inverse edit of today's value. `None` if nothing of it is left. Undoing the result redoes `change`. Only reads.
pub fn prepare_undo(environment: &UserEnvironment, change: &Change) -> Result<Option<Change>> {
    if let Some(write) = change.writes.iter().find(|write| !environment.has(write)) {
        return Err(EnvironmentError::Elsewhere { place: write.place() });
    }
    let folders = change.folders.clone();
    let mut inverse = Change { purpose: EditKind::Restore, writes: Vec::new(), skipped: Vec::new(), folders };
    // Scripts were written before the lines that need them. So the undo decides about them first and writes them last.
    let mut script_stays = false;
    for write in &change.writes {
        if let Some(reason) = unread(write) {
            inverse.skipped.push(left_alone(environment, write, reason)?);
            continue;
        }
        let undo = match (write.found()?, write) {
            (EditState::Before, _) => None,
            (EditState::After, Write::Profile { .. }) if script_stays => None,
            (EditState::After, _) => Some(write.reversed()),
            (EditState::Moved, _) => {
                inverse.purpose = EditKind::Inverse;
                invert(environment, write, script_stays)?
            }
        };
        if let (EditKind::Inverse, Write::Script { path, .. }) = (inverse.purpose, write) {
            script_stays |= leaves_entries(undo.as_ref(), path)?;
        }
        match undo.as_ref().and_then(|undo| uneditable(environment, undo)) {
            None => drop(inverse.writes.splice(0..0, undo)),
            Some(reason) => inverse.skipped.push(left_alone(environment, write, reason)?),
        }
    }
    if let UserEnvironment::Profiles(profiles) = environment {
        profiles.add_missing_lines(&mut inverse)?;
    }
    Ok((!inverse.writes.is_empty()).then_some(inverse))
}

fn invert(environment: &UserEnvironment, write: &Write, script_stays: bool) -> Result<Option<Write>> {
    match (environment, write) {
        (UserEnvironment::Registry(registry), Write::Value { .. }) => invert_value(registry, write),
        (_, Write::GoEnv { .. }) => invert_go_env(write),
        (_, Write::Editor { path, settings, removes, .. }) => editors::invert(path, settings, *removes),
        (UserEnvironment::Profiles(_), Write::Script { .. }) => invert_script(write),
        (UserEnvironment::Profiles(profiles), Write::Profile { .. }) => invert_profile(profiles, write, script_stays),
        _ => Err(EnvironmentError::Elsewhere { place: write.place() }),
    }
}

fn unread(write: &Write) -> Option<Statement> {
    let (Write::Profile { path, .. } | Write::Editor { path, .. }) = write else { return None };
    file::read_profile(path).err()
}

fn uneditable(environment: &UserEnvironment, write: &Write) -> Option<Statement> {
    match (environment, write) {
        (UserEnvironment::Profiles(profiles), Write::Profile { path, .. }) => {
            file::require_replaceable(path, profiles.home.as_deref()).err()
        }
        (_, Write::GoEnv { path, .. }) => file::require_replaceable(path, None).err(),
        (_, Write::Editor { path, .. }) => file::require_replaceable(path, environment.home().as_deref()).err(),
        _ => None,
    }
}

/// Skips a profile, because its line is not needed or has no effect. Any other file is needed.
fn left_alone(environment: &UserEnvironment, write: &Write, reason: Statement) -> Result<Skipped> {
    match (environment, write) {
        (UserEnvironment::Profiles(profiles), Write::Profile { path, splice }) => {
            let line = ShellLanguage::of(path).line(&profiles.upgo_home);
            let skipped = if has_line(&splice.removed, &line) { Skipped::lacks } else { Skipped::keeps };
            Ok(skipped(path.clone(), reason, &line))
        }
        _ => Err(EnvironmentError::LeftAlone { path: write.place().into(), reason }),
    }
}

fn invert_value(environment: &RegistryEnvironment, write: &Write) -> Result<Option<Write>> {
    let Write::Value { key, name, before, after } = write else { return Ok(None) };
    if !name.eq_ignore_ascii_case(registry_value::PATH) {
        return Ok(None); // a value that has been changed since is kept
    }
    let today = registry_value::read(key, name)?;
    let path = |value: Option<&_>| registry::path_of(&write.place(), value);
    let old = (path(before.as_ref())?, path(after.as_ref())?, path(today.as_ref())?);
    let Some(reverted) = revert(&old.0, &old.1, &old.2, &|name| environment.variable(name))? else { return Ok(None) };
    let gone = before.is_none() && reverted.to_units().is_empty();
    let value = (!gone).then(|| registry::with_path(today.as_ref(), &reverted));
    Ok(Some(Write::Value { key: key.clone(), name: name.clone(), before: today, after: value }))
}

fn invert_go_env(write: &Write) -> Result<Option<Write>> {
    let Write::GoEnv { path, variables, folders, .. } = write else { return Ok(None) };
    let today = user_file::read(path)?;
    let content = today.as_deref().unwrap_or_default();
    // a value that has been changed since is kept
    let left = variables.iter().filter(|variable| value_in(content, &variable.name) == variable.after.as_deref());
    let edits: Vec<_> = left.map(|variable| (variable.name.as_str(), variable.before.as_deref())).collect();
    Ok(go_env_write(path, today.as_deref(), &edits, folders.clone()))
}

fn invert_script(write: &Write) -> Result<Option<Write>> {
    let Write::Script { path, before, after } = write else { return Ok(None) };
    let parse = |text: Option<&[u8]>| Script::parse(text.unwrap_or_default());
    let today = user_file::read(path)?;
    let script = parse(today.as_deref());
    let reverted = script.revert(&parse(before.as_deref()), &parse(after.as_deref()));
    let text = (!reverted.is_empty()).then(|| reverted.render(ShellLanguage::of(path)));
    Ok((reverted != script).then(|| Write::Script { path: path.clone(), before: today, after: text }))
}

fn invert_profile(environment: &ProfileEnvironment, write: &Write, script_stays: bool) -> Result<Option<Write>> {
    let Write::Profile { path, splice } = write else { return Ok(None) };
    let line = ShellLanguage::of(path).line(&environment.upgo_home);
    let today = user_file::read(path)?;
    let content = today.as_deref().unwrap_or_default();
    let reverted = if has_line(&splice.removed, &line) {
        let added = add_line(today.as_deref(), &line, ShellLanguage::of(path), missing_folders(path));
        let Some(added) = added else { return Ok(None) };
        Some(added)
    } else if script_stays {
        return Ok(None);
    } else {
        let Some(without) = remove_line(content, &line) else { return Ok(None) };
        let made_by_upgo = splice.before.is_none();
        without.rest.filter(|rest| !made_by_upgo || !rest.is_empty())
    };
    let splice = Splice::between(today.as_deref(), reverted.as_deref());
    Ok((splice.before != splice.after).then(|| Write::Profile { path: path.clone(), splice }))
}

fn leaves_entries(undo: Option<&Write>, path: &std::path::Path) -> Result<bool> {
    let text = match undo {
        Some(Write::Script { after, .. }) => after.clone(),
        _ => user_file::read(path)?,
    };
    Ok(!Script::parse(&text.unwrap_or_default()).is_empty())
}
