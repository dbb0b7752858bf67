//! What the window offers as buttons for a problem.
use crate::base::words::Sentence;

worded! {
    /// An action of the window that helps with a problem. [`super::Code::remedies`] names those of each code.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    pub enum Remedy {
        /// Repeats the request.
        TryAgain = RemedyTryAgain;
        /// Makes the plan again, from the present state of the machine.
        SeeNewPlan = RemedySeeNewPlan;
        /// Shows the plan that restores the files.
        Repair = RemedyRepair;
        /// Reads the machine's state again, which also continues an interrupted change.
        LookAgain = RemedyLookAgain;
        /// Checks for releases and vulnerabilities.
        CheckNow = RemedyCheckNow;
        /// Shows the plan without further proof than the checksum, unless the settings require one.
        WithoutProof = RemedyWithoutProof;
        /// Tests the mirrors in Settings, if there are any.
        TestMirror = RemedyTestMirror;
        /// Shows the plan that removes the mirrors, if there are any.
        RemoveMirrors = RemedyRemoveMirrors;
        MirrorSettings = RemedyMirrorSettings;
        ProxySettings = RemedyProxySettings;
        /// Asks for a certificate file, and shows the plan that trusts it.
        ChooseCertificate = RemedyChooseCertificate;
        Settings = RemedySettings;
        BackgroundSettings = RemedyBackgroundSettings;
        NotificationSettings = RemedyNotificationSettings;
        SettingsFile = RemedySettingsFile;
        /// Opens the startup apps in the settings of Windows.
        StartupApps = RemedyStartupApps;
        /// Opens the notifications in the settings of Windows.
        SystemNotifications = RemedySystemNotifications;
        InstalledApps = RemedyInstalledApps;
        /// Opens Home, which shows the state of the machine.
        Home = RemedyHome;
        Versions = RemedyVersions;
        Health = RemedyHealth;
        History = RemedyHistory;
        EditPath = RemedyEditPath;
        /// Opens the editor of Go's variables.
        EditVariables = RemedyEditVariables;
        /// Explains which Go runs.
        WhyThisGo = RemedyWhyThisGo;
        /// Shows the plan that removes unused versions.
        RemoveUnused = RemedyRemoveUnused;
        /// Opens the list of caches, with their sizes.
        Caches = RemedyCaches;
        /// Opens Upgo's folder.
        OpenFolder = RemedyOpenFolder;
        /// Opens Go's own download page in the browser.
        GoDownloads = RemedyGoDownloads;
        /// Opens the security policy of the Go project in the browser.
        ReportToGo = RemedyReportToGo;
        /// Opens Upgo's log.
        Log = RemedyLog;
        /// Shows what a bug report contains, before it is saved.
        Report = RemedyReport;
    }
    pub const ALL: [Self; _];
    /// The words of its button.
    pub fn label(self) -> Sentence;
}
