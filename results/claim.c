/* Reading claim files. */
#include "base/file.h"
#include "base/memory.h"
#include "results/claim_file.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

const struct measure measures[MEASURES] = {
    [MEASURE_EXACT] = {.name = "exact", .words = "exact match", .share = true},
    [MEASURE_EXACT_NO_EOS] = {.name = "exact_no_eos", .words = "exact match without the end token", .share = true},
    [MEASURE_TOKEN] = {.name = "token", .words = "teacher-forced token accuracy", .share = true},
    [MEASURE_LOSS] = {.name = "loss", .words = "loss (nats)", .less_is_better = true},
    [MEASURE_TIME] = {.name = "time", .words = "evaluation time per token", .less_is_better = true, .cost = true},
    [MEASURE_NEAR] = {.name = "near", .words = "attention mass on the nearest 16 tokens", .share = true},
    [MEASURE_AREA] = {.name = "area", .words = "mean exact match over 1x to 3x", .of_run = true, .share = true},
    [MEASURE_REACH_50] = {.name = "reach50", .words = "reach at 0.5 (times the training length)", .of_run = true},
    [MEASURE_REACH_90] = {.name = "reach90", .words = "reach at 0.9 (times the training length)", .of_run = true},
    [MEASURE_FIT] = {.name = "fit", .words = "in-distribution exact match", .of_run = true, .share = true},
    [MEASURE_MEMORY] =
        {.name = "memory", .words = "peak memory of the run", .less_is_better = true, .of_run = true, .cost = true},
    [MEASURE_TRAIN_TIME] =
        {.name = "train_time", .words = "training time per step", .less_is_better = true, .of_run = true, .cost = true},
};
static const char *const scale_names[] = {"small", "published"};
static const char *const verdict_names[VERDICTS] = {
    "",           "reproduced", "contradicted", "smaller than claimed", "nothing to see", "depends on the seed",
    "not fitted", "undecided"};

const char *claim_scale_name(enum claim_scale scale) { return scale_names[scale]; }
const char *claim_verdict_name(enum claim_verdict verdict) { return verdict_names[verdict]; }

bool claim_scale_parse(const char *word, enum claim_scale *out, struct error *err) {
    for (int i = 0; i < SCALES; i++)
        if (strcmp(word, scale_names[i]) == 0) return *out = (enum claim_scale)i, true;
    return error_set(err, "there is no scale '%s'; it is small or published", word);
}

/* ---- small readers ---- */

bool want_text(const struct yaml *node, const char *what, struct error *err) {
    return (node->kind == YAML_SCALAR && *node->text) || yaml_error(node, err, "%s must be a text", what);
}

bool need(const struct yaml *map, const char *key, const struct yaml **out, struct error *err) {
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

bool read_number(const struct yaml *node, double *out, struct error *err) {
    return (node->kind == YAML_SCALAR && text_to_double(node->text, out)) ||
           yaml_error(node, err, "%s must be a number", node->key);
}

bool measure_parse(const char *word, enum measure_kind *out, struct error *err) {
    const char *names[MEASURES];
    for (int i = 0; i < MEASURES; i++) {
        names[i] = measures[i].name;
        if (strcmp(word, names[i]) == 0) return *out = (enum measure_kind)i, true;
    }
    const char *close = text_closest(word, names, MEASURES);
    if (close) return error_set(err, "unknown metric '%s'; did you mean '%s'?", word, close);
    return error_set(err, "unknown metric '%s'; docs/claims.md lists them", word);
}

bool read_metric(const struct yaml *map, enum measure_kind *out, struct error *err) {
    const struct yaml *node = yaml_get(map, "metric");
    struct error why;
    if (!node) return true;
    if (!want_text(node, "metric", err)) return false;
    return measure_parse(node->text, out, &why) || yaml_error(node, err, "%s", why.text);
}

bool read_names(const struct yaml *node, struct names *out, struct error *err) {
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

/* ---- the file ---- */

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
    static const enum claim_verdict expected[] = {VERDICT_REPRODUCED, VERDICT_CONTRADICTED, VERDICT_DEPENDS};
    for (int v = 0; v < COUNT(expected); v++)
        if (node->kind == YAML_SCALAR && strcmp(node->text, verdict_names[expected[v]]) == 0)
            return c->expect = expected[v], true;
    return yaml_error(node, err, "expect is reproduced, contradicted or 'depends on the seed'");
}

static bool check_level(const struct yaml *node, const struct fit_rule *fit, struct error *err) {
    return !measures[fit->metric].share || (0 <= fit->bound && fit->bound <= 1) ||
           yaml_error(node, err, "%s is %g, but %s lies in 0..1", node->key, fit->bound, measures[fit->metric].name);
}

/* "fit: 0.95", or "fit: {metric: loss, most: 1.2}". */
static bool read_fit(struct claim *c, const struct yaml *root, struct error *err) {
    static const char *const keys[] = {"metric", "least", "most"};
    const struct yaml *node = yaml_get(root, "fit");
    c->fit = (struct fit_rule){MEASURE_FIT, true, 0.99};
    if (!node) return true;
    if (node->kind == YAML_SCALAR) return read_number(node, &c->fit.bound, err) && check_level(node, &c->fit, err);
    if (!yaml_only(node, keys, COUNT(keys), err) || !read_metric(node, &c->fit.metric, err)) return false;
    const struct yaml *least = yaml_get(node, "least"), *most = yaml_get(node, "most");
    if (!least == !most) return yaml_error(node, err, "fit has either 'least' or 'most'");
    if (measures[c->fit.metric].of_run)
        return yaml_error(node, err, "fit is measured by exact, exact_no_eos, token or loss up to 1x");
    c->fit.at_least = least != NULL;
    const struct yaml *bound = least ? least : most;
    return read_number(bound, &c->fit.bound, err) && check_level(bound, &c->fit, err);
}

/* "first_seed: 7". */
static bool read_first_seed(struct claim *c, const struct yaml *root, struct error *err) {
    const struct yaml *node = yaml_get(root, "first_seed");
    long first = 1;
    if (node &&
        (node->kind != YAML_SCALAR || !text_to_long(node->text, &first) || first < 1 || first > FIRST_SEED_MOST))
        return yaml_error(node, err, "first_seed is a whole number from 1 to %d: the first seed that nobody looked at",
                          FIRST_SEED_MOST);
    c->first_seed = (int)first;
    return true;
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

/* The suite's path is relative to the claim's file. */
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
    static const char *const keys[] = {"id",     "family", "sentence", "source",    "figures",   "note",
                                       "expect", "fit",    "small",    "published", "predicate", "first_seed"};
    if (root->kind != YAML_MAP) return yaml_error(root, err, "a claim is a map of keys and values");
    if (!yaml_only(root, keys, COUNT(keys), err) || !read_word(root, "id", c->id, err) || !check_id(c, root, err) ||
        !read_word(root, "family", c->family, err) || !read_text(root, "sentence", &c->sentence, err) ||
        !read_source(c, root, err) || !read_figures(c, root, err) || !read_optional(root, "note", &c->note, err) ||
        !read_expect(c, root, err) || !read_fit(c, root, err) || !read_first_seed(c, root, err))
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
