/* What the base reads and writes: files and directories, YAML, JSON, safetensors. */
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/safetensors.h"
#include "base/text.h"
#include "base/yaml.h"
#include "tests/fixture_child.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void files_are_whole(void **state) {
    (void)state;
    char dir[] = "/tmp/lexbench-base-XXXXXX", *bytes, **names;
    size_t size;
    int n;
    struct error err;
    assert_non_null(mkdtemp(dir));
    char *deep = path_join(dir, "a/b"), *file = path_join(deep, "f.txt");
    assert_true(dir_make(deep, &err) && dir_make(deep, &err));
    assert_true(file_write(file, "one", 3, &err) && file_write(file, "second", 6, &err));
    assert_true(file_read(file, 100, &bytes, &size, &err));
    assert_true(size == 6 && strcmp(bytes, "second") == 0);
    mem_free(bytes);
    assert_false(file_read(file, 5, &bytes, &size, &err));
    assert_true(dir_list(deep, "", &names, &n, &err));
    assert_int_equal(n, 1); /* no temporary file is left */
    dir_free(names, n);
    assert_false(file_write("/proc/nowhere/f", "x", 1, &err));
    assert_int_equal(err.exit_code, EXIT_IO);
    assert_true(file_remove(file, &err) && file_remove(file, &err) && !file_exists(file));
    rmdir(deep);
    deep[strlen(deep) - 2] = '\0';
    rmdir(deep), rmdir(dir);
    mem_free(deep), mem_free(file);
}

static char *scratch_dir(void) {
    char dir[] = "/tmp/lexbench-base-XXXXXX";
    assert_non_null(mkdtemp(dir));
    return mem_text(dir);
}

static int entries(const char *dir) {
    char **names;
    int n;
    assert_true(dir_list(dir, "", &names, &n, NULL));
    dir_free(names, n);
    return n;
}

static void files_have_the_usual_mode(void **state) {
    (void)state;
    char *dir = scratch_dir(), *path = path_join(dir, "f");
    const mode_t old = umask(027);
    struct stat info;
    assert_true(file_write(path, "", 0, NULL));
    umask(old);
    assert_true(stat(path, &info) == 0 && (info.st_mode & 0777) == 0640 && info.st_size == 0);
    assert_true(file_remove(path, NULL) && rmdir(dir) == 0);
    mem_free(path), mem_free(dir);
}

static const char *limited_path;
/* Half of the bytes fit: write() is short, then fails. */
static void body_disk_full(void) {
    const struct rlimit half = {4, 4};
    struct error err;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &half);
    bool ok = file_write(limited_path, "12345678", 8, &err);
    if (!ok && err.exit_code == EXIT_IO && strstr(err.text, "8 bytes") && strstr(err.text, limited_path)) _exit(9);
}

static void failed_writes_leave_the_old_file(void **state) {
    (void)state;
    char *dir = scratch_dir(), *path = path_join(dir, "f"), *bytes, said[4096];
    size_t size;
    struct error err;
    assert_true(file_write(path, "old", 3, &err));
    limited_path = path;
    int status = child(body_disk_full, 0, said);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 9);
    assert_true(file_read(path, 9, &bytes, &size, &err) && strcmp(bytes, "old") == 0);
    mem_free(bytes);
    assert_int_equal(entries(dir), 1);
    /* A directory stands where the file should: rename fails. */
    assert_true(file_remove(path, &err) && dir_make(path, &err));
    assert_false(file_write(path, "new", 3, &err));
    assert_int_equal(err.exit_code, EXIT_IO);
    assert_int_equal(entries(dir), 1);
    assert_true(rmdir(path) == 0 && rmdir(dir) == 0);
    mem_free(path), mem_free(dir);
}

