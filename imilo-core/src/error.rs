//! The catalogue of error codes: what every language sees when input cannot be judged.
//!
//! An error says which code, which field and why, in French and in English, and never a value. A *refusal*
//! is not an error: it is an answer, with the rule that founded it (see [`crate::explain`]).
//!
//! Numbers stand in blocks of 100 a family (100 calls, 200 dates and law, 300 NIR, 400 retention, 500 pseudonyms
//! and keys); a number or a slug is never used again for something else. The table of all codes is
//! `docs/errors.md`.

use core::fmt;

/// Any error of this library: it has a code of the catalogue.
pub trait CodedError: std::error::Error {
    /// The code, stable across versions and languages.
    fn code(&self) -> ErrorCode;

    /// Which field of the input is wrong (`facts.programmes[1].end`), where that can be said.
    fn field(&self) -> Option<String> {
        None
    }

    /// 1-based position in the text, after normalisation, where that can be said.
    fn position(&self) -> Option<u8> {
        None
    }
}

/// One row of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogueRow {
    /// The code that this row describes.
    pub code: ErrorCode,
    /// Number used by the C ABI (`imilo_status`).
    pub number: u16,
    /// Name used in JSON and by the other languages.
    pub slug: &'static str,
    /// Sentence in French.
    pub fr: &'static str,
    /// Sentence in English.
    pub en: &'static str,
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $slug:literal, $fr:literal, $en:literal;)*) => {
        /// Code of an error, stable across versions and languages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode { $(#[doc = $en] $variant,)* }

        impl ErrorCode {
            /// Every code, in the order of its numbers.
            pub const ALL: &'static [CatalogueRow] = &[
                $(CatalogueRow { code: Self::$variant, number: $number, slug: $slug, fr: $fr, en: $en },)*
            ];

            /// The row of this code in the catalogue.
            #[must_use]
            pub const fn row(self) -> CatalogueRow {
                match self {
                    $(Self::$variant => CatalogueRow {
                        code: self, number: $number, slug: $slug, fr: $fr, en: $en,
                    },)*
                }
            }
        }
    };
}

