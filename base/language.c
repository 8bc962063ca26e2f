#include "base/language.h"
#include "base/text.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- expressions: the position automaton (Glushkov) ---- */

/* Position 0 is before the word; every other one is a letter as it stands in the expression. */
enum { POSITIONS = 256, WORDS = POSITIONS / 64, PIECES_MOST = 4096 };
struct positions {
    uint64_t bit[WORDS];
};

static void put(struct positions *set, int p) { set->bit[p / 64] |= (uint64_t)1 << p % 64; }
static bool has(const struct positions *set, int p) { return set->bit[p / 64] >> p % 64 & 1; }
static void unite(struct positions *set, const struct positions *more) {
    for (int w = 0; w < WORDS; w++) set->bit[w] |= more->bit[w];
}

/* A piece of an expression: can it be empty, where may it begin, where may it end? */
struct piece {
    bool empty;
    struct positions first, last;
};

struct parser {
    const char *text;
    int at, n, pieces; /* n: positions so far; pieces: those read, repeated ones as often */
    char letter[POSITIONS];
    struct positions follow[POSITIONS];
    struct error *err;
};

static bool fail(struct parser *p, const char *what) {
    return error_set(p->err, "the expression '%.60s': column %d: %s", p->text, p->at + 1, what);
}

static void link_pieces(struct parser *p, const struct positions *last, const struct positions *first) {
    for (int i = 0; i < p->n; i++)
        if (has(last, i)) unite(&p->follow[i], first);
}

static void join_pieces(struct parser *p, struct piece *a, const struct piece *b) {
    link_pieces(p, &a->last, &b->first);
    if (a->empty) unite(&a->first, &b->first);
    if (!b->empty) memset(&a->last, 0, sizeof a->last);
    unite(&a->last, &b->last);
    a->empty = a->empty && b->empty;
}

static bool add_letter(struct parser *p, struct piece *out) {
    const char c = p->text[p->at];
    if (!isalnum((unsigned char)c)) return fail(p, c ? "a letter, a digit, ( or [ belongs here" : "it ends too early");
    if (p->n == POSITIONS) return fail(p, "it has more than 255 letters, repeated ones counted as often");
    p->letter[p->n] = c;
    put(&out->first, p->n);
    put(&out->last, p->n++);
    p->at++;
    return true;
}

static bool parse_either(struct parser *p, struct piece *out);

/* A letter, (..) or [abc]. */
static bool parse_atom(struct parser *p, struct piece *out) {
    const char open = p->text[p->at];
    if (++p->pieces > PIECES_MOST) return fail(p, "{k} repeats too much");
    memset(out, 0, sizeof *out);
    if (open != '(' && open != '[') return add_letter(p, out);
    p->at++;
    if (open == '(' && !parse_either(p, out)) return false;
    if (open == '[') do
            if (!add_letter(p, out)) return false;
        while (p->text[p->at] != ']');
    if (p->text[p->at] != (open == '(' ? ')' : ']')) return fail(p, open == '(' ? ") is missing" : "] is missing");
    p->at++;
    return true;
}

static bool parse_repeated(struct parser *p, int until, struct piece *out);

/* {k}: the text from `from` to the brace, k times. */
static bool parse_times(struct parser *p, int from, struct piece *out) {
    const int brace = p->at;
    int used = 0, times = 0;
    if (sscanf(p->text + brace, "{%3d}%n", &times, &used) != 1 || !used || times < 1)
        return fail(p, "{k} has a number from 1 on");
    for (int i = 1; i < times; i++) {
        struct piece again;
        p->at = from;
        if (!parse_repeated(p, brace, &again)) return false;
        join_pieces(p, out, &again);
    }
    p->at = brace + used;
    return true;
}

/* An atom and what stands behind it: * + ? {k}, up to the column `until` (-1: all of it). */
static bool parse_repeated(struct parser *p, int until, struct piece *out) {
    const int from = p->at;
    if (!parse_atom(p, out)) return false;
    while (p->at != until && p->text[p->at] && strchr("*+?{", p->text[p->at])) {
        const char sign = p->text[p->at];
        if (sign == '{') {
            if (!parse_times(p, from, out)) return false;
            continue;
        }
        if (sign != '?') link_pieces(p, &out->last, &out->first);
        if (sign != '+') out->empty = true;
        p->at++;
    }
    return true;
}

static bool parse_sequence(struct parser *p, struct piece *out) {
    *out = (struct piece){.empty = true};
    while (p->text[p->at] && p->text[p->at] != '|' && p->text[p->at] != ')') {
        struct piece next;
        if (!parse_repeated(p, -1, &next)) return false;
        join_pieces(p, out, &next);
    }
    return true;
}

