/* Made by bindings/c/check.sh from imilo.h, where everything is explained; do not edit. */
enum { IMILO_ABI_VERSION = 1 };
enum { IMILO_OK = 0 };
enum { IMILO_NO_NUMBER = -1 };
enum { IMILO_ERROR_JSON_SYNTAX = 100 };
enum { IMILO_ERROR_JSON_FIELD = 101 };
enum { IMILO_ERROR_UNKNOWN_ENTRY = 102 };
enum { IMILO_ERROR_TEXT_ENCODING = 103 };
enum { IMILO_ERROR_NULL_POINTER = 104 };
enum { IMILO_ERROR_INTERNAL = 105 };
enum { IMILO_ERROR_INVALID_ARGUMENT = 106 };
enum { IMILO_ERROR_UNKNOWN_FIELD = 107 };
enum { IMILO_ERROR_MISSING_FIELD = 108 };
enum { IMILO_ERROR_DATE_FORMAT = 200 };
enum { IMILO_ERROR_DATE_INVALID = 201 };
enum { IMILO_ERROR_DATE_RANGE = 202 };
enum { IMILO_ERROR_INSTANT_FORMAT = 203 };
enum { IMILO_ERROR_BEFORE_FIRST_RULE_SET = 204 };
enum { IMILO_ERROR_UNKNOWN_ARTICLE = 205 };
enum { IMILO_ERROR_TIMELINE_ORDER = 206 };
enum { IMILO_ERROR_TIMELINE_WITHOUT_CITATION = 207 };
enum { IMILO_ERROR_TIMELINE_NO_SUCH_VERSION = 208 };
enum { IMILO_ERROR_TIMELINE_ALREADY_READ = 209 };
enum { IMILO_ERROR_MOMENT_FORMAT = 210 };
enum { IMILO_ERROR_NIR_LENGTH = 300 };
enum { IMILO_ERROR_NIR_CHARACTER = 301 };
enum { IMILO_ERROR_NIR_FIRST_DIGIT = 302 };
enum { IMILO_ERROR_NIR_MONTH = 303 };
enum { IMILO_ERROR_NIR_PLACE = 304 };
enum { IMILO_ERROR_NIR_ORDER = 305 };
enum { IMILO_ERROR_NIR_KEY = 306 };
enum { IMILO_ERROR_NIR_COLUMN_STRIDE = 310 };
enum { IMILO_ERROR_NIR_COLUMN_OFFSETS = 311 };
enum { IMILO_ERROR_NIR_COLUMN_VALIDITY = 312 };
enum { IMILO_ERROR_NIR_COLUMN_OUTPUT = 313 };
enum { IMILO_ERROR_NIR_LABEL_NTT = 314 };
enum { IMILO_ERROR_NIR_LABEL = 315 };
enum { IMILO_ERROR_NIR_OID = 316 };
enum { IMILO_ERROR_CODE_COMMUNE = 320 };
enum { IMILO_ERROR_CODE_STRUCTURE = 321 };
enum { IMILO_ERROR_CODE_LIEU = 322 };
enum { IMILO_ERROR_CODE_PAYS = 323 };
enum { IMILO_ERROR_CODE_DEPARTEMENT = 324 };
enum { IMILO_ERROR_CODE_REGION = 325 };
enum { IMILO_ERROR_CODE_POSTAL = 326 };
enum { IMILO_ERROR_CODE_ROME = 327 };
enum { IMILO_ERROR_FORMACODE = 328 };
enum { IMILO_ERROR_CODE_ACADEMIE = 329 };
enum { IMILO_ERROR_NUMERO_DE = 330 };
enum { IMILO_ERROR_INE = 331 };
enum { IMILO_ERROR_PERIOD_REVERSED = 400 };
enum { IMILO_ERROR_BIRTH_AFTER_DATE = 401 };
enum { IMILO_ERROR_OPERATION_AFTER_DATE = 402 };
enum { IMILO_ERROR_PSEUDONYM_NAME = 500 };
enum { IMILO_ERROR_PSEUDONYM_MALFORMED = 501 };
enum { IMILO_ERROR_PSEUDONYM_KIND = 502 };
enum { IMILO_ERROR_PSEUDONYM_KEY_ABSENT = 503 };
enum { IMILO_ERROR_KEY_LENGTH = 510 };
enum { IMILO_ERROR_KEY_WEAK = 511 };
enum { IMILO_ERROR_KEY_ID_ZERO = 512 };
enum { IMILO_ERROR_KEY_ID_TWICE = 513 };
enum { IMILO_ERROR_KEY_BYTES_TWICE = 514 };
enum { IMILO_ERROR_KEY_ID_UNKNOWN = 515 };
enum { IMILO_ERROR_KEY_CUSTODY = 516 };
enum { IMILO_ERROR_NO_RANDOMNESS = 517 };
enum { IMILO_ERROR_KEY_USE = 518 };
enum { IMILO_ERROR_ALIAS_OTHER_KEY = 530 };
enum { IMILO_ERROR_ALIAS_ITSELF = 531 };
enum { IMILO_ERROR_ALIAS_CYCLE = 532 };
enum { IMILO_ERROR_ALIAS_SECOND_TARGET = 533 };
enum { IMILO_ERROR_ROTATION_DOMAINS = 534 };
enum { IMILO_ERROR_SEAL_DOSSIER = 540 };
enum { IMILO_ERROR_SEAL_COUNT = 541 };
enum { IMILO_ERROR_SEAL_MALFORMED = 542 };
enum { IMILO_ERROR_SEAL_REFUSED = 543 };
enum { IMILO_ERROR_FILE_UNREADABLE = 600 };
enum { IMILO_ERROR_FILE_MAPPING = 601 };
enum { IMILO_ERROR_FILE_FOLDER = 602 };
enum { IMILO_ERROR_FILE_WRITING = 603 };
enum { IMILO_ERROR_FILE_SOURCE = 604 };
enum { IMILO_ERROR_FILE_FUNCTION = 605 };
enum { IMILO_ERROR_DISCLOSURE_STRUCTURE = 700 };
enum { IMILO_ERROR_DISCLOSURE_STATE = 701 };
enum { IMILO_ERROR_COLUMN_LENGTH = 702 };
enum { IMILO_ERROR_ADDED_CITATION = 710 };
enum { IMILO_ERROR_ADDED_PERIOD = 711 };
enum { IMILO_ERROR_ADDED_EMPTY = 712 };
enum { IMILO_ERROR_ADDED_LIST_READ = 713 };
enum { IMILO_ERROR_ADDED_PROHIBITION = 714 };
enum { IMILO_ERROR_ADDED_OVERLAP = 715 };
enum { IMILO_ERROR_ADDED_NAME = 716 };
enum { IMILO_ERROR_ADDED_TWO_LISTS = 717 };
enum { IMILO_ERROR_ADDED_USELESS = 718 };
enum { IMILO_ERROR_MERGER_CYCLE = 720 };
enum { IMILO_ERROR_EVENT_TEXT = 730 };
enum { IMILO_ERROR_EVENT_INSTANT = 731 };
enum { IMILO_ERROR_EVENT_REFERENCE = 732 };
enum { IMILO_ERROR_SEGMENT_FULL = 733 };
enum { IMILO_ERROR_JOURNAL_STORAGE = 734 };
enum { IMILO_ERROR_JOURNAL_DAMAGED = 735 };
enum { IMILO_ERROR_JOURNAL_SEGMENT = 736 };
enum { IMILO_ERROR_JOURNAL_NAME = 737 };
enum { IMILO_ACCESS_GRANTED = 0 };
enum { IMILO_ACCESS_REFUSED = 1 };
enum { IMILO_ACCESS_UNDETERMINED = 2 };
enum { IMILO_DOSSIER_ACTIVE = 0 };
enum { IMILO_DOSSIER_ANONYMISED = 1 };
enum { IMILO_DOSSIER_FSE_ARCHIVE = 2 };
enum { IMILO_ACCEPT_THIRTEEN = 1 };
enum { IMILO_ACCEPT_SEX_3_4 = 2 };
enum { IMILO_ACCEPT_MONTHS_43_49 = 4 };
enum { IMILO_ACCEPT_DEPARTEMENT_00 = 8 };
enum { IMILO_ACCEPT_COMMUNE_OUT_OF_RANGE = 16 };
enum { IMILO_ACCEPT_NNP = 32 };
enum { IMILO_ACCEPT_MIG = 64 };
enum { IMILO_ACCEPT_DEFAULT = 1 };
enum { IMILO_KEY_UNKNOWN = 0 };
enum { IMILO_KEY_ABSENT = 1 };
enum { IMILO_KEY_RIGHT = 2 };
enum { IMILO_KEY_WRONG = 3 };
enum { IMILO_KIND_NONE = 0 };
enum { IMILO_KIND_NIR = 1 };
enum { IMILO_KIND_NNP = 2 };
enum { IMILO_KIND_MIG = 3 };
enum { IMILO_FINDING_SEX_3_4 = 1 };
enum { IMILO_FINDING_MONTH_43_49 = 2 };
enum { IMILO_FINDING_COMMUNE_OUT_OF_RANGE = 4 };
enum { IMILO_FINDING_TERRITORY_UNKNOWN = 8 };
enum { IMILO_FINDING_SPECIMEN = 16 };
enum { IMILO_CODE_VALID = 0 };
enum { IMILO_CODE_LENGTH = 1 };
enum { IMILO_CODE_CHARACTER = 2 };
enum { IMILO_CODE_FIRST_DIGIT = 3 };
enum { IMILO_CODE_MONTH = 4 };
enum { IMILO_CODE_PLACE = 5 };
enum { IMILO_CODE_ORDER = 6 };
enum { IMILO_CODE_KEY = 128 };
enum { IMILO_USE_FIRST_PASS = 1 };
enum { IMILO_USE_SECOND_PASS = 2 };
enum { IMILO_USE_SEALING = 3 };
enum { IMILO_USE_REFERENCING = 4 };
enum { IMILO_USE_ATTESTING = 5 };
enum { IMILO_PSEUDONYM_LENGTH = 40 };
enum { IMILO_ADMIT_WITHOUT_KEY = 1 };
enum { IMILO_ADMIT_NNP = 2 };
enum { IMILO_ADMIT_MIG = 4 };
enum { IMILO_SEAL_LENGTH = 62 };
enum { IMILO_OPENED_LENGTH = 13 };
enum { IMILO_SEAL_LIMIT = 1073741824 };
typedef struct imilo_buffer imilo_buffer;
typedef struct imilo_import imilo_import;
typedef struct imilo_journal imilo_journal;
typedef struct imilo_keyring imilo_keyring;
typedef struct {
    int32_t status;
    uint8_t position;
    uint8_t key_state;
    uint8_t kind;
    uint8_t findings;
} imilo_nir_result;
typedef struct {
    const char *sector;
    size_t sector_len;
    const char *recipient;
    size_t recipient_len;
    const char *purpose;
    size_t purpose_len;
    uint32_t key_id;
} imilo_domain;
typedef struct {
    const char *data;
    size_t data_len;
    const size_t *offsets;
    size_t count;
    const uint8_t *is_null;
} imilo_texts;
int32_t imilo_abi_version(void);
const char *imilo_version(void);
const char *imilo_buffer_data(const imilo_buffer *buffer);
size_t imilo_buffer_len(const imilo_buffer *buffer);
void imilo_buffer_free(imilo_buffer *buffer);
int32_t imilo_versions(const char *request,
                       size_t request_len,
                       imilo_buffer **answer,
                       imilo_buffer **error);
