/* evaluate: further evaluations of trained models, without training: other lengths, more examples, other schemes, other
 * tasks, and models from elsewhere. Stored evaluations are not repeated.
 */
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/yaml.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/entries.h"
#include "run/formulas.h"
#include "run/loaded_model.h"
#include "run/model_file.h"
#include "run/models.h"
#include "run/plugins.h"
#include "run/scheduler.h"
#include "run/work_dir.h"
#include <stdio.h>
#include <string.h>

static const struct flag evaluate_flags[] = {
    FLAG_DB,
    FLAG_JOBS,
    {"again", 0, NULL, NULL, "repeat evaluations that other code made, at all their lengths"},
    FLAG_KEEP,
    {"lengths", 0, "LIST", NULL, "lengths n to evaluate: 40,80 or 10..20"},
    {"multiples", 0, "LIST", NULL, "lengths as multiples of the longest training length"},
    {"examples", 0, "N", NULL, "examples per length, in total"},
    {"variants", 0, "LIST", NULL, "further schemes to evaluate under, separated by ;"},
    {"scheme", 0, "SCHEME", NULL, "one more such scheme"},
    {"formulas", 0, "FILE", NULL, "of a run or a model file: whose formulas are known by name; a suite knows its own"},
    {"task", 0, "LIST", NULL, "further tasks of the same vocabulary to evaluate on, separated by ;"},
    {"name", 0, "NAME", NULL, "of a model file: its name in tables (default: the file's name)"},
    {"suite", 0, "SUITE", NULL,
     "of a model file: the stored suite, by name or file, in whose tables it stands (default: models)"},
    {"quiet", 'q', NULL, NULL, "only errors"},
    {0}};
enum { SETTINGS_MAX = 64 };

/* The options as settings, behind those of the command line. */
struct settings {
    int n;
    char *of[SETTINGS_MAX];
};

static void add_setting(struct settings *s, const char *key, const char *value) {
    struct text text = {0};
    REQUIRE(s->n < SETTINGS_MAX);
    text_add(&text, "%s=%s", key, value);
    s->of[s->n++] = text.data;
}

static void settings_free(struct settings *s) {
    for (int i = 0; i < s->n; i++) mem_free(s->of[i]);
}

/* The text of the stored suite of this name, or of one that has the run; NULL: there is none. The caller's. */
static char *stored_text(const char *database, const char *word) {
    struct store *store = file_exists(database) ? store_open_readonly(database, NULL) : NULL;
    struct table *t = store
                          ? store_query(store,
                                        "SELECT text FROM suite WHERE name = ?1 UNION ALL SELECT s.text FROM suite s "
                                        "JOIN suite_run r ON r.suite = s.name WHERE length(?1) >= 4 AND substr(r.run, "
                                        "1, length(?1)) = ?1 LIMIT 1",
                                        &word, 1, NULL)
                          : NULL;
    char *text = t && table_rows(t) ? mem_text(table_at(t, 0, 0)) : NULL;
    table_free(t);
    store_close(store);
    return text;
}

/* Names are those of --formulas FILE, else of what is stored; a suite's file knows its own where it is read. */
static bool expand_names(const struct call *call, const char *expression, struct text *out, struct error *err) {
    const char *word = call->argument[0];
    char *text = flag_given(call, "formulas") || is_suite_file(word) ? NULL : stored_text(flag_value(call, "db"), word);
    if (!text || !*expression) return mem_free(text), flag_formulas(call, expression, out, err);
    struct yaml *root = yaml_parse(word, text, strlen(text), err);
    struct formulas *f = root ? formulas_read_section(root, text, err) : NULL;
    const bool ok = f && formulas_expand(f, expression, out, err);
    formulas_free(f);
    yaml_release(root);
    mem_free(text);
    return ok;
}

static bool add_variants(const struct call *call, struct settings *s, struct error *err) {
    const char *variants = flag_value(call, "variants"), *scheme = flag_value(call, "scheme");
    struct text all = {0}, known = {0};
    if (variants) text_add(&all, "%s", variants);
    if (scheme) text_add(&all, "%s%s", all.size ? ";" : "", scheme);
    const bool ok = expand_names(call, text_of(&all), &known, err);
    if (ok && known.size) add_setting(s, "evaluate.variants", text_of(&known));
    text_free(&all);
    text_free(&known);
    return ok;
}

