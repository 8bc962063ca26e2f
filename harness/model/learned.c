/* What parts of the scheme say of what they learned. */
#include "model/internal.h"
#include <stdio.h>

struct heads {
    void (*put)(void *to, const char *series, int task, int layer, int head, double value);
    void *to;
    const struct model *m;
    int part, task, layer;
};
enum { SERIES_MAX = 64 };

/* From the part's own heads to those of the model. The n-th part of an encoder has ".n" behind the names of its series,
 * as its tensors have: two that stand on one head say different things. */
static void pass_on(void *to, const char *series, int own, double value) {
    const struct heads *h = to;
    const int nth = h->m->scheme.part[h->part].nth;
    char name[SERIES_MAX];
    int head = 0;
    while (!part_has_head(h->m, h->part, head) || own-- > 0) head++;
    snprintf(name, sizeof name, nth > 1 ? "%s.%d" : "%s", series, nth);
    h->put(h->to, name, h->task, h->layer, head, value);
}

void model_learned(const struct model *m,
                   void (*put)(void *to, const char *series, int task, int layer, int head, double value), void *to) {
    for (int part = 0; part < m->scheme.n; part++) {
        const struct encoder *e = m->scheme.part[part].encoder;
        for (int layer = 0; layer < m->L && e->learned; layer++) {
            if (!part_stands(m, part, layer)) continue;
            struct view view = part_view(m, part, layer, false);
            const int tasks = e->tasks ? e->tasks(&view) : 1;
            for (view.task = 0; view.task < tasks; view.task++) {
                struct heads heads = {put, to, m, part, view.task, layer};
                e->learned(&view, pass_on, &heads);
            }
        }
    }
}
