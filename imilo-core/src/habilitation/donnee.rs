//! What a request names: a field of the catalogue, or a heading of the later lists as a whole.

use crate::dossier::{Champ, FieldSet, Rubrique};

use super::words::words;

words! {
    /// A heading of the lists from 2021 on, asked for as a whole, or a datum that no field of the catalogue is.
    Heading {
        Identite = "1°", "identité et contacts, NIR excepté", "identity and contacts, the NIR apart";
        Famille = "2°", "situation familiale", "family situation";
        VieProfessionnelle = "3°", "vie professionnelle et extraprofessionnelle, D excepté", "professional and extra-professional life, part D apart";
        PartieD = "3°.D", "partie D du 3°", "part D of 3°";
        Social = "4°", "données économiques, financières et sociales, C.1 excepté", "economic, financial and social data, C.1 apart";
        Suivi = "5°", "suivi par la mission locale", "follow-up by the mission locale";
        StatutCej = "cej_status", "bénéficiaire du contrat d'engagement jeune", "beneficiary of the contrat d'engagement jeune";
    }
}

impl Heading {
    /// The fields of the catalogue that are known to be under it; part D was not read.
    #[must_use]
    pub const fn fields(self) -> FieldSet {
        match self {
            Self::Identite => DonneeSet::under(&[Rubrique::Identite, Rubrique::DateNaissance]),
            Self::Famille => DonneeSet::under(&[Rubrique::Famille]),
            Self::VieProfessionnelle => DonneeSet::under(&[Rubrique::VieProfessionnelle]),
            Self::PartieD => DonneeSet::EMPTY,
            Self::Social => DonneeSet::under(&[Rubrique::Social, Rubrique::QuotientFamilial]),
            Self::Suivi => DonneeSet::under(&[Rubrique::Suivi]),
            Self::StatutCej => DonneeSet::fields_only(FieldSet::of(&[Champ::AccompagnementCej])),
        }
        .fields()
    }
}

/// One datum of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Donnee {
    /// A field of the catalogue.
    Champ(Champ),
    /// A heading as a whole.
    Heading(Heading),
}

impl Donnee {
    /// Its name: the path of the field in a dossier, or the code of the heading.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Champ(champ) => champ.row().path,
            Self::Heading(heading) => heading.code(),
        }
    }

    /// For people, in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Champ(champ) => (champ.row().fr, champ.row().en),
            Self::Heading(heading) => heading.words(),
        }
    }
}

/// A set of data: fields of the catalogue and headings. Copied, nothing is allocated.
///
/// ```
/// use imilo_core::dossier::Champ;
/// use imilo_core::habilitation::DonneeSet;
/// let names = DonneeSet::by_code("I.A.1").unwrap_or_default();
/// assert!(names.fields().contains(Champ::Prenoms));
/// assert_eq!(DonneeSet::by_code("I.A.13"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DonneeSet([u64; 4]);

/// Where the headings begin in the last word: the fields of the catalogue leave its last byte free, so that fields and
/// headings are one mask.
const HEADINGS_AT: u32 = 56;
const _: () = assert!(Champ::ALL.len() <= 192 + HEADINGS_AT as usize && Heading::ALL.len() <= 8);

/// Codes of the vocabulary that are neither a code of the annexe of 2015 nor a heading as a whole.
const NAMED: &[(&str, Champ)] = &[
    ("NIR", Champ::Nir),
    ("4°.C.1", Champ::CoordonneesBancaires),
    ("bank_data", Champ::CoordonneesBancaires),
    ("quotient_familial", Champ::QuotientFamilial),
    ("birth_date", Champ::DateNaissance),
    ("free_text", Champ::Commentaires),
    ("1° bis", Champ::Protecteurs),
    ("1° ter", Champ::ListeDemandeurs),
    ("1° quater", Champ::MesuresProtection),
    ("1° quinquies", Champ::TitreSejour),
    ("1° sexies", Champ::SituationPenitentiaire),
    ("1° septies", Champ::ModeVieItinerant),
    ("1° octies", Champ::AttestationPriseEnCharge),
];

impl DonneeSet {
    /// Nothing.
    pub const EMPTY: Self = Self([0; 4]);
    /// Every field and every heading.
    pub const ALL: Self = Self::of(FieldSet::ALL, Heading::ALL);

    /// These fields and these headings.
    #[must_use]
    pub const fn of(fields: FieldSet, mut headings: &[Heading]) -> Self {
        let mut set = Self::fields_only(fields);
        while let [first, rest @ ..] = headings {
            set = set.with(Donnee::Heading(*first));
            headings = rest;
        }
        set
    }

    /// These fields.
    #[must_use]
    pub const fn fields_only(fields: FieldSet) -> Self {
        Self(fields.words())
    }

    /// The fields under some headings of the catalogue.
    #[must_use]
    pub const fn under(rubriques: &[Rubrique]) -> Self {
        let (mut fields, mut champs) = (FieldSet::EMPTY, Champ::ALL);
        while let [champ, rest @ ..] = champs {
            let mut among = rubriques;
            while let [rubrique, others @ ..] = among {
                if champ.row().rubrique as u8 == *rubrique as u8 {
                    fields = fields.with(*champ);
                }
                among = others;
            }
            champs = rest;
        }
        Self::fields_only(fields)
    }

