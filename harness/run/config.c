#include "run/config.h"
#include "base/hash.h"
#include "base/memory.h"
#include "results/store.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>

#define AT(member) offsetof(struct train_config, member)
const struct option train_options[] = {
    {"steps", OPTION_INT, AT(steps), "2000", 1, 1e9, NULL, "steps", "optimiser steps, at most"},
    {"batch", OPTION_INT, AT(batch), "64", 1, 4096, NULL, "examples",
     "per step, fresh ones unless train.examples says otherwise"},
    {"lr", OPTION_REAL, AT(lr), "1e-3", 0, 1e12, NULL, "", "peak learning rate"},
    {"schedule", OPTION_CHOICE, AT(schedule), "linear", 0, 0, "constant|linear|cosine", NULL,
     "after the warm-up; linear and cosine go down to lr_floor at the last step"},
    {"lr_floor", OPTION_REAL, AT(lr_floor), "0", 0, 1, NULL, "of lr", "final learning rate of linear and cosine"},
    {"warmup", OPTION_INT, AT(warmup), "0", 0, 1e9, NULL, "steps", "length of the linear warm-up from 0"},
    {"lengths", OPTION_CHOICE, AT(lengths), "uniform", 0, 0, "uniform|fixed|list|biased", NULL,
     "uniform: each n from shortest to longest equally often; fixed: longest; list: from length_list; biased: the "
     "smaller of two uniform draws, so that short ones are seen more often"},
    {"shortest", OPTION_INT, AT(shortest), "1", 1, 1e6, NULL, "",
     "smallest training length n, raised to the task's own smallest"},
    {"longest", OPTION_INT, AT(longest), "20", 1, 1e6, NULL, "",
     "largest training length n, in the task's own unit (lexbench show task NAME)"},
    {"length_list", OPTION_INTS, AT(length_list), "", 1, 1e6, NULL, "",
     "for lengths=list: drawn uniformly, so repeated ones are drawn more often"},
    {"score_eos", OPTION_BOOL, AT(score_eos), "true", 0, 0, NULL, NULL, "the end token counts in loss and exact match"},
    {"fit_every", OPTION_INT, AT(fit_every), "500", 1, 1e9, NULL, "steps",
     "interval between measurements of the in-distribution fit"},
    {"fit_examples", OPTION_INT, AT(fit_examples), "256", 1, 1e6, NULL, "examples",
     "per measurement, of training lengths, from a stream of their own"},
    {"fit_level", OPTION_REAL, AT(fit_level), "0.95", 0, 1, NULL, "",
     "the fit that counts as fitted, in the task's own metric: exact match, the share of right answers or, for a loss, "
     "exp(least - loss), the likelihood of the answers relative to the best possible predictor"},
    {"fit_times", OPTION_INT, AT(fit_times), "1", 1, 1000, NULL, "",
     "consecutive measurements at that level that count as fitted; the last ones of the run decide"},
    {"stop_when_fitted", OPTION_BOOL, AT(stop_when_fitted), "false", 0, 0, NULL, NULL,
     "stop when fitted instead of training all steps"},
    {"precision", OPTION_CHOICE | OPTION_YOUNGER, AT(precision), "float", 0, 0, "float|bf16", NULL,
     "bf16: operands of matrix products are rounded to bf16, which is faster where the processor has AVX512-BF16 and "
     "slower elsewhere; sums, parameters and everything else are in float (see Precision)"},
    {0}};