static void only_files_are_read(void **state) {
    (void)state;
    char *dir = scratch_dir(), *path = path_join(dir, "f"), *bytes;
    size_t size;
    struct error err;
    assert_false(file_read(path, 9, &bytes, &size, &err));
    assert_non_null(strstr(err.text, path));
    assert_int_equal(err.exit_code, EXIT_USAGE); /* whoever named it made a slip */
    assert_false(file_copy(path, dir, &err));
    assert_int_equal(err.exit_code, EXIT_USAGE);
    assert_false(file_read(dir, 9, &bytes, &size, &err));
    assert_null(bytes);
    assert_int_equal(mkfifo(path, 0600), 0);
    alarm(20); /* a reader that waits for the pipe would wait for ever */
    assert_false(file_read(path, 9, &bytes, &size, &err));
    alarm(0);
    assert_non_null(strstr(err.text, "is not a file"));
    assert_true(unlink(path) == 0 && file_write(path, "", 0, &err));
    assert_true(file_read(path, 0, &bytes, &size, &err) && size == 0 && *bytes == '\0');
    mem_free(bytes);
    assert_false(dir_make(path, &err)); /* a file is in the way */
    assert_non_null(strstr(err.text, path));
    assert_true(file_remove(path, &err) && rmdir(dir) == 0);
    mem_free(path), mem_free(dir);
}

static void directories_are_listed(void **state) {
    (void)state;
    static const char *const made[] = {"b.json", "a.json", "c.txt", ".hidden.json", ".json", "ab.json"};
    char *dir = scratch_dir(), **names, *path;
    struct error err;
    int n;
    for (size_t i = 0; i < COUNT(made); i++) {
        path = path_join(dir, made[i]);
        assert_true(file_write(path, "", 0, &err));
        mem_free(path);
    }
    assert_true(dir_list(dir, ".json", &names, &n, &err));
    assert_int_equal(n, 3);
    assert_string_equal(names[0], "a.json");
    assert_string_equal(names[1], "ab.json");
    assert_string_equal(names[2], "b.json");
    dir_free(names, n);
    path = path_join(dir, "c.txt");
    assert_false(dir_list(path, "", &names, &n, &err)); /* not a directory */
    mem_free(path);
    for (size_t i = 0; i < COUNT(made); i++) path = path_join(dir, made[i]), unlink(path), mem_free(path);
    assert_int_equal(rmdir(dir), 0);
    assert_true(dir_list(dir, "", &names, &n, &err) && n == 0); /* a missing directory has none */
    dir_free(names, n), mem_free(dir);
    static const char *const joined[][3] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "b"}};
    for (size_t i = 0; i < COUNT(joined); i++) {
        path = path_join(joined[i][0], joined[i][1]);
        assert_string_equal(path, joined[i][2]);
        mem_free(path);
    }
}

static struct yaml *parse(const char *text, struct error *err) { return yaml_parse("f.yaml", text, strlen(text), err); }

static void yaml_reads(void **state) {
    (void)state;
    struct error err;
    struct yaml *root = parse("a: 1\nb: [x, 'no', {c: d}]\n", &err);
    assert_non_null(root);
    const struct yaml *b = yaml_get(root, "b");
    assert_true(b->kind == YAML_LIST && b->n == 3 && b->line == 2 && b->column == 4 && b->key_column == 1);
    assert_string_equal(b->child[1].text, "no");
    assert_string_equal(yaml_get(&b->child[2], "c")->text, "d");
    assert_null(yaml_get(root, "z"));
    static const char *const known[] = {"a", "c"};
    assert_false(yaml_only(root, known, 2, &err));
    assert_non_null(strstr(err.text, "f.yaml:2:1: unknown key 'b'"));
    yaml_release(root);
}

