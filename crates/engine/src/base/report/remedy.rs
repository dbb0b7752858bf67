//! What the window offers as buttons for a problem.
use serde::Serialize;

macro_rules! remedies {
    ($($(#[doc = $doc:literal])+ $name:ident, $label:literal;)+) => {
        /// An action of the window that helps with a problem. [`super::Code::remedies`] names those of each code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Remedy {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Remedy {
            /// Every remedy.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The words of its button.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }
        }
    };
}

remedies! {
    /// Repeats the request.
    TryAgain, "Try again";
    /// Makes the plan again, from the present state of the machine.
    SeeNewPlan, "See the new plan";
    /// Shows the plan that restores the files.
    Repair, "Repair";
    /// Reads the machine's state again, which also continues an interrupted change.
    LookAgain, "Check again";
    /// Checks for releases and vulnerabilities.
    CheckNow, "Check now";
    /// Shows the plan without further proof than the checksum, unless the settings require one.
    WithoutProof, "Install without proof";
    /// Tests the mirrors in Settings, if there are any.
    TestMirror, "Test mirror";
    /// Shows the plan that removes the mirrors, if there are any.
    RemoveMirrors, "Use go.dev only";
    /// Opens the mirrors in Settings.
    MirrorSettings, "Mirror settings";
    /// Opens the proxy in Settings.
    ProxySettings, "Proxy settings";
    /// Asks for a certificate file, and shows the plan that trusts it.
    ChooseCertificate, "Choose certificate";
    /// Opens Settings.
    Settings, "Open settings";
    /// Opens the background mode in Settings.
    BackgroundSettings, "Background settings";
    /// Opens the notifications in Settings.
    NotificationSettings, "Notification settings";
    /// Opens the settings file.
    SettingsFile, "Open settings file";
    /// Opens the startup apps in the settings of Windows.
    StartupApps, "Startup apps";
    /// Opens the notifications in the settings of Windows.
    SystemNotifications, "Windows notifications";
    /// Opens the installed apps in the settings of Windows.
    InstalledApps, "Installed apps";
    /// Opens Home, which shows the state of the machine.
    Home, "View";
    /// Opens Versions.
    Versions, "Open versions";
    /// Opens Health.
    Health, "Open health";
    /// Opens History.
    History, "Open history";
    /// Opens the editor of PATH.
    EditPath, "Edit PATH";
    /// Opens the editor of Go's variables.
    EditVariables, "Edit variables";
    /// Explains which Go runs.
    WhyThisGo, "Why this Go?";
    /// Shows the plan that removes unused versions.
    RemoveUnused, "Remove unused versions";
    /// Opens the list of caches, with their sizes.
    Caches, "Clean caches";
    /// Opens Upgo's folder.
    OpenFolder, "Open folder";
    /// Opens Go's own download page in the browser.
    GoDownloads, "Open go.dev";
    /// Opens the security policy of the Go project in the browser.
    ReportToGo, "Report to Go";
    /// Opens Upgo's log.
    Log, "Open log";
    /// Shows what a bug report contains, before it is saved.
    Report, "Create bug report";
}
