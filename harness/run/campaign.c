#include "run/campaign.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "base/text.h"
#include "run/choose.h"
#include "run/plugins.h"
#include "run/versions.h"
#include "run/work_dir.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT = 1, FILE_MAX = 8 << 20, SETTINGS_MAX = 256, SLICES_MAX = 1000000 };

static char *campaign_file(const char *folder) { return path_join(folder, "campaign.json"); }

bool campaign_there(const char *folder) {
    char *path = campaign_file(folder);
    bool there = file_exists(path);
    mem_free(path);
    return there;
}

/* Those that are loaded; the campaign keeps copies. */
static void write_plugins(struct text *out) {
    for (int i = 0; i < plugins_count(); i++) {
        text_add(out, i ? "," : ",\n\"plugins\":[");
        text_add(out, "{\"path\":");
        text_json(out, plugins_at(i)->path);
        text_add(out, ",\"hash\":\"%s\"}", plugins_at(i)->hash);
    }
    if (plugins_count()) text_add(out, "]");
}

/* list: NULL: there are none. */
static bool load_plugins(const struct json *list, const char *folder, struct error *err) {
    bool ok = true;
    for (int i = 0; ok && list && i < json_count(list); i++) {
        const char *path = json_text(json_get(json_at(list, i), "path")),
                   *hash = json_text(json_get(json_at(list, i), "hash"));
        if (!path || !hash || !run_id_is_valid(hash))
            return error_set(err, "its plugin %d has no path or no hash", i + 1);
        char *copy = plugins_copy(folder, hash);
        ok = plugins_load_copy(path, copy, hash, err);
        mem_free(copy);
    }
    return ok;
}

/* The content of campaign.json; the same suite with the same settings gives the same text. */
static void write_head(const char *suite_path, const char *suite_text, const char *const *settings, int n,
                       struct text *out) {
    text_add(out, "{\"format\":%d,\n\"suite\":", FORMAT);
    text_json(out, suite_path);
    text_add(out, ",\n\"settings\":[");
    for (int i = 0; i < n; i++) text_add(out, "%s", i ? "," : ""), text_json(out, settings[i]);
    text_add(out, "]");
    write_plugins(out);
    text_add(out, ",\n\"text\":");
    text_json(out, suite_text);
}

/* For each arm with a choice, in the suite's order: the value, and the fits that decided, by value and seed. */
static void write_choices(const struct suite *s, struct text *out) {
    const int each = s->n_values * s->choice_seeds.n;
    text_add(out, ",\n\"choices\":[");
    for (int i = 0; i < s->n_choices; i++) {
        const struct choice *c = &s->choice[i];
        REQUIRE(c->chosen >= 0);
        text_add(out, "%s\n{\"task\":", i ? "," : "");
        text_json(out, s->plan[c->first].task_short);
        text_add(out, ",\"label\":");
        text_json(out, s->plan[c->first].label);
        text_add(out, ",\"value\":");
        text_json(out, s->choice_value[c->chosen]);
        for (int k = 0; k < each; k++) text_add(out, k ? "," : ",\"fit\":["), text_number(out, c->fit[k]);
        text_add(out, "]}");
    }
    text_add(out, "]");
}

static bool read_choice(const struct json *item, struct suite *s, int i) {
    const struct run_plan *arm = &s->plan[s->choice[i].first];
    const char *task = json_text(json_get(item, "task")), *label = json_text(json_get(item, "label")),
               *value = json_text(json_get(item, "value"));
    const struct json *list = json_get(item, "fit");
    const int n = s->n_values * s->choice_seeds.n;
    double *fit = mem_zero((size_t)n, sizeof *fit);
    bool ok = task && label && value && strcmp(task, arm->task_short) == 0 && strcmp(label, arm->label) == 0 &&
              json_is_array(list) && json_count(list) == n;
    for (int k = 0; ok && k < n; k++) ok = json_number(json_at(list, k), &fit[k]);
    ok = ok && choose_take(s, i, value, fit);
    mem_free(fit);
    return ok;
}

