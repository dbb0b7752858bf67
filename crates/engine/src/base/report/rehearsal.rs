//! The phases of a rehearsal, which its report and its progress name.

worded! {
    #[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type)]
    pub enum RehearsalPhase {
        Build = "go build";
        Vet = "go vet";
        Test = "go test";
        /// `go fix ./...`, in a copy of the project.
        Fix = "go fix";
    }
    /// The command, as users know it.
    pub fn command(self) -> &'static str;
}
