/*
 * imilo: the law of the French information system I-MILO (missions locales).
 *
 * Made by cbindgen from imilo-ffi/src/c; do not edit. To make it again:
 *     IMILO_BLESS=1 cargo test -p imilo-ffi --test c_header
 *
 * STATUS. A function that may fail returns 0 (IMILO_OK), or the number of an error (IMILO_ERROR_...).
 * An error is input that cannot be judged; a refusal by the law is an answer, with status 0. A panic
 * inside the library is caught and gives IMILO_ERROR_INTERNAL; the library never ends the process on
 * its account. The panic hook of the host is left alone and may print a message, which holds no data.
 *
 * TEXT is a pointer and a number of bytes, UTF-8; it need not end with NUL. A length of more than
 * PTRDIFF_MAX bytes gives IMILO_ERROR_INVALID_ARGUMENT.
 *
 * SERVICES all have one shape, JSON in and JSON out:
 *
 *     int32_t imilo_SERVICE(const char *request, size_t request_len,
 *                           imilo_buffer **answer, imilo_buffer **error);
 *
 *   request      request_len bytes that the caller owns; only read, and never kept after the call.
 *                NULL with length 0 is allowed and means {}; NULL with a length is
 *                IMILO_ERROR_NULL_POINTER. An empty text that is not NULL is not JSON.
 *   answer       where to write the answer; not NULL. Written on success only.
 *   error        where to write the error, or NULL. Written on failure only. The JSON has code, number
 *                (the status), field, position, line, message_fr, message_en, and never a value of the
 *                request.
 *
 *   The caller owns what was written and frees it with imilo_buffer_free. What stood in *answer and
 *   *error before the call is not freed: set both to NULL first.
 *
 *     imilo_buffer *answer = NULL, *error = NULL;
 *     const char *request = "{\"date\": \"2026-03-01\"}";
 *     if (imilo_rule_set(request, strlen(request), &answer, &error) == IMILO_OK)
 *         puts(imilo_buffer_data(answer));
 *     else
 *         puts(imilo_buffer_data(error));
 *     imilo_buffer_free(answer);
 *     imilo_buffer_free(error);
 *
 * THREADS. Every function may be called by any number of threads at once, without lock and without
 * initialisation: the library has no state. A buffer may be read by several threads, and is freed
 * once, by any of them. A keyring may be used by several threads while none changes it.
 *
 * KEYS are made, kept and destroyed by the caller (docs/keys.md). They never stand in JSON: a keyring
 * takes them as bytes and overwrites with zeros what it holds when it is freed.
 *
 * PERSONAL DATA. A NIR appears in no answer, error or message, but in what imilo_open is asked for. The library keeps none after a call,
 * and overwrites with zeros its own copies of one (except where JSON escapes had to be decoded), and
 * each buffer when it is freed. The request belongs to the caller, who erases it.
 */


#ifndef IMILO_H
#define IMILO_H

#include <stddef.h>
#include <stdint.h>

/**
 * Number of the C ABI of this header: compare it with imilo_abi_version().
 */
#define IMILO_ABI_VERSION 1

/**
 * Version with which this header came.
 */
#define IMILO_VERSION "0.1.0"

/**
 * Status: the call was answered; of a number: it is accepted.
 */
#define IMILO_OK 0

/**
 * Status of a row that gives no number: nothing was judged.
 */
#define IMILO_NO_NUMBER (-1)

/**
 * Error: the text is not valid JSON.
 */
#define IMILO_ERROR_JSON_SYNTAX 100

/**
 * Error: the value of a field of the request is not of the expected type or list (docs/json.md), or the field stands twice.
 */
#define IMILO_ERROR_JSON_FIELD 101

/**
 * Error: there is no such function.
 */
#define IMILO_ERROR_UNKNOWN_ENTRY 102

/**
 * Error: the text is not valid UTF-8.
 */
#define IMILO_ERROR_TEXT_ENCODING 103

/**
 * Error: a required pointer is NULL.
 */
#define IMILO_ERROR_NULL_POINTER 104

/**
 * Error: internal error of the library: the request was not judged.
 */
#define IMILO_ERROR_INTERNAL 105

/**
 * Error: an argument is none of the values that are allowed, or outside its bounds (docs/json.md has them).
 */
#define IMILO_ERROR_INVALID_ARGUMENT 106

/**
 * Error: the request has no such field.
 */
#define IMILO_ERROR_UNKNOWN_FIELD 107

/**
 * Error: a required field of the request is missing.
 */
#define IMILO_ERROR_MISSING_FIELD 108

/**
 * Error: a date must be written YYYY-MM-DD.
 */
#define IMILO_ERROR_DATE_FORMAT 200

/**
 * Error: there is no such day in the calendar.
 */
#define IMILO_ERROR_DATE_INVALID 201

/**
 * Error: the year must be between 1800 and 2399.
 */
#define IMILO_ERROR_DATE_RANGE 202

/**
 * Error: an instant must be written YYYY-MM-DDThh:mm:ssZ and lie in or after 2002.
 */
#define IMILO_ERROR_INSTANT_FORMAT 203

/**
 * Error: décret 2015-59 is in force from 29 January 2015: nothing is judged before.
 */
#define IMILO_ERROR_BEFORE_FIRST_RULE_SET 204

/**
 * Error: no known article has this code.
 */
#define IMILO_ERROR_UNKNOWN_ARTICLE 205

/**
 * Error: a version must enter into force after those before it.
 */
#define IMILO_ERROR_TIMELINE_ORDER 206

/**
 * Error: a version must cite a text.
 */
#define IMILO_ERROR_TIMELINE_WITHOUT_CITATION 207

/**
 * Error: no version of that name.
 */
#define IMILO_ERROR_TIMELINE_NO_SUCH_VERSION 208

/**
 * Error: only a version whose text could not be read may be completed.
 */
#define IMILO_ERROR_TIMELINE_ALREADY_READ 209

/**
 * Error: a moment must be written YYYY-MM-DDThh:mm:ss followed by its offset (+02:00, Z).
 */
#define IMILO_ERROR_MOMENT_FORMAT 210

/**
 * Error: a NIR has 13 characters, or 15 with its key.
 */
#define IMILO_ERROR_NIR_LENGTH 300

/**
 * Error: a character is not allowed at this position of the NIR.
 */
#define IMILO_ERROR_NIR_CHARACTER 301

/**
 * Error: the first digit, or the type of creation of a provisional number, is not accepted here.
 */
#define IMILO_ERROR_NIR_FIRST_DIGIT 302

/**
 * Error: the month of the NIR is outside the ranges of Insee.
 */
#define IMILO_ERROR_NIR_MONTH 303

/**
 * Error: the place of birth of the NIR has no form that is given out.
 */
#define IMILO_ERROR_NIR_PLACE 304

/**
 * Error: the order number of the NIR goes from 001 to 999.
 */
#define IMILO_ERROR_NIR_ORDER 305

/**
 * Error: the key does not match the thirteen characters.
 */
#define IMILO_ERROR_NIR_KEY 306

/**
 * Error: the bytes of the column are not a whole number of records.
 */
#define IMILO_ERROR_NIR_COLUMN_STRIDE 310

/**
 * Error: the offsets of the column do not rise, or leave its bytes.
 */
#define IMILO_ERROR_NIR_COLUMN_OFFSETS 311

/**
 * Error: the column has fewer validity bits than records.
 */
#define IMILO_ERROR_NIR_COLUMN_VALIDITY 312

/**
 * Error: an output has not the size that the column asks for.
 */
#define IMILO_ERROR_NIR_COLUMN_OUTPUT 313

/**
 * Error: a NTT is neither a NIR nor a NIA: it is not judged here.
 */
#define IMILO_ERROR_NIR_LABEL_NTT 314

/**
 * Error: the label of a number is NIR or NIA.
 */
#define IMILO_ERROR_NIR_LABEL 315

/**
 * Error: this OID is none of those of the INS.
 */
#define IMILO_ERROR_NIR_OID 316

/**
 * Error: a commune code has five characters: digits, but for 2A and 2B; neither 00 nor 99 in front.
 */
#define IMILO_ERROR_CODE_COMMUNE 320

