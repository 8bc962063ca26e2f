/* The checksum of a result file shows accidental damage. Its content is checked as well, since anyone who writes the
 * file can write its checksum: a database holds only runs whose id is the hash of their configuration, whose rows
 * belong to their tasks and whose counts are possible.
 */
#include "results/agree.h"
#include "base/hash.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The value of a line "key = value"; NULL: the configuration has no such line. */
static const char *setting(const char *config, const char *key) {
    const size_t size = strlen(key);
    for (const char *line = config; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, key, size) == 0 && strncmp(line + size, " = ", 3) == 0) return line + size + 3;
    }
    return NULL;
}

static bool is_set_to(const char *config, const char *key, long value) {
    const char *text = setting(config, key);
    return !text || strtol(text, NULL, 10) == value;
}

static bool is_share(double x) { return isnan(x) || (x >= 0 && x <= 1); }

/* 0 <= part[i] <= whole[i]. */
static bool are_parts(const long *part, const long *whole, int n) {
    for (int i = 0; i < n; i++)
        if (part[i] < 0 || part[i] > whole[i]) return false;
    return true;
}

static const char *row_contradiction(const struct run_record *r, const struct eval_row *e) {
    if (e->part < 0 || e->part >= r->n_parts) return "an evaluation is of a task that the run does not have";
    if (e->length < 1 || e->examples < 1) return "an evaluation is of no length or no examples";
    if (e->exact < 0 || e->exact > e->exact_no_eos || e->exact_no_eos > e->examples)
        return "an evaluation has more exact matches than examples";
    if (e->answers_right < 0 || e->answers_right > e->answers)
        return "an evaluation has more right answers than answers";
    if (!are_parts(e->position_right, e->position_seen, e->n_position))
        return "an evaluation has more right answers at a position than answers";
    if (!are_parts(e->depth_exact, e->depth_seen, e->n_depth))
        return "an evaluation has more exact matches at a depth than examples";
    return NULL;
}

const char *record_contradiction(const struct run_record *r) {
    char id[SHA256_HEX];
    sha256_hex(r->config, strlen(r->config), id);
    if (strcmp(id, r->id) != 0) return "its id is not the hash of its configuration";
    if (!is_set_to(r->config, "seed", r->seed)) return "its seed is not that of its configuration";
    if (!is_set_to(r->config, "train.longest", r->train_length))
        return "its training length is not that of its configuration";
    if (r->n_parts < 1) return "it has no task";
    if (!is_share(r->fit) || r->steps < 0 || r->attempt < 1) return "its fit, steps or attempts are out of range";
    for (int i = 0; i < r->n_measured; i++)
        if (r->measured[i].part < -1 || r->measured[i].part >= r->n_parts)
            return "a measure is of a task that the run does not have";
    for (int i = 0; i < r->n_probed; i++)
        if (r->probed[i].part < 0 || r->probed[i].part >= r->n_parts)
            return "a probe is of a task that the run does not have";
    for (int i = 0; i < r->n_eval; i++) {
        const char *why = row_contradiction(r, &r->eval[i]);
        if (why) return why;
    }
    return NULL;
}
