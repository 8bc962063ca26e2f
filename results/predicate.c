/* A claim's predicate: checks, read and put in words. */
#include "base/memory.h"
#include "results/claim_file.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* What a check of each kind may say. */
struct check_form {
    const char *name, *other; /* the key that names the first side and so the kind, and the second */
    const char *keys[12];     /* besides these, task and tasks */
};
static const struct check_form forms[] = {
    [CHECK_BETTER] = {"better",
                      "than",
                      {"metric", "at", "than_task", "than_at", "against", "by", "in", "of", "unfitted"}},
    [CHECK_LEVEL] = {"level", NULL, {"metric", "at", "least", "most", "in", "of", "unfitted"}},
    [CHECK_CHANGE] = {"change", NULL, {"metric", "at", "from", "least", "most", "in", "of", "unfitted"}},
    [CHECK_RATIO] = {"ratio",
                     "to",
                     {"metric", "at", "than_task", "than_at", "against", "least", "most", "in", "unfitted"}},
    [CHECK_SAME] = {"same", "as", {"metric", "at", "than_task", "than_at", "within", "in", "of", "unfitted"}},
    [CHECK_FITS] = {"fits", NULL, {"least", "most"}},
};

/* ---- lengths ---- */

/* "2x"; *rest behind it. */
static bool read_multiple(const char *text, double *out, const char **rest) {
    char *end;
    *out = strtod(text, &end);
    *rest = end + 1;
    return end != text && *end == 'x' && isfinite(*out) && *out > 0 && *text >= '0' && *text <= '9';
}

int multiples_parse(const char *text, double *first, double *second) {
    const char *rest;
    if (!read_multiple(text, first, &rest)) return 0;
    if (*rest == '\0') return *second = *first, 1;
    const bool range = strncmp(rest, "..", 2) == 0 && read_multiple(rest + 2, second, &rest) && *rest == '\0';
    return range && *first < *second ? 2 : 0;
}

/* "2x" is the bin 1x < length <= 2x, "1.5x" 1x to 1.5x, "1x" what lies within training; "1x..3x" says both ends. */
static bool read_span(const struct yaml *node, struct span *out, struct error *err) {
    const int n = node->kind == YAML_SCALAR ? multiples_parse(node->text, &out->from, &out->to) : 0;
    if (n == 1) out->from = ceil(out->to) - 1;
    return n || yaml_error(node, err,
                           "%s is a multiple of the training length such as 2x (all lengths above 1x up to 2x), or a "
                           "range such as 1x..3x",
                           node->key);
}

static bool read_optional_span(const struct yaml *map, const char *key, struct span *out, struct error *err) {
    const struct yaml *node = yaml_get(map, key);
    return !node || read_span(node, out, err);
}

/* ---- a check ---- */

static struct file_place place_of(const struct yaml *node) { return (struct file_place){node->line, node->column}; }

static int cell_of(struct claim *c, const char *label, const struct yaml *name, const char *trained,
                   const struct yaml *task) {
    for (int i = 0; i < c->n_cells; i++)
        if (strcmp(c->cell[i].label, label) == 0 && strcmp(c->cell[i].task, trained) == 0) return i;
    const size_t n = (size_t)c->n_cells, size = sizeof *c->cell;
    c->cell = mem_grow(c->cell, size * n, size * (n + 1));
    snprintf(c->cell[n].label, sizeof c->cell[n].label, "%s", label);
    snprintf(c->cell[n].task, sizeof c->cell[n].task, "%s", trained);
    c->cell[n].label_place = place_of(name);
    c->cell[n].task_place = place_of(task);
    return c->n_cells++;
}

/* "TASK", or "PART [TASK]" as results name a task of a run that was trained on others. */
static void split_task(const char *text, char trained[256], char part[256]) {
    const char *inside = strstr(text, " [");
    const size_t size = strlen(text);
    snprintf(trained, 256, "%s", text);
    part[0] = '\0';
    if (!inside || text[size - 1] != ']') return;
    snprintf(trained, 256, "%.*s", (int)(size - 3 - (size_t)(inside - text)), inside + 2);
    snprintf(part, 256, "%.*s", (int)(inside - text), text);
}

