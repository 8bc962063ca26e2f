/* Token shift by hand. The atom's file is read in, so that its inside can be asked. */
#define atom_shift atom_shift_here
#include "model/atom/shift.c"

#include "fixture_encoders.h"

/* With a share of a quarter, keys 4 and 8 become 3 and 7; values stay. */
static void shifted_keys(void **state) {
    (void)state;
    const double a[] = {.25, .25};
    const struct channel share = {.stride = 1, .at = a};
    real kv[] = {4, 4, 8, 8};
    mix(&share, 2, 1, 2, kv);
    near(kv, (const double[]){3, 4, 7, 8}, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shifted_keys)};
    return cmocka_run_group_tests_name("token shift", tests, NULL, NULL);
}
