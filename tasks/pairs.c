/* pairs: a task from a file of prompts and answers.
 *
 * A file is read once for the options that say how (struct pair_set). The text of a pair becomes numbers: code points,
 * words in the order in which they first appear, bytes, or the ids that stand there; then code points and words are
 * numbered anew in their own order, so that the vocabulary does not depend on the order of lines.
 *
 * Training, fit and test draw from different pairs, and no prompt is in two of these parts. Each part is sorted by
 * length, then by the hash of the prompt, so that "the first m tests" are a sample that no order of lines can bias.
 */
#include "tasks/pairs.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/records.h"
#include "base/stock.h"
#include "tasks/sequence.h"
#include <stdlib.h>
#include <string.h>

enum { PARTS_OF_TEN = 10, LENGTH_MOST = 1000000, SYMBOLS_MOST = 16384, ANSWER_LEAST = 1 };

#define AT(member) offsetof(struct pair_options, member)
const struct option pair_table[] = {
    {"file", OPTION_TEXT, AT(file), "", 0, 0, NULL, NULL,
     "the file: JSON Lines, or a table with a header if its name ends with .tsv; a name without commas, parentheses "
     "and brackets"},
    {"test", OPTION_TEXT, AT(test), "", 0, 0, NULL, NULL,
     "a second file, whose pairs are all tested on; those of the first then are trained on, but for a tenth for the "
     "fit"},
    {"unit", OPTION_CHOICE, AT(unit), "characters", 0, 0, "characters|words|bytes|tokens", NULL,
     "what prompts and answers are made of; tokens: lists of ids from 0 on"},
    {"input", OPTION_TEXT, AT(input), "prompt", 0, 0, NULL, NULL, "the field that has the prompt"},
    {"output", OPTION_TEXT, AT(output), "answer", 0, 0, NULL, NULL, "the field that has the answer"},
    {"length", OPTION_TEXT, AT(length), "", 0, 0, NULL, NULL,
     "the field that has the length; without one it is counted, in units of the prompt"},
    {"split", OPTION_TEXT, AT(split), "", 0, 0, NULL, NULL,
     "the field that says train, fit or test; without one the hash of the prompt decides: of ten, eight are trained "
     "on, "
     "one is for the fit, one tested on"},
    {"train_to", OPTION_INT, AT(train_to), "0", 0, LENGTH_MOST, NULL, "",
     "k: pairs that are longer are all tested on, and the others are split; 0: there is no such border"},
    ANSWER_OPTION(struct pair_options),
    {"sha256", OPTION_TEXT, AT(sha256), "", 0, 0, NULL, NULL,
     "first 16 hex digits of the hash of the file; filled in, and held against the file where it is given"},
    {"test_sha256", OPTION_TEXT, AT(test_sha256), "", 0, 0, NULL, NULL, "the same of the second file"},
    {0}};
#undef AT

/* ---- text to numbers ---- */

/* The distinct words, in the order in which they first appear. */
struct words {
    struct text all;  /* one after the other, each with its zero */
    int *begin, n;    /* of each, in `all` */
    int *slot, slots; /* 1 + the number of a word, by its hash; 0: free */
};
struct reader {
    const struct pair_options *o;
    struct pair_set *set;
    struct records *records;
    const char *path;
    int tokens; /* of set->token, so far */
    struct words words;
};

static void push(struct reader *r, int value) {
    struct pair_set *s = r->set;
    if ((r->tokens & (r->tokens - 1)) == 0)
        s->token =
            mem_grow(s->token, sizeof(int) * (size_t)r->tokens, sizeof(int) * (size_t)(r->tokens ? 2 * r->tokens : 1));
    s->token[r->tokens++] = value;
}

/* The slot of a word, or the free one where it belongs. */
static int *slot_of(struct words *w, const char *word) {
    for (uint64_t hash = text_hash(0, word);; hash++) {
        int *slot = &w->slot[hash & (uint64_t)(w->slots - 1)];
        if (*slot == 0 || strcmp(w->all.data + w->begin[*slot - 1], word) == 0) return slot;
    }
}

static void grow_slots(struct words *w) {
    mem_free(w->slot);
    w->slots = w->slots ? 2 * w->slots : 64;
    w->slot = mem_zero((size_t)w->slots, sizeof *w->slot);
    w->begin = mem_grow(w->begin, sizeof(int) * (size_t)w->n, sizeof(int) * (size_t)w->slots);
    for (int i = 0; i < w->n; i++) *slot_of(w, w->all.data + w->begin[i]) = i + 1;
}

