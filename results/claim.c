/* Reading claim files. */
#include "results/claim.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/yaml.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

const struct measure measures[MEASURES] = {
    [MEASURE_EXACT] = {"exact", "exact match", false, false, false, NULL},
    [MEASURE_EXACT_NO_EOS] = {"exact_no_eos", "exact match without the end token", false, false, false, NULL},
    [MEASURE_TOKEN] = {"token", "teacher-forced token accuracy", false, false, false, NULL},
    [MEASURE_LOSS] = {"loss", "loss (nats)", true, false, false, NULL},
    [MEASURE_TIME] = {"time", "evaluation time per token", true, false, true, NULL},
    [MEASURE_AREA] = {"area", "mean exact match over 1x to 3x", false, true, false, NULL},
    [MEASURE_REACH_50] = {"reach50", "reach at 0.5 (times the training length)", false, true, false, NULL},
    [MEASURE_REACH_90] = {"reach90", "reach at 0.9 (times the training length)", false, true, false, NULL},
    [MEASURE_FIT] = {"fit", "in-distribution exact match", false, true, false, NULL},
    [MEASURE_MEMORY] = {"memory", "peak memory of the run", true, true, true, NULL},
    [MEASURE_TRAIN_TIME] = {"train_time", "training time per step", true, true, true, NULL},
    [MEASURE_NEAR] = {"near", "attention mass on near tokens", false, false, false,
                      "the database holds no attention mass by distance"},
};
static const char *const scale_names[] = {"small", "published"};
static const char *const verdict_names[] = {"", "reproduced", "contradicted", "undecided", "not fitted"};

const char *claim_scale_name(enum claim_scale scale) { return scale_names[scale]; }
const char *claim_verdict_name(enum claim_verdict verdict) { return verdict_names[verdict]; }

bool claim_scale_parse(const char *word, enum claim_scale *out, struct error *err) {
    for (int i = 0; i < SCALES; i++)
        if (strcmp(word, scale_names[i]) == 0) return *out = (enum claim_scale)i, true;
    return error_set(err, "there is no scale '%s'; it is small or published", word);
}

/* What a check of each kind may say. */
struct check_form {
    const char *name, *other; /* the key that names the first side and so the kind, and the second */
    const char *keys[12];     /* besides these, task and tasks */
};
static const struct check_form forms[] = {
    [CHECK_BETTER] = {"better",
                      "than",
                      {"metric", "at", "than_task", "than_at", "against", "by", "fit_of", "unfitted"}},
    [CHECK_LEVEL] = {"level", NULL, {"metric", "at", "least", "most", "unfitted"}},
    [CHECK_CHANGE] = {"change", NULL, {"metric", "at", "from", "least", "most", "unfitted"}},
    [CHECK_RATIO] = {"ratio", "to", {"metric", "at", "than_task", "than_at", "against", "least", "most", "unfitted"}},
    [CHECK_SAME] = {"same", "as", {"metric", "at", "than_task", "than_at", "within", "unfitted"}},
    [CHECK_FITS] = {"fits", NULL, {"least", "most"}},
};

/* ---- small readers ---- */

static bool want_text(const struct yaml *node, const char *what, struct error *err) {
    return (node->kind == YAML_SCALAR && *node->text) || yaml_error(node, err, "%s must be a text", what);
}

static bool need(const struct yaml *map, const char *key, const struct yaml **out, struct error *err) {
    *out = yaml_get(map, key);
    return *out || yaml_error(map, err, "the key '%s' is missing", key);
}

static bool read_text(const struct yaml *map, const char *key, char **out, struct error *err) {
    const struct yaml *node;
    if (!need(map, key, &node, err) || !want_text(node, key, err)) return false;
    *out = mem_text(node->text);
    return true;
}

static bool read_optional(const struct yaml *map, const char *key, char **out, struct error *err) {
    const struct yaml *node = yaml_get(map, key);
    if (node && !want_text(node, key, err)) return false;
    *out = mem_text(node ? node->text : "");
    return true;
}

/* A word of small letters, digits and dashes. */
static bool read_word(const struct yaml *map, const char *key, char out[64], struct error *err) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const struct yaml *node;
    if (!need(map, key, &node, err) || !want_text(node, key, err)) return false;
    if (node->text[strspn(node->text, letters)] || strlen(node->text) > 63)
        return yaml_error(node, err, "%s is a word of small letters, digits and dashes, such as copy-rope", key);
    snprintf(out, 64, "%s", node->text);
    return true;
}

