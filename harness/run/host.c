/* Where and with what a run was made. */
#include "model/model.h"
#include "run/train.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef LEXBENCH_REVISION
#define LEXBENCH_REVISION "unknown"
#endif
#ifndef LEXBENCH_FLAGS
#define LEXBENCH_FLAGS "unknown"
#endif

static void processor_name(char *out, size_t size) {
    char line[256];
    FILE *f = fopen("/proc/cpuinfo", "r");
    snprintf(out, size, "unknown");
    while (f && fgets(line, sizeof line, f)) {
        if (strncmp(line, "model name", 10) != 0) continue;
        char *name = strchr(line, ':');
        if (!name) continue;
        name += 1 + strspn(name + 1, " ");
        name[strcspn(name, "\n")] = '\0';
        snprintf(out, size, "%s", name);
        break;
    }
    if (f) fclose(f);
}

void host_fill(struct host_info *host) {
    memset(host, 0, sizeof *host);
    processor_name(host->processor, sizeof host->processor);
    blas_describe(host->blas, sizeof host->blas);
#ifdef __clang__
    snprintf(host->compiler, sizeof host->compiler, "clang %s", __clang_version__);
#else
    snprintf(host->compiler, sizeof host->compiler, "gcc %s", __VERSION__);
#endif
    snprintf(host->flags, sizeof host->flags, "%s", LEXBENCH_FLAGS);
    snprintf(host->revision, sizeof host->revision, "%s", LEXBENCH_REVISION);
    if (gethostname(host->hostname, sizeof host->hostname - 1) != 0)
        snprintf(host->hostname, sizeof host->hostname, "unknown");
}
