//! Sources as one catalog: by id, the later replaces the earlier.

mod reading;

use super::Catalog;
use super::own::OwnFile;
use crate::faults::{Fault, Faults, Place, Source};
use crate::table::{self, Collected};
use reading::Reading;
use std::sync::Arc;

/// Layers of sources as one catalog, or every fault in them. A later layer replaces by id; inside a layer an id is
/// given once.
pub fn parse(layers: &[Vec<Source>]) -> Result<Catalog, Faults> {
    let (faults, warnings) = (Collected::default(), Collected::default());
    let mut reading = Reading::default();
    let (mut shipped, mut own) = (Vec::new(), Vec::new());
    for (depth, layer) in layers.iter().enumerate() {
        reading.begin_layer(depth);
        for source in layer {
            let source = Arc::new(source.clone());
            shipped.extend((depth == 0 && layers.len() > 1).then(|| source.clone()));
            let holds = table::read(&source, &faults, |root| reading.file(root, &faults, &warnings));
            let over = holds.filter(|_| depth > 0).map(|holds| OwnFile { source, holds, carried: false });
            own.extend(over);
        }
    }
    let catalog = reading.whole(&faults, &warnings);
    if catalog.plans.is_empty() && faults.is_empty() {
        faults.push(no_plan(layers));
    }
    // With a folder of the user's only what is in it: what the program has is its authors' to mind.
    let mut warnings = warnings.into_inner();
    warnings.retain(|fault| !shipped.iter().any(|source| Arc::ptr_eq(source, &fault.place.source)));
    warnings.sort_by_cached_key(|fault| (fault.place.source.name.clone(), fault.place.span.start));
    table::sound(Catalog { warnings, own, ..catalog }, faults)
}

fn no_plan(layers: &[Vec<Source>]) -> Fault {
    let source = layers.iter().flatten().next().cloned();
    let source = Arc::new(source.unwrap_or(Source { name: "catalog".into(), text: String::new() }));
    Fault {
        title: "a catalog needs at least one plan".into(),
        label: "none of the files has a [[stage]]".into(),
        place: Place { source, span: 0..0 },
    }
}