static bool read_number(const struct yaml *node, double *out, struct error *err) {
    return (node->kind == YAML_SCALAR && text_to_double(node->text, out)) ||
           yaml_error(node, err, "%s must be a number", node->key);
}

static bool read_metric(const struct yaml *map, enum measure_kind *out, struct error *err) {
    const struct yaml *node = yaml_get(map, "metric");
    const char *names[MEASURES];
    if (!node) return true;
    if (!want_text(node, "metric", err)) return false;
    for (int i = 0; i < MEASURES; i++) {
        names[i] = measures[i].name;
        if (strcmp(node->text, names[i]) == 0) return *out = (enum measure_kind)i, true;
    }
    const char *close = text_closest(node->text, names, MEASURES);
    if (close) return yaml_error(node, err, "unknown metric '%s'; did you mean '%s'?", node->text, close);
    return yaml_error(node, err, "unknown metric '%s'; docs/claims.md lists them", node->text);
}

/* "2x"; *rest behind it. */
static bool read_multiple(const char *text, double *out, const char **rest) {
    char *end;
    *out = strtod(text, &end);
    *rest = end + 1;
    return end != text && *end == 'x' && isfinite(*out) && *out > 0 && *text >= '0' && *text <= '9';
}

/* "2x" is the bin 1x < length <= 2x, "1.5x" 1x to 1.5x, "1x" what lies within training; "1x..3x" says both ends. */
static bool read_span(const struct yaml *node, struct span *out, struct error *err) {
    double first, second;
    const char *rest;
    bool ok = node->kind == YAML_SCALAR && read_multiple(node->text, &first, &rest);
    if (ok && *rest == '\0') {
        *out = (struct span){ceil(first) - 1, first};
        return true;
    }
    ok =
        ok && strncmp(rest, "..", 2) == 0 && read_multiple(rest + 2, &second, &rest) && *rest == '\0' && first < second;
    if (!ok)
        return yaml_error(node, err,
                          "%s is a multiple of the training length such as 2x (all lengths above 1x up to 2x), or a "
                          "range such as 1x..3x",
                          node->key);
    *out = (struct span){first, second};
    return true;
}

static bool read_optional_span(const struct yaml *map, const char *key, struct span *out, struct error *err) {
    const struct yaml *node = yaml_get(map, key);
    return !node || read_span(node, out, err);
}

/* A text or a list of texts as a list. */
struct names {
    int n;
    const struct yaml *node;
};

static bool read_names(const struct yaml *node, struct names *out, struct error *err) {
    *out = (struct names){1, node};
    if (node->kind == YAML_LIST) *out = (struct names){node->n, node->child};
    if (node->kind == YAML_MAP || out->n == 0)
        return yaml_error(node, err, "%s must be a text or a list of texts", node->key);
    for (int i = 0; i < out->n; i++) {
        if (!want_text(&out->node[i], "an element", err)) return false;
        if (strchr(out->node[i].text, ';')) return yaml_error(&out->node[i], err, "a name may not contain ';'");
    }
    return true;
}

/* ---- a check ---- */

static int cell_of(struct claim *c, const char *label, const char *task) {
    for (int i = 0; i < c->n_cells; i++)
        if (strcmp(c->cell[i].label, label) == 0 && strcmp(c->cell[i].task, task) == 0) return i;
    const size_t n = (size_t)c->n_cells, size = sizeof *c->cell;
    c->cell = mem_grow(c->cell, size * n, size * (n + 1));
    snprintf(c->cell[n].label, sizeof c->cell[n].label, "%s", label);
    snprintf(c->cell[n].task, sizeof c->cell[n].task, "%s", task);
    return c->n_cells++;
}

/* "LABEL" or "LABEL > VARIANT" on a task. */
static bool read_side(struct claim *c, const struct yaml *name, const struct yaml *task, struct span at,
                      struct side *out, struct error *err) {
    char label[256];
    snprintf(label, sizeof label, "%s", name->text);
    char *arrow = strstr(label, " > ");
    const char *variant = arrow ? arrow + 3 : "";
    if (arrow) *arrow = '\0';
    if (strlen(name->text) >= sizeof label || strlen(label) >= sizeof c->cell->label ||
        strlen(variant) >= sizeof out->variant)
        return yaml_error(name, err, "the name is too long");
    if (strlen(task->text) >= sizeof c->cell->task) return yaml_error(task, err, "the task is too long");
    *out = (struct side){.cell = cell_of(c, label, task->text), .at = at};
    snprintf(out->variant, sizeof out->variant, "%s", variant);
    return true;
}

