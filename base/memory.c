#include "base/memory.h"
#include "base/error.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ALIGN = 64, PAGE = 2 << 20, LARGE = PAGE };
static size_t allocations;

/* The system gives memory page by page when it is first written, which takes longer than the writing; a large block
 * asks for large pages. It gets them or not. */
static void ask_for_large_pages(char *block, size_t bytes) {
#ifdef MADV_HUGEPAGE
    if (bytes >= LARGE) madvise(block, bytes / PAGE * PAGE, MADV_HUGEPAGE);
#endif
}

static void *aligned(size_t bytes) {
    const size_t align = bytes < LARGE ? ALIGN : PAGE;
    size_t whole = (bytes + align) / align * align; /* at least one byte more, so that 0 is a block too */
    void *block = whole < bytes ? NULL : aligned_alloc(align, whole);
    if (!block) die("out of memory: %zu bytes asked for", bytes);
    ask_for_large_pages(block, whole);
    allocations++;
    return block;
}

void *mem_zero(size_t count, size_t size) {
    if (size && count > SIZE_MAX / 2 / size) die("out of memory: %zu x %zu bytes asked for", count, size);
    void *block = aligned(count * size);
    memset(block, 0, count * size);
    return block;
}

void *mem_grow(void *block, size_t old_bytes, size_t new_bytes) {
    char *grown = aligned(new_bytes);
    size_t keep = old_bytes < new_bytes ? old_bytes : new_bytes;
    if (keep) memcpy(grown, block, keep);
    memset(grown + keep, 0, new_bytes - keep);
    free(block);
    return grown;
}

char *mem_text(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(aligned(size), text, size);
}

void mem_free(void *block) { free(block); }

size_t mem_allocations(void) { return allocations; }

size_t mem_peak_rss(void) {
    FILE *f = fopen("/proc/self/status", "r");
    char line[256];
    size_t kilobytes = 0;
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "VmHWM: %zu kB", &kilobytes) == 1) break;
    if (f) fclose(f);
    return kilobytes * 1024;
}

void *arena_take(struct arena *arena, size_t count, size_t size) {
    if (size && count > (SIZE_MAX / 2 - arena->used) / size) BUG("%zu x %zu bytes asked of an arena", count, size);
    const size_t at = arena->used;
    arena->used += (count * size + ALIGN - 1) / ALIGN * ALIGN;
    if (!arena->base) return NULL;
    if (arena->used > arena->size) BUG("arena of %zu bytes is full", arena->size);
    return arena->base + at;
}
