/*
 * wasmudf_alloc.h: a small heap for wasmudf guests without a libc. Include it in one source file of the module.
 *
 * Blocks come in size classes, four for each doubling (multiples of 16 bytes up to 128), each with a list of free
 * blocks; a block costs no header, since whoever frees it says how long it is. Blocks are never split or joined:
 * memory use stays within the sum of each class's highest use, about 1.25 times what is asked for.
 *
 * The heap starts at the linker's __heap_base and asks memory.size, never its own notes, how far memory reaches: a
 * host that puts memory and globals back to an earlier state finds the pages that were added since used again.
 */
#ifndef WASMUDF_ALLOC_H
#define WASMUDF_ALLOC_H

#include "wasmudf.h"

#define WASMUDF_SMALL_CLASSES 8
#define WASMUDF_CLASSES (WASMUDF_SMALL_CLASSES + 24 * 4)

struct wasmudf_free_block {
    struct wasmudf_free_block *next;
};

static struct wasmudf_free_block *wasmudf_free_blocks[WASMUDF_CLASSES];
static uintptr_t wasmudf_heap_top;

static inline uint32_t wasmudf_class(uint32_t size, uint32_t *block_size) {
    if (size <= 16 * WASMUDF_SMALL_CLASSES) {
        uint32_t small = size == 0 ? 0 : (size - 1) / 16;
        *block_size = (small + 1) * 16;
        return small;
    }
    uint32_t exponent = 31 - (uint32_t) __builtin_clz(size - 1);
    uint32_t quarter = (size - 1) >> (exponent - 2) & 3;
    *block_size = (quarter + 5) << (exponent - 2);
    return WASMUDF_SMALL_CLASSES + (exponent - 7) * 4 + quarter;
}

/* A block of `size` bytes at a multiple of 16, its content undefined, or NULL where memory is at its limit. */
WASMUDF_EXPORT(wasmudf_alloc)
void *wasmudf_alloc(uint32_t size) {
    if (size > 1u << 31) {
        return NULL;
    }
    uint32_t block_size;
    uint32_t class = wasmudf_class(size, &block_size);
    struct wasmudf_free_block *block = wasmudf_free_blocks[class];
    if (block != NULL) {
        wasmudf_free_blocks[class] = block->next;
        return block;
    }
    extern char __heap_base;
    uintptr_t start = wasmudf_heap_top != 0 ? wasmudf_heap_top : ((uintptr_t) &__heap_base + 15) & ~(uintptr_t) 15;
    uint64_t end = (uint64_t) start + block_size;
    uint64_t pages = __builtin_wasm_memory_size(0);
    uint64_t needed = (end + 65535) >> 16;
    if (needed > 65535) {
        return NULL;
    }
    if (needed > pages) {
        /* growing may copy all of memory: grow by a quarter, and by what is needed where that is refused */
        uint32_t missing = (uint32_t) (needed - pages);
        uint32_t generous = (uint32_t) (pages / 4);
        if ((generous <= missing || __builtin_wasm_memory_grow(0, generous) == (size_t) -1)
                && __builtin_wasm_memory_grow(0, missing) == (size_t) -1) {
            return NULL;
        }
    }
    wasmudf_heap_top = (uintptr_t) end;
    return (void *) start;
}

/* Gives a block back. `size` is the size it was asked for with. NULL is ignored. */
WASMUDF_EXPORT(wasmudf_free)
void wasmudf_free(void *pointer, uint32_t size) {
    if (pointer == NULL) {
        return;
    }
    uint32_t block_size;
    uint32_t class = wasmudf_class(size, &block_size);
    struct wasmudf_free_block *block = pointer;
    block->next = wasmudf_free_blocks[class];
    wasmudf_free_blocks[class] = block;
}

/*
 * A function's own result in fresh memory. Keep one of these in a static variable for each function and buffer:
 * wasmudf_fresh frees what the previous call returned, which nobody needs any more once the function is called again.
 */
struct wasmudf_owned {
    char *data;
    uint32_t size;
};

/* Fresh memory of `size` bytes; traps where memory is at its limit. */
static inline char *wasmudf_fresh(struct wasmudf_owned *owned, uint32_t size) {
    wasmudf_free(owned->data, owned->size);
    owned->data = wasmudf_alloc(size);
    owned->size = size;
    if (owned->data == NULL) {
        WASMUDF_FAIL("out of memory");
    }
    return owned->data;
}

#endif
