#include "base/memory.h"
#include "results/store.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = {"done", "diverged", "failed", "interrupted"};

const char *run_status_name(enum run_status status) { return names[status]; }

void eval_row_free(struct eval_row *row) {
    mem_free(row->position_right);
    mem_free(row->position_seen);
    mem_free(row->bin_loss);
    mem_free(row->bin_seen);
}

static void free_rows(struct run_record *record) {
    for (int i = 0; i < record->n_eval; i++) eval_row_free(&record->eval[i]);
    mem_free(record->curve);
    mem_free(record->eval);
    mem_free(record->measured);
    mem_free(record->probed);
    record->curve = NULL, record->eval = NULL, record->measured = NULL, record->probed = NULL;
    record->n_curve = record->n_eval = record->n_measured = record->n_probed = 0;
}

void run_record_free(struct run_record *record) {
    free_rows(record);
    mem_free(record->config);
    mem_free(record->part);
    memset(record, 0, sizeof *record);
}

void run_record_fail(struct run_record *record, const char *reason) {
    free_rows(record);
    record->status = RUN_FAILED;
    record->fit = (double)NAN;
    record->fit_step = -1;
    record->fitted = false;
    record->untrained[0] = '\0';
    for (int k = 0; k < record->n_parts; k++) record->part[k].fit = (double)NAN, record->part[k].fitted = false;
    text_utf8(reason, record->reason, sizeof record->reason);
}

bool run_id_is_valid(const char *id) {
    return strspn(id, "0123456789abcdef") == RUN_ID_SIZE - 1 && id[RUN_ID_SIZE - 1] == '\0';
}

void run_record_add_point(struct run_record *record, const struct curve_point *point) {
    const size_t size = sizeof *record->curve;
    record->curve = mem_grow(record->curve, size * (size_t)record->n_curve, size * (size_t)(record->n_curve + 1));
    record->curve[record->n_curve++] = *point;
}

struct run_part *run_record_add_part(struct run_record *record, const char *task, const char *metric) {
    const size_t size = sizeof *record->part;
    record->part = mem_grow(record->part, size * (size_t)record->n_parts, size * (size_t)(record->n_parts + 1));
    struct run_part *part = &record->part[record->n_parts++];
    *part = (struct run_part){.fit = (double)NAN, .trained = true};
    snprintf(part->task, sizeof part->task, "%s", task);
    snprintf(part->metric, sizeof part->metric, "%s", metric);
    return part;
}

void run_record_add_measured(struct run_record *record, const struct eval_row *at, const char *name, const char *series,
                             double x, double value) {
    const size_t size = sizeof *record->measured;
    record->measured =
        mem_grow(record->measured, size * (size_t)record->n_measured, size * (size_t)(record->n_measured + 1));
    struct measured *m = &record->measured[record->n_measured++];
    *m = (struct measured){.part = at ? at->part : -1, .length = at ? at->length : 0, .x = x, .value = value};
    snprintf(m->variant, sizeof m->variant, "%s", at ? at->variant : "");
    snprintf(m->name, sizeof m->name, "%s", name);
    snprintf(m->series, sizeof m->series, "%s", series);
}

void run_record_add_probed(struct run_record *record, const struct probed *probed) {
    const size_t size = sizeof *probed;
    record->probed = mem_grow(record->probed, size * (size_t)record->n_probed, size * (size_t)(record->n_probed + 1));
    record->probed[record->n_probed++] = *probed;
}

enum { BINS_PER_OCTAVE = 16 };

int bin_position(int bin) { return (int)ceil(exp2((double)bin / BINS_PER_OCTAVE) - 1e-9); }

int position_bin(int place) {
    int bin = (int)(BINS_PER_OCTAVE * log2(place));
    while (bin_position(bin + 1) <= place) bin++;
    while (bin_position(bin) > place) bin--;
    return bin;
}