/**
 * Error: the code of a structure has eight characters: a commune code, S, two digits.
 */
#define IMILO_ERROR_CODE_STRUCTURE 321

/**
 * Error: a commune or country code has five characters, digits but for 2A and 2B.
 */
#define IMILO_ERROR_CODE_LIEU 322

/**
 * Error: a country code has five digits: 99 in front, or 982 to 985 for a former territory.
 */
#define IMILO_ERROR_CODE_PAYS 323

/**
 * Error: the code of a département is 01 to 96, 2A, 2B or 970 to 989.
 */
#define IMILO_ERROR_CODE_DEPARTEMENT 324

/**
 * Error: the code of a région has two digits.
 */
#define IMILO_ERROR_CODE_REGION 325

/**
 * Error: a French postal code has five digits.
 */
#define IMILO_ERROR_CODE_POSTAL 326

/**
 * Error: a ROME code has a letter from A to N and four digits.
 */
#define IMILO_ERROR_CODE_ROME 327

/**
 * Error: a Formacode has five digits.
 */
#define IMILO_ERROR_FORMACODE 328

/**
 * Error: the code of an académie has two digits.
 */
#define IMILO_ERROR_CODE_ACADEMIE 329

/**
 * Error: the identifier of a job-seeker has seven digits and a letter or digit, or eleven characters.
 */
#define IMILO_ERROR_NUMERO_DE 330

/**
 * Error: an INE has eleven characters: ten digits and a letter, nine digits and two letters, or an A as the fifth.
 */
#define IMILO_ERROR_INE 331

/**
 * Error: the end lies before the start.
 */
#define IMILO_ERROR_PERIOD_REVERSED 400

/**
 * Error: the birth lies after the day of evaluation.
 */
#define IMILO_ERROR_BIRTH_AFTER_DATE 401

/**
 * Error: the operation lies after the day of evaluation.
 */
#define IMILO_ERROR_OPERATION_AFTER_DATE 402

/**
 * Error: a name of a sector, a recipient or a purpose has 1 to 64 characters of a-z, 0-9, dot, hyphen and underscore.
 */
#define IMILO_ERROR_PSEUDONYM_NAME 500

/**
 * Error: the text is no pseudonym: prefix, characters, length, check or key id.
 */
#define IMILO_ERROR_PSEUDONYM_MALFORMED 501

/**
 * Error: a provisional number (NNP, MIG) has a pseudonym on express demand only.
 */
#define IMILO_ERROR_PSEUDONYM_KIND 502

/**
 * Error: a NIR without its key has a pseudonym on express demand only.
 */
#define IMILO_ERROR_PSEUDONYM_KEY_ABSENT 503

/**
 * Error: a root key has 32 bytes.
 */
#define IMILO_ERROR_KEY_LENGTH 510

/**
 * Error: all bytes of the key are equal.
 */
#define IMILO_ERROR_KEY_WEAK 511

/**
 * Error: a key id is not zero.
 */
#define IMILO_ERROR_KEY_ID_ZERO 512

/**
 * Error: the key id is already in the keyring.
 */
#define IMILO_ERROR_KEY_ID_TWICE 513

/**
 * Error: the key is already in a keyring, under another id or for another use.
 */
#define IMILO_ERROR_KEY_BYTES_TWICE 514

/**
 * Error: no key has this id.
 */
#define IMILO_ERROR_KEY_ID_UNKNOWN 515

/**
 * Error: whoever holds the keys did not answer.
 */
#define IMILO_ERROR_KEY_CUSTODY 516

/**
 * Error: the system gave no randomness.
 */
#define IMILO_ERROR_NO_RANDOMNESS 517

/**
 * Error: the keyring is of another use: first pass, second pass or sealing.
 */
#define IMILO_ERROR_KEY_USE 518

/**
 * Error: the pseudonym is not of the domain.
 */
#define IMILO_ERROR_ALIAS_OTHER_KEY 530

/**
 * Error: a pseudonym does not lead to itself.
 */
#define IMILO_ERROR_ALIAS_ITSELF 531

/**
 * Error: the first pseudonym already leads to the new one.
 */
#define IMILO_ERROR_ALIAS_CYCLE 532

/**
 * Error: the pseudonym already leads to another one.
 */
#define IMILO_ERROR_ALIAS_SECOND_TARGET 533

/**
 * Error: a change of key keeps the names of the domain and changes the key id.
 */
#define IMILO_ERROR_ROTATION_DOMAINS 534

/**
 * Error: the id of a dossier has 1 to 65535 bytes.
 */
#define IMILO_ERROR_SEAL_DOSSIER 540

/**
 * Error: more seals than were reserved, or than one key may make.
 */
#define IMILO_ERROR_SEAL_COUNT 541

/**
 * Error: this is no sealed NIR: length, characters, version or key id.
 */
#define IMILO_ERROR_SEAL_MALFORMED 542

/**
 * Error: the seal does not open for this dossier and purpose with this key.
 */
#define IMILO_ERROR_SEAL_REFUSED 543

/**
 * Error: the file cannot be read.
 */
#define IMILO_ERROR_FILE_UNREADABLE 600

/**
 * Error: the mapping of columns cannot be applied.
 */
#define IMILO_ERROR_FILE_MAPPING 601

/**
 * Error: the output folder cannot be used.
 */
#define IMILO_ERROR_FILE_FOLDER 602

/**
 * Error: writing failed.
 */
#define IMILO_ERROR_FILE_WRITING 603

/**
 * Error: the request gives either a path or bytes.
 */
#define IMILO_ERROR_FILE_SOURCE 604

/**
 * Error: this service takes a file: it has a function of its own, of the same name (docs/files.md).
 */
#define IMILO_ERROR_FILE_FUNCTION 605

/**
 * Error: the dossier is of another structure than that of the request.
 */
#define IMILO_ERROR_DISCLOSURE_STRUCTURE 700

/**
 * Error: the dossier was anonymised, and the request does not say so.
 */
#define IMILO_ERROR_DISCLOSURE_STATE 701

/**
 * Error: a column has not as many rows as the others.
 */
#define IMILO_ERROR_COLUMN_LENGTH 702

/**
 * Error: an added row cites a provision, without a NIR, and says how it is known, otherwise than unknown.
 */
#define IMILO_ERROR_ADDED_CITATION 710

/**
 * Error: an added row begins before it ends, and not before the décret of 2015.
 */
#define IMILO_ERROR_ADDED_PERIOD 711

/**
 * Error: an added row names at least a purpose, an operation and a datum, and that of a link the other processing.
 */
#define IMILO_ERROR_ADDED_EMPTY 712

/**
 * Error: the list of those days was read in full: a row more would lift what it refuses.
 */
#define IMILO_ERROR_ADDED_LIST_READ 713

/**
 * Error: an added row does not lift a prohibition that the law states.
 */
#define IMILO_ERROR_ADDED_PROHIBITION 714

/**
 * Error: two added rows tell for the same days the same actor, purpose and operation.
 */
#define IMILO_ERROR_ADDED_OVERLAP 715

/**
 * Error: two added rows have the same name, or a row has none, or a NIR is written in it.
 */
#define IMILO_ERROR_ADDED_NAME 716

/**
 * Error: the operations of an added row are of one list: access, recipients (transmit), links, archive.
 */
#define IMILO_ERROR_ADDED_TWO_LISTS 717

/**
 * Error: a key or condition of an added row has no effect here, or is never met by these operations.
 */
#define IMILO_ERROR_ADDED_USELESS 718

/**
 * Error: the mergers come back to the structure that they start from.
 */
#define IMILO_ERROR_MERGER_CYCLE 720

/**
 * Error: a text of an event has 1 to 1024 bytes, neither a control character nor a NIR, and a list at most 65535 bytes.
 */
#define IMILO_ERROR_EVENT_TEXT 730

/**
 * Error: the instant of an event is of the day to which it is written, in Paris.
 */
#define IMILO_ERROR_EVENT_INSTANT 731

/**
 * Error: the index is that of another segment of the journal.
 */
#define IMILO_ERROR_EVENT_REFERENCE 732

/**
 * Error: the segment of the journal is full.
 */
#define IMILO_ERROR_SEGMENT_FULL 733

/**
 * Error: the storage of the journal failed.
 */
