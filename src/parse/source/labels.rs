//! Short texts that say what they are: labels before a colon, captions, «part of the series …».

/// Whether a text begins with one of these labels and a colon, or is nothing but the label.
pub(super) fn label_of(text: &str, labels: &[&str]) -> bool {
    label_len(text, labels).is_some()
}

/// How many bytes the label at the beginning takes, colon included.
pub(super) fn label_len(text: &str, labels: &[&str]) -> Option<usize> {
    let head: String = text.chars().take(48).collect();
    let low = head.to_lowercase();
    let low = low.trim_start_matches(['*', '_', '【', '[', ' ']);
    let lead = head.len() - head.trim_start_matches(['*', '_', '【', '[', ' ']).len();
    labels
        .iter()
        .filter_map(|l| {
            let rest = low.strip_prefix(l)?;
            let after = rest.trim_start_matches(['*', '_', ' ']);
            match after.chars().next() {
                None => (text.chars().count() <= 48).then_some(text.len()),
                Some(c @ (':' | '：' | '】' | ']' | '／' | '—')) => {
                    let at = head.to_lowercase().len().min(head.len());
                    let colon = head[..at].find(c)?;
                    (colon >= lead).then(|| colon + c.len_utf8())
                }
                _ => None,
            }
        })
        .max()
}

/// Whether a block is the caption of a picture.
pub(super) fn is_caption(text: &str) -> bool {
    const SIGNS: [&str; 20] = [
        "photograph by",
        "photo by",
        "credit...",
        "illustration by",
        "撮影",
        "摄影",
        "reuters/",
        "/reuters",
        "getty images",
        "afp/",
        "/afp",
        "ap photo",
        "(ap)",
        "picture taken",
        "file photo",
        "photograph:",
        "photo:",
        "image:",
        "foto:",
        "credit:",
    ];
    let low = text.to_lowercase();
    // «… two years. Source: Supplied», «… （来源：梨）»
    let sourced = [". source:", "(source:", "（来源：", "（來源：", ". quelle:", "(quelle:", ". fuente:", "(fuente:"];
    text.chars().count() < 500 && SIGNS.iter().chain(&sourced).any(|s| low.contains(s))
}

/// «This article is part of the X series»: what it is part of.
pub(super) fn part_of(text: &str) -> Option<String> {
    if text.chars().count() > 160 {
        return None;
    }
    let low = text.to_lowercase();
    let starts = [
        "this article is part of ",
        "this post is part of ",
        "this story is part of ",
        "this essay is part of ",
        "this piece is part of ",
        "part of the series ",
        "dieser artikel ist teil ",
        "cet article fait partie de ",
        "este artículo forma parte de ",
    ];
    let len = starts.iter().find(|s| low.starts_with(**s))?.len();
    let rest = text.get(len..)?.trim().trim_end_matches('.');
    let rest = rest.strip_prefix("the ").or(rest.strip_prefix("our ")).unwrap_or(rest);
    (!rest.is_empty() && text.is_ascii()).then(|| rest.to_owned())
}
