/* Text: escapers, JSON, numbers, suggestions, tables, and what is said on a terminal. */
#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "base/option.h"
#include "base/table.h"
#include "base/text.h"
#include "tests/fixture_child.h"
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void escapers(void **state) {
    (void)state;
    static const char hostile[] = "a'b\"c`d<e>&|\t\n\x1b[31m$(x)";
    struct text t = {0};
    text_gnuplot(&t, hostile);
    assert_string_equal(text_of(&t), "'a''b\"c`d<e>&|[31m$(x)'");
    text_clear(&t), text_html(&t, hostile);
    assert_string_equal(text_of(&t), "a&#39;b&quot;c`d&lt;e&gt;&amp;|\t\n[31m$(x)");
    text_clear(&t), text_xml(&t, hostile);
    assert_string_equal(text_of(&t), "a&#39;b&quot;c`d&lt;e&gt;&amp;|&#9;&#10;[31m$(x)");
    /* A byte that is no UTF-8, and two characters that XML lacks. */
    text_clear(&t), text_xml(&t, "\xc3\xa4\xff\xef\xbf\xbe\xef\xbf\xbf\xed\xa0\x80");
    assert_string_equal(text_of(&t),
                        "\xc3\xa4\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    text_clear(&t), text_markdown(&t, "a|b`c<d\n");
    assert_string_equal(text_of(&t), "a\\|b\\`c&lt;d ");
    text_clear(&t), text_json(&t, "a\"\\\n\x7f");
    assert_string_equal(text_of(&t), "\"a\\\"\\\\\\u000a\\u007f\"");
    text_clear(&t), text_tsv(&t, "a\tb\nc");
    assert_string_equal(text_of(&t), "a b c");
    text_free(&t);
}

/* What a shell makes of words as text_shell writes them. */
static void shell_words_come_back(void **state) {
    (void)state;
    char every[256];
    for (int i = 0; i < 255; i++) every[i] = (char)(i + 1);
    every[255] = '\0';
    const char *const words[] = {
        "",          "plain-word_1.2/3",        "two words", "'",     "''a'b''", "$(touch pwned)",
        "`x`;&|<>*", "\\\\ \" ~ # ! {a,b} [c]", "-n",        "a=b c", "--a=b",   "line\nline\n",
        every};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct text command = {0};
        char back[600] = "";
        text_add(&command, "set -- ");
        text_shell(&command, words[i]);
        text_add(&command, "; printf '%%s.' \"$@\"");
        FILE *shell = popen(text_of(&command), "r");
        assert_non_null(shell);
        back[fread(back, 1, sizeof back - 1, shell)] = '\0';
        assert_int_equal(pclose(shell), 0);
        assert_int_equal(strlen(back), strlen(words[i]) + 1);
        assert_memory_equal(back, words[i], strlen(words[i]));
        text_free(&command);
    }
}

static void json_stays_utf8(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\""},
        {"a\xff", "\"a\\ufffd\""},
        {"cut \xe2\x82", "\"cut \\ufffd\\ufffd\""},
        {"\xc0\xaf", "\"\\ufffd\\ufffd\""},                        /* overlong */
        {"\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\""},             /* a surrogate */
        {"\xf4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\""}}; /* beyond U+10FFFF */
    struct text t = {0};
    struct error err;
    for (size_t i = 0; i < COUNT(cases); i++) {
        text_clear(&t), text_json(&t, cases[i][0]);
        assert_string_equal(text_of(&t), cases[i][1]);
        text_clear(&t), text_add(&t, "["), text_json(&t, cases[i][0]), text_add(&t, "]");
        struct json *read = json_parse("j", text_of(&t), t.size, &err);
        assert_non_null(read);
        json_free(read);
    }
    text_free(&t);
}

