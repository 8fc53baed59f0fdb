/*
 * What leaves in place of a NIR, from C: a keyring, pseudonyms of a column, a seal that opens for its dossier alone,
 * and a column of canonical numbers checked where it lies. Exit 1 when an answer is not what it should be.
 *
 * Numbers are invented, and the keys are no keys. Each text lies in a block of its own size, for the tools to guard.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "imilo.h"

#define ROWS 3

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

/* A keyring of one use with one example key, whose bytes are overwritten here as soon as the keyring has them. */
static imilo_keyring *keyring(uint8_t use, uint32_t key_id, uint8_t first)
{
    imilo_keyring *keys = NULL;
    uint8_t root[32];
    size_t at;

    for (at = 0; at < sizeof root; at++)
        root[at] = (uint8_t)(first + at);
    check("keyring", imilo_keyring_new(use, &keys) == IMILO_OK);
    check("key", imilo_keyring_add(keys, key_id, root, sizeof root) == IMILO_OK);
    check("key twice", imilo_keyring_add(keys, key_id + 1, root, sizeof root) == IMILO_ERROR_KEY_BYTES_TWICE);
    memset(root, 7, sizeof root);
    check("weak key", imilo_keyring_add(keys, key_id + 1, root, sizeof root) == IMILO_ERROR_KEY_WEAK);
    return keys;
}

static void pseudonyms(void)
{
    static const char text[] = "2 55 08 14 168 025 382550814168025";
    static const size_t ends[] = {0, 21, 21, 34};
    static const uint8_t nulls[] = {0, 1, 0};
    static const char known[] = "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE";
    imilo_domain domain = {"emploi", 6, "dares", 5, "trajam", 6, 1};
    imilo_keyring *keys = keyring(IMILO_USE_FIRST_PASS, 1, 0);
    char *data = exactly(text, strlen(text));
    size_t *offsets = exactly(ends, sizeof ends);
    uint8_t *is_null = exactly(nulls, sizeof nulls);
    char *out = malloc(ROWS * IMILO_PSEUDONYM_LENGTH);
    int32_t *statuses = malloc(ROWS * sizeof *statuses);
    imilo_texts numbers;

    if (out == NULL || statuses == NULL)
        exit(EXIT_FAILURE);
    numbers.data = data;
    numbers.data_len = strlen(text);
    numbers.offsets = offsets;
    numbers.count = ROWS;
    numbers.is_null = is_null;
    check("pseudonyms", imilo_pseudonyms(keys, &domain, &numbers, IMILO_ACCEPT_DEFAULT, 0, out, statuses) == IMILO_OK);
    check("the known one", statuses[0] == IMILO_OK && memcmp(out, known, IMILO_PSEUDONYM_LENGTH) == 0);
    check("no number", statuses[1] == IMILO_NO_NUMBER && out[IMILO_PSEUDONYM_LENGTH] == 0);
    check("no key", statuses[2] == IMILO_ERROR_PSEUDONYM_KEY_ABSENT);
    printf("%.*s\n", (int)IMILO_PSEUDONYM_LENGTH, out);
    domain.key_id = 2;
    check("another key", imilo_pseudonyms(keys, &domain, &numbers, IMILO_ACCEPT_DEFAULT, 0, out, statuses) ==
                             IMILO_ERROR_KEY_ID_UNKNOWN);
    numbers.data_len--;
    check("data too short", imilo_pseudonyms(keys, &domain, &numbers, IMILO_ACCEPT_DEFAULT, 0, out, statuses) ==
                                IMILO_ERROR_INVALID_ARGUMENT);
    imilo_keyring_free(keys);
    free(data);
    free(offsets);
    free(is_null);
    free(out);
    free(statuses);
}

static void seals(void)
{
    static const size_t number_end[] = {0, 15}, dossier_end[] = {0, 6}, seal_end[] = {0, IMILO_SEAL_LENGTH};
    imilo_keyring *keys = keyring(IMILO_USE_SEALING, 3, 64);
    imilo_texts number = {"255081416802538", 15, number_end, 1, NULL};
    imilo_texts dossier = {"123456", 6, dossier_end, 1, NULL};
    imilo_texts moved = {"123457", 6, dossier_end, 1, NULL};
    char *sealed = malloc(IMILO_SEAL_LENGTH), *opened = malloc(IMILO_OPENED_LENGTH);
    imilo_texts seal;
    int32_t status;

    if (sealed == NULL || opened == NULL)
        exit(EXIT_FAILURE);
    check("seal", imilo_seal(keys, 3, &number, IMILO_ACCEPT_DEFAULT, &dossier, "c2s", 3, NULL, sealed, &status) ==
                          IMILO_OK && status == IMILO_OK);
    seal.data = sealed;
    seal.data_len = IMILO_SEAL_LENGTH;
    seal.offsets = seal_end;
    seal.count = 1;
    seal.is_null = NULL;
    check("open", imilo_open(keys, &seal, &dossier, "c2s", 3, opened, &status) == IMILO_OK && status == IMILO_OK &&
                      memcmp(opened, "2550814168025", IMILO_OPENED_LENGTH) == 0);
    check("moved", imilo_open(keys, &seal, &moved, "c2s", 3, opened, &status) == IMILO_OK &&
                       status == IMILO_ERROR_SEAL_REFUSED && opened[0] == 0);
    imilo_keyring_free(keys);
    free(sealed);
    free(opened);
}

static void columns(void)
{
    static const char text[] = "284058832102532284058832102530";
    char *data = exactly(text, strlen(text));
    uint8_t *codes = malloc(2), *bits = malloc(1);

    if (codes == NULL || bits == NULL)
        exit(EXIT_FAILURE);
    check("column", imilo_nir_column_fixed((const uint8_t *)data, strlen(text), 15, IMILO_ACCEPT_DEFAULT, bits, codes) ==
                        IMILO_OK);
    check("codes", codes[0] == IMILO_CODE_VALID && codes[1] == IMILO_CODE_KEY && bits[0] == 1);
    check("stride", imilo_nir_column_fixed((const uint8_t *)data, strlen(text) - 1, 15, IMILO_ACCEPT_DEFAULT, bits,
                                           codes) == IMILO_ERROR_NIR_COLUMN_STRIDE);
    free(data);
    free(codes);
    free(bits);
}

int main(void)
{
    pseudonyms();
    seals();
    columns();
    return wrong;
}
