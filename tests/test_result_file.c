/* Result files: to and fro, of older and newer programs, and refusals of what is damaged or cannot be. */
#include "tests/fixture_store.h"

static void result_files_round_trip(void **state) {
    (void)state;
    struct error err;
    struct run_record a = sample("s", "copy", "it's \"quoted\"\n\t\x01", 3, 0, good, true), b;
    assert_true(result_file_write(in_dir("a.json"), &a, &err));
    if (!result_file_read(in_dir("a.json"), &b, &err)) fail_msg("%s", err.text);
    assert_string_equal(a.label, b.label);
    assert_string_equal(a.config, b.config);
    assert_true(a.curve[0].loss == b.curve[0].loss && isnan(b.curve[0].fit) &&
                b.eval[2].first_error_sum * 2 == 5 * (b.eval[2].examples - b.eval[2].exact) &&
                b.eval[0].depth_exact[9] == 9);
    assert_true(b.eval[1].position_right[0] == 90 && b.n_eval == 3 && b.fit_step == 30 && b.instructions == 1.25e9);
    assert_true(result_file_write(in_dir("b.json"), &b, &err));
    char *x, *y;
    size_t n, m;
    assert_true(file_read(in_dir("a.json"), 1 << 20, &x, &n, &err));
    assert_true(file_read(in_dir("b.json"), 1 << 20, &y, &m, &err));
    assert_true(n == m && memcmp(x, y, n) == 0);
    /* Any changed or missing byte is refused. */
    for (size_t i = 0; i < n; i += 7) {
        struct run_record damaged;
        x[i] ^= 1;
        assert_true(file_write(in_dir("c.json"), x, n, &err));
        assert_false(result_file_read(in_dir("c.json"), &damaged, &err));
        x[i] ^= 1;
        assert_true(file_write(in_dir("c.json"), x, i, &err));
        assert_false(result_file_read(in_dir("c.json"), &damaged, &err));
    }
    mem_free(x);
    mem_free(y);
    run_record_free(&a);
    run_record_free(&b);
}

/* The file `path` with other text instead of `was`, and its checksum made right. */
static void rewrite(const char *path, const char *was, const char *now, const char *to) {
    struct error err;
    struct text out = {0};
    char *bytes, sum[XXH128_HEX];
    size_t size;
    assert_true(file_read(path, 1 << 20, &bytes, &size, &err));
    const char *at = strstr(bytes, was);
    assert_non_null(at);
    text_add(&out, "%.*s%s", (int)(at - bytes), bytes, now);
    text_bytes(&out, at + strlen(was), size - XXH128_HEX - (size_t)(at - bytes) - strlen(was));
    xxh128_hex(text_of(&out), out.size, sum);
    text_add(&out, "%s\n", sum);
    assert_true(file_write(to, text_of(&out), out.size, &err));
    mem_free(bytes);
    text_free(&out);
}

static void newer_result_files_are_no_damage(void **state) {
    (void)state;
    struct error err;
    struct run_record a = sample("s", "copy", "rope", 3, 0, good, true), newer;
    assert_true(result_file_write(in_dir("sound.json"), &a, &err));
    rewrite(in_dir("sound.json"), "{\"format\":7", "{\"format\":8", in_dir("newer.json"));
    assert_false(result_file_read(in_dir("newer.json"), &newer, &err));
    assert_int_equal(err.kind, ERROR_NEWER);
    assert_non_null(strstr(err.text, "newer lexbench (format 8, this one knows 7); update lexbench"));
    run_record_free(&a);
}

/* Format 6 does not say which loops counted. */
static void younger_numbers_may_be_missing(void **state) {
    (void)state;
    struct error err;
    struct run_record a = sample("s", "copy", "rope", 3, 0, good, true), b;
    a.eval[0].loops_sum = a.eval[1].loops_sum = 150;
    assert_true(result_file_write(in_dir("seven.json"), &a, &err));
    rewrite(in_dir("seven.json"), "{\"format\":7", "{\"format\":6", in_dir("six.json"));
    rewrite(in_dir("six.json"), ",\"loops_sum\":150", "", in_dir("six.json"));
    assert_true(result_file_read(in_dir("six.json"), &b, &err));
    assert_true(isnan(b.eval[0].loops_sum) && b.eval[1].loops_sum == 150);
    run_record_free(&a);
    run_record_free(&b);
}

/* tests/older/result-file-4.json was written by a lexbench whose ids covered what is evaluated, and which handed over
 * means. Files of format 3 had no instructions. Nothing else is taken. */
