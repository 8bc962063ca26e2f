/* Tables of a batch are that batch's: whatever went through a room before, a batch gives the bits that a fresh model
 * gives. For every scheme of the list, in training and in evaluation.
 */
#include "tests/fixture_battery.h"

enum { TASK_PLACES, NO_TASK, FAR, GAPS, FRACTIONS, KINDS };
static struct battery_sample of_kind[KINDS];

static bool looks_vectors_up(const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++)
        if (scheme->part[i].encoder->vectors) return true;
    return false;
}

/* Vectors by distance are looked up by whole numbers only. */
static int kinds_of(const struct scheme *scheme) { return looks_vectors_up(scheme) ? FRACTIONS : KINDS; }

/* Batches of the scheme's own positions, with what a task says and without; of positions that no table holds, whole,
 * with gaps, and fractions. */
static void fill_kinds(const struct scheme *scheme, bool evaluating) {
    static const int lengths[] = {7, 1, 11, TRAIN_LENGTH, 2}, few[] = {10, 3, 9};
    for (int kind = 0; kind < KINDS; kind++) {
        struct battery_sample *s = &of_kind[kind];
        fill(s, scheme, evaluating, kind == GAPS ? few : lengths, kind == GAPS ? 3 : 5, 2);
        if (kind == NO_TASK) s->batch.number = NULL;
        for (int r = 0; r < s->batch.rows; r++) {
            if (kind == FAR) s->position[r] += 5000;
            if (kind == FRACTIONS) s->position[r] += 0.25;
        }
        for (int n = 0; kind == GAPS && n < s->batch.sequences; n++)
            for (int r = s->start[n]; r < s->start[n + 1]; r++) s->position[r] = 5 + 2 * (r - s->start[n]);
    }
}

/* What a batch gives: loss and gradients, or logits. */
struct outcome {
    double loss;
    real *numbers;
    long n;
};

static struct outcome outcome_of(struct model *m, bool training, const struct batch *b) {
    struct outcome o = {.n = training ? model_parameter_count(m) : (long)b->answers * VOCABULARY};
    o.numbers = mem_zero((size_t)o.n, sizeof(real));
    if (training) {
        o.loss = model_gradient(m, b);
        memcpy(o.numbers, model_gradients(m), sizeof(real) * (size_t)o.n);
    } else {
        model_logits(m, b, o.numbers);
    }
    return o;
}

static void make_room(struct model *m, bool training) { model_reserve(m, training, 256, TRAIN_LENGTH); }

static bool same_outcome(const struct outcome *a, const struct outcome *b) {
    return a->loss == b->loss && memcmp(a->numbers, b->numbers, sizeof(real) * (size_t)a->n) == 0;
}

static void take_fresh(const struct scheme *scheme, bool training, int kinds, struct outcome *fresh) {
    for (int kind = 0; kind < kinds; kind++) {
        struct model *m = make(scheme, true);
        make_room(m, training);
        fresh[kind] = outcome_of(m, training, &of_kind[kind].batch);
        model_free(m);
    }
}

/* Every kind after every other one, through one room; returns how many batches were not what they are alone. */
static int differing(const char *expression, bool training) {
    const struct scheme scheme = parsed(expression);
    const int kinds = kinds_of(&scheme);
    struct outcome fresh[KINDS];
    int bad = 0;
    fill_kinds(&scheme, !training);
    take_fresh(&scheme, training, kinds, fresh);
    struct model *m = make(&scheme, true);
    make_room(m, training);
    for (int step = 0; step < 2 * kinds * kinds; step++) {
        const int before = step / 2 / kinds, after = step / 2 % kinds, kind = step % 2 ? after : before;
        const struct outcome o = outcome_of(m, training, &of_kind[kind].batch);
        if (!same_outcome(&o, &fresh[kind])) {
            bad++;
            printf("%s: %s, batch of kind %d after kind %d\n", expression, training ? "training" : "evaluation", after,
                   before);
        }
        mem_free(o.numbers);
    }
    model_free(m);
    for (int kind = 0; kind < kinds; kind++) mem_free(fresh[kind].numbers);
    return bad;
}

static void mixed_batches_equal_a_fresh_model(void **state) {
    (void)state;
    static const char *const joined[] = {"rope+alibi", "rope@until=0.5+learned", "sinusoidal+rope@layers=1+t5",
                                         "rope+random(max=300)+tupe", "xpos(scale_base=11)"};
    int bad = 0;
    for (int i = 0; encoder_list[i]; i++) {
        char expression[128];
        expression_of(encoder_list[i], expression);
        bad += differing(expression, true) + differing(expression, false);
    }
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
        bad += differing(joined[i], true) + differing(joined[i], false);
    assert_int_equal(bad, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(mixed_batches_equal_a_fresh_model)};
    return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}
