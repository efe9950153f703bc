//! A what-if explorer for infrastructure cost: what will this plan cost, per user, and what is left of the revenue, if
//! this number moves?
//!
//! The modules stand in the order of dependence: each uses only those above it, and `tests/layers.rs` proves it.
//!
//! ```text
//!  costtui  Zero to planetary scale › 3 of 5 Growing community › Typical setup      session  saved ✓   ui/header.rs
//! ╭─ What if ─────────────────────────────────╮╭─ This month ──────────────────────────────────────╮   ui/month.rs
//! │▸Users             ━━━●────        5,000   ││ Cost        $492.22  $442.22 – $542.22            │
//! │ Card              ‹ as documented ›       ││ Per user    $0.0984  $1.97 per concurrent user    │
//! ╰───────────────────────────────────────────╯╰───────────────────────────────────────────────────╯
//!   ui/what_if.rs, ui/slider.rs
//! ╭─ Levers ──────────────────────────────────╮╭─ The bill ────────────────────────────────────────╮   ui/bill.rs
//! │ [x] Spot instances        50 %    −$70.00 ││▸Kubernetes cluster  $130.00 −$70.00 ██░ 31 % doc  │
//! ╰───────────────────────────────────────────╯╰───────────────────────────────────────────────────╯
//!   ui/levers.rs
//! ╭─ Watch ───────────────────────────────────╮╭─ Cost and revenue by users ───────────────────────╮   ui/curve.rs,
//! │ ! Monthly budget          $3,250 ≥ $3,000 ││    ⢀⣀⡠⠤⠔⠒⠊⠉      ┊              │                 │   ui/canvas.rs
//! ╰───────────────────────────────────────────╯╰───────────────────────────────────────────────────╯
//!   ui/watch.rs; below it, where there is room, what is selected is explained: ui/explain.rs
//!  ←→ adjust  0-9 type  Tab panes  Enter explain  u undo                             ? help  q quit    ui/footer.rs
//! ```
//!
//! Two more views are tables, which `ui/table.rs` draws, of rows that `rows.rs` describes. View 3, at F3, is `ui/cards.rs`:
//! the rows are those of `offers.rs`. View 7, at F7, is `ui/sources.rs`: `sources.rs` and the files in `sources/` make its
//! rows, a file each section.
//!
//! ```text
//!  costtui  1 Explore ‹3 Cards› 7 Sources  EduNerve › 1 of 4 Regional scale         card: AWS, Frankfurt  session
//! ╭─ Cards, the cheapest first ─────────────────────────────────────────────────────────────────────────── 2 of 23 ─╮
//! │ Users              ━━━━━━━━━━━━━━━●────────────────    50,000                                                   │
//! │ Hetzner, Europe is the cheapest of the providers' lists that price 2 lines or more: $1,886.34 a month. …        │
//! │   Card                         A month  ▒ doc      Against now  Lines        Margin          Oldest price       │
//! │▸✓ Hetzner, Europe            $1,886.34  ▏▒        ▼ −$1,694.22  4 of 10  $23,113.66  92.5 %  2026-05-27         │
//! ╰─────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
//! ```
//!
//! Views 2, 4, 5 and 6 ask questions of many quotes: `app/questions.rs` says which, `run/work.rs` has them answered on a thread
//! of their own, `answers.rs` makes rows and a picture of the report, and `ui/questions.rs` draws the same frame around all:
//! the slider that leads, the answer in a sentence, the rows, and the picture from `ui/picture/` below or beside them.
//!
//! What comes in lies over the screen while it is looked at: `run/reader.rs` reads it beside the keys, `app/incoming.rs` has it,
//! `ui/incoming.rs` draws it. What leaves is written by `export.rs` and the files in `export/`.

pub mod text;
pub mod date;
pub mod amount;
pub mod faults;
pub mod disk;
pub mod table;
pub mod catalog;
pub mod import;
pub mod scenario;
pub mod engine;
pub mod explore;
pub mod session;
pub mod report;
pub mod rows;
pub mod sources;
pub mod offers;
pub mod answers;
pub mod export;
pub mod app;
pub mod keys;
pub mod ui;
pub mod run;
pub mod cli;
