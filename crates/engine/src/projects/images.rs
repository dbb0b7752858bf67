//! Images of Go in files that are not read any further, so that nobody believes that Upgo knows what they build with.
use super::notations::{UNKNOWN, names_go};
use super::{Kept, Mention, Reader};
use crate::projects::AskedBy;

pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim_start().starts_with(['#', '/'])) {
        let is_key = |key: &str| text.contains(&format!("{key}:")) || text.contains(&format!("{key}\":"));
        let has_image = is_key("image") || is_key("name"); // steps of Cloud Build are named by their images
        let words = text.split(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | ','));
        for word in words.filter(|word| (has_image || word.contains("/features/")) && names_go(word)) {
            reader.add(AskedBy::Images, Mention { line, word: "image" }, word, UNKNOWN, Err(Kept::Unpublished));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::asked;
    use crate::projects::FileKind::Images;

    #[test]
    fn images_of_go_are_named_and_nothing_else() {
        for (text, found) in [
            (
                "{\n  // golang:1.20\n  \"image\": \"mcr.microsoft.com/devcontainers/go:1-1.26\"\n}",
                "3 image mcr.microsoft.com/devcontainers/go:1-1.26",
            ),
            (
                "  \"features\": {\"ghcr.io/devcontainers/features/go:1\": {}}",
                "1 image ghcr.io/devcontainers/features/go:1",
            ),
            ("services:\n  a:\n    image: 'golang:${GO:-1.26}'\n", "3 image golang:${GO:-1.26}"),
            ("jobs: {a: {docker: [{image: cimg/go:1.26, user: root}]}}", "1 image cimg/go:1.26"),
            ("steps:\n- name: gcr.io/cloud-builders/go\n  args: [build]\n", "2 image gcr.io/cloud-builders/go"),
            ("- image: golangci/golangci-lint:v2\n- run: go test ./cmd/go # golang:1.2\n- image: postgres:16\n", ""),
        ] {
            let expected = if found.is_empty() { Vec::new() } else { vec![format!("{found} Unknown -")] };
            assert_eq!(asked(Images, text), expected, "{text}");
        }
    }
}