#define IMILO_ERROR_JOURNAL_STORAGE 734

/**
 * Error: something is wrong in the journal: nothing is added to it nor erased.
 */
#define IMILO_ERROR_JOURNAL_DAMAGED 735

/**
 * Error: the segment is not in the journal, not closed, or purged already.
 */
#define IMILO_ERROR_JOURNAL_SEGMENT 736

/**
 * Error: the name of a journal or of a key has 1 to 255 bytes, without a space, a plus sign or a NIR; a file of keys has one only.
 */
#define IMILO_ERROR_JOURNAL_NAME 737

/**
 * What is said of a row: everything that was asked for is granted.
 */
#define IMILO_ACCESS_GRANTED 0

/**
 * What is said of a row: a datum is refused.
 */
#define IMILO_ACCESS_REFUSED 1

/**
 * What is said of a row: none is refused, and of one no rule that was read decides. Never to be acted on as a grant.
 */
#define IMILO_ACCESS_UNDETERMINED 2

/**
 * State of the dossier of a row: active.
 */
#define IMILO_DOSSIER_ACTIVE 0

/**
 * State of the dossier of a row: anonymised.
 */
#define IMILO_DOSSIER_ANONYMISED 1

/**
 * State of the dossier of a row: in the archive of the FSE.
 */
#define IMILO_DOSSIER_FSE_ARCHIVE 2

/**
 * Accept thirteen characters, a number without its key. On in IMILO_ACCEPT_DEFAULT.
 */
#define IMILO_ACCEPT_THIRTEEN 1

/**
 * Accept the first digit 3 or 4 (NIA seen in the field).
 */
#define IMILO_ACCEPT_SEX_3_4 2

/**
 * Accept the months 43 to 49, on which the sources disagree.
 */
#define IMILO_ACCEPT_MONTHS_43_49 4

/**
 * Accept the département 00, which no edition of the Code officiel géographique knows.
 */
#define IMILO_ACCEPT_DEPARTEMENT_00 8

/**
 * Accept the commune 000 and 991 to 999, overseas 00 and 91 to 99.
 */
#define IMILO_ACCEPT_COMMUNE_OUT_OF_RANGE 16

/**
 * Accept the numéro national provisoire (first digit 7 or 8).
 */
#define IMILO_ACCEPT_NNP 32

/**
 * Accept the migrant de passage (first digit 5 or 6).
 */
#define IMILO_ACCEPT_MIG 64

/**
 * What is accepted by the services when `accept` is left out. 0 is stricter: fifteen characters only.
 */
#define IMILO_ACCEPT_DEFAULT 1

/**
 * Nothing is known of the key: the characters or their number are not legal.
 */
#define IMILO_KEY_UNKNOWN 0

/**
 * Thirteen characters: no key was given.
 */
#define IMILO_KEY_ABSENT 1

/**
 * The key matches.
 */
#define IMILO_KEY_RIGHT 2

/**
 * The key does not match. Also when another part is refused first.
 */
#define IMILO_KEY_WRONG 3

/**
 * The number was not accepted: it has no family.
 */
#define IMILO_KIND_NONE 0

/**
 * NIR or NIA: first digit 1 or 2 (3 or 4 where accepted).
 */
#define IMILO_KIND_NIR 1

/**
 * Numéro national provisoire.
 */
#define IMILO_KIND_NNP 2

/**
 * Migrant de passage.
 */
#define IMILO_KIND_MIG 3

/**
 * First digit 3 or 4.
 */
#define IMILO_FINDING_SEX_3_4 1

/**
 * Month 43 to 49.
 */
#define IMILO_FINDING_MONTH_43_49 2

/**
 * Commune 000, 991 to 999, or overseas 00, 91 to 99.
 */
#define IMILO_FINDING_COMMUNE_OUT_OF_RANGE 4

/**
 * Territory 00, 970, 979, 980 or 981, in no edition of the Code officiel géographique.
 */
#define IMILO_FINDING_TERRITORY_UNKNOWN 8

/**
 * The number printed on specimens.
 */
#define IMILO_FINDING_SPECIMEN 16

/**
 * Code of a row: form and key are right.
 */
#define IMILO_CODE_VALID 0

/**
 * Code of a row: not fifteen bytes (or thirteen, where they are accepted and the layout knows lengths).
 */
#define IMILO_CODE_LENGTH 1

/**
 * Code of a row: a byte other than a digit, or than A or B in position 7.
 */
#define IMILO_CODE_CHARACTER 2

/**
 * Code of a row: first digit 0 or 9, or a kind or leniency that was not asked for.
 */
#define IMILO_CODE_FIRST_DIGIT 3

/**
 * Code of a row: month.
 */
#define IMILO_CODE_MONTH 4

/**
 * Code of a row: place of birth.
 */
#define IMILO_CODE_PLACE 5

/**
 * Code of a row: order number.
 */
#define IMILO_CODE_ORDER 6

/**
 * Added to the code of a row when its key is wrong, whenever there are fifteen legal characters.
 */
#define IMILO_CODE_KEY 128

/**
 * Use of a key: from NIR to pseudonym.
 */
#define IMILO_USE_FIRST_PASS 1

/**
 * Use of a key: from pseudonym to that of a recipient.
 */
#define IMILO_USE_SECOND_PASS 2

/**
 * Use of a key: sealed NIRs.
 */
#define IMILO_USE_SEALING 3

/**
 * Use of a key: references of dossiers in a journal.
 */
#define IMILO_USE_REFERENCING 4

/**
 * Use of a key: checkpoints of a journal.
 */
#define IMILO_USE_ATTESTING 5

/**
 * Bytes of a pseudonym as text: `p1.`, or `q1.` after the second pass, key id, 26 characters, 2 of check. No NUL.
 */
#define IMILO_PSEUDONYM_LENGTH 40

/**
 * Give pseudonyms to numbers of thirteen characters too, whose key was not checked.
 */
#define IMILO_ADMIT_WITHOUT_KEY 1

/**
 * Give pseudonyms to the numéro national provisoire too, which is no lasting number of a person. It is accepted as a
 * number with IMILO_ACCEPT_NNP only: both flags are needed.
 */
#define IMILO_ADMIT_NNP 2

/**
 * Give pseudonyms to the migrant de passage too, as for the NNP; IMILO_ACCEPT_MIG is needed beside it.
 */
#define IMILO_ADMIT_MIG 4

/**
 * Bytes of a sealed NIR as text: base64url without padding. No NUL.
 */
#define IMILO_SEAL_LENGTH 62

/**
 * Bytes of an opened NIR: thirteen characters, no key. No NUL.
 */
#define IMILO_OPENED_LENGTH 13

/**
 * Seals that one key may make in version 1.
 */
#define IMILO_SEAL_LIMIT 1073741824

/**
 * A text that the library has allocated: an answer, or an error. Only imilo_buffer_free frees it.
 *
 * Nobody changes it after it was given out: several threads may read it at the same time.
 */
typedef struct imilo_buffer imilo_buffer;

/**
 * The dossiers of a file on their way to a caller: made by imilo_import_open, freed by imilo_import_close.
 *
 * One thread uses it at a time.
 */
typedef struct imilo_import imilo_import;

/**
 * A journal in a folder, open for writing: made by imilo_journal_open, freed by imilo_journal_close.
 *
 * One thread uses it at a time.
 */
typedef struct imilo_journal imilo_journal;

/**
 * Root keys of one use. Only imilo_keyring_free frees it; what it holds is overwritten with zeros then.
 *
 * Several threads may derive by it at once; none may do so while imilo_keyring_add or imilo_keyring_destroy runs.
 */
typedef struct imilo_keyring imilo_keyring;

/**
 * What can be said of a number, without the number. Eight bytes.
 */
typedef struct {
    /**
     * IMILO_OK when the number is accepted, IMILO_ERROR_NIR_… for the part refused,
     * IMILO_ERROR_TEXT_ENCODING when the row is not UTF-8, IMILO_NO_NUMBER when it gives none.
     */
    int32_t status;
    /**
     * Position of the fault, from 1, after spaces, dots and hyphens are removed; 0 when there is none to
     * tell.
     */
    uint8_t position;
    /**
     * One of IMILO_KEY_….
     */
    uint8_t key_state;
    /**
     * One of IMILO_KIND_….
     */
    uint8_t kind;
    /**
     * A sum of IMILO_FINDING_…, for an accepted number; none of them refuses.
     */
    uint8_t findings;
} imilo_nir_result;

