#include "results/detector.h"

static const double MOST = 1e300;

static double capped(double capital) { return capital > MOST ? MOST : capital; }

void detector_bet(struct detector *d, double z) {
    for (int k = 0; k < BETS && z != 0; k++) d->own[k] = capped((d->own[k] + 1) * (1 + bet_stake[k] * z));
}

double detector_evidence(const struct detector *d) {
    double sum = 0;
    for (int k = 0; k < BETS; k++) sum += bet_weight[k] * d->own[k];
    return sum;
}

double detector_limit(int seeds_a_night) { return (double)DETECTOR_NIGHTS * seeds_a_night; }

int detector_since(const double *z, int n) {
    double capital[BETS], most = 0;
    int since = 0;
    for (int k = 0; k < BETS; k++) capital[k] = 1;
    for (int i = n - 1; i >= 0; i--) {
        double sum = 0;
        for (int k = 0; k < BETS; k++) {
            capital[k] = capped(capital[k] * (1 + bet_stake[k] * z[i]));
            sum += bet_weight[k] * capital[k];
        }
        if (sum > most) most = sum, since = i;
    }
    return since;
}
