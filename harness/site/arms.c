/* What suites and claims say of schemes and of tasks. */
#include "base/memory.h"
#include "run/task_set.h"
#include "site/internal.h"
#include <stdlib.h>
#include <string.h>

int site_encoder_index(const struct encoder *encoder) {
    int e = 0;
    while (encoder_list[e] != encoder) e++;
    return e;
}

static int task_index(const struct task *task) {
    int t = 0;
    while (task_list[t] != task) t++;
    return t;
}

/* ---- expressions ---- */

bool site_parts_have(const struct site_parts *parts, const struct encoder *encoder) {
    for (int i = 0; i < parts->n; i++)
        if (parts->encoder[i] == encoder) return true;
    return false;
}

static void add_scheme(const struct scheme *scheme, struct site_parts *out) {
    for (int i = 0; i < scheme->n; i++)
        if (!site_parts_have(out, scheme->part[i].encoder)) out->encoder[out->n++] = scheme->part[i].encoder;
}

/* Views show results of other code under the variant followed by ", code 3fa9c1d2". */
static struct site_parts parts_of(const char *expression) {
    struct site_parts parts = {0};
    struct scheme scheme;
    char *own = mem_text(expression), *code = strstr(own, ", code ");
    if (code) *code = '\0';
    if (scheme_parse(own, &scheme, NULL)) add_scheme(&scheme, &parts);
    mem_free(own);
    return parts;
}

/* "copy(symbols=60) [copy+sort]" is of the task copy. */
static const struct task *task_of(const char *name) {
    struct task_choice choice;
    char *own = mem_text(name), *set = strstr(own, " [");
    if (set) *set = '\0';
    const struct task *task = task_parse(own, &choice, NULL) ? choice.task : NULL;
    mem_free(own);
    return task;
}

/* ---- arms ---- */

static void read_arms(struct site_content *s) {
    int n = 0;
    for (int i = 0; i < s->n_suites; i++) n += s->suite[i].reaches.n;
    s->arm = mem_zero((size_t)n + 1, sizeof *s->arm);
    for (int i = 0; i < s->n_suites; i++)
        for (int a = 0; a < s->suite[i].reaches.n; a++) {
            const struct reach_arm *reach = &s->suite[i].reaches.arm[a];
            s->arm[s->n_arms++] = (struct site_arm){&s->suite[i], reach, parts_of(reach->scheme), task_of(reach->task)};
        }
}

/* ---- what claims are about ---- */

static void mark_label(const struct site_content *s, struct site_claim *c, const char *label) {
    struct site_parts parts = parts_of(label);
    for (int a = 0; parts.n == 0 && a < s->n_arms; a++) /* a name that a suite gave to an expression */
        if (strcmp(s->arm[a].reach->label, label) == 0) parts = s->arm[a].parts;
    for (int i = 0; i < parts.n; i++) c->of_encoder[site_encoder_index(parts.encoder[i])] = true;
}

static void mark_task(struct site_claim *c, const char *name) {
    const struct task *task = task_of(name);
    if (task) c->of_task[task_index(task)] = true;
}

static void mark_claim(const struct site_content *s, struct site_claim *c) {
    c->of_encoder = mem_zero((size_t)s->n_encoders + 1, sizeof *c->of_encoder);
    c->of_task = mem_zero((size_t)s->n_tasks + 1, sizeof *c->of_task);
    for (int k = 0; k < SCALES; k++) {
        const struct scale_suite *scale = &c->claim->scale[k];
        for (int i = 0; scale->path && i < c->claim->n_cells; i++) {
            mark_label(s, c, claim_expression(scale, c->claim->cell[i].label));
            mark_task(c, claim_expression(scale, c->claim->cell[i].task));
        }
    }
    for (int i = 0; i < c->claim->n_checks; i++)
        for (int k = 0; k < c->claim->check[i].n; k++) {
            mark_label(s, c, c->claim->check[i].on[k].a.variant);
            mark_label(s, c, c->claim->check[i].on[k].b.variant);
        }
}

/* ---- pages ---- */

static char *page_of(const char *folder, const char *name) {
    struct text address = {0};
    char *link = site_link(name);
    text_add(&address, "%s/%s.html", folder, link);
    mem_free(link);
    return address.data;
}

