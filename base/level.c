#include "base/level.h"
#include "base/real.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __aarch64__
#define OTHER "arm64"
#else
#define OTHER "other"
#endif
static const char *const names[LEVELS] = {OTHER, "x86-64", "x86-64-v3", "x86-64-v4"};

const char *level_name(enum level level) { return names[level]; }

enum level level_built(void) {
#if defined __AVX512F__ && defined __AVX512BW__ && defined __AVX512CD__ && defined __AVX512DQ__ && defined __AVX512VL__
    return LEVEL_4;
#elif defined __AVX2__ && defined __FMA__ && defined __BMI2__
    return LEVEL_3;
#elif defined __x86_64__
    return LEVEL_1;
#else
    return LEVEL_OTHER;
#endif
}

enum level level_of_processor(void) {
#ifdef __x86_64__
    const bool third = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                       __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    const bool fourth = third && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                        __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl");
    return fourth ? LEVEL_4 : third ? LEVEL_3 : LEVEL_1;
#else
    return LEVEL_OTHER;
#endif
}

static bool named(const char *word, enum level *out, struct error *err) {
    for (int level = LEVEL_1; level < LEVELS; level++)
        if (strcmp(names[level], word) == 0) {
            *out = (enum level)level;
            return true;
        }
    return error_set(err, "LEXBENCH_LEVEL: there is no level '%s'; there are x86-64, x86-64-v3 and x86-64-v4", word);
}

bool level_choose(const struct level_choice *choice, enum level *out, struct error *err) {
    *out = choice->built;
    if (choice->wanted && *choice->wanted) {
        enum level wanted = choice->built;
        if (!named(choice->wanted, &wanted, err)) return false;
        if (wanted > choice->processor)
            return error_set(err, "LEXBENCH_LEVEL: this processor has no more than level %s", names[choice->processor]);
        if (wanted != choice->built && !choice->there[wanted])
            return error_set(err,
                             "LEXBENCH_LEVEL: there is no program for level %s here, only one for %s; 'make levels' "
                             "builds them",
                             names[wanted], names[choice->built]);
        *out = wanted;
        return true;
    }
    for (enum level level = choice->built; level <= choice->processor; level++)
        if (choice->there[level]) *out = level;
    return true;
}

/* The mains of the parts of the one file of `make static`; NULL in other programs. */
#define PART(name) int name(int argc, char **argv) __attribute__((weak))
PART(lexbench_x86_64_v3);
PART(lexbench_x86_64_v4);
PART(lexbench_double);

typedef int (*entry)(int argc, char **argv);
static entry part_of(enum level level) {
    return level == LEVEL_3 ? lexbench_x86_64_v3 : level == LEVEL_4 ? lexbench_x86_64_v4 : NULL;
}

bool level_has_double(void) { return lexbench_double != NULL; }

/* The program for a level beside this one: where `make levels` builds it, or where `make install` puts it. */
static bool program_of(enum level level, char *out, size_t size) {
    static const char *const places[] = {"levels", "../libexec/lexbench"};
    char self[PATH_MAX] = "";
    const ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = length > 0 ? strrchr(self, '/') : NULL;
    if (!slash) return false;
    *slash = '\0';
    for (int place = 0; place < 2; place++) {
        const int n = snprintf(out, size, "%s/%s/%s/lexbench", self, places[place], names[level]);
        if (n > 0 && (size_t)n < size && access(out, X_OK) == 0) return true;
    }
    return false;
}

/* The name that OpenBLAS has for kernels of a level. */
static const char *const cores[LEVELS] = {NULL, "Nehalem", "Haswell", "SkylakeX"};
#define CORE "OPENBLAS_CORETYPE"

static bool become(const char *program, char **argv, struct error *err) {
    execv(program, argv);
    return error_set(err, "cannot start %s: %s", program, strerror(errno));
}

bool level_start(int argc, char **argv, struct error *err) {
    struct level_choice choice = {level_built(), level_of_processor(), {false}, getenv("LEXBENCH_LEVEL")};
    const char *number = getenv(LEVEL_REAL);
    char program[PATH_MAX];
    enum level level;
    if (sizeof(real) == sizeof(double)) return true; /* there is one that proves gradients, for all levels */
    if (lexbench_double && number && strcmp(number, "double") == 0) exit(lexbench_double(argc, argv));
    for (int k = LEVEL_1; k < LEVELS; k++)
        choice.there[k] = part_of((enum level)k) || program_of((enum level)k, program, sizeof program);
    if (!level_choose(&choice, &level, err)) return false;
    const bool held = choice.wanted && *choice.wanted && level < choice.processor && !getenv(CORE);
    if (held && setenv(CORE, cores[level], 1) != 0) return error_io(err, CORE);
    if (held && (level == choice.built || part_of(level))) return become("/proc/self/exe", argv, err);
    if (level == choice.built) return true;
    if (part_of(level)) exit(part_of(level)(argc, argv));
    return !program_of(level, program, sizeof program) || become(program, argv, err);
}

bool level_help_library(const char *core, char **argv, struct error *err) {
    const char *own = cores[level_built()];
    const bool unknown = strcmp(core, "Prescott") == 0 || strcmp(core, "Generic") == 0; /* its last resorts */
    if (!unknown || level_built() < LEVEL_3 || getenv(CORE)) return true;
    if (setenv(CORE, own, 1) != 0) return error_io(err, CORE);
    return become("/proc/self/exe", argv, err);
}

const char *level_foreign_core(void) {
    const char *core = getenv(CORE), *own = cores[level_built()];
    return core && own && strcmp(core, own) == 0 ? NULL : core;
}

bool level_without_foreign_core(char **argv, struct error *err) {
    if (!level_foreign_core()) return true;
    unsetenv(CORE);
    return become("/proc/self/exe", argv, err);
}
