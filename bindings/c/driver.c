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

/* Calls the service of a line and writes what it gives. 0 when that worked. */
static int serve(const line_t *line)
{
    const char *tab = line->len > 0 ? memchr(line->bytes, '\t', line->len) : NULL;
    imilo_buffer *answer = NULL, *error = NULL, *given;
    size_t name_len, len;
    const char *word;
    int written;

    if (tab == NULL) {
        fputs("driver: a line has no tab\n", stderr);
        return -1;
    }
    name_len = (size_t)(tab - line->bytes);
    if (imilo_call(line->bytes, name_len, tab + 1, line->len - name_len - 1, &answer, &error) == IMILO_OK) {
        word = "ok\t";
        given = answer;
    } else {
        word = "err\t";
        given = error;
    }
    len = imilo_buffer_len(given);
    written = fputs(word, stdout) != EOF && fwrite(imilo_buffer_data(given), 1, len, stdout) == len &&
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
    while ((found = read_line(&line)) == 1) {
        failed = serve(&line);
        if (failed)
            break;
    }
    if (found < 0)
        fputs("driver: cannot read\n", stderr);
    free(line.bytes);
    return found < 0 || failed ? 2 : 0;
}
