#include "results/budget.h"
#include "results/bet.h"

/* Is a to come before b? */
static bool is_before(const struct budget_claim *a, const struct budget_claim *b) {
    const bool first_a = a->seeds < BUDGET_FIRST, first_b = b->seeds < BUDGET_FIRST;
    if (first_a != first_b) return first_a;
    if (first_a) return a->seeds < b->seeds;
    const double seeds_a = bet_seeds_expected(a->missing, a->held, a->counted, a->s),
                 seeds_b = bet_seeds_expected(b->missing, b->held, b->counted, b->s);
    const double cost_a = a->cost > 0 ? seeds_a * a->cost : 0, cost_b = b->cost > 0 ? seeds_b * b->cost : 0;
    return cost_a != cost_b ? cost_a < cost_b : seeds_a < seeds_b;
}

int budget_next(const struct budget_claim *list, int n) {
    int next = -1;
    for (int i = 0; i < n; i++)
        if (list[i].open && (next < 0 || is_before(&list[i], &list[next]))) next = i;
    return next;
}