static bool read_choices(const struct json *list, const char *path, struct suite *s, struct error *err) {
    bool ok = json_count(list) == s->n_choices;
    for (int i = 0; ok && i < s->n_choices; i++) ok = read_choice(json_at(list, i), s, i);
    return ok || error_set(err,
                           "%s does not say what was chosen for each arm of its suite; begin another campaign with "
                           "'lexbench submit --dir'",
                           path);
}

static bool read_settings(const struct json *list, const char *settings[SETTINGS_MAX], int *n) {
    *n = json_count(list);
    if (!json_is_array(list) || *n > SETTINGS_MAX) return false;
    for (int i = 0; i < *n; i++)
        if (!(settings[i] = json_text(json_at(list, i)))) return false;
    return true;
}

static int by_id(const void *a, const void *b) {
    const struct run_plan *const *left = a, *const *right = b;
    return strcmp((*left)->id, (*right)->id);
}

static void deal(struct campaign *c) {
    const size_t n = (size_t)c->suite.n;
    c->dealt = mem_zero(n, sizeof *c->dealt);
    for (size_t i = 0; i < n; i++) c->dealt[i] = &c->suite.plan[i];
    qsort(c->dealt, n, sizeof *c->dealt, by_id);
}

static bool read_campaign(const struct json *root, const char *folder, const char *path, struct campaign *out,
                          struct error *err) {
    const char *suite = json_text(json_get(root, "suite")), *text = json_text(json_get(root, "text")),
               *settings[SETTINGS_MAX];
    double format, slices;
    int n;
    if (!suite || !text || !read_settings(json_get(root, "settings"), settings, &n) ||
        !json_number(json_get(root, "format"), &format) || (int)format != FORMAT ||
        !json_number(json_get(root, "slices"), &slices) || slices < 1 || slices > SLICES_MAX)
        return error_set(err, "%s is not a campaign of this version; begin another one with 'lexbench submit --dir'",
                         path);
    out->slices = (int)slices;
    if (!load_plugins(json_get(root, "plugins"), folder, err)) return error_prefix(err, "%s", path);
    if (!suite_parse(suite, mem_text(text), strlen(text), settings, n, &out->suite, err))
        return error_prefix(err, "%s", path);
    if (!read_choices(json_get(root, "choices"), path, &out->suite, err)) return false;
    ask_for_probes(&out->suite);
    deal(out);
    return true;
}

bool campaign_open(const char *folder, struct campaign *out, struct error *err) {
    char *path = campaign_file(folder), *bytes = NULL;
    size_t size;
    *out = (struct campaign){0};
    bool ok = file_read(path, FILE_MAX, &bytes, &size, err);
    struct json *root = ok ? json_parse(path, bytes, size, err) : NULL;
    ok = root && read_campaign(root, folder, path, out, err);
    if (root) json_free(root);
    mem_free(bytes);
    mem_free(path);
    out->folder = mem_text(folder);
    if (!ok) campaign_close(out);
    return ok;
}

void campaign_close(struct campaign *c) {
    suite_free(&c->suite);
    mem_free(c->dealt);
    mem_free(c->folder);
    *c = (struct campaign){0};
}

static bool same_campaign(const char *path, const struct text *head, struct error *err) {
    char *bytes;
    size_t size;
    if (!file_read(path, FILE_MAX, &bytes, &size, err)) return false;
    const bool same = size > head->size && memcmp(bytes, text_of(head), head->size) == 0 && bytes[head->size] == ',';
    mem_free(bytes);
    return same ||
           error_set(err, "%s belongs to another suite or to other settings; name another folder with --dir", path);
}

