/*
 * The driver protocol of the conformance run: reads lines "service<TAB>request" on standard input and writes
 * for each "ok<TAB>answer" or "err<TAB>failure" on standard output. Lines may have any length.
 *
 * Exit 0 at the end of the input, 2 when a line has no tab or memory or output fails.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "imilo.h"

/* A line that is read: it grows as it must. */
typedef struct {
    char *bytes;
    size_t len;
    size_t room;
} line_t;

/* Reads a line without its end. 1 when there is one, 0 at the end of the input, -1 on failure. */
static int read_line(line_t *line)
{
    int byte;

    line->len = 0;
    while ((byte = getchar()) != EOF && byte != '\n') {
        if (line->len == line->room) {
            size_t room = line->room == 0 ? 4096 : 2 * line->room;
            char *bytes = room > line->room ? realloc(line->bytes, room) : NULL;

            if (bytes == NULL)
                return -1;
            line->bytes = bytes;
            line->room = room;
        }
        line->bytes[line->len++] = (char)byte;
    }
    if (ferror(stdin))
        return -1;
    return byte != EOF || line->len > 0;
}

/* The keys of the committed journal (known, and no keys), and the journal that is open. */
static imilo_keyring *attesting, *referencing;
static imilo_journal *journal;

/* A keyring of a use with one key: 32 bytes from `first` on. NULL on failure. */
static imilo_keyring *keyring(uint32_t use, uint32_t id, uint8_t first)
{
    imilo_keyring *keys = NULL;
    uint8_t root[32];
    uint8_t at;

    for (at = 0; at < 32; at++)
        root[at] = (uint8_t)(first + at);
    if (imilo_keyring_new(use, &keys) != IMILO_OK || imilo_keyring_add(keys, id, root, sizeof root) != IMILO_OK)
        return NULL;
    return keys;
}

static int named(const char *name, size_t len, const char *expected)
{
    return len == strlen(expected) && memcmp(name, expected, len) == 0;
}

/* Does an operation on the journal. What answers nothing leaves *answer NULL. */
static int32_t keep(const char *name, size_t len, const char *request, size_t request_len, imilo_buffer **answer,
                    imilo_buffer **error)
{
    imilo_journal *opened = NULL;
    int32_t status;

    if (named(name, len, "verify_file"))
        return imilo_journal_verify(request, request_len, NULL, 0, attesting, answer, error);
    if (named(name, len, "open")) {
        status = imilo_journal_open(request, request_len, attesting, referencing, &opened, error);
        if (status == IMILO_OK) {
            imilo_journal_close(journal);
            journal = opened;
        }
        return status;
    }
    if (named(name, len, "close")) {
        imilo_journal_close(journal);
        journal = NULL;
        return IMILO_OK;
    }
    return imilo_journal_call(journal, name, len, request, request_len, answer, error);
}

/* Calls the service of a line and writes what it gives. 0 when that worked. */
static int serve(const line_t *line)
{
    const char *tab = line->len > 0 ? memchr(line->bytes, '\t', line->len) : NULL;
    imilo_buffer *answer = NULL, *error = NULL, *given;
    size_t name_len, len;
    const char *word, *bytes;
    int32_t status;
    int written;

    if (tab == NULL) {
        fputs("driver: a line has no tab\n", stderr);
        return -1;
    }
    name_len = (size_t)(tab - line->bytes);
    len = line->len - name_len - 1;
    if (name_len >= 8 && memcmp(line->bytes, "journal.", 8) == 0)
        status = keep(line->bytes + 8, name_len - 8, tab + 1, len, &answer, &error);
    else
        status = imilo_call(line->bytes, name_len, tab + 1, len, &answer, &error);
    if (status == IMILO_OK) {
        word = "ok\t";
        given = answer;
    } else {
        word = "err\t";
        given = error;
    }
    len = given == NULL ? 2 : imilo_buffer_len(given);
    bytes = given == NULL ? "{}" : imilo_buffer_data(given);
    written = fputs(word, stdout) != EOF && fwrite(bytes, 1, len, stdout) == len &&
              putchar('\n') != EOF && fflush(stdout) == 0;
    imilo_buffer_free(given);
    if (!written)
        fputs("driver: cannot write\n", stderr);
    return written ? 0 : -1;
}

int main(void)
{
    line_t line = {NULL, 0, 0};
    int found, failed = 0;

    if (imilo_abi_version() != IMILO_ABI_VERSION) {
        fputs("driver: the library is not that of the header\n", stderr);
        return 2;
    }
    attesting = keyring(IMILO_USE_ATTESTING, 1, 0);
    referencing = keyring(IMILO_USE_REFERENCING, 7, 100);
    if (attesting == NULL || referencing == NULL) {
        fputs("driver: no keys\n", stderr);
        return 2;
    }
    while ((found = read_line(&line)) == 1) {
        failed = serve(&line);
        if (failed)
            break;
    }
    if (found < 0)
        fputs("driver: cannot read\n", stderr);
    free(line.bytes);
    imilo_journal_close(journal);
    imilo_keyring_free(attesting);
    imilo_keyring_free(referencing);
    return found < 0 || failed ? 2 : 0;
}
