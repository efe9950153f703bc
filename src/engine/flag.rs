//! Flags: what to know about a quote, beside its figures.

/// What to know about a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Users are beyond the last stage's band.
    Beyond,
    /// The pinned stage's band does not hold the users.
    OutsideBand,
    /// An add-on was printed for another stage than this one.
    AddonElsewhere,
    /// A line is above the capacity that was printed for it.
    OverCapacity,
    /// The stage has no lines and is priced from its headline.
    HeadlineOnly,
    /// The headline was printed with an open high end.
    HeadlineOpen,
    /// The basis asks for a printed total that the stage does not have; the lines are summed.
    NoStatedTotal,
    /// The basis asks for a headline that the stage does not have; the lines are summed.
    NoHeadline,
    /// The basis asks for a buffer that the stage does not have.
    NoBuffer,
    /// Levers of one group are on for more than 100 %: none of them acts.
    LeversExceed,
    /// A lever's saving is in a card's price already: it does not act there.
    LeverInPrice,
    /// The factors of the user's bill touch no line that counts.
    FactorIdle,
    /// Nothing in the bill is sold as the scenario buys: all of it is on demand, or as documented.
    PurchaseIdle,
    /// So many steps cross the revenue that not all spans of users that break even were told apart.
    BreakEvenIncomplete,
    /// A figure needs more than 28 digits.
    Overflow,
}

impl Flag {
    /// Its name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Flag::Beyond => "beyond",
            Flag::OutsideBand => "outside_band",
            Flag::AddonElsewhere => "addon_elsewhere",
            Flag::OverCapacity => "over_capacity",
            Flag::HeadlineOnly => "headline_only",
            Flag::HeadlineOpen => "headline_open",
            Flag::NoStatedTotal => "no_stated_total",
            Flag::NoHeadline => "no_headline",
            Flag::NoBuffer => "no_buffer",
            Flag::LeversExceed => "levers_exceed",
            Flag::LeverInPrice => "lever_in_price",
            Flag::FactorIdle => "factor_idle",
            Flag::PurchaseIdle => "purchase_idle",
            Flag::BreakEvenIncomplete => "break_even_incomplete",
            Flag::Overflow => "overflow",
        }
    }

    /// What it says to a reader.
    pub fn words(self) -> &'static str {
        match self {
            Flag::Beyond => "beyond the plan's last stage",
            Flag::OutsideBand => "pinned outside its band",
            Flag::AddonElsewhere => "an add-on was printed for another stage",
            Flag::OverCapacity => "over the capacity that was printed",
            Flag::HeadlineOnly => "no priced lines: from the headline",
            Flag::HeadlineOpen => "the headline's high end is open",
            Flag::NoStatedTotal => "no stated total: the lines are summed",
            Flag::NoHeadline => "no headline: the lines are summed",
            Flag::NoBuffer => "no buffer is printed here",
            Flag::LeversExceed => "levers of one group exceed 100 %: refused",
            Flag::LeverInPrice => "levers of the same kind are in the price already",
            Flag::FactorIdle => "the factors of your bill touch no line here",
            Flag::PurchaseIdle => "nothing here is sold as you buy: on demand",
            Flag::BreakEvenIncomplete => {
                "cost steps across the revenue so often that not all break-even spans are listed"
            }
            Flag::Overflow => "a figure needs more than 28 digits",
        }
    }
}
