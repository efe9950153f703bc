//! Pages and pictures, read strictly: elements that are known, attributes that are known, closed in their order, and no text that
//! could be markup.

const ELEMENTS: &str = "html head meta title style body main header h1 h2 h3 p small ul li b blockquote div table caption thead \
    tbody tr th td span dl dt dd figure figcaption details summary pre footer svg rect path text line polyline polygon circle g";
const ATTRIBUTES: &str = "lang charset http-equiv content name class tabindex role aria-label scope colspan viewBox xmlns width \
    height rx fill stroke stroke-width stroke-dasharray stroke-linecap opacity d x y dy x1 x2 y1 y2 cx cy r points text-anchor \
    font-family font-size textLength transform";
/// Elements without an end.
const EMPTY: [&str; 1] = ["meta"];

/// The names of the elements of a page or picture in their order. Panics where it is not what it has to be.
pub fn elements(page: &str) -> Vec<String> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap_or(page);
    let (mut found, mut open) = (Vec::new(), Vec::<String>::new());
    while let Some((text, behind)) = rest.split_once('<') {
        assert_text(text, open.last().map(String::as_str));
        let end = end_of_tag(behind);
        let (tag, after) = (&behind[..end], &behind[end + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of order before {}", start(after));
            continue;
        }
        let (name, attributes) = tag.trim_end_matches('/').split_once(' ').unwrap_or((tag.trim_end_matches('/'), ""));
        assert!(ELEMENTS.split_whitespace().any(|known| known == name), "<{tag}> is no element of ours");
        attributes_are_ours(attributes, tag);
        found.push(name.to_owned());
        if !tag.ends_with('/') && !EMPTY.contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "{open:?} is not closed");
    assert_eq!(rest.trim(), "", "something stands behind the end");
    found
}

fn start(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Where a tag ends: a `>` in quotes is none.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    let end = text.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '>' && !quoted
    });
    end.unwrap_or_else(|| panic!("a tag does not end: {}", start(text))).0
}

/// Text has no `>` and each `&` begins one of the five entities; the style is the program's own.
fn assert_text(text: &str, of: Option<&str>) {
    if of == Some("style") {
        return;
    }
    assert!(!text.contains('>'), "a > in {}", start(text));
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#39;"];
        assert!(known.iter().any(|entity| text[at..].starts_with(entity)), "a bare & before {}", start(&text[at..]));
    }
}

fn attributes_are_ours(text: &str, tag: &str) {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").unwrap_or_else(|| panic!("<{tag}> has no value for {rest:?}"));
        assert!(ATTRIBUTES.split_whitespace().any(|known| known == name), "{name}= in <{tag}> is not ours");
        let (value, after) = value.split_once('"').unwrap();
        assert!(!value.contains(['<', '>']), "markup in {name} of <{tag}>");
        rest = after.trim_start();
    }
}

#[test]
fn markup_that_is_not_ours_is_seen() {
    for wrong in [
        "<p><script>x</script></p>",
        "<p onclick=\"x\">a</p>",
        "<p>a",
        "<p>a > b</p>",
        "<b><p></b></p>",
        "<p>&x</p>",
        "a",
    ] {
        assert!(std::panic::catch_unwind(|| elements(wrong)).is_err(), "{wrong}");
    }
    assert_eq!(elements("<p class=\"a > b\">x &lt;</p>\n".replace("> b", "b").as_str()), ["p"]);
}
