### What changes are called: an imperative, the title of the plan; its button; while it runs; after it succeeded; a noun.

change-download = Download { $to }
    .button = Download now
    .doing = Downloading { $to }
    .done = Downloaded { $to }
    .noun = download of { $to }

change-install = Install { $to }
    .button = Install now
    .doing = Installing { $to }
    .done = Installed { $to }
    .noun = installation of { $to }

change-install-and-use = Install and use { $to }
    .button = Install now
    .doing = Installing { $to }
    .done = Installed and switched to { $to }
    .noun = installation of { $to }

change-use = Use { $to }
    .button = Switch now
    .doing = Switching to { $to }
    .done = Switched to { $to }
    .noun = switch to { $to }

change-upgrade = Upgrade to { $to }
    .button = Upgrade now
    .doing = Upgrading to { $to }
    .done = Upgraded from { $from } to { $to }
    .noun = upgrade to { $to }

change-downgrade = Downgrade to { $to }
    .button = Downgrade now
    .doing = Downgrading to { $to }
    .done = Downgraded from { $from } to { $to }
    .noun = downgrade to { $to }

change-undo = Undo the change
    .button = Undo now
    .doing = Undoing the change
    .done = Undid the change
    .noun = undo of the change

change-undo-numbered = Undo change { $id }
    .button = Undo now
    .doing = Undoing change { $id }
    .done = Undid change { $id }
    .noun = undo of change { $id }

change-redo-numbered = Undo change { $id }, so that change { $origin } is in effect again
    .button = Undo now
    .doing = Undoing change { $id }
    .done = Undid change { $id } (itself an undo): change { $origin } is in effect again
    .noun = undo of change { $id }

change-undo-of-redo = Undo change { $id }, so that change { $origin } is undone again
    .button = Undo now
    .doing = Undoing change { $id }
    .done = Undid change { $id } (itself a redo): change { $origin } is undone again
    .noun = undo of change { $id }

change-go-back = Go back to { $to }
    .button = Undo now
    .doing = Going back to { $to }
    .done = Went back to { $to }
    .noun = return to { $to }

change-remove = Remove { $names }
    .button = Remove { $names }
    .doing = Removing { $names }
    .done = Removed { $names }
    .noun = removal of { $names }

change-remove-unused = Remove unused versions
    .button = Remove unused versions
    .doing = Removing unused versions
    .done = Removed unused versions
    .noun = removal of unused versions

change-add-to-path = Add Upgo to PATH
    .button = Add to PATH
    .doing = Adding Upgo to PATH
    .done = Added Upgo to PATH
    .noun = addition of Upgo to PATH

change-environment = Edit the environment
    .button = Apply now
    .doing = Editing the environment
    .done = Edited the environment
    .noun = edit of the environment

change-variables = Edit { $names }
    .button = Apply now
    .doing = Editing { $names }
    .done = Edited { $names }
    .noun = edit of { $names }

change-add-folder = Add { $names } to PATH
    .button = Apply now
    .doing = Adding { $names } to PATH
    .done = Added { $names } to PATH
    .noun = addition of { $names } to PATH

change-remove-folder = Remove { $names } from PATH
    .button = Apply now
    .doing = Removing { $names } from PATH
    .done = Removed { $names } from PATH
    .noun = removal of { $names } from PATH

change-adopt = Let Upgo manage { $to }
    .button = Let Upgo manage it
    .doing = Adding { $to } to Upgo
    .done = Upgo now manages { $to }
    .noun = addition of { $to } to Upgo

change-import = Let Upgo manage more Go versions
    .button = Let Upgo manage them
    .doing = Adding Go versions to Upgo
    .done = Upgo now manages more Go versions
    .noun = addition of Go versions to Upgo

change-set-up = Set up this machine
    .button = Set up now
    .doing = Setting up this machine
    .done = Set up this machine
    .noun = setup of this machine

change-step-aside = Put Upgo's Go first
    .button = Put Upgo's Go first
    .doing = Putting Upgo's Go first
    .done = Put Upgo's Go first
    .noun = reordering of PATH

change-keep-system = Keep the machine-wide Go
    .button = Keep the machine-wide Go
    .doing = Keeping the machine-wide Go
    .done = Kept the machine-wide Go
    .noun = choice to keep the machine-wide Go

change-system-install = Install { $to } for all users
    .button = Install now
    .doing = Installing { $to } for all users
    .done = Installed { $to } for all users
    .noun = machine-wide installation of { $to }

change-system-upgrade = Upgrade the machine-wide Go to { $to }
    .button = Upgrade now
    .doing = Upgrading the machine-wide Go to { $to }
    .done = Upgraded the machine-wide Go from { $from } to { $to }
    .noun = machine-wide upgrade to { $to }

change-system-uninstall = Uninstall { $from } for all users
    .button = Uninstall now
    .doing = Uninstalling { $from } for all users
    .done = Uninstalled { $from } for all users
    .noun = machine-wide removal of { $from }

change-system-repair = Repair { $to } for all users
    .button = Repair now
    .doing = Repairing { $to } for all users
    .done = Repaired { $to } for all users
    .noun = machine-wide repair of { $to }

change-repair-files = Repair the files of { $to }
    .button = Repair now
    .doing = Repairing the files of { $to }
    .done = Repaired the files of { $to }
    .noun = repair of the files of { $to }

