//! The gate: a Go is used only if the policy permits its version. Code that puts a Go on a PATH or starts one needs a
//! value that only this gate creates.
use super::rules::manager_said;
use super::{NotPermitted, Policy, PolicyGroup, PolicyInForce, Refused};
use crate::base::version::Version;

#[derive(Clone, Copy, Debug)]
pub(crate) struct UsableVersion<'a>(&'a Version);

impl<'a> UsableVersion<'a> {
    pub(crate) fn get(self) -> &'a Version {
        self.0
    }
}

impl PolicyInForce {
    pub(crate) fn usable<'a>(&self, version: &'a Version) -> Result<UsableVersion<'a>, NotPermitted> {
        match self.policy.permits_use(version) {
            Ok(()) => Ok(UsableVersion(version)),
            Err(why) => Err(self.not_permitted(version, why)),
        }
    }

    pub(crate) fn not_permitted(&self, version: &Version, why: Refused) -> NotPermitted {
        let manager = self.manager().to_owned();
        let said = manager_said(&manager);
        let next = match why {
            Refused::Waits(..) | Refused::Locked(_) => say!(WaitOrAsk { manager: said }),
            Refused::Malformed => {
                let mut values = self.values.iter();
                let place = values.find(|value| value.malformed.is_some() && is_about_releases(&value.key));
                match place {
                    Some(value) => say!(AskToCorrect { manager: said, place: &value.place }),
                    None => say!(AskToCorrectPolicy { manager: said }),
                }
            }
            _ => say!(ChooseOtherOrAsk { manager: said }),
        };
        NotPermitted { version: version.clone(), why, manager, next }
    }
}

fn is_about_releases(key: &str) -> bool {
    Policy::key(key).is_some_and(|key| key.group == PolicyGroup::Releases)
}

#[cfg(test)]
impl<'a> UsableVersion<'a> {
    /// A version on a machine without a policy.
    pub(crate) fn unmanaged(version: &'a Version) -> Self {
        Self(version)
    }
}
