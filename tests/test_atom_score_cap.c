/* Soft cap against vectors worked out apart. */
#define atom_score_cap atom_score_cap_here
#include "model/atom/score_cap.c"

#include "fixture_encoders.h"

static void caps(void **state) {
    (void)state;
    const real s[] = {3, 20, -80};
    real got[3], slope[3];
    for (int k = 0; k < 3; k++) got[k] = capped(s[k], 50), slope[k] = 1 - vec_tanh1(s[k] / 50) * vec_tanh1(s[k] / 50);
    near(got, (const double[]){2.99640518, 18.9974481, -46.0834277}, 3);
    near(slope, (const double[]){.996408622, .855638786, .150527076}, 3);
    for (int k = 0; k < 3; k++) got[k] = capped(s[k], 5);
    near(got, (const double[]){2.68524783, 4.9966465, -5}, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(caps)};
    return cmocka_run_group_tests_name("soft cap", tests, NULL, NULL);
}