// A macro, where a function would not do: enum, table and look-up must not drift apart.
catalogue! {
    JsonSyntax = 100, "json_syntax", "le texte n'est pas du JSON valide", "the text is not valid JSON";
    JsonField = 101, "json_field", "la valeur d'un champ de la demande n'est pas du type ou de la liste attendus (docs/json.md), ou le champ y est deux fois", "the value of a field of the request is not of the expected type or list (docs/json.md), or the field stands twice";
    UnknownEntry = 102, "unknown_entry", "cette fonction n'existe pas", "there is no such function";
    TextEncoding = 103, "text_encoding", "le texte n'est pas de l'UTF-8 valide", "the text is not valid UTF-8";
    NullPointer = 104, "null_pointer", "un pointeur obligatoire est nul", "a required pointer is NULL";
    Internal = 105, "internal", "erreur interne de la bibliothèque : la demande n'a pas été jugée", "internal error of the library: the request was not judged";
    InvalidArgument = 106, "invalid_argument", "un argument n'est aucune des valeurs admises, ou sort de ses bornes (docs/json.md les donne)", "an argument is none of the values that are allowed, or outside its bounds (docs/json.md has them)";
    UnknownField = 107, "unknown_field", "ce champ n'existe pas dans la demande", "the request has no such field";
    MissingField = 108, "missing_field", "un champ obligatoire de la demande est absent", "a required field of the request is missing";
    DateFormat = 200, "date_format", "une date s'écrit AAAA-MM-JJ", "a date must be written YYYY-MM-DD";
    DateInvalid = 201, "date_invalid", "ce jour n'existe pas au calendrier", "there is no such day in the calendar";
    DateRange = 202, "date_range", "l'année doit être comprise entre 1800 et 2399", "the year must be between 1800 and 2399";
    InstantFormat = 203, "instant_format", "un instant s'écrit AAAA-MM-JJThh:mm:ssZ, à partir de 2002", "an instant must be written YYYY-MM-DDThh:mm:ssZ and lie in or after 2002";
    BeforeFirstRuleSet = 204, "before_first_rule_set", "le décret n° 2015-59 est en vigueur depuis le 29 janvier 2015 : rien n'est jugé avant", "décret 2015-59 is in force from 29 January 2015: nothing is judged before";
    UnknownArticle = 205, "unknown_article", "aucun article connu ne porte ce code", "no known article has this code";
    TimelineOrder = 206, "timeline_order", "une version doit entrer en vigueur après celles qui la précèdent", "a version must enter into force after those before it";
    TimelineWithoutCitation = 207, "timeline_without_citation", "une version doit citer un texte", "a version must cite a text";
    TimelineNoSuchVersion = 208, "timeline_no_such_version", "aucune version ne porte ce nom", "no version of that name";
    TimelineAlreadyRead = 209, "timeline_already_read", "seule une version dont le texte n'a pas pu être lu peut être complétée", "only a version whose text could not be read may be completed";
    MomentFormat = 210, "moment_format", "un moment s'écrit AAAA-MM-JJThh:mm:ss suivi de son décalage (+02:00, Z)", "a moment must be written YYYY-MM-DDThh:mm:ss followed by its offset (+02:00, Z)";
    NirLength = 300, "nir_length", "le NIR doit avoir 13 caractères, ou 15 avec sa clé", "a NIR has 13 characters, or 15 with its key";
    NirCharacter = 301, "nir_character", "caractère interdit à cette position du NIR", "a character is not allowed at this position of the NIR";
    NirFirstDigit = 302, "nir_first_digit", "le premier chiffre, ou le type de création d'un numéro provisoire, n'est pas accepté ici", "the first digit, or the type of creation of a provisional number, is not accepted here";
    NirMonth = 303, "nir_month", "le mois du NIR est hors des plages de l'Insee", "the month of the NIR is outside the ranges of Insee";
    NirPlace = 304, "nir_place", "le lieu de naissance du NIR n'a pas une forme attribuée", "the place of birth of the NIR has no form that is given out";
    NirOrder = 305, "nir_order", "le numéro d'ordre du NIR va de 001 à 999", "the order number of the NIR goes from 001 to 999";
    NirKey = 306, "nir_key", "la clé ne correspond pas aux treize caractères", "the key does not match the thirteen characters";
    NirColumnStride = 310, "nir_column_stride", "les octets de la colonne ne font pas un nombre entier d'enregistrements", "the bytes of the column are not a whole number of records";
    NirColumnOffsets = 311, "nir_column_offsets", "les positions de la colonne ne croissent pas, ou sortent de ses octets", "the offsets of the column do not rise, or leave its bytes";
    NirColumnValidity = 312, "nir_column_validity", "la colonne a moins de bits de validité que d'enregistrements", "the column has fewer validity bits than records";
    NirColumnOutput = 313, "nir_column_output", "une sortie n'a pas la taille que la colonne demande", "an output has not the size that the column asks for";
    NirLabelNtt = 314, "nir_label_ntt", "un NTT n'est ni un NIR ni un NIA : il ne s'évalue pas ici", "a NTT is neither a NIR nor a NIA: it is not judged here";
    NirLabel = 315, "nir_label", "la nature d'un numéro est NIR ou NIA", "the label of a number is NIR or NIA";
    NirOid = 316, "nir_oid", "cet OID n'est pas l'un de ceux de l'INS", "this OID is none of those of the INS";
    CodeCommune = 320, "code_commune", "un code de commune a cinq caractères : des chiffres, sauf 2A et 2B ; ni 00 ni 99 en tête", "a commune code has five characters: digits, but for 2A and 2B; neither 00 nor 99 in front";
    CodeStructure = 321, "code_structure", "le code d'une structure a huit caractères : un code de commune, S, deux chiffres", "the code of a structure has eight characters: a commune code, S, two digits";
    CodeLieu = 322, "code_lieu", "un code de commune ou de pays a cinq caractères, des chiffres sauf 2A et 2B", "a commune or country code has five characters, digits but for 2A and 2B";
    CodePays = 323, "code_pays", "un code de pays a cinq chiffres : 99 en tête, ou 982 à 985 pour un ancien territoire", "a country code has five digits: 99 in front, or 982 to 985 for a former territory";
    CodeDepartement = 324, "code_departement", "un code de département est 01 à 96, 2A, 2B ou 970 à 989", "the code of a département is 01 to 96, 2A, 2B or 970 to 989";
    CodeRegion = 325, "code_region", "un code de région a deux chiffres", "the code of a région has two digits";
    CodePostal = 326, "code_postal", "un code postal français a cinq chiffres", "a French postal code has five digits";
    CodeRome = 327, "code_rome", "un code ROME a une lettre de A à N et quatre chiffres", "a ROME code has a letter from A to N and four digits";
    Formacode = 328, "formacode", "un Formacode a cinq chiffres", "a Formacode has five digits";
    CodeAcademie = 329, "code_academie", "un code d'académie a deux chiffres", "the code of an académie has two digits";
    NumeroDe = 330, "numero_de", "un identifiant demandeur d'emploi a sept chiffres et une lettre ou un chiffre, ou onze caractères", "the identifier of a job-seeker has seven digits and a letter or digit, or eleven characters";
    Ine = 331, "ine", "un INE a onze caractères : dix chiffres et une lettre, neuf chiffres et deux lettres, ou un A en cinquième", "an INE has eleven characters: ten digits and a letter, nine digits and two letters, or an A as the fifth";
    PeriodReversed = 400, "period_reversed", "la fin précède le début", "the end lies before the start";
    BirthAfterDate = 401, "birth_after_date", "la naissance est postérieure au jour de l'évaluation", "the birth lies after the day of evaluation";
    OperationAfterDate = 402, "operation_after_date", "l'opération est postérieure au jour de l'évaluation", "the operation lies after the day of evaluation";
    PseudonymName = 500, "pseudonym_name", "un nom de secteur, de destinataire ou de finalité a de 1 à 64 caractères parmi a-z, 0-9, point, tiret et souligné", "a name of a sector, a recipient or a purpose has 1 to 64 characters of a-z, 0-9, dot, hyphen and underscore";
    PseudonymMalformed = 501, "pseudonym_malformed", "ce texte n'est pas un pseudonyme : préfixe, caractères, longueur, contrôle ou numéro de clé", "the text is no pseudonym: prefix, characters, length, check or key id";
    PseudonymKind = 502, "pseudonym_kind", "un numéro provisoire (NNP, MIG) n'a de pseudonyme que sur demande expresse", "a provisional number (NNP, MIG) has a pseudonym on express demand only";
    PseudonymKeyAbsent = 503, "pseudonym_key_absent", "un NIR sans sa clé n'a de pseudonyme que sur demande expresse", "a NIR without its key has a pseudonym on express demand only";
    KeyLength = 510, "key_length", "une clé racine a 32 octets", "a root key has 32 bytes";
    KeyWeak = 511, "key_weak", "tous les octets de la clé sont égaux", "all bytes of the key are equal";
    KeyIdZero = 512, "key_id_zero", "un numéro de clé n'est pas nul", "a key id is not zero";
    KeyIdTwice = 513, "key_id_twice", "ce numéro de clé est déjà dans le trousseau", "the key id is already in the keyring";
    KeyBytesTwice = 514, "key_bytes_twice", "cette clé est déjà dans un trousseau, sous un autre numéro ou pour un autre usage", "the key is already in a keyring, under another id or for another use";
    KeyIdUnknown = 515, "key_id_unknown", "aucune clé ne porte ce numéro", "no key has this id";
    KeyCustody = 516, "key_custody", "le détenteur des clés n'a pas répondu", "whoever holds the keys did not answer";
    NoRandomness = 517, "no_randomness", "le système n'a pas donné d'aléa", "the system gave no randomness";
    KeyUse = 518, "key_use", "ce trousseau est d'un autre usage : première passe, seconde passe ou scellés", "the keyring is of another use: first pass, second pass or sealing";
    AliasOtherKey = 530, "alias_other_key", "ce pseudonyme n'est pas du domaine", "the pseudonym is not of the domain";
    AliasItself = 531, "alias_itself", "un pseudonyme ne renvoie pas à lui-même", "a pseudonym does not lead to itself";
    AliasCycle = 532, "alias_cycle", "le premier pseudonyme renvoie déjà au nouveau", "the first pseudonym already leads to the new one";
    AliasSecondTarget = 533, "alias_second_target", "ce pseudonyme renvoie déjà à un autre", "the pseudonym already leads to another one";
    RotationDomains = 534, "rotation_domains", "un changement de clé garde les noms du domaine et change de numéro de clé", "a change of key keeps the names of the domain and changes the key id";
    SealDossier = 540, "seal_dossier", "un numéro de dossier a de 1 à 65535 octets", "the id of a dossier has 1 to 65535 bytes";
    SealCount = 541, "seal_count", "plus de scellés que ce qui est réservé, ou que ce qu'une clé peut faire", "more seals than were reserved, or than one key may make";
    SealMalformed = 542, "seal_malformed", "ce n'est pas un NIR scellé : longueur, caractères, version ou numéro de clé", "this is no sealed NIR: length, characters, version or key id";
    SealRefused = 543, "seal_refused", "le scellé ne s'ouvre pas pour ce dossier et cette finalité avec cette clé", "the seal does not open for this dossier and purpose with this key";
    FileUnreadable = 600, "file_unreadable", "le fichier ne peut pas être lu", "the file cannot be read";
    FileMapping = 601, "file_mapping", "la correspondance des colonnes ne peut pas être appliquée", "the mapping of columns cannot be applied";
    FileFolder = 602, "file_folder", "le dossier de sortie ne peut pas être utilisé", "the output folder cannot be used";
    FileWriting = 603, "file_writing", "l'écriture a échoué", "writing failed";
    FileSource = 604, "file_source", "la demande donne soit un chemin, soit des octets", "the request gives either a path or bytes";
    FileFunction = 605, "file_function", "ce service prend un fichier : il a sa propre fonction, du même nom (docs/files.md)", "this service takes a file: it has a function of its own, of the same name (docs/files.md)";
    DisclosureStructure = 700, "disclosure_structure", "le dossier est d'une autre structure que celle de la demande", "the dossier is of another structure than that of the request";
    DisclosureState = 701, "disclosure_state", "le dossier a été anonymisé, et la demande ne le dit pas", "the dossier was anonymised, and the request does not say so";
    ColumnLength = 702, "column_length", "une colonne n'a pas autant de lignes que les autres", "a column has not as many rows as the others";
    AddedCitation = 710, "added_citation", "une ligne ajoutée cite une disposition, sans NIR, et dit comment elle est connue, autrement qu'inconnue", "an added row cites a provision, without a NIR, and says how it is known, otherwise than unknown";
    AddedPeriod = 711, "added_period", "une ligne ajoutée commence avant de finir, et pas avant le décret de 2015", "an added row begins before it ends, and not before the décret of 2015";
    AddedEmpty = 712, "added_empty", "une ligne ajoutée nomme au moins une finalité, une opération et une donnée, et celle d'une mise en relation l'autre traitement", "an added row names at least a purpose, an operation and a datum, and that of a link the other processing";
    AddedListRead = 713, "added_list_read", "la liste de ces jours a été lue en entier : une ligne de plus lèverait ce qu'elle refuse", "the list of those days was read in full: a row more would lift what it refuses";
    AddedProhibition = 714, "added_prohibition", "une ligne ajoutée ne lève pas une interdiction que le droit pose", "an added row does not lift a prohibition that the law states";
    AddedOverlap = 715, "added_overlap", "deux lignes ajoutées disent pour les mêmes jours le même acteur, la même finalité et la même opération", "two added rows tell for the same days the same actor, purpose and operation";
    AddedName = 716, "added_name", "deux lignes ajoutées portent le même nom, ou une ligne n'en a pas, ou un NIR y est écrit", "two added rows have the same name, or a row has none, or a NIR is written in it";
    AddedTwoLists = 717, "added_two_lists", "les opérations d'une ligne ajoutée sont d'une seule liste : accès, destinataires (transmettre), mises en relation, archive", "the operations of an added row are of one list: access, recipients (transmit), links, archive";
    AddedUseless = 718, "added_useless", "une clé ou une condition d'une ligne ajoutée est sans effet ici, ou jamais remplie par ces opérations", "a key or condition of an added row has no effect here, or is never met by these operations";
    MergerCycle = 720, "merger_cycle", "les fusions reviennent à la structure d'où elles partent", "the mergers come back to the structure that they start from";
    EventText = 730, "event_text", "un texte d'un événement a de 1 à 1024 octets, ni caractère de commande ni NIR, et une liste au plus 65535 octets", "a text of an event has 1 to 1024 bytes, neither a control character nor a NIR, and a list at most 65535 bytes";
    EventInstant = 731, "event_instant", "l'instant d'un événement est du jour où il est inscrit, à l'heure de Paris", "the instant of an event is of the day to which it is written, in Paris";
    EventReference = 732, "event_reference", "cet indice est celui d'un autre segment du journal", "the index is that of another segment of the journal";
    SegmentFull = 733, "segment_full", "le segment du journal est plein", "the segment of the journal is full";
    JournalStorage = 734, "journal_storage", "le stockage du journal a échoué", "the storage of the journal failed";
    JournalDamaged = 735, "journal_damaged", "quelque chose ne va pas dans le journal : rien n'y est ajouté ni effacé", "something is wrong in the journal: nothing is added to it nor erased";
    JournalSegment = 736, "journal_segment", "ce segment n'est pas dans le journal, n'est pas clos ou est déjà purgé", "the segment is not in the journal, not closed, or purged already";
    JournalName = 737, "journal_name", "le nom d'un journal ou d'une clé a de 1 à 255 octets, sans espace, signe plus ni NIR ; un fichier de clés n'en a qu'un", "the name of a journal or of a key has 1 to 255 bytes, without a space, a plus sign or a NIR; a file of keys has one only";
}

