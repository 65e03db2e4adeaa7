/*
 * Functions over text and binary, with results in each place where one may lie: in the argument (written over, or a
 * slice of it), in a static buffer, and in fresh memory.
 */
#include "wasmudf.h"
#include "wasmudf_alloc.h"

static inline bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

/* How many bytes the UTF-8 character has that starts with this byte. */
static inline uint32_t character_length(char first) {
    uint8_t byte = (uint8_t) first;
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/* ASCII letters in upper case, others as they are; written over the argument. */
WASMUDF(upper_ascii, "upper_ascii(s VARCHAR) RETURNS VARCHAR")
wasmudf_text upper_ascii(char *s, uint32_t length) {
    for (uint32_t i = 0; i < length; i++) {
        s[i] = upper(s[i]);
    }
    return wasmudf_result(s, length);
}

/* Each ASCII letter moved by 13 places, written over the argument: called twice on one row, it would undo itself. */
WASMUDF(rot13, "rot13(s VARCHAR) RETURNS VARCHAR")
wasmudf_text rot13(char *s, uint32_t length) {
    for (uint32_t i = 0; i < length; i++) {
        char letter = upper(s[i]);
        if (letter >= 'A' && letter <= 'Z') {
            s[i] = (char) (letter <= 'M' ? s[i] + 13 : s[i] - 13);
        }
    }
    return wasmudf_result(s, length);
}

/* The first run of characters other than white space: a slice of the argument. */
WASMUDF(first_word, "first_word(s VARCHAR) RETURNS VARCHAR")
wasmudf_text first_word(const char *s, uint32_t length) {
    uint32_t start = 0;
    while (start < length && is_space(s[start])) {
        start++;
    }
    uint32_t end = start;
    while (end < length && !is_space(s[end])) {
        end++;
    }
    return wasmudf_result(s + start, end - start);
}

/* The characters (code points) in reverse, in fresh memory. */
WASMUDF(reverse_text, "reverse_text(s VARCHAR) RETURNS VARCHAR")
wasmudf_text reverse_text(const char *s, uint32_t length) {
    static struct wasmudf_owned owned;
    char *reversed = wasmudf_fresh(&owned, length);
    uint32_t i = 0;
    while (i < length) {
        uint32_t width = character_length(s[i]);
        if (width > length - i) {
            WASMUDF_FAIL("reverse_text: the text ends within a character");
        }
        for (uint32_t k = 0; k < width; k++, i++) {
            reversed[length - i - width + 2 * k] = s[i];
        }
    }
    return wasmudf_result(reversed, length);
}

/* The text several times over, in a static buffer. */
WASMUDF(repeat_text, "repeat_text(s VARCHAR, times INTEGER) RETURNS VARCHAR")
wasmudf_text repeat_text(const char *s, uint32_t length, int32_t times) {
    static char buffer[4096];
    uint64_t size = times > 0 ? (uint64_t) length * (uint32_t) times : 0;
    if (size > sizeof buffer) {
        WASMUDF_FAIL("repeat_text: the result is longer than 4096 bytes");
    }
    for (uint32_t at = 0; at < size; at += length) {
        __builtin_memcpy(buffer + at, s, length);
    }
    return wasmudf_result(buffer, (uint32_t) size);
}

/* The first text that is not NULL. */
WASMUDF(coalesce_text, "coalesce_text(a VARCHAR, b VARCHAR) RETURNS VARCHAR CALLED ON NULL INPUT")
wasmudf_text coalesce_text(const char *a, uint32_t a_length, const char *b, uint32_t b_length) {
    if (!wasmudf_is_null(a, a_length)) {
        return wasmudf_result(a, a_length);
    }
    return wasmudf_is_null(b, b_length) ? WASMUDF_NULL : wasmudf_result(b, b_length);
}

/* NULL for the empty text. */
WASMUDF(null_if_empty, "null_if_empty(s VARCHAR) RETURNS VARCHAR")
wasmudf_text null_if_empty(const char *s, uint32_t length) {
    return length == 0 ? WASMUDF_NULL : wasmudf_result(s, length);
}

/* How many characters (code points) the text has. */
WASMUDF(count_characters, "count_characters(s VARCHAR) RETURNS INTEGER")
int32_t count_characters(const char *s, uint32_t length) {
    int32_t count = 0;
    for (uint32_t i = 0; i < length; i++) {
        count += ((uint8_t) s[i] & 0xc0) != 0x80;
    }
    return count;
}

/* Every byte of the data combined with the mask, which is repeated as often as needed; in fresh memory. */
WASMUDF(xor_bytes, "xor_bytes(data VARBINARY, mask VARBINARY) RETURNS VARBINARY")
wasmudf_text xor_bytes(const char *data, uint32_t length, const char *mask, uint32_t mask_length) {
    static struct wasmudf_owned owned;
    if (mask_length == 0) {
        return wasmudf_result(data, length);
    }
    char *result = wasmudf_fresh(&owned, length);
    for (uint32_t i = 0, k = 0; i < length; i++, k = k + 1 == mask_length ? 0 : k + 1) {
        result[i] = data[i] ^ mask[k];
    }
    return wasmudf_result(result, length);
}

/* The first character of each word, ASCII letters in upper case; a batch at a time. */
WASMUDF(initials, "initials(s VARCHAR) RETURNS VARCHAR ABI COLUMNAR")
int32_t initials(const struct ArrowArray *args, int32_t rows, struct ArrowArray *result) {
    static struct wasmudf_owned owned_offsets;
    static struct wasmudf_owned owned_bytes;
    const struct ArrowArray *column = args->children[0];
    const uint32_t *from = WASMUDF_VALUES(uint32_t, column);
    uint32_t *offsets = (uint32_t *) wasmudf_fresh(&owned_offsets, ((uint32_t) rows + 1) * 4);
    char *bytes = wasmudf_fresh(&owned_bytes, rows == 0 ? 0 : from[rows] - from[0]);
    uint32_t size = 0;
    offsets[0] = 0;
    for (int32_t row = 0; row < rows; row++) {
        bool valid = wasmudf_is_valid(column, row);
        uint32_t length;
        const char *s = wasmudf_text_at(column, row, &length);
        uint32_t i = 0;
        while (valid && i < length) {
            if (is_space(s[i])) {
                i++;
                continue;
            }
            bytes[size++] = upper(s[i++]);
            while (i < length && ((uint8_t) s[i] & 0xc0) == 0x80) {
                bytes[size++] = s[i++];
            }
            while (i < length && !is_space(s[i])) {
                i++;
            }
        }
        wasmudf_set_valid(result, row, valid);
        offsets[row + 1] = size;
    }
    result->buffers[1] = offsets;
    result->buffers[2] = bytes;
    return 0;
}
