use super::{ChangeName, Changes, Headlines, Levels, Outcomes, ProofWords, Steps, Words, changes};

pub(super) const WORDS: Words = Words {
    changes: changes! {
        // title, button, doing, done, noun
        download: "Download {to}", "Download now", "Downloading {to}", "Downloaded {to}", "download of {to}";
        install: "Install {to}", "Install now", "Installing {to}", "Installed {to}", "installation of {to}";
        install_and_use: "Install and use {to}", "Install now", "Installing {to}", "Installed and switched to {to}",
            "installation of {to}";
        r#use: "Use {to}", "Switch now", "Switching to {to}", "Switched to {to}", "switch to {to}";
        upgrade: "Upgrade to {to}", "Upgrade now", "Upgrading to {to}", "Upgraded from {from} to {to}",
            "upgrade to {to}";
        downgrade: "Downgrade to {to}", "Downgrade now", "Downgrading to {to}", "Downgraded from {from} to {to}",
            "downgrade to {to}";
        undo: "Undo the change", "Undo now", "Undoing the change", "Undid the change", "undo of the change";
        undo_numbered: "Undo change {id}", "Undo now", "Undoing change {id}", "Undid change {id}",
            "undo of change {id}";
        redo_numbered: "Undo change {id}, so that change {origin} is in effect again", "Undo now",
            "Undoing change {id}", "Undid change {id} (itself an undo): change {origin} is in effect again",
            "undo of change {id}";
        undo_of_redo: "Undo change {id}, so that change {origin} is undone again", "Undo now",
            "Undoing change {id}", "Undid change {id} (itself a redo): change {origin} is undone again",
            "undo of change {id}";
        go_back: "Go back to {to}", "Undo now", "Going back to {to}", "Went back to {to}", "return to {to}";
        remove: "Remove {names}", "Remove {names}", "Removing {names}", "Removed {names}", "removal of {names}";
        remove_unused: "Remove unused versions", "Remove unused versions", "Removing unused versions",
            "Removed unused versions", "removal of unused versions";
        add_to_path: "Add Upgo to PATH", "Add to PATH", "Adding Upgo to PATH", "Added Upgo to PATH",
            "addition of Upgo to PATH";
        environment: "Edit the environment", "Apply now", "Editing the environment", "Edited the environment",
            "edit of the environment";
        variables: "Edit {names}", "Apply now", "Editing {names}", "Edited {names}", "edit of {names}";
        adopt: "Let Upgo manage {to}", "Let Upgo manage it", "Adding {to} to Upgo", "Upgo now manages {to}",
            "adoption of {to}";
        import: "Import your Go versions", "Import now", "Importing your Go versions", "Imported your Go versions",
            "import of your Go versions";
        step_aside: "Put Upgo's Go first", "Put Upgo's Go first", "Putting Upgo's Go first", "Put Upgo's Go first",
            "reordering of PATH";
        keep_system: "Keep the machine-wide Go", "Keep the machine-wide Go", "Keeping the machine-wide Go",
            "Kept the machine-wide Go", "choice to keep the machine-wide Go";
        system_install: "Install {to} for all users", "Install now", "Installing {to} for all users",
            "Installed {to} for all users", "machine-wide installation of {to}";
        system_upgrade: "Upgrade the machine-wide Go to {to}", "Upgrade now", "Upgrading the machine-wide Go to {to}",
            "Upgraded the machine-wide Go from {from} to {to}", "machine-wide upgrade to {to}";
        system_uninstall: "Uninstall {from} for all users", "Uninstall now", "Uninstalling {from} for all users",
            "Uninstalled {from} for all users", "machine-wide removal of {from}";
        system_repair: "Repair {to} for all users", "Repair now", "Repairing {to} for all users",
            "Repaired {to} for all users", "machine-wide repair of {to}";
        repair_files: "Repair the files of {to}", "Repair now", "Repairing the files of {to}",
            "Repaired the files of {to}", "repair of the files of {to}";
        rebuild_tools: "Rebuild tools", "Rebuild now", "Rebuilding tools", "Rebuilt tools", "rebuild of tools";
        rebuild_named: "Rebuild {names}", "Rebuild now", "Rebuilding {names}", "Rebuilt {names}",
            "rebuild of {names}";
        update_tools: "Update tools", "Update now", "Updating tools", "Updated tools", "update of tools";
        update_named: "Update {names}", "Update now", "Updating {names}", "Updated {names}", "update of {names}";
        clean_caches: "Clean Go's caches", "Clean now", "Cleaning Go's caches", "Cleaned Go's caches",
            "cleanup of Go's caches";
        update_self: "Update Upgo", "Update now", "Updating Upgo", "Updated Upgo", "update of Upgo";
        settings: "Change settings", "Apply now", "Changing settings", "Changed settings", "change of settings";
        settings_named: "Change {names}", "Apply now", "Changing {names}", "Changed {names}", "change of {names}";
        pin: "Pin the project to {to}", "Pin now", "Pinning the project to {to}", "Pinned the project to {to}",
            "pin of the project to {to}";
        pin_named: "Pin {names} to {to}", "Pin now", "Pinning {names} to {to}", "Pinned {names} to {to}",
            "pin of {names} to {to}";
        raise_projects: "Raise projects to {to}", "Raise now", "Raising projects to {to}", "Raised projects to {to}",
            "raise of projects to {to}";
        raise_named: "Raise {names} to {to}", "Raise now", "Raising {names} to {to}", "Raised {names} to {to}",
            "raise of {names} to {to}";
    },
    outcomes: Outcomes {
        running: "{Change} in progress",
        cancelled: "{Change} cancelled",
        failed: "{Change} failed",
        overtaken: "{Change} was replaced by a new plan",
        interrupted: "{Change} was interrupted",
        undone: "Undone: {change}",
        redone: "Redone: {change}",
        undo: "undo of {change}",
    },
    steps: Steps {
        download: "Download and verify {version}",
        read_file: "Read and verify the file",
        unpack: "Unpack and check {version}",
        publish: "Add the command {version}",
        test: "Test {version}",
        switch: "Switch to {version}",
        switch_off: "Stop using {from}",
        edit_path: "Edit your PATH",
        edit_machine_path: "Edit the machine PATH",
        edit_variables: "Edit Go variables",
        check: "Check what a new terminal runs",
        unpublish: "Remove the command {version}",
        download_package: "Download and verify the {version} installer",
        secure_package: "Keep the {version} installer",
        install_system: "Install {version} for all users",
        replace_system: "Replace {from} with {version} for all users",
        uninstall_system: "Uninstall the machine-wide Go",
        repair_system: "Repair the machine-wide Go",
        give_back: "Restore what the uninstaller removes",
        change_setting: "Change the setting {file}",
        set_aside: "Rename the old folder",
        delete: "Delete {version}",
        rebuild_tool: "Rebuild {file} with {version}",
        update_tool: "Update {file} with {version}",
        clean_build_cache: "Clean the build cache",
        clean_module_cache: "Clean the module cache",
        repair_files: "Restore the published files of {version}",
        restore_files: "Restore the previous files of {version}",
        restore_tool: "Restore the previous {file}",
        download_upgo: "Download and verify Upgo {file}",
        try_upgo: "Start Upgo {file} once",
        replace_upgo: "Replace Upgo with version {file}",
        restore_upgo: "Restore Upgo {file}",
        rehearse: "Try {version} on your projects",
        edit_project: "Edit the project {file}",
        hook_before: "Run {file} before the switch",
        hook_after: "Run {file} after the switch",
        hook_on_failure: "If the change fails, run {file}",
    },
    headlines: Headlines {
        security: "Security update: {to}",
        fixes: "Fixes {fixes} known vulnerabilities in {runs}",
        fixes_one: "Fixes 1 known vulnerability in {runs}",
        used: ", {used} in packages that your projects use",
        not_permitted: "{runs} is not permitted",
        permitted: "Your organization wants {to}.",
        none_permitted: "Your organization permits none of the known releases.",
        unsupported: "Go {line} is no longer supported",
        no_more_fixes: "It gets no more security fixes.",
        update: "{to} is out",
        postponed: "{to} is waiting",
        skipped: "You skipped {to}",
        stay_open: "{fixes} known vulnerabilities in {runs} stay open.",
        stays_open: "1 known vulnerability in {runs} stays open.",
        you_have: "You have {runs}.",
        current: "Go is up to date",
        runs: "New terminals run {runs}.",
        full_stop: ".",
    },
    proof: ProofWords {
        levels: Levels {
            proven: "Proven",
            own_database: "Your own checksum database only",
            digest_only: "Checksum only",
            given: "Your SHA-256 only",
            contradicted: "Not the published release",
            unknown: "Unknown",
        },
        means: Levels {
            proven: "Verified by Go's checksum database or Google's signature, which are independent of the release list.",
            own_database: "Verified by your own checksum database; Go's own and Google's signature do not confirm it.",
            digest_only: "Verified against the release list only; no independent proof.",
            given: "It matches the SHA-256 that you gave; no known release list has it.",
            contradicted: "It matches the SHA-256 that you gave, but the release list has another one.",
            unknown: "Upgo has no record of its origin.",
        },
    },
    list: ", ",
    more: "{names} and {count} more",
};
