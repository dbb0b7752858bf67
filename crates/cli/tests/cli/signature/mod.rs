//! Promise: Google's signature alone proves an archive. An invalid signature blocks the release, whatever the settings
//! say. Without a signature, the other checks still apply.
mod keys;
mod offline;
mod verdict;
mod world;