    /// What a code names: a code of the annexe of 2015 (`I.A.1`), a heading of a later list (`3°`, `1° bis`), a datum
    /// of the vocabulary (`free_text`), or the path of a field (`identite.sexe`). None when it is none of these.
    #[must_use]
    pub fn by_code(code: &str) -> Option<Self> {
        if let Some(heading) = Heading::by_code(code) {
            return Some(Self::of(FieldSet::EMPTY, &[heading]));
        }
        if let Some((_, champ)) = NAMED.iter().find(|(name, _)| *name == code) {
            return Some(Self::fields_only(FieldSet::of(&[*champ])));
        }
        let named = |champ: &&Champ| champ.row().code == Some(code) || champ.row().path == code;
        let fields: FieldSet = Champ::ALL.iter().filter(named).copied().collect();
        (!fields.is_empty()).then_some(Self::fields_only(fields))
    }

    /// The same set with a datum more.
    #[must_use]
    pub const fn with(self, donnee: Donnee) -> Self {
        match donnee {
            Donnee::Champ(champ) => self.union(Self::fields_only(FieldSet::of(&[champ]))),
            Donnee::Heading(heading) => self.union(Self([0, 0, 0, 1 << (HEADINGS_AT + heading as u32)])),
        }
    }

    /// The fields of the catalogue in it.
    #[must_use]
    pub const fn fields(self) -> FieldSet {
        let Self([a, b, c, d]) = self;
        FieldSet::from_words([a, b, c, d & ((1 << HEADINGS_AT) - 1)])
    }

    /// The headings in it.
    #[must_use]
    pub const fn headings(self) -> Self {
        self.minus(Self::fields_only(self.fields()))
    }

    /// The same set with the fields under its headings.
    #[must_use]
    pub fn with_fields(self) -> Self {
        let headings = Heading::ALL.iter().filter(|heading| self.contains(Donnee::Heading(**heading)));
        headings.fold(self, |all, heading| all.union(Self::fields_only(heading.fields())))
    }

    /// The same set with the fields that are surely under its headings: a field of 3° may lie in its part D.
    #[must_use]
    pub(super) fn opened(self) -> Self {
        let unsure = Self::fields_only(Heading::VieProfessionnelle.fields());
        self.union(self.with_fields().minus(unsure))
    }

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        let (Self([a, b, c, d]), Self([e, f, g, h])) = (self, other);
        Self([a | e, b | f, c | g, d | h])
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        let (Self([a, b, c, d]), Self([e, f, g, h])) = (self, other);
        Self([a & e, b & f, c & g, d & h])
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        let (Self([a, b, c, d]), Self([e, f, g, h])) = (self, other);
        Self([a & !e, b & !f, c & !g, d & !h])
    }

    /// The set if it is so, and nothing otherwise.
    #[must_use]
    pub(crate) const fn when(self, so: bool) -> Self {
        if so { self } else { Self::EMPTY }
    }

    /// Whether a datum is in the set.
    #[must_use]
    pub const fn contains(self, donnee: Donnee) -> bool {
        !self.intersection(Self::EMPTY.with(donnee)).is_empty()
    }

    /// Whether the set holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        let Self([a, b, c, d]) = self;
        a | b | c | d == 0
    }

    /// How many data.
    #[must_use]
    pub const fn len(self) -> u32 {
        let Self([a, b, c, d]) = self;
        a.count_ones() + b.count_ones() + c.count_ones() + d.count_ones()
    }

    /// The fields in the order of the catalogue, then the headings.
    pub fn iter(self) -> impl Iterator<Item = Donnee> {
        let headings = Heading::ALL.iter().map(|heading| Donnee::Heading(*heading));
        self.fields().iter().map(Donnee::Champ).chain(headings.filter(move |heading| self.contains(*heading)))
    }
}

/// The NIR.
pub(super) const NIR: DonneeSet = DonneeSet::fields_only(FieldSet::of(&[Champ::Nir]));
/// Comments and free text.
pub(super) const FREE_TEXT: DonneeSet = DonneeSet::fields_only(FieldSet::of(&[Champ::Commentaires]));

/// What an anonymised view never holds: I.A.1, 5, 6, 9 to 12, I.B.2, II.A.8, II.B.3, II.C.3, IV.A.2 and 3, IV.D.1 to
/// 5 (reading A14, inferred); the whole heading of identity; free text, which may hold any of them; and the numbers
/// and third persons that no list of 2015 holds. Another heading in anonymised form is one without these.
pub(super) const NEVER_ANONYMISED: DonneeSet = DonneeSet::of(
    FieldSet::of(&[
        Champ::NomNaissance,
        Champ::NomUsage,
        Champ::NomMarital,
        Champ::Prenoms,
        Champ::Nir,
        Champ::Adresses,
        Champ::Telephones,
        Champ::Fax,
        Champ::Courriels,
        Champ::AdressesProfessionnelles,
        Champ::Matricule,
        Champ::PieceIdentiteNumero,
        Champ::PieceIdentiteType,
        Champ::IdJeune,
        Champ::RepresentantsLegaux,
        Champ::NumeroEleve,
        Champ::NumeroDe,
        Champ::NumerosAllocataire,
        Champ::EntretienAgent,
        Champ::Referent,
        Champ::AgentSexe,
        Champ::AgentNomNaissance,
        Champ::AgentNomUsage,
        Champ::AgentNomMarital,
        Champ::AgentPrenoms,
        Champ::AgentTelephone,
        Champ::AgentFax,
        Champ::AgentCourriel,
        Champ::TiersHebergeant,
        Champ::Protecteurs,
        Champ::CoordonneesBancaires,
        Champ::Commentaires,
        Champ::Tracabilite,
    ]),
    &[Heading::Identite],
);
