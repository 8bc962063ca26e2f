/* Files that stand inside the program (base/packed.h): found, read and listed by path like others, behind those of
 * folders. This program has some of its own; that of `make static` is tried by `make test-static`. */
#include "base/file.h"
#include "base/memory.h"
#include "base/packed.h"
#include "base/shipped.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char one[] = "name: one\n", two[] = "", deep[] = "deep";
const struct packed_file packed_files[] = {
    {"a.yaml", one, one + sizeof one - 1}, {"results/claims/deep.yaml", deep, deep + sizeof deep - 1},
    {"suites/none.txt", two, two},         {"suites/one.yaml", one, one + sizeof one - 1},
    {"suites/two.yaml", two, two},         {NULL, NULL, NULL}};

static void reads(const char *path, const char *text) {
    char *bytes;
    size_t size;
    assert_true(file_exists(path));
    assert_false(dir_exists(path));
    assert_true(file_read(path, 1 << 10, &bytes, &size, NULL));
    assert_int_equal(size, strlen(text));
    assert_string_equal(bytes, text);
    mem_free(bytes);
}

static void files_are_read(void **state) {
    (void)state;
    reads("lexbench:/suites/one.yaml", one);
    reads("lexbench:/suites/two.yaml", two);
    reads("lexbench:/a.yaml", one);
}

static void what_is_not_there(void **state) {
    (void)state;
    static const char *const wrong[] = {"lexbench:/suites/three.yaml", "lexbench:/suites/one.yaml.gz",
                                        "lexbench:/suites/one", "lexbench:/one.yaml"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error err = {0};
        char *bytes;
        size_t size;
        assert_false(file_exists(wrong[i]) || dir_exists(wrong[i]));
        assert_false(file_read(wrong[i], 1 << 10, &bytes, &size, &err));
        assert_non_null(strstr(err.text, wrong[i]));
        assert_null(bytes);
    }
}

static void more_than_is_asked_for(void **state) {
    (void)state;
    struct error err = {0};
    char *bytes;
    size_t size;
    assert_false(file_read("lexbench:/suites/one.yaml", sizeof one - 2, &bytes, &size, &err));
    assert_non_null(strstr(err.text, "10 bytes, more than the 9 that are read"));
    assert_true(file_read("lexbench:/suites/one.yaml", sizeof one - 1, &bytes, &size, &err));
    mem_free(bytes);
}

static void lists(const char *folder, const char *suffix, int n, const char *first) {
    char **names;
    int found;
    assert_true(dir_list(folder, suffix, &names, &found, NULL));
    assert_int_equal(found, n);
    if (n) assert_string_equal(names[0], first);
    dir_free(names, found);
}

static void folders_are_listed(void **state) {
    (void)state;
    assert_true(dir_exists("lexbench:/suites") && dir_exists("lexbench:/suites/") && dir_exists("lexbench:"));
    assert_true(dir_exists("lexbench:/results") && file_exists("lexbench:/results"));
    lists("lexbench:/suites", ".yaml", 2, "one.yaml");
    lists("lexbench:/suites/", "", 3, "none.txt");
    lists("lexbench:", ".yaml", 1, "a.yaml");
    lists("lexbench:/results", "", 0, NULL);
    lists("lexbench:/suit", "", 0, NULL);
}

static void other_paths_are_left_alone(void **state) {
    (void)state;
    assert_false(packed_path("lexbench") || packed_path("lexbench:x") || packed_path("./lexbench:/a.yaml"));
    assert_true(packed_path("lexbench:") && packed_path("lexbench:/x"));
    assert_true(dir_exists("/") && file_exists("/") && !dir_exists("/proc/self/exe"));
}

static void found(const char *path, const char *where) {
    char *out = shipped_find(path);
    assert_string_equal(out, where);
    mem_free(out);
}

/* The tree that this program was built in is not seen from an empty folder elsewhere, but from the program. */
static void what_ships_is_found(void **state) {
    (void)state;
    char *dir = dir_temporary(NULL);
    assert_int_equal(chdir(dir), 0);
    if (strcmp(shipped_dir(), PACKED_FOLDER) == 0) {
        found("suites/one.yaml", "lexbench:/suites/one.yaml");
        found("results/claims", "lexbench:/results/claims");
    } else {
        char *path = path_join(shipped_dir(), "suites/smoke.yaml");
        found("suites/smoke.yaml", path);
        mem_free(path);
    }
    found("suites/three.yaml", "suites/three.yaml");
    dir_remove(dir);
    mem_free(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_read),
        cmocka_unit_test(what_is_not_there),
        cmocka_unit_test(more_than_is_asked_for),
        cmocka_unit_test(folders_are_listed),
        cmocka_unit_test(other_paths_are_left_alone),
        cmocka_unit_test(what_ships_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
