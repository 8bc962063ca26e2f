/* The hand-over file: one JSON object, its checksum in a last line. Written whole or not at all; any damage is refused.
 */
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/memory.h"
#include "results/fields.h"
#include "results/store.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FORMAT = 2, FILE_MAX = 256 << 20, LIST_MAX = 1 << 22 };

static void put_number(struct text *out, double value) {
    if (isfinite(value))
        text_number(out, value);
    else
        text_add(out, "null");
}

#define PUT_TEXT(value)   text_json(out, value)
#define PUT_LONG(value)   text_add(out, "%ld", (long)(value))
#define PUT_BOOL(value)   text_add(out, "%d", (int)(value))
#define PUT_REAL(value)   put_number(out, value)
#define PUT(kind, member) text_add(out, "%s\"" #member "\":", comma), PUT_##kind(from->member), comma = ",";

static void put_host(struct text *out, const struct host_info *from) {
    const char *comma = "";
    text_add(out, "{");
    HOST_FIELDS(PUT)
    text_add(out, "}");
}

static void put_curve(struct text *out, const struct curve_point *from) {
    const char *comma = "";
    text_add(out, "{");
    CURVE_FIELDS(PUT)
    text_add(out, "}");
}

static void put_longs(struct text *out, const char *name, const long *value, int n) {
    text_add(out, ",\"%s\":[", name);
    for (int i = 0; i < n; i++) text_add(out, "%s%ld", i ? "," : "", value[i]);
    text_add(out, "]");
}

static void put_eval(struct text *out, const struct eval_row *from) {
    const char *comma = "";
    text_add(out, "{");
    EVAL_FIELDS(PUT)
    put_longs(out, "position_right", from->position_right, from->n_position);
    put_longs(out, "position_seen", from->position_seen, from->n_position);
    put_longs(out, "depth_exact", from->depth_exact, from->n_depth);
    put_longs(out, "depth_seen", from->depth_seen, from->n_depth);
    text_add(out, "}");
}

static void put_record(struct text *out, const struct run_record *from) {
    const char *comma = ",";
    text_add(out, "{\"format\":%d", FORMAT);
    RUN_FIELDS(PUT)
    text_add(out, ",\"status\":\"%s\",\"config\":", run_status_name(from->status));
    text_json(out, from->config);
    text_add(out, ",\"host\":");
    put_host(out, &from->host);
    text_add(out, ",\"curve\":[");
    for (int i = 0; i < from->n_curve; i++) text_add(out, "%s\n", i ? "," : ""), put_curve(out, &from->curve[i]);
    text_add(out, "],\"eval\":[");
    for (int i = 0; i < from->n_eval; i++) text_add(out, "%s\n", i ? "," : ""), put_eval(out, &from->eval[i]);
    text_add(out, "]}\n");
}

bool handover_write(const char *path, const struct run_record *record, struct error *err) {
    struct text text = {0};
    char sum[XXH128_HEX];
    put_record(&text, record);
    xxh128_hex(text_of(&text), text.size, sum);
    text_add(&text, "%s\n", sum);
    bool ok = file_write(path, text_of(&text), text.size, err);
    text_free(&text);
    return ok;
}

static bool get_text(const struct json *object, const char *name, char *out, size_t size) {
    const char *text = json_text(json_get(object, name));
    if (!text || strlen(text) >= size) return false;
    memcpy(out, text, strlen(text) + 1);
    return true;
}

static bool get_long(const struct json *object, const char *name, long *out) {
    double value;
    if (!json_number(json_get(object, name), &value) || fabs(value) > 9007199254740992.0 || value != floor(value))
        return false;
    *out = (long)value;
    return true;
}

static bool get_real(const struct json *object, const char *name, double *out) {
    const struct json *value = json_get(object, name);
    if (value && json_is_null(value)) return *out = (double)NAN, true;
    return json_number(value, out);
}

static bool get_bool(const struct json *object, const char *name, bool *out) {
    long value;
    if (!get_long(object, name, &value) || value < 0 || value > 1) return false;
    *out = value == 1;
    return true;
}

#define GET_TEXT(member)  get_text(from, #member, to->member, sizeof to->member)
#define GET_LONG(member)  get_long(from, #member, &to->member)
#define GET_REAL(member)  get_real(from, #member, &to->member)
#define GET_BOOL(member)  get_bool(from, #member, &to->member)
#define GET(kind, member) fields++, ok = ok && GET_##kind(member);