/* What the keys of a check say, before it is multiplied by the lists of its sides. */
struct check_file {
    const struct yaml *map;
    const struct check_form *form;
    struct check check;
    struct names a, b, tasks, than_tasks;
    struct span at, than_at;
};

static bool read_kind(struct check_file *f, struct error *err) {
    for (int k = 0; k < COUNT(forms); k++)
        if (yaml_get(f->map, forms[k].name)) {
            f->check.kind = (enum check_kind)k;
            f->form = &forms[k];
            return true;
        }
    return yaml_error(f->map, err, "a check begins with one of: better, level, change, ratio, same, fits");
}

static bool check_keys(const struct check_file *f, struct error *err) {
    const char *names[20];
    int n = 0;
    names[n++] = f->form->name;
    if (f->form->other) names[n++] = f->form->other;
    names[n++] = "task";
    names[n++] = "tasks";
    for (int k = 0; f->form->keys[k]; k++) names[n++] = f->form->keys[k];
    return yaml_only(f->map, names, n, err);
}

static bool read_sides(struct check_file *f, struct error *err) {
    const struct yaml *node, *task = yaml_get(f->map, "task"), *tasks = yaml_get(f->map, "tasks"),
                             *than = yaml_get(f->map, "than_task");
    if (!need(f->map, f->form->name, &node, err) || !read_names(node, &f->a, err)) return false;
    f->b = (struct names){1, f->a.node};
    if (f->form->other && (!need(f->map, f->form->other, &node, err) || !read_names(node, &f->b, err))) return false;
    if (!task == !tasks) return yaml_error(f->map, err, "a check has either 'task' or 'tasks' (averaged over several)");
    if (!read_names(task ? task : tasks, &f->tasks, err)) return false;
    if (task && task->kind == YAML_LIST) return yaml_error(task, err, "task is one; a list is 'tasks'");
    f->than_tasks = f->tasks;
    if (!than) return true;
    return read_names(than, &f->than_tasks, err) &&
           (f->than_tasks.n == f->tasks.n || yaml_error(than, err, "than_task needs as many tasks as the other side"));
}

static bool read_bound(struct check_file *f, struct error *err) {
    static const char *const alone[] = {[CHECK_BETTER] = "by", [CHECK_SAME] = "within", [CHECK_FITS] = NULL};
    const char *key = alone[f->check.kind];
    const struct yaml *node, *least = yaml_get(f->map, "least"), *most = yaml_get(f->map, "most");
    f->check.at_least = true;
    if (key) return need(f->map, key, &node, err) && read_number(node, &f->check.bound, err);
    if (!least == !most) return yaml_error(f->map, err, "a check has either 'least' or 'most'");
    f->check.at_least = least != NULL;
    return read_number(least ? least : most, &f->check.bound, err);
}

static bool check_bound(const struct check_file *f, struct error *err) {
    const struct check *c = &f->check;
    if (c->kind == CHECK_SAME && c->bound <= 0) return yaml_error(f->map, err, "within must be above 0");
    if (c->kind == CHECK_RATIO && c->bound <= 0) return yaml_error(f->map, err, "a ratio's bound must be above 0");
    if (c->kind == CHECK_FITS && (c->bound < 0 || c->bound > 1))
        return yaml_error(f->map, err, "a share that fits lies in 0..1");
    return true;
}

static bool read_lengths(struct check_file *f, struct error *err) {
    struct check *c = &f->check;
    const bool without = measures[c->metric].of_run || c->kind == CHECK_FITS;
    const struct yaml *at = yaml_get(f->map, "at"), *from = yaml_get(f->map, "from"),
                      *against = yaml_get(f->map, "against");
    if (without && (at || from || against || yaml_get(f->map, "than_at")))
        return yaml_error(f->map, err, "%s is one number per run; 'at' and its like do not belong here",
                          measures[c->metric].name);
    if (without) return c->kind != CHECK_CHANGE || yaml_error(f->map, err, "a change needs a metric with lengths");
    if (!need(f->map, "at", &at, err) || !read_span(at, &f->at, err)) return false;
    f->than_at = f->at;
    if (c->kind == CHECK_CHANGE) return need(f->map, "from", &from, err) && read_span(from, &f->than_at, err);
    c->against = against != NULL;
    return read_optional_span(f->map, "than_at", &f->than_at, err) &&
           read_optional_span(f->map, "against", &c->baseline, err);
}

