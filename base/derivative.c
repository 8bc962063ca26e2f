#include "base/derivative.h"
#include "base/memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Expressions are kept once each, so that equal ones have equal numbers: an OR is a chain whose heads ascend, a THEN
 * has no THEN in front, and NEVER stands alone. So whatever is not NEVER has words. */
enum node_kind { NODE_NEVER, NODE_EMPTY, NODE_LETTER, NODE_OR, NODE_THEN, NODE_STAR };
enum { NEVER = 0, EMPTY = 1 };

struct node {
    enum node_kind kind;
    int a, b; /* LETTER: its number; OR, THEN: two expressions; STAR: one */
    bool empty;
    int step[LANGUAGE_LETTERS]; /* -1: not derived yet */
};

struct derivatives {
    int letters, nodes, room, start;
    char letter[LANGUAGE_LETTERS + 1];
    struct node *node;                  /* [room] */
    struct raw_language *raw;           /* instead, of a table */
    int states, state[LANGUAGE_STATES]; /* the rests that the states of the smallest automaton stand for */
};

/* ---- expressions ---- */

static int make(struct derivatives *d, enum node_kind kind, int a, int b, bool empty) {
    for (int i = 0; i < d->nodes; i++)
        if (d->node[i].kind == kind && d->node[i].a == a && d->node[i].b == b) return i;
    if (d->nodes == d->room) {
        d->node = mem_grow(d->node, (size_t)d->room * sizeof *d->node, 2 * (size_t)d->room * sizeof *d->node);
        d->room *= 2;
    }
    struct node *n = &d->node[d->nodes];
    *n = (struct node){.kind = kind, .a = a, .b = b, .empty = empty};
    for (int c = 0; c < LANGUAGE_LETTERS; c++) n->step[c] = -1;
    return d->nodes++;
}

static bool is_empty(const struct derivatives *d, int x) { return d->node[x].empty; }

static int head_of(const struct derivatives *d, int x) { return d->node[x].kind == NODE_OR ? d->node[x].a : x; }

static int tail_of(const struct derivatives *d, int x) { return d->node[x].kind == NODE_OR ? d->node[x].b : NEVER; }

static int either(struct derivatives *d, int x, int y) {
    if (x == NEVER || x == y) return y;
    if (y == NEVER) return x;
    const int hx = head_of(d, x), hy = head_of(d, y), head = hx < hy ? hx : hy;
    const int rest = either(d, hx == head ? tail_of(d, x) : x, hy == head ? tail_of(d, y) : y);
    return rest == NEVER ? head : make(d, NODE_OR, head, rest, is_empty(d, head) || is_empty(d, rest));
}

static int then(struct derivatives *d, int x, int y) {
    if (x == NEVER || y == NEVER) return NEVER;
    if (x == EMPTY) return y;
    if (y == EMPTY) return x;
    if (d->node[x].kind == NODE_THEN) {
        const int first = d->node[x].a, rest = then(d, d->node[x].b, y);
        return then(d, first, rest);
    }
    return make(d, NODE_THEN, x, y, is_empty(d, x) && is_empty(d, y));
}

static int star(struct derivatives *d, int x) {
    if (x == NEVER || x == EMPTY) return EMPTY;
    return d->node[x].kind == NODE_STAR ? x : make(d, NODE_STAR, x, 0, true);
}

static int derive(struct derivatives *d, int x, int letter) {
    if (d->node[x].step[letter] >= 0) return d->node[x].step[letter];
    const struct node n = d->node[x];
    int out = NEVER;
    switch (n.kind) {
    case NODE_NEVER:
    case NODE_EMPTY: break;
    case NODE_LETTER: out = n.a == letter ? EMPTY : NEVER; break;
    case NODE_OR: out = either(d, derive(d, n.a, letter), derive(d, n.b, letter)); break;
    case NODE_STAR: out = then(d, derive(d, n.a, letter), x); break;
    case NODE_THEN:
        out = then(d, derive(d, n.a, letter), n.b);
        if (is_empty(d, n.a)) out = either(d, out, derive(d, n.b, letter));
        break;
    }
    d->node[x].step[letter] = out;
    return out;
}

/* ---- reading, of a text that is known to be right ---- */

static int letter_node(struct derivatives *d, char c) {
    return make(d, NODE_LETTER, (int)(strchr(d->letter, c) - d->letter), 0, false);
}

static int read_or(struct derivatives *d, const char **at);

static int read_item(struct derivatives *d, const char **at) {
    int x = NEVER;
    if (**at == '(') {
        ++*at;
        x = read_or(d, at);
        ++*at;
    } else if (**at == '[') {
        while (*++*at != ']') x = either(d, x, letter_node(d, **at));
        ++*at;
    } else {
        x = letter_node(d, *(*at)++);
    }
    for (;; ++*at) {
        if (**at == '*') {
            x = star(d, x);
        } else if (**at == '+') {
            x = then(d, x, star(d, x));
        } else if (**at == '?') {
            x = either(d, EMPTY, x);
        } else if (**at == '{') {
            int all = x;
            for (long times = strtol(*at + 1, NULL, 10); times > 1; times--) all = then(d, x, all);
            x = all;
            *at += strcspn(*at, "}");
        } else {
            return x;
        }
    }
}