static bool parse_either(struct parser *p, struct piece *out) {
    if (!parse_sequence(p, out)) return false;
    while (p->text[p->at] == '|') {
        struct piece other;
        p->at++;
        if (!parse_sequence(p, &other)) return false;
        out->empty = out->empty || other.empty;
        unite(&out->first, &other.first);
        unite(&out->last, &other.last);
    }
    return true;
}

/* ---- from positions to states ---- */

static int compare_letters(const void *a, const void *b) { return *(const char *)a - *(const char *)b; }

static bool add_letters(const char *letters, int n, struct raw_language *raw, struct error *err) {
    for (int i = 0; i < n; i++) {
        if (strchr(raw->letter, letters[i])) continue;
        if (raw->letters == LANGUAGE_LETTERS)
            return error_set(err, "a language has at most %d different letters", LANGUAGE_LETTERS);
        raw->letter[raw->letters++] = letters[i];
    }
    qsort(raw->letter, (size_t)raw->letters, 1, compare_letters);
    return true;
}

/* The state of a set of positions, which is new if no other has it; -1: there are too many. */
static int state_of(const struct positions *set, struct positions *sets, int *n) {
    for (int s = 0; s < *n; s++)
        if (memcmp(&sets[s], set, sizeof *set) == 0) return s;
    if (*n == RAW_STATES) return -1;
    sets[*n] = *set;
    return (*n)++;
}

/* All sets of positions that words lead to. */
static bool find_states(const struct parser *p, const struct positions *last, struct raw_language *raw,
                        struct error *err) {
    struct positions sets[RAW_STATES];
    memset(&sets[0], 0, sizeof sets[0]);
    put(&sets[0], 0);
    raw->states = 1;
    for (int s = 0; s < raw->states; s++) {
        raw->ends[s] = false;
        for (int w = 0; w < WORDS; w++) raw->ends[s] = raw->ends[s] || (sets[s].bit[w] & last->bit[w]) != 0;
        for (int c = 0; c < raw->letters; c++) {
            struct positions to = {{0}};
            for (int i = 0; i < p->n; i++)
                if (has(&sets[s], i)) unite(&to, &p->follow[i]);
            for (int i = 0; i < p->n; i++)
                if (p->letter[i] != raw->letter[c]) to.bit[i / 64] &= ~((uint64_t)1 << i % 64);
            const int state = state_of(&to, sets, &raw->states);
            if (state < 0) return error_set(err, "the expression needs more than %d states: a shorter one", RAW_STATES);
            raw->next[s][c] = (uint16_t)state;
        }
    }
    return true;
}

bool language_of_expression(const char *expression, const char *letters, struct language *out, struct error *err) {
    struct parser p = {.text = expression, .n = 1, .err = err};
    struct raw_language raw = {0};
    struct piece whole;
    if (!parse_either(&p, &whole)) return false;
    if (p.text[p.at]) return fail(&p, "( is missing before this )");
    p.follow[0] = whole.first;
    if (whole.empty) put(&whole.last, 0);
    if (!add_letters(p.letter + 1, p.n - 1, &raw, err)) return false;
    if (letters && !add_letters(letters, (int)strlen(letters), &raw, err)) return false;
    if (!raw.letters) return error_set(err, "the expression '%s' has no letter", expression);
    return find_states(&p, &whole.last, &raw, err) && language_of_states(&raw, out, err);
}

/* ---- the smallest automaton (Moore) ---- */

static bool same_class(const struct raw_language *raw, const int *class, int a, int b) {
    if (class[a] != class[b]) return false;
    for (int c = 0; c < raw->letters; c++)
        if (class[raw->next[a][c]] != class[raw->next[b][c]]) return false;
    return true;
}

/* Splits classes by where letters lead; returns how many there are. */
static int split_classes(const struct raw_language *raw, int *class) {
    int finer[RAW_STATES] = {0}, member[RAW_STATES], n = 0;
    for (int s = 0; s < raw->states; s++) {
        int k = 0;
        while (k < n && !same_class(raw, class, s, member[k])) k++;
        if (k == n) member[n++] = s;
        finer[s] = k;
    }
    memcpy(class, finer, (size_t)raw->states * sizeof(int));
    return n;
}

static void find_alive(struct language *l) {
    for (int s = 0; s < l->states; s++) l->alive[s] = l->ends[s];
    for (bool more = true; more;) {
        more = false;
        for (int s = 0; s < l->states; s++)
            for (int c = 0; c < l->letters && !l->alive[s]; c++)
                if (l->alive[l->next[s][c]]) l->alive[s] = more = true;
    }
}