/* Only the better side needs to fit where the question is what can be learnt at all. */
static bool read_gate(struct check_file *f, struct error *err) {
    struct check *c = &f->check;
    const struct yaml *node = yaml_get(f->map, "fit_of"), *unfitted = yaml_get(f->map, "unfitted");
    c->gate = c->kind == CHECK_FITS || measures[c->metric].cost ? GATE_NONE : GATE_ALL;
    if (unfitted) {
        if (unfitted->kind != YAML_SCALAR || strcmp(unfitted->text, "skip") != 0)
            return yaml_error(unfitted, err, "unfitted can only be: skip");
        c->skip = true;
    }
    if (!node) return true;
    if (node->kind != YAML_SCALAR || strcmp(node->text, "better") != 0)
        return yaml_error(node, err, "fit_of can only be: better");
    if (!measures[c->metric].of_run && (f->at.to > 1 || f->than_at.to > 1))
        return yaml_error(node, err,
                          "fit_of: better is for lengths of training (at: 1x); beyond them runs that do not "
                          "fit say nothing");
    c->gate = GATE_BETTER;
    return true;
}

/* ---- in words ---- */

static void add_span(struct text *out, struct span s) {
    if (s.from <= 0)
        text_add(out, " up to %gx", s.to);
    else
        text_add(out, " at %gx to %gx", s.from, s.to);
}

static void add_side(struct text *out, const struct claim *c, const struct side *s) {
    text_add(out, "%s%s%s", c->cell[s->cell].label, *s->variant ? " > " : "", s->variant);
}

static void add_tasks(struct text *out, const struct claim *c, const struct check *k, bool second) {
    for (int t = 0; t < k->n; t++)
        text_add(out, "%s%s", t ? ", " : " on ", c->cell[second ? k->on[t].b.cell : k->on[t].a.cell].task);
}

static bool same_places(const struct claim *c, const struct check *k) {
    const struct comparison *p = &k->on[0];
    return strcmp(c->cell[p->a.cell].task, c->cell[p->b.cell].task) == 0 && p->a.at.from == p->b.at.from &&
           p->a.at.to == p->b.at.to;
}

/* The first side's task and lengths, and the second's where they are others. */
static void add_places(struct text *out, const struct claim *c, const struct check *k, bool second) {
    add_tasks(out, c, k, second);
    if (k->kind != CHECK_FITS && !measures[k->metric].of_run) add_span(out, second ? k->on[0].b.at : k->on[0].a.at);
}

static void write_words(const struct claim *c, struct check *k) {
    static const char *const joins[] = {
        [CHECK_BETTER] = " better than ", [CHECK_RATIO] = " over ", [CHECK_SAME] = " as ", [CHECK_FITS] = ""};
    const struct comparison *p = &k->on[0];
    const char *metric = measures[k->metric].words, *side = k->at_least ? "at least" : "at most";
    const bool two = k->kind == CHECK_BETTER || k->kind == CHECK_RATIO || k->kind == CHECK_SAME;
    const bool apart = two && !same_places(c, k);
    struct text out = {0};
    if (two || k->kind == CHECK_FITS) text_add(&out, "%s", k->kind == CHECK_FITS ? "share of runs that fit, " : "");
    if (!two && k->kind != CHECK_FITS) text_add(&out, "%s%s of ", k->kind == CHECK_CHANGE ? "change in " : "", metric);
    add_side(&out, c, &p->a);
    if (apart) add_places(&out, c, k, false);
    if (two) text_add(&out, "%s", joins[k->kind]), add_side(&out, c, &p->b);
    if (two) text_add(&out, " in %s", metric);
    if (!apart) add_places(&out, c, k, false);
    if (apart) add_places(&out, c, k, true);
    if (k->kind == CHECK_CHANGE) text_add(&out, " since"), add_span(&out, p->b.at);
    if (k->against) text_add(&out, ", against the same"), add_span(&out, k->baseline);
    if (k->kind == CHECK_SAME)
        text_add(&out, ": within %g", k->bound);
    else
        text_add(&out, ": %s %g", k->kind == CHECK_BETTER ? "by at least" : side, k->bound);
    k->text = out.data;
}