static void choose_schemes(struct site_content *s) {
    for (int e = 0; e < s->n_encoders; e++) {
        struct site_subject *of = &s->scheme[e];
        bool claimed = false;
        for (int a = 0; a < s->n_arms; a++) of->arms += site_parts_have(&s->arm[a].parts, encoder_list[e]);
        for (int i = 0; i < s->n_claims; i++) claimed |= s->claim[i].of_encoder[e];
        if (of->arms || claimed) of->address = page_of("schemes", encoder_list[e]->name);
    }
}

static void choose_tasks(struct site_content *s) {
    for (int t = 0; t < s->n_tasks; t++) {
        struct site_subject *of = &s->task[t];
        bool claimed = false;
        for (int a = 0; a < s->n_arms; a++) of->arms += s->arm[a].task == task_list[t];
        for (int i = 0; i < s->n_claims; i++) claimed |= s->claim[i].of_task[t];
        if (of->arms || claimed) of->address = page_of("tasks", task_list[t]->name);
    }
}

void site_read_arms(struct site_content *s) {
    s->n_encoders = encoder_count();
    s->n_tasks = task_count();
    s->scheme = mem_zero((size_t)s->n_encoders, sizeof *s->scheme);
    s->task = mem_zero((size_t)s->n_tasks, sizeof *s->task);
    read_arms(s);
    for (int i = 0; i < s->n_claims; i++) mark_claim(s, &s->claim[i]);
    choose_schemes(s);
    choose_tasks(s);
}

void site_free_arms(struct site_content *s) {
    for (int e = 0; s->scheme && e < s->n_encoders; e++) mem_free(s->scheme[e].address);
    for (int t = 0; s->task && t < s->n_tasks; t++) mem_free(s->task[t].address);
    for (int i = 0; i < s->n_claims; i++) mem_free(s->claim[i].of_encoder), mem_free(s->claim[i].of_task);
    mem_free(s->scheme);
    mem_free(s->task);
    mem_free(s->arm);
}

const char *site_scheme_address(const struct site_content *s, const struct site_parts *parts) {
    return parts->n == 1 ? s->scheme[site_encoder_index(parts->encoder[0])].address : NULL;
}

const char *site_task_address(const struct site_content *s, const struct task *task) {
    return task ? s->task[task_index(task)].address : NULL;
}

/* ---- which carry furthest ---- */

struct site_score site_score_of(const struct site_content *s, const struct encoder *encoder) {
    struct site_score score = {0};
    for (int a = 0; a < s->n_arms; a++) {
        const struct site_arm *arm = &s->arm[a];
        const struct reach_arm *r = arm->reach;
        if (!r->exact || *r->variant || arm->parts.n != 1 || arm->parts.encoder[0] != encoder) continue;
        const bool fitted = r->fitted > 0 && 2 * r->fitted >= r->runs;
        if (!score.settings || r->runs < score.least) score.least = r->runs;
        if (r->runs > score.most) score.most = r->runs;
        score.settings++;
        score.fitted += fitted;
        score.to_2x += fitted && r->far >= 2;
        score.to_4x += fitted && r->far >= 4;
    }
    return score;
}

struct ranked {
    const struct encoder *encoder;
    struct site_score score;
    int place;
};

static int best_first(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    if (x->score.to_2x != y->score.to_2x) return y->score.to_2x - x->score.to_2x;
    if (x->score.to_4x != y->score.to_4x) return y->score.to_4x - x->score.to_4x;
    if (x->score.fitted != y->score.fitted) return y->score.fitted - x->score.fitted;
    if (!x->score.settings != !y->score.settings) return x->score.settings ? -1 : 1;
    if (x->score.settings != y->score.settings) return x->score.settings - y->score.settings;
    return x->place - y->place;
}

int site_rank(const struct site_content *s, const struct encoder **order) {
    struct ranked *list = mem_zero((size_t)s->n_encoders, sizeof *list);
    int n = 0;
    for (int e = 0; e < s->n_encoders; e++)
        if (s->scheme[e].address) list[n] = (struct ranked){encoder_list[e], site_score_of(s, encoder_list[e]), n}, n++;
    qsort(list, (size_t)n, sizeof *list, best_first);
    for (int i = 0; i < n; i++) order[i] = list[i].encoder;
    mem_free(list);
    return n;
}
