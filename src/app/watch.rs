//! The rows of the watch pane: what the rules say, worst first; and how keys answer and silence them.

use super::{App, Effect, Entry, Overlay, Typed, levers, measure};
use crate::amount::{Decimal, Number, percent_short};
use crate::catalog::{AskedUnit, Plan, Rule, RuleKind, Sign};
use crate::engine::{Quote, Verdict};
use crate::explore::worth::{self, Silencer, Silencers};

/// A row of the watch pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// What it is about.
    pub of: Subject,
    /// How it stands.
    pub says: Says,
    /// Whether it is looked at from time to time only: a measure of success, or a review.
    pub aside: bool,
}

/// What a row of the watch pane is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A move to another stage, by its place in the quote.
    Move(usize),
    /// A rule, by the place of its verdict in the quote.
    Rule(usize),
}

/// How a row stands, in the order of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// It is time for the move.
    Suggested,
    /// An alert or a budget fires, a target is missed.
    Speaks,
    /// A trigger of a move is true.
    Fired,
    /// It is not time for the move.
    NotYet,
    /// Something that would fire does not.
    Near,
    /// A target is met.
    Holds,
    /// The user has not answered.
    Asked,
    /// What it measures is undefined: divided by nothing, or too large.
    Undefined,
}

/// The rows: worst first; of those that do not fire, the nearest to it first.
pub(super) fn rows(app: &App) -> Vec<Watched> {
    let (plan, quote) = (app.plan(), &app.quote);
    let moves = quote.moves.iter().enumerate().map(|(at, of)| {
        let says = if of.suggested { Says::Suggested } else { Says::NotYet };
        Watched { of: Subject::Move(at), says, aside: false }
    });
    let rules = quote.verdicts.iter().enumerate().map(|(at, verdict)| {
        let rule = &plan.rules[verdict.rule];
        let aside = matches!(rule.kind, RuleKind::Kpi | RuleKind::Review);
        Watched { of: Subject::Rule(at), says: says(app, rule, verdict), aside }
    });
    let mut rows: Vec<Watched> = moves.chain(rules).collect();
    rows.sort_by(|a, b| {
        let near = nearness(plan, quote, b).cmp(&nearness(plan, quote, a));
        urgency(a).cmp(&urgency(b)).then(a.says.cmp(&b.says)).then(near)
    });
    rows
}

/// What speaks comes before what does not, measures of success after the rest of either.
fn urgency(row: &Watched) -> u8 {
    match (row.says, row.aside) {
        (Says::Suggested, _) => 0,
        (Says::Speaks, false) | (Says::Fired, _) => 1,
        (Says::Speaks, true) => 2,
        (_, false) => 3,
        (_, true) => 4,
    }
}

fn says(app: &App, rule: &Rule, verdict: &Verdict) -> Says {
    match (verdict.speaks, rule.kind) {
        (None, _) if app.asked(rule).is_some() => Says::Asked,
        (None, _) => Says::Undefined,
        (Some(true), RuleKind::Trigger) => Says::Fired,
        (Some(true), RuleKind::Justification) => Says::Near,
        (Some(true), _) => Says::Speaks,
        (Some(false), kind) if kind.fires() => Says::Near,
        (Some(false), _) => Says::Holds,
    }
}

/// Value ÷ threshold of what does not fire yet; nothing of any other row.
fn nearness(plan: &Plan, quote: &Quote, row: &Watched) -> Option<Decimal> {
    let Subject::Rule(at) = row.of else { return None };
    let verdict = &quote.verdicts[at];
    let is = plan.rules[verdict.rule].is;
    let below = matches!(is.sign, Sign::Below | Sign::AtMost);
    let (over, under) = if below { (is.threshold, verdict.value?) } else { (verdict.value?, is.threshold) };
    over.over(under).ok().filter(|_| row.says == Says::Near)
}

impl App {
    /// The selected row of the watch pane; none where nothing is watched.
    pub fn watched(&self) -> Option<Watched> {
        self.watch.get(self.selected.watch).copied()
    }

    /// The rule and verdict of the selected row, where it is about one.
    pub fn watched_rule(&self) -> Option<(&Rule, &Verdict)> {
        let Subject::Rule(at) = self.watched()?.of else { return None };
        let verdict = self.quote.verdicts.get(at)?;
        Some((&self.plan().rules[verdict.rule], verdict))
    }

    /// The selected rule that levers might silence, by its place in the plan: one that speaks, but for triggers.
    fn loud_rule(&self) -> Option<usize> {
        let (rule, verdict) = self.watched_rule()?;
        (verdict.speaks == Some(true) && !rule.kind.moves()).then_some(verdict.rule)
    }