int32_t imilo_nir_check(const char *request,
                        size_t request_len,
                        imilo_buffer **answer,
                        imilo_buffer **error);
int32_t imilo_nir_check_many(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);
int32_t imilo_nir_coherence(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);
int32_t imilo_nir_coherence_many(const char *request,
                                 size_t request_len,
                                 imilo_buffer **answer,
                                 imilo_buffer **error);
int32_t imilo_conservation(const char *request,
                           size_t request_len,
                           imilo_buffer **answer,
                           imilo_buffer **error);
int32_t imilo_conservation_many(const char *request,
                                size_t request_len,
                                imilo_buffer **answer,
                                imilo_buffer **error);
int32_t imilo_dossier_check(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);
int32_t imilo_dossier_check_many(const char *request,
                                 size_t request_len,
                                 imilo_buffer **answer,
                                 imilo_buffer **error);
int32_t imilo_dossier_fields(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);
int32_t imilo_fse_indicators(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);
int32_t imilo_fse_explain(const char *request,
                          size_t request_len,
                          imilo_buffer **answer,
                          imilo_buffer **error);
int32_t imilo_fse_report_records(const char *request,
                                 size_t request_len,
                                 imilo_buffer **answer,
                                 imilo_buffer **error);
int32_t imilo_fse_compare(const char *request,
                          size_t request_len,
                          imilo_buffer **answer,
                          imilo_buffer **error);