/**
 * A domain of pseudonyms. Each name has 1 to 64 of a–z, 0–9, dot, underscore and hyphen.
 */
typedef struct {
    /**
     * Whose field (`emploi`).
     */
    const char *sector;
    /**
     * Its bytes.
     */
    size_t sector_len;
    /**
     * Who receives (`dares`).
     */
    const char *recipient;
    /**
     * Its bytes.
     */
    size_t recipient_len;
    /**
     * For what (`trajam`).
     */
    const char *purpose;
    /**
     * Its bytes.
     */
    size_t purpose_len;
    /**
     * Id of the root key: the version of the domain.
     */
    uint32_t key_id;
} imilo_domain;

/**
 * Many texts that stand one after the other: row i is `data[offsets[i]]` up to, and without, `data[offsets[i + 1]]`.
 */
typedef struct {
    /**
     * UTF-8; NULL allowed when data_len is 0.
     */
    const char *data;
    /**
     * Bytes of data.
     */
    size_t data_len;
    /**
     * count + 1 numbers; NULL allowed when count is 0.
     */
    const size_t *offsets;
    /**
     * Rows.
     */
    size_t count;
    /**
     * NULL when every row is there; else count bytes, of which one other than 0 says that the row is not.
     */
    const uint8_t *is_null;
} imilo_texts;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The number of the C ABI of the library. Compare it with IMILO_ABI_VERSION, that of the header, at start.
 *
 * The number rises when a function changes its signature or its memory rules, or a structure its layout. A
 * new function, constant or key of an answer leaves it.
 */
int32_t imilo_abi_version(void);

/**
 * The version of the library (`0.1.0`), a C string that lives as long as the library: it is never freed.
 *
 * The day up to which the texts of the law were read stands in the answer of imilo_versions.
 */
const char *imilo_version(void);

/**
 * The bytes of a buffer: UTF-8, and one NUL that imilo_buffer_len does not count.
 *
 * A JSON text holds no NUL of its own, so this is also a C string. The pointer holds until the buffer is
 * freed. NULL for NULL.
 *
 * Pointers:
 * buffer: NULL, or given out by this library and not freed yet.
 */
const char *imilo_buffer_data(const imilo_buffer *buffer);

/**
 * The number of bytes in a buffer, without the NUL at their end. 0 for NULL.
 *
 * Pointers:
 * buffer: NULL, or given out by this library and not freed yet.
 */
size_t imilo_buffer_len(const imilo_buffer *buffer);

/**
 * Frees a buffer and overwrites its memory with zeros first. Does nothing for NULL.
 *
 * Pointers:
 * buffer: NULL, or given out by this library and not freed yet; no thread uses it, nor a pointer of
 * imilo_buffer_data to it, from now on.
 */
void imilo_buffer_free(imilo_buffer *buffer);

/**
 * Versions of the crate, of the rules and of the C ABI.
 *
 * Request: `{}`. Answer: `{"crate": "0.1.0", "rules": "2026-11-22", "abi": 1}`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_versions(const char *request,
                       size_t request_len,
                       imilo_buffer **answer,
                       imilo_buffer **error);

/**
 * Form, structure and key of one number. A refused number is an answer, with status 0.
 *
 * Request: `{"nir": "2 84 05 88 321 025 32", "accept": {"sex_3_4": true}}`; `accept` may be left out, its
 * keys are the names of IMILO_ACCEPT_… in lower case. imilo_nir_validate does the same without JSON.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_nir_check(const char *request,
                        size_t request_len,
                        imilo_buffer **answer,
                        imilo_buffer **error);

/**
 * The same for many numbers, one result a row; `null` stays `null`.
 *
 * Request: `{"nirs": ["2 84 05 88 321 025 32", null]}`, and `accept` as for one.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_nir_check_many(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);

/**
 * A number beside the civil identity: what does not go together, with its legitimate exceptions. No finding refuses.
 *
 * Request: `{"nir": "2 84 05 88 321 025 32", "sex": "F", "birth_date": "1984-05-02", "birth_place": "88321"}`; may also
 * have `label` (`NIR`, `NIA`), `oid`, `provenance`, `as_of`, `stage`. What is left out is not compared.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_nir_coherence(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);

/**
 * The same for many: one answer or error a row. One bad row leaves the others, and the status is 0.
 *
 * Request: `{"requests": […]}`, each as for one.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_nir_coherence_many(const char *request,
                                 size_t request_len,
                                 imilo_buffer **answer,
                                 imilo_buffer **error);

/**
 * Retention of one dossier or account on a day: until when, to whom, what next, by which rule.
 *
 * Request: `{"kind": "dossier", "date": "2026-03-01", "facts": {"birth_date": "2001-02-03", "programmes":
 * [], "cej_contracts": [], "rqth_periods": [], "fse": {"cofinanced": false}}}`. A fact that is left out is
 * not known.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_conservation(const char *request,
                           size_t request_len,
                           imilo_buffer **answer,
                           imilo_buffer **error);

/**
 * The same for many: one answer or error a row. One bad row leaves the others, and the status is 0.
 *
 * Request: `{"requests": […]}`, each as for one.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_conservation_many(const char *request,
                                size_t request_len,
                                imilo_buffer **answer,
                                imilo_buffer **error);

/**
 * The data of a dossier on a day: which are allowed, which are not, by which rule, and what is incoherent.
 *
 * Request: `{"date": "2026-03-01", "dossier": {"identite": {"matricule": "42"}}}`, the dossier as
 * `schemas/dossier.schema.json` says. A key that is left out was not carried by the source, `null` is empty.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_dossier_check(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);

/**
 * The same for many: one answer or error a row. One bad row leaves the others, and the status is 0.
 *
 * Request: `{"requests": […]}`, each as for one.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_dossier_check_many(const char *request,
                                 size_t request_len,
                                 imilo_buffer **answer,
                                 imilo_buffer **error);

/**
 * The catalogue of fields, with what the law of a day says of each.
 *
 * Request: `{"date": "2026-03-01"}`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_dossier_fields(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);

/**
 * The indicators of the FSE, the IEJ or the FSE+ for one participation, each with its value or the reason for none.
 *
 * Request: `{"programme": "FSE+", "participation": {"entry_date": "2023-10-02", "gender": "F"}}`; `annexe` for the FSE and
 * the IEJ; `report_date` and `options` may be given (docs/json.md).
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_fse_indicators(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);

/**
 * Why an indicator has its value for one participation: rule, variables, days, provision.
 *
 * Request: as for imilo_fse_indicators, with `"code": "EECO04"`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_fse_explain(const char *request,
                          size_t request_len,
                          imilo_buffer **answer,
                          imilo_buffer **error);

/**
 * The report of a list of participations: values, denominators, coverage, findings, calendar. For a file: imilo_fse_report.
 *
 * Request: `{"programme": "FSE+", "participations": […]}`; may also have `publish_below` and `share`. One bad record leaves
 * the others, and the status is 0.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_fse_report_records(const char *request,
                                 size_t request_len,
                                 imilo_buffer **answer,
                                 imilo_buffer **error);

/**
 * Two reports of the same operation: what changed, for whom, and why.
 *
 * Request: `{"programme": "FSE+", "before": {"participations": […]}, "after": {"participations": […]}}`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_fse_compare(const char *request,
                          size_t request_len,
                          imilo_buffer **answer,
                          imilo_buffer **error);

/**
 * The participation that a dossier gives, and the variables that stay unknown, by name.
 *
 * Request: `{"participant_id": "p1", "operation_id": "o1", "entry_date": "2023-10-02", "dossier": {}}`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_fse_participation(const char *request,
                                size_t request_len,
                                imilo_buffer **answer,
                                imilo_buffer **error);

/**
 * Which version of the law is in force on a day.
 *
 * Request: `{"date": "2026-03-01"}`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_rule_set(const char *request,
                       size_t request_len,
                       imilo_buffer **answer,
                       imilo_buffer **error);

/**
 * Articles by code, by day, by both, or all, with their evidence.
 *
 * Request: `{"code": "D2015-59:6:I", "date": "2026-03-01"}`; both keys may be left out.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_articles(const char *request,
                       size_t request_len,
                       imilo_buffer **answer,
                       imilo_buffer **error);

/**
 * The catalogue of error codes: name, number, sentence in French and in English.
 *
 * Request: `{}`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_errors(const char *request,
                     size_t request_len,
                     imilo_buffer **answer,
                     imilo_buffer **error);

/**
 * Any service by its name, without `imilo_`: `nir_check`.
 *
 * IMILO_ERROR_UNKNOWN_ENTRY when there is none of this name.
 *
 * Pointers:
 * name: name_len bytes; NULL is an error (IMILO_ERROR_NULL_POINTER). The other four pointers keep the rules
 * for services at the top of this file.
 */
