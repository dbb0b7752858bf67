//! The images of Go in `.gitlab-ci.yml`. Source: <https://docs.gitlab.com/ci/yaml/#image>.
use std::path::Path;
use std::rc::Rc;

use super::image_builds::{BuiltBy, ImageBuild};
use super::notations::{
    Builds, IMAGE_TOOLCHAIN, Work, of_image, toolchains_in, with_toolchain, with_variables, work_of,
};
use super::traced::Traced;
use super::yaml::Node;
use super::{Mention, Reader};
use crate::base::display::line_number;
use crate::projects::AskedBy;

pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    let root = reader.yaml(text);
    let global = root.get("variables");
    if let Some(image) = root.get("image") {
        add(image, &|name| value(name, [None, global]), &[], reader);
    }
    for (_, job) in root.entries() {
        if !reader.allows(1) {
            return;
        }
        let scripts = ["before_script", "script"].into_iter().filter_map(|name| job.get(name));
        let commands: Vec<_> = scripts
            .flat_map(|script| script.text().map(|_| script).into_iter().chain(script.items()))
            .flat_map(|commands| commands.lines(text))
            .collect();
        let script = commands.iter().map(Traced::text).collect::<Vec<_>>().join("\n");
        let variable = |name: &str| value(name, [job.get("variables"), global]);
        if let Some(image) = job.get("image") {
            let toolchains: Vec<_> = toolchains_in(&script).collect();
            let installs = work_of(&script) == Work::Installs;
            reader.builds = if installs { Builds::Nothing } else { Builds::Anything };
            add(image, &variable, &toolchains, reader);
        }
        let Some(repository) = reader.source.file.parent().filter(|_| !script.contains("cd ")) else { continue };
        for command in &commands {
            if let Some(build) = ImageBuild::of_command(&with_variables(command, &variable)) {
                let line = command.start().map_or(1, |start| line_number(text, start));
                let (folder, checkouts) = (Path::new(""), &[]);
                let at = BuiltBy { line, repository, folder, checkouts, variable: &variable, is_elsewhere: false };
                build.read(&at, reader);
            }
        }
    }
}

fn value(name: &str, variables: [Option<&Rc<Node>>; 2]) -> Option<Traced> {
    variables.into_iter().flatten().find_map(|variables| {
        let value = variables.get(name)?;
        let value = value.text().map(|_| value).or_else(|| value.get("value"))?;
        Some(value.traced(false)).filter(|_| value.text().is_some())
    })
}

fn add(image: &Rc<Node>, variable: &dyn Fn(&str) -> Option<Traced>, toolchains: &[String], reader: &mut Reader<'_>) {
    let Some(named) = image.text().map(|_| image).or_else(|| image.get("name")) else { return };
    // a variable may stand for a whole image, whose tag has another variable
    let known = with_variables(&with_variables(&named.traced(false), variable), variable);
    if let Some((meaning, version)) = of_image(&known) {
        let usual = variable("GOTOOLCHAIN");
        let usual = usual.as_ref().map_or(IMAGE_TOOLCHAIN, Traced::text);
        let meaning = with_toolchain(meaning, usual, toolchains);
        let place = Mention { line: named.line, word: "image" };
        reader.add(AskedBy::GitlabCi, place, known.text(), meaning, version);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::asked;
    use crate::projects::FileKind::GitlabCi;

    #[test]
    fn images_of_defaults_and_jobs_with_their_variables() {
        let text = "variables:\n  GO: \"1.26\"\n  IMAGE: golang:$GO\nimage: golang:$GO-alpine\n\
            test:\n  image: {name: \"$IMAGE\", entrypoint: ['']}\nnew:\n  variables: {GO: 1.27.3}\n  image: golang:${GO}\n\
            lint:\n  image: golangci/golangci-lint:v2\nother:\n  image: golang:$SECRET\n";
        assert_eq!(
            asked(GitlabCi, text),
            [
                "4 image golang:1.26-alpine NewestOfLine go1.26",
                "6 image golang:1.26 NewestOfLine go1.26",
                "9 image golang:1.27.3 Exactly go1.27.3",
                "13 image golang:$SECRET Unknown -",
            ]
        );
    }

    #[test]
    fn a_job_that_sets_gotoolchain_may_use_a_newer_go() {
        for (job, means) in [
            ("variables: {GOTOOLCHAIN: auto}", "AtLeast"),
            ("script: [export GOTOOLCHAIN=auto, go build]", "AtLeast"),
            ("script: go build", "NewestOfLine"),
            ("variables: {GOTOOLCHAIN: local}", "NewestOfLine"),
        ] {
            let text = format!("a:\n  image: golang:1.26\n  {job}\n");
            assert_eq!(asked(GitlabCi, &text), [format!("2 image golang:1.26 {means} go1.26")], "{job}");
        }
        let text = "variables: {GOTOOLCHAIN: auto}\na:\n  image: golang:1.26\n";
        assert_eq!(asked(GitlabCi, text), ["3 image golang:1.26 AtLeast go1.26"]);
    }

    #[test]
    fn an_image_of_an_anchor_is_reported_once() {
        let text = ".base: &base\n  image: golang:1.26\na:\n  <<: *base\nb:\n  <<: *base\n";
        assert_eq!(asked(GitlabCi, text), ["2 image golang:1.26 NewestOfLine go1.26"]);
    }
}