/* One check for every pair of names of the two sides. */
static bool add_check(struct claim *c, const struct check_file *f, const struct yaml *a, const struct yaml *b,
                      struct error *err) {
    struct check k = f->check;
    k.n = f->tasks.n;
    k.on = mem_zero((size_t)k.n, sizeof *k.on);
    const size_t n = (size_t)c->n_checks;
    c->check = mem_grow(c->check, sizeof k * n, sizeof k * (n + 1));
    c->check[c->n_checks++] = k;
    for (int t = 0; t < k.n; t++)
        if (!read_side(c, a, &f->tasks.node[t], f->at, &k.on[t].a, err) ||
            !read_side(c, b, &f->than_tasks.node[t], f->than_at, &k.on[t].b, err))
            return false;
    write_words(c, &c->check[n]);
    return true;
}

static bool read_check(struct claim *c, const struct yaml *map, struct error *err) {
    struct check_file f = {.map = map};
    if (map->kind != YAML_MAP) return yaml_error(map, err, "a check is a map, such as {better: A, than: B, ...}");
    if (!read_kind(&f, err) || !check_keys(&f, err) || !read_metric(map, &f.check.metric, err) ||
        !read_sides(&f, err) || !read_bound(&f, err) || !check_bound(&f, err) || !read_lengths(&f, err) ||
        !read_gate(&f, err))
        return false;
    for (int a = 0; a < f.a.n; a++)
        for (int b = 0; b < f.b.n; b++)
            if (!add_check(c, &f, &f.a.node[a], f.form->other ? &f.b.node[b] : &f.a.node[a], err)) return false;
    return true;
}

static bool read_predicate(struct claim *c, const struct yaml *root, struct error *err) {
    const struct yaml *list;
    if (!need(root, "predicate", &list, err)) return false;
    if (list->kind != YAML_LIST || list->n == 0) return yaml_error(list, err, "predicate is a list of checks");
    for (int i = 0; i < list->n; i++)
        if (!read_check(c, &list->child[i], err)) return false;
    return true;
}

/* ---- the rest of the file ---- */

static bool read_source(struct claim *c, const struct yaml *root, struct error *err) {
    static const char *const keys[] = {"paper", "table"};
    const struct yaml *node;
    return need(root, "source", &node, err) && yaml_only(node, keys, COUNT(keys), err) &&
           read_text(node, "paper", &c->paper, err) && read_optional(node, "table", &c->table, err);
}

const char *claim_tag_words(char tag) {
    switch (tag) {
    case 'S': return "read in the authors' or a fork's own files";
    case 'T': return "read in the paper";
    case 'N': return "read in third-party notes on the paper";
    case 'P': return "read in an abstract, page or figure";
    case 'X': return "computed from stored results or figures";
    case 'M': return "from memory, not verified: not to be quoted";
    default: return NULL;
    }
}

static bool read_figures(struct claim *c, const struct yaml *root, struct error *err) {
    static const char *const keys[] = {"figure", "tag"};
    const struct yaml *list = yaml_get(root, "figures"), *tag;
    if (!list) return true;
    if (list->kind != YAML_LIST) return yaml_error(list, err, "figures is a list of {figure: ..., tag: S|T|N|P|X|M}");
    c->figure = mem_zero((size_t)list->n + 1, sizeof *c->figure);
    for (int i = 0; i < list->n; i++) {
        const struct yaml *node = &list->child[i];
        if (!yaml_only(node, keys, COUNT(keys), err) || !need(node, "tag", &tag, err)) return false;
        if (tag->kind != YAML_SCALAR || strlen(tag->text) != 1 || !claim_tag_words(tag->text[0]))
            return yaml_error(tag, err, "tag says how the figure was checked: S, T, N, P, X or M (docs/claims.md)");
        if (!read_text(node, "figure", &c->figure[i].text, err)) return false;
        c->figure[c->n_figures++].tag = tag->text[0];
    }
    return true;
}

