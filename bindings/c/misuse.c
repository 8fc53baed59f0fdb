/*
 * Wrong calls that the library must refuse without reading or writing a byte out of bounds. It is run under
 * valgrind or AddressSanitizer: each text lies in a block of its own of exactly its length, without a NUL.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "imilo.h"

static int wrong = 0;

static void check(const char *what, int right)
{
    if (!right) {
        printf("WRONG: %s\n", what);
        wrong = 1;
    }
}

/* A copy of exactly `len` bytes, for the tools to guard; never NULL. */
static void *exactly(const void *bytes, size_t len)
{
    void *copy = malloc(len == 0 ? 1 : len);

    if (copy == NULL)
        exit(EXIT_FAILURE);
    if (len > 0)
        memcpy(copy, bytes, len);
    return copy;
}

/* Asks imilo_call and expects a status; the error, if there is one, must be JSON that tells the same. */
static void call(const char *what, const char *name, const char *request, size_t len, int32_t expected)
{
    imilo_buffer *answer = NULL, *error = NULL;
    char *name_copy = exactly(name, strlen(name));
    char *request_copy = request == NULL ? NULL : exactly(request, len);
    int32_t status = imilo_call(name_copy, strlen(name), request_copy, len, &answer, &error);
    char number[32];

    check(what, status == expected && (answer == NULL) == (status != 0) && (error == NULL) == (status == 0));
    if (error != NULL) {
        snprintf(number, sizeof number, "\"number\":%d,", (int)status);
        check(what, strstr(imilo_buffer_data(error), number) != NULL);
        check(what, strlen(imilo_buffer_data(error)) == imilo_buffer_len(error));
    }
    imilo_buffer_free(answer);
    imilo_buffer_free(error);
    free(name_copy);
    free(request_copy);
}

static void texts(void)
{
    imilo_buffer *answer = NULL, *error = NULL;

    call("no request", "versions", NULL, 0, IMILO_OK);
    call("NULL with a length", "versions", NULL, 2, IMILO_ERROR_NULL_POINTER);
    call("empty request", "versions", "", 0, IMILO_ERROR_JSON_SYNTAX);
    call("half a request", "nir_check", "{\"nir\":\"2840588321025\"}", 12, IMILO_ERROR_JSON_SYNTAX);
    call("NUL in a request", "versions", "{}\0", 3, IMILO_ERROR_JSON_SYNTAX);
    call("half a character at the end", "nir_check", "{\"nir\":\"\xC3", 9, IMILO_ERROR_TEXT_ENCODING);
    call("a service that is none", "nir_chec", "{}", 2, IMILO_ERROR_UNKNOWN_ENTRY);
    call("a name that is not UTF-8", "\xF0\x9F", "{}", 2, IMILO_ERROR_TEXT_ENCODING);
    check("no place for the answer", imilo_versions("{}", 2, NULL, &error) == IMILO_ERROR_NULL_POINTER);
    check("error of it", error != NULL);
    imilo_buffer_free(error);
    check("no place at all", imilo_versions("{}", 2, NULL, NULL) == IMILO_ERROR_NULL_POINTER);
    check("no memory is that long", imilo_versions("{}", SIZE_MAX, &answer, NULL) == IMILO_ERROR_INVALID_ARGUMENT);
    check("no answer to it", answer == NULL);
    imilo_buffer_free(NULL);
    check("NULL as a buffer", imilo_buffer_data(NULL) == NULL && imilo_buffer_len(NULL) == 0);
}

static void one_number(void)
{
    static const struct {
        const char *text;
        size_t len;
        int32_t status;
    } rows[] = {
        {"2840588321025", 13, IMILO_OK},
        {"", 0, IMILO_ERROR_NIR_LENGTH},
        {"284058832102\xC3", 13, IMILO_ERROR_TEXT_ENCODING},
        {"284058832102\0", 13, IMILO_ERROR_NIR_CHARACTER},
    };
    imilo_nir_result *result = exactly("12345678", sizeof *result);
    size_t i;

    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = exactly(rows[i].text, rows[i].len);

        check("a number is judged", imilo_nir_validate(text, rows[i].len, IMILO_ACCEPT_DEFAULT, result) == IMILO_OK);
        check("status of a number", result->status == rows[i].status);
        free(text);
    }
    check("flags", imilo_nir_validate("x", 1, 0xFFFFFFFFu, result) == IMILO_ERROR_INVALID_ARGUMENT);
    check("NULL as a number", imilo_nir_validate(NULL, 0, 1, result) == IMILO_ERROR_NULL_POINTER);
    check("NULL as a result", imilo_nir_validate("x", 1, 1, NULL) == IMILO_ERROR_NULL_POINTER);
    free(result);
}