static void texts_grow(void **state) {
    (void)state;
    struct text t = {0};
    assert_string_equal(text_of(&t), "");
    text_bytes(&t, NULL, 0);
    for (int i = 0; i < 1000; i++) text_add(&t, "%d,", i);
    assert_int_equal(t.size, 10 * 2 + 90 * 3 + 900 * 4);
    assert_string_equal(text_of(&t) + t.size - 8, "998,999,");
    char *kept = t.data;
    text_clear(&t);
    assert_string_equal(text_of(&t), "");
    text_bytes(&t, "a\0b", 3);
    assert_true(t.size == 3 && t.data == kept && memcmp(t.data, "a\0b", 4) == 0);
    text_free(&t);
    assert_true(t.data == NULL && t.size == 0);
}

static void numbers_read_back(void **state) {
    (void)state;
    static const double values[] = {0.1, 1.0 / 3, 1e300, 5e-324, -2.5, 123456789012345678.0, DBL_MAX};
    struct text t = {0};
    for (size_t i = 0; i < COUNT(values); i++) {
        text_clear(&t), text_number(&t, values[i]);
        assert_true(strtod(text_of(&t), NULL) == values[i]);
    }
    text_clear(&t), text_number(&t, 0.1);
    assert_string_equal(text_of(&t), "0.1");
    text_free(&t);
    long n;
    assert_true(text_to_long("-12", &n) && n == -12);
    assert_false(text_to_long("99999999999999999999", &n) || text_to_long(" 1", &n) || text_to_long("1 ", &n) ||
                 text_to_long("", &n) || text_to_long("0x1", &n) || text_to_long("1.0", &n) || text_to_long("+-1", &n));
    static const char *const refused[] = {"", "nan", "inf", "0x1p3", "1e999", "1e", "--1", " 1", "1 ", ".", "1,5"};
    double value;
    for (size_t i = 0; i < COUNT(refused); i++)
        if (text_to_double(refused[i], &value)) fail_msg("'%s' was read as %g", refused[i], value);
    assert_true(text_to_double("-1.5e-3", &value) && value == -1.5e-3);
}

static void suggestions(void **state) {
    (void)state;
    static const char *const names[] = {"alibi", "rope", "sinusoidal"};
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_int_equal(text_distance("rpoe", "rope"), 1);
    assert_string_equal(text_closest("sinusodial", names, 3), "sinusoidal");
    assert_null(text_closest("transformer", names, 3));
    assert_null(text_closest("rope", names, 0));
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("same", "same"), 0);
}

static void tables_print(void **state) {
    (void)state;
    const char *const headers[] = {"name", "value"};
    struct table *t = table_new(2, headers);
    table_cell(t, "a\tb");
    table_number(t, 0.51234567890123456, "%.2f");
    table_cell(t, "%s", "");
    table_number(t, (double)NAN, "%.2f");
    char *out;
    size_t size;
    FILE *f = open_memstream(&out, &size);
    table_print(t, TABLE_TEXT, f);
    table_print(t, TABLE_TSV, f);
    table_print(t, TABLE_JSON, f);
    fclose(f);
    assert_string_equal(
        out, "name  value\na b    0.51\n-         -\nname\tvalue\na b\t0.5123456789012346\n\t\n[\n  "
             "{\"name\": \"a\\u0009b\", \"value\": 0.5123456789012346},\n  {\"name\": \"\", \"value\": null}\n]\n");
    free(out);
    table_free(t);
}

/* The table in a format; free it. */
static char *printed(const struct table *t, enum table_format format) {
    char *out;
    size_t size;
    FILE *f = open_memstream(&out, &size);
    table_print(t, format, f);
    fclose(f);
    return out;
}

/* Programs get every digit, of a copied cell too; people those that its format has. */
static void tables_keep_digits(void **state) {
    (void)state;
    const char *const headers[] = {"a", "b"};
    struct table *t = table_new(2, headers), *copy = table_new(2, headers);
    table_number(t, 1.0 / 3, "%.4g"), table_number(t, 130000000001.0, "%.4g");
    table_number(t, (double)INFINITY, "%.4g"), table_cell(t, "1.50");
    for (int r = 0; r < 2; r++)
        for (int c = 0; c < 2; c++) table_copy(copy, t, r, c);
    for (int c = 0; c < 100; c++) table_copy(copy, copy, 0, c % 2); /* the table grows */
    table_keep(copy, (bool[52]){true, true, [51] = true});
    const char *const wanted = "0.3333333333333333,130000000001\r\ninf,1.50\r\n";
    char *out = printed(t, TABLE_CSV), *copied = printed(copy, TABLE_CSV), *people = printed(copy, TABLE_MARKDOWN);
    assert_string_equal(out + strlen("a,b\r\n"), wanted);
    assert_memory_equal(copied + strlen("a,b\r\n"), wanted, strlen(wanted));
    assert_string_equal(copied + strlen("a,b\r\n") + strlen(wanted), "0.3333333333333333,130000000001\r\n");
    assert_non_null(strstr(people, "| 0.3333 | 1.3e+11 |"));
    free(out), free(copied), free(people);
    table_free(t), table_free(copy);
}