static bool read_expect(struct claim *c, const struct yaml *root, struct error *err) {
    const struct yaml *node = yaml_get(root, "expect");
    c->expect = VERDICT_REPRODUCED;
    if (!node) return true;
    for (int v = VERDICT_REPRODUCED; v <= VERDICT_UNDECIDED; v++)
        if (node->kind == YAML_SCALAR && strcmp(node->text, verdict_names[v]) == 0)
            return c->expect = (enum claim_verdict)v, true;
    return yaml_error(node, err, "expect is reproduced, contradicted or undecided");
}

/* "fit: 0.95", or "fit: {metric: loss, most: 1.2}". */
static bool read_fit(struct claim *c, const struct yaml *root, struct error *err) {
    static const char *const keys[] = {"metric", "least", "most"};
    const struct yaml *node = yaml_get(root, "fit");
    c->fit = (struct fit_rule){MEASURE_FIT, true, 0.99};
    if (!node) return true;
    if (node->kind == YAML_SCALAR) return read_number(node, &c->fit.bound, err);
    if (!yaml_only(node, keys, COUNT(keys), err) || !read_metric(node, &c->fit.metric, err)) return false;
    const struct yaml *least = yaml_get(node, "least"), *most = yaml_get(node, "most");
    if (!least == !most) return yaml_error(node, err, "fit has either 'least' or 'most'");
    if (measures[c->fit.metric].of_run)
        return yaml_error(node, err, "fit is measured by exact, exact_no_eos, token or loss up to 1x");
    c->fit.at_least = least != NULL;
    return read_number(least ? least : most, &c->fit.bound, err);
}

static bool read_map_of_names(struct scale_suite *s, const struct yaml *map, struct error *err) {
    if (!map) return true;
    if (map->kind != YAML_MAP) return yaml_error(map, err, "%s maps names of the predicate to the suite's", map->key);
    const size_t n = (size_t)s->n_names, more = (size_t)map->n, size = sizeof *s->names;
    s->names = mem_grow(s->names, size * n, size * (n + more));
    for (int i = 0; i < map->n; i++) {
        if (!want_text(&map->child[i], map->child[i].key, err)) return false;
        s->names[s->n_names++] = (struct claim_name){mem_text(map->child[i].key), mem_text(map->child[i].text)};
    }
    return true;
}

/* "a/b/../c" becomes "a/c": paths are shown to people. */
static void tidy_path(char *path) {
    for (char *up; (up = strstr(path, "/../")) != NULL;) {
        char *segment = up;
        while (segment > path && segment[-1] != '/') segment--;
        if (strncmp(segment, "../", 3) == 0 || segment == up) return;
        memmove(segment, up + 4, strlen(up + 4) + 1);
    }
}

/* The suite's path counts from the claim's file. */
static bool read_scale(struct claim *c, const struct yaml *root, enum claim_scale scale, struct error *err) {
    static const char *const keys[] = {"suite", "set", "tasks", "schemes"};
    const struct yaml *node = yaml_get(root, scale_names[scale]), *suite, *set;
    struct scale_suite *s = &c->scale[scale];
    struct names values = {0};
    if (!node) return true;
    if (!yaml_only(node, keys, COUNT(keys), err) || !need(node, "suite", &suite, err) ||
        !want_text(suite, "suite", err))
        return false;
    const char *slash = strrchr(c->path, '/');
    struct text path = {0};
    if (slash && suite->text[0] != '/') text_bytes(&path, c->path, (size_t)(slash - c->path) + 1);
    text_add(&path, "%s", suite->text);
    s->path = path.data;
    tidy_path(s->path);
    s->line = suite->line;
    s->column = suite->column;
    set = yaml_get(node, "set");
    if (set && !read_names(set, &values, err)) return false;
    s->set = mem_zero((size_t)values.n + 1, sizeof *s->set);
    for (int i = 0; i < values.n; i++) {
        if (!strchr(values.node[i].text, '=')) return yaml_error(&values.node[i], err, "set is a list of key=value");
        s->set[s->n_set++] = mem_text(values.node[i].text);
    }
    return read_map_of_names(s, yaml_get(node, "tasks"), err) && read_map_of_names(s, yaml_get(node, "schemes"), err);
}

const char *claim_expression(const struct scale_suite *scale, const char *name) {
    for (int i = 0; i < scale->n_names; i++)
        if (strcmp(scale->names[i].name, name) == 0) return scale->names[i].is;
    return name;
}