int32_t imilo_fse_participation(const char *request,
                                size_t request_len,
                                imilo_buffer **answer,
                                imilo_buffer **error);
int32_t imilo_rule_set(const char *request,
                       size_t request_len,
                       imilo_buffer **answer,
                       imilo_buffer **error);
int32_t imilo_articles(const char *request,
                       size_t request_len,
                       imilo_buffer **answer,
                       imilo_buffer **error);
int32_t imilo_errors(const char *request,
                     size_t request_len,
                     imilo_buffer **answer,
                     imilo_buffer **error);
int32_t imilo_call(const char *name,
                   size_t name_len,
                   const char *request,
                   size_t request_len,
                   imilo_buffer **answer,
                   imilo_buffer **error);
int32_t imilo_habilitation(const char *request,
                           size_t request_len,
                           imilo_buffer **answer,
                           imilo_buffer **error);
int32_t imilo_exercise_right(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);
int32_t imilo_log_retention(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);
int32_t imilo_rights_deadline(const char *request,
                              size_t request_len,
                              imilo_buffer **answer,
                              imilo_buffer **error);
int32_t imilo_responsibilities(const char *request,
                               size_t request_len,
                               imilo_buffer **answer,
                               imilo_buffer **error);
int32_t imilo_disclose(const char *request,
                       size_t request_len,
                       imilo_buffer **answer,
                       imilo_buffer **error);
