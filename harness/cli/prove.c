#include "base/file.h"
#include "base/guard.h"
#include "base/level.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "cli/prove_task.h"
#include "run/battery.h"
#include "run/formulas.h"
#include "run/plugins.h"
#include "run/task_set.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct flag prove_flags[] = {
    {"formulas", 0, "FILE", NULL, "a suite, or a file of its own, whose formulas are known by name"},
    {"gradients", 0, NULL, NULL, "print the errors of gradients alone, as this build has them"},
    {"task", 0, NULL, NULL, "the name is a task's; needed where a scheme has it too"},
    FLAG_FORMAT,
    {0}};

static const double GRADIENT_BAR = 1e-6;
#ifdef LX_REAL_DOUBLE
static const double CLOSE = 1e-9;
#else
static const double CLOSE = 1e-4;
#endif

/* ---- gradients, in double ---- */

static unsigned part_claims(const struct scheme *scheme, int i) {
    return encoder_claims(scheme->part[i].encoder, scheme->part[i].options);
}

static bool causal_only(const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++)
        if (part_claims(scheme, i) & CLAIM_CAUSAL_ONLY) return true;
    return false;
}

/* causal, bidirectional; NAN: not in such a model */
static void own_gradients(const struct scheme *scheme, double out[2]) {
    out[0] = battery_gradient(scheme, true);
    out[1] = causal_only(scheme) ? (double)NAN : battery_gradient(scheme, false);
}

#ifdef LX_REAL_DOUBLE
static bool gradients(const struct scheme *scheme, const struct call *call, double out[2], struct error *err) {
    (void)call, (void)err;
    own_gradients(scheme, out);
    return true;
}
#else
/* The command of the program in double, which is built with this one: part of it, beside it, or where it is installed.
 * False: err. */
static bool program_in_double(struct text *out, struct error *err) {
    static const char *const places[] = {"double/lexbench", "../libexec/lexbench/lexbench-double",
                                         "../../double/lexbench", "../lexbench-double"};
    char self[4096];
    const ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    self[size > 0 ? size : 0] = '\0';
    if (level_has_double()) return text_add(out, LEVEL_REAL "=double "), text_shell(out, self), true;
    char *slash = strrchr(self, '/');
    if (slash) slash[1] = '\0';
    for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
        struct text path = {0};
        text_add(&path, "%s%s", self, places[i]);
        const bool there = file_exists(text_of(&path));
        if (there) text_shell(out, text_of(&path));
        text_free(&path);
        if (there) return true;
    }
    return error_set(err,
                     "gradients are proved by this program in double, which is neither in %sdouble nor installed; "
                     "build it with 'make double'",
                     slash ? self : "");
}

/* Asked for as this program was, so that files that the scheme reads are found. */
static bool gradients(const struct scheme *scheme, const struct call *call, double out[2], struct error *err) {
    const char *formulas = flag_value(call, "formulas");
    (void)scheme;
    char line[128] = "";
    struct text command = {0};
    if (!program_in_double(&command, err)) return false;
    text_add(&command, " prove --gradients");
    if (formulas) text_add(&command, " --formulas "), text_shell(&command, formulas);
    text_add(&command, " -- ");
    text_shell(&command, call->argument[0]);
    plugins_pass_on();
    FILE *pipe = popen(text_of(&command), "r");
    const bool read = pipe && fgets(line, sizeof line, pipe) && sscanf(line, "%lf %lf", &out[0], &out[1]) == 2;
    const bool ended = pipe && pclose(pipe) == 0;
    if (!read || !ended) error_set(err, "'%s' did not give the errors of gradients", text_of(&command));
    text_free(&command);
    return read && ended;
}
#endif

/* ---- the table ---- */

static void put_number(struct table *t, double x, const char *format) {
    if (isnan(x))
        table_cell(t, "n/a");
    else if (x == 0)
        table_cell(t, "0");
    else
        table_number(t, x, format);
}

