/*
 * wasmudf.h: what a WebAssembly guest written in C needs to be an SQL function. No libc.
 *
 *   #include "wasmudf.h"
 *
 *   WASMUDF(gcd, "gcd(a BIGINT, b BIGINT) RETURNS BIGINT")
 *   int64_t gcd(int64_t a, int64_t b) { while (b) { int64_t t = a % b; a = b; b = t; } return a; }
 *
 * Compile for wasm32 with -ffreestanding (see examples/guests/c/build.sh). Functions over text or binary also need
 * wasmudf_alloc.h in one source file of the module: the host puts the arguments into memory from there.
 */
#ifndef WASMUDF_H
#define WASMUDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---------------------------------------------------------------------------------------------------------------
 * Exports and signatures
 * ------------------------------------------------------------------------------------------------------------- */

/* Exports the function that follows under this name. */
#define WASMUDF_EXPORT(name) __attribute__((export_name(#name)))

/*
 * Places one line into the module's custom section wasm_udf, which CREATE FUNCTIONS FROM MODULE reads:
 *
 *   name ( [arg] type, ... ) RETURNS type [EXPORT 'export'] [ABI ROW_DIRECT | COLUMNAR]
 *     [STRICT | RETURNS NULL ON NULL INPUT | CALLED ON NULL INPUT]
 *     [DETERMINISTIC | NOT DETERMINISTIC | IMMUTABLE | STABLE | VOLATILE]
 */
#define WASMUDF_SIGNATURE(line) \
    __asm__(".section .custom_section.wasm_udf,\"\",@\n.ascii \"" line "\\n\"\n.text\n");

/* Both: the signature, and the export of the function that follows. */
#define WASMUDF(name, line) WASMUDF_SIGNATURE(line) WASMUDF_EXPORT(name)

/* ---------------------------------------------------------------------------------------------------------------
 * Imports. A module that calls none of these imports nothing.
 * ------------------------------------------------------------------------------------------------------------- */

enum { WASMUDF_DEBUG = 0, WASMUDF_INFO = 1, WASMUDF_WARN = 2, WASMUDF_ERROR = 3 };

/* Writes a line of UTF-8 text to the host's log. */
__attribute__((import_module("wasmudf"), import_name("log")))
void wasmudf_log(int32_t level, const char *text, uint32_t length);

/* Leaves the text of the error that this call is about to end with: by a trap, or by a nonzero result of COLUMNAR. */
__attribute__((import_module("wasmudf"), import_name("error")))
void wasmudf_error(const char *text, uint32_t length);

/* Ends a row function with this text. `text` is a string literal. */
#define WASMUDF_FAIL(text) (wasmudf_error((text), sizeof(text) - 1), __builtin_trap())

/* The result of a COLUMNAR function that fails on a row. `text` is a string literal. */
#define WASMUDF_FAIL_AT(row, text) (wasmudf_error((text), sizeof(text) - 1), (row) + 1)

/* ---------------------------------------------------------------------------------------------------------------
 * ABI ROW_DIRECT: one call for each row
 *
 *   BOOLEAN, TINYINT, SMALLINT, INTEGER, DATE     int32_t (or bool, int8_t, int16_t)
 *   BIGINT, TIME, TIMESTAMP                       int64_t
 *   REAL, DOUBLE                                  float, double
 *   VARCHAR, VARBINARY, JSON, as an argument      two parameters: const char *text, uint32_t length
 *   VARCHAR, VARBINARY, JSON, as the result       wasmudf_text
 *
 * The memory of a text argument belongs to the call: a function may overwrite it. It is no longer there at the next
 * call. Text is UTF-8 without a closing zero. A text result may lie anywhere in memory, an argument and static memory
 * included, and must stay until the same function is called again.
 * ------------------------------------------------------------------------------------------------------------- */

/* Where a text result is: pointer << 32 | length, both unsigned. */
typedef int64_t wasmudf_text;

#define WASMUDF_NULL ((wasmudf_text) -1)

static inline wasmudf_text wasmudf_result(const void *pointer, uint32_t length) {
    return (wasmudf_text) ((uint64_t) (uintptr_t) pointer << 32 | length);
}

/* NULL reaches a function only where it is declared CALLED ON NULL INPUT. An empty text is not NULL. */
static inline bool wasmudf_is_null(const void *pointer, uint32_t length) {
    return pointer == NULL && length == UINT32_MAX;
}

