//! The documentation of the policy, and the administrative templates for Group Policy and Intune, from the table.
//! Source: <https://learn.microsoft.com/previous-versions/windows/desktop/Policy/admx-schema>.
use std::fmt::{Display, Write as _};

use upgo_engine::base::display::markup;
use upgo_engine::base::words::{Language, PolicyWords, Sentence, speaking};
use upgo_engine::choices::policy::{Policy, PolicyChoice, PolicyGroup, PolicyKey, PolicyKind};
use upgo_engine::choices::settings;
use upgo_engine::say;

/// The key of the templates. Group Policy writes the view of 64-bit programs.
const KEY: &str = r"Software\Policies\Upgo";
const NAMESPACE: &str = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";
/// The number of the schema, and of the definitions. The second grows when a key is added.
const VERSIONS: &str = r#"revision="1.0" schemaVersion="1.0""#;

pub(crate) fn admx() -> String {
    let categories: String = PolicyGroup::ALL.into_iter().map(category).collect();
    let policies: String = Policy::KEYS.iter().map(definition).collect();
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="{NAMESPACE}" {VERSIONS}>
  <policyNamespaces>
    <target prefix="upgo" namespace="Upgo.Policies.Upgo" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="SUPPORTED_Upgo" displayName="$(string.SUPPORTED_Upgo)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="Upgo" displayName="$(string.Upgo)" />
{categories}  </categories>
  <policies>
{policies}  </policies>
</policyDefinitions>
"#
    )
}

pub(crate) fn adml(language: Language) -> String {
    speaking(language, spoken_adml)
}

fn spoken_adml() -> String {
    let about = Sentence::PolicyTemplateAbout;
    let mut strings = string("Upgo", "Upgo") + &string("SUPPORTED_Upgo", Sentence::PolicyTemplateSupported);
    for group in PolicyGroup::ALL {
        strings += &string(&category_id(group), group.title());
    }
    let mut presentations = String::new();
    for key in Policy::KEYS {
        strings += &string(key.registry, key.words.what);
        strings += &string(&format!("{}_Explain", key.registry), explanation(key));
        for choice in choices(key) {
            strings += &string(&choice_id(key, choice), choice.title);
        }
        presentations += &presentation(key);
    }
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="{NAMESPACE}" {VERSIONS}>
  <displayName>Upgo</displayName>
  <description>{about}</description>
  <resources>
    <stringTable>
{strings}    </stringTable>
    <presentationTable>
{presentations}    </presentationTable>
  </resources>
</policyDefinitionResources>
"#
    )
}

/// The reference of all keys, in Markdown.
pub(crate) fn reference() -> String {
    let mut text = String::new();
    for group in PolicyGroup::ALL {
        let _ = write!(text, "\n### {}\n", group.title().say(Language::English));
        for key in Policy::KEYS.iter().filter(|key| key.group == group) {
            let setting = key.setting().map_or(String::new(), |key| format!("- Manages the setting `{key}`.\n"));
            let machine = if key.is_machine_only() { "- Counts only for the whole machine.\n" } else { "" };
            let _ = write!(
                text,
                "\n#### `{}`\n\n{}\n\n- Registry: `{}`{}\n- Value: {}\n- If malformed: {}\n{setting}{machine}",
                key.name,
                key.words.doc.say(Language::English),
                key.registry,
                registry_kind(key),
                values(key),
                key.safer,
            );
        }
    }
    text
}

fn values(key: &PolicyKey) -> String {
    match key.setting().and_then(|setting| settings::find(setting).ok()) {
        Some(setting) if key.name == setting.name => setting.kind.to_owned(),
        _ => match key.name {
            "version" => "`latest`, a release line such as `1.27`, or a release such as `go1.27.3`".to_owned(),
            "allowed" | "blocked" | "approved" | "mirror.versions" => {
                "a list of `1.27` (a line), `1.27.3`, `>=1.26` and `<1.25.4`".to_owned()
            }
            "locked-until" => "a date such as `2027-01-31`".to_owned(),
            "feed" | "vulnerabilities" => "an address (https, file, or http on this machine)".to_owned(),
            "user-may-change" => "a list of settings".to_owned(),
            "mirror.targets" => "a list of systems such as `linux-amd64`".to_owned(),
            "fleet.report-to" => "the full path of a folder".to_owned(),
            name if name == "audit-log.file"
                || (name.starts_with("hooks.") && matches!(key.kind, PolicyKind::Text)) =>
            {
                "the full path of a file".to_owned()
            }
            _ => key.kind.words(),
        },
    }
}

