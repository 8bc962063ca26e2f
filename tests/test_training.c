/* Training with interruptions, evaluation against a slow recount, exact match under teacher forcing against
 * step-by-step decoding, and how a run ends. */
#include "model/checkpoint.h"
#include "run/untrained.h"
#include "tests/fixture_run.h"

static char *file_hash(const char *path) {
    static char text[1 << 20];
    char *bytes;
    size_t size;
    struct error err;
    if (!file_read(path, sizeof text, &bytes, &size, &err)) fail_msg("%s", err.text);
    return bytes;
}

static void interruptions_change_nothing_of(const char *scheme, const long *stops, int n) {
    char dir[] = "/tmp/lexbench-run-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *checkpoint = path_join(dir, "c"), *a = path_join(dir, "a"), *b = path_join(dir, "b");
    struct run_plan plan = small_plan(scheme, "copy(symbols=12)");
    struct run_record calm, disturbed;
    train_to_end(&plan, NULL, a, &calm, NULL, 0);
    train_to_end(&plan, checkpoint, b, &disturbed, stops, n);
    assert_int_equal(calm.steps, 40);
    assert_true(disturbed.attempt > 3);
    assert_int_equal(calm.n_curve, disturbed.n_curve);
    for (int i = 0; i < calm.n_curve; i++)
        assert_true(calm.curve[i].loss == disturbed.curve[i].loss && calm.curve[i].step == disturbed.curve[i].step);
    for (int i = 0; i < 3; i++)
        assert_true(calm.eval[i].exact == disturbed.eval[i].exact &&
                    calm.eval[i].loss_sum == disturbed.eval[i].loss_sum);
    assert_true(calm.fit == disturbed.fit && calm.n_eval == 3 && disturbed.n_eval == 3);
    char *pa = file_hash(a), *pb = file_hash(b);
    assert_memory_equal(pa, pb, 4000);
    mem_free(pa);
    mem_free(pb);
    run_record_free(&calm);
    run_record_free(&disturbed);
    checkpoint_drop(checkpoint);
    assert_true(unlink(a) == 0 && unlink(b) == 0 && rmdir(dir) == 0);
    mem_free(checkpoint), mem_free(a), mem_free(b);
}

static void interruptions_change_nothing(void **state) {
    (void)state;
    static const long stops[] = {17, 0, 3, 11, 21};
    long every[50];
    interruptions_change_nothing_of("learned+shift(max=40)", stops, 5);
    /* A part is left out from step 20 on, where one attempt ends and the next begins. */
    interruptions_change_nothing_of("alibi@until=0.5+rope", stops, 5);
    interruptions_change_nothing_of("learned+shaw@until=0.43+fox@until=0.6", stops, 5);
    /* A step at a time. */
    for (int i = 0; i < 50; i++) every[i] = 1;
    interruptions_change_nothing_of("learned+shift(max=40)", every, 50);
}

/* Half of a run under rope, then without: the first half is rope's, the second another one's. */
static void a_part_is_left_out_in_training(void **state) {
    (void)state;
    static const char *const schemes[] = {"rope", "rope@until=0.5", "nope"};
    struct run_record r[3];
    for (int i = 0; i < 3; i++) {
        struct run_plan plan = small_plan(schemes[i], "copy(symbols=12)");
        train_to_end(&plan, NULL, NULL, &r[i], NULL, 0);
        assert_int_equal(r[i].steps, 40);
        assert_int_equal(r[i].n_curve, r[0].n_curve);
    }
    for (int k = 0; k < r[0].n_curve; k++)
        assert_true((r[1].curve[k].loss == r[0].curve[k].loss) == (r[1].curve[k].step < 20));
    assert_true(r[1].eval[0].loss_sum != r[0].eval[0].loss_sum && r[1].eval[0].loss_sum != r[2].eval[0].loss_sum);
    for (int i = 0; i < 3; i++) run_record_free(&r[i]);
}