int32_t imilo_disclose_many(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);
int32_t imilo_counterfactual(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);
int32_t imilo_who_can(const char *request,
                      size_t request_len,
                      imilo_buffer **answer,
                      imilo_buffer **error);
int32_t imilo_access_matrix(const char *request,
                            size_t request_len,
                            imilo_buffer **answer,
                            imilo_buffer **error);
int32_t imilo_access_changes(const char *request,
                             size_t request_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);
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
int32_t imilo_bilan(const char *request,
                    size_t request_len,
                    const uint8_t *data,
                    size_t data_len,
                    imilo_buffer **answer,
                    imilo_buffer **error);
int32_t imilo_fse_report(const char *request,
                         size_t request_len,
                         const uint8_t *data,
                         size_t data_len,
                         imilo_buffer **answer,
                         imilo_buffer **error);
int32_t imilo_rights_register(const char *request,
                              size_t request_len,
                              const uint8_t *data,
                              size_t data_len,
                              imilo_buffer **answer,
                              imilo_buffer **error);
int32_t imilo_access_dossier(const char *request,
                             size_t request_len,
                             const uint8_t *data,
                             size_t data_len,
                             imilo_buffer **answer,
                             imilo_buffer **error);
int32_t imilo_fse_records(const char *request,
                          size_t request_len,
                          const uint8_t *data,
                          size_t data_len,
                          imilo_buffer **answer,
                          imilo_buffer **error);
int32_t imilo_import_open(const char *request,
                          size_t request_len,
                          const uint8_t *data,
                          size_t data_len,
                          imilo_import **import,
                          imilo_buffer **error);
