/* Baselines of any task, from its examples alone. */
#include "base/memory.h"
#include "tasks/task.h"
#include <stdio.h>

const char *const baseline_names[BASELINES] = {
    [BASELINE_MAJORITY] = "majority", [BASELINE_PLACE] = "place", [BASELINE_COPY] = "copy"};

struct counter {
    const struct task *task;
    const void *options;
    struct example example;
    int n, room, vocabulary;
    int *seen; /* [room][vocabulary]: how often a token was the answer at each place */
    int *best; /* [room]: the most frequent of them */
    int most;  /* the most frequent of all */
};

static void draw(struct counter *c, const char *what, int index) {
    char purpose[128];
    snprintf(purpose, sizeof purpose, "baseline/%s/%s", what, c->task->name);
    struct rng rng = rng_open(0, purpose, (uint64_t)c->n, (uint64_t)index);
    c->task->generate(c->options, c->n, &rng, &c->example);
}

static bool counts(int target) { return target != TARGET_NONE && target != TOKEN_EOS; }

static int most_frequent(const int *seen, int n) {
    int best = 0;
    for (int v = 1; v < n; v++)
        if (seen[v] > seen[best]) best = v;
    return best;
}

static void learn(struct counter *c) {
    int *all = mem_zero((size_t)c->vocabulary, sizeof(int));
    for (int e = 0; e < BASELINE_EXAMPLES; e++) {
        draw(c, "learn", e);
        for (int t = 0, place = 0; t < c->example.T; t++) {
            if (!counts(c->example.target[t])) continue;
            c->seen[(size_t)place++ * (size_t)c->vocabulary + (size_t)c->example.target[t]]++;
            all[c->example.target[t]]++;
        }
    }
    for (int place = 0; place < c->room; place++)
        c->best[place] = most_frequent(c->seen + (size_t)place * (size_t)c->vocabulary, c->vocabulary);
    c->most = most_frequent(all, c->vocabulary);
    mem_free(all);
}

static void judge(struct counter *c, struct baseline *out) {
    long answers = 0, right[BASELINES] = {0}, exact[BASELINES] = {0};
    for (int e = 0; e < BASELINE_EXAMPLES; e++) {
        int place = 0, here[BASELINES] = {0};
        c->example.held_out = true;
        draw(c, "judge", e);
        for (int t = 0; t < c->example.T; t++) {
            const int target = c->example.target[t];
            if (!counts(target)) continue;
            here[BASELINE_MAJORITY] += target == c->most;
            here[BASELINE_PLACE] += target == c->best[place];
            here[BASELINE_COPY] += 1 + place < c->example.T && target == c->example.token[1 + place];
            place++;
        }
        answers += place;
        for (int b = 0; b < BASELINES; b++) {
            right[b] += here[b];
            exact[b] += here[b] == place;
        }
    }
    for (int b = 0; b < BASELINES; b++)
        out[b] = (struct baseline){.token = answers ? (double)right[b] / (double)answers : 1.0,
                                   .exact = (double)exact[b] / BASELINE_EXAMPLES};
}

void task_baselines(const struct task *task, const void *options, int n, struct baseline out[BASELINES]) {
    const int room = task->max_tokens(options, n), vocabulary = task->vocabulary(options);
    struct counter c = {.task = task, .options = options, .n = n, .room = room, .vocabulary = vocabulary};
    c.example.token = mem_zero((size_t)room, sizeof(int));
    c.example.target = mem_zero((size_t)room, sizeof(int));
    c.seen = mem_zero((size_t)room * (size_t)vocabulary, sizeof(int));
    c.best = mem_zero((size_t)room, sizeof(int));
    learn(&c);
    judge(&c, out);
    mem_free(c.example.token);
    mem_free(c.example.target);
    mem_free(c.seen);
    mem_free(c.best);
}