#undef AT
#define AT(member) offsetof(struct protocol, member)
const struct option protocol_options[] = {
    {"offset", OPTION_INT | OPTION_YOUNGER, AT(offset), "0", 0, 1e6, NULL, "tokens",
     "positions of a training sequence begin at a random position from 0 to this, under any scheme; evaluation begins "
     "at 0"},
    {"examples", OPTION_INT | OPTION_YOUNGER, AT(examples), "0", 0, 1e9, NULL, "",
     "0: fresh examples at every step; else the size of a fixed set that is drawn from with replacement"},
    {"pack", OPTION_INT | OPTION_YOUNGER, AT(pack), "1", 1, 1024, NULL, "examples",
     "per training sequence; batch counts sequences"},
    {"pack_as", OPTION_CHOICE | OPTION_YOUNGER, AT(pack_as), "masked", 0, 0, "masked|open", NULL,
     "masked: examples of a sequence do not see each other and positions begin anew with each, so the numbers are "
     "those "
     "of a batch of batch x pack; open: later ones see earlier ones and positions run on, so the model is trained to "
     "pack times as many tokens"},
    {"fit_loss", OPTION_REAL | OPTION_YOUNGER, AT(fit_loss), "0", 0, 100, NULL, "nats",
     "per answer that count as a fit of 1, for a task whose metric is loss and whose least loss is not known (text); "
     "0: the fit is not measured, and nothing counts as fitted"},
    {0}};
#undef AT
#define AT(member) offsetof(struct eval_config, member)
const struct option eval_options[] = {
    {"lengths", OPTION_INTS, AT(lengths), "", 1, LENGTH_MAX, NULL, "",
     "lengths n to evaluate; empty: multiples decide"},
    {"multiples", OPTION_REALS, AT(multiples), "[0.5,1,1.5,2,3,4,6,8]", 0.01, 1e6, NULL, "of train.longest",
     "lengths as multiples, rounded; those the task cannot make are left out"},
    {"examples", OPTION_INT, AT(examples), "1000", 1, 1e7, NULL, "examples", "per length"},
    {"precision", OPTION_CHOICE | OPTION_YOUNGER, AT(precision), "float", 0, 0, "float|bf16", NULL,
     "as train.precision, of evaluations; a cell has one, which counts as its code"},
    {"variants", OPTION_TEXT, AT(variants), "", 0, 0, NULL, NULL,
     "further schemes to evaluate the trained model under, separated by ';'; what one does not write is as trained"},
    {"tasks", OPTION_TEXT, AT(tasks), "", 0, 0, NULL, NULL,
     "further tasks to evaluate the trained model on, separated by ';'; their vocabulary is the one it was "
     "trained on"},
    {0}};
#undef AT

const struct config_section config_sections[] = {
    {"model", model_options, offsetof(struct run_config, model)},
    {"train", train_options, offsetof(struct run_config, train)},
    {"train", optimiser_options, offsetof(struct run_config, train.optimiser)},
    {"train", protocol_options, offsetof(struct run_config, train.protocol)},
    {"evaluate", eval_options, offsetof(struct run_config, eval)},
    {0}};
enum { SECTIONS = sizeof config_sections / sizeof *config_sections - 1 };

static void *section_of(struct run_config *config, const struct config_section *s) {
    return (char *)config + s->offset;
}

void config_default(struct run_config *config) {
    memset(config, 0, sizeof *config);
    for (int i = 0; i < SECTIONS; i++)
        options_default(config_sections[i].table, section_of(config, &config_sections[i]));
    config->seed = 1;
}

static bool set_text(char out[OPTION_TEXT_SIZE], const char *key, const char *value, struct error *err) {
    if (strlen(value) >= OPTION_TEXT_SIZE)
        return error_set(err, "%s is longer than %d characters", key, OPTION_TEXT_SIZE - 1);
    memset(out, 0, OPTION_TEXT_SIZE);
    memcpy(out, value, strlen(value));
    return true;
}

static bool unknown_key(const char *key, struct error *err) {
    static const char *const top[] = {"scheme", "task", "seed"};
    char name[128];
    const char *names[128];
    static char store[128][64];
    int n = 0;
    for (int i = 0; i < 3; i++) names[n++] = top[i];
    for (int i = 0; i < SECTIONS; i++)
        for (const struct option *row = config_sections[i].table; row->name && n < 128; row++) {
            snprintf(store[n], sizeof store[n], "%s.%s", config_sections[i].name, row->name);
            names[n] = store[n];
            n++;
        }
    for (int i = 0; i < SECTIONS; i++)
        if (option_find(config_sections[i].table, key))
            return error_set(err, "unknown setting '%s'; did you mean '%s.%s'?", key, config_sections[i].name, key);
    snprintf(name, sizeof name, "%s", key);
    const char *close = text_closest(name, names, n);
    if (close) return error_set(err, "unknown setting '%s'; did you mean '%s'?", key, close);
    return error_set(err, "unknown setting '%s'; 'lexbench list settings' lists all", key);
}