static void row(struct table *t, const char *test, double value, double bar, const char *verdict) {
    table_cell(t, "%s", test);
    put_number(t, value, "%.1e");
    put_number(t, bar, "%.0e");
    table_cell(t, "%s", verdict);
}

/* A value that must not exceed its bar. Returns 1 where it does. */
static int held(struct table *t, const char *test, double value, double bar) {
    const bool ok = value <= bar;
    row(t, test, value, bar, ok ? "ok" : "FAILS");
    return !ok;
}

static double worst_blocks(const struct scheme *scheme, bool both) {
    static const int sizes[] = {1, 7, 64, 257, 2048};
    double worst = 0;
    for (int k = 0; k < 5; k++) {
        worst = fmax(worst, battery_blocks(scheme, true, sizes[k]));
        if (both) worst = fmax(worst, battery_blocks(scheme, false, sizes[k] > 300 ? 300 : sizes[k]));
    }
    return worst;
}

static bool has_own_gradient(const struct scheme *scheme) {
    bool any = false;
    for (int i = 0; i < scheme->n; i++) any |= (part_claims(scheme, i) & CLAIM_OWN_GRADIENT) != 0;
    return any;
}

static int gradient_row(struct table *t, const char *test, const struct scheme *scheme, double error) {
    if (!has_own_gradient(scheme)) return held(t, test, error, GRADIENT_BAR);
    row(t, test, error, (double)NAN, isnan(error) ? "FAILS" : "not claimed");
    return isnan(error);
}

static bool claims_invariance(const struct scheme *scheme) {
    bool all = true;
    for (int i = 0; i < scheme->n; i++) all &= (part_claims(scheme, i) & CLAIM_SHIFT_INVARIANT) != 0;
    return all;
}

static int shift_row(struct table *t, const struct scheme *scheme) {
    const double shift = battery_shift(scheme, true, 7);
    if (claims_invariance(scheme)) return held(t, "positions plus 7", shift, 10 * CLOSE);
    row(t, "positions plus 7", shift, (double)NAN, shift <= 10 * CLOSE ? "not noticed" : "noticed");
    return 0;
}

/* Maps of positions move what others read, branches count tokens, whatever the positions of the others are, and a mask
 * may leave nothing of what a scheme beside it reads. */
static int positions_row(struct table *t, const struct scheme *scheme) {
    const double change = battery_nearer(scheme, true);
    bool claims = false, reads = false, counts = false;
    for (int i = 0; i < scheme->n; i++) {
        const bool uses = part_claims(scheme, i) & CLAIM_USES_POSITION;
        claims |= uses;
        reads |= uses && !scheme->part[i].encoder->positions;
        counts |= scheme->part[i].encoder->branches != NULL;
    }
    if (!claims) return held(t, "positions half as far apart", change, 10 * CLOSE);
    const bool noticed = !(change < 10 * CLOSE), free = !reads || counts || scheme->n > 1;
    row(t, "positions half as far apart", change, (double)NAN, noticed ? "ok" : free ? "not noticed" : "FAILS");
    return !noticed && !free;
}

/* Why the scheme cannot be in a model; "" where it can. */
static void refusal(const struct scheme *scheme, bool causal, struct error *err) {
    const struct model_config c = battery_config_of(scheme, causal);
    err->text[0] = '\0';
    model_free(battery_model(&c, scheme, err));
}

/* Of the formulas that the expression names, and of its schemes. */
static bool golden_vectors(const struct call *call, const struct scheme *scheme, struct golden_outcome *out,
                           struct error *err) {
    const char *file = flag_value(call, "formulas");
    struct formulas *f = file ? formulas_load(file, err) : NULL;
    struct golden_outcome own;
    *out = f ? formulas_vectors_of(f, call->argument[0]) : (struct golden_outcome){0};
    formulas_free(f);
    if ((file && !f) || !golden_of_scheme(scheme, &own, err)) return false;
    golden_join(out, &own);
    return true;
}

static int golden_row(struct table *t, struct golden_outcome v) {
    char what[64];
    snprintf(what, sizeof what, "%d golden number%s", v.n, v.n == 1 ? "" : "s");
    return v.n ? held(t, what, v.worst, v.bar) : 0;
}

