/* Every two schemes joined with `+`: five steps of training, the gradients of the last against finite differences in
 * double, and an evaluation beyond the training length, all in numbers that are finite; or refused with a reason.
 * Prints "pair A+B ..." for each that is broken and a last line with the counts. The slow tier of the battery: `make
 * test-pairs`.
 */
#include "base/error.h"
#include "tests/fixture_battery.h"
#include <sys/wait.h>
#include <unistd.h>

enum { STEPS = 5, SHORT = 8, SAMPLES = 6 };
/* Relative. A wrong term is wrong by a hundred times this and more; angles of thousands of radians leave a tenth. */
static const double CLOSE_GRADIENT = 1e-4;
enum verdict { TRAINED, REFUSED, BROKEN };

static struct model *tiny(const struct scheme *scheme, struct error *err) {
    struct model_config c;
    options_default(model_options, &c);
    c.width = 8, c.heads = 2, c.mlp = 2, c.init_std = 0.3;
    return model_new(&c, scheme, VOCABULARY, (struct exposure){.tokens = SHORT}, 5, err);
}

static bool trains(struct model *m, const struct scheme *scheme) {
    const int lengths[] = {7, 1, 8};
    struct optimiser_config o;
    options_default(optimiser_options, &o);
    fill(&all, scheme, false, lengths, 3, 2);
    model_reserve(m, true, 0, SHORT);
    for (long step = 0; step < STEPS; step++) {
        struct step_report report;
        model_train_step(m, &all.batch, &o, 1e-2, step, &report);
        if (!report.finite) return false;
    }
    return true;
}

#ifdef LX_REAL_DOUBLE
/* Relative, of a number of a tensor; the smallest of several steps, as kinks are nearer to one than to another. */
static double error_at(struct model *m, real *p, double analytic) {
    double worst = INFINITY;
    static const double steps[] = {1e-5, 1e-6, 1e-7, 1e-4};
    for (int k = 0; k < 4 && worst > CLOSE_GRADIENT; k++) {
        const double slope = battery_slope(m, &all.batch, p, steps[k]);
        worst = fmin(worst, fabs(slope - analytic) / fmax(fabs(slope) + fabs(analytic), 1e-3));
    }
    return worst;
}

static double worst_gradient(struct model *m) {
    const struct tensor *list;
    long n;
    const int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &n);
    model_gradient(m, &all.batch);
    double *analytic = mem_zero((size_t)n, sizeof *analytic), worst = 0;
    memcpy(analytic, model_gradients(m), sizeof *analytic * (size_t)n);
    for (int i = 0; i < tensors; i++)
        for (int k = 0; k < SAMPLES && k < list[i].size && !list[i].frozen; k++) {
            const long at = list[i].offset + (long)k * (list[i].size - 1) / (SAMPLES - 1);
            worst = fmax(worst, error_at(m, &p[at], analytic[at]));
        }
    mem_free(analytic);
    return worst;
}
#else /* finite differences mean something in double only */
static double worst_gradient(struct model *m) {
    (void)m;
    return 0;
}
#endif

static bool evaluates(struct model *m, const struct scheme *scheme) {
    const int T = 3 * SHORT;
    fill(&all, scheme, true, &T, 1, 1);
    real *logits = logits_of(m, &all.batch, T);
    const bool finite = difference(logits, logits, (long)T * VOCABULARY) == 0;
    mem_free(logits);
    return finite;
}

static enum verdict try_pair(const char *expression) {
    struct scheme scheme = parsed(expression);
    struct error err = {0};
    struct model *m = tiny(&scheme, &err);
    if (!m && err.text[0]) return REFUSED;
    if (!m) return BROKEN;
    const bool trained = trains(m, &scheme);
    const double gradient = trained ? worst_gradient(m) : 0;
    const bool good = trained && gradient < CLOSE_GRADIENT && evaluates(m, &scheme);
    if (!good)
        printf("pair %s: %s, gradient error %.1e\n", expression, trained ? "finite" : "does not train", gradient);
    model_free(m);
    return good ? TRAINED : BROKEN;
}

/* A pair that ends the process is one that is broken. */
static enum verdict try_apart(const char *expression) {
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        const enum verdict verdict = try_pair(expression);
        fflush(stdout);
        _exit((int)verdict);
    }
    int status;
    if (child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) <= BROKEN)
        return (enum verdict)WEXITSTATUS(status);
    printf("pair %s: died\n", expression);
    return BROKEN;
}

/* The pair in one model, and, where a mixer leaves the other one no attention to act in, in a layer of its own each. */
static enum verdict try_schemes(const struct encoder *a, const struct encoder *b) {
    char expression[160];
    const char *first = ground_of(a), *second = ground_of(b);
    snprintf(expression, sizeof expression, "%s%s+%s", *first ? first : second, a->name, b->name);
    const enum verdict together = try_apart(expression);
    if (together != REFUSED || (!a->mixer && !b->mixer)) return together;
    const int layer = a->mixer ? 1 : 0;
    const char *ground = *first ? first : second;
    const int name = *ground ? (int)strlen(ground) - 1 : 0;
    snprintf(expression, sizeof expression, "%.*s%s%s@layers=%d+%s@layers=%d", name, ground, name ? "@layers=0+" : "",
             a->name, layer, b->name, 1 - layer);
    return try_apart(expression);
}

static bool is_named(const struct encoder *e, const char *name) { return strcmp(e->name, name) == 0; }

/* pairs [K N [NAME]]: only every N-th pair from the K-th on, so that N programs share the work, and only pairs with the
 * scheme NAME. pairs EXPRESSION: that one. */
int main(int argc, char **argv) {
    all.train_length = SHORT;
    if (argc == 2) return try_apart(argv[1]) == BROKEN;
    const int share = argc > 2 ? atoi(argv[1]) : 0, shares = argc > 2 ? atoi(argv[2]) : 1;
    const char *name = argc > 3 ? argv[3] : NULL;
    int count[3] = {0}, k = 0;
    for (int i = 0; encoder_list[i]; i++)
        for (int j = i; encoder_list[j]; j++) {
            if (name && !is_named(encoder_list[i], name) && !is_named(encoder_list[j], name)) continue;
            if (k++ % shares == share) count[try_schemes(encoder_list[i], encoder_list[j])]++;
        }
    printf("pairs %d trained %d refused %d broken %d\n", count[0] + count[1] + count[2], count[TRAINED], count[REFUSED],
           count[BROKEN]);
    return count[BROKEN] > 0;
}