static int number_of(struct words *w, const char *word) {
    if (2 * (w->n + 1) > w->slots) grow_slots(w);
    int *slot = slot_of(w, word);
    if (*slot) return *slot - 1;
    w->begin[w->n] = (int)w->all.size;
    text_bytes(&w->all, word, strlen(word) + 1);
    *slot = ++w->n;
    return w->n - 1;
}

static void push_words(struct reader *r, const char *text) {
    struct text word = {0};
    while (*(text += strspn(text, " \t\r\n"))) {
        const size_t size = strcspn(text, " \t\r\n");
        text_clear(&word);
        text_bytes(&word, text, size);
        push(r, number_of(&r->words, text_of(&word)));
        text += size;
    }
    text_free(&word);
}

/* Valid UTF-8 is a condition. */
static void push_characters(struct reader *r, const char *text) {
    for (const unsigned char *c = (const unsigned char *)text; *c;) {
        const int more = *c < 0x80 ? 0 : *c < 0xE0 ? 1 : *c < 0xF0 ? 2 : 3;
        int point = more ? *c & (0x3F >> more) : *c;
        for (int k = 1; k <= more; k++) point = point << 6 | (c[k] & 0x3F);
        push(r, point);
        c += more + 1;
    }
}

static bool push_text(struct reader *r, const char *field, const char *text, struct error *err) {
    switch (r->o->unit) {
    case PAIRS_WORDS: push_words(r, text); return true;
    case PAIRS_BYTES:
        for (; *text; text++) push(r, (unsigned char)*text);
        return true;
    case PAIRS_CHARACTERS:
        if (!text_is_utf8(text)) return records_error(r->records, err, "'%s' is not UTF-8; unit=bytes takes it", field);
        push_characters(r, text);
        return true;
    }
    BUG("no unit of text %d", r->o->unit);
}

static bool push_ids(struct reader *r, const char *field, struct error *err) {
    int *list = NULL, n = 0;
    bool ok = record_integers(r->records, field, &list, &n, err);
    for (int i = 0; ok && i < n; i++) {
        if (list[i] < 0 || list[i] >= SYMBOLS_MOST)
            ok = records_error(r->records, err, "'%s' has %d, which is no id from 0 to %d", field, list[i],
                               SYMBOLS_MOST - 1);
        else
            push(r, list[i]);
    }
    mem_free(list);
    return ok;
}

/* Where the record has no such field: its name is an option. */
static void say_option(const struct reader *r, const char *field, struct error *err) {
    const char *option = field == r->o->output ? "output" : "input",
               *other = field == r->o->output ? r->o->input : r->o->output;
    const char *close = record_closest(r->records, field);
    const struct error why = *err;
    if (close && strcmp(close, other) != 0)
        error_set(err, "%s; did you mean %s=%s?", why.text, option, close);
    else
        error_set(err, "%s; another name is given as %s=NAME", why.text, option);
}

/* A prompt or an answer: where its numbers begin and how many there are; its hash, unless NULL. */
static bool read_side(struct reader *r, const char *field, int *first, int *count, char hash[17], struct error *err) {
    const char *text = NULL;
    char whole[XXH128_HEX];
    *first = r->tokens;
    if (r->o->unit == PAIRS_TOKENS ? !push_ids(r, field, err)
                                   : !record_text(r->records, field, &text, err) || !push_text(r, field, text, err)) {
        if (!record_names(r->records, field)) say_option(r, field, err);
        return false;
    }
    *count = r->tokens - *first;
    if (hash) {
        if (text)
            xxh128_hex(text, strlen(text), whole);
        else /* before the first token there is no array yet */
            xxh128_hex(*count ? r->set->token + *first : NULL, sizeof(int) * (size_t)*count, whole);
        memcpy(hash, whole, 16);
        hash[16] = '\0';
    }
    return true;
}

/* ---- records ---- */

static bool read_part(const struct reader *r, enum pair_part *out, struct error *err) {
    static const char *const names[PAIRS_PARTS] = {"train", "fit", "test"};
    const char *word;
    if (!record_text(r->records, r->o->split, &word, err)) return false;
    for (int k = 0; k < PAIRS_PARTS; k++)
        if (strcmp(word, names[k]) == 0) return *out = (enum pair_part)k, true;
    return records_error(r->records, err, "'%s' is train, fit or test, not '%.40s'", r->o->split, word);
}

