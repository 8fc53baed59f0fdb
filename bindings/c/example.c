/*
 * imilo as an older system sees it: versions, one NIR, many NIRs, how long a dossier is kept, which law is in
 * force on a day. Prints short lines; exit 1 when an answer is not what it should be.
 *
 * All numbers and persons are invented.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "imilo.h"

static int wrong = 0;

/* Prints what was found, and remembers when it is not what it should be. */
static void check(const char *what, int right)
{
    if (!right) {
        printf("WRONG: %s\n", what);
        wrong = 1;
    }
}

/* Every service has this shape. */
typedef int32_t service_t(const char *, size_t, imilo_buffer **, imilo_buffer **);

/*
 * Asks a service. The result is the answer, or the error when *status is not IMILO_OK; the caller frees it
 * with imilo_buffer_free in both cases.
 */
static imilo_buffer *ask(service_t *service, const char *request, int32_t *status)
{
    imilo_buffer *answer = NULL, *error = NULL;

    *status = service(request, strlen(request), &answer, &error);
    return *status == IMILO_OK ? answer : error;
}

/*
 * The text of the first field of this name, written to `text`; empty when there is none.
 *
 * Enough for this example, as answers are written without spaces; a real system has a JSON library.
 */
static const char *field(const char *json, const char *name, char *text, size_t room)
{
    char key[64];
    const char *start, *end;

    text[0] = '\0';
    snprintf(key, sizeof key, "\"%s\":\"", name);
    start = strstr(json, key);
    if (start != NULL) {
        start += strlen(key);
        end = strchr(start, '"');
        if (end != NULL && (size_t)(end - start) < room) {
            memcpy(text, start, (size_t)(end - start));
            text[end - start] = '\0';
        }
    }
    return text;
}

/* The header with which this program was compiled must be that of the library that was loaded. */
static void versions(void)
{
    int32_t status;
    imilo_buffer *answer = ask(imilo_versions, "{}", &status);
    char rules[32];

    field(imilo_buffer_data(answer), "rules", rules, sizeof rules);
    printf("imilo %s, ABI %d, texts read up to %s\n", imilo_version(), (int)imilo_abi_version(), rules);
    check("versions", status == IMILO_OK && strlen(rules) == 10);
    check("version of the library", strcmp(imilo_version(), IMILO_VERSION) == 0);
    imilo_buffer_free(answer);
}

/* One number, with the sentence to show to whoever typed it. */
static void one_nir(const char *request, const char *expected_outcome, const char *expected_sentence)
{
    int32_t status;
    imilo_buffer *answer = ask(imilo_nir_check, request, &status);
    char outcome[32], sentence[256];

    field(imilo_buffer_data(answer), "outcome", outcome, sizeof outcome);
    field(imilo_buffer_data(answer), "message_fr", sentence, sizeof sentence);
    printf("NIR: %s, \xC2\xAB %s \xC2\xBB\n", outcome, sentence);
    check("one NIR", status == IMILO_OK && strcmp(outcome, expected_outcome) == 0);
    check("sentence of one NIR", strcmp(sentence, expected_sentence) == 0);
    imilo_buffer_free(answer);
}

/* A column of numbers, without JSON: rows of different lengths, one of them empty in the database. */
static void many_nirs(void)
{
    static const char *const rows[] = {
        "2 84 05 88 321 025 32", "2840588321025", NULL, "284058832102530", "2841388321025",
    };
    static const int32_t expected[] = {
        IMILO_OK, IMILO_OK, IMILO_NO_NUMBER, IMILO_ERROR_NIR_KEY, IMILO_ERROR_NIR_MONTH,
    };
    enum { COUNT = sizeof rows / sizeof rows[0] };
    char data[128];
    size_t offsets[COUNT + 1] = {0}, i;
    uint8_t is_null[COUNT];
    imilo_nir_result results[COUNT];
    int32_t status;

    for (i = 0; i < COUNT; i++) {
        size_t len = rows[i] == NULL ? 0 : strlen(rows[i]);

        if (len > 0)
            memcpy(data + offsets[i], rows[i], len);
        offsets[i + 1] = offsets[i] + len;
        is_null[i] = rows[i] == NULL;
    }
    status = imilo_nir_validate_many(data, offsets[COUNT], offsets, COUNT, IMILO_ACCEPT_DEFAULT, is_null, results);
    check("many NIRs", status == IMILO_OK);
    if (status != IMILO_OK)
        return;
    for (i = 0; i < COUNT; i++) {
        printf("NIR %u: status %d, position %d, key %d\n", (unsigned)i, (int)results[i].status,
               (int)results[i].position, (int)results[i].key_state);
        check("a row of many NIRs", results[i].status == expected[i]);
    }
    check("position of a wrong key", results[3].position == 14 && results[3].key_state == IMILO_KEY_WRONG);
    check("a right key", results[0].key_state == IMILO_KEY_RIGHT && results[1].key_state == IMILO_KEY_ABSENT);
}

#define FACTS "\"facts\":{\"birth_date\":\"2001-02-03\",\"programmes\":[],\"cej_contracts\":[]," \
              "\"rqth_periods\":[],\"fse\":{\"cofinanced\":false}}"