static void assert_same_results(const struct run_record *a, const struct run_record *b) {
    assert_true(a->steps == b->steps && a->fit == b->fit && a->n_curve == b->n_curve && a->n_eval == b->n_eval);
    for (int i = 0; i < a->n_curve; i++)
        assert_true(a->curve[i].loss == b->curve[i].loss && a->curve[i].step == b->curve[i].step);
    for (int i = 0; i < a->n_eval; i++) {
        const struct eval_row *x = &a->eval[i], *y = &b->eval[i];
        assert_true(x->loss_sum == y->loss_sum && x->exact == y->exact && x->examples == y->examples &&
                    x->tokens_sum == y->tokens_sum);
        assert_true(x->answers_right == y->answers_right && x->n_position == y->n_position && x->n_depth == y->n_depth);
        assert_true(x->first_error_sum == y->first_error_sum);
        assert_memory_equal(x->position_right, y->position_right, sizeof(long) * (size_t)x->n_position);
    }
}

/* Two checkpoints at different steps: the first run is stopped after `first` steps, the next goes on for `more`. */
static void leave_checkpoints(const struct run_plan *plan, const char *stem, long first, long more) {
    const long stops[] = {first, more};
    struct run_record record;
    struct error err;
    for (int i = 0; i < 2; i++) {
        struct run_hooks hooks = {.stop = stop_now, .checkpoint = stem};
        stop_after = stops[i];
        assert_int_equal(run_plan(plan, &hooks, &record, &err), RUN_END_STOPPED);
        run_record_free(&record);
    }
}

static void damage(const char *stem, const char *which) {
    char path[256], *bytes;
    size_t size;
    struct error err;
    snprintf(path, sizeof path, "%s%s", stem, which);
    assert_true(file_read(path, 1 << 24, &bytes, &size, &err));
    bytes[size / 2] ^= 1;
    assert_true(file_write(path, bytes, size, &err));
    mem_free(bytes);
}

static void damaged_checkpoints_fall_back(void **state) {
    (void)state;
    static const char *const damaged[][2] = {
        {NULL, NULL}, {".0.safetensors", NULL}, {".1.safetensors", NULL}, {".0.safetensors", ".1.safetensors"}};
    static const long done[] = {25, 25, 10, 0}; /* steps that need not be done again */
    char dir[] = "/tmp/lexbench-damaged-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *stem = path_join(dir, "c");
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct run_record calm, again;
    struct error err;
    train_to_end(&plan, NULL, NULL, &calm, NULL, 0);
    for (int i = 0; i < 4; i++) {
        leave_checkpoints(&plan, stem, 10, 15);
        for (int k = 0; k < 2; k++)
            if (damaged[i][k]) damage(stem, damaged[i][k]);
        struct run_hooks hooks = {.stop = stop_now, .checkpoint = stem};
        stop_after = 1000;
        assert_int_equal(run_plan(&plan, &hooks, &again, &err), RUN_END_COMPLETE);
        /* Asked before each of the steps that are left, and after each batch of the three lengths. */
        assert_int_equal(1000 - stop_after, 40 - done[i] + 3);
        assert_int_equal(again.attempt, done[i] ? 3 - (i == 2) : 1);
        assert_same_results(&calm, &again);
        run_record_free(&again);
        checkpoint_drop(stem);
    }
    run_record_free(&calm);
    assert_int_equal(rmdir(dir), 0);
    mem_free(stem);
}

/* The checkpoint as another program would have written it: `key` of its metadata has another value, or is not there. */
static void rewrite_checkpoint(const char *stem, const char *which, const char *key, const char *value) {
    char path[256];
    struct safetensors file;
    struct st_meta meta[32];
    struct error err;
    int n = 0;
    snprintf(path, sizeof path, "%s%s", stem, which);
    if (!safetensors_read(path, &file, &err)) fail_msg("%s", err.text);
    for (int i = 0; i < file.n_meta; i++) {
        const bool chosen = strcmp(file.meta[i].key, key) == 0;
        if (strcmp(file.meta[i].key, ST_SEAL) == 0 || (chosen && !value)) continue;
        meta[n++] = (struct st_meta){file.meta[i].key, chosen ? value : file.meta[i].value};
    }
    if (!safetensors_write(path, file.tensor, file.n, meta, n, &err)) fail_msg("%s", err.text);
    safetensors_free(&file);
}

/* A checkpoint of another program, or of one that did not say which it was, is not gone on from: the run begins again.
 */