int32_t imilo_call(const char *name,
                   size_t name_len,
                   const char *request,
                   size_t request_len,
                   imilo_buffer **answer,
                   imilo_buffer **error);

/**
 * Who may do what with which data of a dossier, for which purpose: granted, refused or undetermined, and why.
 *
 * Request: `{"date": "2018-03-14", "actor": {"class": "asp"}, "operation": "transmit", "purpose": "benefit_payment", "target":
 * {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}, "facts": {"allowance_due": true}}` (docs/json.md has all keys). What
 * is not attested opens nothing. A refusal is an answer, with status 0.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_habilitation(const char *request,
                           size_t request_len,
                           imilo_buffer **answer,
                           imilo_buffer **error);

/**
 * Whether a right of the person is open on the day of receipt, and who answers.
 *
 * Request: `{"date": "2018-06-01", "right": "right_of_access", "mission_locale": "ML-A", "identity_verified": true,
 * "own_data": true}`; may also have `mandate` and `no_longer_needed`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_exercise_right(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);

/**
 * How long the trace of an operation is kept, in a dispute too, and what its erasure was worth.
 *
 * Request: `{"date": "2026-06-01", "facts": {"operation_date": "2025-07-31"}}`; the facts may also have `litigation` and
 * `erased_on`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_log_retention(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);

/**
 * Until when a request of a person is to be answered, with the working days of a territory.
 *
 * Request: `{"date": "2026-02-20", "facts": {"receipt_date": "2025-11-30"}, "options": {"A21_holidays": "reunion"}}`; the
 * facts may also have `extension_notice` and `reply_date`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_rights_deadline(const char *request,
                              size_t request_len,
                              imilo_buffer **answer,
                              imilo_buffer **error);

/**
 * Who has a duty on a day, and whether it was kept: controller, register, breach, impact assessment.
 *
 * Request: `{"date": "2026-02-02", "duty": "controller", "question": "who"}`, and `facts` for some questions.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_responsibilities(const char *request,
                               size_t request_len,
                               imilo_buffer **answer,
                               imilo_buffer **error);

/**
 * A dossier reduced to what is granted, with the decision and the event to be journalled.
 *
 * Request: as for imilo_habilitation, with `"dossier": {…}` (schemas/dossier.schema.json) and `"references": {"agent": "agent-7",
 * "dossier": "dossier-42"}`, and `"clear_nir": true` to have the NIR of the reduced dossier in the clear, if it is granted.
 * A refusal is an answer, with status 0, and its event is to be journalled too.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_disclose(const char *request,
                       size_t request_len,
                       imilo_buffer **answer,
                       imilo_buffer **error);

/**
 * The same request on many dossiers: one answer of imilo_disclose, or one error, a dossier, in order.
 *
 * Request: as for imilo_habilitation, with `"agent": "agent-7"` and `"dossiers": [{"reference": "dossier-42", "dossier": {…}}]`,
 * each of which may have `facts` (names of those attested of it), `owning_mission_locale` and `dossier_state`; and
 * `"clear_nir": true`. Status 0 whatever a dossier meets: look at each row. Every event is to be journalled.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_disclose_many(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);

/**
 * What is missing for a request of habilitation to be granted, datum by datum.
 *
 * Request: as for imilo_habilitation.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_counterfactual(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);

/**
 * Who may use a datum on a day, by which row, under which conditions.
 *
 * Request: `{"date": "2018-03-14", "field": "NIR"}`; may also have `operation`, `added` (rows of an integrator,
 * schemas/habilitation-ajouts.schema.json) and `options`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_who_can(const char *request,
                      size_t request_len,
                      imilo_buffer **answer,
                      imilo_buffer **error);

/**
 * Who may do what with which category of data on a day.
 *
 * Request: `{"date": "2026-07-01", "format": "html", "language": "fr"}`; the formats are `json`, `csv`, `markdown` and
 * `html` (a page of its own, in `text` of the answer). May also have `added` and `options`.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_access_matrix(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);

/**
 * What changes in who may do what between two days: lines of the matrix, every decision.
 *
 * Request: `{"from": "2026-06-30", "to": "2026-07-01"}`; may also have `actor`, `operation`, `purpose`, and what
 * imilo_access_matrix may have.
 *
 * Pointers:
 * The four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_access_changes(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);

/**
 * One recipient, many dossiers: the same request on each, without JSON and without a call a row.
 *
 * The request is that of imilo_habilitation, and may have `"facts_by_row": ["allowance_due", …]`, names of facts that are
 * attested row by row. What differs stands in columns; NULL for one that is as in the request:
 * - the structure that holds row i is `locales[offsets[i]]` up to `locales[offsets[i + 1]]`, in UTF-8; an empty one is
 *   no structure;
 * - bit b of `facts[i]` is fact b of `facts_by_row`;
 * - `states[i]` is one of IMILO_DOSSIER_….
 *
 * Row i gets one of IMILO_ACCESS_… in `outcomes[i]`, and in bit b of `granted[i]` whether code b of `target.fields` is
 * granted. Give nothing of a code whose bit is 0.
 *
 * ```c
 * const char *request = "{\"date\": \"2017-06-15\", \"operation\": \"transmit\", \"purpose\": \"benefit_payment\", …}";
 * const uint64_t facts[] = {1, 0};
 * uint8_t outcomes[2];
 * uint64_t granted[2];
 * imilo_buffer *error = NULL;
 * int32_t status = imilo_access_columns(request, strlen(request), 2, NULL, 0, NULL, facts, NULL, outcomes, granted, &error);
 * ```
 *
 * Returns 0 whatever is refused; what imilo_habilitation returns; IMILO_ERROR_INVALID_ARGUMENT for more than 64 codes, for a
 * fact that is not attested by its name, a bit that has no fact, and a state that is none;
 * IMILO_ERROR_NIR_COLUMN_OFFSETS when an offset is smaller than the one before it or passes locales_len;
 * IMILO_ERROR_NULL_POINTER for locales without offsets. Then what stands
 * in the outputs means nothing.
 *
 * Pointers:
 * request, error: the rules for services at the top of this file. locales: locales_len bytes, only read. offsets: NULL, or
 * rows + 1 numbers. facts: NULL, or rows numbers. states: NULL, or rows bytes. outcomes: rows bytes. granted: rows numbers.
 * The outputs share no byte with anything else.
 */
int32_t imilo_access_columns(const char *request,
                             size_t request_len,
                             size_t rows,
                             const uint8_t *locales,
                             size_t locales_len,
                             const int32_t *offsets,
                             const uint64_t *facts,
                             const uint8_t *states,
                             uint8_t *outcomes,
                             uint64_t *granted,
                             imilo_buffer **error);

