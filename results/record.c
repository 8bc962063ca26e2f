#include "base/memory.h"
#include "results/store.h"
#include <string.h>

static const char *const names[] = {"done", "diverged", "failed", "interrupted"};

const char *run_status_name(enum run_status status) { return names[status]; }

void run_record_free(struct run_record *record) {
    for (int i = 0; i < record->n_eval; i++) {
        mem_free(record->eval[i].position_right);
        mem_free(record->eval[i].position_seen);
    }
    mem_free(record->config);
    mem_free(record->curve);
    mem_free(record->eval);
    memset(record, 0, sizeof *record);
}