static void other_programs_begin_again(void **state) {
    (void)state;
    static const char *const values[] = {"revision of long ago\n", NULL};
    char dir[] = "/tmp/lexbench-code-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *stem = path_join(dir, "c");
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct run_record calm, again;
    struct error err;
    train_to_end(&plan, NULL, NULL, &calm, NULL, 0);
    for (int i = 0; i < 3; i++) {
        leave_checkpoints(&plan, stem, 10, 31); /* the second stop is amid the evaluation */
        for (int k = 0; k < 2; k++)
            if (i < 2) rewrite_checkpoint(stem, k ? ".1.safetensors" : ".0.safetensors", "code", values[i]);
        struct run_hooks hooks = {.stop = stop_now, .checkpoint = stem};
        stop_after = 1000;
        assert_int_equal(run_plan(&plan, &hooks, &again, &err), RUN_END_COMPLETE);
        assert_int_equal(again.attempt, i < 2 ? 1 : 3);
        assert_int_equal(1000 - stop_after, i < 2 ? 40 + 3 : 1);
        assert_same_results(&calm, &again);
        run_record_free(&again);
        checkpoint_drop(stem);
    }
    run_record_free(&calm);
    assert_int_equal(rmdir(dir), 0);
    mem_free(stem);
}

/* Stopped after every batch of an evaluation: rows, whole or not, are taken up and the counts are the same. */
static void evaluation_goes_on(void **state) {
    (void)state;
    char dir[] = "/tmp/lexbench-evaluation-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *stem = path_join(dir, "c");
    struct run_plan plan = small_plan("rope", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "evaluate.examples", "1500", &err) &&
                config_set(&plan.config, "evaluate.variants", "rope+ntk(scale=4)", &err));
    identify(&plan);
    struct run_record calm, again;
    train_to_end(&plan, NULL, NULL, &calm, NULL, 0);
    int stops = 0;
    for (;; stops++) {
        struct run_hooks hooks = {.stop = stop_now, .checkpoint = stem};
        stop_after = stops ? 0 : 40; /* the first is asked before each step */
        const enum run_end end = run_plan(&plan, &hooks, &again, &err);
        if (end == RUN_END_COMPLETE) break;
        if (end == RUN_END_ERROR) fail_msg("%s", err.text);
        assert_true(again.n_eval > 0 && stops < 100);
        run_record_free(&again);
    }
    assert_true(stops > 2 * 6); /* more stops than rows: within rows too */
    assert_same_results(&calm, &again);
    run_record_free(&calm);
    run_record_free(&again);
    damage(stem, ".json"); /* evaluated again, with the same numbers */
    train_to_end(&plan, NULL, NULL, &calm, NULL, 0);
    train_to_end(&plan, stem, NULL, &again, NULL, 0);
    assert_same_results(&calm, &again);
    run_record_free(&calm);
    run_record_free(&again);
    checkpoint_drop(stem);
    assert_int_equal(rmdir(dir), 0);
    mem_free(stem);
}

/* A counter that moves by 3 over each of `steps` steps, and by 100 from one to the next. */
static struct counter made_up_counter(int steps) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    for (uint64_t k = 0; k < 2 * (uint64_t)steps; k++) {
        const uint64_t now[] = {k / 2 * 103 + k % 2 * 3, 5, 5};
        assert_int_equal(write(ends[1], now, sizeof now), sizeof now);
    }
    close(ends[1]);
    return (struct counter){ends[0]};
}

/* An attempt that is stopped when it was asked so often. */
static enum run_end attempt(const struct run_plan *plan, const char *stem, long stop, const struct counter *counter,
                            struct run_record *record) {
    struct run_hooks hooks = {.stop = stop_now, .checkpoint = stem, .instructions = counter};
    struct error err;
    stop_after = stop;
    const enum run_end end = run_plan(plan, &hooks, record, &err);
    if (end == RUN_END_ERROR) fail_msg("%s", err.text);
    if (end == RUN_END_STOPPED) run_record_free(record);
    return end;
}