static int read_or(struct derivatives *d, const char **at) {
    int all = NEVER, one = EMPTY;
    for (;;) {
        while (**at && **at != '|' && **at != ')') one = then(d, one, read_item(d, at));
        all = either(d, all, one);
        if (**at != '|') return all;
        ++*at;
        one = EMPTY;
    }
}

static void find_letters(struct derivatives *d, const char *text, const char *more) {
    for (int c = 1; c < 128; c++) {
        const bool is_letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool found = more && strchr(more, c);
        for (const char *at = text; *at && !found; at++) {
            if (*at == '{') at += strcspn(at, "}");
            found = *at == c;
        }
        if (is_letter && found) d->letter[d->letters++] = (char)c;
    }
}

struct derivatives *derivatives_new(const char *text) {
    struct derivatives *d = mem_zero(1, sizeof *d);
    struct known_language known;
    struct error err;
    char of[200] = "";
    const char *more = language_known(text, &known, of, sizeof of) ? known.letters : NULL, *at = *of ? of : text;
    if (strncmp(at, "table:", 6) == 0) {
        d->raw = mem_zero(1, sizeof *d->raw);
        if (!language_read_table(at, d->raw, &err)) BUG("%s", err.text);
        d->letters = d->raw->letters;
        return d;
    }
    d->room = 64;
    d->node = mem_zero((size_t)d->room, sizeof *d->node);
    make(d, NODE_NEVER, 0, 0, false);
    make(d, NODE_EMPTY, 0, 0, true);
    find_letters(d, at, more);
    d->start = read_or(d, &at);
    return d;
}

void derivatives_free(struct derivatives *d) {
    if (!d) return;
    mem_free(d->node);
    mem_free(d->raw);
    mem_free(d);
}

/* ---- what is left ---- */

int derivatives_start(const struct derivatives *d) { return d->start; }

int derivatives_step(struct derivatives *d, int rest, int letter) {
    return d->raw ? d->raw->next[rest][letter] : derive(d, rest, letter);
}

bool derivatives_ends(const struct derivatives *d, int rest) { return d->raw ? d->raw->ends[rest] : is_empty(d, rest); }

/* In a table: is a state where words end among those that are reached from here? */
static bool reaches_end(const struct raw_language *raw, int state) {
    bool seen[RAW_STATES] = {false};
    int queue[RAW_STATES], n = 0;
    seen[queue[n++] = state] = true;
    for (int i = 0; i < n; i++) {
        if (raw->ends[queue[i]]) return true;
        for (int c = 0; c < raw->letters; c++) {
            const int to = raw->next[queue[i]][c];
            if (!seen[to]) seen[queue[n++] = to] = true;
        }
    }
    return false;
}

bool derivatives_alive(const struct derivatives *d, int rest) {
    return d->raw ? reaches_end(d->raw, rest) : rest != NEVER;
}

/* ---- states ---- */

/* Is the same left of two rests? All pairs that the same letters lead to have to agree on whether words end. */
static bool same_words(struct derivatives *d, int x, int y) {
    int room = 64, n = 1, (*pair)[2] = mem_zero((size_t)room, sizeof *pair);
    bool same = true;
    pair[0][0] = x, pair[0][1] = y;
    for (int i = 0; i < n && same; i++) {
        same = derivatives_ends(d, pair[i][0]) == derivatives_ends(d, pair[i][1]);
        for (int c = 0; c < d->letters && same; c++) {
            const int a = derivatives_step(d, pair[i][0], c), b = derivatives_step(d, pair[i][1], c);
            int k = 0;
            while (k < n && (pair[k][0] != a || pair[k][1] != b)) k++;
            if (a == b || k < n) continue;
            if (n == room) {
                pair = mem_grow(pair, (size_t)room * sizeof *pair, 2 * (size_t)room * sizeof *pair);
                room *= 2;
            }
            pair[n][0] = a, pair[n++][1] = b;
        }
    }
    mem_free(pair);
    return same;
}

static int known_state(struct derivatives *d, int rest) {
    for (int s = 0; s < d->states; s++)
        if (d->state[s] == rest || same_words(d, d->state[s], rest)) return s;
    return -1;
}

int derivatives_state(struct derivatives *d, int rest) {
    if (!d->states) d->state[d->states++] = d->start;
    for (int s = 0; s < d->states; s++)
        for (int c = 0; c < d->letters; c++) {
            const int to = derivatives_step(d, d->state[s], c);
            if (known_state(d, to) >= 0) continue;
            REQUIRE(d->states < LANGUAGE_STATES);
            d->state[d->states++] = to;
        }
    const int state = known_state(d, rest);
    REQUIRE(state >= 0);
    return state;
}