bool language_of_states(const struct raw_language *raw, struct language *out, struct error *err) {
    int class[RAW_STATES], number[RAW_STATES], found[RAW_STATES], classes = 0, before;
    for (int s = 0; s < raw->states; s++) {
        class[s] = raw->ends[s];
        number[s] = -1;
    }
    do {
        before = classes;
        classes = split_classes(raw, class);
    } while (classes > before);
    memset(out, 0, sizeof *out);
    out->letters = raw->letters;
    memcpy(out->letter, raw->letter, sizeof out->letter);
    number[class[0]] = 0;
    found[0] = 0;
    out->states = 1;
    for (int s = 0; s < out->states; s++) {
        out->ends[s] = raw->ends[found[s]];
        for (int c = 0; c < raw->letters; c++) {
            const int to = raw->next[found[s]][c];
            if (number[class[to]] < 0) {
                if (out->states == LANGUAGE_STATES)
                    return error_set(err, "a language has at most %d states, the dead one included", LANGUAGE_STATES);
                found[out->states] = to;
                number[class[to]] = out->states++;
            }
            out->next[s][c] = (uint8_t)number[class[to]];
        }
    }
    find_alive(out);
    return out->alive[0] || error_set(err, "the language has no words: no state where a word may end is reached");
}

/* ---- tables ---- */

/* Numbers with points between, up to a colon or the end; returns how many, -1 if something else stands there. */
static int read_numbers(const char **text, int most, int *out) {
    int n = 0;
    for (;;) {
        char *end;
        const long value = strtol(*text, &end, 10);
        if (end == *text || n == most || value < 0 || value >= RAW_STATES) return -1;
        out[n++] = (int)value;
        *text = end;
        if (**text != '.') return n;
        ++*text;
    }
}

bool language_read_table(const char *text, struct raw_language *out, struct error *err) {
    static const char start[] = "table:";
    int number[RAW_STATES], n = 0;
    memset(out, 0, sizeof *out);
    if (strncmp(text, start, strlen(start)) != 0) return error_set(err, "a table begins with '%s'", start);
    const char *at = text + strlen(start);
    const int letters = (int)strcspn(at, ":");
    if (!add_letters(at, letters, out, err)) return false;
    if (out->letters != letters || !letters || strncmp(out->letter, at, (size_t)letters) != 0)
        return error_set(err, "the table '%.60s': its letters are different ones in ascending order", text);
    at += letters;
    while (*at == ':') {
        at++;
        n = read_numbers(&at, RAW_STATES, number);
        if (n < 0 || (*at != ':' && *at != '\0'))
            return error_set(err, "the table '%.60s': numbers with points between belong at '%.20s'", text, at);
        if (*at == '\0') break;
        if (n != letters || out->states == RAW_STATES)
            return error_set(err, "the table '%.60s': the row of state %d has %d numbers, not %d", text, out->states, n,
                             letters);
        for (int c = 0; c < letters; c++) out->next[out->states][c] = (uint16_t)number[c];
        out->states++;
    }
    if (!out->states) return error_set(err, "the table '%.60s' has no row", text);
    for (int i = 0; i < n; i++) {
        if (number[i] >= out->states) return error_set(err, "the table '%.60s' has no state %d", text, number[i]);
        out->ends[number[i]] = true;
    }
    for (int s = 0; s < out->states; s++)
        for (int c = 0; c < letters; c++)
            if (out->next[s][c] >= out->states)
                return error_set(err, "the table '%.60s' has no state %d", text, out->next[s][c]);
    return true;
}

/* ---- names ---- */