/* One of ten by the prompt's hash: 0 for the test, 1 for the fit. */
static int tenth(const struct pair *p) { return (int)(strtoull(p->hash, NULL, 16) % PARTS_OF_TEN); }

static bool choose_part(const struct reader *r, struct pair *p, struct error *err) {
    const bool tested = r->path == r->o->test;
    if (r->o->split[0] && !tested) return read_part(r, &p->part, err);
    const int at = tenth(p), tests = r->o->test[0] ? -1 : 0;
    p->part = tested || at == tests ? PAIRS_TEST : at == 1 ? PAIRS_FIT : PAIRS_TRAIN;
    if (r->o->train_to && p->n > r->o->train_to) p->part = PAIRS_TEST;
    return true;
}

static bool read_length(const struct reader *r, struct pair *p, struct error *err) {
    long n = p->prompts;
    if (r->o->length[0] && !record_integer(r->records, r->o->length, &n, err)) return false;
    if (!r->o->length[0] && n == 0)
        return records_error(r->records, err, "'%s' is empty, and lengths begin with 1; leave the pair out",
                             r->o->input);
    if (n < 1 || n > LENGTH_MOST)
        return records_error(r->records, err, "the length %ld is not one from 1 to %d", n, LENGTH_MOST);
    p->n = (int)n;
    return true;
}

static bool read_pair(struct reader *r, struct error *err) {
    struct pair_set *s = r->set;
    if ((s->n & (s->n - 1)) == 0)
        s->pair = mem_grow(s->pair, sizeof *s->pair * (size_t)s->n, sizeof *s->pair * (size_t)(s->n ? 2 * s->n : 1));
    struct pair *p = &s->pair[s->n];
    *p = (struct pair){.path = r->path, .line = records_line(r->records)};
    if (!read_side(r, r->o->input, &p->prompt, &p->prompts, p->hash, err) ||
        !read_side(r, r->o->output, &p->answer, &p->answers, NULL, err) || !read_length(r, p, err) ||
        !choose_part(r, p, err))
        return false;
    if (p->answers < ANSWER_LEAST)
        return records_error(r->records, err, "'%s' is empty: there is nothing to answer; leave the pair out",
                             r->o->output);
    if (r->tokens > 1 << 29) return records_error(r->records, err, "more than %d units up to here", 1 << 29);
    s->n++;
    return true;
}

static bool read_file(struct reader *r, const char *path, const char *bytes, size_t size, struct error *err) {
    enum records_step step;
    r->path = path;
    r->records = records_open(path, bytes, size, err);
    step = r->records ? RECORDS_ONE : RECORDS_ERROR;
    while (step == RECORDS_ONE && (step = records_next(r->records, err)) == RECORDS_ONE)
        if (!read_pair(r, err)) step = RECORDS_ERROR;
    records_close(r->records);
    r->records = NULL;
    return step == RECORDS_END;
}

/* ---- a numbering that does not depend on the order of lines ---- */

static int by_word(const void *a, const void *b, void *words) {
    const struct words *w = words;
    return strcmp(w->all.data + w->begin[*(const int *)a], w->all.data + w->begin[*(const int *)b]);
}

/* rank[raw] becomes the new number. */
static void renumber(struct reader *r, const int *rank) {
    for (int i = 0; i < r->tokens; i++) r->set->token[i] = rank[r->set->token[i]];
}

static void number_words(struct reader *r) {
    const int n = r->words.n;
    int *order = mem_zero((size_t)n + 1, sizeof *order), *rank = mem_zero((size_t)n + 1, sizeof *rank);
    for (int i = 0; i < n; i++) order[i] = i;
    qsort_r(order, (size_t)n, sizeof *order, by_word, &r->words);
    for (int i = 0; i < n; i++) rank[order[i]] = i;
    renumber(r, rank);
    r->set->symbols = n;
    mem_free(order);
    mem_free(rank);
}

static void number_characters(struct reader *r) {
    enum { POINTS = 0x110000 };
    int *rank = mem_zero(POINTS, sizeof *rank), n = 0;
    for (int i = 0; i < r->tokens; i++) rank[r->set->token[i]] = 1;
    for (int c = 0; c < POINTS; c++)
        if (rank[c]) rank[c] = n++;
    renumber(r, rank);
    r->set->symbols = n;
    mem_free(rank);
}

