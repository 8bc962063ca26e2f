/* Keys that earlier rows mask, by hand. The atom's file is read in, so that its inside can be asked. */
#define atom_select atom_select_here
#include "model/atom/select.c"

#include "fixture_encoders.h"

/* Rows of the first head: -, (.5 -), (2 1 -), (0 0 -1 -): the fourth row loses 1 at key 1, in both heads; with no token
 * kept it loses .5 + 2 at key 0 too. In bands of 3 rows and of 4. */
static void masked_by_earlier_rows(void **state) {
    (void)state;
    enum { N = 4 };
    static struct model m;
    static _Alignas(16) char choice[2][ENCODER_OPTIONS_SIZE];
    const struct encoder *e = encoder_find("selective-attention");
    const real first[N * N] = {7, 0, 0, 0, (real).5, 7, 0, 0, 2, 1, 7, 0, 0, 0, -1, 7};
    struct error err;
    options_default(e->options, choice[0]);
    assert_true(options_parse(e->options, choice[1], "keep=0", &err));
    for (int k = 0; k < 2; k++)
        for (int rows = 3; rows <= N; rows++) {
            real score[2][N * N], row[2][2 * N];
            double masked[N];
            struct state of_model = {.masked = masked};
            m.scheme = (struct scheme){.n = 1, .part = {{.encoder = e, .layers = 1, .heads = 3}}};
            memcpy(m.scheme.part[0].options, choice[k], ENCODER_OPTIONS_SIZE);
            m.H = 2, m.L = 1, m.config.causal = true, m.state[ATOM_select] = &of_model;
            m.row[0] = row[0], m.row[1] = row[1];
            memcpy(score[0], first, sizeof first);
            memset(score[1], 0, sizeof first);
            struct cell c[2] = {{.m = &m, .n = N, .T = N}, {.m = &m, .head = 1, .n = N, .T = N}};
            begin(c, false);
            for (int at = 0; at < N; at += rows) {
                struct band b[2];
                for (int h = 0; h < 2; h++)
                    b[h] = (struct band){.first = at,
                                         .n = at + rows < N ? rows : N - at,
                                         .keys = {{0, N}},
                                         .pieces = 1,
                                         .score = score[h] + at * N};
                heads(c, b);
            }
            const double lost = k ? 2.5 : 0;
            const double third[N] = {k ? 1.5 : 2, 1, 7, 0}, fourth[2][N] = {{-lost, -1, -1, 7}, {-lost, -1, 0, 0}};
            near(score[0] + 2 * N, third, N);
            for (int h = 0; h < 2; h++) near(score[h] + 3 * N, fourth[h], N);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(masked_by_earlier_rows)};
    return cmocka_run_group_tests_name("selective attention", tests, NULL, NULL);
}
