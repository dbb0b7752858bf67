//! For fuzzing: what the two copies of the program say to each other.
use super::Task;
use super::pipe::{Message, hear, is_name, line};

pub(crate) fn messages(bytes: &[u8]) {
    let mut from = bytes;
    while let Ok(Some(heard)) = hear::<Task>(&mut from) {
        if let Ok(task) = heard {
            let again = line(&task).ok().and_then(|line| hear::<Task>(&mut &line[..]).ok()).flatten();
            assert_eq!(again, Some(Ok(task)));
        }
    }
    let mut from = bytes;
    while let Ok(Some(heard)) = hear::<Message>(&mut from) {
        if let Ok(message) = heard {
            let again = line(&message).ok().and_then(|line| hear::<Message>(&mut &line[..]).ok()).flatten();
            assert_eq!(again, Some(Ok(message)));
        }
    }
    if let Ok(name) = str::from_utf8(bytes)
        && is_name(name)
    {
        assert!(name.len() == 37 && name.starts_with("upgo-"));
    }
}
