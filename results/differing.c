/* The settings in which arms differ. An arm's id is a hash of its settings, so those of an arm that was looked at once
 * are kept for as long as the store is open: a suite's arms come one by one, and all are named anew each time. */
#include "base/memory.h"
#include "results/rows.h"
#include "results/younger.h"
#include <stdlib.h>
#include <string.h>

struct setting {
    const char *key, *value;
};
/* By key; those of the task, and options of the scheme, are not among them. */
struct arm_settings {
    char arm[RUN_ID_SIZE];
    int n;
    struct setting *setting;
};
struct known_arms {
    int n, room;
    struct arm_settings *arm; /* by id */
    int n_words, words_room;
    char **word; /* what settings point to: most arms share most of theirs */
};

void forget_settings(struct store *s) {
    struct known_arms *known = s->known;
    if (!known) return;
    for (int a = 0; a < known->n; a++) mem_free(known->arm[a].setting);
    for (int w = 0; w < known->n_words; w++) mem_free(known->word[w]);
    mem_free(known->arm);
    mem_free(known->word);
    mem_free(known);
    s->known = NULL;
}

/* The word, which is kept, or the one that an arm has already in this place. */
static const char *keep_word(struct known_arms *known, const char *word, const char *already) {
    if (already && strcmp(already, word) == 0) return already;
    if (known->n_words == known->words_room) {
        const int room = 2 * known->words_room + 256;
        known->word =
            mem_grow(known->word, sizeof *known->word * (size_t)known->words_room, sizeof *known->word * (size_t)room);
        known->words_room = room;
    }
    return known->word[known->n_words++] = mem_text(word);
}

static bool read_settings(struct store *s, const char *arm, struct arm_settings *out, struct error *err) {
    struct table *t = store_query(s,
                                  "SELECT key, value FROM setting WHERE arm = ?1 AND key <> 'task' AND key NOT LIKE "
                                  "'task.%' AND key NOT LIKE 'scheme.%' ORDER BY key",
                                  &arm, 1, err);
    if (!t) return false;
    const struct arm_settings *other = s->known->n ? &s->known->arm[0] : NULL;
    *out = (struct arm_settings){.n = table_rows(t)};
    snprintf(out->arm, sizeof out->arm, "%s", arm);
    out->setting = mem_zero((size_t)out->n + 1, sizeof *out->setting);
    for (int i = 0; i < out->n; i++) {
        const struct setting *there = other && i < other->n ? &other->setting[i] : &(struct setting){0};
        out->setting[i].key = keep_word(s->known, table_at(t, i, 0), there->key);
        out->setting[i].value = keep_word(s->known, table_at(t, i, 1), there->value);
    }
    table_free(t);
    return true;
}

/* Most words are one and the same. */
static int compare_words(const char *a, const char *b) { return a == b ? 0 : strcmp(a, b); }

/* The place of the arm, or where it belongs. */
static int place_of(const struct known_arms *known, const char *arm) {
    int from = 0, to = known->n;
    while (from < to) {
        const int middle = (from + to) / 2;
        if (strcmp(known->arm[middle].arm, arm) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* NULL: err. Until the next call. */
static const struct arm_settings *settings_of(struct store *s, const char *arm, struct error *err) {
    if (!s->known) s->known = mem_zero(1, sizeof *s->known);
    struct known_arms *known = s->known;
    const int at = place_of(known, arm);
    if (at < known->n && strcmp(known->arm[at].arm, arm) == 0) return &known->arm[at];
    struct arm_settings fresh;
    if (!read_settings(s, arm, &fresh, err)) return NULL;
    if (known->n == known->room) {
        const int room = 2 * known->room + 64;
        known->arm = mem_grow(known->arm, sizeof *known->arm * (size_t)known->room, sizeof *known->arm * (size_t)room);
        known->room = room;
    }
    memmove(&known->arm[at + 1], &known->arm[at], sizeof *known->arm * (size_t)(known->n - at));
    known->arm[at] = fresh;
    known->n++;
    return &known->arm[at];
}

/* A key of some arm, the value of the first that has it, and how many have it. */
struct key {
    const char *key, *value;
    int arms;
    bool differs;
};
struct keys {
    int n, room;
    struct key *key; /* by key */
};

static void insert_key(struct keys *keys, int at, struct key key) {
    if (keys->n == keys->room) {
        const int room = 2 * keys->room + 64;
        keys->key = mem_grow(keys->key, sizeof *keys->key * (size_t)keys->room, sizeof *keys->key * (size_t)room);
        keys->room = room;
    }
    memmove(&keys->key[at + 1], &keys->key[at], sizeof *keys->key * (size_t)(keys->n - at));
    keys->key[at] = key;
    keys->n++;
}

/* Both are sorted by key. */
static void count_arm(struct keys *keys, const struct arm_settings *arm) {
    for (int i = 0, k = 0; i < arm->n; i++, k++) {
        const struct setting *setting = &arm->setting[i];
        while (k < keys->n && compare_words(keys->key[k].key, setting->key) < 0) k++;
        if (k == keys->n || compare_words(keys->key[k].key, setting->key) != 0)
            insert_key(keys, k, (struct key){setting->key, setting->value, 0, false});
        keys->key[k].arms++;
        keys->key[k].differs |= compare_words(keys->key[k].value, setting->value) != 0;
    }
}

/* The values of an arm under the keys in which arms differ. */
static void fill_values(struct differing *out, int a, const struct arm_settings *arm) {
    for (int k = 0, i = 0; k < out->n_keys; k++) {
        while (i < arm->n && compare_words(arm->setting[i].key, out->key[k]) < 0) i++;
        const bool there = i < arm->n && compare_words(arm->setting[i].key, out->key[k]) == 0;
        const char *fallback = younger_default(out->key[k]);
        out->value[k * out->n_arms + a] = there ? arm->setting[i].value : fallback ? fallback : "default";
    }
}

bool differing_read(struct store *s, const char *const *arm, int n, struct differing *out, struct error *err) {
    struct keys keys = {0};
    const struct arm_settings *settings = NULL;
    *out = (struct differing){.n_arms = n};
    bool ok = true;
    for (int a = 0; ok && a < n; a++) {
        ok = (settings = settings_of(s, arm[a], err)) != NULL;
        if (ok) count_arm(&keys, settings);
    }
    out->key = mem_zero((size_t)keys.n + 1, sizeof *out->key);
    for (int k = 0; ok && k < keys.n; k++)
        if (keys.key[k].differs || keys.key[k].arms < n) out->key[out->n_keys++] = keys.key[k].key;
    out->value = mem_zero((size_t)out->n_keys * (size_t)n + 1, sizeof *out->value);
    for (int a = 0; ok && a < n; a++) fill_values(out, a, settings_of(s, arm[a], err));
    mem_free(keys.key);
    return ok;
}

void differing_free(struct differing *d) {
    mem_free(d->key);
    mem_free(d->value);
    *d = (struct differing){0};
}
