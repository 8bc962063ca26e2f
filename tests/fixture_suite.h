/* A made-up suite in a store: finished runs with training curves and evaluations, without training anything. */
#ifndef LEXBENCH_FIXTURE_SUITE_H
#define LEXBENCH_FIXTURE_SUITE_H
#include "base/hash.h"
#include "base/memory.h"
#include "base/rng.h"
#include "results/store.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    const char *suite, *about;
    int n_labels, n_tasks, n_seeds, n_lengths;
    const char *const *label;
    const char *const *task;
    const char *const *metric;       /* of each task; NULL: exact match */
    long train_length, first_length; /* lengths double from the first */
    bool depth;                      /* the last task gets accuracies by depth */
    bool variants;                   /* the last label is evaluated under a variant too */
    bool places;                     /* tasks whose metric is loss get losses by answer position */
    int attention;                   /* so many labels have shares of attention, in two layers */
    int longer;                      /* labels from this one on are trained to twice the length; 0: none */
};

/* Exact matches of 1000, falling with length from a place that label and seed decide; every fifth label does not fit
 * every other task. */
static long fixture_exact(const struct fixture *f, int label, int task, int seed, long length) {
    struct rng rng = rng_open(7, "fixture", (uint64_t)(label * 100 + task), (uint64_t)seed);
    bool fits = (label + task) % 5 != 4;
    double top = fits ? 1 : 0.3 + 0.3 * rng_uniform(&rng), reach = (label * 7 + task * 3) % 11 * 0.45 - 0.2;
    double octaves = log2((double)length / (double)f->train_length) + 0.15 * rng_normal(&rng);
    return lround(1000 * top / (1 + exp(4 * (octaves - reach - 0.6))));
}

static long fixture_trained(const struct fixture *f, int label) {
    return f->longer && label >= f->longer ? 2 * f->train_length : f->train_length;
}

static void fixture_places(struct eval_row *e) {
    e->n_bins = position_bin((int)e->length) + 1;
    e->bin_loss = mem_zero((size_t)e->n_bins, sizeof *e->bin_loss);
    e->bin_seen = mem_zero((size_t)e->n_bins, sizeof *e->bin_seen);
    for (int place = 1; place <= e->length; place++) {
        const int bin = position_bin(place);
        e->bin_seen[bin] += 100, e->bin_loss[bin] += 100 * (2.0 - 0.02 * bin);
    }
}

/* Shares of one run and layer that add up to 1. Of the last distance odd seeds have none, and store nothing. */
static void fixture_attention(struct run_record *r, const struct eval_row *e, int label, int seed) {
    static const char *const layers[] = {"layer 1", "layer 2"};
    const int bins = 2 + (int)log2((double)e->length) - seed % 2;
    for (int l = 0; l < 2; l++) {
        double share[32], sum = 0;
        for (int k = 0; k < bins; k++) sum += share[k] = 1.0 / (1 + abs(k - (label + l) % bins) + 0.1 * seed * k);
        for (int k = 0; k < bins; k++)
            run_record_add_measured(r, e, "attention", layers[l], k ? 1 << (k - 1) : 0, share[k] / sum);
    }
}

static void fixture_evaluations(const struct fixture *f, struct run_record *r, int label, int task, int seed) {
    const bool variants = f->variants && label == f->n_labels - 1, depth = f->depth && task == f->n_tasks - 1;
    r->n_eval = f->n_lengths * (variants ? 2 : 1);
    r->eval = mem_zero((size_t)r->n_eval, sizeof *r->eval);
    for (int i = 0; i < r->n_eval; i++) {
        struct eval_row *e = &r->eval[i];
        long length = f->first_length << i % f->n_lengths;
        long exact = fixture_exact(f, i < f->n_lengths ? label : label + 1, task, seed, length);
        *e = (struct eval_row){.length = length, .multiple = (double)length / (double)r->train_length};
        if (i >= f->n_lengths) snprintf(e->variant, sizeof e->variant, "%s(pi=2)", f->label[label]);
        e->tokens_sum = length * 2 * 1000;
        e->examples = 1000;
        e->exact = e->exact_no_eos = exact;
        e->answers = length * 1000;
        e->answers_right = length * (500 + exact / 2);
        e->loss_sum = (2.0 - 0.002 * (double)exact) * (double)e->answers;
        e->chance = task == 1 ? 0.1 : 1e-6;
        e->chance_token = 0.1;
        e->first_error_sum = 2 * (1000 - exact);
        e->loops_sum = i < f->n_lengths ? (double)NAN : 2500;
        e->n_depth = depth ? 10 : 0;
        if (f->places && f->metric && strcmp(f->metric[task], "loss") == 0) fixture_places(e);
        if (label < f->attention && i < f->n_lengths) fixture_attention(r, e, label, seed);
        for (int d = 0; d < e->n_depth; d++)
            e->depth_seen[d] = 100,
            e->depth_exact[d] = lround((double)exact / 10 * (1 - 0.04 * d * (length > f->train_length)));
    }
}

