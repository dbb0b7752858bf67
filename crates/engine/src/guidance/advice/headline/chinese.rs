use super::{Headline, Sentence};

pub(super) fn sentence(headline: &Headline) -> Sentence {
    let (title, line) = match headline {
        Headline::Security { runs, to, fixes, in_your_projects } => {
            let used = in_your_projects.map(|used| format!("，其中 {used} 个位于你的项目使用的包中"));
            let fixed = format!("修复 {runs} 中的 {fixes} 个已知漏洞{}。", used.unwrap_or_default());
            (format!("安全更新：{to}"), fixed)
        }
        Headline::Unsupported { line } => (format!("Go {line} 已不再受支持"), "不会再有安全修复。".to_owned()),
        Headline::Update { runs, to } => (format!("{to} 已发布"), format!("当前版本为 {runs}。")),
        Headline::Current { runs } => ("Go 已是最新".to_owned(), format!("新终端运行 {runs}。")),
    };
    Sentence { title, line }
}