static void yaml_refuses(void **state) {
    (void)state;
    static const char *const bad[][2] = {{"", "empty"},
                                         {"a: 1\na: 2\n", "f.yaml:2:1: the key 'a'"},
                                         {"a: &x 1\n", "anchors"},
                                         {"a: *x\n", "f.yaml:1:4"},
                                         {"a: !!int 1\n", "tags"},
                                         {"a: [1\n", "f.yaml"},
                                         {"a: 1\n---\nb: 2\n", "second document"},
                                         {"a:\n\t- 1\n", "f.yaml:2"},
                                         {"? [x]\n: 1\n", "key must be"},
                                         {"a: 1\nb: \xff\n", "f.yaml:2:4: "},
                                         {"a: \"x", "f.yaml:1:"},
                                         {"a: \"\\0\"\n", "NUL"},
                                         {"[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "16 levels"}};
    struct error err;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_null(parse(bad[i][0], &err));
        if (!strstr(err.text, bad[i][1])) fail_msg("'%s' is refused with '%s'", bad[i][0], err.text);
    }
}

static void yaml_says_where(void **state) {
    (void)state;
    static const char *const known[] = {"lengths", "seeds"};
    struct error err;
    struct yaml *root = parse("\xef\xbb\xbf# a comment\nlenghts: |\n  two\n  lines\nseeds: [1]\n", &err);
    assert_non_null(root);
    assert_string_equal(root->child[0].text, "two\nlines\n");
    assert_false(yaml_only(root, known, 2, &err));
    assert_string_equal(err.text, "f.yaml:2:1: unknown key 'lenghts'; did you mean 'lengths'?");
    assert_false(yaml_error(&root->child[1], &err, "%d seeds", 1));
    assert_string_equal(err.text, "f.yaml:5:8: 1 seeds");
    assert_false(yaml_only(&root->child[1], known, 2, &err)); /* a list has no keys */
    assert_false(yaml_only(&root->child[0], known, 2, &err));
    assert_null(yaml_get(&root->child[1], "seeds"));
    assert_null(yaml_get(NULL, "seeds"));
    yaml_release(root);
    yaml_release(NULL);
}

static void yaml_has_bounds(void **state) {
    (void)state;
    struct text t = {0};
    struct error err;
    text_add(&t, "[0");
    for (int i = 1; i < 100000; i++) text_add(&t, ",%d", i);
    text_add(&t, "]");
    struct yaml *root = parse(text_of(&t), &err);
    assert_true(root && root->n == 100000);
    assert_string_equal(root->child[99999].text, "99999");
    yaml_release(root);
    text_clear(&t);
    for (int i = 0; i <= 4096; i++) text_add(&t, "k%d: 1\n", i);
    assert_null(parse(text_of(&t), &err));
    assert_non_null(strstr(err.text, "f.yaml:4097:1: "));
    text_free(&t);
}

static void json_reads(void **state) {
    (void)state;
    static const char text[] = "{\"z\": [1, 2.5, null], \"a\": \"x\"}";
    struct error err;
    struct json *root = json_parse("j", text, strlen(text), &err);
    double value;
    assert_non_null(root);
    assert_int_equal(json_count(root), 2);
    assert_string_equal(json_key(root, 0), "z");
    assert_true(json_number(json_at(json_get(root, "z"), 1), &value) && value == 2.5);
    assert_true(json_is_null(json_at(json_get(root, "z"), 2)) && !json_is_null(json_get(root, "a")));
    assert_string_equal(json_text(json_get(root, "a")), "x");
    const struct json *z = json_get(root, "z"), *a = json_value(root, 1);
    assert_true(json_is_array(z) && !json_is_object(z) && json_is_object(root) && !json_is_array(NULL));
    assert_true(json_count(z) == 3 && json_count(a) == 0 && json_count(NULL) == 0 && !json_is_null(NULL));
    assert_true(!json_at(z, 3) && !json_at(z, -1) && !json_get(z, "a") && !json_get(NULL, "a") && !json_at(root, 0));
    assert_true(!json_key(root, 2) && !json_value(root, 2) && !json_key(z, 0) && !json_text(z) && !json_text(NULL));
    assert_true(!json_number(a, &value) && !json_number(NULL, &value));
    json_free(root);
    json_free(NULL);
    assert_null(json_parse("name", "[1,\n x]", 7, &err));
    assert_non_null(strstr(err.text, "name:2:"));
    struct text deep = {0};
    for (int i = 0; i < 100000; i++) text_add(&deep, "[");
    assert_null(json_parse("j", text_of(&deep), deep.size, &err));
    text_free(&deep);
    assert_null(json_parse("j", "{\"a\":1,\"a\":2}", 13, &err));
    assert_null(json_parse("j", "{} x", 4, &err));
}

/* Header and bytes of data behind it; NULL: taken, else what the error says. */
static const struct {
    const char *header;
    size_t data;
    const char *refused;
} header_cases[] = {
    {"{}", 0, NULL},
    {"{}", 1, "after the last tensor"},
    {"{}      ", 0, NULL},
    {" {}", 0, "header's size"},
    {"{}x", 0, ":1:"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4, NULL},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 3, "'a'"},
    {"{\"a\":{\"dtype\":\"F64\",\"shape\":[2,1,1,1],\"data_offsets\":[0,16]}}", 16, NULL},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1],\"data_offsets\":[0,4]}}", 4, "'a'"},
    {"{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":5,\"data_offsets\":[0,4]}}", 4, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[0.5],\"data_offsets\":[0,2]}}", 2, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905],\"data_offsets\":[0,4]}}", 4, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483648,2147483648,4],\"data_offsets\":[0,0]}}", 0, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}", 4, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "'a'"},
    {"{\"a\":7}", 0, "'a'"},
    /* a hole, an overlap, the same name twice */
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "'a'"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],"
     "\"data_offsets\":[0,4]}}",
     4, "is damaged"},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],"
     "\"data_offsets\":[4,8]}}",
     8, "duplicate"},
    /* any order of names; an empty tensor where another begins */
    {"{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],"
     "\"data_offsets\":[0,4]}}",
     8, NULL},
    {"{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[0],"
     "\"data_offsets\":[0,0]}}",
     4, NULL},
    {"{\"__metadata__\":{\"k\":\"v\"}}", 0, NULL},
    {"{\"__metadata__\":{\"k\":1}}", 0, "metadata"},
    {"{\"__metadata__\":5}", 0, "metadata"},
    {"{\"__metadata__\":[\"a\"]}", 0, "metadata"},
    {"{\"__metadata__\":{\"xxh128_file\":\"00000000000000000000000000000000\"}}", 0, "checksum"}};

