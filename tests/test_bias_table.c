/* A bias whose numbers stand in a file: what is read, what is refused with its place, and values by hand. */
#include "base/file.h"
#include "base/memory.h"
#include "base/number_table.h"
#include "encoders/atom/bias.h"
#include "fixture_encoders.h"
#include <stdlib.h>
#include <unistd.h>

enum { HEADS = 4 };
static char folder[] = "/tmp/lexbench-table-XXXXXX";

/* A file of this content; a name of its own, since files are read once. */
static const char *file_of(const char *content) {
    static char path[96];
    static int made;
    struct error err;
    snprintf(path, sizeof path, "%s/%d.tsv", folder, made++);
    if (!file_write(path, content, strlen(content), &err)) fail_msg("%s", err.text);
    return path;
}

static void values(void **state) {
    (void)state;
    static const double distance[] = {0, 1, -2, 2.5, 3, 5};
    static const struct {
        const char *content, *beyond;
        double of[2][6]; /* the first and the last head */
    } tables[] = {
        {"0\n-1\n-3\n", "last", {{0, -1, -3, -3, -3, -3}, {0, -1, -3, -3, -3, -3}}},
        {"# d\n\n1\t2  3\t4\r\n-1\t-2 -3\t-4\r\n", "zero", {{1, -1, 0, 0, 0, 0}, {4, -4, 0, 0, 0, 0}}},
        {"0\n-1\n-3\n-4", "line", {{0, -1, -3, -3.5, -4, -6}, {0, -1, -3, -3.5, -4, -6}}},
        {"\xEF\xBB\xBF# a mark of byte order\n0\n-1\n-3\n", "last", {{0, -1, -3, -3, -3, -3}, {0, -1, -3, -3, -3, -3}}},
        {"7e-1", "line", {{.7, .7, .7, .7, .7, .7}, {.7, .7, .7, .7, .7, .7}}},
    };
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        const struct encoder *e;
        char list[160];
        real out[HEADS * 6];
        struct error err;
        snprintf(list, sizeof list, "file=%s,beyond=%s", file_of(tables[k].content), tables[k].beyond);
        const struct view view = look(&e, "bias-table", list, HEADS, 8, HEADS * 8, 64);
        if (!e->check(&view, &err)) fail_msg("%s", err.text);
        e->bias->table(&view, 6, distance, out);
        near(out, tables[k].of[0], 6);
        near(out + (HEADS - 1) * 6, tables[k].of[1], 6);
    }
}

/* What cannot be, with its line and column. */
static void refused(void **state) {
    (void)state;
    static const char *const of[][2] = {
        {"", " has no numbers: it needs a line for each distance"},
        {"# 1\n\n", " has no numbers"},
        {"1\nx\n", ":2:1: 'x' is no finite number"},
        {"1 2\n3  y\n", ":2:4: 'y' is no finite number"},
        {"1\n\tnan\n", ":2:2: 'nan' is no finite number"},
        {"1e999", ":1:1: '1e999' is no finite number"},
        {"1\n-1e39\n", ":2:1: -1e39 is beyond what runs compute with (3.4e+38)"},
        {"0,1\n1,2\n", ":1:1: '0,1' is no finite number: use tabs or blanks between"},
        {"0x10\n", ":1:1: '0x10' is no finite number"},
        {"1 2\n3\n", ":2:2: this line has 1 numbers, and the first one 2"},
        {"0 -1\n1 -2\n2 -3\n", ": the first number of its lines counts them, 0, 1, 2 ...: remove this column"},
        {"1\n\n2 3\n", ":3:3: this line has more than the 1 numbers of the first one"},
        {"1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 "
         "1 1 "
         "1 1 1 1 1 1 1 1 1",
         ":1:129: a line has at most 64 numbers"},
    };
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        const char *path = file_of(of[k][0]);
        struct error err;
        if (number_table_read(path, "", &err)) fail_msg("'%s' is read", of[k][0]);
        if (strncmp(err.text, path, strlen(path)) != 0 || !strstr(err.text, of[k][1]))
            fail_msg("'%s': %s", of[k][0], err.text);
    }
}

static void too_large(void **state) {
    (void)state;
    struct text rows = {0};
    struct error err;
    for (int k = 0; k < NUMBER_TABLE_ROWS; k++) text_add(&rows, "0\n");
    assert_non_null(number_table_read(file_of(text_of(&rows)), "", &err));
    text_add(&rows, "1\n");
    assert_null(number_table_read(file_of(text_of(&rows)), "", &err));
    assert_non_null(strstr(err.text, ":65537:1: a table has at most 65536 rows"));
    text_free(&rows);
}

/* Numbers for other heads than there are; a file that is no longer what it was. */
static void checks(void **state) {
    (void)state;
    const struct encoder *e;
    struct error err;
    char list[160];
    snprintf(list, sizeof list, "file=%s", file_of("1 2\n3 4\n"));
    struct view view = look(&e, "bias-table", list, HEADS, 8, HEADS * 8, 64);
    assert_false(e->check(&view, &err));
    assert_non_null(strstr(err.text, "2 numbers in a line, and this part stands on 4 heads"));
    snprintf(list, sizeof list, "file=%s,sha256=0123456789abcdef", file_of("1\n"));
    view = look(&e, "bias-table", list, HEADS, 8, HEADS * 8, 64);
    assert_false(e->check(&view, &err));
    assert_non_null(strstr(err.text, "is not what it was"));
    view = look(&e, "bias-table", "file=nowhere.tsv", HEADS, 8, HEADS * 8, 64);
    assert_false(e->check(&view, &err));
    assert_non_null(strstr(err.text, "nowhere.tsv"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(refused), cmocka_unit_test(too_large),
                                       cmocka_unit_test(checks)};
    if (!mkdtemp(folder)) return 1;
    const int failed = cmocka_run_group_tests_name("bias_table", tests, NULL, NULL);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) == 0 ? failed : 1;
}