static void tables_for_documents(void **state) {
    (void)state;
    const char *const headers[] = {"scheme", "2x", "change"};
    struct table *t = table_new(3, headers);
    table_cell(t, "learned + offset_1"), table_mean(t, 0.5, 0.25, 0.75, 2), table_number(t, -0.25, "%.2f");
    table_cell(t, "a|b, \"50 %%\" & @{x}"), table_mean(t, 0.125, NAN, NAN, 0), table_number(t, (double)NAN, "%.2f");
    table_mark_best(t, 0, 1), table_mark_unfitted(t, 1, 0);
    table_caption(t, "Suite sort(symbols=120)", "50 %% of sort_1.");
    char *out = printed(t, TABLE_CSV);
    assert_string_equal(out, "scheme,2x,change\r\nlearned + offset_1,\"0.500 [0.250, 0.750] n=2\",-0.25\r\n"
                             "\"a|b, \"\"50 %\"\" & @{x}\",0.125,\r\n");
    free(out);
    out = printed(t, TABLE_MARKDOWN);
    assert_string_equal(out, "| scheme | 2x | change |\n|---|---|---:|\n"
                             "| learned + offset\\_1 | **0.500 \\[0.250, 0.750\\] n=2** | -0.25 |\n"
                             "| a\\|b, \"50 %\" &amp; @{x}† | 0.125 | - |\n\n50 % of sort\\_1.\n");
    free(out);
    out = printed(t, TABLE_LATEX);
    assert_string_equal(
        out,
        "% needs \\usepackage{booktabs}\n\\begin{table}\n\\centering\n\\caption{50 \\% of sort\\_1.}\n"
        "\\label{tab:suite-sort-symbols-120}\n\\vspace{3pt}\n\\small\\setlength{\\tabcolsep}{4pt}%\n\\begin{tabular}{@{"
        "}llr@{}}\n\\toprule\nscheme & 2x & change \\\\\n"
        "\\midrule\nlearned + offset\\_1 & \\textbf{0.500}$_{0.250}^{0.750}$ {\\scriptsize $n{=}2$} & $-$0.25 \\\\\n"
        "a\\textbar{}b, {\\char34}50 \\%{\\char34} \\& @\\{x\\}$^\\dagger$ & 0.125 & - \\\\\n"
        "\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    free(out);
    table_free(t);
}

/* A table takes a column, the page, smaller type, and is scaled where it is wider than that: never beyond the margin.
 */
static void latex_fits(void **state) {
    (void)state;
    static const struct {
        int columns;
        const char *begins, *has;
    } sizes[] = {{4, "% needs \\usepackage{booktabs}\n\\begin{table}\n",
                  "\n\\small\\setlength{\\tabcolsep}{4pt}%\n\\begin{tabular}"},
                 {7, "% needs \\usepackage{booktabs}\n\\begin{table*}\n",
                  "\n\\small\\setlength{\\tabcolsep}{4pt}%\n\\begin{tabular}"},
                 {8, "% needs \\usepackage{booktabs}\n\\begin{table*}\n",
                  "\n\\footnotesize\\setlength{\\tabcolsep}{3pt}%\n\\begin{tabular}"},
                 {14, "% needs \\usepackage{booktabs,graphicx}\n\\begin{table*}\n",
                  "%\n\\resizebox{\\linewidth}{!}{%\n\\begin{tabular}"}};
    const char *headers[14];
    for (int c = 0; c < 14; c++) headers[c] = "0123456789";
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct table *t = table_new(sizes[i].columns, headers);
        for (int c = 0; c < sizes[i].columns; c++) table_number(t, 0.5, "%.1f");
        char *out = printed(t, TABLE_LATEX);
        assert_memory_equal(out, sizes[i].begins, strlen(sizes[i].begins));
        assert_non_null(strstr(out, sizes[i].has));
        free(out);
        table_free(t);
    }
}

