//! The document's own total of what is priced, where it is not the sum of its lines.

use super::App;
use crate::amount::Estimate;
use crate::engine::StageChoice;
use crate::engine::printed::Printed;
use crate::explore::audit::agrees;

/// A stage of a plan, and its stated total where that is wrong; it changes with the stage only.
#[derive(Default)]
pub(super) struct WrongTotal {
    plan: String,
    of: Option<StageChoice>,
    stated: Option<Estimate>,
}

impl App {
    /// The stated total of the stage and variant that are priced, where it is not the sum of their lines.
    pub fn wrong_total(&self) -> Option<Estimate> {
        self.wrong_total.stated
    }

    /// Looks for it again where another stage or variant is priced.
    pub(super) fn check_total(&mut self) {
        let same = self.wrong_total.plan == self.plan().id && self.wrong_total.of.as_ref() == Some(&self.quote.stage);
        if same {
            return;
        }
        self.wrong_total =
            WrongTotal { plan: self.plan().id.clone(), of: Some(self.quote.stage.clone()), stated: self.wrong() };
    }

    fn wrong(&self) -> Option<Estimate> {
        let (plan, choice) = (self.plan(), &self.quote.stage);
        let stage = plan.stages.get(choice.index)?;
        let variant = stage.variants.iter().find(|variant| Some(&variant.id) == choice.variant.as_ref())?;
        let stated = variant.stated?;
        let printed = Printed::of(&self.catalog, plan, stage, variant).ok()?;
        (!agrees(stated, printed.sum)).then_some(stated)
    }
}