static void safetensors_headers(void **state) {
    (void)state;
    char *dir = scratch_dir(), *path = path_join(dir, "t");
    struct safetensors file;
    struct error err;
    for (size_t i = 0; i < COUNT(header_cases); i++) {
        struct text t = {0};
        const size_t size = strlen(header_cases[i].header);
        const char front[8] = {(char)(size & 255), (char)(size >> 8)}, data[16] = {0};
        text_bytes(&t, front, sizeof front);
        text_bytes(&t, header_cases[i].header, size);
        text_bytes(&t, data, header_cases[i].data);
        assert_true(file_write(path, text_of(&t), t.size, &err));
        text_free(&t);
        const bool taken = safetensors_read(path, &file, &err);
        if (taken) safetensors_free(&file);
        if (taken != !header_cases[i].refused) fail_msg("%s: %s", header_cases[i].header, taken ? "taken" : err.text);
        if (!taken && (!strstr(err.text, header_cases[i].refused) || !strstr(err.text, path)))
            fail_msg("%s is refused with '%s'", header_cases[i].header, err.text);
    }
    static const char *const broken[] = {"", "1234567", "\377\377\377\377\377\377\377\377{}", "\3\0\0\0\0\0\0\0{}"};
    static const size_t sizes[] = {0, 7, 10, 10};
    for (size_t i = 0; i < COUNT(broken); i++) {
        assert_true(file_write(path, broken[i], sizes[i], &err));
        assert_false(safetensors_read(path, &file, &err));
        safetensors_free(&file); /* harmless after a failure */
    }
    assert_true(file_remove(path, &err) && rmdir(dir) == 0);
    assert_false(safetensors_read(path, &file, &err));
    safetensors_free(&file);
    mem_free(path), mem_free(dir);
}

