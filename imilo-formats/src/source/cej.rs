//! What the interface tells of the contrats d'engagement jeune before the last one.

use super::FileNotice;

/// The first CEJ accompaniment beside the contract that the interface tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum FirstCej {
    #[default]
    Untold,
    Same,
    /// An earlier contract, whose end is not carried.
    Earlier,
    /// Later than the contract: the source contradicts itself.
    Later,
    /// A contract without any day.
    WithoutContract,
}

/// How many dossiers have a list of contracts that the interface does not tell whole.
#[derive(Debug, Default)]
pub(super) struct CejRemarks {
    earlier: u64,
    later: u64,
    without_contract: u64,
}

impl CejRemarks {
    pub(super) const fn count(&mut self, first: FirstCej) {
        match first {
            FirstCej::Untold | FirstCej::Same => {}
            FirstCej::Earlier => self.earlier += 1,
            FirstCej::Later => self.later += 1,
            FirstCej::WithoutContract => self.without_contract += 1,
        }
    }

    pub(super) fn notices(&self) -> impl Iterator<Item = FileNotice> {
        let notice = |(count, code, fr, en): (u64, &'static str, &str, &str)| {
            let (fr, en) = (format!("{fr} : {count}"), format!("{en}: {count}"));
            (count > 0).then_some(FileNotice { code, fr, en })
        };
        [
            (
                self.earlier,
                "cej_earlier_contract",
                "dossiers dont le premier accompagnement CEJ précède le contrat connu (un contrat antérieur existe, dont \
                 la source ne porte pas la fin ; la liste des contrats est incomplète, les dix ans de l'art. 6 I bis \
                 partent du dernier, qui est connu)",
                "dossiers whose first CEJ accompaniment is before the contract that is known (an earlier contract exists, \
                 whose end the source does not carry; the list of contracts is not complete, the ten years of art. 6 I \
                 bis run from the last, which is known)",
            ),
            (
                self.later,
                "cej_first_after_contract",
                "dossiers dont le premier accompagnement CEJ suit le début du dernier contrat (la source se contredit : \
                 leurs contrats sont tenus pour inconnus)",
                "dossiers whose first CEJ accompaniment is after the start of the last contract (the source contradicts \
                 itself: their contracts are held not to be known)",
            ),
            (
                self.without_contract,
                "cej_without_contract",
                "dossiers avec un premier accompagnement CEJ et sans contrat (leurs contrats sont tenus pour inconnus)",
                "dossiers with a first CEJ accompaniment and no contract (their contracts are held not to be known)",
            ),
        ]
        .into_iter()
        .filter_map(notice)
    }
}