static bool number_symbols(struct reader *r, struct error *err) {
    struct pair_set *s = r->set;
    switch (r->o->unit) {
    case PAIRS_WORDS: number_words(r); break;
    case PAIRS_CHARACTERS: number_characters(r); break;
    case PAIRS_BYTES: s->symbols = 256; break;
    default:
        for (int i = 0; i < r->tokens; i++) s->symbols = s->token[i] >= s->symbols ? s->token[i] + 1 : s->symbols;
    }
    return s->symbols <= SYMBOLS_MOST ||
           error_set(err, "%s has %d different units, more than %d; unit=characters or unit=bytes makes fewer",
                     r->o->file, s->symbols, SYMBOLS_MOST);
}

/* ---- parts ---- */

static int by_place(const void *a, const void *b) {
    const struct pair *p = a, *q = b;
    if (p->part != q->part) return p->part < q->part ? -1 : 1;
    if (p->n != q->n) return p->n < q->n ? -1 : 1;
    const int hashes = strcmp(p->hash, q->hash), files = strcmp(p->path, q->path);
    return hashes ? hashes : files ? files : p->line < q->line ? -1 : p->line > q->line;
}

static int by_hash(const void *a, const void *b) {
    const struct pair *p = a, *q = b;
    const int hashes = strcmp(p->hash, q->hash);
    return hashes ? hashes : by_place(a, b);
}

static int compare_answers(const struct pair_set *s, const struct pair *p, int answer, int answers) {
    const int fewer = p->answers < answers ? p->answers : answers;
    for (int k = 0; k < fewer; k++)
        if (s->token[p->answer + k] != s->token[answer + k])
            return s->token[p->answer + k] < s->token[answer + k] ? -1 : 1;
    return (p->answers > answers) - (p->answers < answers);
}

/* Of pairs in the order of by_hash: prompts that are there again, which count twice in their part. */
static void warn_of_twins(const struct pair_set *s) {
    const struct pair *again = NULL, *other = NULL; /* the first with the same answer; with another one */
    int twins = 0, differ = 0;
    for (int i = 1; i < s->n; i++) {
        const struct pair *p = &s->pair[i - 1], *q = &s->pair[i];
        if (strcmp(p->hash, q->hash) != 0) continue;
        const bool same = compare_answers(s, p, q->answer, q->answers) == 0;
        if (same ? twins++ == 0 : differ++ == 0) *(same ? &again : &other) = q;
    }
    if (again)
        log_warn("%s:%ld: the pair of %s:%ld is there again, as %d in all are; each counts as one more", again->path,
                 again->line, again[-1].path, again[-1].line, twins);
    if (other)
        log_warn("%s:%ld: the prompt is that of %s:%ld, with another answer, as %d in all are; no model can give both",
                 other->path, other->line, other[-1].path, other[-1].line, differ);
}

/* A prompt that is trained on is no test. */
static bool check_apart(struct pair_set *s, struct error *err) {
    qsort(s->pair, (size_t)s->n, sizeof *s->pair, by_hash);
    for (int i = 1; i < s->n; i++) {
        const struct pair *p = &s->pair[i - 1], *q = &s->pair[i];
        if (p->part == q->part || strcmp(p->hash, q->hash) != 0) continue;
        return error_set(
            err,
            "%s:%ld: the prompt is that of %s:%ld, which is for another split (training, fit and test have "
            "to differ); leave one of them out, or let the hash split the file",
            q->path, q->line, p->path, p->line);
    }
    warn_of_twins(s);
    return true;
}

/* A file that says nothing of the fit gives a tenth of its training to it. */
static void spare_fit(struct pair_set *s) {
    for (int i = 0; i < s->n; i++)
        if (s->pair[i].part == PAIRS_FIT) return;
    for (int i = 0; i < s->n; i++)
        if (s->pair[i].part == PAIRS_TRAIN && tenth(&s->pair[i]) == 1) s->pair[i].part = PAIRS_FIT;
}

static int of_part(const struct pair_set *s, int part, int n) { return s->first[part][n + 1] - s->first[part][n]; }