static bool get_host(const struct json *from, struct host_info *to) {
    bool ok = true;
    int fields = 0;
    HOST_FIELDS(GET)
    return ok && json_count(from) == fields;
}

static bool get_curve(const struct json *from, struct curve_point *to) {
    bool ok = true;
    int fields = 0;
    CURVE_FIELDS(GET)
    return ok && json_count(from) == fields;
}

static bool get_longs(const struct json *object, const char *name, long *out, int n) {
    const struct json *list = json_get(object, name);
    if (json_count(list) != n) return false;
    for (int i = 0; i < n; i++) {
        double value;
        if (!json_number(json_at(list, i), &value)) return false;
        out[i] = (long)value;
    }
    return true;
}

static bool get_eval(const struct json *from, struct eval_row *to) {
    bool ok = true;
    int fields = 4;
    EVAL_FIELDS(GET)
    to->n_position = json_count(json_get(from, "position_seen"));
    to->n_depth = json_count(json_get(from, "depth_seen"));
    to->position_right = mem_zero((size_t)to->n_position, sizeof(long));
    to->position_seen = mem_zero((size_t)to->n_position, sizeof(long));
    return ok && json_count(from) == fields && (to->n_depth == 0 || to->n_depth == 10) &&
           get_longs(from, "position_right", to->position_right, to->n_position) &&
           get_longs(from, "position_seen", to->position_seen, to->n_position) &&
           get_longs(from, "depth_exact", to->depth_exact, to->n_depth) &&
           get_longs(from, "depth_seen", to->depth_seen, to->n_depth);
}

static bool get_status(const struct json *from, enum run_status *status) {
    const char *name = json_text(json_get(from, "status"));
    for (int s = 0; name && s <= RUN_INTERRUPTED; s++)
        if (strcmp(name, run_status_name((enum run_status)s)) == 0) return *status = (enum run_status)s, true;
    return false;
}

static bool get_lists(const struct json *from, struct run_record *to) {
    const struct json *curve = json_get(from, "curve"), *eval = json_get(from, "eval");
    const int n_curve = json_count(curve), n_eval = json_count(eval);
    if (n_curve > LIST_MAX || n_eval > LIST_MAX) return false;
    to->curve = mem_zero((size_t)n_curve, sizeof *to->curve);
    to->eval = mem_zero((size_t)n_eval, sizeof *to->eval);
    for (; to->n_curve < n_curve; to->n_curve++)
        if (!get_curve(json_at(curve, to->n_curve), &to->curve[to->n_curve])) return false;
    while (to->n_eval < n_eval) {
        struct eval_row *row = &to->eval[to->n_eval++];
        if (!get_eval(json_at(eval, to->n_eval - 1), row)) return false;
    }
    return true;
}

static bool get_record(const struct json *from, struct run_record *to) {
    bool ok = true;
    long format;
    int fields = 6;
    RUN_FIELDS(GET)
    const char *config = json_text(json_get(from, "config"));
    if (!ok || json_count(from) != fields || !config || !get_long(from, "format", &format) || format != FORMAT)
        return false;
    to->config = mem_text(config);
    return get_status(from, &to->status) && get_host(json_get(from, "host"), &to->host) && get_lists(from, to);
}

/* The last line is the checksum of everything before it. */
static bool check_sum(const char *bytes, size_t size, size_t *body) {
    char sum[XXH128_HEX];
    const size_t line = XXH128_HEX; /* 32 digits and a newline */
    if (size <= line || bytes[size - 1] != '\n') return false;
    *body = size - line;
    xxh128_hex(bytes, *body, sum);
    return memcmp(bytes + *body, sum, line - 1) == 0;
}

bool handover_read(const char *path, struct run_record *out, struct error *err) {
    char *bytes;
    size_t size, body = 0;
    memset(out, 0, sizeof *out);
    if (!file_read(path, FILE_MAX, &bytes, &size, err)) return false;
    bool ok = check_sum(bytes, size, &body) || error_set(err, "%s is damaged: its checksum does not agree", path);
    struct json *root = ok ? json_parse(path, bytes, body, err) : NULL;
    if (root && !get_record(root, out)) {
        ok = error_set(err, "%s is no hand-over file of this version: a field is missing, unknown or of a wrong type",
                       path);
        run_record_free(out);
    }
    ok = ok && root;
    if (root) json_free(root);
    mem_free(bytes);
    return ok;
}