/**
 * The bilan of a file: what the law of a day says of all its dossiers.
 *
 * Request: `{"date": "2026-11-24", "path": "dossiers.csv", "folder": "bilan"}`. Without `path`, `data` is the file. With
 * `folder` the page (bilan.html), the data (bilan.json) and the rows (constats.csv, refus.csv, destinataires.csv) are written there; `name`,
 * `mapping`, `threads` and `options` may be given (docs/files.md). Answer: what bilan.json holds. Several threads of this
 * library work during the call, and none after it.
 *
 * Pointers:
 * data: data_len bytes, only read, and not kept after the call; NULL with length 0 when the request has a path. The
 * other four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_bilan(const char *request,
                    size_t request_len,
                    const uint8_t *data,
                    size_t data_len,
                    imilo_buffer **answer,
                    imilo_buffer **error);

/**
 * The report of a file of participations: indicators of the FSE, the IEJ or the FSE+.
 *
 * Request: `{"programme": "FSE+", "path": "participations.csv", "folder": "fse"}`. Without `path`, `data` is the file. With
 * `folder` the report (fse.json, fse.csv, fse.xlsx) and the rows (fse-codes.csv, fse-constats.csv, fse-echeances.csv,
 * fse-refus.csv) are written there; further keys are in docs/files.md. Answer: what fse.json holds. Several threads of this
 * library work during the call, and none after it.
 *
 * Pointers:
 * data: as for imilo_bilan. The other four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_fse_report(const char *request,
                         size_t request_len,
                         const uint8_t *data,
                         size_t data_len,
                         imilo_buffer **answer,
                         imilo_buffer **error);

/**
 * The register of requests of persons, CSV or JSON: where each request stands on a day.
 *
 * Request: `{"date": "2026-11-24", "path": "registre.csv", "soon": 15}`. Without `path`, `data` is the file. With `folder`
 * the register (registre.json, registre.csv) and the refused rows (registre-refus.csv) are written there; further keys are
 * in docs/files.md. Answer: what registre.json holds.
 *
 * Pointers:
 * data: as for imilo_bilan. The other four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_rights_register(const char *request,
                              size_t request_len,
                              const uint8_t *data,
                              size_t data_len,
                              imilo_buffer **answer,
                              imilo_buffer **error);

/**
 * The access dossier of one person out of a file of dossiers: all that is held, in words, and what the law says of it.
 *
 * Request: `{"date": "2026-11-24", "path": "dossiers.csv", "dossier": "7"}`. Without `path`, `data` is the file. `nir`
 * (`"clear"` shows it), `format` (`"html"` for the page that is handed over), `consultations`, `given`, `name` and `mapping` may
 * be given (docs/files.md). Answer: the access dossier, or `{"html": …}`.
 *
 * Pointers:
 * data: as for imilo_bilan. The other four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_access_dossier(const char *request,
                             size_t request_len,
                             const uint8_t *data,
                             size_t data_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);

/**
 * The participations of a file as records, re-entries merged: what fse_explain, fse_compare and fse_report_records take.
 *
 * Request: `{"path": "participations.csv", "participant": "0012"}`. Without `path`, `data` is the file; `operation`,
 * `mapping` and `options` may be given (docs/files.md). Answer: `participations`, `places` (record and line of each),
 * `refused`, `rows`, `complete`, `notices`. The participations are personal data.
 *
 * Pointers:
 * data: as for imilo_bilan. The other four pointers keep the rules for services at the top of this file.
 */
int32_t imilo_fse_records(const char *request,
                          size_t request_len,
                          const uint8_t *data,
                          size_t data_len,
                          imilo_buffer **answer,
                          imilo_buffer **error);

/**
 * Opens a file to take its dossiers: CSV, JSON of the interface, or JSON of our own.
 *
 * Request: `{"path": "dossiers.csv"}`; without `path`, `data` is the file, of which a copy is kept until
 * imilo_import_close and then overwritten with zeros. `mapping` and `nir` may be given (docs/files.md): with
 * `"nir": "clear"` the dossiers hold their NIR, which the caller then has to erase; without it they do not.
 *
 * Pointers:
 * data: as for imilo_bilan. import: where to write the handle; not NULL; written on success only. request and error keep
 * the rules for services at the top of this file.
 */
int32_t imilo_import_open(const char *request,
                          size_t request_len,
                          const uint8_t *data,
                          size_t data_len,
                          imilo_import **import,
                          imilo_buffer **error);

/**
 * The next rows of a file, at most `most`, and more than 0.
 *
 * Answer: `{"rows": [...], "end": false}`. A row has `record`, `line`, and a `dossier`; or `code`, `field`, `column`,
 * `message_fr`, `message_en` if it is refused. The last answer has `"end": true`, and `file` with what is to be said of
 * the whole file.
 *
 * Pointers:
 * import: given out by imilo_import_open and not closed yet; no other thread uses it during the call. NULL is an error
 * (IMILO_ERROR_NULL_POINTER). answer and error keep the rules for services at the top of this file.
 */
int32_t imilo_import_next(imilo_import *import,
                          size_t most,
                          imilo_buffer **answer,
                          imilo_buffer **error);

/**
 * Ends an import and frees it, wherever it stands. Does nothing for NULL.
 *
 * Pointers:
 * import: NULL, or given out by imilo_import_open and not closed yet; nobody uses it from now on.
 */
void imilo_import_close(imilo_import *import);

/**
 * Checks form, structure and key of one number.
 *
 * A refused number is an answer: the function returns 0, and the refusal stands in out. So is a text that is
 * not UTF-8 (status IMILO_ERROR_TEXT_ENCODING in out).
 *
 * ```c
 * imilo_nir_result result;
 * int32_t status = imilo_nir_validate("2 84 05 88 321 025 30", 21, IMILO_ACCEPT_DEFAULT, &result);
 * // status 0, result.status IMILO_ERROR_NIR_KEY, result.position 14
 * ```
 *
 * Returns 0; IMILO_ERROR_NULL_POINTER when text or out is NULL; IMILO_ERROR_INVALID_ARGUMENT for a bit of
 * accept_flags that has no name, or an out that is not aligned. Then out is not written.
 *
 * Pointers:
 * text: len bytes, only read, never kept. out: one result to write.
 */
int32_t imilo_nir_validate(const char *text,
                           size_t len,
                           uint32_t accept_flags,
                           imilo_nir_result *out);

/**
 * The same for many numbers that stand one after the other: row i is `data[offsets[i]]` up to, and without,
 * `data[offsets[i + 1]]`. This is the layout of a column of text in Apache Arrow, 64 bits.
 *
 * ```c
 * const char data[] = "2840588321025" "284058832102530";
 * const size_t offsets[] = {0, 13, 28};
 * imilo_nir_result results[2];
 * int32_t status = imilo_nir_validate_many(data, 28, offsets, 2, IMILO_ACCEPT_DEFAULT, NULL, results);
 * // status 0, results[0].status IMILO_OK, results[1].status IMILO_ERROR_NIR_KEY
 * ```
 *
 * Returns 0 whatever the numbers are; IMILO_ERROR_NULL_POINTER for a NULL that is not allowed;
 * IMILO_ERROR_INVALID_ARGUMENT when an offset is smaller than the one before it or passes data_len, for a bit of
 * accept_flags that has no name, and for a pointer that is not aligned. Then no row of out is written.
 *
 * Pointers:
 * data: data_len bytes, NULL allowed when data_len is 0. offsets: count + 1 numbers, NULL allowed when count
 * is 0. is_null: NULL when every row gives a number; else count bytes (not bits), of which a byte other than
 * 0 says that the row gives none. out: count results to write, NULL allowed when count is 0; it shares no
 * byte with the others. All are only used during the call.
 */
int32_t imilo_nir_validate_many(const char *data,
                                size_t data_len,
                                const size_t *offsets,
                                size_t count,
                                uint32_t accept_flags,
                                const uint8_t *is_null,
                                imilo_nir_result *out);

/**
 * Checks numbers of a fixed size that stand one after the other: 15 bytes each, or 16 of which the last (a line feed,
 * a padding) is not looked at.
 *
 * Numbers are canonical: nothing is removed or repaired (imilo_nir_validate does that). The first fault of a row in
 * the order of the codes is its code, with IMILO_CODE_KEY beside it.
 *
 * ```c
 * const uint8_t data[] = "284058832102532284058832102530";
 * uint8_t bits[1], codes[2];
 * int32_t status = imilo_nir_column_fixed(data, 30, 15, IMILO_ACCEPT_DEFAULT, bits, codes);
 * // status 0, bits[0] 1, codes {IMILO_CODE_VALID, IMILO_CODE_KEY}
 * ```
 *
 * Returns 0 whatever the numbers are; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for a stride other than
 * 15 and 16, and for a bit of accept_flags that has no name; IMILO_ERROR_NIR_COLUMN_STRIDE when data_len is no
 * multiple of the stride. Then nothing is written.
 *
 * Pointers:
 * data: data_len bytes, only read; NULL allowed when data_len is 0. bits: NULL, or one bit a row, lowest first, 1 when
 * it is valid: as many bytes as eighths of the count, rounded up. codes: NULL, or one byte a row. Both share no byte
 * with the data or with each other.
 */
