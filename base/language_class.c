#include "base/language_class.h"
#include "base/memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const verdict_words[] = {"unknown", "no", "yes"};

static enum verdict verdict(bool holds) { return holds ? VERDICT_YES : VERDICT_NO; }

/* ---- strong components ---- */

/* Of a graph where edge[v * out + k] are the successors of v, with Tarjan's algorithm and a stack of its own; component
 * [n] gets a number for each node. Returns how many there are. */
static int strong_components(int n, int out, const int *edge, int *component) {
    int *index = mem_zero((size_t)n, sizeof(int)), *low = mem_zero((size_t)n, sizeof(int));
    int *path = mem_zero((size_t)n, sizeof(int)), *next = mem_zero((size_t)n, sizeof(int));
    int *open = mem_zero((size_t)n, sizeof(int));
    int count = 0, found = 0, depth = 0, waiting = 0;
    for (int v = 0; v < n; v++) component[v] = -1;
    for (int root = 0; root < n; root++) {
        if (index[root]) continue;
        path[depth++] = root;
        while (depth) {
            const int v = path[depth - 1];
            if (!index[v]) {
                index[v] = low[v] = ++found;
                open[waiting++] = v;
            }
            if (next[v] < out) {
                const int to = edge[v * out + next[v]++];
                if (!index[to])
                    path[depth++] = to;
                else if (component[to] < 0 && index[to] < low[v])
                    low[v] = index[to];
                continue;
            }
            depth--;
            if (depth && low[v] < low[path[depth - 1]]) low[path[depth - 1]] = low[v];
            if (low[v] != index[v]) continue;
            do component[open[--waiting]] = count;
            while (open[waiting] != v);
            count++;
        }
    }
    mem_free(index);
    mem_free(low);
    mem_free(path);
    mem_free(next);
    mem_free(open);
    return count;
}

/* ---- the syntactic monoid ---- */

enum { HASH_SIZE = 4 * MONOID_MOST };

struct monoid {
    int n, states, letters;
    uint8_t (*map)[LANGUAGE_STATES]; /* [MONOID_MOST]: where each state goes; 0 is the empty word's */
    int *right, *left;               /* [n * letters]: element times letter, letter times element */
    int hash[HASH_SIZE];             /* 1 + element; 0: free */
    bool word_is_neutral;            /* some word that is not empty does nothing */
};

static int *place_of(struct monoid *m, const uint8_t *map) {
    uint32_t h = 2166136261u;
    for (int s = 0; s < m->states; s++) h = (h ^ map[s]) * 16777619u;
    int at = (int)(h % HASH_SIZE);
    while (m->hash[at] && memcmp(m->map[m->hash[at] - 1], map, (size_t)m->states) != 0) at = (at + 1) % HASH_SIZE;
    return &m->hash[at];
}

/* First a, then b. */
static void compose(const struct monoid *m, const uint8_t *a, const uint8_t *b, uint8_t *out) {
    for (int s = 0; s < m->states; s++) out[s] = b[a[s]];
}

static int product(struct monoid *m, int a, int b) {
    uint8_t map[LANGUAGE_STATES];
    compose(m, m->map[a], m->map[b], map);
    return *place_of(m, map) - 1;
}

static bool add_element(struct monoid *m, const uint8_t *map, int *element) {
    int *place = place_of(m, map);
    if (!*place) {
        if (m->n == MONOID_MOST) return false;
        memcpy(m->map[m->n], map, (size_t)m->states);
        *place = ++m->n;
    }
    *element = *place - 1;
    return true;
}

static void free_monoid(struct monoid *m) {
    mem_free(m->map);
    mem_free(m->right);
    mem_free(m->left);
    mem_free(m);
}