/* The row of a setting and its section; NULL: it is none. */
static const struct option *row_of(const char *key, const struct config_section **of) {
    const char *dot = strchr(key, '.');
    for (const struct config_section *s = config_sections; dot && s->name; s++) {
        if (strlen(s->name) != (size_t)(dot - key) || strncmp(s->name, key, (size_t)(dot - key)) != 0) continue;
        const struct option *row = option_find(s->table, dot + 1);
        *of = s;
        if (row) return row;
    }
    return NULL;
}

bool config_set(struct run_config *config, const char *key, const char *value, struct error *err) {
    if (strcmp(key, "scheme") == 0) return set_text(config->scheme, key, value, err);
    if (strcmp(key, "task") == 0) return set_text(config->task, key, value, err);
    if (strcmp(key, "seed") == 0) {
        if (text_to_long(value, &config->seed) && config->seed >= 0) return true;
        return error_set(err, "seed='%s' is not an integer of at least 0", value);
    }
    const struct config_section *of;
    const struct option *row = row_of(key, &of);
    if (!row) return unknown_key(key, err);
    return options_set(of->table, section_of(config, of), row->name, value, err) || error_prefix(err, "%s", of->name);
}

bool config_has_default(const struct run_config *config, const char *key) {
    const struct config_section *of = NULL;
    const struct option *row = row_of(key, &of);
    REQUIRE(row);
    return option_is_default(row, (const char *)config + of->offset);
}

const char *config_fallback(const char *key) {
    const struct config_section *of = NULL;
    const struct option *row = row_of(key, &of);
    REQUIRE(row);
    return row->fallback;
}

int train_tokens(const struct run_config *c, const struct task_set *set) {
    const struct protocol *p = &c->train.protocol;
    return task_set_tokens(set, (int)c->train.longest) * (p->pack_as == PACK_OPEN ? (int)p->pack : 1);
}

int train_rows(const struct run_config *c, const struct task_set *set) {
    const struct protocol *p = &c->train.protocol;
    return (int)c->train.batch * train_tokens(c, set) * (p->pack_as == PACK_OPEN ? 1 : (int)p->pack);
}

struct exposure train_exposure(const struct run_config *c, const struct task_set *set) {
    struct exposure out = {
        .tokens = train_tokens(c, set), .offset = c->train.protocol.offset, .valued = task_set_valued(set)};
    for (int i = 0; i < c->eval.lengths.n; i++) {
        const int tokens = task_set_tokens(set, (int)c->eval.lengths.value[i]);
        if (tokens > out.evaluated) out.evaluated = tokens;
    }
    return out;
}

/* The lengths that every task of a configuration makes, and how errors call the task. */
struct makes {
    const char *task;
    int least, most;
    const struct task_set *set;
};

static bool makes_length(const struct makes *of, long n) { return n >= of->least && n <= of->most; }

/* And have examples of it to test on. */
static bool tests_length(const struct makes *of, long n) {
    bool tests = makes_length(of, n);
    for (int k = 0; tests && k < of->set->n; k++) tests = task_tests(&of->set->part[k], (int)n, 1) > 0;
    return tests;
}

static bool not_made(const char *key, const char *how, long n, const struct makes *of, struct error *err) {
    return error_set(err,
                     "%s%s%ld, but task %s makes lengths %d to %d: choose among these, or other options of the task",
                     key, how, n, of->task, of->least, of->most);
}