/* "LABEL" or "LABEL > VARIANT" on a task. */
static bool read_side(struct claim *c, const struct yaml *name, const struct yaml *task, struct span at,
                      struct check_side *out, struct error *err) {
    char label[256], trained[256];
    snprintf(label, sizeof label, "%s", name->text);
    char *arrow = strstr(label, " > ");
    const char *variant = arrow ? arrow + 3 : "";
    if (arrow) *arrow = '\0';
    if (strlen(name->text) >= sizeof label || strlen(label) >= sizeof c->cell->label ||
        strlen(variant) >= sizeof out->variant)
        return yaml_error(name, err, "the name is too long");
    if (strlen(task->text) >= sizeof c->cell->task) return yaml_error(task, err, "the task is too long");
    *out = (struct check_side){.at = at};
    split_task(task->text, trained, out->part);
    out->cell = cell_of(c, label, name, trained, task);
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
    const struct yaml *bound; /* the node that says check.bound */
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
    const struct yaml *least = yaml_get(f->map, "least"), *most = yaml_get(f->map, "most");
    f->check.at_least = true;
    if (key) return need(f->map, key, &f->bound, err) && read_number(f->bound, &f->check.bound, err);
    if (!least == !most) return yaml_error(f->map, err, "a check has either 'least' or 'most'");
    f->check.at_least = least != NULL;
    f->bound = least ? least : most;
    return read_number(f->bound, &f->check.bound, err);
}

