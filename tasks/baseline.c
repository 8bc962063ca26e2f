/* Baselines of any task, from its examples alone. */
#include "base/memory.h"
#include "tasks/task.h"
#include <math.h>
#include <stdio.h>

const char *const baseline_names[BASELINES] = {
    [BASELINE_MAJORITY] = "majority", [BASELINE_PLACE] = "place", [BASELINE_COPY] = "copy"};

struct guesser {
    int vocabulary, places;
    long *all;  /* [vocabulary]: how often a token was an answer */
    long *seen; /* [places][vocabulary]: the same at each place of the answer */
    int most;   /* the most frequent of all */
    int *best;  /* [places]: the most frequent there */
    long answers, examples, right[BASELINES], exact[BASELINES];
};

struct guesser *guesser_new(int vocabulary, int places) {
    struct guesser *g = mem_zero(1, sizeof *g);
    g->vocabulary = vocabulary;
    g->places = places;
    g->all = mem_zero((size_t)vocabulary, sizeof *g->all);
    g->seen = mem_zero((size_t)places * (size_t)vocabulary, sizeof *g->seen);
    g->best = mem_zero((size_t)places, sizeof *g->best);
    return g;
}

void guesser_free(struct guesser *g) {
    if (!g) return;
    mem_free(g->all);
    mem_free(g->seen);
    mem_free(g->best);
    mem_free(g);
}

/* Ties go to the smaller token, whatever the order of learning. */
static void count(long *seen, int token, int *best) {
    seen[token]++;
    if (seen[token] > seen[*best] || (seen[token] == seen[*best] && token < *best)) *best = token;
}

void guesser_learn(struct guesser *g, const int *answer, int n) {
    for (int i = 0; i < n; i++) {
        count(g->all, answer[i], &g->most);
        if (i < g->places) count(g->seen + (size_t)i * (size_t)g->vocabulary, answer[i], &g->best[i]);
    }
}

void guesser_judge(struct guesser *g, const int *answer, const int *at, int n, const int *token) {
    int here[BASELINES] = {0};
    for (int i = 0; i < n; i++) {
        here[BASELINE_MAJORITY] += answer[i] == g->most;
        here[BASELINE_PLACE] += answer[i] == (i < g->places ? g->best[i] : g->most);
        here[BASELINE_COPY] += 1 + i <= at[i] && answer[i] == token[1 + i];
    }
    g->answers += n;
    g->examples++;
    for (int b = 0; b < BASELINES; b++) {
        g->right[b] += here[b];
        g->exact[b] += here[b] == n;
    }
}

static double entropy_of(const long *seen, int n) {
    double sum = 0, total = 0;
    for (int v = 0; v < n; v++) total += (double)seen[v];
    for (int v = 0; v < n; v++)
        if (seen[v]) sum -= (double)seen[v] * log((double)seen[v] / total);
    return total > 0 ? sum / total : 0;
}

void guesser_figures(const struct guesser *g, struct baseline out[BASELINES]) {
    for (int b = 0; b < BASELINES; b++)
        out[b] = (struct baseline){.token = g->answers ? (double)g->right[b] / (double)g->answers : 1.0,
                                   .exact = g->examples ? (double)g->exact[b] / (double)g->examples : 1.0,
                                   .loss = (double)NAN};
    out[BASELINE_MAJORITY].loss = entropy_of(g->all, g->vocabulary);
}

/* ---- from streams of their own ---- */

struct sample {
    const struct task *task;
    const void *options;
    struct example example;
    int *answer, *at; /* the last example's, without <eos> */
    int n, answers;
};

static void draw(struct sample *s, const char *what, int index) {
    char purpose[128];
    snprintf(purpose, sizeof purpose, "baseline/%s/%s", what, s->task->name);
    struct rng rng = rng_open(0, purpose, (uint64_t)s->n, (uint64_t)index);
    s->example.index = index;
    s->task->generate(s->options, s->n, &rng, &s->example);
    s->answers = 0;
    for (int t = 0; t < s->example.T; t++) {
        const int target = s->example.target[t];
        if (target == TARGET_NONE || target == TOKEN_EOS) continue;
        s->at[s->answers] = t;
        s->answer[s->answers++] = target;
    }
}

void task_baselines(const struct task *task, const void *options, int n, struct baseline out[BASELINES]) {
    const int room = task->max_tokens(options, n);
    struct sample s = {.task = task, .options = options, .n = n};
    struct guesser *g = guesser_new(task->vocabulary(options), room);
    s.example.token = mem_zero((size_t)room, sizeof(int));
    s.example.target = mem_zero((size_t)room, sizeof(int));
    s.answer = mem_zero((size_t)room, sizeof(int));
    s.at = mem_zero((size_t)room, sizeof(int));
    for (int e = 0; e < BASELINE_EXAMPLES; e++) {
        draw(&s, "learn", e);
        guesser_learn(g, s.answer, s.answers);
    }
    s.example.held_out = true;
    for (int e = 0; e < BASELINE_EXAMPLES; e++) {
        draw(&s, "judge", e);
        guesser_judge(g, s.answer, s.at, s.answers, s.example.token);
    }
    guesser_figures(g, out);
    guesser_free(g);
    mem_free(s.example.token);
    mem_free(s.example.target);
    mem_free(s.answer);
    mem_free(s.at);
}