int32_t imilo_nir_column_fixed(const uint8_t *data,
                               size_t data_len,
                               size_t stride,
                               uint32_t accept_flags,
                               uint8_t *bits,
                               uint8_t *codes);

/**
 * Checks a column of text of Apache Arrow with offsets of 32 bits: row i is `data[offsets[i]]` up to, and without,
 * `data[offsets[i + 1]]`.
 *
 * Numbers are canonical, as for imilo_nir_column_fixed. A row that the validity says is not there has bit and code 0,
 * which mean nothing: the validity of the input is that of the output.
 *
 * ```c
 * const uint8_t data[] = "284058832102532" "2840588321025";
 * const int32_t offsets[] = {0, 15, 15, 28};
 * const uint8_t validity[] = {5}; // the second of three is not there
 * uint8_t codes[3];
 * int32_t status = imilo_nir_column_offsets32(data, 28, offsets, 3, validity, 0, IMILO_ACCEPT_DEFAULT, NULL, codes);
 * ```
 *
 * Returns as imilo_nir_column_fixed, and IMILO_ERROR_NIR_COLUMN_OFFSETS when an offset is negative, smaller than the
 * one before it, or passes data_len: what was written before that means nothing.
 *
 * Pointers:
 * data, bits, codes: as for imilo_nir_column_fixed. offsets: count + 1 numbers, only read; NULL allowed when count is
 * 0. validity: NULL when every row is there; else one bit a row, lowest first, 1 when it is, from bit
 * validity_offset on.
 */
int32_t imilo_nir_column_offsets32(const uint8_t *data,
                                   size_t data_len,
                                   const int32_t *offsets,
                                   size_t count,
                                   const uint8_t *validity,
                                   size_t validity_offset,
                                   uint32_t accept_flags,
                                   uint8_t *bits,
                                   uint8_t *codes);

/**
 * The same with offsets of 64 bits (large text of Apache Arrow).
 *
 * Pointers:
 * As for imilo_nir_column_offsets32.
 */
int32_t imilo_nir_column_offsets64(const uint8_t *data,
                                   size_t data_len,
                                   const int64_t *offsets,
                                   size_t count,
                                   const uint8_t *validity,
                                   size_t validity_offset,
                                   uint32_t accept_flags,
                                   uint8_t *bits,
                                   uint8_t *codes);

/**
 * A new keyring without keys, for one of IMILO_USE_….
 *
 * Returns 0; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for another use. Then out is not written.
 *
 * Pointers:
 * out: where to write the keyring, which the caller owns and frees with imilo_keyring_free.
 */
int32_t imilo_keyring_new(uint8_t key_use,
                          imilo_keyring **out);

/**
 * Adds a root key of 32 random bytes. The library keeps what it derives of it, not the bytes: erase yours.
 *
 * Returns 0, or IMILO_ERROR_KEY_LENGTH, …_KEY_WEAK (all bytes equal), …_KEY_ID_ZERO, …_KEY_ID_TWICE,
 * …_KEY_BYTES_TWICE, IMILO_ERROR_NULL_POINTER: the keyring is then as it was.
 *
 * Pointers:
 * keys: from imilo_keyring_new, not freed yet, used by no other thread meanwhile. root: root_len bytes, only read.
 */
int32_t imilo_keyring_add(imilo_keyring *keys,
                          uint32_t key_id,
                          const uint8_t *root,
                          size_t root_len);

/**
 * Takes a key out of a keyring and overwrites it with zeros.
 *
 * Returns 0; IMILO_ERROR_KEY_ID_UNKNOWN when no key has this id; IMILO_ERROR_NULL_POINTER.
 *
 * Pointers:
 * keys: as for imilo_keyring_add.
 */
int32_t imilo_keyring_destroy(imilo_keyring *keys, uint32_t key_id);

/**
 * Refuses two keyrings that share a root key, whatever its ids: one root has one use.
 *
 * Returns 0; IMILO_ERROR_KEY_BYTES_TWICE; IMILO_ERROR_NULL_POINTER.
 *
 * Pointers:
 * Both: from imilo_keyring_new, not freed yet; they are only read.
 */
int32_t imilo_keyring_disjoint(const imilo_keyring *one, const imilo_keyring *other);

/**
 * Frees a keyring, its keys overwritten with zeros. Does nothing for NULL.
 *
 * Pointers:
 * keys: NULL, or from imilo_keyring_new and not freed yet; no thread uses it from now on.
 */
void imilo_keyring_free(imilo_keyring *keys);

/**
 * A new root key of the randomness of the operating system: 32 bytes for whoever keeps the keys.
 *
 * Returns 0; IMILO_ERROR_NO_RANDOMNESS; IMILO_ERROR_NULL_POINTER. Then out is not written.
 *
 * Pointers:
 * out: 32 bytes to write. The caller erases them.
 */
int32_t imilo_make_root_key(uint8_t *out);

/**
 * Verifies an exported journal from its file alone: each flaw with its line and its place.
 *
 * Request: `{"path": "journal.jsonl", "name": "imilo.example/journal"}`. Without `path`, `data` is the file. With keys, each
 * checkpoint has to be attested by one of them under that name; without, nothing says who made the checkpoints
 * (docs/journal.md). What is wrong in the journal is an answer, with `"sound": false`.
 *
 * Pointers:
 * data: as for imilo_bilan. keys: NULL, or a keyring of IMILO_USE_ATTESTING that nobody changes meanwhile. The other four
 * pointers keep the rules for services at the top of this file.
 */
int32_t imilo_journal_verify(const char *request,
                             size_t request_len,
                             const uint8_t *data,
                             size_t data_len,
                             const imilo_keyring *keys,
                             imilo_buffer **answer,
                             imilo_buffer **error);

/**
 * Opens the journal of a folder, or begins it; one writer at a time.
 *
 * Request: `{"folder": "journal", "name": "imilo.example/journal", "key_id": 1}`. The key of that id attests checkpoints.
 * With references, `reference_key_id` is the id of the key that makes references of dossiers. What is derived of the
 * keys is kept until imilo_journal_close; the keyrings may be freed before.
 *
 * Pointers:
 * keys: a keyring of IMILO_USE_ATTESTING, references: NULL or one of IMILO_USE_REFERENCING, that nobody changes meanwhile.
 * journal: where to write the handle; not NULL; written on success only. request and error keep the rules for services
 * at the top of this file.
 */
int32_t imilo_journal_open(const char *request,
                           size_t request_len,
                           const imilo_keyring *keys,
                           const imilo_keyring *references,
                           imilo_journal **journal,
                           imilo_buffer **error);

/**
 * Does something with a journal: append, checkpoint, verify, export, consultations, purge,
 * release, reference, state.
 *
 * docs/journal.md has the request and the answer of each. IMILO_ERROR_UNKNOWN_ENTRY for another name.
 *
 * Pointers:
 * journal: given out by imilo_journal_open and not closed yet; no other thread uses it during the call. NULL is an error
 * (IMILO_ERROR_NULL_POINTER). operation: operation_len bytes, only read. The other four pointers keep the rules for
 * services at the top of this file.
 */
int32_t imilo_journal_call(imilo_journal *journal,
                           const char *operation,
                           size_t operation_len,
                           const char *request,
                           size_t request_len,
                           imilo_buffer **answer,
                           imilo_buffer **error);

/**
 * Closes a journal and frees it, its keys overwritten with zeros. Does nothing for NULL.
 *
 * Pointers:
 * journal: NULL, or given out by imilo_journal_open and not closed yet; nobody uses it from now on.
 */
void imilo_journal_close(imilo_journal *journal);