static void instructions_are_those_of_the_steps(void **state) {
    (void)state;
    static const long stops[] = {17, 0, 3, 11};
    char dir[] = "/tmp/lexbench-counted-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char *stem = path_join(dir, "c");
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct run_record r;
    /* Every step once, whatever lies between: checkpoints, measurements of the fit, another attempt. */
    struct counter counter = made_up_counter(40);
    for (int i = 0; i < 4; i++) assert_int_equal(attempt(&plan, stem, stops[i], &counter, &r), RUN_END_STOPPED);
    assert_int_equal(attempt(&plan, stem, 1000, &counter, &r), RUN_END_COMPLETE);
    assert_true(r.steps == 40 && r.instructions == 3 * 40);
    assert_true(isnan(counter_read(&counter))); /* all was read */
    run_record_free(&r);
    checkpoint_drop(stem);
    counter_close(&counter);
    /* An attempt that only evaluates needs no counter. */
    counter = made_up_counter(40);
    assert_int_equal(attempt(&plan, stem, 40, &counter, &r), RUN_END_STOPPED);
    assert_int_equal(attempt(&plan, stem, 1000, NULL, &r), RUN_END_COMPLETE);
    assert_true(r.instructions == 3 * 40);
    run_record_free(&r);
    checkpoint_drop(stem);
    counter_close(&counter);
    /* Where some steps were not counted there is no count. */
    counter = made_up_counter(40);
    assert_int_equal(attempt(&plan, stem, 10, NULL, &r), RUN_END_STOPPED);
    assert_int_equal(attempt(&plan, stem, 1000, &counter, &r), RUN_END_COMPLETE);
    assert_true(isnan(r.instructions) && r.seconds > 0);
    run_record_free(&r);
    checkpoint_drop(stem);
    counter_close(&counter);
    /* The kernel's own, of a clock that nearly every machine has. */
    counter = counter_open(COUNTED_NANOSECONDS);
    assert_int_equal(attempt(&plan, NULL, 1000, &counter, &r), RUN_END_COMPLETE);
    assert_true(counter.fd < 0 ? isnan(r.instructions) : r.instructions > 0 && r.instructions < 1e9 * r.seconds);
    run_record_free(&r);
    counter_close(&counter);
    assert_int_equal(rmdir(dir), 0);
    mem_free(stem);
}

static void divergence_is_a_result(void **state) {
    (void)state;
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "train.lr", "1e12", &err) &&
                config_set(&plan.config, "train.clip", "0", &err) &&
                config_set(&plan.config, "model.norm", "rms", &err));
    assert_true(config_set(&plan.config, "train.schedule", "constant", &err) &&
                config_set(&plan.config, "train.steps", "400", &err));
    struct run_record r;
    struct counter counter = made_up_counter(400);
    assert_int_equal(attempt(&plan, NULL, 1000, &counter, &r), RUN_END_COMPLETE);
    assert_int_equal(r.status, RUN_DIVERGED);
    assert_true(r.steps < 400 && r.instructions == 3 * (double)r.steps); /* without the one that failed */
    counter_close(&counter);
    assert_non_null(strstr(r.reason, "not finite"));
    assert_int_equal(r.n_eval, 0);
    assert_false(r.fitted);
    /* The same when no step comes after the one that breaks it; and a second attempt says so again. */
    char dir[] = "/tmp/lexbench-diverge-XXXXXX", steps[32], reason[sizeof r.reason];
    assert_non_null(mkdtemp(dir));
    char *stem = path_join(dir, "c");
    snprintf(steps, sizeof steps, "%ld", r.steps);
    snprintf(reason, sizeof reason, "%s", r.reason);
    run_record_free(&r);
    assert_true(config_set(&plan.config, "train.steps", steps, &err));
    for (int k = 0; k < 2; k++) {
        assert_int_equal(attempt(&plan, stem, 1000, NULL, &r), RUN_END_COMPLETE);
        assert_int_equal(r.status, RUN_DIVERGED);
        assert_string_equal(r.reason, reason);
        assert_int_equal(r.n_eval, 0);
        run_record_free(&r);
    }
    checkpoint_drop(stem);
    assert_int_equal(rmdir(dir), 0);
    mem_free(stem);
}