/* NULL: there are too many elements. */
static struct monoid *new_monoid(const struct language *l) {
    struct monoid *m = mem_zero(1, sizeof *m);
    uint8_t letter[LANGUAGE_LETTERS][LANGUAGE_STATES], map[LANGUAGE_STATES];
    bool fits = true;
    int element;
    m->states = l->states, m->letters = l->letters;
    m->map = mem_zero(MONOID_MOST, sizeof *m->map);
    m->right = mem_zero((size_t)(MONOID_MOST * l->letters), sizeof(int));
    m->left = mem_zero((size_t)(MONOID_MOST * l->letters), sizeof(int));
    for (int s = 0; s < l->states; s++) map[s] = (uint8_t)s;
    add_element(m, map, &element);
    for (int c = 0; c < l->letters; c++)
        for (int s = 0; s < l->states; s++) letter[c][s] = l->next[s][c];
    for (int a = 0; a < m->n && fits; a++)
        for (int c = 0; c < l->letters && fits; c++) {
            compose(m, m->map[a], letter[c], map);
            fits = add_element(m, map, &m->right[a * l->letters + c]);
            m->word_is_neutral = m->word_is_neutral || (fits && m->right[a * l->letters + c] == 0);
        }
    for (int a = 0; a < m->n && fits; a++)
        for (int c = 0; c < l->letters; c++) {
            compose(m, letter[c], m->map[a], map);
            m->left[a * l->letters + c] = *place_of(m, map) - 1;
        }
    if (fits) return m;
    free_monoid(m);
    return NULL;
}

static bool is_idempotent(struct monoid *m, int a) { return product(m, a, a) == a; }

static int idempotent_power(struct monoid *m, int a) {
    int power = a;
    while (!is_idempotent(m, power)) power = product(m, power, a);
    return power;
}

static bool is_aperiodic(struct monoid *m) {
    for (int a = 0; a < m->n; a++) {
        const int power = idempotent_power(m, a);
        if (product(m, power, a) != power) return false;
    }
    return true;
}

/* By the right Cayley graph, and by the left one: D-classes of a finite monoid are J-classes, and single where both
 * are.
 */
static void judge_components(struct monoid *m, struct language_card *out) {
    int *component = mem_zero((size_t)m->n, sizeof(int)), *idempotents = mem_zero((size_t)m->n, sizeof(int));
    bool one = true;
    const bool left = strong_components(m->n, m->letters, m->left, component) == m->n;
    const bool right = strong_components(m->n, m->letters, m->right, component) == m->n;
    for (int a = 0; a < m->n; a++)
        if (is_idempotent(m, a) && ++idempotents[component[a]] > 1) one = false;
    out->r_trivial = verdict(right);
    out->j_trivial = verdict(right && left);
    out->r_omega = verdict(one && out->star_free == VERDICT_YES);
    mem_free(component);
    mem_free(idempotents);
}

/* ---- dot-depth one ---- */

enum { TABLE_MOST = 2048 };
static const double work_most = 4e8; /* products that are looked up: seconds */

/* Elements of non-empty words with their products, and two lists of pairs for Knast's equation. */
struct knast {
    int n;
    uint16_t *times;           /* [n * n] */
    uint16_t *power;           /* [n] idempotent powers */
    int e, f, n_there, n_back; /* there: e S f; back: f S e */
    uint16_t *there, *back;
    uint32_t *front, *behind; /* pairs of elements, each once: (w, w p) and (s v, v) */
    int n_front, n_behind;
    bool *seen; /* [n * n] */
    double work;
};

static uint16_t times(const struct knast *k, int a, int b) { return k->times[a * k->n + b]; }

/* x S y, each element once. */
static int between(struct knast *k, const struct monoid *m, int x, int y, uint16_t *out) {
    int n = 0;
    bool *seen = mem_zero((size_t)k->n, sizeof(bool));
    for (int p = m->word_is_neutral ? 0 : 1; p < k->n; p++) {
        const uint16_t a = times(k, times(k, x, p), y);
        if (!seen[a]) out[n++] = a;
        seen[a] = true;
    }
    mem_free(seen);
    return n;
}

static void put_pair(struct knast *k, int a, int b, uint32_t *list, int *n) {
    bool *seen = &k->seen[a * k->n + b];
    if (!*seen) list[(*n)++] = (uint32_t)(a * k->n + b);
    *seen = true;
}

