//! Plans by chance: their text as a catalog, and what the oracle has to know of them.

use crate::dice::Dice;
use std::fmt::Write;

/// How far the numbers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As in documents: prices with up to 4 places, millions of users.
    Usual,
    /// 10 billion users, prices from 10^-9, costs up to 10^12.
    Far,
}

/// How many of a line.
#[derive(Clone, Debug)]
pub struct Count {
    pub is: String,
    /// What it follows: the driver's value it holds at, and its driver, by its place in [`DRIVERS`].
    pub follows: Option<(String, usize)>,
    pub whole: bool,
    pub min: Option<String>,
    pub max: Option<String>,
}

/// What a line costs.
#[derive(Clone, Debug)]
pub enum Price {
    Amount(String, String),
    Unit(String, Option<String>),
    Share(String, String),
}

/// What a card asks, in euros.
#[derive(Clone, Debug)]
pub struct Rate {
    /// The upper edges and prices of its tiers; the last has no edge.
    pub tiers: Vec<(Option<String>, String)>,
    pub per: String,
    pub hourly: bool,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub category: &'static str,
    pub count: Count,
    pub price: Price,
    pub rate: Option<Rate>,
    pub metered: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Effect {
    Saves(String, String),
    Free(String),
    Swap(usize, String),
    Asks,
}

#[derive(Clone, Debug)]
pub struct Lever {
    pub on: &'static str,
    pub effect: Effect,
    pub group: Option<u64>,
}

#[derive(Clone, Debug)]
pub struct Model {
    pub lines: Vec<Line>,
    pub levers: Vec<Lever>,
    /// What a euro is worth.
    pub usd: String,
}

pub const CATEGORIES: [&str; 2] = ["compute", "storage"];
pub const DRIVERS: [&str; 2] = ["users", "concurrent_users"];

/// Whole digits and places of a number by chance; never 0.
pub fn number(dice: &mut Dice, digits: u32, places: u32) -> String {
    let (whole, after) = (dice.below(10u64.pow(digits)), dice.below(u64::from(places) + 1) as u32);
    let fraction = dice.below(10u64.pow(after));
    let text = if after == 0 { whole.to_string() } else { format!("{whole}.{fraction:0>0$}", after as usize) };
    if text.chars().all(|c| matches!(c, '0' | '.')) { "1".to_owned() } else { text }
}

fn range(dice: &mut Dice, digits: u32, places: u32) -> (String, String) {
    let low = number(dice, digits, places);
    if dice.once_in(2) {
        return (low.clone(), low);
    }
    // One digit more before the point is more.
    (low.clone(), format!("{}{low}", 1 + dice.below(9)))
}

fn count(dice: &mut Dice, reach: Reach) -> Count {
    let is = number(dice, 3, 2);
    let fixed = Count { is: is.clone(), follows: None, whole: false, min: None, max: None };
    if dice.once_in(3) {
        return fixed;
    }
    let at = number(dice, if reach == Reach::Far { 9 } else { 5 }, 0);
    let driver = dice.below(2) as usize;
    let (min, max) = match dice.below(3) {
        0 => (None, None),
        1 => (Some(number(dice, 2, 1)), None),
        _ => (Some(is.clone()), Some(format!("{}{is}", 1 + dice.below(9)))),
    };
    Count { follows: Some((at, driver)), whole: dice.once_in(3), min, max, ..fixed }
}

fn line(dice: &mut Dice, reach: Reach, above: &[Line]) -> Line {
    let far = reach == Reach::Far;
    let (cost, price) = if far { ((12, 2), (1, 9)) } else { ((5, 2), (3, 4)) };
    let share = !above.is_empty() && dice.once_in(6);
    let kind = if share { 9 } else { dice.below(2) };
    let price_of = match kind {
        9 => Price::Share(format!("0.{:02}", dice.below(100)), dice.one_of(&["all", "l0", above[0].category]).into()),
        0 => range_of(range(dice, cost.0, cost.1)),
        _ => Price::Unit(number(dice, price.0, price.1), dice.once_in(2).then(|| number(dice, 2, 1))),
    };
    let rate = (!share && dice.once_in(2)).then(|| rate(dice, reach));
    let metered = (rate.is_some() && dice.once_in(3)).then(|| number(dice, 4, 1));
    let count = if share { Count { is: "1".into(), ..fixed_one() } } else { count(dice, reach) };
    Line { category: dice.one_of(&CATEGORIES), count, price: price_of, rate, metered }
}

fn fixed_one() -> Count {
    Count { is: "1".into(), follows: None, whole: false, min: None, max: None }
}

fn range_of((low, high): (String, String)) -> Price {
    Price::Amount(low, high)
}

fn rate(dice: &mut Dice, reach: Reach) -> Rate {
    let price = |dice: &mut Dice| if reach == Reach::Far { number(dice, 1, 9) } else { number(dice, 2, 4) };
    let mut edge = 0;
    let mut tiers: Vec<(Option<String>, String)> = Vec::new();
    for _ in 0..dice.below(4) {
        edge += 1 + dice.below(5000);
        tiers.push((Some(edge.to_string()), price(dice)));
    }
    tiers.push((None, price(dice)));
    Rate { tiers, per: dice.one_of(&["1", "1000", "1000000"]).into(), hourly: dice.once_in(3) }
}

fn lever(dice: &mut Dice, lines: &[Line]) -> Lever {
    let share = |dice: &mut Dice| format!("0.{:03}", dice.below(500));
    let effect = match dice.below(6) {
        0 => Effect::Free(number(dice, 2, 1)),
        1 => Effect::Asks,
        2 => Effect::Swap(dice.below(lines.len() as u64) as usize, number(dice, 4, 2)),
        _ => {
            let low = share(dice);
            let high = if dice.once_in(2) { low.clone() } else { low.replacen("0.", "0.9", 1) };
            Effect::Saves(low, high)
        }
    };
    let group = dice.once_in(2).then(|| dice.below(2));
    Lever { on: dice.one_of(&["all", "compute", "storage", "l0"]), effect, group }
}

impl Model {
    pub fn any(dice: &mut Dice, reach: Reach) -> Model {
        let mut lines = Vec::new();
        for _ in 0..1 + dice.below(7) {
            lines.push(line(dice, reach, &lines));
        }
        let levers = (0..dice.below(5)).map(|_| lever(dice, &lines)).filter(|lever| fits(lever, &lines)).collect();
        Model { lines, levers, usd: format!("1.{:04}", dice.below(10000)) }
    }