/* A table of more lines than a page has says so, whether it has many rows or few of much prose. */
static void latex_is_no_higher_than_a_page(void **state) {
    (void)state;
    static const struct {
        int rows, words;
        bool high;
    } cases[] = {{40, 1, false}, {60, 1, true}, {20, 100, true}, {4, 100, false}};
    const char *const headers[] = {"name", "what it is"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct table *t = table_new(2, headers);
        struct text prose = {0};
        for (int w = 0; w < cases[i].words; w++) text_add(&prose, "words ");
        for (int r = 0; r < cases[i].rows; r++) table_cell(t, "row %d", r), table_cell(t, "%s", text_of(&prose));
        char *out = printed(t, TABLE_LATEX);
        if ((strstr(out, " lines, more than a page has: ask for fewer rows") != NULL) != cases[i].high)
            fail_msg("%d rows of %d words: %.100s", cases[i].rows, cases[i].words, out);
        free(out);
        text_free(&prose);
        table_free(t);
    }
}

static void words_of_latex(void **state) {
    (void)state;
    struct text out = {0};
    text_latex(&out, "\\ {} $ & # _ % ~ ^ < [*] -- θ ≥ \x1b");
    assert_string_equal(text_of(&out), "\\textbackslash{} \\{\\} \\$ \\& \\# \\_ \\% \\textasciitilde{} "
                                       "\\textasciicircum{} \\textless{} {[}{*}{]} -{}- $\\theta$ $\\geq$ ");
    text_free(&out);
}

static struct table *wide; /* of body_wide */
static void body_wide(void) {
    setenv("NO_COLOR", "1", 1), unsetenv("COLUMNS");
    table_print(wide, TABLE_TEXT, stderr);
}

/* Schemes of long names that differ in one option, more columns than fit, and prose. */
static struct table *made_wide(void) {
    const char *const headers[] = {"scheme", "metric", "accuracy at twice", "what is said of it", "a", "b"};
    struct table *t = table_new(6, headers);
    for (int i = 0; i < 3; i++) {
        table_cell(t, "rope(base=10000,dims=%d)+alibi(slopes=powers)", 16 + i);
        table_cell(t, "token accuracy");
        table_number(t, 0.123456789 + i * 1e-5, "%.9f");
        table_cell(t, "some words that take more than one line, number %d", i);
        table_number(t, 1234567 + i, "%.0f"), table_number(t, i, "%.0f");
    }
    return t;
}

/* Nothing is wider than the terminal, rows stay different, and no column is lost. */
static void tables_fit_terminals(void **state) {
    (void)state;
    char said[4096];
    if (!terminals()) skip();
    wide = made_wide();
    static const int widths[] = {30, 40, 60, 80, 140};
    for (size_t i = 0; i < COUNT(widths); i++) {
        child(body_wide, widths[i], said);
        assert_null(strstr(said, "more column"));
        if (!strstr(said, "1234569")) fail_msg("%d columns: %s", widths[i], said);
        if (widths[i] >= 60) assert_non_null(strstr(said, "dims=16")), assert_non_null(strstr(said, "dims=18"));
        if (widths[i] >= 60) assert_non_null(strstr(said, "0.12346")), assert_non_null(strstr(said, "0.12348"));
        for (char *line = strtok(said, "\r\n"); line; line = strtok(NULL, "\r\n"))
            if (text_width(line) > widths[i]) fail_msg("%d columns: '%s'", widths[i], line);
    }
    child(body_wide, 0, said);
    assert_non_null(strstr(said, "rope(base=10000,dims=17)+alibi(slopes=powers)  token accuracy"));
    assert_non_null(strstr(said, "0.123456789  some words that take more than one line, number 0"));
    table_free(wide);
}