/* With w = (p q)^w for p from e S f and q from f S e, and v = (r s)^w alike: is w p s v = w v everywhere? */
static bool equation_holds(struct knast *k) {
    k->n_front = k->n_behind = 0;
    for (int i = 0; i < k->n_there; i++)
        for (int j = 0; j < k->n_back; j++) {
            const uint16_t w = k->power[times(k, k->there[i], k->back[j])];
            put_pair(k, w, times(k, w, k->there[i]), k->front, &k->n_front);
        }
    for (int i = 0; i < k->n_front; i++) k->seen[k->front[i]] = false;
    for (int i = 0; i < k->n_there; i++)
        for (int j = 0; j < k->n_back; j++) {
            const uint16_t v = k->power[times(k, k->there[i], k->back[j])];
            put_pair(k, times(k, k->back[j], v), v, k->behind, &k->n_behind);
        }
    for (int i = 0; i < k->n_behind; i++) k->seen[k->behind[i]] = false;
    k->work += 2.0 * k->n_there * k->n_back + (double)k->n_front * k->n_behind;
    for (int i = 0; i < k->n_front && k->work < work_most; i++)
        for (int j = 0; j < k->n_behind; j++) {
            const int w = (int)k->front[i] / k->n, wp = (int)k->front[i] % k->n;
            const int sv = (int)k->behind[j] / k->n, v = (int)k->behind[j] % k->n;
            if (times(k, wp, sv) != times(k, w, v)) return false;
        }
    return true;
}

static enum verdict dot_depth_1(struct monoid *m) {
    if (m->n > TABLE_MOST) return VERDICT_UNKNOWN;
    const size_t n = (size_t)m->n;
    struct knast k = {.n = m->n};
    k.times = mem_zero(n * n, sizeof *k.times);
    k.power = mem_zero(n, sizeof *k.power);
    k.there = mem_zero(n, sizeof *k.there);
    k.back = mem_zero(n, sizeof *k.back);
    k.front = mem_zero(n * n, sizeof *k.front);
    k.behind = mem_zero(n * n, sizeof *k.behind);
    k.seen = mem_zero(n * n, sizeof *k.seen);
    for (int a = 0; a < k.n; a++) {
        k.power[a] = (uint16_t)idempotent_power(m, a);
        for (int b = 0; b < k.n; b++) k.times[a * k.n + b] = (uint16_t)product(m, a, b);
    }
    bool holds = true;
    for (int e = m->word_is_neutral ? 0 : 1; e < k.n && holds; e++)
        for (int f = m->word_is_neutral ? 0 : 1; f < k.n && holds && k.power[e] == e && k.work < work_most; f++) {
            if (k.power[f] != f) continue;
            k.n_there = between(&k, m, e, f, k.there);
            k.n_back = between(&k, m, f, e, k.back);
            holds = equation_holds(&k);
        }
    mem_free(k.times);
    mem_free(k.power);
    mem_free(k.there);
    mem_free(k.back);
    mem_free(k.front);
    mem_free(k.behind);
    mem_free(k.seen);
    return !holds ? VERDICT_NO : k.work < work_most ? VERDICT_YES : VERDICT_UNKNOWN;
}

/* ---- C-RASP ---- */

/* One strong component of the automaton. Solutions of V(t) = V(q) + E(class of q, letter) for every edge within it are
 * sums of E along a tree of paths, provided that every other edge agrees with its path: each such edge is an equation
 * in E. Two states have the same V in all solutions where the difference of their paths follows from the equations. */
struct separation {
    const struct language *l;
    int n, state[LANGUAGE_STATES]; /* of the component */
    int place[LANGUAGE_STATES];    /* of a state within it; -1: not there */
    int class[LANGUAGE_STATES];    /* by place */
    int classes, keys;
    int64_t *path;     /* [n * keys]: how often each E is on the way to a state */
    int64_t *equation; /* [rank * keys], reduced: the first entry that is not 0 of each is 0 in those after it */
    int rank, pivot[LANGUAGE_STATES * LANGUAGE_LETTERS];
    bool overflow;
};

static int key_of(const struct separation *s, int place, int letter) {
    return s->class[place] * s->l->letters + letter;
}

static void divide_row(int64_t *row, int n) {
    int64_t divisor = 0;
    for (int i = 0; i < n; i++) {
        int64_t a = llabs(row[i]), b = divisor;
        while (b) {
            const int64_t rest = a % b;
            a = b, b = rest;
        }
        divisor = a;
    }
    for (int i = 0; i < n && divisor > 1; i++) row[i] /= divisor;
}