    /// What would silence the selected rule, if it is known: it is looked for when the watch pane has the keys.
    pub fn silencers(&self) -> Option<&Silencers> {
        let rule = self.loud_rule()?;
        self.silencers.as_ref().filter(|(of, _)| *of == rule).map(|(_, found)| found)
    }

    /// Looks for what would silence the selected rule, once for each rule and scenario.
    pub(super) fn look_for_silencers(&mut self) {
        let Some(rule) = self.loud_rule().filter(|_| self.focus == super::Pane::Watch) else { return };
        if self.silencers.as_ref().is_none_or(|(of, _)| *of != rule) {
            self.silencers = Some((rule, worth::silencers(&self.catalog, self.plan(), self.scenario(), rule)));
        }
    }

    /// Switches on the levers that silence the selected rule, in one step.
    pub(super) fn try_silencers(&mut self) -> Option<Effect> {
        if self.focus != super::Pane::Watch {
            self.say("t tries the levers that silence a rule: Tab to Watch, and choose one that speaks");
            return None;
        }
        self.look_for_silencers();
        let Some(found) = self.silencers().cloned() else {
            self.say("there is nothing to silence here: this rule does not speak");
            return None;
        };
        let name = self.watched_rule().map(|(rule, _)| rule.name.clone()).unwrap_or_default();
        if !found.silent {
            self.say(format!("no set of levers silences this: {name}"));
            return None;
        }
        let words = lever_words(self.plan(), &found.levers);
        let effect = self.change(|scenario| {
            found.levers.iter().for_each(|found| levers::put(scenario, &found.lever, found.share));
        });
        self.say(format!("silent: {name}. On: {words}. u takes it back"));
        effect
    }

    /// Explains the selected row, or asks for the answer that it waits for.
    pub(super) fn explain_watched(&mut self) -> Option<Effect> {
        match self.watched() {
            Some(row) if row.says == Says::Asked => self.ask_answer(""),
            _ => {
                self.overlay = Overlay::Explain { scroll: 0 };
                None
            }
        }
    }

    /// Opens the entry for the answer to the selected rule.
    pub(super) fn ask_answer(&mut self, text: &str) -> Option<Effect> {
        let asked = self.watched_rule().and_then(|(rule, _)| self.asked(rule));
        match asked.map(|asked| asked.id.clone()) {
            Some(id) => self.overlay = Overlay::Entry(Entry::new(Typed::Answer(id), text)),
            None => self.say("this follows from the sliders: there is nothing to answer"),
        }
        None
    }

    /// Takes a typed answer.
    pub(super) fn take_answer(&mut self, id: &str, text: &str) -> Result<Option<Effect>, String> {
        let asked = self.catalog.asked.iter().find(|asked| asked.id == id).ok_or("this is not asked")?;
        let value = measure::typed(asked, text)?;
        let said = format!("{}: {}", asked.label, measure::answer(asked, value));
        let effect = self.change(|scenario| {
            scenario.answers.insert(id.to_owned(), value.normalize());
        });
        self.say(said);
        Ok(effect)
    }

    /// Answers yes, then no, to what is asked so.
    pub(super) fn toggle_answer(&mut self) -> Option<Effect> {
        let asked = self.watched_rule().and_then(|(rule, _)| self.asked(rule)).cloned();
        match asked {
            Some(asked) if asked.unit == AskedUnit::YesNo => {
                let yes = self.scenario().answers.get(&asked.id).is_some_and(|answer| !answer.is_zero());
                self.take_answer(&asked.id, if yes { "no" } else { "yes" }).ok().flatten()
            }
            Some(_) => self.ask_answer(""),
            None => {
                self.say("this follows from the sliders: there is nothing to answer");
                None
            }
        }
    }

    /// Takes the answer to the selected rule back.
    pub(super) fn take_answer_back(&mut self) -> Option<Effect> {
        let metric = self.watched_rule()?.0.metric.clone();
        self.change(|scenario| scenario.answers.retain(|id, _| *id != metric))
    }
}

/// `Spot instances 100 %, Materialised views 42 % of what it touches`.
pub(crate) fn lever_words(plan: &Plan, levers: &[Silencer]) -> String {
    let name = |id: &String| plan.levers.iter().find(|lever| lever.id == *id).map_or(id.clone(), |l| l.name.clone());
    let words = levers.iter().map(|found| {
        let of = if found.assumed { " of what it touches" } else { "" };
        format!("{} {}{of}", name(&found.lever), percent_short(found.share))
    });
    words.collect::<Vec<_>>().join(", ")
}
