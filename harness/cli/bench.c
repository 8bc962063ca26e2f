#include "run/bench.h"
#include "base/level.h"
#include "base/memory.h"
#include "cli/command.h"
#include "encoders/encoder.h"
#include "model/model.h"
#include "run/host.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct flag bench_flags[] = {
    FLAG_FORMAT,
    {"evaluate", 'e', "T", NULL, "evaluation only, of one sequence of T tokens"},
    {"beside", 'b', "SCHEME", NULL, "time training steps, or evaluations, alternating with those of SCHEME"},
    {"length", 'l', "T", NULL, "tokens of a training sequence instead of the shape's"},
    {"seconds", 's', "S", "1", "seconds for each figure"},
    {"formulas", 0, "FILE", NULL, "a suite, or a file of its own, whose formulas are known by name"},
    {"width", 'w', "W", NULL, "only the shape of this width"},
    {"precision", 0, "float|bf16", "float", "of products; with --beside, that of SCHEME stays float"},
    {"shape", 0, "C,L,H,T,B", NULL, "a shape of your own: width, layers, heads, tokens of a sequence, sequences"},
    {0}};

/* A rate beside a library that was told to take kernels of another processor says nothing. */
static bool leave_foreign_core(const struct call *call, struct error *err) {
    if (!level_foreign_core()) return true;
    fprintf(stderr, "OPENBLAS_CORETYPE=%s is left out: OpenBLAS takes the kernels that it has for this processor\n",
            level_foreign_core());
    char **argv = mem_zero((size_t)call->n_words + 2, sizeof *argv);
    argv[0] = mem_text("lexbench");
    for (int i = 0; i < call->n_words; i++) argv[i + 1] = call->words[i];
    return level_without_foreign_core(argv, err);
}

static void print_head(void) {
    struct host_info host;
    host_fill(&host);
    fprintf(
        stderr,
        "%s\n%s\n%s %s\nLeast and median of repeats; GFLOP/s of useful work; shares of a step by part; MB held by the "
        "model; differences to a double-precision reference.\n",
        host.processor, host.blas, host.compiler, host.flags);
}

enum { LONGEST = 1 << 24 }; /* of an evaluation, tokens */

struct wanted {
    enum bench_kind kind;
    double seconds;
    long width;               /* 0: all */
    struct bench_shape shape; /* of --shape; width 0: the usual ones */
    int T;                    /* tokens instead of the shape's; 0: as they are */
    const char *beside;
    enum precision precision;
};

static bool read_length(const struct call *call, const char *flag, int *T, struct error *err) {
    const char *text = flag_value(call, flag);
    if (!text) return true;
    *T = atof(text) <= LONGEST ? atoi(text) : 0;
    return *T >= 1 || error_set(err, "--%s takes a number of tokens up to %d, not '%s'", flag, LONGEST, text);
}

/* "C,L,H,T,B"; the bounds of a model's sizes are those of a suite's settings. */
static bool read_shape(const char *text, struct bench_shape *out, struct error *err) {
    struct model_config config;
    char size[3][16], end;
    if (!text) return true;
    if (sscanf(text, "%15[0-9],%15[0-9],%15[0-9],%9d,%9d%c", size[0], size[1], size[2], &out->T, &out->B, &end) != 5 ||
        out->T < 1 || out->B < 1 || (double)out->T * out->B > LONGEST)
        return error_set(err,
                         "--shape takes width, layers, heads, tokens and sequences (of at most %d tokens in all), such "
                         "as 96,3,6,48,32, not '%s'",
                         LONGEST, text);
    options_default(model_options, &config);
    if (!options_set(model_options, &config, "width", size[0], err) ||
        !options_set(model_options, &config, "layers", size[1], err) ||
        !options_set(model_options, &config, "heads", size[2], err))
        return error_prefix(err, "--shape");
    out->width = config.width;
    out->layers = config.layers;
    out->heads = config.heads;
    return true;
}

static bool read_precision(const struct call *call, enum precision *out, struct error *err) {
    const char *word = flag_value(call, "precision");
    *out = strcmp(word, "bf16") == 0 ? PRECISION_BF16 : PRECISION_FLOAT;
    return *out == PRECISION_BF16 || strcmp(word, "float") == 0 ||
           error_set(err, "--precision takes float or bf16, not '%s'", word);
}