    /// The files of a catalog that has it.
    pub fn files(&self) -> Vec<String> {
        vec![self.vocabulary(), self.plan(), self.card()]
    }

    fn vocabulary(&self) -> String {
        let mut text = String::new();
        for (id, max, unit) in [("users", "10000000000", "count"), ("concurrency", "1", "share")] {
            let least = if unit == "count" { "whole = true\n" } else { "" };
            write!(
                text,
                "[[slider]]\nid = \"{id}\"\nlabel = \"{id}\"\nunit = \"{unit}\"\nmin = \"0\"\nmax = \"{max}\"\n\
                 default = \"1\"\nscale = \"linear\"\nfine = \"1\"\ncoarse = \"1\"\nalways = true\n{least}"
            )
            .unwrap();
        }
        text += "[[driver]]\nid = \"concurrent_users\"\nlabel = \"at once\"\ntimes = [\"users\", \"concurrency\"]\n";
        CATEGORIES.iter().for_each(|id| writeln!(text, "[[category]]\nid = \"{id}\"").unwrap());
        let meters = (0..self.lines.len()).map(|at| format!("m{at}")).chain(["spare".to_owned()]);
        meters.for_each(|id| writeln!(text, "[[meter]]\nid = \"{id}\"\nlabel = \"M\"\nunit = \"piece\"").unwrap());
        let usd = &self.usd;
        text + &format!(
            "[[currency]]\nid = \"EUR\"\nrates = [{{ as_of = \"2026-10-28\", usd = \"{usd}\", source = \"x\" }}]\n"
        )
    }

    fn plan(&self) -> String {
        let mut text = "id = \"p\"\nname = \"P\"\nsource = \"me\"\nscale = \"users\"\nabout = \"By chance.\"\n\
             [[stage]]\nid = \"s\"\nname = \"S\"\nlow = \"0\"\n[[stage.variant]]\nid = \"v\"\nname = \"V\"\n"
            .to_owned();
        self.lines.iter().enumerate().for_each(|(at, line)| text += &line.text(at));
        self.levers.iter().enumerate().for_each(|(at, lever)| text += &lever.text(at));
        text
    }