/* Until when one dossier is kept. */
static void one_dossier(void)
{
    int32_t status;
    imilo_buffer *answer =
        ask(imilo_conservation, "{\"kind\":\"dossier\",\"date\":\"2021-05-22\"," FACTS "}", &status);
    const char *json = imilo_buffer_data(answer);
    char until[16], state[32], law[16], why[256];

    printf("dossier: %s until %s by %s (%s)\n", field(json, "state", state, sizeof state),
           field(json, "accessible_until", until, sizeof until), field(json, "rule_set", law, sizeof law),
           field(json, "message_fr", why, sizeof why));
    check("one dossier", status == IMILO_OK && strcmp(state, "accessible") == 0);
    check("term of one dossier", strcmp(until, "2027-02-03") == 0 && strcmp(law, "V2015") == 0);
    check("reason of one dossier", why[0] != '\0');
    imilo_buffer_free(answer);
}

/* Many dossiers: one that cannot be judged leaves the others. */
static void many_dossiers(void)
{
    int32_t status;
    imilo_buffer *answer = ask(imilo_conservation_many,
                               "{\"requests\":["
                               "{\"kind\":\"dossier\",\"date\":\"2021-05-22\"," FACTS "},"
                               "{\"kind\":\"dossier\",\"date\":\"2014-01-01\"," FACTS "},"
                               "{\"kind\":\"dossier\",\"date\":\"2027-02-03\"," FACTS "}]}",
                               &status);
    const char *json = imilo_buffer_data(answer), *first, *error, *last;
    char text[64];

    check("many dossiers", status == IMILO_OK);
    first = strstr(json, "{\"answer\":");
    error = first == NULL ? NULL : strstr(first + 1, "{\"error\":");
    last = error == NULL ? NULL : strstr(error + 1, "{\"answer\":");
    check("three rows", last != NULL);
    if (last != NULL) {
        printf("dossier 0: until %s\n", field(first, "accessible_until", text, sizeof text));
        check("first row", strcmp(text, "2027-02-03") == 0);
        printf("dossier 1: cannot be judged, %s\n", field(error, "code", text, sizeof text));
        check("second row", strcmp(text, "before_first_rule_set") == 0);
        /* The law has changed in between: the same dossier is kept two years longer. */
        printf("dossier 2: until %s\n", field(last, "accessible_until", text, sizeof text));
        check("third row", strcmp(text, "2029-02-03") == 0);
    }
    imilo_buffer_free(answer);
}

/* Which law is in force on a day, and what happens when the day does not exist. */
static void law(void)
{
    int32_t status;
    imilo_buffer *given = ask(imilo_rule_set, "{\"date\":\"2021-05-22\"}", &status);
    char text[256];

    printf("law of 2021-05-22: %s\n", field(imilo_buffer_data(given), "rule_set", text, sizeof text));
    check("law of a day", status == IMILO_OK && strcmp(text, "V2015") == 0);
    imilo_buffer_free(given);

    given = ask(imilo_rule_set, "{\"date\":\"2021-02-29\"}", &status);
    printf("error %d: %s\n", (int)status, field(imilo_buffer_data(given), "message_fr", text, sizeof text));
    check("a day that does not exist", status == IMILO_ERROR_DATE_INVALID && text[0] != '\0');
    imilo_buffer_free(given);
}

/* A file in memory: its bilan, then its dossiers some at a time. */
static void file(void)
{
    static const char csv[] = "matricule;date_naissance;fse\n7;1997-05-03;non\n8;1997-02-30;non\n";
    /* One thread: without the key the library takes a thread for each processor, which two rows are not worth. */
    static const char request[] = "{\"date\":\"2026-11-24\",\"name\":\"essai.csv\",\"threads\":1}";
    imilo_buffer *answer = NULL, *error = NULL;
    imilo_import *import = NULL;
    char text[256], law[32];
    int rows = 0, end = 0;

    check("a bilan", imilo_bilan(request, strlen(request), (const uint8_t *)csv, strlen(csv), &answer, &error) == IMILO_OK);
    printf("bilan of %s by %s\n", field(imilo_buffer_data(answer), "source", text, sizeof text),
           field(imilo_buffer_data(answer), "rule_set", law, sizeof law));
    check("law of a bilan", strcmp(law, "V2026-07") == 0);
    check("rows of a bilan", strstr(imilo_buffer_data(answer), "\"rows\":2,\"refused\":{\"rows\":1,") != NULL);
    imilo_buffer_free(answer);

    check("an import", imilo_import_open(NULL, 0, (const uint8_t *)csv, strlen(csv), &import, &error) == IMILO_OK);
    while (import != NULL && !end) {
        const char *json;

        answer = NULL;
        if (imilo_import_next(import, 1, &answer, &error) != IMILO_OK)
            break;
        json = imilo_buffer_data(answer);
        end = strstr(json, "\"end\":true") != NULL;
        if (strstr(json, "\"code\":") != NULL)
            printf("refused: %s\n", field(json, "message_fr", text, sizeof text));
        else if (strstr(json, "\"dossier\":") != NULL)
            printf("dossier %s\n", field(json, "matricule", text, sizeof text));
        rows += strstr(json, "\"record\":") != NULL;
        imilo_buffer_free(answer);
    }
    check("rows of an import", rows == 2 && end && error == NULL);
    imilo_buffer_free(error);
    imilo_import_close(import);
}

int main(void)
{
    if (imilo_abi_version() != IMILO_ABI_VERSION) {
        puts("WRONG: the library is not that of the header");
        return EXIT_FAILURE;
    }
    versions();
    one_nir("{\"nir\":\"2 84 05 88 321 025 32\"}", "conforming", "forme et cl\xC3\xA9 valides");
    one_nir("{\"nir\":\"2 84 05 88 321 025 30\"}", "not_conforming",
            "la cl\xC3\xA9 ne correspond pas aux treize caract\xC3\xA8res");
    many_nirs();
    one_dossier();
    many_dossiers();
    law();
    file();
    puts(wrong ? "WRONG" : "all right");
    return wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}
