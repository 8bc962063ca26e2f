/* Pairs of a user's file, as JSON Lines or a table, in each unit, split by hash or by a field: whatever is taken can be
 * drawn from at every length. */
#include "tasks/pairs.h"
#include "base/memory.h"
#include "tests/fuzz/fuzz.h"
#include <string.h>

static void draw(const struct pair_options *o, int n, bool held_out, bool fit) {
    extern const struct task task_pairs;
    const size_t room = (size_t)task_pairs.max_tokens(o, n);
    struct rng rng = rng_open(1, "fuzz", (uint64_t)n, 0);
    struct example e = {.token = mem_zero(room, sizeof(int)),
                        .target = mem_zero(room, sizeof(int)),
                        .held_out = held_out,
                        .fit = fit,
                        .index = n};
    task_pairs.generate(o, n, &rng, &e);
    if ((size_t)e.T > room) abort();
    for (int t = 0; t < e.T; t++)
        if (e.token[t] < 0 || e.token[t] >= task_pairs.vocabulary(o)) abort();
    mem_free(e.token);
    mem_free(e.target);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    extern const struct task task_pairs;
    struct pair_options o;
    struct error err;
    if (size == 0) return 0;
    options_default(pair_table, &o);
    const char *const content[2] = {(const char *)bytes + 1, ""};
    const size_t sizes[2] = {size - 1, 0};
    strcpy(o.file, bytes[0] & 1 ? "fuzz.tsv" : "fuzz.jsonl");
    o.unit = bytes[0] >> 1 & 3;
    if (bytes[0] & 8) strcpy(o.split, "split");
    if (bytes[0] & 16) strcpy(o.length, "length");
    if (bytes[0] & 32) o.train_to = 3;
    struct pair_set *set = pair_set_new(&o, content, sizes, &err);
    if (!set) return 0;
    o.set = set;
    const int longest = task_pairs.longest(&o) < 200 ? task_pairs.longest(&o) : 200;
    for (int n = task_pairs.shortest(&o); n <= longest; n++) {
        draw(&o, n, true, false);
        draw(&o, n, false, true);
        draw(&o, n, false, false);
        if (task_pairs.chance(&o, n) > 1 || task_pairs.chance_token(&o, n) > 1) abort();
    }
    pair_set_free(set);
    return 0;
}