/* ---------------------------------------------------------------------------------------------------------------
 * ABI COLUMNAR: one call for each batch
 *
 *   int32_t f(const struct ArrowArray *args, int32_t rows, struct ArrowArray *result)
 *
 * The structs are those of the Arrow C Data Interface (arrow.apache.org/docs/format/CDataInterface.html). `args` is a
 * struct array with one child for each argument. Everything in `args` is borrowed for the time of the call, offsets
 * of arrays are 0, `release` is 0. In `result`, buffers[0] (validity) and a fixed-width buffers[1] (values) are the
 * host's and ready to be filled; for text and binary the function sets buffers[1] (rows + 1 offsets) and buffers[2]
 * (bytes) to memory of its own, which must stay until its next call. Returns 0, or WASMUDF_FAIL_AT.
 *
 * Rows with a NULL argument are in the batch, with undefined values; write every row's validity.
 *
 * An optional export `f_bind` runs once, before the first batch: 0, or nonzero with a text in wasmudf_error:
 *
 *   int32_t f_bind(const struct ArrowSchema *args, const struct ArrowSchema *result)
 * ------------------------------------------------------------------------------------------------------------- */

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

_Static_assert(sizeof(void *) == 4, "compile for wasm32");
_Static_assert(sizeof(struct ArrowSchema) == 48, "ArrowSchema in wasm32");
_Static_assert(offsetof(struct ArrowSchema, flags) == 16, "ArrowSchema in wasm32");
_Static_assert(offsetof(struct ArrowSchema, n_children) == 24, "ArrowSchema in wasm32");
_Static_assert(offsetof(struct ArrowSchema, children) == 32, "ArrowSchema in wasm32");
_Static_assert(offsetof(struct ArrowSchema, dictionary) == 36, "ArrowSchema in wasm32");
_Static_assert(offsetof(struct ArrowSchema, release) == 40, "ArrowSchema in wasm32");
_Static_assert(offsetof(struct ArrowSchema, private_data) == 44, "ArrowSchema in wasm32");
_Static_assert(sizeof(struct ArrowArray) == 64, "ArrowArray in wasm32");
_Static_assert(offsetof(struct ArrowArray, n_children) == 32, "ArrowArray in wasm32");
_Static_assert(offsetof(struct ArrowArray, buffers) == 40, "ArrowArray in wasm32");
_Static_assert(offsetof(struct ArrowArray, children) == 44, "ArrowArray in wasm32");
_Static_assert(offsetof(struct ArrowArray, dictionary) == 48, "ArrowArray in wasm32");
_Static_assert(offsetof(struct ArrowArray, release) == 52, "ArrowArray in wasm32");
_Static_assert(offsetof(struct ArrowArray, private_data) == 56, "ArrowArray in wasm32");

/* The values of a fixed-width column (BOOLEAN is a bitmap: wasmudf_bit). */
#define WASMUDF_VALUES(type, array) ((const type *) (array)->buffers[1])
#define WASMUDF_RESULTS(type, array) ((type *) (array)->buffers[1])

static inline bool wasmudf_bit(const void *bitmap, int32_t row) {
    return ((const uint8_t *) bitmap)[row >> 3] >> (row & 7) & 1;
}

static inline void wasmudf_set_bit(const void *bitmap, int32_t row, bool value) {
    uint8_t *byte = (uint8_t *) bitmap + (row >> 3);
    *byte = (uint8_t) ((*byte & ~(1u << (row & 7))) | (unsigned) value << (row & 7));
}

/* Whether a row of an argument is not NULL. A column without NULLs has no bitmap. */
static inline bool wasmudf_is_valid(const struct ArrowArray *column, int32_t row) {
    return column->buffers[0] == NULL || wasmudf_bit(column->buffers[0], row);
}

static inline void wasmudf_set_valid(struct ArrowArray *result, int32_t row, bool valid) {
    wasmudf_set_bit(result->buffers[0], row, valid);
}

/* A row of a text or binary argument. */
static inline const char *wasmudf_text_at(const struct ArrowArray *column, int32_t row, uint32_t *length) {
    const uint32_t *offsets = WASMUDF_VALUES(uint32_t, column);
    *length = offsets[row + 1] - offsets[row];
    return (const char *) column->buffers[2] + offsets[row];
}

#endif