static bool begin(const char *folder, const struct text *head, const struct suite *chosen, int slices,
                  struct error *err) {
    char *path = campaign_file(folder);
    bool ok;
    if (file_exists(path)) {
        ok = same_campaign(path, head, err);
    } else {
        struct text text = {0};
        text_add(&text, "%s", text_of(head));
        if (chosen && chosen->n_choices) write_choices(chosen, &text);
        text_add(&text, ",\n\"slices\":%d}\n", slices);
        ok = dir_make(folder, err) && plugins_keep(folder, err) && file_write(path, text_of(&text), text.size, err);
        text_free(&text);
    }
    mem_free(path);
    return ok;
}

bool campaign_begin(const char *folder, const char *suite_path, const char *const *settings, int n_settings,
                    const struct suite *chosen, int slices, struct campaign *out, struct error *err) {
    char *suite_text;
    size_t size;
    struct text head = {0};
    REQUIRE(slices >= 1 && slices <= SLICES_MAX);
    if (n_settings > SETTINGS_MAX) return error_set(err, "more than %d settings", SETTINGS_MAX);
    char *found = shipped_find(suite_path);
    const bool read = file_read(found, SUITE_BYTES_MAX, &suite_text, &size, err);
    mem_free(found);
    if (!read) return false;
    write_head(suite_path, suite_text, settings, n_settings, &head);
    mem_free(suite_text);
    bool ok = begin(folder, &head, chosen, slices, err) && campaign_open(folder, out, err);
    text_free(&head);
    return ok;
}

static int by_ordinal(const void *a, const void *b) {
    const struct run_plan *left = a, *right = b;
    return (left->ordinal > right->ordinal) - (left->ordinal < right->ordinal);
}

void campaign_slice(const struct campaign *c, int slice, struct suite *out) {
    REQUIRE(slice >= 1 && slice <= c->slices);
    *out = (struct suite){.text = mem_text(c->suite.text),
                          .overrides = c->suite.overrides ? mem_text(c->suite.overrides) : NULL};
    memcpy(out->name, c->suite.name, sizeof out->name);
    memcpy(out->about, c->suite.about, sizeof out->about);
    out->plan = mem_zero((size_t)(c->suite.n / c->slices + 1), sizeof *out->plan);
    for (int i = slice - 1; i < c->suite.n; i += c->slices) out->plan[out->n++] = *c->dealt[i];
    qsort(out->plan, (size_t)out->n, sizeof *out->plan, by_ordinal);
}

char *campaign_slice_folder(const struct campaign *c, int slice) {
    char name[32];
    snprintf(name, sizeof name, "slice/%04d", slice);
    return path_join(c->folder, name);
}

const char *work_state_name(enum work_state state) {
    static const char *const names[WORK_STATES] = {"to do", "under way", "failed", "handed over"};
    return names[state];
}

static bool there(const char *folder, const char *kind, const char *id, const char *suffix) {
    char *path = work_file(folder, kind, id, suffix);
    bool found = file_exists(path);
    mem_free(path);
    return found;
}

enum work_state campaign_state(const char *folder, const char *id) {
    if (there(folder, "spool", id, ".json")) return WORK_HANDED_OVER;
    if (there(folder, "failed", id, ".json")) return WORK_FAILED;
    return there(folder, "plan", id, ".plan") ? WORK_UNDER_WAY : WORK_TO_DO;
}

static bool finished(const struct campaign *c, int slice) {
    char *folder = campaign_slice_folder(c, slice);
    bool all = true;
    for (int i = slice - 1; all && i < c->suite.n; i += c->slices)
        all = campaign_state(folder, c->dealt[i]->id) == WORK_HANDED_OVER;
    mem_free(folder);
    return all;
}

static void add_range(struct text *out, int first, int last) {
    text_add(out, "%s%d", out->size ? "," : "", first);
    if (last > first) text_add(out, "-%d", last);
}

int campaign_unfinished(const struct campaign *c, struct text *out) {
    int n = 0, first = 0;
    for (int k = 1; k <= c->slices; k++) {
        if (!finished(c, k)) {
            n++;
            if (!first) first = k;
        } else if (first) {
            add_range(out, first, k - 1);
            first = 0;
        }
    }
    if (first) add_range(out, first, c->slices);
    return n;
}
