//! tmp
use costtui::*;
fn main() {
    let c = std::sync::Arc::new(catalog::load(None).unwrap_or_else(|e| panic!("{e}")));
    let args: Vec<String> = std::env::args().collect();
    let plan = c.plan(args.get(1).map_or("zero-to-planetary", |s| s)).unwrap();
    let session = session::Session::new("untitled", scenario::Scenario::of(plan));
    let path = std::path::PathBuf::from("/tmp/saves-x/untitled.toml");
    let mut app = app::App::new(c.clone(), session, path.clone());
    let theme = ui::Theme::new(true, args.iter().any(|a| a == "--ascii"));
    if let Some(keys) = args.get(2) {
        let size = args.get(3).map_or((120, 36), |s| {
            let (a, b) = s.split_once('x').unwrap();
            (a.parse().unwrap(), b.parse().unwrap())
        });
        let mut world = run::World::new(("/tmp/saves-x".into(), c), (path, None), false, |_| {});
        let b = run::frame(&mut app, &theme, &mut world, &run::script(keys).unwrap(), size);
        let look = if args.iter().any(|a| a == "svg") { run::Look::Svg } else { run::Look::Text };
        print!("{}", look.write(&b));
        return;
    }
    let c2 = c.clone();
    let end = run::explore(&mut app, &theme, |report| {
        run::World::new(("/tmp/saves-x".into(), c2), (path, None), true, report)
    });
    println!("{end:?}");
}