fn registry_kind(key: &PolicyKey) -> &'static str {
    match key.kind {
        PolicyKind::Text | PolicyKind::Choice(_) => " (REG_SZ)",
        PolicyKind::Flag => " (REG_DWORD, 0 or 1)",
        PolicyKind::Number { .. } => " (REG_DWORD)",
        PolicyKind::List => ", a key with one REG_SZ value for each item",
    }
}

fn category(group: PolicyGroup) -> String {
    let id = category_id(group);
    format!(
        r#"    <category name="{id}" displayName="$(string.{id})">
      <parentCategory ref="Upgo" />
    </category>
"#
    )
}

fn definition(key: &PolicyKey) -> String {
    let (id, group) = (key.registry, category_id(key.group));
    let class = if key.is_machine_only() { "Machine" } else { "Both" };
    let is_flag = matches!(key.kind, PolicyKind::Flag);
    let value = if is_flag { format!(r#" valueName="{id}""#) } else { String::new() };
    let shown = if is_flag { String::new() } else { format!(r#" presentation="$(presentation.{id})""#) };
    format!(
        r#"    <policy name="{id}" class="{class}" displayName="$(string.{id})" explainText="$(string.{id}_Explain)"{shown} key="{KEY}"{value}>
      <parentCategory ref="{group}" />
      <supportedOn ref="SUPPORTED_Upgo" />
{}    </policy>
"#,
        body(key)
    )
}

fn body(key: &PolicyKey) -> String {
    let id = key.registry;
    let element = match &key.kind {
        PolicyKind::Flag => {
            return "      <enabledValue>\n        <decimal value=\"1\" />\n      </enabledValue>\n      <disabledValue>\n        \
                    <decimal value=\"0\" />\n      </disabledValue>\n"
                .to_owned();
        }
        PolicyKind::Text => format!(r#"        <text id="{id}" valueName="{id}" required="true" maxLength="1023" />"#),
        PolicyKind::Number { min, max } => {
            format!(
                r#"        <decimal id="{id}" valueName="{id}" required="true" minValue="{min}" maxValue="{max}" />"#
            )
        }
        PolicyKind::List => format!(r#"        <list id="{id}" key="{KEY}\{id}" valuePrefix="" />"#),
        PolicyKind::Choice(choices) => {
            let item = |choice: &PolicyChoice| {
                format!(
                    r#"          <item displayName="$(string.{})">
            <value>
              <string>{}</string>
            </value>
          </item>
"#,
                    choice_id(key, choice),
                    markup(choice.value)
                )
            };
            let items: String = choices.iter().map(item).collect();
            format!("        <enum id=\"{id}\" valueName=\"{id}\" required=\"true\">\n{items}        </enum>")
        }
    };
    format!("      <elements>\n{element}\n      </elements>\n")
}

fn presentation(key: &PolicyKey) -> String {
    let (id, title) = (key.registry, markup(key.words.what));
    let control = match &key.kind {
        PolicyKind::Flag => return String::new(),
        PolicyKind::Text => format!("<textBox refId=\"{id}\">\n          <label>{title}</label>\n        </textBox>"),
        PolicyKind::Number { min, .. } => {
            format!(r#"<decimalTextBox refId="{id}" defaultValue="{min}">{title}</decimalTextBox>"#)
        }
        PolicyKind::List => format!(r#"<listBox refId="{id}">{title}</listBox>"#),
        PolicyKind::Choice(_) => {
            format!(r#"<dropdownList refId="{id}" noSort="true" defaultItem="0">{title}</dropdownList>"#)
        }
    };
    format!("      <presentation id=\"{id}\">\n        {control}\n      </presentation>\n")
}

fn explanation(key: &PolicyKey) -> String {
    let doc = key.words.doc;
    let managed = |setting: &str| {
        format!("{doc}\n\n{}", say!(PolicyTemplateManages { setting, free: PolicyWords::UserMayChange.what }))
    };
    key.setting().map_or_else(|| doc.to_string(), managed)
}

fn choices(key: &PolicyKey) -> &'static [PolicyChoice] {
    match key.kind {
        PolicyKind::Choice(choices) => choices,
        _ => &[],
    }
}

fn category_id(group: PolicyGroup) -> String {
    format!("Category_{group:?}")
}

/// The name of a value in the tables of texts, which may have letters, digits and underscores.
fn choice_id(key: &PolicyKey, choice: &PolicyChoice) -> String {
    format!("{}_{}", key.registry, choice.value.replace('-', "_"))
}

fn string(id: &str, text: impl Display) -> String {
    format!("      <string id=\"{id}\">{}</string>\n", markup(text))
}
