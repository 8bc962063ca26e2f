/* The result file: one JSON object, with its checksum in a last line. It is written whole or not at
 * all; any damage is refused.
 */
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/memory.h"
#include "results/agree.h"
#include "results/identity.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define ONE_MORE(kind, member) +1
enum { OLDEST = 3, FORMAT = 6 EVAL_YOUNGER(ONE_MORE), FILE_MAX = 256 << 20, LIST_MAX = 1 << 22 };

static void put_number(struct text *out, double value) {
    if (isfinite(value))
        text_number(out, value);
    else
        text_add(out, "null");
}

/* The text as it will be read: a text that was cut within a character, or has another encoding, grows when its invalid
 * bytes are replaced, and must still fit its member. */
static void put_text(struct text *out, const char *value, size_t size) {
    char whole[4096];
    REQUIRE(size <= sizeof whole);
    text_utf8(value, whole, size);
    text_json(out, whole);
}

#define PUT_TEXT(value)   put_text(out, value, sizeof(value))
#define PUT_LONG(value)   text_add(out, "%ld", (long)(value))
#define PUT_BOOL(value)   text_add(out, "%d", (int)(value))
#define PUT_REAL(value)   put_number(out, value)
#define PUT(kind, member) text_add(out, "%s\"" #member "\":", comma), PUT_##kind(from->member), comma = ",";

/* put_NAME: an object with the members of a list (results/fields.h). */
#define PUT_OBJECT(name, type, FIELDS)                                                                                 \
    static void put_##name(struct text *out, const struct type *from) {                                                \
        const char *comma = "";                                                                                        \
        text_add(out, "{");                                                                                            \
        FIELDS(PUT)                                                                                                    \
        text_add(out, "}");                                                                                            \
    }
PUT_OBJECT(host, host_info, HOST_FIELDS)
PUT_OBJECT(curve, curve_point, CURVE_FIELDS)
PUT_OBJECT(part, run_part, PART_FIELDS)
PUT_OBJECT(guess, guess, GUESS_FIELDS)
PUT_OBJECT(measured, measured, MEASURED_FIELDS)
PUT_OBJECT(probed, probed, PROBED_FIELDS)

static const char *separator(int i) { return i ? ",\n" : "\n"; }

static void put_longs(struct text *out, const char *name, const long *value, int n) {
    text_add(out, ",\"%s\":[", name);
    for (int i = 0; i < n; i++) text_add(out, "%s%ld", i ? "," : "", value[i]);
    text_add(out, "]");
}

static void put_reals(struct text *out, const char *name, const double *value, int n) {
    text_add(out, ",\"%s\":[", name);
    for (int i = 0; i < n; i++) text_add(out, "%s", i ? "," : ""), put_number(out, value[i]);
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
    put_reals(out, "bin_loss", from->bin_loss, from->n_bins);
    put_longs(out, "bin_seen", from->bin_seen, from->n_bins);
    text_add(out, ",\"guess\":[");
    for (int i = 0; i < from->n_guess; i++) text_add(out, "%s", separator(i)), put_guess(out, &from->guess[i]);
    text_add(out, "]}");
}

static void put_record(struct text *out, const struct run_record *from) {
    const char *comma = ",";
    text_add(out, "{\"format\":%d", FORMAT);
    RUN_FIELDS(PUT)
    RUN_FIELDS_4(PUT)
    RUN_FIELDS_5(PUT)
    text_add(out, ",\"status\":\"%s\",\"config\":", run_status_name(from->status));
    text_json(out, from->config);
    text_add(out, ",\"host\":");
    put_host(out, &from->host);
    text_add(out, ",\"part\":[");
    for (int i = 0; i < from->n_parts; i++) text_add(out, "%s", separator(i)), put_part(out, &from->part[i]);
    text_add(out, "],\"curve\":[");
    for (int i = 0; from->trained && i < from->n_curve; i++)
        text_add(out, "%s", separator(i)), put_curve(out, &from->curve[i]);
    text_add(out, "],\"eval\":[");
    for (int i = 0; i < from->n_eval; i++) text_add(out, "%s", separator(i)), put_eval(out, &from->eval[i]);
    text_add(out, "],\"measured\":[");
    for (int i = 0; i < from->n_measured; i++) text_add(out, "%s", separator(i)), put_measured(out, &from->measured[i]);
    text_add(out, "],\"probed\":[");
    for (int i = 0; i < from->n_probed; i++) text_add(out, "%s", separator(i)), put_probed(out, &from->probed[i]);
    text_add(out, "]}\n");
}