/* Takes what follows from the equations out of a row, up to a factor; true: nothing is left of it. */
static bool reduce_row(struct separation *s, int64_t *row) {
    for (int r = 0; r < s->rank; r++) {
        const int64_t *by = s->equation + (size_t)r * (size_t)s->keys, factor = by[s->pivot[r]],
                      here = row[s->pivot[r]];
        if (!here) continue;
        for (int k = 0; k < s->keys; k++) {
            int64_t a, b;
            if (__builtin_mul_overflow(row[k], factor, &a) || __builtin_mul_overflow(by[k], here, &b) ||
                __builtin_sub_overflow(a, b, &row[k]))
                s->overflow = true;
        }
        divide_row(row, s->keys);
    }
    for (int k = 0; k < s->keys; k++)
        if (row[k]) return false;
    return true;
}

static void add_equation(struct separation *s, const int64_t *row) {
    int64_t *own = s->equation + (size_t)s->rank * (size_t)s->keys;
    int k = 0;
    memcpy(own, row, (size_t)s->keys * sizeof *own);
    if (reduce_row(s, own)) return;
    while (!own[k]) k++;
    s->pivot[s->rank++] = k;
}

/* Paths from the first state, then the equations of all edges that are not on them. */
static void find_equations(struct separation *s, int64_t *row) {
    const size_t keys = (size_t)s->keys;
    bool reached[LANGUAGE_STATES] = {[0] = true};
    int queue[LANGUAGE_STATES] = {0}, n = 1;
    s->rank = 0;
    memset(s->path, 0, (size_t)s->n * keys * sizeof *s->path);
    for (int i = 0; i < n; i++)
        for (int c = 0; c < s->l->letters; c++) {
            const int q = queue[i], t = s->place[s->l->next[s->state[q]][c]];
            if (t < 0 || reached[t]) continue;
            reached[queue[n++] = t] = true;
            memcpy(s->path + (size_t)t * keys, s->path + (size_t)q * keys, keys * sizeof *row);
            s->path[(size_t)t * keys + (size_t)key_of(s, q, c)]++;
        }
    for (int q = 0; q < s->n; q++)
        for (int c = 0; c < s->l->letters; c++) {
            const int t = s->place[s->l->next[s->state[q]][c]];
            if (t < 0) continue;
            for (size_t k = 0; k < keys; k++) row[k] = s->path[(size_t)q * keys + k] - s->path[(size_t)t * keys + k];
            row[key_of(s, q, c)]++;
            add_equation(s, row);
        }
}

/* Splits classes by V; false: nothing splits. */
static bool split_by_solutions(struct separation *s) {
    int64_t *row = mem_zero((size_t)s->keys, sizeof *row);
    int finer[LANGUAGE_STATES], member[LANGUAGE_STATES], n = 0;
    find_equations(s, row);
    for (int q = 0; q < s->n; q++) {
        int k = 0;
        for (; k < n; k++) {
            for (int i = 0; i < s->keys; i++) row[i] = s->path[q * s->keys + i] - s->path[member[k] * s->keys + i];
            if (s->class[q] == s->class[member[k]] && reduce_row(s, row)) break;
        }
        if (k == n) member[n++] = q;
        finer[q] = k;
    }
    const bool split = n > s->classes;
    memcpy(s->class, finer, sizeof finer);
    s->classes = n;
    mem_free(row);
    return split;
}

static enum verdict is_separable(struct separation *s) {
    memset(s->class, 0, sizeof s->class);
    s->classes = 1;
    for (bool split = true; split && s->classes < s->n;) {
        s->keys = s->classes * s->l->letters;
        s->path = mem_zero((size_t)(s->n * s->keys), sizeof *s->path);
        s->equation = mem_zero((size_t)((s->keys + 1) * s->keys), sizeof *s->equation);
        split = split_by_solutions(s);
        mem_free(s->path);
        mem_free(s->equation);
    }
    return s->overflow ? VERDICT_UNKNOWN : verdict(s->classes == s->n);
}