/**
 * The pseudonyms of many numbers, as people wrote them, in one domain.
 *
 * A refused row has IMILO_PSEUDONYM_LENGTH zeros in out and the number of an error in statuses: IMILO_ERROR_NIR_… for a
 * number that is none, IMILO_ERROR_PSEUDONYM_KEY_ABSENT, IMILO_ERROR_PSEUDONYM_KIND, IMILO_ERROR_TEXT_ENCODING; a row
 * without number has IMILO_NO_NUMBER.
 *
 * Returns 0 whatever the numbers are; IMILO_ERROR_KEY_ID_UNKNOWN; IMILO_ERROR_PSEUDONYM_NAME or …_KEY_ID_ZERO for the
 * domain; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for offsets that do not rise or leave the data, a bit
 * without name, a keyring of another use.
 *
 * Pointers:
 * keys: a keyring of IMILO_USE_FIRST_PASS that nobody changes meanwhile. domain, numbers: as their types say, only
 * read. out: IMILO_PSEUDONYM_LENGTH bytes a row. statuses: one number a row. Both may be NULL when count is 0, and
 * share no byte with anything else.
 */
int32_t imilo_pseudonyms(const imilo_keyring *keys,
                         const imilo_domain *domain,
                         const imilo_texts *numbers,
                         uint32_t accept_flags,
                         uint32_t admit_flags,
                         char *out,
                         int32_t *statuses);

/**
 * The recipient's own pseudonyms (`q1.`) of those it was given (`p1.`), under its own key.
 *
 * A row that is no pseudonym (one character mistyped is enough) has zeros in out and
 * IMILO_ERROR_PSEUDONYM_MALFORMED in statuses; a row that is not there has IMILO_NO_NUMBER.
 *
 * Returns as imilo_pseudonyms.
 *
 * Pointers:
 * keys: a keyring of IMILO_USE_SECOND_PASS that nobody changes meanwhile. domain: with the id of the recipient's key.
 * first, out, statuses: as for imilo_pseudonyms.
 */
int32_t imilo_second_pass(const imilo_keyring *keys,
                          const imilo_domain *domain,
                          const imilo_texts *first,
                          char *out,
                          int32_t *statuses);

/**
 * Reads pseudonyms of both passes that somebody typed, and writes them as the library does: after the second dot any
 * case is right, I and L are 1, O is 0. Every single wrong character and every exchange of two is refused.
 *
 * A row that is none has zeros in out and IMILO_ERROR_PSEUDONYM_MALFORMED in statuses; a row that is not there has
 * IMILO_NO_NUMBER.
 *
 * Returns 0; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for offsets that do not rise or leave the data.
 *
 * Pointers:
 * typed, out, statuses: as for imilo_pseudonyms.
 */
int32_t imilo_read_pseudonyms(const imilo_texts *typed,
                              char *out,
                              int32_t *statuses);

/**
 * Replaces the pseudonyms of changed numbers by the first one of the person: only that one leaves.
 *
 * pairs are the changes that the caller keeps: a new pseudonym, then the one it follows to. Never for a parent's
 * number or a mistake: two persons would become one. With no pseudonyms it only says whether the pairs can stand.
 *
 * Returns 0; IMILO_ERROR_ALIAS_… or IMILO_ERROR_PSEUDONYM_MALFORMED for the first pair that cannot stand, whose place
 * is then in wrong_pair: nothing is replaced; …_PSEUDONYM_NAME, …_KEY_ID_ZERO, …_NULL_POINTER.
 *
 * Pointers:
 * domain: only read. pairs: 2 × IMILO_PSEUDONYM_LENGTH bytes each, only read. pseudonyms: IMILO_PSEUDONYM_LENGTH bytes
 * a row, read and written; those of other keys, and what is no pseudonym, stay. wrong_pair: NULL, or a number to
 * write.
 */
int32_t imilo_follow_aliases(const imilo_domain *domain,
                             const char *pairs,
                             size_t pair_count,
                             char *pseudonyms_in_place,
                             size_t count,
                             size_t *wrong_pair);

/**
 * The table that a recipient needs, once, when the key of a domain changes: for each number the old and the new
 * pseudonym. Hand it over and erase it: whoever has it joins both domains.
 *
 * Pairs stand in the order of the old pseudonyms, which says nothing of the numbers; a number given twice has one.
 * Refused rows are told as by imilo_pseudonyms. Numbers out of seals have no key: IMILO_ADMIT_WITHOUT_KEY.
 *
 * Returns as imilo_pseudonyms; IMILO_ERROR_ROTATION_DOMAINS when both ids are the same.
 *
 * Pointers:
 * keys, domain, numbers, statuses: as for imilo_pseudonyms; domain has the id of the old key. pairs:
 * 2 × IMILO_PSEUDONYM_LENGTH bytes for each row of numbers. pair_count: how many pairs were written.
 */
int32_t imilo_rotation_table(const imilo_keyring *keys,
                             const imilo_domain *domain,
                             uint32_t new_key_id,
                             const imilo_texts *numbers,
                             uint32_t accept_flags,
                             uint32_t admit_flags,
                             char *pairs,
                             size_t *pair_count,
                             int32_t *statuses);

/**
 * Seals many numbers, each for a dossier and all for one purpose. Each seal has a random nonce of the operating
 * system: the same number sealed twice gives two seals.
 *
 * used NULL: version 2, a key for each dossier, nothing to count. used not NULL: version 1, one key for all dossiers;
 * it holds how many seals the key has made, and is raised by the rows that can be sealed before the first one is.
 * Store it after the call and before the seals are used; processes that share a key share the count. Past
 * IMILO_SEAL_LIMIT nothing is sealed.
 *
 * A refused row has IMILO_SEAL_LENGTH zeros in out and the number of an error in statuses: IMILO_ERROR_NIR_…,
 * IMILO_ERROR_TEXT_ENCODING, IMILO_ERROR_SEAL_DOSSIER; a row without number has IMILO_NO_NUMBER.
 *
 * Returns 0 whatever the numbers are; IMILO_ERROR_KEY_ID_UNKNOWN, …_KEY_ID_ZERO, …_PSEUDONYM_NAME for the purpose,
 * …_SEAL_COUNT, …_NO_RANDOMNESS; IMILO_ERROR_NULL_POINTER; IMILO_ERROR_INVALID_ARGUMENT for offsets that do not rise
 * or leave the data, another count of dossiers, a bit without name, a keyring of another use. Then no seal comes out.
 *
 * Pointers:
 * keys: a keyring of IMILO_USE_SEALING that nobody changes meanwhile. numbers, dossiers: as their type says; the ids of
 * dossiers are bytes. purpose: purpose_len bytes. out: IMILO_SEAL_LENGTH bytes a row; statuses: one number a row; NULL
 * allowed when count is 0. used: NULL or one number. No output shares a byte with anything else.
 */
int32_t imilo_seal(const imilo_keyring *keys,
                   uint32_t key_id,
                   const imilo_texts *numbers,
                   uint32_t accept_flags,
                   const imilo_texts *dossiers,
                   const char *purpose,
                   size_t purpose_len,
                   uint64_t *used,
                   char *out,
                   int32_t *statuses);

/**
 * Opens many seals of both versions. The key is chosen by the id in the seal, never by trial.
 *
 * A refused row has IMILO_OPENED_LENGTH zeros in out and in statuses IMILO_ERROR_SEAL_DOSSIER (an id of a dossier that
 * is empty or too long), IMILO_ERROR_SEAL_MALFORMED, IMILO_ERROR_KEY_ID_UNKNOWN or, for everything else,
 * IMILO_ERROR_SEAL_REFUSED, which tells nothing of the content. A row that is not there has IMILO_NO_NUMBER.
 *
 * Returns 0 whatever the seals are; IMILO_ERROR_PSEUDONYM_NAME for the purpose; IMILO_ERROR_NULL_POINTER;
 * IMILO_ERROR_INVALID_ARGUMENT as imilo_seal.
 *
 * Pointers:
 * keys, dossiers, purpose, statuses: as for imilo_seal. seals: as many rows as dossiers. out: IMILO_OPENED_LENGTH
 * bytes a row: numbers in clear, which the caller erases.
 */
int32_t imilo_open(const imilo_keyring *keys,
                   const imilo_texts *seals,
                   const imilo_texts *dossiers,
                   const char *purpose,
                   size_t purpose_len,
                   char *out,
                   int32_t *statuses);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* IMILO_H */
