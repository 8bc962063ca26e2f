/* Folders that the program owns, and the permalinks of a site. What a site looks like from outside: test_site.sh. */
#include "base/file.h"
#include "base/memory.h"
#include "base/owned.h"
#include "base/text.h"
#include "site/site.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void put(const char *dir, const char *name, const char *words) {
    struct error err;
    char *path = path_join(dir, name), *folder = mem_text(path);
    *strrchr(folder, '/') = '\0';
    if (!dir_make(folder, &err) || !file_write(path, words, strlen(words), &err)) fail_msg("%s", err.text);
    mem_free(folder);
    mem_free(path);
}

static bool there(const char *dir, const char *name, const char *words) {
    char *path = path_join(dir, name), *bytes = NULL;
    size_t size;
    const bool same = file_read(path, 1000, &bytes, &size, NULL) && strcmp(bytes, words) == 0;
    mem_free(bytes);
    mem_free(path);
    return same;
}

static void drop(const char *dir, const char *name) {
    char *path = path_join(dir, name);
    assert_true(file_remove(path, NULL));
    mem_free(path);
}

/* Makes a folder of these names, each with itself as its content, up to the NULL. */
static void make(const char *dir, const char *const *name) {
    struct owned o;
    struct error err = {0};
    if (!owned_open(&o, dir, "list.txt", &err)) fail_msg("%s", err.text);
    for (; *name; name++) put(o.draft, *name, *name);
    if (!owned_commit(&o, &err)) fail_msg("%s", err.text);
    owned_close(&o);
}

static const char *const before[] = {"a.html", "old/b.html", "old/deep/c.html", NULL};
static const char *const after[] = {"a.html", "new/d.html", NULL};
static const char head[] =
    "# Files that lexbench wrote. It removes those that it does not write again, and no others.\n";

static void is_after(const char *dir) {
    struct error err;
    char **names;
    int n;
    assert_true(there(dir, "a.html", "a.html") && there(dir, "new/d.html", "new/d.html"));
    if (!dir_list(dir, "", &names, &n, &err)) fail_msg("%s", err.text);
    assert_int_equal(n, 3);
    assert_string_equal(names[1], "list.txt");
    dir_free(names, n);
    char *draft = path_join(dir, ".list.txt.draft");
    assert_false(file_exists(draft));
    mem_free(draft);
}

static void folders_are_replaced(void **state) {
    (void)state;
    char *dir = dir_temporary(NULL);
    make(dir, before);
    assert_true(there(dir, "old/deep/c.html", "old/deep/c.html"));
    make(dir, after);
    is_after(dir);
    dir_remove(dir);
    mem_free(dir);
}

/* What a process that was killed leaves: before its first file, while it drew, between two moves, and between moving
 * and removing. The next call makes of each what it makes of an empty folder. */
static void killed_anywhere(void **state) {
    (void)state;
    for (int moment = 0; moment < 5; moment++) {
        char *dir = dir_temporary(NULL);
        struct text both = {0};
        if (moment == 0) put(dir, "list.txt.tmp-Ab3dEf", "half of a mani");
        if (moment > 0) make(dir, before);
        if (moment > 1) put(dir, ".list.txt.draft/new/e.html", "half");
        text_add(&both, "%sa.html\nnew/d.html\nold/b.html\nold/deep/c.html\n", head);
        if (moment > 2) put(dir, "list.txt", text_of(&both)), put(dir, "new/d.html", "new/d.html");
        if (moment > 3) drop(dir, "old/b.html");
        make(dir, after);
        is_after(dir);
        text_free(&both);
        dir_remove(dir);
        mem_free(dir);
    }
}

static void one_at_a_time(void **state) {
    (void)state;
    char *dir = dir_temporary(NULL);
    struct owned first, second;
    struct error err = {0};
    assert_true(owned_open(&first, dir, "list.txt", &err));
    assert_false(owned_open(&second, dir, "list.txt", &err));
    assert_non_null(strstr(err.text, "another process writes to"));
    owned_close(&second);
    put(first.draft, "a.html", "still here");
    assert_true(owned_commit(&first, &err));
    owned_close(&first);
    assert_true(there(dir, "a.html", "still here"));
    dir_remove(dir);
    mem_free(dir);
}

static void links_last(void **state) {
    (void)state;
    static const struct {
        const char *name, *link;
    } cases[] = {{"copy-offset-beats-rope", "copy-offset-beats-rope"},
                 {"t5", "t5"},
                 {"copy(symbols=60)", "copy-symbols-60-"},
                 {"RoPE", "rope-"},
                 {"a--b", "a-b-"},
                 {"-a", "a-"},
                 {"index", "index-"},
                 {"../../etc/passwd", "etc-passwd-"},
                 {"<>", ""},
                 {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *link = site_link(cases[i].name);
        const size_t size = strlen(cases[i].link);
        const bool plain = strcmp(cases[i].name, cases[i].link) == 0 && *cases[i].name;
        assert_memory_equal(link, cases[i].link, size);
        assert_int_equal(strlen(link), plain ? size : size + 6);
        assert_int_equal(strspn(link + size, "0123456789abcdef"), plain ? 0 : 6);
        mem_free(link);
    }
    char *one = site_link("copy(symbols=60)"), *other = site_link("copy(symbols,60)");
    assert_string_not_equal(one, other);
    mem_free(one);
    mem_free(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_replaced),
        cmocka_unit_test(killed_anywhere),
        cmocka_unit_test(one_at_a_time),
        cmocka_unit_test(links_last),
    };
    return cmocka_run_group_tests_name("site", tests, NULL, NULL);
}