change-rebuild-tools = Rebuild tools
    .button = Rebuild now
    .doing = Rebuilding tools
    .done = Rebuilt tools
    .noun = rebuild of tools

change-rebuild-named = Rebuild { $names }
    .button = Rebuild now
    .doing = Rebuilding { $names }
    .done = Rebuilt { $names }
    .noun = rebuild of { $names }

change-update-tools = Update tools
    .button = Update now
    .doing = Updating tools
    .done = Updated tools
    .noun = update of tools

change-update-named = Update { $names }
    .button = Update now
    .doing = Updating { $names }
    .done = Updated { $names }
    .noun = update of { $names }

change-clean-caches = Clean Go's caches
    .button = Clean now
    .doing = Cleaning Go's caches
    .done = Cleaned Go's caches
    .noun = cleanup of Go's caches

change-update-self = Update Upgo
    .button = Update now
    .doing = Updating Upgo
    .done = Updated Upgo
    .noun = update of Upgo

change-settings = Change settings
    .button = Apply now
    .doing = Changing settings
    .done = Changed settings
    .noun = change of settings

change-settings-named = Change { $names }
    .button = Apply now
    .doing = Changing { $names }
    .done = Changed { $names }
    .noun = change of { $names }

change-unpin-editors = Remove the fixed Go from editors
    .button = Remove it
    .doing = Removing the fixed Go from editors
    .done = Removed the fixed Go from editors
    .noun = removal of the fixed Go from editors

change-pin = Pin the project to { $to }
    .button = Pin now
    .doing = Pinning the project to { $to }
    .done = Pinned the project to { $to }
    .noun = pin of the project to { $to }

change-pin-named = Pin { $names } to { $to }
    .button = Pin now
    .doing = Pinning { $names } to { $to }
    .done = Pinned { $names } to { $to }
    .noun = pin of { $names } to { $to }

change-raise-projects = Move projects to { $to }
    .button = Update files
    .doing = Moving projects to { $to }
    .done = Moved projects to { $to }
    .noun = move of projects to { $to }

change-raise-named = Move { $names } to { $to }
    .button = Update files
    .doing = Moving { $names } to { $to }
    .done = Moved { $names } to { $to }
    .noun = move of { $names } to { $to }

change-fix-projects = Apply go fix of { $to } to projects
    .button = Apply now
    .doing = Applying go fix of { $to } to projects
    .done = Applied go fix of { $to } to projects
    .noun = go fix of { $to } in projects

change-fix-named = Apply go fix of { $to } to { $names }
    .button = Apply now
    .doing = Applying go fix of { $to } to { $names }
    .done = Applied go fix of { $to } to { $names }
    .noun = go fix of { $to } in { $names }

## How a change ended; $change is its noun, $Change the same at the start of a sentence

outcome-running = { $Change } in progress
outcome-cancelled = { $Change } cancelled
outcome-failed = { $Change } failed
outcome-overtaken = { $Change } was replaced by a new plan
outcome-interrupted = { $Change } was interrupted
outcome-undone = Undone: { $change }
outcome-redone = Redone: { $change }
outcome-undo = undo of { $change }

## The kinds of steps

step-download = Download and verify { $version }
step-read-file = Read and verify the file
step-unpack = Unpack and check { $version }
step-publish = Add the command { $version }
step-test = Test { $version }
step-switch = Switch to { $version }
step-switch-off = Stop using { $from }
step-edit-path = Edit your PATH
step-edit-machine-path = Edit the system PATH
in-path-first = { $path }, first
in-path-last = { $path }, last
in-path-at = { $path }, entry { $at } of { $count }
in-path-by = { $place }, by { $file }
key-default = { $key }, default
step-edit-variables = Edit Go variables
step-remove-variables = Remove Go variables
step-edit-editors = Edit settings of editors
step-check = Check what a new terminal runs
step-unpublish = Remove the command { $version }
step-download-package = Download and verify the { $version } installer
step-secure-package = Keep the { $version } installer
step-install-system = Install { $version } for all users
step-replace-system = Replace { $from } with { $version } for all users
step-uninstall-system = Uninstall the machine-wide Go
step-repair-system = Repair the machine-wide Go
step-give-back = Restore what the uninstaller removes
step-change-setting = Change the setting { $file }
step-set-aside = Rename the old folder
step-delete = Delete { $version }
step-rebuild-tool = Rebuild { $file } with { $version }
step-update-tool = Update { $file } with { $version }
step-install-tool = Install { $file } with { $version }
step-clean-build-cache = Clean the build cache
step-clean-module-cache = Clean the module cache
step-delete-downloaded = Delete a toolchain that Go downloaded
step-repair-files = Restore the published files of { $version }
step-restore-files = Restore the previous files of { $version }
step-restore-tool = Restore the previous { $file }
step-download-upgo = Download and verify Upgo { $file }
step-try-upgo = Start Upgo { $file } once
step-replace-upgo = Replace Upgo with version { $file }
step-restore-upgo = Restore Upgo { $file }
step-rehearse = Try { $version } on your projects
step-edit-project = Edit the project { $file }
step-hook-before = Run { $file } before the switch
step-hook-after = Run { $file } after the switch
step-hook-soak = Watch the new Go with { $file }
step-hook-on-failure = If the change fails, run { $file }