static bool take_length_list(struct train_config *c, const struct makes *of, struct error *err) {
    if (c->length_list.n == 0) return error_set(err, "train.lengths=list needs train.length_list=[...]");
    c->longest = 0;
    for (int i = 0; i < c->length_list.n; i++) {
        const long n = c->length_list.value[i];
        if (!makes_length(of, n)) return not_made("train.length_list", " has ", n, of, err);
        if (n > c->longest) c->longest = n;
    }
    return true;
}

static bool resolve_train_lengths(struct train_config *c, const struct makes *of, struct error *err) {
    if (c->shortest < of->least) c->shortest = of->least;
    if (c->lengths == LENGTHS_LIST && !take_length_list(c, of, err)) return false;
    if (!makes_length(of, c->longest)) return not_made("train.longest", "=", c->longest, of, err);
    const bool ranges = c->lengths == LENGTHS_UNIFORM || c->lengths == LENGTHS_BIASED;
    return !ranges || c->shortest <= c->longest ||
           error_set(err, "train.shortest=%ld is above train.longest=%ld", c->shortest, c->longest);
}

static void drop_lengths(struct eval_config *c, const struct makes *of) {
    int kept = 0;
    for (int i = 0; i < c->lengths.n; i++) {
        const long n = c->lengths.value[i];
        *(tests_length(of, n) ? &c->lengths.value[kept++] : &c->dropped_lengths.value[c->dropped_lengths.n++]) = n;
    }
    c->lengths.n = kept;
}

/* To the nearest length, halves up: 2.3 times 25 is 57.5, though the product of doubles is less. */
static long length_at(double multiple, long longest) { return (long)(multiple * (double)longest + 0.5 + 1e-9); }

static void take_multiples(struct eval_config *c, long longest, const struct makes *of) {
    for (int i = 0; i < c->multiples.n; i++) {
        const long n = length_at(c->multiples.value[i], longest);
        if (tests_length(of, n))
            c->lengths.value[c->lengths.n++] = n;
        else
            c->dropped.value[c->dropped.n++] = c->multiples.value[i];
    }
}

static bool check_tests(const struct eval_config *c, const struct makes *of, struct error *err) {
    for (int i = 0; i < c->lengths.n; i++) {
        const long n = c->lengths.value[i];
        if (!makes_length(of, n)) return not_made("evaluate.lengths", " has ", n, of, err);
        if (!tests_length(of, n))
            return error_set(err, "evaluate.lengths has %ld, but task %s has no example of this length to test on", n,
                             of->task);
    }
    return true;
}

static bool resolve_eval_lengths(struct eval_config *c, long longest, const struct makes *of, struct error *err) {
    const bool by_multiple = c->lengths.n == 0;
    if (c->possible_only) drop_lengths(c, of);
    if (by_multiple) take_multiples(c, longest, of);
    if (!check_tests(c, of, err)) return false;
    c->multiples = (struct real_list){0};
    return c->lengths.n > 0 || c->possible_only ||
           error_set(err,
                     "no length to evaluate: task %s makes lengths %d to %d; name others with evaluate.lengths or "
                     "evaluate.multiples, or leave it out with tasks=...",
                     of->task, of->least, of->most);
}

static bool resolve_lengths(struct run_config *c, const struct task_set *set, struct error *err) {
    struct makes of = {.task = set->n == 1 ? set->part[0].task->name : c->task, .set = set};
    task_set_lengths(set, &of.least, &of.most);
    if (of.most > LENGTH_MAX) of.most = LENGTH_MAX;
    return resolve_train_lengths(&c->train, &of, err) && resolve_eval_lengths(&c->eval, c->train.longest, &of, err);
}

/* A model that sees all tokens must not see the answers. */
static bool check_sight(const struct run_config *c, const struct task_set *set, struct error *err) {
    for (int k = 0; k < set->n && !c->model.causal; k++) {
        const struct task *task = set->part[k].task;
        if (task->parallel && task->parallel(set->part[k].options)) continue;
        const bool slots = task->options && option_find(task->options, "answer");
        return error_set(err,
                         "model.causal=false with task %s: its answers are tokens that the model sees; %s, or leave "
                         "the model causal",
                         task->name, slots ? "add answer=slots to the task" : "take a task with slots");
    }
    return true;
}

