#include "run/host.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/level.h"
#include "base/memory.h"
#include "model/math/blas.h"
#include "model/model.h"
#include <gnu/libc-version.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef LEXBENCH_REVISION
#define LEXBENCH_REVISION "unknown"
#endif
#ifndef LEXBENCH_FLAGS
#define LEXBENCH_FLAGS "unknown"
#endif

void host_word(const char *word, char *out, size_t size) {
    static const char cut[] = "...";
    snprintf(out, size, "%s", word);
    if (strlen(word) >= size) memcpy(out + size - sizeof cut, cut, sizeof cut);
}

/* What a line of /proc/cpuinfo says behind the colon, if it begins with `key`; NULL otherwise. */
static const char *value_of(char *line, const char *key) {
    char *value = strchr(line, ':');
    if (strncmp(line, key, strlen(key)) != 0 || !value) return NULL;
    value += 1 + strspn(value + 1, " ");
    value[strcspn(value, "\n")] = '\0';
    return value;
}

void host_processor(FILE *cpuinfo, char *out, size_t size) {
    char line[256], maker[16] = "", name[64];
    const char *value;
    host_word("unknown", out, size);
    while (cpuinfo && fgets(line, sizeof line, cpuinfo)) {
        if ((value = value_of(line, "model name")) != NULL) {
            host_word(value, out, size);
            break;
        }
        if ((value = value_of(line, "CPU implementer")) != NULL) host_word(value, maker, sizeof maker);
        if (*maker && (value = value_of(line, "CPU part")) != NULL) {
            snprintf(name, sizeof name, "arm64, implementer %s, part %.15s", maker, value);
            host_word(name, out, size);
            break;
        }
    }
}

static void processor_name(char *out, size_t size) {
    FILE *f = fopen("/proc/cpuinfo", "r");
    host_processor(f, out, size);
    if (f) fclose(f);
}

/* The instruction sets by which compilers and libraries choose kernels: those the program was built for, and those of
 * the processor. */
#ifdef __x86_64__
#ifdef __FMA__
#define BUILT_FMA " fma"
#else
#define BUILT_FMA ""
#endif
#ifdef __AVX2__
#define BUILT_AVX2 " avx2"
#else
#define BUILT_AVX2 ""
#endif
#ifdef __AVX512F__
#define BUILT_AVX512F " avx512f"
#else
#define BUILT_AVX512F ""
#endif
#ifdef __AVX512VL__
#define BUILT_AVX512VL " avx512vl"
#else
#define BUILT_AVX512VL ""
#endif
static void instruction_sets(struct text *out) {
    text_add(out, "built for x86-64" BUILT_FMA BUILT_AVX2 BUILT_AVX512F BUILT_AVX512VL ", runs on x86-64%s%s%s%s",
             __builtin_cpu_supports("fma") ? " fma" : "", __builtin_cpu_supports("avx2") ? " avx2" : "",
             __builtin_cpu_supports("avx512f") ? " avx512f" : "",
             __builtin_cpu_supports("avx512vl") ? " avx512vl" : "");
}
#else
static void instruction_sets(struct text *out) { text_add(out, "built for %s", level_name(level_built())); }
#endif

static void describe_kernels(char *out, size_t size) {
    char library[256];
    struct text all = {0};
    blas_describe(library, sizeof library);
    text_add(&all, "%s; ", library);
    instruction_sets(&all);
    host_word(text_of(&all), out, size);
    text_free(&all);
}

void host_fill(struct host_info *host) {
    memset(host, 0, sizeof *host);
    processor_name(host->processor, sizeof host->processor);
    describe_kernels(host->blas, sizeof host->blas);
#ifdef __clang__
    host_word("clang " __clang_version__, host->compiler, sizeof host->compiler);
#else
    host_word("gcc " __VERSION__, host->compiler, sizeof host->compiler);
#endif
    host_word(LEXBENCH_FLAGS, host->flags, sizeof host->flags);
    host_word(LEXBENCH_REVISION, host->revision, sizeof host->revision);
    if (gethostname(host->hostname, sizeof host->hostname - 1) != 0)
        snprintf(host->hostname, sizeof host->hostname, "unknown");
}

/* A revision alone does not distinguish two builds with uncommitted changes. Read once. */
static const char *program_hash(void) {
    static char hash[XXH128_HEX];
    char *bytes;
    size_t size;
    if (*hash) return hash;
    if (!file_read("/proc/self/exe", (size_t)1 << 30, &bytes, &size, NULL)) return "unknown";
    xxh128_hex(bytes, size, hash);
    mem_free(bytes);
    return hash;
}

void host_code(struct text *out) {
    struct host_info host;
    host_fill(&host);
    text_add(out, "revision %s\ncompiler %s\nflags %s\nblas %s\nlibc %s\nprogram %s\n", host.revision, host.compiler,
             host.flags, host.blas, gnu_get_libc_version(), program_hash());
}
