/* The one allocator. It never returns NULL: out of memory dies with the size asked for. */
#ifndef LEXBENCH_MEMORY_H
#define LEXBENCH_MEMORY_H
#include <stddef.h>

void *mem_zero(size_t count, size_t size);                       /* zeroed, 64-byte aligned; free with mem_free */
void *mem_grow(void *block, size_t old_bytes, size_t new_bytes); /* keeps the old content; alignment 64 */
char *mem_text(const char *text);                                /* copy of a string */
void mem_free(void *block);                                      /* accepts NULL */
size_t mem_allocations(void); /* calls that allocated so far: tests prove "none in a step" */
size_t mem_peak_rss(void);    /* bytes, high-water mark of the process (VmHWM) */

/* An arena hands out pieces of one block and frees them together. Typical use is twice over the same layout code:
 * first with base == NULL, which only counts, then with a block of `used` bytes. */
struct arena {
    char *base;  /* NULL while measuring */
    size_t used; /* bytes handed out */
    size_t size; /* bytes of the block; ignored while measuring */
};
void *arena_take(struct arena *arena, size_t count,
                 size_t size); /* 64-byte aligned, not zeroed; NULL while measuring; BUG when full */
#endif
