/* Checks what lexbench needs from the machine and says how to fix it. */
#include "base/counter.h"
#include "base/file.h"
#include "base/level.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "model/math/bf16.h"
#include "model/math/blas.h"
#include "model/model.h"
#include "plots/font.h"
#include "results/store.h"
#include "run/code.h"
#include "run/host.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const struct flag doctor_flags[] = {{"db", 0, "PATH", "lexbench.db", "the database whose labels are looked at"},
                                           {0}};

static bool say(bool ok, const char *what, const char *found, const char *mend) {
    printf("%s%-4s%s %-12s %s\n", log_colour(STDOUT_FILENO, ok ? LOG_GREEN : LOG_RED), ok ? "ok" : "BAD",
           log_reset(STDOUT_FILENO), what, found);
    if (!ok) printf("     %-12s %s\n", "", mend);
    return ok;
}

enum { M = 37, N = 29, K = 53 };

/* c[M][N] = a[M][K] b[K][N] */
static void plain_product(const real *a, const real *b, double *c) {
    for (int i = 0; i < M; i++)
        for (int k = 0; k < K; k++)
            for (int j = 0; j < N; j++) c[i * N + j] += (double)a[i * K + k] * (double)b[k * N + j];
}

/* A few products against a plain loop: a BLAS that picks a wrong kernel is found here and not in a chart. */
static bool products_agree(void) {
    static real a[M * K], b[K * N], c[M * N];
    double plain[M * N] = {0};
    for (int i = 0; i < M * K; i++) a[i] = (real)((i * 37 % 101) / 50.0 - 1);
    for (int i = 0; i < K * N; i++) b[i] = (real)((i * 53 % 97) / 48.0 - 1);
    blas_gemm(false, false, M, N, K, 1, a, K, b, N, 0, c, N);
    plain_product(a, b, plain);
    for (int i = 0; i < M * N; i++)
        if (!(fabs(plain[i] - (double)c[i]) < 1e-4)) return false;
    return true;
}

static bool in_path(const char *program) {
    const char *path = getenv("PATH");
    char full[4096];
    for (; path && *path; path += strcspn(path, ":"), path += *path == ':') {
        snprintf(full, sizeof full, "%.*s/%s", (int)strcspn(path, ":"), path, program);
        if (access(full, X_OK) == 0) return true;
    }
    return false;
}

static bool counts_instructions(void) {
    struct counter counter = counter_open(COUNTED_INSTRUCTIONS);
    const bool counts = counter_read(&counter) > 0;
    counter_close(&counter);
    return counts;
}

/* The level of the program and of the processor, and what they cost where they differ. */
static void show_level(void) {
    const enum level built = level_built(), processor = level_of_processor();
    struct text line = {0};
    text_add(&line, "%s", level_name(built));
    if (built < processor)
        text_add(&line, "; the processor has %s: a program for it, of 'make' or 'make levels', is faster",
                 level_name(processor));
    say(true, "level", text_of(&line), "");
    text_free(&line);
}

/* Variables that choose slower kernels of libraries than the processor has. */
static void show_variables(void) {
    struct text line = {0};
    if (!level_foreign_core()) return;
    text_add(&line, "OPENBLAS_CORETYPE=%s is set: OpenBLAS does not take the kernels that it has for the processor",
             level_foreign_core());
    say(true, "environment", text_of(&line), "");
    text_free(&line);
}

/* What train.precision and evaluate.precision: bf16 mean here. */
static void show_bf16(void) {
    struct text line = {0};
    text_add(&line, "%s%s", bf16_describe(), bf16_fast() ? "" : ": slower than float here, with the same numbers");
    say(true, "bf16", text_of(&line), "");
    text_free(&line);
}

static void show_host(void) {
    struct host_info host;
    char sqlite[256], revision[256], code[CODE_SIZE];
    host_fill(&host);
    store_describe(sqlite, sizeof sqlite);
    code_of_program(code);
    snprintf(revision, sizeof revision, "%s, code %.12s", host.revision, code);
    say(true, "processor", host.processor, "");
    show_level();
    show_variables();
    say(true, "compiler", host.compiler, "");
    say(true, "revision", revision, "");
    show_bf16();
    say(true, "instructions", counts_instructions() ? "counted" : "not counted here: nights are judged by time", "");
    say(true, "SQLite", sqlite, "");
}

static bool check_products(void) {
    char library[256];
    blas_describe(library, sizeof library);
    return say(products_agree(), "BLAS", library, "matrix products are wrong; try OPENBLAS_CORETYPE=Haswell");
}

static bool check_gnuplot(void) {
    const bool found = in_path("gnuplot");
    return say(found, "gnuplot", found ? "found" : "not found",
               "charts need it: apt-get install gnuplot-nox fonts-dejavu-core");
}

static const char chart_font[] = "DejaVu Sans"; /* plots/style.gp */

/* Another font is not a fault: charts work with it. */
static void show_font(void) {
    char family[256];
    struct text found = {0};
    if (!font_family(family, sizeof family))
        text_add(&found, "not known: fontconfig's fc-match is not here");
    else if (strstr(family, chart_font))
        text_add(&found, "%s", chart_font);
    else
        text_add(&found, "%s, as %s is not here (apt-get install fonts-dejavu-core)", family, chart_font);
    say(true, "charts' font", text_of(&found), "");
    text_free(&found);
}

/* Names of schemes and tasks that charts of the database would show. */
static bool check_labels(const char *database) {
    struct store *store = file_exists(database) ? store_open_readonly(database, NULL) : NULL;
    struct table *t = store ? store_query(store, "SELECT DISTINCT label FROM suite_run", NULL, 0, NULL) : NULL;
    struct text marked = {0}, missing = {0}, found = {0};
    for (int r = 0; t && r < table_rows(t); r++) font_mark(table_at(t, r, 0), &marked, &missing);
    const bool ok = !missing.size;
    text_add(&found, "no font here has %s, which labels of %s contain", text_of(&missing), database);
    if (!ok) say(false, "labels", text_of(&found), "PNG and PDF show '?'; apt-get install a font that has them");
    table_free(t);
    store_close(store);
    text_free(&marked);
    text_free(&missing);
    text_free(&found);
    return ok;
}

static bool check_disk(void) {
    struct statvfs disk;
    char text[64];
    const double free_mb = statvfs(".", &disk) == 0 ? (double)disk.f_bavail * (double)disk.f_frsize / 1e6 : 0;
    snprintf(text, sizeof text, "%.0f MB free here", free_mb);
    return say(free_mb > 100, "disk", text, "less than 100 MB: runs may not be stored");
}

static int cmd_doctor(const struct call *call) {
    show_host();
    const bool products = check_products(), gnuplot = check_gnuplot();
    show_font();
    const bool labels = check_labels(flag_value(call, "db")), disk = check_disk();
    return products && gnuplot && labels && disk ? EXIT_OK : EXIT_NOTHING;
}

const struct command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "check this machine and say how to fix it",
    .text = "  lexbench doctor",
    .least = 0,
    .most = 0,
    FLAGS(doctor_flags),
    .run = cmd_doctor,
};