int32_t imilo_import_next(imilo_import *import,
                          size_t most,
                          imilo_buffer **answer,
                          imilo_buffer **error);
void imilo_import_close(imilo_import *import);
int32_t imilo_nir_validate(const char *text,
                           size_t len,
                           uint32_t accept_flags,
                           imilo_nir_result *out);
int32_t imilo_nir_validate_many(const char *data,
                                size_t data_len,
                                const size_t *offsets,
                                size_t count,
                                uint32_t accept_flags,
                                const uint8_t *is_null,
                                imilo_nir_result *out);
int32_t imilo_nir_column_fixed(const uint8_t *data,
                               size_t data_len,
                               size_t stride,
                               uint32_t accept_flags,
                               uint8_t *bits,
                               uint8_t *codes);
int32_t imilo_nir_column_offsets32(const uint8_t *data,
                                   size_t data_len,
                                   const int32_t *offsets,
                                   size_t count,
                                   const uint8_t *validity,
                                   size_t validity_offset,
                                   uint32_t accept_flags,
                                   uint8_t *bits,
                                   uint8_t *codes);
int32_t imilo_nir_column_offsets64(const uint8_t *data,
                                   size_t data_len,
                                   const int64_t *offsets,
                                   size_t count,
                                   const uint8_t *validity,
                                   size_t validity_offset,
                                   uint32_t accept_flags,
                                   uint8_t *bits,
                                   uint8_t *codes);
int32_t imilo_keyring_new(uint8_t key_use,
                          imilo_keyring **out);
int32_t imilo_keyring_add(imilo_keyring *keys,
                          uint32_t key_id,
                          const uint8_t *root,
                          size_t root_len);
int32_t imilo_keyring_destroy(imilo_keyring *keys, uint32_t key_id);
int32_t imilo_keyring_disjoint(const imilo_keyring *one, const imilo_keyring *other);
void imilo_keyring_free(imilo_keyring *keys);
int32_t imilo_make_root_key(uint8_t *out);
int32_t imilo_journal_verify(const char *request,
                             size_t request_len,
                             const uint8_t *data,
                             size_t data_len,
                             const imilo_keyring *keys,
                             imilo_buffer **answer,
                             imilo_buffer **error);
int32_t imilo_journal_open(const char *request,
                           size_t request_len,
                           const imilo_keyring *keys,
                           const imilo_keyring *references,
                           imilo_journal **journal,
                           imilo_buffer **error);
int32_t imilo_journal_call(imilo_journal *journal,
                           const char *operation,
                           size_t operation_len,
                           const char *request,
                           size_t request_len,
                           imilo_buffer **answer,
                           imilo_buffer **error);
void imilo_journal_close(imilo_journal *journal);
int32_t imilo_pseudonyms(const imilo_keyring *keys,
                         const imilo_domain *domain,
                         const imilo_texts *numbers,
                         uint32_t accept_flags,
                         uint32_t admit_flags,
                         char *out,
                         int32_t *statuses);
int32_t imilo_second_pass(const imilo_keyring *keys,
                          const imilo_domain *domain,
                          const imilo_texts *first,
                          char *out,
                          int32_t *statuses);
int32_t imilo_read_pseudonyms(const imilo_texts *typed,
                              char *out,
                              int32_t *statuses);
int32_t imilo_follow_aliases(const imilo_domain *domain,
                             const char *pairs,
                             size_t pair_count,
                             char *pseudonyms_in_place,
                             size_t count,
                             size_t *wrong_pair);
int32_t imilo_rotation_table(const imilo_keyring *keys,
                             const imilo_domain *domain,
                             uint32_t new_key_id,
                             const imilo_texts *numbers,
                             uint32_t accept_flags,
                             uint32_t admit_flags,
                             char *pairs,
                             size_t *pair_count,
                             int32_t *statuses);
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
int32_t imilo_open(const imilo_keyring *keys,
                   const imilo_texts *seals,
                   const imilo_texts *dossiers,
                   const char *purpose,
                   size_t purpose_len,
                   char *out,
                   int32_t *statuses);
