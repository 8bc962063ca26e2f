/* Looks at what lexbench needs and says how to mend it. */
#include "base/counter.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "model/blas.h"
#include "model/model.h"
#include "results/store.h"
#include "run/code.h"
#include "run/train.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const struct flag doctor_flags[] = {{0}};

static bool say(bool ok, const char *what, const char *found, const char *mend) {
    printf("%s%-4s%s %-12s %s\n", log_colour(STDOUT_FILENO, ok ? LOG_GREEN : LOG_RED), ok ? "ok" : "BAD",
           log_reset(STDOUT_FILENO), what, found);
    if (!ok) printf("     %-12s %s\n", "", mend);
    return ok;
}

/* A few products against a plain loop: a BLAS that picks a wrong kernel is found here and not in a chart. */
static bool check_products(void) {
    enum { M = 37, N = 29, K = 53 };
    static real a[M * K], b[K * N], c[M * N];
    double worst = 0;
    for (int i = 0; i < M * K; i++) a[i] = (real)((i * 37 % 101) / 50.0 - 1);
    for (int i = 0; i < K * N; i++) b[i] = (real)((i * 53 % 97) / 48.0 - 1);
    blas_gemm(false, false, M, N, K, 1, a, K, b, N, 0, c, N);
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < K; k++) sum += (double)a[i * K + k] * (double)b[k * N + j];
            worst = fmax(worst, fabs(sum - (double)c[i * N + j]));
        }
    return worst < 1e-4;
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

static int cmd_doctor(const struct call *call) {
    (void)call;
    struct host_info host;
    struct statvfs disk;
    char text[256], code[CODE_SIZE];
    bool ok = true;
    host_fill(&host);
    say(true, "processor", host.processor, "");
    say(true, "compiler", host.compiler, "");
    code_of_program(code);
    snprintf(text, sizeof text, "%s, code %.12s", host.revision, code);
    say(true, "revision", text, "");
    ok &= say(check_products(), "BLAS", host.blas, "matrix products are wrong; try OPENBLAS_CORETYPE=Haswell");
    say(true, "instructions", counts_instructions() ? "counted" : "not counted here: nights are judged by time", "");
    store_describe(text, sizeof text);
    say(true, "SQLite", text, "");
    ok &= say(in_path("gnuplot"), "gnuplot", in_path("gnuplot") ? "found" : "not found",
              "charts need it: apt-get install gnuplot-nox fonts-dejavu-core");
    bool room = statvfs(".", &disk) == 0;
    double free_mb = room ? (double)disk.f_bavail * (double)disk.f_frsize / 1e6 : 0;
    snprintf(text, sizeof text, "%.0f MB free here", free_mb);
    ok &= say(free_mb > 100, "disk", text, "less than 100 MB: runs may not be stored");
    return ok ? EXIT_OK : EXIT_NOTHING;
}

const struct command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "check this machine and say how to mend it",
    .text = "  lexbench doctor",
    .least = 0,
    .most = 0,
    FLAGS(doctor_flags),
    .run = cmd_doctor,
};