static bool check_bound(const struct check_file *f, struct error *err) {
    const struct check *c = &f->check;
    if (c->kind == CHECK_SAME && c->bound <= 0) return yaml_error(f->map, err, "within must be above 0");
    if (c->kind == CHECK_RATIO && c->bound <= 0) return yaml_error(f->map, err, "a ratio's bound must be above 0");
    if (c->kind == CHECK_FITS && !(0 < c->bound && c->bound < 1))
        return yaml_error(f->map, err, "a share that fits lies above 0 and below 1; seeds cannot show that all fit");
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

void check_range(const struct check *k, double *low, double *high) {
    *high = k->against ? 2 : 1;
    *low = k->kind == CHECK_LEVEL ? 0 : -*high;
}

/* No seed can show, or every seed does, what lies beyond all values that a share and differences of shares can have. */
static bool check_possible(const struct check_file *f, struct error *err) {
    const struct check *c = &f->check;
    double low, high;
    if (!measures[c->metric].share || c->kind == CHECK_RATIO || c->kind == CHECK_FITS) return true;
    check_range(c, &low, &high);
    return (low <= c->bound && c->bound <= high) ||
           yaml_error(f->bound, err, "%s is %g, but %s%s lies in %g..%g", f->bound->key, c->bound,
                      c->kind == CHECK_LEVEL ? "" : "a difference in ", measures[c->metric].name, low, high);
}

/* "in: 0.8": in more than that share of the seeds; "of: mean": the mean over seeds. */
static bool read_seeds(struct check_file *f, struct error *err) {
    struct check *c = &f->check;
    const struct yaml *in = yaml_get(f->map, "in"), *of = yaml_get(f->map, "of");
    c->share = c->kind != CHECK_FITS ? 0.5 : c->at_least ? c->bound : 1 - c->bound;
    if (in && !read_number(in, &c->share, err)) return false;
    if (in && !(0 < c->share && c->share < 1))
        return yaml_error(in, err,
                          "in is a share of the seeds above 0 and below 1, such as 0.8; left out: 0.5, most of them");
    if (!of) return true;
    if (of->kind != YAML_SCALAR || strcmp(of->text, "mean") != 0)
        return yaml_error(of, err, "of can only be: mean; left out, each seed is asked");
    if (in) return yaml_error(of, err, "a check is 'of: mean' or 'in' a share of the seeds, not both");
    if (!measures[c->metric].share)
        return yaml_error(of, err,
                          "a mean over seeds can be judged of what lies in 0..1, and %s does not; leave 'of' out",
                          measures[c->metric].name);
    double low, high;
    c->of_mean = true;
    check_range(c, &low, &high);
    if (!(low < c->bound && c->bound < high) || (c->kind == CHECK_SAME && -c->bound <= low))
        return yaml_error(of, err, "the bound of a mean has to lie between %g and %g here, and neither of them", low,
                          high);
    return true;
}

/* Do all sides lie within training lengths? */
static bool within_training(const struct check_file *f) {
    const struct check *c = &f->check;
    return c->metric == MEASURE_FIT || (!measures[c->metric].of_run && f->at.to <= 1 && f->than_at.to <= 1);
}

static bool read_unfitted(struct check_file *f, struct error *err) {
    struct check *c = &f->check;
    const struct yaml *node = yaml_get(f->map, "unfitted");
    const bool counts = c->kind == CHECK_FITS || measures[c->metric].cost || within_training(f);
    c->unfitted = counts ? UNFITTED_COUNTS : UNFITTED_NO_BET;
    if (!node) return true;
    if (node->kind != YAML_SCALAR || strcmp(node->text, "fails") != 0)
        return yaml_error(node, err,
                          "unfitted can only be: fails; left out, a seed whose runs do not fit does not count");
    if (counts)
        return yaml_error(node, err,
                          "within training lengths, and of costs, all runs are compared; leave 'unfitted' out");
    if (c->of_mean)
        return yaml_error(node, err, "a mean has no value where runs do not fit; leave 'unfitted' or 'of' out");
    c->unfitted = UNFITTED_FAILS;
    return true;
}

/* ---- in words ---- */

static void add_span(struct text *out, struct span s) {
    if (s.from <= 0)
        text_add(out, " up to %gx", s.to);
    else
        text_add(out, " at %gx to %gx", s.from, s.to);
}

static void add_side(struct text *out, const struct claim *c, const struct check_side *s) {
    text_add(out, "%s%s%s", c->cell[s->cell].label, *s->variant ? " > " : "", s->variant);
}

static void add_tasks(struct text *out, const struct claim *c, const struct check *k, bool second) {
    const char *on = k->n > 1 && k->kind == CHECK_RATIO ? " on each of " : " on ";
    for (int t = 0; t < k->n; t++) {
        const struct check_side *s = second ? &k->on[t].b : &k->on[t].a;
        const char *task = c->cell[s->cell].task;
        text_add(out, "%s", t ? ", " : on);
        if (*s->part)
            text_add(out, "%s [%s]", s->part, task);
        else
            text_add(out, "%s", task);
    }
}

static bool same_places(const struct claim *c, const struct check *k) {
    bool same = true;
    for (int t = 0; t < k->n; t++) {
        const struct contrast *p = &k->on[t];
        same = same && strcmp(c->cell[p->a.cell].task, c->cell[p->b.cell].task) == 0 &&
               strcmp(p->a.part, p->b.part) == 0 && p->a.at.from == p->b.at.from && p->a.at.to == p->b.at.to;
    }
    return same;
}

/* The first side's task and lengths, and the second's where they are others. */
static void add_places(struct text *out, const struct claim *c, const struct check *k, bool second) {
    add_tasks(out, c, k, second);
    if (k->kind != CHECK_FITS && !measures[k->metric].of_run) add_span(out, second ? k->on[0].b.at : k->on[0].a.at);
}

/* What seeds have to say; nothing for most of them, those whose runs fit. */
static void add_seeds(struct text *out, const struct check *k) {
    if (k->kind == CHECK_FITS) return;
    if (k->of_mean) text_add(out, ", in the mean over seeds");
    if (!k->of_mean && k->share != 0.5) text_add(out, ", in more than %g of the seeds", k->share);
    if (k->unfitted == UNFITTED_FAILS) text_add(out, ", where runs that do not fit fail");
}

static void write_words(const struct claim *c, struct check *k) {
    static const char *const joins[] = {
        [CHECK_BETTER] = " better than ", [CHECK_RATIO] = " over ", [CHECK_SAME] = " as ", [CHECK_FITS] = ""};
    const struct contrast *p = &k->on[0];
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
        text_add(&out, ": %s %g", k->kind == CHECK_BETTER ? k->bound == 0 ? "by more than" : "by at least" : side,
                 k->bound);
    add_seeds(&out, k);
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
    f.check.place = place_of(yaml_get(map, "at") ? yaml_get(map, "at") : map);
    if (!read_kind(&f, err) || !check_keys(&f, err) || !read_metric(map, &f.check.metric, err) ||
        !read_sides(&f, err) || !read_bound(&f, err) || !check_bound(&f, err) || !read_lengths(&f, err) ||
        !check_possible(&f, err) || !read_seeds(&f, err) || !read_unfitted(&f, err))
        return false;
    for (int a = 0; a < f.a.n; a++)
        for (int b = 0; b < f.b.n; b++)
            if (!add_check(c, &f, &f.a.node[a], f.form->other ? &f.b.node[b] : &f.a.node[a], err)) return false;
    return true;
}

bool read_predicate(struct claim *c, const struct yaml *root, struct error *err) {
    const struct yaml *list;
    if (!need(root, "predicate", &list, err)) return false;
    if (list->kind != YAML_LIST || list->n == 0) return yaml_error(list, err, "predicate is a list of checks");
    for (int i = 0; i < list->n; i++)
        if (!read_check(c, &list->child[i], err)) return false;
    return true;
}