static void tables_align(void **state) {
    (void)state;
    const char *const headers_of[] = {"caf\xc3\xa9", "n", "mixed"};
    struct table *t = table_new(3, headers_of);
    table_cell(t, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"), table_cell(t, "%d", 12345), table_cell(t, "1");
    table_cell(t, "a\x1b[31m"), table_number(t, 1.0 / 3, "%.2f"), table_cell(t, "x");
    table_cell(t, "b"), table_number(t, (double)INFINITY, "%.2f"), table_cell(t, "%s", "");
    char *out;
    size_t size;
    FILE *f = open_memstream(&out, &size);
    table_print(t, TABLE_TEXT, f);
    table_print(t, TABLE_JSON, f);
    fclose(f);
    assert_string_equal(
        out,
        "caf\xc3\xa9       n  mixed\n"
        "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9  12345  1\n"
        "a[31m   0.33  x\n"
        "b        inf  -\n"
        "[\n  {\"caf\xc3\xa9\": \"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\", \"n\": \"12345\", \"mixed\": \"1\"},\n"
        "  {\"caf\xc3\xa9\": \"a\\u001b[31m\", \"n\": 0.3333333333333333, \"mixed\": \"x\"},\n"
        "  {\"caf\xc3\xa9\": \"b\", \"n\": null, \"mixed\": \"\"}\n]\n");
    free(out);
    table_free(t);
}

static void tables_answer(void **state) {
    (void)state;
    const char *const headers_of[] = {"name", "value"};
    struct table *t = table_new(2, headers_of);
    enum table_format format;
    struct error err;
    double value;
    assert_true(table_rows(t) == 0 && table_columns(t) == 2);
    for (int i = 0; i < 500; i++) table_cell(t, "row %d", i), table_number(t, i + 0.25, "%.0f");
    assert_int_equal(table_rows(t), 500);
    assert_string_equal(table_header(t, 1), "value");
    assert_string_equal(table_at(t, 499, 0), "row 499");
    assert_true(table_at_number(t, 499, 1, &value) && value == 499.25); /* not as it is shown */
    assert_false(table_at_number(t, 499, 0, &value));
    table_cell(t, "7"), table_number(t, (double)NAN, "%g");
    assert_true(table_at_number(t, 500, 0, &value) && value == 7);
    assert_false(table_at_number(t, 500, 1, &value));
    table_free(t), table_free(NULL);
    assert_true(table_format_parse("json", &format, &err) && format == TABLE_JSON);
    assert_true(table_format_parse("tsv", &format, &err) && format == TABLE_TSV);
    assert_true(table_format_parse("table", &format, &err) && format == TABLE_TEXT);
    assert_false(table_format_parse("xml", &format, &err));
    assert_non_null(strstr(err.text, "table, tsv, csv, json, markdown or latex"));
}

static void body_talk(void) {
    setenv("TERM", "xterm", 1), unsetenv("NO_COLOR");
    log_progress("1234 \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 and more"); /* cut to 9 columns */
    log_info("told %d", 1);
    log_progress(NULL);
    log_warn("careful");
    log_quiet(true);
    log_info("not told");
    log_progress("not drawn");
    setenv("NO_COLOR", "1", 1);
    log_error("trouble");
}

static void body_dumb(void) {
    setenv("TERM", "dumb", 1);
    log_progress("not drawn");
    log_error("trouble");
}

static void talk_fits_its_stream(void **state) {
    (void)state;
    char said[4096];
    child(body_talk, 0, said);
    assert_string_equal(said, "told 1\nwarning: careful\nlexbench: trouble\n");
    if (!terminals()) skip();
    child(body_dumb, 10, said);
    assert_string_equal(said, "lexbench: trouble\r\n");
    child(body_talk, 10, said);
#define LINE "\r1234 \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\033[K"
    assert_string_equal(said, LINE "\r\033[Ktold 1\r\n" LINE
                                   "\r\033[K\033[33mwarning: \033[0mcareful\r\nlexbench: trouble\r\n");
#undef LINE
}

static void spans(void **state) {
    (void)state;
    char out[24];
    clock_span(59.4, out);
    assert_string_equal(out, "59 s");
    clock_span(192, out);
    assert_string_equal(out, "3:12");
    clock_span(3727, out);
    assert_string_equal(out, "1:02:07");
    char iso[32];
    clock_iso(0, iso);
    assert_string_equal(iso, "1970-01-01T00:00:00Z");
    clock_iso(1795493457999999, iso);
    assert_string_equal(iso, "2026-11-24T04:10:57Z");
    static const double odd[] = {(double)NAN, -1, 0, -(double)INFINITY};
    for (size_t i = 0; i < COUNT(odd); i++) {
        clock_span(odd[i], out);
        assert_string_equal(out, "0 s");
    }
    clock_span((double)INFINITY, out);
    clock_span(59.6, out);
    assert_string_equal(out, "1:00");
    const double start = clock_seconds();
    assert_true(clock_seconds() >= start && clock_utc_us() > 1700000000000000);
}

static struct table *three_rows(void) {
    static const char *const headers[] = {"name", "n"};
    static const char *const names[] = {"Linear bias", "bias", "linear"};
    struct table *t = table_new(2, headers);
    for (int r = 0; r < 3; r++) {
        table_cell(t, "%s", names[r]);
        if (r == 2) table_link(t, "linear.html"), table_mark_best(t, r, 0);
        table_number(t, r, "%.0f");
    }
    return t;
}

static void tables_keep_rows(void **state) {
    (void)state;
    static const char *const words[] = {"LINEAR", "bias"};
    struct table *t = three_rows();
    struct text out = {0};
    table_search(t, words, 1);
    assert_int_equal(table_rows(t), 2);
    assert_string_equal(table_at(t, 1, 0), "linear");
    assert_string_equal(table_address(t, 1, 0), "linear.html");
    assert_null(table_address(t, 0, 0));
    assert_true(table_value(t, 1, 1) == 2 && table_is_best(t, 1, 0) && !table_is_best(t, 0, 0));
    table_markdown(t, &out);
    assert_string_equal(text_of(&out),
                        "| name | n |\n|---|---:|\n| Linear bias | 0 |\n| **[linear](linear.html)** | 2 |\n");
    table_search(t, words, 2);
    assert_int_equal(table_rows(t), 1);
    table_search(t, words, 0);
    assert_int_equal(table_rows(t), 1);
    table_leave_out_empty(t, "name");
    assert_int_equal(table_columns(t), 2);
    text_free(&out);
    table_free(t);
}

static void tables_leave_out_empty_columns(void **state) {
    (void)state;
    static const char *const headers[] = {"name", "none", "n"};
    struct table *from = three_rows(), *t = table_new(3, headers);
    for (int r = 0; r < 3; r++) table_copy(t, from, r, 0), table_number(t, (double)NAN, "%g"), table_number(t, r, "%g");
    table_leave_out_empty(t, "none");
    table_leave_out_empty(t, "not there");
    assert_true(table_columns(t) == 2 && table_rows(t) == 3 && table_value(t, 2, column_of(t, "n")) == 2);
    assert_string_equal(table_address(t, 2, 0), "linear.html");
    table_free(from);
    table_free(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapers),
        cmocka_unit_test(shell_words_come_back),
        cmocka_unit_test(json_stays_utf8),
        cmocka_unit_test(texts_grow),
        cmocka_unit_test(numbers_read_back),
        cmocka_unit_test(suggestions),
        cmocka_unit_test(tables_print),
        cmocka_unit_test(tables_keep_digits),
        cmocka_unit_test(tables_for_documents),
        cmocka_unit_test(words_of_latex),
        cmocka_unit_test(latex_is_no_higher_than_a_page),
        cmocka_unit_test(latex_fits),
        cmocka_unit_test(tables_fit_terminals),
        cmocka_unit_test(tables_align),
        cmocka_unit_test(tables_answer),
        cmocka_unit_test(talk_fits_its_stream),
        cmocka_unit_test(spans),
        cmocka_unit_test(tables_keep_rows),
        cmocka_unit_test(tables_leave_out_empty_columns),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
