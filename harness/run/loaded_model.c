#include "run/loaded_model.h"
#include "base/memory.h"
#include "base/safetensors.h"
#include "model/checkpoint.h"
#include <stdio.h>
#include <string.h>

static bool make(const char *config, struct loaded_model *out, struct error *err) {
    text_add(&out->text, "%s", config);
    if (!config_read(config, &out->config, err) || !task_set_parse(out->config.task, &out->set, err) ||
        !scheme_parse(out->config.scheme, &out->scheme, err))
        return false;
    out->vocabulary = task_set_vocabulary(&out->set);
    out->model = model_new(&out->config.model, &out->scheme, out->vocabulary, train_exposure(&out->config, &out->set),
                           (uint64_t)out->config.seed, err);
    return out->model != NULL;
}

bool loaded_model_initial(const char *config, struct loaded_model *out, struct error *err) {
    *out = (struct loaded_model){0};
    return make(config, out, err);
}

bool loaded_model_read(const char *path, struct loaded_model *out, struct error *err) {
    struct safetensors file;
    *out = (struct loaded_model){0};
    if (!safetensors_read(path, &file, err)) return false;
    const char *config = safetensors_meta(&file, "config");
    bool ok = config ||
              error_set(err, "%s has no 'config' in its metadata (docs/model-file.md says what belongs there)", path);
    ok = ok &&
         ((make(config, out, err) && checkpoint_load(&file, out->model, false, err)) || error_prefix(err, "%s", path));
    if (ok) model_set_progress(out->model, 1);
    safetensors_free(&file);
    return ok;
}

void loaded_model_free(struct loaded_model *m) {
    model_free(m->model);
    text_free(&m->text);
}

/* ---- the description ---- */

static void key(struct text *json, const char **comma, const char *name) {
    text_add(json, "%s", *comma);
    text_json(json, name);
    text_add(json, ":");
    *comma = ",";
}

static void value_of(const struct option *row, const void *options, struct text *json) {
    struct text value = {0};
    option_value(row, options, &value);
    if (option_type(row) == OPTION_CHOICE || option_type(row) == OPTION_TEXT)
        text_json(json, text_of(&value));
    else
        text_add(json, "%s", text_of(&value)); /* numbers, true and false, and lists are written as JSON has them */
    text_free(&value);
}

static void members(const struct option *table, const void *options, const char **comma, struct text *json) {
    for (; table && table->name; table++) {
        key(json, comma, table->name);
        value_of(table, options, json);
    }
}

/* Settings of all tables of a section, which may be several. */
static void section(const struct run_config *config, const char *name, struct text *json) {
    const char *comma = "";
    text_add(json, "{");
    for (const struct config_section *s = config_sections; s->name; s++)
        if (strcmp(s->name, name) == 0) members(s->table, (const char *)config + s->offset, &comma, json);
    text_add(json, "}");
}

static void places(uint64_t bits, long n, struct text *json) {
    const char *comma = "";
    text_add(json, "[");
    for (int i = 0; i < n; i++)
        if (bits >> i & 1) text_add(json, "%s%d", comma, i), comma = ",";
    text_add(json, "]");
}

static void component(const struct model_config *config, const struct part *part, struct text *json) {
    const char *comma = "";
    text_add(json, "{\"scheme\":\"%s\",\"tensors\":\"scheme.%s", part->encoder->name, part->encoder->name);
    if (part->nth > 1) text_add(json, ".%d", part->nth);
    text_add(json, "\",\"options\":{");
    members(part->encoder->options, part->options, &comma, json);
    text_add(json, "},\"layers\":");
    places(part->layers, config->layers, json);
    text_add(json, ",\"heads\":");
    places(part->heads, config->heads, json);
    text_add(json, ",\"until\":");
    if (part->until > 0)
        text_number(json, part->until);
    else
        text_add(json, "null");
    text_add(json, "}");
}

static void vocabulary(const struct loaded_model *m, struct text *json) {
    int first = 0;
    const int lead = task_set_lead(&m->set, &first);
    text_add(json,
             "{\"size\":%d,\"special\":{\"<bos>\":%d,\"<sep>\":%d,\"<eos>\":%d,\"<query>\":%d},\"first_symbol\":%d,"
             "\"tasks\":[",
             m->vocabulary, TOKEN_BOS, TOKEN_SEP, TOKEN_EOS, TOKEN_QUERY, TOKEN_SYMBOL);
    for (int k = 0; lead && k < m->set.n; k++) text_add(json, "%s%d", k ? "," : "", first + k);
    text_add(json, "],\"valued\":%s}", task_set_valued(&m->set) ? "true" : "false");
}

static bool decays(const struct tensor *t) { return t->decay; }
static bool is_frozen(const struct tensor *t) { return t->frozen; }

static void names(const struct model *model, bool (*has)(const struct tensor *), struct text *json) {
    const struct tensor *list;
    const int n = model_tensors(model, &list);
    const char *comma = "";
    text_add(json, "[");
    for (int i = 0; i < n; i++) {
        if (!has(&list[i])) continue;
        text_add(json, "%s", comma);
        text_json(json, list[i].name);
        comma = ",";
    }
    text_add(json, "]");
}

/* resolved: the configuration with what follows from other settings filled in. */
static void describe(const struct loaded_model *m, const struct run_config *resolved, const struct scheme *scheme,
                     struct text *json) {
    const struct exposure exposure = train_exposure(resolved, &m->set);
    text_add(json, "{\"format\":1,\"scheme\":");
    text_json(json, resolved->scheme);
    text_add(json, ",\"components\":[");
    for (int i = 0; i < scheme->n; i++)
        text_add(json, "%s", i ? "," : ""), component(&resolved->model, &scheme->part[i], json);
    text_add(json, "],\"task\":");
    text_json(json, resolved->task);
    text_add(json, ",\"seed\":%ld,\"model\":", resolved->seed);
    section(resolved, "model", json);
    text_add(json, ",\"train\":");
    section(resolved, "train", json);
    text_add(json, ",\"train_tokens\":%d,\"train_positions\":%ld,\"vocabulary\":", exposure.tokens,
             scheme_train_places(scheme, exposure));
    vocabulary(m, json);
    text_add(json, ",\"decay\":");
    names(m->model, decays, json);
    text_add(json, ",\"frozen\":");
    names(m->model, is_frozen, json);
    text_add(json, "}");
}

bool loaded_model_write(const struct loaded_model *m, const char *run, const char *path, struct error *err) {
    struct run_config resolved = m->config;
    struct scheme scheme;
    struct text json = {0};
    char tokens[16];
    resolved.eval.possible_only = true; /* what is evaluated is no part of a file */
    if (!config_resolve(&resolved, err) || !scheme_parse(resolved.scheme, &scheme, err)) return false;
    describe(m, &resolved, &scheme, &json);
    snprintf(tokens, sizeof tokens, "%d", train_tokens(&resolved, &m->set));
    const struct st_meta meta[] = {
        {"config", text_of(&m->text)}, {"train_tokens", tokens}, {"description", text_of(&json)}, {"run", run}};
    const bool ok = checkpoint_write(path, m->model, false, meta, run ? 4 : 3, err);
    text_free(&json);
    return ok;
}