bool result_file_write(const char *path, const struct run_record *record, struct error *err) {
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

/* An integer that a double holds exactly. */
static bool whole(double value, long *out) {
    if (fabs(value) > 9007199254740992.0 || value != floor(value)) return false;
    *out = (long)value;
    return true;
}

static bool get_long(const struct json *object, const char *name, long *out) {
    double value;
    return json_number(json_get(object, name), &value) && whole(value, out);
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

#define GET_TEXT(member)     get_text(from, #member, to->member, sizeof to->member)
#define GET_LONG(member)     get_long(from, #member, &to->member)
#define GET_REAL(member)     get_real(from, #member, &to->member)
#define GET_BOOL(member)     get_bool(from, #member, &to->member)
#define ABSENT(kind, member) row->member = (double)NAN;
#define GET(kind, member)    fields++, ok = ok && GET_##kind(member);

/* get_NAME: an object that has the members of a list and no others, into what `at` points to. */
#define GET_OBJECT(name, type, FIELDS)                                                                                 \
    static bool get_##name(const struct json *from, void *at) {                                                        \
        struct type *to = at;                                                                                          \
        bool ok = true;                                                                                                \
        int fields = 0;                                                                                                \
        FIELDS(GET)                                                                                                    \
        return ok && json_count(from) == fields;                                                                       \
    }
GET_OBJECT(host, host_info, HOST_FIELDS)
GET_OBJECT(curve, curve_point, CURVE_FIELDS)
GET_OBJECT(part, run_part, PART_FIELDS)
GET_OBJECT(part_3, run_part, PART_FIELDS_3)
GET_OBJECT(guess, guess, GUESS_FIELDS)
GET_OBJECT(measured, measured, MEASURED_FIELDS)
GET_OBJECT(probed, probed, PROBED_FIELDS)

static bool get_old_part(const struct json *from, void *at) {
    ((struct run_part *)at)->trained = true;
    return get_part_3(from, at);
}

static bool get_longs(const struct json *object, const char *name, long *out, int n) {
    const struct json *list = json_get(object, name);
    if (json_count(list) != n) return false;
    for (int i = 0; i < n; i++) {
        double value;
        if (!json_number(json_at(list, i), &value) || !whole(value, &out[i])) return false;
    }
    return true;
}

static bool get_reals(const struct json *object, const char *name, double *out, int n) {
    const struct json *list = json_get(object, name);
    if (json_count(list) != n) return false;
    for (int i = 0; i < n; i++) {
        const struct json *value = json_at(list, i);
        out[i] = (double)NAN;
        if (!json_is_null(value) && !json_number(value, &out[i])) return false;
    }
    return true;
}

static bool get_guesses(const struct json *list, struct eval_row *to) {
    to->n_guess = json_count(list);
    if (to->n_guess < 0 || to->n_guess > GUESSES_MAX) return false;
    for (int i = 0; i < to->n_guess; i++)
        if (!get_guess(json_at(list, i), &to->guess[i])) return false;
    return true;
}

/* A younger number, where the file has it. */
#define GET_YOUNGER(kind, member)                                                                                      \
    to->member = (double)NAN;                                                                                          \
    if (json_get(from, #member)) fields++, ok = ok && GET_##kind(member);

/* Format 5 on: sums. */
static bool get_numbers(const struct json *from, struct eval_row *to, int *fields_read) {
    bool ok = true;
    int fields = 0;
    EVAL_KEYS(GET)
    EVAL_NUMBERS_6(GET)
    EVAL_YOUNGER(GET_YOUNGER)
    *fields_read = fields;
    return ok;
}

/* Older formats have means instead of today's sums. */
struct old_row {
    long part, length, tokens, examples, exact, exact_no_eos, answers, answers_right;
    char variant[VARIANT_SIZE];
    double multiple, loss, chance, chance_token, first_error, seconds;
};

static bool get_old_numbers(const struct json *from, struct eval_row *row, int *fields_read) {
    struct old_row old = {0}, *to = &old;
    bool ok = true;
    int fields = 0;
    EVAL_FIELDS_3(GET)
    *fields_read = fields;
    *row = (struct eval_row){.part = old.part,
                             .length = old.length,
                             .multiple = old.multiple,
                             .examples = old.examples,
                             .exact = old.exact,
                             .exact_no_eos = old.exact_no_eos,
                             .answers = old.answers,
                             .answers_right = old.answers_right,
                             .tokens_sum = old.tokens * old.examples,
                             .loss_sum = old.loss * (double)old.answers,
                             .chance = old.chance,
                             .chance_token = old.chance_token,
                             .seconds = old.seconds};
    if (isfinite(old.first_error)) row->first_error_sum = lround(old.first_error * (double)(old.examples - old.exact));
    memcpy(row->variant, old.variant, sizeof row->variant);
    EVAL_YOUNGER(ABSENT)
    return ok;
}

static bool get_eval_of(const struct json *from, struct eval_row *to, bool old) {
    int fields = 0;
    const bool ok = old ? get_old_numbers(from, to, &fields) : get_numbers(from, to, &fields);
    to->n_position = json_count(json_get(from, "position_seen"));
    to->n_depth = json_count(json_get(from, "depth_seen"));
    to->position_right = mem_zero((size_t)to->n_position, sizeof(long));
    to->position_seen = mem_zero((size_t)to->n_position, sizeof(long));
    to->n_bins = json_count(json_get(from, "bin_seen"));
    to->bin_loss = mem_zero((size_t)to->n_bins, sizeof(double));
    to->bin_seen = mem_zero((size_t)to->n_bins, sizeof(long));
    return ok && json_count(from) == fields + 7 && (to->n_depth == 0 || to->n_depth == DEPTH_TENTHS) &&
           get_longs(from, "position_right", to->position_right, to->n_position) &&
           get_longs(from, "position_seen", to->position_seen, to->n_position) &&
           get_longs(from, "depth_exact", to->depth_exact, to->n_depth) &&
           get_longs(from, "depth_seen", to->depth_seen, to->n_depth) &&
           get_reals(from, "bin_loss", to->bin_loss, to->n_bins) &&
           get_longs(from, "bin_seen", to->bin_seen, to->n_bins) && get_guesses(json_get(from, "guess"), to);
}

static bool get_eval(const struct json *from, void *at) { return get_eval_of(from, at, false); }
static bool get_old_eval(const struct json *from, void *at) { return get_eval_of(from, at, true); }

static bool get_status(const struct json *from, enum run_status *status) {
    const char *name = json_text(json_get(from, "status"));
    for (int s = 0; name && s <= RUN_INTERRUPTED; s++)
        if (strcmp(name, run_status_name((enum run_status)s)) == 0) return *status = (enum run_status)s, true;
    return false;
}

/* A list of objects of `size` bytes; the caller's. *count: how many were read: a refused record can be freed. */
static void *get_list(const struct json *from, const char *name, size_t size, int *count,
                      bool (*get)(const struct json *from, void *at), bool *ok) {
    const struct json *all = json_get(from, name);
    const int n = json_count(all) <= LIST_MAX ? json_count(all) : 0;
    char *list = mem_zero((size_t)n, size);
    *ok = *ok && json_count(all) <= LIST_MAX;
    while (*ok && *count < n) {
        const int k = (*count)++;
        *ok = get(json_at(all, k), list + (size_t)k * size);
    }
    return list;
}

static bool get_lists(const struct json *from, long format, struct run_record *to) {
    bool ok = true;
    to->part = get_list(from, "part", sizeof *to->part, &to->n_parts, format < 5 ? get_old_part : get_part, &ok);
    to->curve = get_list(from, "curve", sizeof *to->curve, &to->n_curve, get_curve, &ok);
    to->eval = get_list(from, "eval", sizeof *to->eval, &to->n_eval, format < 5 ? get_old_eval : get_eval, &ok);
    to->measured = get_list(from, "measured", sizeof *to->measured, &to->n_measured, get_measured, &ok);
    if (format >= 6) to->probed = get_list(from, "probed", sizeof *to->probed, &to->n_probed, get_probed, &ok);
    return ok;
}

/* Until format 4 the configuration of a run, and so its id, covered what is evaluated. */
static void identify_anew(struct run_record *r) {
    struct text text = {0};
    training_text(r->config, &text);
    mem_free(r->config);
    r->config = mem_text(text_of(&text));
    training_id(r->config, r->id);
    text_free(&text);
}

static bool get_record(const struct json *from, struct run_record *to) {
    bool ok = true;
    long format;
    int fields = 8;
    if (!get_long(from, "format", &format) || format < OLDEST || format > FORMAT) return false;
    RUN_FIELDS(GET)
    to->instructions = (double)NAN;
    to->trained = true;
    if (format >= 4) {
        RUN_FIELDS_4(GET)
    }
    if (format >= 5) {
        RUN_FIELDS_5(GET)
    }
    if (format >= 6) fields++; /* its probes */
    const char *config = json_text(json_get(from, "config"));
    if (!ok || json_count(from) != fields || !config) return false;
    to->config = mem_text(config);
    if (format < 5) identify_anew(to);
    return get_status(from, &to->status) && get_host(json_get(from, "host"), &to->host) && get_lists(from, format, to);
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

static bool damaged(struct error *err, const char *path, const char *why) {
    error_set(err, "%s is damaged: %s", path, why);
    return error_is(err, ERROR_DAMAGED);
}

/* A newer format is not damage: a newer lexbench reads it. */
static bool is_newer(const struct json *root, const char *path, struct error *err) {
    long format;
    if (!get_long(root, "format", &format) || format <= FORMAT) return false;
    error_set(err, "%s was handed over by a newer lexbench (format %ld, this one knows %d); update lexbench", path,
              format, FORMAT);
    error_is(err, ERROR_NEWER);
    return true;
}

static bool read_body(const char *path, const char *bytes, size_t size, struct run_record *out, struct error *err) {
    struct json *root = json_parse(path, bytes, size, err);
    if (!root) return error_is(err, ERROR_DAMAGED);
    const bool newer = is_newer(root, path, err), ok = !newer && get_record(root, out);
    json_free(root);
    if (newer) return false;
    if (!ok) {
        error_set(err, "%s is not a result file of this version: a field is missing, unknown or of a wrong type", path);
        return error_is(err, ERROR_DAMAGED);
    }
    const char *why = record_contradiction(out);
    return !why || damaged(err, path, why);
}

bool result_file_read(const char *path, struct run_record *out, struct error *err) {
    char *bytes;
    size_t size, body = 0;
    memset(out, 0, sizeof *out);
    if (!file_read(path, FILE_MAX, &bytes, &size, err)) return false;
    const bool ok = check_sum(bytes, size, &body) ? read_body(path, bytes, body, out, err)
                                                  : damaged(err, path, "its checksum does not agree");
    if (!ok) run_record_free(out);
    mem_free(bytes);
    return ok;
}