/* The length that stands for n in a part: n, or the next shorter, or the next longer, that it has. */
static int stands_for(const struct pair_set *s, int part, int n) {
    int at = n < s->longest ? n : s->longest;
    while (at > 0 && of_part(s, part, at) == 0) at--;
    if (of_part(s, part, at)) return at;
    for (at = n; of_part(s, part, at) == 0;) at++;
    return at;
}

static void index_parts(struct pair_set *s) {
    qsort(s->pair, (size_t)s->n, sizeof *s->pair, by_place);
    for (int i = 0; i < s->n; i++) s->longest = s->pair[i].n > s->longest ? s->pair[i].n : s->longest;
    for (int part = 0, i = 0; part < PAIRS_PARTS; part++) {
        s->first[part] = mem_zero((size_t)s->longest + 2, sizeof(int));
        for (int n = 0; n <= s->longest + 1; n++) {
            while (i < s->n && s->pair[i].part == (enum pair_part)part && s->pair[i].n < n) i++;
            s->first[part][n] = i;
        }
    }
}

static bool check_parts(const struct pair_options *o, const struct pair_set *s, struct error *err) {
    static const char *const what[PAIRS_PARTS] = {"to train on", "for the fit", "to test on"};
    for (int part = 0; part < PAIRS_PARTS; part++)
        if (s->first[part][s->longest + 1] == s->first[part][0])
            return error_set(err,
                             "%s has no pair %s, of %d in all; give it more pairs, or a field that says which are what "
                             "(split=...)",
                             o->file, what[part], s->n);
    return true;
}

/* An answer's <eos> is asked for and not read; at slots there are as many as the answer has. */
static int tokens_of(const struct pair *p) { return p->prompts + p->answers + 2; }

static void count_tokens(struct pair_set *s) {
    int *most[PAIRS_PARTS];
    for (int part = 0; part < PAIRS_PARTS; part++) most[part] = mem_zero((size_t)s->longest + 1, sizeof(int));
    for (int i = 0; i < s->n; i++) {
        int *m = &most[s->pair[i].part][s->pair[i].n];
        *m = tokens_of(&s->pair[i]) > *m ? tokens_of(&s->pair[i]) : *m;
    }
    s->tokens = mem_zero((size_t)s->longest + 1, sizeof(int));
    for (int n = 1; n <= s->longest; n++) {
        s->tokens[n] = s->tokens[n - 1];
        for (int part = 0; part < PAIRS_PARTS; part++) {
            const int here = most[part][stands_for(s, part, n)];
            s->tokens[n] = here > s->tokens[n] ? here : s->tokens[n];
        }
    }
    for (int part = 0; part < PAIRS_PARTS; part++) mem_free(most[part]);
}

/* ---- what is answered most often ---- */

static int by_answer(const void *a, const void *b, void *set) {
    const struct pair *q = *(const struct pair *const *)b;
    return compare_answers(set, *(const struct pair *const *)a, q->answer, q->answers);
}

static void find_common(struct pair_set *s) {
    const int from = s->first[PAIRS_TRAIN][0], n = s->first[PAIRS_TRAIN][s->longest + 1] - from;
    const struct pair **order = mem_zero((size_t)n, sizeof *order);
    int *seen = mem_zero((size_t)s->symbols, sizeof *seen), run = 0, best = 0;
    for (int i = 0; i < n; i++) {
        order[i] = &s->pair[from + i];
        for (int k = 0; k < order[i]->answers; k++) seen[s->token[order[i]->answer + k]]++;
    }
    qsort_r(order, (size_t)n, sizeof *order, by_answer, s);
    for (int i = 0; i < n; i++) {
        run = i > 0 && by_answer(&order[i], &order[i - 1], s) == 0 ? run + 1 : 1;
        if (run > best) best = run, s->common = order[i]->answer, s->common_answers = order[i]->answers;
    }
    for (int v = 1; v < s->symbols; v++)
        if (seen[v] > seen[s->common_symbol]) s->common_symbol = v;
    mem_free(order);
    mem_free(seen);
}

/* ---- the set ---- */

static void words_free(struct words *w) {
    text_free(&w->all);
    mem_free(w->begin);
    mem_free(w->slot);
}

void pair_set_free(struct pair_set *s) {
    if (!s) return;
    mem_free(s->pair);
    mem_free(s->token);
    mem_free(s->tokens);
    for (int part = 0; part < PAIRS_PARTS; part++) mem_free(s->first[part]);
    mem_free(s);
}