static bool read_flags(const struct call *call, struct wanted *w, struct error *err) {
    const char *width = flag_value(call, "width"), *beside = flag_value(call, "beside");
    const bool evaluate = flag_value(call, "evaluate");
    *w = (struct wanted){.kind = beside     ? evaluate ? BENCH_EVALUATION_BESIDE : BENCH_BESIDE
                                 : evaluate ? BENCH_EVALUATION
                                            : BENCH_STEP,
                         .beside = beside,
                         .seconds = atof(flag_value(call, "seconds")),
                         .width = width ? atol(width) : 0};
    if (flag_value(call, "shape") && (width || flag_value(call, "length")))
        return error_set(err, "--shape has a width and a length; leave out --%s", width ? "width" : "length");
    if (!read_precision(call, &w->precision, err) || !read_length(call, "length", &w->T, err) ||
        !read_length(call, "evaluate", &w->T, err) || !read_shape(flag_value(call, "shape"), &w->shape, err))
        return false;
    if (!(w->seconds > 0))
        return error_set(err, "--seconds takes a number above 0, not '%s'", flag_value(call, "seconds"));
    for (const struct bench_shape *s = bench_shapes; width && s->width != w->width; s++)
        if (!s->width)
            return error_set(err, "no shape has the width %s; there are 64, 128 and 256, and --shape for others",
                             width);
    return true;
}

static bool row(struct table *table, const struct wanted *w, const char *expression, const struct bench_shape *shape,
                struct error *err) {
    if (w->beside) return bench_beside(table, w->kind, expression, w->beside, shape, w->precision, w->seconds, err);
    return bench_scheme(table, w->kind, expression, shape, w->precision, w->seconds, err);
}

/* The same where formulas may be named, in --beside too. */
static bool row_of_word(const struct call *call, struct table *table, const struct wanted *w, const char *word,
                        const struct bench_shape *shape, struct error *err) {
    struct text scheme = {0}, beside = {0};
    struct wanted with = *w;
    bool ok = flag_formulas(call, word, &scheme, err) && (!w->beside || flag_formulas(call, w->beside, &beside, err));
    if (w->beside) with.beside = text_of(&beside);
    ok = ok && (row(table, &with, text_of(&scheme), shape, err) || blame_formula(call, word, err));
    text_free(&scheme);
    text_free(&beside);
    return ok;
}

/* Every named scheme at every requested shape; without names all schemes that can be used alone. */
static bool fill(const struct call *call, const struct wanted *w, struct table *table, struct error *err) {
    const struct bench_shape own[] = {w->shape, {0}};
    for (const struct bench_shape *s = w->shape.width ? own : bench_shapes; s->width; s++) {
        struct bench_shape shape = *s;
        struct error alone;
        if (w->width && w->width != s->width) continue;
        if (w->T) shape.T = w->T;
        for (int i = 0; i < call->n; i++)
            if (!row_of_word(call, table, w, call->argument[i], &shape, err)) return false;
        for (const struct encoder *const *e = encoder_list; !call->n && *e; e++)
            row(table, w, (*e)->name, &shape, &alone);
    }
    return true;
}

static int cmd_bench(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    struct wanted wanted;
    if (!flag_format(call, &format, &err) || !read_flags(call, &wanted, &err) || !leave_foreign_core(call, &err))
        return report_error(&err);
    print_head();
    struct table *table = bench_table(wanted.kind);
    const bool ok = fill(call, &wanted, table, &err);
    static const char *const captions[] = {
        [BENCH_STEP] = "A training step: its time, its rate beside sgemm's at the same products, and the memory held.",
        [BENCH_EVALUATION] =
            "An evaluation: its time, its rate beside sgemm's at the same products, and the memory held.",
        [BENCH_BESIDE] = "A training step of each scheme beside one of the scheme that it is compared with, in turn.",
        [BENCH_EVALUATION_BESIDE] = "An evaluation of one sequence under each scheme beside one of another, in turn."};
    table_caption(table, "bench", "%s", captions[wanted.kind]);
    if (ok) table_print(table, format, stdout);
    table_free(table);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_bench = {
    .name = "bench",
    .arguments = "[SCHEME...]",
    .summary = "measure the speed of training and evaluation",
    .text = "  lexbench bench nope rope shaw\n  lexbench bench --width 64 --format tsv\n  lexbench bench rope --width "
            "128 --evaluate 2048\n  lexbench bench rope alibi --beside nope\n  lexbench bench rope alibi --beside nope "
            "--evaluate 2048\n  lexbench bench nope --precision bf16 "
            "--beside nope\n  lexbench bench rope --shape "
            "96,3,6,48,32\n\nEach row has the processor's peak "
            "(multiply-adds in registers) and sgemm's own rate at the same products in the same run, the shares of a "
            "step's time, the bytes that the model holds, and the difference between the fast code and a plain "
            "reference in double precision.",
    .least = 0,
    .most = -1,
    FLAGS(bench_flags),
    .run = cmd_bench,
};