    fn card(&self) -> String {
        let mut text = "id = \"c\"\nname = \"C\"\ncurrency = \"EUR\"\n[[source]]\nid = \"x\"\nname = \"x\"\nas_of = \"2026-10-28\"\n\
             trust = \"list\"\n[[rate]]\nfrom = \"x\"\nmeter = \"spare\"\nprice = \"1\"\n"
            .to_owned();
        for (at, rate) in self.lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.rate.as_ref()?))) {
            let edge =
                |up_to: &Option<String>| up_to.as_ref().map_or(String::new(), |up| format!("up_to = \"{up}\", "));
            let tiers: Vec<String> =
                rate.tiers.iter().map(|(up, price)| format!("{{ {}price = \"{price}\" }}", edge(up))).collect();
            let price = match &rate.tiers[..] {
                [(None, price)] => format!("price = \"{price}\""),
                _ => format!("tiers = [{}]", tiers.join(", ")),
            };
            let hourly = if rate.hourly { "hourly = true\n" } else { "" };
            write!(text, "[[rate]]\nfrom = \"x\"\nmeter = \"m{at}\"\nper = \"{}\"\n{price}\n{hourly}", rate.per)
                .unwrap();
        }
        text
    }
}

/// A free allowance or a swap that the program refuses to read is none.
fn fits(lever: &Lever, lines: &[Line]) -> bool {
    match &lever.effect {
        Effect::Swap(line, _) => !matches!(lines[*line].price, Price::Share(..)),
        _ => lines.iter().any(|line| line.category == lever.on) || matches!(lever.on, "all" | "l0"),
    }
}

impl Line {
    fn text(&self, at: usize) -> String {
        let category = self.category;
        let mut text =
            format!("[[stage.variant.line]]\nid = \"l{at}\"\nitem = \"L\"\ncategory = \"{category}\"\nlines = \"1\"\n");
        let count = &self.count;
        let quoted = |key: &str, value: &Option<String>| {
            value.as_ref().map_or(String::new(), |value| format!(", {key} = \"{value}\""))
        };
        text += &match &count.follows {
            None => format!("quantity = \"{}\"\n", count.is),
            Some((at, driver)) => format!(
                "quantity = {{ is = \"{}\", at = \"{at}\", of = \"{}\", whole = {}{}{} }}\n",
                count.is,
                DRIVERS[*driver],
                count.whole,
                quoted("min", &count.min),
                quoted("max", &count.max)
            ),
        };
        text += "unit = \"piece\"\n";
        text += &match &self.price {
            Price::Amount(low, high) if low == high => format!("amount = \"{low}\"\n"),
            Price::Amount(low, high) => format!("amount = \"{low}..{high}\"\n"),
            Price::Unit(price, None) => format!("unit_price = \"{price}\"\n"),
            Price::Unit(price, Some(hours)) => format!("unit_price = \"{price}\"\nhours = \"{hours}\"\n"),
            Price::Share(share, of) => format!("percent = \"{share}\"\nof = [\"{of}\"]\n"),
        };
        if self.rate.is_some() {
            text += &format!("meter = \"m{at}\"\n");
        }
        text + &self.metered.as_ref().map_or(String::new(), |metered| format!("metered = \"{metered}\"\n"))
    }
}

impl Lever {
    fn text(&self, at: usize) -> String {
        let on = format!("on = [\"{}\"]\n", self.on);
        let effect = match &self.effect {
            Effect::Saves(low, high) if low == high => format!("{on}saves = \"{low}\"\n"),
            Effect::Saves(low, high) => format!("{on}saves = \"{low}..{high}\"\n"),
            Effect::Free(units) => format!("{on}free = \"{units}\"\nunit = \"piece\"\n"),
            Effect::Swap(line, amount) => format!("swap = [{{ line = \"l{line}\", amount = \"{amount}\" }}]\n"),
            Effect::Asks => format!("{on}asks = true\n"),
        };
        let group = self.group.map_or(String::new(), |group| format!("group = \"g{group}\"\n"));
        format!("[[lever]]\nid = \"v{at}\"\nname = \"V\"\n{effect}{group}")
    }
}