static bool check_id(const struct claim *c, const struct yaml *root, struct error *err) {
    const char *slash = strrchr(c->path, '/'), *base = slash ? slash + 1 : c->path;
    const size_t size = strlen(c->id);
    return (strncmp(base, c->id, size) == 0 && strcmp(base + size, ".yaml") == 0) ||
           yaml_error(yaml_get(root, "id"), err, "id '%s' must be the file's name without .yaml", c->id);
}

static bool read_claim(struct claim *c, const struct yaml *root, struct error *err) {
    static const char *const keys[] = {"id",     "family", "sentence", "source",    "figures",  "note",
                                       "expect", "fit",    "small",    "published", "predicate"};
    if (root->kind != YAML_MAP) return yaml_error(root, err, "a claim is a map of keys and values");
    if (!yaml_only(root, keys, COUNT(keys), err) || !read_word(root, "id", c->id, err) || !check_id(c, root, err) ||
        !read_word(root, "family", c->family, err) || !read_text(root, "sentence", &c->sentence, err) ||
        !read_source(c, root, err) || !read_figures(c, root, err) || !read_optional(root, "note", &c->note, err) ||
        !read_expect(c, root, err) || !read_fit(c, root, err))
        return false;
    for (int s = 0; s < SCALES; s++)
        if (!read_scale(c, root, (enum claim_scale)s, err)) return false;
    if (!c->scale[SCALE_SMALL].path)
        return yaml_error(root, err, "the key 'small' is missing: the suite that tests it");
    return read_predicate(c, root, err);
}

struct claim *claim_read(const char *path, struct error *err) {
    struct claim *c = mem_zero(1, sizeof *c);
    size_t size;
    c->path = mem_text(path);
    struct yaml *root =
        file_read(path, 1 << 20, &c->file_text, &size, err) ? yaml_parse(path, c->file_text, size, err) : NULL;
    const bool ok = root && read_claim(c, root, err);
    yaml_release(root);
    if (ok) return c;
    claim_free(c);
    return NULL;
}

void claim_free(struct claim *c) {
    if (!c) return;
    for (int i = 0; i < c->n_checks; i++) {
        mem_free(c->check[i].on);
        mem_free(c->check[i].text);
    }
    for (int i = 0; i <= c->n_figures && c->figure; i++) mem_free(c->figure[i].text);
    for (int s = 0; s < SCALES; s++) {
        for (int i = 0; i < c->scale[s].n_set; i++) mem_free(c->scale[s].set[i]);
        for (int i = 0; i < c->scale[s].n_names; i++) {
            mem_free(c->scale[s].names[i].name);
            mem_free(c->scale[s].names[i].is);
        }
        mem_free(c->scale[s].set);
        mem_free(c->scale[s].names);
        mem_free(c->scale[s].path);
    }
    char *const texts[] = {c->path, c->file_text, c->sentence, c->paper, c->table, c->note};
    for (int i = 0; i < COUNT(texts); i++) mem_free(texts[i]);
    mem_free(c->check);
    mem_free(c->figure);
    mem_free(c->cell);
    mem_free(c);
}

static int by_family(const void *a, const void *b) {
    const struct claim *x = *(struct claim *const *)a, *y = *(struct claim *const *)b;
    const int family = strcmp(x->family, y->family);
    return family ? family : strcmp(x->id, y->id);
}

bool claims_read(const char *dir, struct claim ***out, int *n, struct error *err) {
    char **names;
    int files;
    *out = NULL;
    *n = 0;
    if (!dir_list(dir, ".yaml", &names, &files, err)) return false;
    struct claim **list = mem_zero((size_t)files + 1, sizeof(struct claim *));
    bool ok = files > 0 || error_set(err, "there is no claim file in %s; name their folder with --claims", dir);
    for (int i = 0; ok && i < files; i++) {
        char *path = path_join(dir, names[i]);
        ok = (list[i] = claim_read(path, err)) != NULL;
        mem_free(path);
    }
    dir_free(names, files);
    if (!ok) return claims_free(list, files), false;
    qsort(list, (size_t)files, sizeof *list, by_family);
    *out = list;
    *n = files;
    return true;
}

void claims_free(struct claim **claims, int n) {
    for (int i = 0; claims && i < n; i++) claim_free(claims[i]);
    mem_free(claims);
}

const char *claim_absent(const struct claim *c) {
    for (int i = 0; i < c->n_checks; i++)
        if (measures[c->check[i].metric].absent) return measures[c->check[i].metric].absent;
    return NULL;
}