static bool check_hints(const struct scheme *scheme, const struct task_set *set, struct error *err) {
    for (int k = 0; k < set->n && scheme_needs_hints(scheme); k++)
        if (!set->part[k].task->groups)
            return error_set(err, "the scheme takes positions from the task's group ids, and task %s has none",
                             set->part[k].task->name);
    return true;
}

/* A scheme with weights per task must know how many tasks there are, and see one at a time. */
static bool check_tasks_apart(const struct run_config *c, const struct scheme *scheme, const struct task_set *set,
                              struct error *err) {
    const int tasks = scheme_tasks(scheme);
    if (tasks > 1 && tasks != set->n)
        return error_set(err, "the scheme tells %d tasks apart, and %d are trained together: set tasks=%d", tasks,
                         set->n, set->n);
    if (tasks > 1 && c->train.protocol.pack_as == PACK_OPEN)
        return error_set(err, "the scheme tells tasks apart, which train.pack_as=open puts into one sequence: pack "
                              "masked, or set tasks=1");
    return true;
}

/* Rows of an evaluation have a variant's whole text. */
static bool check_kept(const char *variant, struct error *err) {
    return strlen(variant) < VARIANT_SIZE ||
           error_set(
               err,
               "'%.60s...' takes %zu bytes with what it inherits, and there is room for %d: leave out options that "
               "the trained scheme has too, or spaces of a formula",
               variant, strlen(variant), VARIANT_SIZE - 1);
}

bool config_variant(const struct run_config *c, const struct task_set *set, const char *text, struct scheme *out,
                    struct error *err) {
    struct scheme trained;
    if (!scheme_parse(c->scheme, &trained, err) || !scheme_parse_variant(text, &trained, out, err)) return false;
    scheme_derive(out, train_exposure(c, set));
    return true;
}

/* The text that a variant is stored under: as it was written if it inherits nothing, else with what it inherits. So the
 * text alone identifies its numbers, and older texts keep their meaning. */
static bool write_variant(const struct run_config *c, const struct task_set *set, const char *written,
                          const struct scheme *variant, struct text *out, struct error *err) {
    struct scheme alone, trained;
    struct text whole = {0};
    if (!scheme_parse(written, &alone, err) || !scheme_parse(c->scheme, &trained, err)) return false;
    scheme_derive(&alone, train_exposure(c, set));
    if (scheme_equal(&alone, variant))
        text_add(&whole, "%s", written);
    else
        scheme_write_variant(variant, &trained, &whole);
    const bool fits = check_kept(text_of(&whole), err);
    text_add(out, "%s", text_of(&whole));
    text_free(&whole);
    return fits;
}

static bool resolve_variant(const struct run_config *c, const struct task_set *set, const char *written,
                            struct model *model, struct text *out, struct error *err) {
    struct scheme variant;
    return check_kept(written, err) && config_variant(c, set, written, &variant, err) &&
           check_hints(&variant, set, err) && model_set_variant(model, &variant, err) &&
           write_variant(c, set, written, &variant, out, err);
}

/* Variants are refused now rather than after training. */
static bool resolve_variants(struct run_config *c, const struct task_set *set, struct model *model, struct error *err) {
    struct text whole = {0};
    char list[OPTION_TEXT_SIZE], *rest = list;
    bool ok = true;
    snprintf(list, sizeof list, "%s", c->eval.variants);
    for (char *variant; ok && (variant = strsep(&rest, ";")) != NULL;) {
        const size_t blank = strspn(variant, " ");
        text_add(&whole, "%.*s", (int)blank, variant);
        variant += blank;
        ok = !*variant || resolve_variant(c, set, variant, model, &whole, err) ||
             error_prefix(err, "variant '%.200s'", variant);
        if (rest) text_add(&whole, ";");
    }
    ok = ok && set_text(c->eval.variants, "evaluate.variants", text_of(&whole), err);
    text_free(&whole);
    return ok;
}