static bool check_flags(const struct call *call, struct error *err) {
    static const char *const settings[][2] = {{"lengths", "evaluate.lengths"},   {"multiples", "evaluate.multiples"},
                                              {"examples", "evaluate.examples"}, {"variants", "evaluate.variants"},
                                              {"scheme", "evaluate.variants"},   {"task", "evaluate.tasks"}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (!flag_alone(call, settings[i][0], settings[i][1], err)) return false;
    return true;
}

static bool read_settings(const struct call *call, struct settings *s, struct error *err) {
    const char *lengths = flag_value(call, "lengths"), *multiples = flag_value(call, "multiples"),
               *examples = flag_value(call, "examples"), *task = flag_value(call, "task");
    if (!check_flags(call, err)) return false;
    if (call->n - 1 > SETTINGS_MAX / 2) return error_set(err, "more than %d settings", SETTINGS_MAX / 2);
    for (int i = 1; i < call->n; i++) s->of[s->n++] = mem_text(call->argument[i]);
    if (lengths && multiples) return error_set(err, "--lengths and --multiples exclude each other");
    if (multiples) add_setting(s, "evaluate.lengths", ""), add_setting(s, "evaluate.multiples", multiples);
    if (lengths) add_setting(s, "evaluate.lengths", lengths);
    if (examples) add_setting(s, "evaluate.examples", examples);
    if (task) add_setting(s, "evaluate.tasks", task);
    return add_variants(call, s, err);
}

/* A suite's file under such settings is other runs, which may be stored; a run under them is no longer that one. */
static bool check_same_training(const struct call *call, struct error *err) {
    for (int i = 1; i < call->n; i++) {
        const char *text = call->argument[i];
        if (strncmp(text, "train.", 6) == 0 || strncmp(text, "model.", 6) == 0)
            return error_set(err, "%s would be another training; 'lexbench run' does that", text);
    }
    return true;
}

/* Runs of tasks that make none of the lengths are left out. Where values are chosen plans keep their places: with
 * nothing to evaluate, such a run counts as evaluated before. */
static void drop_plans(struct suite *suite) {
    int n = 0;
    for (int i = 0; i < suite->n && suite->n_choices == 0; i++)
        if (suite->plan[i].config.eval.lengths.n) suite->plan[n++] = suite->plan[i];
    if (suite->n_choices == 0) suite->n = n;
}

/* Lengths that tasks cannot make are dropped, and said. name: of the suite or run, as the user wrote it. */
static bool drop_impossible(const char *name, struct suite *suite, struct error *err) {
    bool any = false;
    for (int i = 0; i < suite->n; i++) any |= suite->plan[i].config.eval.lengths.n > 0;
    say_dropped(suite);
    say_precision(suite);
    drop_plans(suite);
    return any || error_set(err, "no length to evaluate: no task of %s makes any of these", name);
}

/* ---- stored runs ---- */

/* What a stored run is known by: its configuration, a suite that has it with its label and place there, and at what it
 * is evaluated. */
enum { CONFIG, SUITE, LABEL, LENGTHS, EXAMPLES, ORDINAL, SCHEME, TASK };
#define KNOWN_BY                                                                                                       \
    "SELECT r.config, s.suite, s.label, (SELECT group_concat(DISTINCT length) FROM evaluation e WHERE e.run = r.id "   \
    "AND variant = ''), (SELECT max(examples) FROM evaluation e WHERE e.run = r.id), min(s.ordinal), r.scheme, "       \
    "r.task FROM run r JOIN "                                                                                          \
    "suite_run s ON s.run = r.id WHERE "

static struct table *find_run(struct store *store, const char *prefix, struct error *err) {
    char id[RUN_ID_SIZE];
    const char *key = id;
    struct table *t =
        store_find_run(store, prefix, id, err)
            ? store_query(store, KNOWN_BY "r.id = ?1 GROUP BY s.suite ORDER BY s.suite LIMIT 1", &key, 1, err)
            : NULL;
    bool ok = t && (table_rows(t) == 1 || error_set(err, "run %.12s is in no suite", id));
    if (ok && strstr(table_at(t, 0, CONFIG), "\npredictions = "))
        ok =
            error_set(err,
                      "run %.12s is of predictions, and has no model that could predict more; predict further examples "
                      "and score all of them (docs/data.md)",
                      id);
    if (ok) return t;
    table_free(t);
    return NULL;
}

static bool is_suite(struct store *store, const char *name) {
    struct table *t = store_query(store, "SELECT 1 FROM suite_run WHERE suite = ?1 LIMIT 1", &name, 1, NULL);
    const bool is = t && table_rows(t) > 0;
    table_free(t);
    return is;
}

/* The trained runs of the suite of this name, each once, or else the run whose id begins so. */
static struct table *find_stored(const char *database, const char *word, struct error *err) {
    struct store *store = store_open_readonly(database, err);
    struct table *t = store ? store_query(store,
                                          KNOWN_BY "s.suite = ?1 AND r.status = 'done' AND instr(r.config, char(10) "
                                                   "|| 'predictions = ') = 0 GROUP BY r.id ORDER BY s.ordinal",
                                          &word, 1, err)
                            : NULL;
    if (t && table_rows(t) == 0) {
        table_free(t);
        t = find_run(store, word, err);
        if (!t && is_suite(store, word))
            error_set(err,
                      "no run of suite '%s' has a model; 'lexbench list runs --format tsv' says what became of them",
                      word);
        else if (!t && word[strspn(word, "0123456789abcdef")])
            error_prefix(err, "there is no suite '%s'", word);
    }
    store_close(store);
    return t;
}

/* Where nothing else is asked for, a run is evaluated at what it was before. */
static void add_known(const struct call *call, const struct table *t, int row, struct settings *s) {
    const char *lengths = table_at(t, row, LENGTHS), *examples = table_at(t, row, EXAMPLES);
    if (!flag_value(call, "lengths") && !flag_value(call, "multiples") && *lengths)
        add_setting(s, "evaluate.lengths", lengths);
    if (!flag_value(call, "examples") && *examples) add_setting(s, "evaluate.examples", examples);
}

static bool plan_row(const struct call *call, const struct settings *asked, const struct table *t, int row,
                     struct run_plan *out, struct error *err) {
    struct settings s = *asked;
    add_known(call, t, row, &s);
    const bool ok = plan_of_possible(table_at(t, row, CONFIG), (const char *const *)s.of, s.n, table_at(t, row, SUITE),
                                     table_at(t, row, LABEL), out, err) &&
                    text_to_long(table_at(t, row, ORDINAL), &out->ordinal);
    for (int i = asked->n; i < s.n; i++) mem_free(s.of[i]);
    return ok;
}

/* Whether words of schemes= or tasks= name a stored run: by its label, or by its scheme or task, with or without the
 * options. */
static bool is_named(const struct settings *s, const char *key, const char *label, const char *expression) {
    const char *list = NULL;
    const size_t size = strlen(key), bare = strcspn(expression, "(");
    for (int i = 0; i < s->n; i++)
        if (strncmp(s->of[i], key, size) == 0) list = s->of[i] + size;
    for (const char *at = list; at && *at; at += strcspn(at, ";"), at += *at == ';') {
        const size_t n = strcspn(at, ";");
        struct text word = {0}, name = {0};
        text_bytes(&word, at, n);
        name_as_label(text_of(&word), strcmp(key, "tasks=") == 0, &name);
        const bool same = strcmp(text_of(&name), label) == 0 || strcmp(text_of(&name), expression) == 0;
        text_free(&word);
        text_free(&name);
        if (same || (strlen(label) == n && strncmp(at, label, n) == 0) ||
            ((n == bare || n == strlen(expression)) && strncmp(at, expression, n) == 0))
            return true;
    }
    return !list;
}

static bool is_chosen(const struct settings *s, const struct table *t, int row) {
    return is_named(s, "schemes=", table_at(t, row, LABEL), table_at(t, row, SCHEME)) &&
           is_named(s, "tasks=", table_at(t, row, TASK), table_at(t, row, TASK));
}

static bool plan_stored(const struct call *call, const struct settings *s, struct suite *out, struct error *err) {
    struct table *t = find_stored(flag_value(call, "db"), call->argument[0], err);
    const int rows = t ? table_rows(t) : 0;
    bool ok = t != NULL;
    out->plan = mem_zero((size_t)rows + 1, sizeof *out->plan);
    out->text = mem_text("");
    if (ok) snprintf(out->name, sizeof out->name, "%s", table_at(t, 0, SUITE));
    char *work = work_dir_of(flag_value(call, "db"));
    for (int i = 0; ok && i < rows; i++) {
        if (!is_chosen(s, t, i)) continue;
        ok = plugins_load_kept(work, table_at(t, i, CONFIG), err) && plan_row(call, s, t, i, &out->plan[out->n], err);
        out->n += ok;
    }
    mem_free(work);
    if (ok && out->n == 0)
        ok = error_set(err, "schemes= and tasks= choose none of the stored runs of %s; 'lexbench list runs' shows them",
                       call->argument[0]);
    table_free(t);
    return ok && drop_impossible(call->argument[0], out, err);
}

/* ---- a model from elsewhere ---- */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The file's configuration, with its hash in place of a training. A file that is no model is refused here, before
 * anything is made of it. */
static bool read_model(const char *path, const char *name, struct text *config, char weights[SHA256_HEX],
                       struct error *err) {
    struct loaded_model m;
    if (strlen(name) >= NAME_SIZE || strpbrk(name, "\n\r"))
        return error_set(err, "a model's name has at most %d bytes and no line break; give another with --name",
                         NAME_SIZE - 1);
    if (!text_is_utf8(name)) return error_set(err, "the model's name is not UTF-8; give another with --name");
    const bool ok = loaded_model_read(path, &m, err) && model_file_hash(path, weights, err);
    const bool ended = m.text.size == 0 || m.text.data[m.text.size - 1] == '\n';
    if (ok)
        text_add(config, "%s%sweights = %s\nweights_name = %s\n", text_of(&m.text), ended ? "" : "\n", weights, name);
    loaded_model_free(&m);
    return ok;
}

static bool is_laid_out(const char *path, const char *weights) {
    char there[SHA256_HEX];
    return file_exists(path) && model_file_hash(path, there, NULL) && strcmp(there, weights) == 0;
}

/* The model where a worker looks for it. */
static bool lay_out_model(const char *database, const char *path, const char *id, const char *weights,
                          struct error *err) {
    char *work = work_dir_of(database), *folder = path_join(work, "model"),
         *to = work_file(work, "model", id, ".safetensors");
    const bool ok =
        dir_make(work, err) && dir_make(folder, err) && (is_laid_out(to, weights) || file_copy(path, to, err));
    mem_free(work);
    mem_free(folder);
    mem_free(to);
    return ok;
}

/* Where the suite's runs of the plan's task are evaluated, as settings; and the plan's place behind all that the suite
 * holds, or where it stands already. */
static bool join_suite(const struct call *call, const char *suite, struct run_plan *plan, struct settings *s,
                       struct error *err) {
    const char *const bound[] = {suite, plan->task_short, plan->label};
    struct store *store = store_open_readonly(flag_value(call, "db"), err);
    struct table *t = store
                          ? store_query(store,
                                        "SELECT group_concat(DISTINCT e.length), max(e.examples), (SELECT "
                                        "coalesce(max(CASE WHEN label = ?3 THEN ordinal END), max(ordinal) + 1) FROM "
                                        "suite_run WHERE suite = ?1) FROM suite_run s JOIN run r ON r.id = s.run JOIN "
                                        "evaluation e ON e.run = r.id AND e.variant = '' WHERE s.suite = ?1 AND r.task "
                                        "= ?2",
                                        bound, 3, err)
                          : NULL;
    const bool ok =
        t && (table_at(t, 0, 1)[0] ||
              error_set(err, "suite '%s' has no evaluated run of task %s; 'lexbench list runs' shows what it has",
                        suite, plan->config.task));
    if (ok && !flag_value(call, "lengths") && !flag_value(call, "multiples"))
        add_setting(s, "evaluate.lengths", table_at(t, 0, 0));
    if (ok && !flag_value(call, "examples")) add_setting(s, "evaluate.examples", table_at(t, 0, 1));
    if (ok) plan->ordinal = (long)table_value(t, 0, 2);
    table_free(t);
    store_close(store);
    return ok;
}

static bool plan_foreign(const struct call *call, struct settings *s, const char *config, const char *name,
                         struct run_plan *plan, struct error *err) {
    char suite[SUITE_NAME_SIZE] = "models";
    const bool own = !flag_given(call, "suite");
    if (!own && !suite_name_of(flag_value(call, "suite"), suite, err)) return false;
    if (!plan_of_config(config, (const char *const *)s->of, s->n, suite, name, plan, err)) return false;
    if (own) return true;
    if (!join_suite(call, suite, plan, s, err)) return false;
    const long ordinal = plan->ordinal;
    const bool ok = plan_of_config(config, (const char *const *)s->of, s->n, suite, name, plan, err);
    plan->ordinal = ordinal;
    return ok;
}

static bool plan_model(const struct call *call, struct settings *s, struct suite *out, struct error *err) {
    const char *path = call->argument[0], *given = flag_value(call, "name");
    char weights[SHA256_HEX];
    struct text config = {0}, name = {0};
    text_add(&name, "%s", given ? given : base_name(path));
    if (!given && name.size > 12) name.data[name.size -= 12] = '\0'; /* .safetensors */
    out->plan = mem_zero(1, sizeof *out->plan);
    bool ok = read_model(path, text_of(&name), &config, weights, err) &&
              plan_foreign(call, s, text_of(&config), text_of(&name), out->plan, err) &&
              lay_out_model(flag_value(call, "db"), path, out->plan->id, weights, err);
    snprintf(out->name, sizeof out->name, "%s", ok ? out->plan->suite : "");
    snprintf(out->about, sizeof out->about, "Models that were not trained here.");
    out->text = mem_text("");
    out->n = ok;
    text_free(&config);
    text_free(&name);
    return ok;
}

/* ---- a suite ---- */

static bool plan_suite(const char *path, const struct settings *s, struct suite *out, struct error *err) {
    return suite_load_possible(path, (const char *const *)s->of, s->n, out, err) && drop_impossible(path, out, err);
}

/* What is evaluated of a suite was trained, and is in a database: to make one would only hide that it is another. */
static bool check_database(const char *path, struct error *err) {
    struct store *store = store_open_readonly(path, err);
    store_close(store);
    return store != NULL;
}

static bool plan_all(const struct call *call, struct settings *s, struct suite *out, struct error *err) {
    const char *what = call->argument[0];
    memset(out, 0, sizeof *out);
    if (!read_settings(call, s, err)) return false;
    if (flag_given(call, "suite") && !is_model_file(what))
        return error_set(err, "--suite says where a model file stands; '%s' is none", what);
    if (is_model_file(what)) return check_same_training(call, err) && plan_model(call, s, out, err);
    if (means_file(what)) return check_database(flag_value(call, "db"), err) && plan_suite(what, s, out, err);
    return check_same_training(call, err) && plan_stored(call, s, out, err);
}

/* Without its model a run is trained again before it is evaluated. */
static void say_models_gone(const char *database) {
    struct text gone = {0};
    if (file_exists(database)) models_gone(database, &gone);
    if (gone.size)
        log_warn("%s; without them runs are trained again before they are evaluated further", text_of(&gone));
    text_free(&gone);
}

/* Runs whose training gave no model. */
struct without_model {
    int failed, diverged;
};

/* Of a suite's plans. Those of a stored suite are of its other runs. */
static struct without_model plans_without_model(struct store *store, const struct suite *suite) {
    struct without_model n = {0};
    for (int i = 0; i < suite->n; i++) {
        enum run_status status;
        bool there;
        if (!store_run_status(store, suite->plan[i].id, &there, &status, NULL) || !there) continue;
        n.diverged += status == RUN_DIVERGED;
        n.failed += status == RUN_FAILED || status == RUN_INTERRUPTED;
    }
    return n;
}

static int stored_without_model(struct store *store, const char *suite) {
    struct table *t = store_query(store,
                                  "SELECT count(DISTINCT r.id) FROM suite_run s JOIN run r ON r.id = s.run "
                                  "WHERE s.suite = ?1 AND r.status <> 'done'",
                                  &suite, 1, NULL);
    const int n = t ? (int)table_value(t, 0, 0) : 0;
    table_free(t);
    return n;
}

static void say_without_model(int n, const char *suite) {
    if (n)
        log_info("%d run%s of %s ended without a model, and cannot be evaluated; 'lexbench list runs --format tsv' has "
                 "the reasons",
                 n, n == 1 ? "" : "s", suite);
}

/* what: as the user called it. */
static void say_result(const struct schedule_result *r, const char *database, const char *what,
                       const struct suite *suite) {
    struct store *store = store_open_readonly(database, NULL);
    const struct without_model n = store ? plans_without_model(store, suite) : (struct without_model){0};
    const int untrained = r->untrained - n.failed, stored = store ? stored_without_model(store, what) : 0;
    log_info("%d run%s: %d evaluated now, %d before, %d not trained yet%s, %d failed; results in %s", r->total,
             r->total == 1 ? "" : "s", r->evaluated + r->done, r->held_before - n.diverged, untrained,
             untrained ? " ('lexbench run' trains them)" : "", r->failed, database);
    say_without_model(n.failed + n.diverged + stored, stored ? what : suite->name);
    store_close(store);
}

static int cmd_evaluate(const struct call *call) {
    struct suite suite;
    struct settings settings = {0};
    struct error err = {0};
    struct schedule_result r;
    struct schedule_options options = {
        .database = flag_value(call, "db"), .other = flag_other_code(call), .evaluate_only = true};
    if (options.other == OTHER_AGAIN) options.other = OTHER_EVALUATE_AGAIN;
    if (!flag_jobs(call, &options.jobs, &err)) return report_error(&err);
    log_quiet(flag_given(call, "quiet"));
    int code = EXIT_OK;
    say_models_gone(options.database);
    if (plan_all(call, &settings, &suite, &err)) code = run_suite(&suite, &options, &r, &err);
    if (!err.text[0]) say_result(&r, options.database, call->argument[0], &suite);
    suite_free(&suite);
    settings_free(&settings);
    if (err.text[0]) return report_error(&err);
    say_other_code(&r.other, "'lexbench run --again' trains them");
    if (r.interrupted) say_interrupted(call, &r);
    return code == EXIT_OK && r.untrained == r.total ? EXIT_NOTHING : code;
}

const struct command command_evaluate = {
    .name = "evaluate",
    .arguments = "SUITE | SUITE-NAME | RUN | MODEL.safetensors [key=value...]",
    .summary = "evaluate trained models further",
    .text = "  lexbench evaluate suites/quickstart.yaml --multiples 8,16\n  lexbench evaluate 3fa9c1 --lengths 200 "
            "--examples 5000\n  lexbench evaluate suite.yaml --scheme 'rope+yarn'\n  lexbench evaluate "
            "model.safetensors --name theirs --suite my-suite\n\nTrains nothing that is not stored; of a suite's "
            "name all stored runs are evaluated. A stored run whose "
            "model is missing is "
            "trained again first, and has to give the same numbers. Stored evaluations are not repeated, and more "
            "examples extend those that are stored. A model file that was not trained here becomes an arm of its own, "
            "in the suite 'models' or that of --suite, there evaluated like its runs. Lengths that a task cannot make "
            "are left out, and said. Exit code 3: nothing of this "
            "is trained yet.",
    .least = 1,
    .most = -1,
    FLAGS(evaluate_flags),
    .run = cmd_evaluate};