static bool read_set(struct reader *r, const char *const bytes[2], const size_t size[2], struct error *err) {
    struct pair_set *s = r->set;
    if (!read_file(r, r->o->file, bytes[0], size[0], err) ||
        (r->o->test[0] && !read_file(r, r->o->test, bytes[1], size[1], err)))
        return false;
    if (s->n == 0) return error_set(err, "%s has no pairs; docs/data.md says what a line has", r->o->file);
    if (!number_symbols(r, err) || !check_apart(s, err)) return false;
    spare_fit(s);
    index_parts(s);
    if (!check_parts(r->o, s, err)) return false;
    count_tokens(s);
    find_common(s);
    return true;
}

struct pair_set *pair_set_new(const struct pair_options *o, const char *const bytes[2], const size_t size[2],
                              struct error *err) {
    struct reader r = {.o = o, .set = mem_zero(1, sizeof *r.set)};
    const bool ok = read_set(&r, bytes, size, err);
    words_free(&r.words);
    if (ok) return r.set;
    pair_set_free(r.set);
    return NULL;
}

/* Sets by the options that they were read with. */
static struct kept {
    struct kept *next;
    char *options;
    struct pair_set *set;
} * all_kept;

static const struct pair_set *find_kept(const char *options) {
    for (const struct kept *k = all_kept; k; k = k->next)
        if (strcmp(k->options, options) == 0) return k->set;
    return NULL;
}

static const struct pair_set *keep(const char *options, struct pair_set *set) {
    struct kept *k = mem_zero(1, sizeof *k);
    *k = (struct kept){.next = all_kept, .options = mem_text(options), .set = set};
    all_kept = k;
    return set;
}

/* ---- the task ---- */

static bool read_stocks(struct pair_options *o, const struct stock *stock[2], struct error *err) {
    if (!(stock[0] = stock_read(o->file, o->sha256, err))) return false;
    memcpy(o->sha256, stock[0]->sha256, sizeof stock[0]->sha256);
    stock[1] = NULL;
    if (!o->test[0]) return true;
    if (!(stock[1] = stock_read(o->test, o->test_sha256, err))) return error_prefix(err, "test");
    memcpy(o->test_sha256, stock[1]->sha256, sizeof stock[1]->sha256);
    return true;
}

static bool pairs_check(void *options, struct error *err) {
    struct pair_options *o = options;
    const struct stock *stock[2];
    struct text as_text = {0};
    if (!o->file[0]) return error_set(err, "pairs needs a file to read; write it as pairs(file=PATH)");
    if (!o->input[0] || !o->output[0]) return error_set(err, "input and output name fields of the file");
    if (o->split[0] && o->test[0])
        return error_set(err, "split=%s and test=%s both say what is tested on; leave one out", o->split, o->test);
    if (o->split[0] && o->train_to)
        return error_set(err, "split=%s and train_to=%ld both say what is tested on; leave one out", o->split,
                         o->train_to);
    if (!read_stocks(o, stock, err)) return false;
    options_write(pair_table, o, true, &as_text);
    if (!(o->set = find_kept(text_of(&as_text)))) {
        const char *const bytes[2] = {stock[0]->bytes, stock[1] ? stock[1]->bytes : ""};
        const size_t size[2] = {stock[0]->size, stock[1] ? stock[1]->size : 0};
        struct pair_set *set = pair_set_new(o, bytes, size, err);
        o->set = set ? keep(text_of(&as_text), set) : NULL;
    }
    text_free(&as_text);
    return o->set != NULL;
}

static const struct pair_set *set_of(const void *options) {
    const struct pair_set *set = ((const struct pair_options *)options)->set;
    if (!set) BUG("pairs: the options were not checked");
    return set;
}

static int pairs_vocabulary(const void *options) { return TOKEN_SYMBOL + set_of(options)->symbols; }

/* Training begins where the file does. */
static int pairs_shortest(const void *options) {
    const struct pair_set *s = set_of(options);
    int n = 1;
    while (of_part(s, PAIRS_TRAIN, n) == 0) n++;
    return n;
}

static int pairs_longest(const void *options) { return set_of(options)->longest; }

static long pairs_tests(const void *options, int n) {
    const struct pair_set *s = set_of(options);
    return n <= s->longest ? of_part(s, PAIRS_TEST, n) : 0;
}