static enum verdict in_crasp(const struct language *l) {
    int edge[LANGUAGE_STATES * LANGUAGE_LETTERS], component[LANGUAGE_STATES];
    enum verdict all = VERDICT_YES;
    for (int s = 0; s < l->states; s++)
        for (int c = 0; c < l->letters; c++) edge[s * l->letters + c] = l->next[s][c];
    const int components = strong_components(l->states, l->letters, edge, component);
    for (int w = 0; w < components && all == VERDICT_YES; w++) {
        struct separation s = {.l = l};
        for (int q = 0; q < l->states; q++) {
            s.place[q] = component[q] == w ? s.n : -1;
            if (component[q] == w) s.state[s.n++] = q;
        }
        all = is_separable(&s);
    }
    return all;
}

/* ---- the card ---- */

/* Of one state, as bits; the highest: the word may end. */
static uint32_t set_of(const struct language *l, int state) {
    uint32_t set = l->ends[state] ? 1u << l->letters : 0;
    for (int c = 0; c < l->letters; c++)
        if (l->alive[l->next[state][c]]) set |= 1u << c;
    return set;
}

/* The first state with the same set. */
static int first_with_set(const struct language *l, int state) {
    int s = 0;
    while (!l->alive[s] || set_of(l, s) != set_of(l, state)) s++;
    return s;
}

void language_card(const struct language *l, struct language_card *out) {
    *out = (struct language_card){.states = l->states, .crasp = in_crasp(l)};
    for (int s = 0; s < l->states; s++) out->sets += l->alive[s] && first_with_set(l, s) == s;
    struct monoid *m = new_monoid(l);
    if (!m) return;
    out->monoid = m->n;
    out->star_free = verdict(is_aperiodic(m));
    judge_components(m, out);
    out->dot_depth_1 = out->star_free == VERDICT_YES ? dot_depth_1(m) : VERDICT_NO;
    free_monoid(m);
}

/* ---- who sees the last letters alone ---- */

enum { TAILS = 1 + LANGUAGE_LETTERS + LANGUAGE_LETTERS * LANGUAGE_LETTERS };

/* ways[k][s]: how many beginnings of length k there are from state s. */
static void count_ways(const struct language *l, int n, double (*ways)[LANGUAGE_STATES]) {
    for (int s = 0; s < l->states; s++) ways[0][s] = l->alive[s];
    for (int k = 1; k <= n; k++)
        for (int s = 0; s < l->states; s++) {
            ways[k][s] = 0;
            for (int c = 0; c < l->letters && l->alive[s]; c++) ways[k][s] += ways[k - 1][l->next[s][c]];
        }
}

/* A tail of no letter is 0, of one 1 + letter, of two 1 + letters (1 + first) + second. */
static int longer_tail(const struct language *l, int tail, int letter, int k) {
    if (k == 1 || tail == 0) return 1 + letter;
    const int last = tail <= l->letters ? tail - 1 : (tail - 1) % l->letters;
    return 1 + l->letters * (1 + last) + letter;
}

double language_last_letters(const struct language *l, int n, int k) {
    const int longest = language_longest(l);
    if (longest >= 0 && longest < n) n = longest;
    double(*ways)[LANGUAGE_STATES] = mem_zero((size_t)n + 1, sizeof *ways);
    double(*at)[LANGUAGE_STATES] = mem_zero(TAILS, sizeof *at), (*then)[LANGUAGE_STATES] = mem_zero(TAILS, sizeof *at);
    double(*answer)[LANGUAGE_STATES] = mem_zero(TAILS, sizeof *at), right = 0;
    count_ways(l, n, ways);
    at[0][0] = 1;
    for (int i = 0; i <= n; i++) {
        memset(then, 0, TAILS * sizeof *then);
        for (int tail = 0; tail < TAILS; tail++)
            for (int s = 0; s < l->states; s++) {
                if (at[tail][s] <= 0) continue;
                answer[tail][first_with_set(l, s)] += at[tail][s];
                for (int c = 0; c < l->letters && i < n; c++)
                    then[longer_tail(l, tail, c, k)][l->next[s][c]] +=
                        at[tail][s] * ways[n - i - 1][l->next[s][c]] / ways[n - i][s];
            }
        memcpy(at, then, TAILS * sizeof *at);
    }
    for (int tail = 0; tail < TAILS; tail++) {
        double most = 0;
        for (int s = 0; s < l->states; s++) most = fmax(most, answer[tail][s]);
        right += most;
    }
    mem_free(ways);
    mem_free(at);
    mem_free(then);
    mem_free(answer);
    return right / (n + 1);
}
