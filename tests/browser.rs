//! The page in a real browser without a screen: at a phone's width and a desktop's, in light and in dark, and how it is laid out.

mod binary;
mod png;

use binary::costtui;
use png::Picture;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The names that a browser of the Chromium family has.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What the browser is to leave alone.
const QUIET: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
];

/// Told of a page: what stands in it, how wide it is, and which letters of a picture are cut off.
const PROBE: &str = r#"<script>
const all = (what) => [...document.querySelectorAll(what)];
const cut = all("svg text").filter((text) => {
  const box = text.getBBox(), paper = text.ownerSVGElement.viewBox.baseVal;
  return box.x < -8 || box.y < -8 || box.x + box.width > paper.width + 8 || box.y + box.height > paper.height + 8;
});
const spills = all("main > *").filter((part) => part.getBoundingClientRect().right > innerWidth + 1);
parent.postMessage(JSON.stringify({
  inner: innerWidth, wide: document.documentElement.scrollWidth, tables: all("table").length, rows: all("tbody tr").length,
  pictures: all("svg").filter((svg) => svg.getBoundingClientRect().height > 150).length,
  letters: Math.min(...all("svg text").map((text) => text.getBoundingClientRect().height)),
  cut: cut.map((text) => text.textContent.trim()), spills: spills.map((part) => part.tagName + "." + part.className),
}), "*");
</script>"#;

/// A window as wide as a phone, which the browser's own can't be, that hands on what the probe tells.
const PHONE: &str = r#"<!DOCTYPE html><title>nothing told</title><script>
addEventListener("message", (told) => { document.title = told.data; });
</script><iframe src="probed.html" style="width: 390px; height: 844px; border: 0"></iframe>"#;

/// A browser on the path. Where none is, the test is left out, but for machines that say they have one.
fn browser() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found =
        env::split_paths(&path).flat_map(|folder| BROWSERS.map(|name| folder.join(name))).find(|file| file.is_file());
    if found.is_none() {
        assert!(env::var_os("CI").is_none(), "no browser on the path: one of {BROWSERS:?} is needed");
        println!("skipped: none of {BROWSERS:?} is on the path");
    }
    found
}

/// Opens a file; what the browser wrote.
fn opened(browser: &Path, folder: &TempDir, file: &Path, arguments: &[&str]) -> String {
    let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
    let address = format!("file://{}", file.display());
    let output = Command::new(browser)
        .args(QUIET)
        .arg(profile)
        .args(arguments)
        .arg(address)
        .output()
        .expect("the browser starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The page of a session with a card, a loss and a spread, as a file.
fn page(folder: &TempDir) -> PathBuf {
    let file = folder.path().join("page.html");
    let to = file.to_str().unwrap();
    let scenario = ["--plan", "edunerve", "--users", "60k", "--card", "aws", "--region", "eu-central-1"];
    let spread = ["--spread", "users=2k to 90k", "--lever", "spot=50%", "--to", to];
    costtui([&["export"][..], &scenario, &spread].concat()).assert().success();
    file
}

/// A picture of the page in a window of this size, in light (1) or dark (0).
fn pictured(browser: &Path, folder: &TempDir, file: &Path, (wide, high): (u32, u32), scheme: u8) -> Picture {
    let shot = folder.path().join("shot.png");
    let (to, size) = (format!("--screenshot={}", shot.display()), format!("--window-size={wide},{high}"));
    opened(browser, folder, file, &[&to, &size, &format!("--blink-settings=preferredColorScheme={scheme}")]);
    let picture = Picture::of(&fs::read(&shot).unwrap());
    assert_eq!(picture.size, (wide, high));
    picture
}

#[test]
fn the_page_is_drawn_and_fits_on_a_phone_and_on_a_desktop() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = page(&folder);

    let light = pictured(&browser, &folder, &file, (1280, 2600), 1);
    assert_eq!(light.at(4, 4), [0xfc, 0xfb, 0xf9], "the paper is not that of the light style");
    assert!(light.colours() > 60, "{} colours", light.colours());
    for (name, pen) in [("cost", [0x1b, 0x5f, 0xb4]), ("here", [0xa1, 0x5c, 0x00])] {
        assert!(light.count(pen) > 30, "{} points have the colour of {name}", light.count(pen));
    }
    let dark = pictured(&browser, &folder, &file, (390, 844), 0);
    assert_eq!(dark.at(4, 4), [0x15, 0x17, 0x1b], "the paper is not that of the dark style");
    assert!(dark.count([0xe9, 0xe6, 0xe1]) > 100, "nothing is written in the ink of the dark style");

    let probed = folder.path().join("probed.html");
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
    let open = format!("{before}<meta{}", rest.split_once("img-src data:\"").unwrap().1);
    fs::write(&probed, open.replace("</body>", &format!("{PROBE}</body>"))).unwrap();
    let phone = folder.path().join("phone.html");
    fs::write(&phone, PHONE).unwrap();
    let dom = opened(&browser, &folder, &phone, &["--dump-dom", "--virtual-time-budget=5000"]);
    let told = dom.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0.replace("&amp;", "&");
    let told: serde_json::Value = serde_json::from_str(&told).expect("the probe tells");
    assert_eq!(
        (told["inner"].as_u64(), told["wide"].as_u64()),
        (Some(390), Some(390)),
        "the page scrolls sideways: {told}"
    );
    assert_eq!((&told["spills"], &told["cut"]), (&serde_json::json!([]), &serde_json::json!([])), "{told}");
    assert_eq!(told["pictures"], 4, "{told}");
    assert_eq!(told["tables"], text.matches("<table>").count(), "{told}");
    assert!(told["letters"].as_f64().unwrap() >= 10.0, "letters of a picture are too small on a phone: {told}");
    assert!(told["rows"].as_u64().unwrap() > 60, "{told}");
}