/* Unlearned in every kind of model that the scheme can be in: some tensors serve one kind alone. Returns how many. */
static int unlearned_tensors(const struct scheme *scheme, bool both, struct unlearned out[BATTERY_UNLEARNED]) {
    struct unlearned other[BATTERY_UNLEARNED];
    const int n = battery_unlearned(scheme, true, out), m = both && n ? battery_unlearned(scheme, false, other) : 0;
    int kept = 0;
    for (int i = 0; i < n; i++) {
        bool in_other = !both;
        for (int k = 0; k < m; k++) in_other |= strcmp(out[i].tensor, other[k].tensor) == 0;
        if (in_other) out[kept++] = out[i];
    }
    return kept;
}

static void say_unlearned(const struct scheme *scheme, bool both) {
    struct unlearned list[BATTERY_UNLEARNED];
    const int n = unlearned_tensors(scheme, both, list);
    for (int i = 0; i < n; i++)
        if (list[i].is_read)
            log_error("tensor %s has no gradient, so training leaves it as it began; give the hook that adds to "
                      "view->grad, or say .frozen of the tensor",
                      list[i].tensor);
        else
            log_error("tensor %s changes no number and has no gradient: no term of the scheme reads it",
                      list[i].tensor);
}

static int prove_rows(struct table *t, const struct scheme *scheme, const double gradient[2], bool both) {
    const double far = battery_far(scheme, true);
    int failed = gradient_row(t, "gradient, causal", scheme, gradient[0]);
    if (both) failed += gradient_row(t, "gradient, bidirectional", scheme, gradient[1]);
    struct unlearned unlearned[BATTERY_UNLEARNED];
    failed += held(t, "tensors that are not learned", unlearned_tensors(scheme, both, unlearned), 0);
    failed += held(t, "query blocks against all at once", worst_blocks(scheme, both), 10 * CLOSE);
    failed += held(t, "a ragged batch against its sequences", battery_ragged(scheme), CLOSE);
    const bool causal = battery_causal(scheme);
    row(t, "later tokens change nothing earlier", causal ? 0 : (double)NAN, 0, causal ? "ok" : "FAILS");
    failed += !causal + shift_row(t, scheme) + positions_row(t, scheme);
    row(t, "largest logit at 64 times the length", far, (double)NAN, isfinite(far) ? "finite" : "FAILS");
    return failed + !isfinite(far);
}

static bool read_scheme(const struct call *call, struct text *expression, struct scheme *scheme, struct error *err) {
    return flag_formulas(call, call->argument[0], expression, err) && scheme_parse(text_of(expression), scheme, err);
}

/* Everything at once, of no use but to see whether it comes back. */
static void try_all(void *to) {
    static const char *const headers[] = {"", "", "", ""};
    const struct scheme *scheme = to;
    struct golden_outcome golden;
    struct error why;
    double gradient[2];
    refusal(scheme, true, &why);
    if (why.text[0]) return;
    refusal(scheme, false, &why);
    own_gradients(scheme, gradient);
    prove_rows(table_new(4, headers), scheme, gradient, !why.text[0]);
    golden_of_scheme(scheme, &golden, &why);
}

static bool comes_back(const struct call *call, struct scheme *scheme, struct error *err) {
    const char *expression = call->argument[0];
    return !plugins_play(expression) || guard_try(try_all, scheme, plugins_seconds(), err) ||
           error_prefix(err, "%s was tried, with the code of a plugin", expression);
}