impl ErrorCode {
    /// Number used by the C ABI.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.row().number
    }

    /// Name used in JSON and by the other languages.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        self.row().slug
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

/// The catalogue as a page (`docs/errors.md`).
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(
        "# Error codes\n\n\
         Generated from `imilo-core/src/error.rs`; a test keeps it current. An error is for input that cannot be\n\
         judged; a refusal is an answer. Numbers are those of the C ABI.\n\n\
         | number | code | français | English |\n| --- | --- | --- | --- |\n",
    );
    for row in ErrorCode::ALL {
        page.push_str(&format!("| {} | `{}` | {} | {} |\n", row.number, row.slug, row.fr, row.en));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_page_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/errors.md");
        if std::env::var_os("IMILO_BLESS").is_some() {
            std::fs::write(path, markdown()).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            markdown(),
            "run with IMILO_BLESS=1 and read the change"
        );
    }

    #[test]
    fn numbers_rise_and_slugs_are_unique() {
        for pair in ErrorCode::ALL.windows(2) {
            assert!(pair[0].number < pair[1].number, "{} / {}", pair[0].slug, pair[1].slug);
        }
        let mut slugs: Vec<_> = ErrorCode::ALL.iter().map(|row| row.slug).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), ErrorCode::ALL.len());
        assert!(ErrorCode::ALL.iter().all(|row| row.code.row() == *row));
    }
}