/* Further tasks must have the model's vocabulary and be able to make the lengths. */
static bool check_other_tasks(const struct run_config *c, const struct task_set *set, struct error *err) {
    char word[OPTION_TEXT_SIZE];
    for (int i = 0; config_other_task(c, i, word); i++) {
        struct task_set other;
        if (!task_set_parse(word, &other, err)) return error_prefix(err, "evaluate.tasks");
        if (other.n > 1) return error_set(err, "evaluate.tasks: '%s' is several tasks; separate them by ;", word);
        if (set->n > 1) return error_set(err, "evaluate.tasks: a model of several tasks is evaluated on its own only");
        const int own = task_set_vocabulary(&other), wanted = task_set_vocabulary(set);
        if (own != wanted)
            return error_set(err, "evaluate.tasks: '%s' has a vocabulary of %d tokens, the model one of %d", word, own,
                             wanted);
        if (task_set_valued(&other) && !task_set_valued(set))
            return error_set(err, "evaluate.tasks: the tokens of '%s' come with numbers, and the model knows none",
                             word);
        struct makes of = {.task = word, .set = &other};
        task_set_lengths(&other, &of.least, &of.most);
        if (!check_tests(&c->eval, &of, err)) return false;
    }
    return true;
}

bool config_resolve(struct run_config *c, struct error *err) {
    struct scheme scheme;
    struct task_set set;
    struct text text = {0};
    if (!c->scheme[0] || !c->task[0]) return error_set(err, "a run needs a scheme and a task");
    if (!scheme_parse(c->scheme, &scheme, err) || !task_set_parse(c->task, &set, err)) return false;
    if (!check_sight(c, &set, err) || !check_hints(&scheme, &set, err) || !check_tasks_apart(c, &scheme, &set, err))
        return false;
    task_set_write(&set, true, &text);
    bool ok = set_text(c->task, "task", text_of(&text), err) && resolve_lengths(c, &set, err);
    ok = ok && check_size(c, &set, err);
    const struct exposure exposure = ok ? train_exposure(c, &set) : (struct exposure){0};
    text_clear(&text);
    if (ok) scheme_derive(&scheme, exposure);
    scheme_write(&scheme, true, &text);
    ok = ok && set_text(c->scheme, "scheme", text_of(&text), err);
    text_free(&text);
    if (!ok) return false;
    struct model *trial =
        model_outline(&c->model, &scheme, task_set_vocabulary(&set), exposure, (uint64_t)c->seed, err);
    ok = trial && resolve_variants(c, &set, trial, err) && check_other_tasks(c, &set, err);
    model_free(trial);
    return ok;
}

static void write_sections(const struct run_config *config, bool evaluate, struct text *out) {
    for (const struct config_section *s = config_sections; s->name; s++)
        for (const struct option *row = s->table; row->name; row++) {
            const void *section = (const char *)config + s->offset;
            if (!evaluate && s->table == eval_options) break;
            if (!option_counts(row, section)) continue;
            text_add(out, "%s.%s = ", s->name, row->name);
            option_value(row, section, out);
            text_add(out, "\n");
        }
    text_add(out, "scheme = %s\ntask = %s\n", config->scheme, config->task);
}

void config_write_seed(const struct run_config *config, struct text *out) {
    text_add(out, "seed = %ld\n", config->seed);
    if (config->weights[0]) text_add(out, "weights = %s\nweights_name = %s\n", config->weights, config->name);
}

void config_write_shared(const struct run_config *config, struct text *out) { write_sections(config, false, out); }

void config_write_training(const struct run_config *config, struct text *out) {
    config_write_shared(config, out);
    config_write_seed(config, out);
}

void config_write(const struct run_config *config, struct text *out) {
    write_sections(config, true, out);
    config_write_seed(config, out);
}

