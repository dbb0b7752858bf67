// Every command. The program and its tests include this file, each with its own macro `commands`.
commands! {
    "Every day" {
        "status" ("current") status::Status
        "upgrade" ("update") upgrade::Upgrade
        "rollback" rollback::Rollback
    }
    "Versions" {
        "list" ("ls") list::List
        "install" install::Install
        "use" ("switch" "default") r#use::Use
        "remove" ("uninstall") remove::Remove
        "exec" exec::Exec
    }
    "Checks" {
        "why" why::Why
        "doctor" doctor::Doctor
        "audit" audit::Audit
        "projects" projects::Projects
    }
    "More" {
        "tools" tools::Tools
        "env" env::Env
        "settings" ("config") settings::Settings
    }
    "Before and after an upgrade" {
        "check" ("outdated") check::Check
        "whatsnew" whatsnew::WhatsNew
        "rehearse" rehearse::Rehearse
        "history" history::History
        "verify" verify::Verify
    }
    "Now and then" {
        "adopt" adopt::Adopt
        "setup" setup::Setup
        "shell" shell::Shell
        "bisect" bisect::Bisect
        "cache" cache::Cache
        "log" log::Log
        "background" background::Background
        "self" self_update::SelfUpdate
        "completions" completions::Completions
        "man" man::Man
    }
    "Many machines" {
        "policy" policy::Policy
        "preflight" preflight::Preflight
        "fleet" fleet::Fleet
        "mirror" mirror::Mirror
        "bundle" bundle::Bundle
        "dsc" dsc::Dsc
        "system" system::System
    }
    // what is now part of another command, and keeps working for scripts and for other programs
    hidden {
        "add-to-path" add_to_path::AddToPath
        "audit-log" audit_log::AuditLog
        "pin" pin::Pin
        "purge" purge::Purge
        "report" report::Report
        "step-aside" step_aside::StepAside
        "terminal" terminal::Terminal
        "which" which::Which
    }
}