static bool prove(const struct call *call, struct scheme *scheme, int *failed, struct error *err) {
    static const char *const headers[] = {"what is tried", "value", "bar", "verdict"};
    struct error why;
    double gradient[2];
    enum table_format format;
    struct golden_outcome golden;
    if (!comes_back(call, scheme, err)) return false;
    refusal(scheme, true, err);
    if (err->text[0] || !flag_format(call, &format, err)) return false;
    refusal(scheme, false, &why);
    if (flag_given(call, "gradients")) {
        own_gradients(scheme, gradient);
        printf("%.17g %.17g\n", gradient[0], gradient[1]);
        return true;
    }
    if (!golden_vectors(call, scheme, &golden, err) || !gradients(scheme, call, gradient, err)) return false;
    struct table *t = table_new(4, headers);
    *failed = prove_rows(t, scheme, gradient, !why.text[0]) + golden_row(t, golden);
    table_print(t, format, stdout);
    table_free(t);
    say_unlearned(scheme, !why.text[0]);
    if (golden.miss[0]) log_warn("golden number %s", golden.miss);
    if (why.text[0] && format == TABLE_TEXT) {
        printf("\nIn causal models only: ");
        print_text(why.text);
        printf("\n");
    }
    return true;
}

/* Whether the argument is a task's: where a scheme has the name too, only with --task. */
static bool means_task(const struct call *call) {
    char name[64];
    const char *expression = call->argument[0];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(expression, "(+@,"), expression);
    return flag_given(call, "task") || (task_find(name) && !encoder_find(name));
}

/* A name that nobody has may have been meant as a task's. */
static bool say_tasks(const char *expression, struct error *err) {
    char text[sizeof err->text];
    if (strncmp(err->text, "unknown scheme", strlen("unknown scheme")) != 0) return false;
    const char *names[TASK_LIST_MAX];
    int n = 0;
    for (; task_list[n]; n++) names[n] = task_list[n]->name;
    const char *close = text_closest(expression, names, n);
    if (!close) return false;
    snprintf(text, sizeof text, "%.900s; did you mean the task '%s'?", err->text, close);
    return error_set(err, "%s", text);
}

static bool prove_called_task(const struct call *call, int *failed, struct error *err) {
    enum table_format format;
    return flag_format(call, &format, err) && prove_task(call->argument[0], format, failed, err);
}

static bool prove_called_scheme(const struct call *call, int *failed, struct error *err) {
    struct text expression = {0};
    struct scheme scheme;
    const bool known = read_scheme(call, &expression, &scheme, err) || say_tasks(call->argument[0], err);
    text_free(&expression);
    return known && (prove(call, &scheme, failed, err) || blame_formula(call, call->argument[0], err));
}

static int cmd_prove(const struct call *call) {
    struct error err = {0};
    int failed = 0;
    plugins_limit();
    const bool ok =
        means_task(call) ? prove_called_task(call, &failed, &err) : prove_called_scheme(call, &failed, &err);
    return !ok ? report_error(&err) : failed ? EXIT_FAILURE : EXIT_OK;
}

const struct command command_prove = {
    .name = "prove",
    .arguments = "SCHEME|TASK",
    .summary = "try what every scheme or task must hold, on one of them",
    .text = "  lexbench prove rope\n  lexbench prove rope+root --formulas own.yaml\n"
            "  lexbench prove 'formula-bias(of=-0.1*sqrt(d),learn=)'\n  lexbench prove mine --plugin mine.so\n  "
            "lexbench prove sort\n\nOf a scheme: gradients of every tensor against finite differences, in double; "
            "that every tensor which is to be trained has a gradient; "
            "evaluation in query blocks against all "
            "tokens at once; a ragged batch against its sequences alone; that no token sees a later one; that a scheme "
            "which claims it does not notice where positions begin; that logits are finite at 64 times the training "
            "length; the golden numbers of formulas and schemes that have some. The model is small (2 layers, width "
            "16, 2 heads or as many as the scheme has numbers for, trained on up to 24 tokens) and shaken away from "
            "initial values.\n\nOf a task, on drawn examples of up to five lengths: tokens and answers are in the "
            "vocabulary, and there are at most max_tokens of them; a stream gives the same example again; the solver "
            "finds what the generator asked, and refuses examples with a token replaced; chance is in 0..1. Where a "
            "scheme and a task have one name, --task means the task.\n\nExit 1 when something fails.",
    .least = 1,
    .most = 1,
    FLAGS(prove_flags),
    .run = cmd_prove,
};