static void pairs_stock(const void *options, struct text *out) {
    static const char *const what[PAIRS_PARTS] = {"to train on", "for the fit", "to test on"};
    const struct pair_set *s = set_of(options);
    for (int part = 0; part < PAIRS_PARTS; part++) {
        const int from = s->first[part][0], to = s->first[part][s->longest + 1];
        text_add(out, "%s%d pair%s %s, of lengths %d to %d", part ? "; " : "", to - from, to - from == 1 ? "" : "s",
                 what[part], s->pair[from].n, s->pair[to - 1].n);
    }
}

static int pairs_max_tokens(const void *options, int n) {
    const struct pair_set *s = set_of(options);
    return s->tokens[n < s->longest ? n : s->longest];
}

static const struct pair *choose_pair(const struct pair_set *s, const struct example *out, int n, struct rng *rng) {
    const int part = out->held_out ? PAIRS_TEST : out->fit ? PAIRS_FIT : PAIRS_TRAIN, at = stands_for(s, part, n);
    const int count = of_part(s, part, at);
    return &s->pair[s->first[part][at] + (out->held_out ? (int)(out->index % count) : draw_below(rng, count))];
}

static void pairs_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct pair_options *o = options;
    const struct pair_set *s = set_of(options);
    const struct pair *p = choose_pair(s, out, n, rng);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < p->prompts; i++) example_read(out, TOKEN_SYMBOL + s->token[p->prompt + i]);
    example_read(out, TOKEN_SEP);
    for (int i = 0; i < p->answers; i++) {
        const int symbol = TOKEN_SYMBOL + s->token[p->answer + i];
        if (o->answer == ANSWER_SLOTS) {
            example_read(out, TOKEN_QUERY);
            example_ask(out, symbol);
        } else
            example_answer(out, symbol);
    }
    if (o->answer == ANSWER_WRITTEN) example_ask(out, TOKEN_EOS);
}

/* Over the tests of a length. */
static double pairs_chance(const void *options, int n) {
    const struct pair_set *s = set_of(options);
    const int at = stands_for(s, PAIRS_TEST, n), count = of_part(s, PAIRS_TEST, at);
    long right = 0;
    for (int i = 0; i < count; i++)
        right += compare_answers(s, &s->pair[s->first[PAIRS_TEST][at] + i], s->common, s->common_answers) == 0;
    return (double)right / count;
}

static double pairs_chance_token(const void *options, int n) {
    const struct pair_set *s = set_of(options);
    const int at = stands_for(s, PAIRS_TEST, n), count = of_part(s, PAIRS_TEST, at);
    long right = 0, answers = 0;
    for (int i = 0; i < count; i++) {
        const struct pair *p = &s->pair[s->first[PAIRS_TEST][at] + i];
        for (int k = 0; k < p->answers; k++) right += s->token[p->answer + k] == s->common_symbol;
        answers += p->answers;
    }
    return (double)right / (double)answers;
}

static bool pairs_parallel(const void *options) {
    return ((const struct pair_options *)options)->answer == ANSWER_SLOTS;
}

const struct task task_pairs = {
    .name = "pairs",
    .title = "Answer prompts of a file",
    .format =
        "<bos> prompt <sep> answer <eos>, the answer and <eos> asked; answer=slots: <bos> prompt <sep> <query>*m, "
        "m as long as the answer, no <eos>",
    .length = "n as the file says, or units of the prompt. Training at a length that the file does not have takes the "
              "next shorter one; tests are at lengths that it has, on each pair at most once",
    .source = "a file of one's own (docs/data.md)",
    .differs = "nothing is drawn but which pair is trained on next",
    .chance_is = "measured on the file's tests of this length: the most frequent answer of its training for all, the "
                 "most frequent token of these answers per token",
    .metric = METRIC_EXACT,
    .options = pair_table,
    .options_size = sizeof(struct pair_options),
    .check = pairs_check,
    .vocabulary = pairs_vocabulary,
    .shortest = pairs_shortest,
    .longest = pairs_longest,
    .tests = pairs_tests,
    .stock = pairs_stock,
    .max_tokens = pairs_max_tokens,
    .generate = pairs_generate,
    .chance = pairs_chance,
    .chance_token = pairs_chance_token,
    .parallel = pairs_parallel,
};