static void older_result_files_are_taken(void **state) {
    (void)state;
    struct error err;
    struct store *s = fresh("older.db");
    struct run_record r;
    const char *kept = "tests/older/result-file-4.json", *old = in_dir("older.json");
    char id[SHA256_HEX];
    for (int format = 2; format <= 7; format++) {
        char word[16];
        snprintf(word, sizeof word, "\"format\":%d", format);
        rewrite(kept, "\"format\":4", word, old);
        if (format == 3) rewrite(old, ",\"instructions\":null", "", old);
        const bool taken = result_file_read(old, &r, &err);
        assert_true(taken == (format == 3 || format == 4));
        if (!taken) continue;
        sha256_hex(r.config, strlen(r.config), id);
        assert_string_equal(r.id, id);
        assert_null(strstr(r.config, "evaluate."));
        assert_true(r.trained && !r.code[0] && isnan(r.instructions) && r.seed == 2 && r.n_eval == 2);
        const struct eval_row *e = &r.eval[1];
        assert_true(e->length == 8 && e->examples == 20 && e->tokens_sum == 20 * 18 && e->answers == 180);
        assert_true(fabs(e->loss_sum - 2.81955426802084 * 180) < 1e-9 && e->first_error_sum == lround(0.05 * 20));
        ingest(s, r);
    }
    assert_true(one_number(s, "SELECT count(*) FROM v_run") == 1 && one_number(s, "SELECT count(*) FROM v_eval") == 2);
    assert_true(fabs(one_number(s, "SELECT loss FROM v_eval WHERE length = 8") - 2.81955426802084) < 1e-12 &&
                fabs(one_number(s, "SELECT first_error FROM v_eval WHERE length = 8") - 0.05) < 1e-12);
    store_close(s);
}

/* The checksum is right, and what the file says cannot be. */
static void contradictions_are_damage(void **state) {
    (void)state;
    struct error err;
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true), back;
    const char *sound = in_dir("sound.json"), *bent = in_dir("bent.json");
    char id[80], outside[80], fraction[32];
    assert_true(result_file_write(sound, &r, &err));
    snprintf(id, sizeof id, "\"id\":\"%s", r.id);
    snprintf(outside, sizeof outside, "\"id\":\"%.52s%s", "./././././././././././././././././././././././././././",
             "../../victim");
    assert_int_equal(strlen(id), strlen(outside) - 0);
    snprintf(fraction, sizeof fraction, "\"exact\":%ld.5", good[0]);
    const char *const was_now[][2] = {{id, outside},
                                      {"\"seed\":1", "\"seed\":2"},
                                      {"\"examples\":100", "\"examples\":10"},
                                      {"\"examples\":100", "\"examples\":0"},
                                      {"\"answers\":1000", "\"answers\":10"},
                                      {"\"position_seen\":[100", "\"position_seen\":[1"},
                                      {"\"position_seen\":[100", "\"position_seen\":[1e300"},
                                      {"seed = 1", "seed = 2"},
                                      {"\"fit\":1,", "\"fit\":1.5,"},
                                      {"\"part\":0", "\"part\":1"}};
    for (size_t i = 0; i < sizeof was_now / sizeof *was_now; i++) {
        rewrite(sound, was_now[i][0], was_now[i][1], bent);
        if (result_file_read(bent, &back, &err)) fail_msg("taken with %s", was_now[i][1]);
        assert_int_equal(err.kind, ERROR_DAMAGED);
    }
    if (!result_file_read(sound, &back, &err)) fail_msg("%s", err.text);
    run_record_free(&back);
    assert_false(result_file_read(in_dir("nowhere.json"), &back, &err));
    assert_true(err.kind == ERROR_PLAIN && err.exit_code == EXIT_USAGE); /* nothing is known to be wrong with it */
    run_record_free(&r);
    assert_true(run_id_is_valid("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"));
    assert_false(run_id_is_valid("0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef"));
    assert_false(run_id_is_valid("") ||
                 run_id_is_valid("../0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc"));
}

/* Texts that the world cut, or wrote in another encoding, up to the last byte of their members. */
static void odd_texts_are_read_back(void **state) {
    (void)state;
    struct error err;
    struct run_record r = sample("s", "copy", "rope", 1, 0, good, true), back;
    memset(r.reason, 'a', sizeof r.reason - 1);
    r.reason[sizeof r.reason - 2] = (char)0xC3; /* the first half of a character */
    memset(r.host.hostname, 0xE9, sizeof r.host.hostname - 1);
    assert_true(result_file_write(in_dir("odd.json"), &r, &err));
    if (!result_file_read(in_dir("odd.json"), &back, &err)) fail_msg("%s", err.text);
    assert_true(strlen(back.reason) == sizeof r.reason - 2 && text_is_utf8(back.host.hostname));
    run_record_free(&r);
    run_record_free(&back);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(result_files_round_trip),        cmocka_unit_test(newer_result_files_are_no_damage),
        cmocka_unit_test(younger_numbers_may_be_missing), cmocka_unit_test(older_result_files_are_taken),
        cmocka_unit_test(contradictions_are_damage),      cmocka_unit_test(odd_texts_are_read_back),
    };
    return cmocka_run_group_tests_name("result files", tests, make_dir, remove_dir);
}
