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
 * once, by any of them.
 *
 * PERSONAL DATA. A NIR appears in no answer, error or message. The library keeps none after a call,
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
 * Error: the value of a field of the request is not of the expected type or list.
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
 * Error: an argument is outside what it may be.
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
 * The bilan of a file: what the law of a day says of all its dossiers.
 *
 * Request: `{"date": "2026-11-24", "path": "dossiers.csv", "folder": "bilan"}`. Without `path`, `data` is the file. With
 * `folder` the page (bilan.html), the data (bilan.json) and the rows (constats.csv, refus.csv) are written there; `name`,
 * `mapping`, `threads` and `options` may be given (docs/json.md). Answer: what bilan.json holds. Several threads of this
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
 * Opens a file to take its dossiers: CSV, JSON of the interface, or JSON of our own.
 *
 * Request: `{"path": "dossiers.csv"}`; without `path`, `data` is the file, of which a copy is kept until
 * imilo_import_close and then overwritten with zeros. `mapping` and `nir` may be given (docs/json.md): with
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

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* IMILO_H */