/* Two rows over 26 bytes, with any offsets. */
static int32_t two_rows(size_t first, size_t second, size_t third)
{
    size_t values[3];
    size_t *offsets;
    char *data = exactly("28405883210252840588321025", 26);
    uint8_t *is_null = exactly("\0\0", 2);
    imilo_nir_result *results = exactly("1234567812345678", 2 * sizeof *results);
    int32_t status;

    values[0] = first;
    values[1] = second;
    values[2] = third;
    offsets = exactly(values, sizeof values);
    status = imilo_nir_validate_many(data, 26, offsets, 2, IMILO_ACCEPT_DEFAULT, is_null, results);
    if (status != IMILO_OK)
        check("results are left as they were", memcmp(results, "1234567812345678", 16) == 0);
    free(data);
    free(offsets);
    free(is_null);
    free(results);
    return status;
}

static void many_numbers(void)
{
    check("right offsets", two_rows(0, 13, 26) == IMILO_OK);
    check("a part of the data", two_rows(13, 13, 14) == IMILO_OK);
    check("past the end", two_rows(0, 13, 27) == IMILO_ERROR_INVALID_ARGUMENT);
    check("far past the end", two_rows(0, 13, SIZE_MAX) == IMILO_ERROR_INVALID_ARGUMENT);
    check("all past the end", two_rows(SIZE_MAX, SIZE_MAX, SIZE_MAX) == IMILO_ERROR_INVALID_ARGUMENT);
    check("decreasing", two_rows(0, 26, 13) == IMILO_ERROR_INVALID_ARGUMENT);
    check("up and down", two_rows(0, SIZE_MAX, 26) == IMILO_ERROR_INVALID_ARGUMENT);
    check("no rows", imilo_nir_validate_many(NULL, 0, NULL, 0, 1, NULL, NULL) == IMILO_OK);
    check("rows without offsets", imilo_nir_validate_many("", 0, NULL, 1, 1, NULL, NULL) == IMILO_ERROR_NULL_POINTER);
}

static void files(void)
{
    static const char csv[] = "matricule\n7\n";
    char *request = exactly("{\"date\":\"2026-11-24\",\"threads\":1}", 33);
    uint8_t *data = exactly(csv, sizeof csv - 1);
    imilo_buffer *answer = NULL;
    imilo_import *import = NULL;

    check("a file", imilo_bilan(request, 33, data, sizeof csv - 1, &answer, NULL) == IMILO_OK);
    imilo_buffer_free(answer);
    answer = NULL;
    check("neither path nor bytes", imilo_bilan(request, 33, NULL, 0, &answer, NULL) == IMILO_ERROR_FILE_SOURCE);
    check("NULL with a length", imilo_bilan(request, 33, NULL, 5, &answer, NULL) == IMILO_ERROR_NULL_POINTER);
    check("no place for it", imilo_bilan(request, 33, data, 1, NULL, NULL) == IMILO_ERROR_NULL_POINTER);
    check("an import", imilo_import_open(NULL, 0, data, sizeof csv - 1, &import, NULL) == IMILO_OK);
    /* The bytes may go: the library has a copy. */
    free(data);
    free(request);
    check("no rows", imilo_import_next(import, 0, &answer, NULL) == IMILO_ERROR_INVALID_ARGUMENT);
    check("no place for rows", imilo_import_next(import, 9, NULL, NULL) == IMILO_ERROR_NULL_POINTER);
    check("no import", imilo_import_next(NULL, 9, &answer, NULL) == IMILO_ERROR_NULL_POINTER);
    check("nothing written", answer == NULL);
    check("rows", imilo_import_next(import, 9, &answer, NULL) == IMILO_OK);
    imilo_buffer_free(answer);
    imilo_import_close(import);
    imilo_import_close(NULL);
}

int main(void)
{
    files();
    texts();
    one_number();
    many_numbers();
    puts(wrong ? "WRONG" : "all refused as they should be");
    return wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}