/* What one file says of itself can be passed on to the next; its checksum is the next one's own. */
static void safetensors_are_written_again(void **state) {
    (void)state;
    char *dir = scratch_dir(), *path = path_join(dir, "t");
    const int64_t numbers[] = {-1, 1};
    const struct st_tensor tensors[] = {
        {.name = "empty", .dtype = "F64", .rank = 2, .shape = {0, 3}},
        {.name = "n", .dtype = "I64", .rank = 1, .shape = {2}, .data = numbers, .bytes = sizeof numbers}};
    const struct st_meta meta[] = {{"step", "12"}};
    struct safetensors file, again;
    struct error err;
    assert_true(safetensors_write(path, tensors, 2, meta, 1, &err) && safetensors_read(path, &file, &err));
    assert_int_equal(file.n_meta, 2);
    assert_true(safetensors_write(path, file.tensor + 1, 1, file.meta, file.n_meta, &err));
    if (!safetensors_read(path, &again, &err)) fail_msg("%s", err.text);
    assert_true(again.n == 1 && again.n_meta == 2);
    assert_string_equal(safetensors_meta(&again, "step"), "12");
    assert_memory_equal(safetensors_find(&again, "n")->data, numbers, sizeof numbers);
    assert_true(!safetensors_find(&again, "empty") && !safetensors_meta(&again, "none"));
    safetensors_free(&file), safetensors_free(&again);
    assert_true(file_remove(path, &err) && rmdir(dir) == 0);
    mem_free(path), mem_free(dir);
}

static void body_unsound_tensor(void) {
    const struct st_tensor wrong = {.name = "t", .dtype = "F32", .rank = 1, .shape = {2}, .data = "1234", .bytes = 4};
    safetensors_write("/nonexistent", &wrong, 1, NULL, 0, NULL);
}

static void unsound_tensors_are_bugs(void **state) {
    (void)state;
    char said[4096];
    int status = child(body_unsound_tensor, 0, said);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void safetensors_round_trip(void **state) {
    (void)state;
    char path[] = "/tmp/lexbench-tensors-XXXXXX";
    const float a[] = {1, 2, 3, 4, 5, 6}, b[] = {7};
    const struct st_tensor tensors[] = {
        {.name = "b \"quoted\"", .dtype = "F32", .rank = 2, .shape = {2, 3}, .data = a, .bytes = sizeof a},
        {.name = "a", .dtype = "F32", .rank = 0, .data = b, .bytes = sizeof b}};
    const struct st_meta meta[] = {{"config", "line\nline"}};
    struct safetensors file;
    struct error err;
    close(mkstemp(path));
    assert_true(safetensors_write(path, tensors, 2, meta, 1, &err));
    if (!safetensors_read(path, &file, &err)) fail_msg("%s", err.text);
    assert_true(file.n == 2 && file.sealed);
    const struct st_tensor *t = safetensors_find(&file, "b \"quoted\"");
    assert_true(t->rank == 2 && t->shape[1] == 3 && memcmp(t->data, a, sizeof a) == 0);
    assert_string_equal(safetensors_meta(&file, "config"), "line\nline");
    safetensors_free(&file);
    /* Every damaged byte is found. */
    char *bytes;
    size_t size;
    assert_true(file_read(path, 1 << 20, &bytes, &size, &err));
    for (size_t i = 0; i < size; i++) {
        bytes[i] ^= 4;
        assert_true(file_write(path, bytes, size, &err));
        /* Without the words that announce the checksum it is a file of another program's, and says so. */
        const bool read = safetensors_read(path, &file, &err);
        assert_false(read && file.sealed);
        if (read) safetensors_free(&file);
        bytes[i] ^= 4;
    }
    mem_free(bytes);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_are_whole),
                                       cmocka_unit_test(files_have_the_usual_mode),
                                       cmocka_unit_test(failed_writes_leave_the_old_file),
                                       cmocka_unit_test(only_files_are_read),
                                       cmocka_unit_test(directories_are_listed),
                                       cmocka_unit_test(yaml_reads),
                                       cmocka_unit_test(yaml_refuses),
                                       cmocka_unit_test(yaml_says_where),
                                       cmocka_unit_test(yaml_has_bounds),
                                       cmocka_unit_test(json_reads),
                                       cmocka_unit_test(safetensors_headers),
                                       cmocka_unit_test(safetensors_are_written_again),
                                       cmocka_unit_test(unsound_tensors_are_bugs),
                                       cmocka_unit_test(safetensors_round_trip)};
    return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
