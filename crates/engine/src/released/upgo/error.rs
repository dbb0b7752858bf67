use jiff::Timestamp;

use super::{KeyId, UpgoVersion};
use crate::base::words::Statement;
use crate::net::http::HttpError;

explain! {
    pub enum UpgoError {
        NoPublisher = SelfManaged, UpgoNoPublisher;
        Http(HttpError) = *;
        NotSigned = SelfSignature, UpgoNotSigned;
        OtherFile = SelfSignature, UpgoSignedOther;
        UnknownKey(key: KeyId) = SelfSignature, UpgoKeyUnknown { key: key.to_string() };
        RevokedKey(key: KeyId) = SelfSignature, UpgoKeyRevoked { key: key.to_string() };
        Older { offered: (UpgoVersion, Timestamp), known: (UpgoVersion, Timestamp) } = SelfOlder, ({
            let [day, before] = [offered.1, known.1].map(day_of);
            say!(UpgoOlder { offered: offered.0.to_string(), known: known.0.to_string(), day, before })
        });
        Future { version: UpgoVersion, date: Timestamp, now: Timestamp } = SelfImplausible,
            UpgoFuture { version: version.to_string(), day: day_of(*date), today: day_of(*now) };
        Impossible(version: UpgoVersion) = SelfImplausible, UpgoImpossible { version: version.to_string() };
        Foreign(why: String) = SelfForeign, UpgoForeign { why: Statement::quoted(why) };
        TooOld { version: UpgoVersion, minimum: UpgoVersion } = SelfManaged,
            UpgoTooOld { version: version.to_string(), minimum: minimum.to_string() }, next InstallNewestUpgo;
        Package { version: UpgoVersion, why: String } =
            SelfForeign, UpgoPackage { version: version.to_string(), why: Statement::quoted(why) };
        Trial { version: UpgoVersion, reason: String } =
            SelfTrial, UpgoTrial { version: version.to_string(), reason: Statement::quoted(reason) };
    }
}

fn day_of(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}