static void stop_rule(void **state) {
    (void)state;
    struct run_plan plan = small_plan("rope", "copy(symbols=12)");
    struct error err;
    static const char *const settings[][2] = {{"train.steps", "2000"},
                                              {"train.longest", "2"},
                                              {"train.fit_every", "25"},
                                              {"train.fit_times", "2"},
                                              {"train.stop_when_fitted", "true"},
                                              {"train.lr", "1e-2"},
                                              {"evaluate.lengths", "2"}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        assert_true(config_set(&plan.config, settings[i][0], settings[i][1], &err));
    struct run_record r;
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_true(r.fitted && r.steps < 2000 && r.steps == r.fit_step + 25);
    assert_true(r.fit >= 0.95 && r.eval[0].exact >= 40);
    const long early = r.steps;
    run_record_free(&r);
    /* Not before every part that will be left out is, and by the fit since then. */
    snprintf(plan.config.scheme, sizeof plan.config.scheme, "rope+alibi@until=%g", (double)(early + 100) / 2000);
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_true(r.steps >= early + 125 && (r.fit_step < 0 || r.fit_step >= early + 100));
    run_record_free(&r);
}

/* Greedy decoding, a token at a time: exact when the whole answer comes out. Positions of a growing sequence stay
 * 0..T-1. */
static bool greedy_exact(struct model *m, const struct batch *b, int s, int V) {
    static int token[64], row[64], target[64];
    static double position[64];
    static real logits[64 * 64];
    int T = b->answer_row[0] + 1 - b->start[s], k = 0;
    while (k < b->answers && b->answer_row[k] < b->start[s]) k++;
    T = b->answer_row[k] + 1 - b->start[s];
    memcpy(token, b->token + b->start[s], sizeof(int) * (size_t)T);
    for (; k < b->answers && b->answer_row[k] < b->start[s + 1]; k++, T++) {
        const int start[] = {0, T};
        for (int t = 0; t < T; t++) position[t] = t;
        row[0] = T - 1;
        struct batch one = {.sequences = 1,
                            .rows = T,
                            .answers = 1,
                            .start = start,
                            .token = token,
                            .position = position,
                            .answer_row = row,
                            .target = target};
        model_logits(m, &one, logits);
        int best = 0;
        for (int v = 1; v < V; v++)
            if (logits[v] > logits[best]) best = v;
        if (best != b->target[k]) return false;
        token[T] = best;
    }
    return true;
}

static void evaluation_counts(void **state) {
    (void)state;
    struct run_plan plan = small_plan("rope", "copy(symbols=12)");
    struct error err;
    assert_true(config_set(&plan.config, "train.steps", "400", &err) &&
                config_set(&plan.config, "train.longest", "4", &err) &&
                config_set(&plan.config, "evaluate.lengths", "3,4,6", &err) &&
                config_set(&plan.config, "train.lr", "1e-2", &err));
    char model[] = "/tmp/lexbench-model-XXXXXX";
    close(mkstemp(model));
    struct run_record r;
    train_to_end(&plan, NULL, model, &r, NULL, 0);
    struct task_set choice;
    struct scheme scheme;
    assert_true(task_set_parse(plan.config.task, &choice, &err) && scheme_parse(plan.config.scheme, &scheme, &err));
    const int V = task_set_vocabulary(&choice);
    struct model *m = model_new(&plan.config.model, &scheme, V, train_exposure(&plan.config, &choice), 1, &err);
    struct safetensors file;
    assert_true(safetensors_read(model, &file, &err));
    assert_true(checkpoint_load(&file, m, false, &err));
    safetensors_free(&file);
    long some = 0, none = 0;
    for (int e = 0; e < 3; e++) {
        const int n = (int)r.eval[e].length;
        struct batch_maker *maker = batch_maker_new(&plan.config, &choice, &scheme, 4096);
        int made;
        const struct batch *b = batch_test(maker, 0, n, 0, 50, &made);
        assert_int_equal(made, 50);
        long greedy = 0;
        model_reserve(m, false, 64, 64);
        for (int s = 0; s < made; s++) greedy += greedy_exact(m, b, s, V);
        assert_int_equal(greedy, r.eval[e].exact);
        some += greedy;
        none += made - greedy;
        assert_int_equal(r.eval[e].answers, 50 * (n + 1));
        long by_position = 0;
        for (int k = 0; k < r.eval[e].n_position; k++) by_position += r.eval[e].position_right[k];
        assert_int_equal(by_position, r.eval[e].answers_right);
        assert_true(r.eval[e].exact_no_eos >= r.eval[e].exact);
        batch_maker_free(maker);
    }
    assert_true(some > 0 && none > 0); /* the equality was put to the test on both sides */
    model_free(m);
    run_record_free(&r);
    unlink(model);
}

/* Longest training sequence: 2 * 6 + 2 tokens or so; what lies beyond is named, and nothing else. */
static void untrained_parts_are_named(void **state) {
    (void)state;
    struct run_plan plan = small_plan("t5+learned(rows=40)+shaw(k=4)", "copy(symbols=12)");
    struct run_hooks hooks = {0};
    struct run_record record;
    struct error err;
    assert_int_equal(run_plan(&plan, &hooks, &record, &err), RUN_END_COMPLETE);
    char wanted[128];
    const long tokens = record.train_tokens;
    assert_true(tokens > 5 && tokens < 16);
    snprintf(wanted, sizeof wanted, "scheme.t5.bias: columns %ld-31 of 32; scheme.learned.table: rows %ld-39 of 40",
             tokens, tokens);
    assert_string_equal(record.untrained, wanted);
    run_record_free(&record);
    plan = small_plan("t5(buckets=4,max_distance=5)+alibi-learned+sinusoidal", "copy(symbols=12)");
    assert_int_equal(run_plan(&plan, &hooks, &record, &err), RUN_END_COMPLETE);
    assert_string_equal(record.untrained, "");
    run_record_free(&record);
    /* Of drawn positions training meets some, all over the table: how many is said, not which. */
    long rows, of;
    int end = 0;
    plan = small_plan("learned+random", "copy(symbols=12)");
    assert_int_equal(run_plan(&plan, &hooks, &record, &err), RUN_END_COMPLETE);
    assert_int_equal(sscanf(record.untrained, "scheme.learned.table: %ld rows of %ld%n", &rows, &of, &end), 2);
    assert_true(rows > 100 && rows < 2048 && of == 2048 && record.untrained[end] == '\0');
    run_record_free(&record);
}

/* What guessers reach on the very examples that the model was judged by, and the loss by place. */
static void guesses_beside_the_model(void **state) {
    (void)state;
    struct run_record r;
    struct run_plan plan = small_plan("nope", "copy(symbols=12)");
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_int_equal(r.n_parts, 1);
    assert_string_equal(r.part[0].metric, "exact");
    assert_true(r.part[0].fit == r.fit && r.part[0].fitted == r.fitted);
    for (int i = 0; i < r.n_eval; i++) {
        const struct guess *g = r.eval[i].guess;
        assert_int_equal(r.eval[i].n_guess, 3);
        assert_string_equal(g[2].name, "copy");
        assert_true(g[2].exact == 1 && g[2].token == 1 && isnan(g[2].loss));
        assert_true(g[0].exact == 0 && g[0].token < 0.3 && g[0].loss > 0.9 * log(12) && g[0].loss <= log(12));
        assert_int_equal(r.eval[i].n_bins, 0);
    }
    run_record_free(&r);
    plan = small_plan("nope", "markov(symbols=4)");
    train_to_end(&plan, NULL, NULL, &r, NULL, 0);
    assert_string_equal(r.part[0].metric, "loss");
    for (int i = 0; i < r.n_eval; i++) {
        const struct eval_row *e = &r.eval[i];
        double sum = 0;
        long seen = 0;
        assert_string_equal(e->guess[3].name, "optimum");
        assert_true(e->guess[3].loss > 0 && e->guess[3].loss < e->guess[0].loss && isnan(e->guess[3].token));
        assert_true(e->guess[2].token == 0); /* what is asked for has not been read yet */
        for (int b = 0; b < e->n_bins; b++) sum += e->bin_loss[b], seen += e->bin_seen[b];
        assert_true(seen == e->answers && fabs(sum - e->loss_sum) < 1e-9 * (double)seen);
    }
    run_record_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(interruptions_change_nothing),
                                       cmocka_unit_test(a_part_is_left_out_in_training),
                                       cmocka_unit_test(damaged_checkpoints_fall_back),
                                       cmocka_unit_test(other_programs_begin_again),
                                       cmocka_unit_test(evaluation_goes_on),
                                       cmocka_unit_test(instructions_are_those_of_the_steps),
                                       cmocka_unit_test(divergence_is_a_result),
                                       cmocka_unit_test(stop_rule),
                                       cmocka_unit_test(evaluation_counts),
                                       cmocka_unit_test(untrained_parts_are_named),
                                       cmocka_unit_test(guesses_beside_the_model)};
    return cmocka_run_group_tests_name("training", tests, NULL, NULL);
}