/* The n-th word, from 0, of a list that is separated by ';'. */
static bool nth(const char *words, int n, char out[OPTION_TEXT_SIZE]) {
    char list[OPTION_TEXT_SIZE], *rest = list;
    snprintf(list, sizeof list, "%s", words);
    for (char *word; (word = strsep(&rest, ";")) != NULL;) {
        word += strspn(word, " ");
        if (!*word || n-- > 0) continue;
        memcpy(out, word, strlen(word) + 1);
        return true;
    }
    return false;
}

bool config_nth_variant(const struct run_config *config, int n, char out[OPTION_TEXT_SIZE]) {
    out[0] = '\0';
    return n == 0 || nth(config->eval.variants, n - 1, out);
}

bool config_other_task(const struct run_config *config, int n, char out[OPTION_TEXT_SIZE]) {
    return nth(config->eval.tasks, n, out);
}

static bool join_words(char to[OPTION_TEXT_SIZE], const char *from, struct error *err) {
    char word[OPTION_TEXT_SIZE], own[OPTION_TEXT_SIZE];
    for (int i = 0; nth(from, i, word); i++) {
        bool there = false;
        for (int k = 0; !there && nth(to, k, own); k++) there = strcmp(own, word) == 0;
        if (there) continue;
        const size_t size = strlen(to), more = strlen(word);
        if (size + more + 2 > OPTION_TEXT_SIZE)
            return error_set(err, "more is to be evaluated than a list of %d characters holds", OPTION_TEXT_SIZE - 1);
        if (size) to[size] = ';';
        memcpy(to + size + (size > 0), word, more + 1);
    }
    return true;
}

bool config_join_evaluation(struct run_config *to, const struct run_config *from, struct error *err) {
    if (to->eval.precision != from->eval.precision)
        return error_set(err, "the same runs are to be evaluated in float and in bf16: evaluate.precision is one for "
                              "all that shares runs");
    struct int_list *lengths = &to->eval.lengths;
    for (int i = 0; i < from->eval.lengths.n; i++) {
        bool there = false;
        for (int k = 0; k < lengths->n; k++) there |= lengths->value[k] == from->eval.lengths.value[i];
        if (there) continue;
        if (lengths->n == OPTION_LIST_MAX)
            return error_set(err, "more than %d lengths are to be evaluated", OPTION_LIST_MAX);
        lengths->value[lengths->n++] = from->eval.lengths.value[i];
    }
    if (from->eval.examples > to->eval.examples) to->eval.examples = from->eval.examples;
    return join_words(to->eval.variants, from->eval.variants, err) && join_words(to->eval.tasks, from->eval.tasks, err);
}

bool config_lines(const char *text, bool (*set)(void *to, const char *key, const char *value, struct error *err),
                  void *to, struct error *err) {
    char line[OPTION_TEXT_SIZE + 128];
    for (int number = 1; *text; number++) {
        size_t size = strcspn(text, "\n");
        if (size >= sizeof line) return error_set(err, "line %d is too long", number);
        memcpy(line, text, size);
        line[size] = '\0';
        text += size + (text[size] == '\n');
        char *equals = strstr(line, " = ");
        if (!equals) return error_set(err, "line %d is not 'key = value'", number);
        *equals = '\0';
        if (!set(to, line, equals + 3, err)) return error_prefix(err, "line %d", number);
    }
    return true;
}

static bool set_word(char *out, size_t size, const char *key, const char *value, struct error *err) {
    if (strlen(value) >= size) return error_set(err, "%s is longer than %zu bytes", key, size - 1);
    snprintf(out, size, "%s", value);
    return true;
}

/* A line of a configuration's text: beside settings, what no user sets. */
bool config_set_line(void *to, const char *key, const char *value, struct error *err) {
    struct run_config *config = to;
    if (strcmp(key, "weights") == 0) return set_word(config->weights, sizeof config->weights, key, value, err);
    if (strcmp(key, "weights_name") == 0) return set_word(config->name, sizeof config->name, key, value, err);
    return config_set(config, key, value, err);
}

bool config_read(const char *text, struct run_config *out, struct error *err) {
    config_default(out);
    return config_lines(text, config_set_line, out, err);
}