static void fixture_curve(struct run_record *r, double final_fit, int seed) {
    r->n_curve = 60;
    r->curve = mem_zero((size_t)r->n_curve, sizeof *r->curve);
    struct rng rng = rng_open((uint64_t)seed, "fixture/curve", (uint64_t)r->ordinal, 0);
    for (int i = 0; i < r->n_curve; i++) {
        double progress = (i + 1) / 60.0,
               level = 1 / (1 + exp(-14 * (progress - 0.3 - 0.03 * (double)(r->ordinal % 9))));
        r->curve[i] = (struct curve_point){.step = 50 * (i + 1),
                                           .loss = (3.5 - 3.4 * level * final_fit) * (1 + 0.08 * rng_uniform(&rng)),
                                           .grad_norm = 1,
                                           .lr = 1e-3 * (1 - progress),
                                           .fit = i % 5 == 4 ? final_fit * level : (double)NAN};
    }
}

static struct run_record fixture_run(const struct fixture *f, int label, int task, int seed) {
    struct run_record r = {.trained = true};
    struct text config = {0};
    text_add(&config, "suite = %s\nscheme = %s\ntask = %s\nseed = %d\n", f->suite, f->label[label], f->task[task],
             seed);
    sha256_hex(config.data, config.size, r.id);
    r.config = config.data;
    snprintf(r.suite, sizeof r.suite, "%s", f->suite);
    snprintf(r.scheme, sizeof r.scheme, "%s", f->label[label]);
    snprintf(r.label, sizeof r.label, "%s", f->label[label]);
    snprintf(r.task, sizeof r.task, "%s", f->task[task]);
    r.seed = seed;
    r.ordinal = (task * f->n_labels + label) * f->n_seeds + seed - 1;
    r.train_length = fixture_trained(f, label);
    r.train_tokens = 2 * r.train_length + 3;
    r.status = RUN_DONE;
    r.parameters = 100000;
    r.steps = 3000;
    r.attempt = 1;
    r.seconds = 12.5;
    r.eval_seconds = 3;
    r.peak_rss = 30 << 20;
    r.fit = (double)fixture_exact(f, label, task, seed, 1) / 1000;
    r.fit_examples = 500;
    r.fitted = r.fit >= 0.95;
    r.fit_step = r.fitted ? 2000 : -1;
    r.started_us = 1790000000000000;
    r.finished_us = r.started_us + 15500000;
    r.host = (struct host_info){"A processor", "OpenBLAS 0.3.21 SkylakeX", "gcc 12.2.0", "-O3", "0123abc", "host"};
    struct run_part *part = run_record_add_part(&r, f->task[task], f->metric ? f->metric[task] : "exact");
    part->fit = r.fit;
    part->fitted = r.fitted;
    fixture_evaluations(f, &r, label, task, seed);
    fixture_curve(&r, r.fit, seed);
    return r;
}

/* Every run of the fixture into the store; false: err. */
static inline bool fixture_fill(const struct fixture *f, struct store *store, struct error *err) {
    bool ok = store_add_suite(store, f->suite, f->about, "name: made up\n", err);
    for (int t = 0; t < f->n_tasks; t++)
        for (int l = 0; l < f->n_labels; l++)
            for (int s = 1; ok && s <= f->n_seeds; s++) {
                struct run_record r = fixture_run(f, l, t, s);
                ok = store_ingest(store, &r, err);
                run_record_free(&r);
            }
    return ok;
}
#endif