const struct known_language language_list[] = {
    {"tomita-1", "01", "1*", LABEL_YES},
    {"tomita-2", NULL, "(10)*", LABEL_YES},
    {"tomita-3", NULL, "table:01:0.1:2.0:3.4:2.1:4.4:0.1.3", LABEL_NO},
    {"tomita-4", NULL, "(0?0?1)*0?0?", LABEL_YES},
    {"tomita-5", NULL, "(00|11|(01|10)(00|11)*(01|10))*", LABEL_NO},
    {"tomita-6", NULL, "table:01:1.2:2.0:0.1:0", LABEL_NO},
    {"tomita-7", NULL, "0*1*0*1*", LABEL_YES},
    {"last-zero", NULL, "[012]*02*", LABEL_NO},
    {"one-d", NULL, "[ab]*d[bc]*", LABEL_YES},
    {"stairs", NULL, "aa*bb*cc*dd*ee*", LABEL_YES},
    {"d-1", NULL, "(ab)*", LABEL_YES},
    {"d-2", NULL, "(a(ab)*b)*", LABEL_YES},
    {"d-3", NULL, "(a(a(ab)*b)*b)*", LABEL_YES},
    /* the twelve of Yang, Veseli et al. 2026, by their expressions; the first six are in C-RASP */
    {"(abbc)*", NULL, "(abbc)*", LABEL_UNKNOWN},
    {"a(bc)*", NULL, "a(bc)*", LABEL_UNKNOWN},
    {"(ca)*(cb)*", NULL, "(ca)*(cb)*", LABEL_UNKNOWN},
    {"(baaa)*", NULL, "(baaa)*", LABEL_UNKNOWN},
    {"b*baa", NULL, "b*baa", LABEL_UNKNOWN},
    {"(ab|bbaa)*", NULL, "(ab|bbaa)*", LABEL_UNKNOWN},
    {"(bab|b)*", NULL, "(bab|b)*", LABEL_UNKNOWN},
    {"(cc)*", NULL, "(cc)*", LABEL_UNKNOWN},
    {"(b*ac)*", NULL, "(b*ac)*", LABEL_UNKNOWN},
    {"(baa|a)*", NULL, "(baa|a)*", LABEL_UNKNOWN},
    {"[ac]*cbbb", NULL, "[ac]*cbbb", LABEL_UNKNOWN},
    {"(ab|aabb)*", NULL, "(ab|aabb)*", LABEL_UNKNOWN},
    {0},
};

/* (a(a(ab)*b)*b)* and so on. */
static void write_nested(int depth, char *text, int size) {
    struct text out = {0};
    for (int i = 1; i < depth; i++) text_add(&out, "(a");
    text_add(&out, "(ab)*");
    for (int i = 1; i < depth; i++) text_add(&out, "b)*");
    snprintf(text, (size_t)size, "%s", text_of(&out));
    text_free(&out);
}

bool language_known(const char *name, struct known_language *out, char *text, int size) {
    int depth, used = 0;
    for (const struct known_language *k = language_list; k->name; k++)
        if (strcmp(k->name, name) == 0) {
            *out = *k;
            snprintf(text, (size_t)size, "%s", k->text);
            out->text = text;
            return true;
        }
    if (sscanf(name, "d-%2d%n", &depth, &used) != 1 || name[used] || depth < 1 || depth > 12) return false;
    write_nested(depth, text, size);
    *out = (struct known_language){name, NULL, text, LABEL_YES};
    return true;
}

static bool unknown(const char *name, struct error *err) {
    const char *names[32];
    int n = 0;
    for (const struct known_language *k = language_list; k->name && n < 32; k++) names[n++] = k->name;
    const char *close = text_closest(name, names, n);
    return error_set(err,
                     "there is no language '%.60s'%s%s%s; known are tomita-1 to tomita-7, last-zero, one-d, stairs "
                     "and d-1 to d-12, and expressions with more than letters, such as (ab)*",
                     name, close ? "; did you mean '" : "", close ? close : "", close ? "'" : "");
}

bool language_read(const char *text, struct language *out, struct error *err) {
    struct known_language known = {.letters = NULL, .text = text};
    struct raw_language raw;
    char of[200];
    if (!language_known(text, &known, of, sizeof of)) {
        known.text = text;
        if (!strpbrk(text, "()[]|*+?{:")) return unknown(text, err);
    }
    if (strncmp(known.text, "table:", 6) == 0)
        return language_read_table(known.text, &raw, err) && language_of_states(&raw, out, err);
    return language_of_expression(known.text, known.letters, out, err);
}

/* ---- lengths ---- */

bool language_has_length(const struct language *l, int n) {
    uint64_t at = 1;
    for (int i = 0; i < n && i <= LANGUAGE_STATES; i++) {
        uint64_t next = 0;
        for (int s = 0; s < l->states; s++)
            for (int c = 0; c < l->letters && at >> s & 1; c++)
                if (l->alive[l->next[s][c]]) next |= (uint64_t)1 << l->next[s][c];
        at = next;
    }
    return at != 0;
}

/* A beginning longer than there are states goes through one twice, so that it can be as long as one likes. */
int language_longest(const struct language *l) {
    int n = 0;
    if (language_has_length(l, LANGUAGE_STATES)) return -1;
    while (language_has_length(l, n + 1)) n++;
    return n;
}
