/* Charts and reports, drawn from a made-up suite. */
#include "plots/chart.h"
#include "tests/fixture_plots.h"
#include <dirent.h>

/* ---- one report of the plain suite that most tests look at ---- */

static struct place shared;

static int shared_open(void **state) {
    (void)state;
    shared = place_open(&plain);
    report(&shared, "made-up");
    return 0;
}

static int shared_close(void **state) {
    (void)state;
    place_close(&shared);
    return 0;
}

static void test_data_equals_views(void **state) {
    (void)state;
    char *tsv = slurp(shared.dir, "accuracy-sort.tsv");
    struct table *rows =
        store_query(shared.store,
                    "SELECT label, variant, length, mean, median, low, high, chance_value FROM v_curve WHERE task = "
                    "'sort' ORDER BY ordinal, variant, length",
                    NULL, 0, NULL);
    assert_int_equal(table_rows(rows), 36); /* five labels and a variant, six lengths */
    for (int r = 0; r < table_rows(rows); r++) {
        char label[256], variant[256];
        tsv_text(tsv, r + 1, "label", label);
        tsv_text(tsv, r + 1, "variant", variant);
        assert_string_equal(label, table_at(rows, r, 0));
        assert_string_equal(variant, table_at(rows, r, 1));
        for (int c = 2; c < 8; c++) {
            char word[256];
            const char *column = table_header(rows, c);
            if (c == 5 || c == 6) {
                tsv_text(tsv, r + 1, column, word);
                assert_string_equal(word, ""); /* so few seeds have no interval */
            } else
                assert_true(fabs(tsv_number(tsv, r + 1, column) - table_value(rows, r, c)) < 1e-12);
        }
    }
    for (int line = 37; line <= 36 + 72; line++) { /* then a row for each of two seeds */
        char median[256];
        tsv_text(tsv, line, "median", median);
        assert_string_equal(median, "");
        assert_true(tsv_number(tsv, line, "seed") == 1 || tsv_number(tsv, line, "seed") == 2);
        assert_true(tsv_number(tsv, line, "value") <= 1);
    }
    assert_null(line_at(tsv, 37 + 72));
    table_free(rows);
    mem_free(tsv);
}

/* A label has one number, hence one colour and marker, in every file. */
static void test_styles_agree(void **state) {
    (void)state;
    static const char *const files[] = {"overview.tsv",     "ranking.tsv",       "accuracy-sort.tsv",
                                        "heatmap-sort.tsv", "training-sort.tsv", "depth-passkey.tsv"};
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        char *tsv = slurp(shared.dir, files[f]), label[256];
        for (int line = 1; line_at(tsv, line); line++) {
            tsv_text(tsv, line, "label", label);
            int style = (int)tsv_number(tsv, line, "series");
            /* the variant of the last label comes last */
            assert_string_equal(label, plain_labels[style <= 5 ? style - 1 : 4]);
        }
        mem_free(tsv);
    }
}

/* Arms of one entry of the suite's file have the same ordinals: series are then in the order of the tables. */
static void test_series_of_one_entry(void **state) {
    (void)state;
    static const char *const labels[] = {"rope, layers=16", "rope, layers=2"};
    struct fixture f = plain;
    f.label = labels, f.n_labels = 2, f.variants = false;
    struct place p = place_open(NULL);
    for (int k = 0; k < 2; k++) {
        struct run_record r = fixture_run(&f, k, 0, 1);
        r.ordinal = ORDINAL_STEP + 1;
        assert_true(store_ingest(p.store, &r, NULL));
        run_record_free(&r);
    }
    struct dataset dataset;
    assert_true(dataset_open(p.store, f.suite, NULL, &dataset, NULL));
    assert_int_equal(dataset_style(&dataset, labels[1], ""), 1);
    assert_int_equal(dataset_style(&dataset, labels[0], ""), 2);
    dataset_close(&dataset);
    place_close(&p);
}

static void test_formats(void **state) {
    (void)state;
    char **names;
    int n;
    assert_true(dir_list(shared.dir, ".gp", &names, &n, NULL));
    assert_int_equal(n, 2 + 3 * 3 + 1); /* overview, ranking; accuracy, heatmap, training of three tasks; one depth */
    for (int i = 0; i < n; i++) {
        static const char *const magic[][2] = {
            {"svg", "<?xml"}, {"png", "\x89PNG"}, {"pdf", "%PDF"}, {"tsv", "series\t"}};
        for (size_t m = 0; m < 4; m++) {
            char name[256];
            snprintf(name, sizeof name, "%.*s%s", (int)strlen(names[i]) - 2, names[i], magic[m][0]);
            char *bytes = slurp(shared.dir, name);
            assert_memory_equal(bytes, magic[m][1], strlen(magic[m][1]));
            mem_free(bytes);
        }
    }
    dir_free(names, n);
}

static void test_same_bytes_again(void **state) {
    (void)state;
    struct place b = place_open(&plain);
    report(&b, "made-up");
    char **names;
    int n, compared = 0;
    assert_true(dir_list(shared.dir, "", &names, &n, NULL));
    for (int i = 0; i < n; i++) {
        if (strstr(names[i], ".pdf") || strstr(names[i], ".png")) continue; /* cairo dates its PDF files */
        char *x = slurp(shared.dir, names[i]), *y = slurp(b.dir, names[i]);
        assert_string_equal(x, y);
        mem_free(x);
        mem_free(y);
        compared++;
    }
    assert_true(compared > 30);
    dir_free(names, n);
    place_close(&b);
}

/* The script beside a chart draws it again, by hand. */
static void test_script_runs_by_hand(void **state) {
    (void)state;
    char *before = slurp(shared.dir, "overview.svg"), command[256];
    snprintf(command, sizeof command, "cd %s && rm overview.svg && gnuplot overview.gp", shared.dir);
    assert_int_equal(system(command), 0);
    char *after = slurp(shared.dir, "overview.svg");
    assert_string_equal(before, after);
    mem_free(before);
    mem_free(after);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* The attribute values after `lead` up to the quote, sorted. */
static char **values_after(const char *text, const char *lead, int *n) {
    char **all = mem_zero((size_t)count(text, lead) + 1, sizeof *all);
    *n = 0;
    for (; (text = strstr(text, lead)); text++) {
        text += strlen(lead);
        size_t size = strcspn(text, "'\"");
        struct text value = {0};
        text_bytes(&value, text, size);
        all[(*n)++] = value.data;
    }
    qsort(all, (size_t)*n, sizeof *all, by_name);
    return all;
}

static void test_ids_are_unique(void **state) {
    (void)state;
    char *html = slurp(shared.dir, "report.html");
    for (char *c = html; *c; c++)
        if (*c == '\'') *c = '"';
    int n, references;
    char **ids = values_after(html, " id=\"", &n), **targets = values_after(html, "href=\"#", &references);
    assert_true(n > 100);
    assert_true(references > 100);
    for (int i = 1; i < n; i++)
        if (strcmp(ids[i - 1], ids[i]) == 0) fail_msg("id %s stands twice", ids[i]);
    for (int i = 0; i < references; i++)
        if (!bsearch(&targets[i], ids, (size_t)n, sizeof *ids, by_name)) fail_msg("nothing has the id %s", targets[i]);
    for (int i = 0; i < n; i++) mem_free(ids[i]);
    for (int i = 0; i < references; i++) mem_free(targets[i]);
    mem_free(ids);
    mem_free(targets);
    mem_free(html);
}

static void test_report_says(void **state) {
    (void)state;
    char fingerprint[RUN_ID_SIZE];
    assert_true(store_fingerprint(shared.store, fingerprint, NULL));
    static const char *const pages[] = {"report.html", "report.md"};
    for (int i = 0; i < 2; i++) {
        char *page = slurp(shared.dir, pages[i]);
        assert_non_null(strstr(page, "Nothing was trained."));
        assert_non_null(strstr(page, fingerprint));
        assert_non_null(strstr(page, "OpenBLAS 0.3.21 SkylakeX"));
        assert_non_null(strstr(page, "lexbench report made-up --db results.db"));
        assert_non_null(strstr(page, "30 (schemes: 5, tasks: 3, seeds: 2)"));
        mem_free(page);
    }
    char *html = slurp(shared.dir, "report.html");
    assert_int_equal(count(html, "<svg "), 12);
    assert_int_equal(count(html, "<strong>"), count(html, "</strong>"));
    assert_int_equal(count(html, "<strong>"), 0); /* two seeds tell nothing apart */
    assert_non_null(strstr(html, "default-src 'none'"));
    assert_int_equal(count(html, "<script"), 1);
    assert_non_null(strstr(html, "script-src 'sha256-"));
    assert_null(strstr(html, "http://localhost"));
    assert_int_equal(count(html, "<g data-scheme=\"rope\""), count(html, "<g data-scheme=\"alibi\""));
    assert_non_null(strstr(html, " class=\"pt\"><title>rope, sort\nlength 40 (2x): median "));
    assert_non_null(strstr(html, "\nn=2, by seed: 1: "));
    assert_int_equal(count(html, " class=\"pt\">"), 3 * 5 * 6 + 3 * 6 * 6); /* overview; three tasks with a variant */
    mem_free(html);
}

/* What came out, a chart, contents, then the rest; links of the contents lead somewhere (test_ids_are_unique). */
static void test_report_order(void **state) {
    (void)state;
    static const char *const pages[][6] = {{"report.html", ">What came out<", "<figure id=\"overview\"", ">Contents<",
                                            "href=\"#part-2\"", ">Runs, code and settings</h2>"},
                                           {"report.md", "## What came out", "](overview.png)", "## Contents",
                                            "](#part-2)", "## Runs, code and settings"}};
    for (int i = 0; i < 2; i++) {
        char *page = slurp(shared.dir, pages[i][0]);
        const char *at = page;
        for (int k = 1; k < 6; k++)
            if (!(at = strstr(at, pages[i][k]))) fail_msg("%s: %s does not follow", pages[i][0], pages[i][k]);
        assert_int_equal(count(page, pages[i][2]), 1);
        mem_free(page);
    }
}

/* ---- names that try to be something else ---- */

static const char *const hostile_labels[] = {
    "`touch pwn`",
    "'.system('touch pwn').'",
    "'; DROP TABLE run; --",
    "''a''''b'''",
    "\"`touch pwn`\"",
    "$(touch pwn); @pwn",
    "# not a comment",
    "50%d %s%n",
    "{/Bold=20 x}_y^z\\",
    "<script>alert(1)</script>&amp;",
    "| **a** | [x](javascript:y)",
    "../../etc/x\ty\nz",
    "Größe – ある長いとても長いとても長いとても長いとても長い名前 of a scheme that never ends"};
static const char *const hostile_tasks[] = {"`touch pwn`", "../pwn", "'.system('touch pwn').'<img src=x onerror=y>"};
static const struct fixture hostile = {.suite = "`touch pwn`'; DROP TABLE suite; --<b>",
                                       .about = "`touch pwn` <script>alert(2)</script>",
                                       .n_labels = 13,
                                       .n_tasks = 3,
                                       .n_seeds = 1,
                                       .n_lengths = 5,
                                       .label = hostile_labels,
                                       .task = hostile_tasks,
                                       .train_length = 10,
                                       .first_length = 5,
                                       .depth = true,
                                       .variants = true};

static bool is_below(const char *dir, const char *name) {
    char *path = path_join(dir, name);
    bool there = file_exists(path);
    mem_free(path);
    return there;
}

static void test_hostile_names(void **state) {
    (void)state;
    struct place p = place_open(&hostile);
    report(&p, hostile.suite);
    assert_false(file_exists("pwn"));
    assert_false(is_below(p.dir, "pwn"));
    assert_false(file_exists("/tmp/pwn"));
    char *html = slurp(p.dir, "report.html");
    assert_int_equal(count(html, "<script"), 1); /* the page's own */
    assert_null(strstr(html, "<img"));
    assert_non_null(strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"));
    char *svg = slurp(p.dir, "accuracy-touch-pwn.svg");
    assert_non_null(strstr(svg, "<text>`touch pwn`"));
    char *heat = slurp(p.dir, "heatmap-touch-pwn.svg");
    assert_non_null(strstr(heat, "&lt;script>alert(1)&lt;/script>&amp;amp;"));
    assert_non_null(strstr(heat, "{/Bold=20 x}_y^z\\"));
    assert_non_null(strstr(heat, "<text>''a''''b'''"));
    assert_non_null(strstr(heat, "50%d %s%n"));
    struct table *runs = store_query(p.store, "SELECT count(*) FROM run", NULL, 0, NULL);
    assert_string_equal(table_at(runs, 0, 0), "39");
    table_free(runs);
    mem_free(html);
    mem_free(svg);
    mem_free(heat);
    place_close(&p);
}

/* No text of a chart begins or ends outside it. gnuplot writes <g transform="translate(x,y)..." text-anchor=...>
 * around each; a character is about 7.2 wide. */
static void check_texts_inside(const char *svg, const char *name) {
    double width = 0, height = 0;
    const char *size = strstr(svg, "width=\"");
    assert_int_equal(sscanf(size, "width=\"%lf\" height=\"%lf\"", &width, &height), 2);
    int texts = 0;
    for (const char *at = svg; (at = strstr(at, "translate(")); at++) {
        const char *close = strchr(at, '>'), *text = strstr(at, "<text>");
        double x, y;
        if (!close || !text || text - close > 8 || sscanf(at, "translate(%lf,%lf)", &x, &y) != 2) continue;
        const size_t tag = (size_t)(close - at);
        if (memmem(at, tag, "rotate", 6)) continue;
        int letters = 0;
        for (const char *c = text + 6; *c && *c != '<'; c++) {
            if (*c == '&') c += strcspn(c, ";");
            letters += ((unsigned char)*c & 0xC0) != 0x80;
        }
        double wide = 6.5 * letters;
        double left = memmem(at, tag, "\"end\"", 5) ? x - wide : memmem(at, tag, "\"middle\"", 8) ? x - wide / 2 : x;
        if (left < -1 || left + wide > width + 1 || y < 0 || y > height)
            fail_msg("%s: a text of %d letters at %g, %g is cut (%g x %g)", name, letters, x, y, width, height);
        texts++;
    }
    assert_true(texts > 5);
}

static void check_all_texts(const char *dir) {
    char **names;
    int n;
    assert_true(dir_list(dir, ".svg", &names, &n, NULL));
    assert_true(n > 2);
    for (int i = 0; i < n; i++) {
        char *svg = slurp(dir, names[i]);
        check_texts_inside(svg, names[i]);
        mem_free(svg);
    }
    dir_free(names, n);
}

static void test_many_schemes_fit_the_page(void **state) {
    (void)state;
    static char names[30][40];
    static const char *labels[30];
    for (int i = 0; i < 30; i++) {
        snprintf(names[i], sizeof names[i], "scheme %d with a long name", i);
        labels[i] = names[i];
    }
    struct fixture f = plain;
    f.label = labels;
    f.n_labels = 30;
    f.n_seeds = 1;
    struct place p = place_open(&f);
    draw(&p, f.suite, PLOT_SVG);
    check_all_texts(p.dir);
    char *svg = slurp(p.dir, "overview.svg"), *heat = slurp(p.dir, "heatmap-sort.svg");
    assert_non_null(strstr(heat, "scheme 29 with a long name"));
    assert_non_null(strstr(svg, "grey: 24 others")); /* the best, the worst and the first are chosen */
    assert_non_null(strstr(svg, "scheme 0 with a long name"));
    mem_free(svg);
    mem_free(heat);
    place_close(&p);
}

static void test_texts_inside(void **state) {
    (void)state;
    check_all_texts(shared.dir);
}

/* ---- little or nothing to draw ---- */

static void test_one_of_everything(void **state) {
    (void)state;
    struct fixture f = plain;
    f.n_labels = f.n_tasks = f.n_seeds = f.n_lengths = 1;
    f.depth = f.variants = false;
    struct place p = place_open(&f);
    report(&p, f.suite);
    assert_true(is_below(p.dir, "accuracy-copy-symbols-60.svg"));
    assert_true(is_below(p.dir, "heatmap-copy-symbols-60.svg"));
    assert_false(is_below(p.dir, "ranking.svg")); /* nothing beyond the training length */
    place_close(&p);
}

static void test_nothing_to_draw(void **state) {
    (void)state;
    int failed = 0;
    struct error err = {0};
    struct place p = place_open(NULL);
    assert_false(plots_write(p.store, "nowhere", NULL, NULL, p.dir, PLOT_SVG, &err));
    assert_int_equal(err.exit_code, EXIT_NOTHING);
    assert_non_null(strstr(err.text, "no suite 'nowhere'"));
    assert_true(store_add_suite(p.store, "empty", "", "", &err));
    assert_false(report_write(p.store, "empty", NULL, NULL, p.dir, PLOT_ALL, &failed, &err));
    assert_int_equal(err.exit_code, EXIT_NOTHING);
    assert_non_null(strstr(err.text, "no finished run"));
    assert_null(summary_table(p.store, "empty", false, &err));
    place_close(&p);
}

/* A run that failed before its evaluation is listed, and nothing is drawn of it. */
static void test_failed_runs(void **state) {
    (void)state;
    int failed = 0;
    struct error err = {0};
    struct fixture f = plain;
    f.n_labels = 2;
    f.n_tasks = 1;
    f.n_seeds = 1;
    struct place p = place_open(NULL);
    assert_true(store_add_suite(p.store, f.suite, f.about, "", &err));
    struct run_record r = fixture_run(&f, 0, 0, 1);
    const int evaluations = r.n_eval, points = r.n_curve;
    r.n_eval = r.n_curve = 0;
    r.status = RUN_FAILED;
    r.fitted = false;
    snprintf(r.reason, sizeof r.reason, "<i>out of luck</i>");
    assert_true(store_ingest(p.store, &r, &err));
    r.n_eval = evaluations;
    r.n_curve = points;
    run_record_free(&r);
    assert_false(report_write(p.store, f.suite, NULL, NULL, p.dir, PLOT_ALL, &failed, &err));
    assert_int_equal(err.exit_code, EXIT_NOTHING);
    assert_non_null(strstr(err.text, "nothing to draw"));
    r = fixture_run(&f, 1, 0, 1);
    assert_true(store_ingest(p.store, &r, &err));
    run_record_free(&r);
    report(&p, f.suite);
    char *html = slurp(p.dir, "report.html");
    assert_non_null(strstr(html, "&lt;i&gt;out of luck&lt;/i&gt;"));
    mem_free(html);
    place_close(&p);
}

static void test_gnuplot_missing(void **state) {
    (void)state;
    struct error err = {0};
    struct place p = place_open(&plain);
    char *path = mem_text(getenv("PATH"));
    setenv("PATH", p.dir, 1);
    bool drawn = plots_write(p.store, "made-up", NULL, NULL, p.dir, PLOT_SVG, &err);
    setenv("PATH", path, 1);
    mem_free(path);
    assert_false(drawn);
    assert_non_null(strstr(err.text, "gnuplot is not installed"));
    assert_non_null(strstr(err.text, "gnuplot-nox"));
    place_close(&p);
}

static void write_script(const struct place *p, const char *name, const char *text) {
    char *path = path_join(p->dir, name);
    assert_true(file_write(path, text, strlen(text), NULL));
    mem_free(path);
}

static void test_gnuplot_fails(void **state) {
    (void)state;
    struct error err = {0};
    struct place p = place_open(NULL);
    write_script(&p, "wrong.gp", "set terminal svg\nset output 'wrong.svg'\nplot nothing_of_that_name\n");
    assert_false(gnuplot_draw(p.dir, "wrong", PLOT_SVG, 20, &err));
    assert_non_null(strstr(err.text, "line 3"));
    assert_non_null(strstr(err.text, "nothing_of_that_name"));
    write_script(&p, "silent.gp", "x = 1\n");
    assert_false(gnuplot_draw(p.dir, "silent", PLOT_SVG, 20, &err));
    assert_non_null(strstr(err.text, "left no"));
    write_script(&p, "slow.gp", "pause 30\n");
    assert_false(gnuplot_draw(p.dir, "slow", PLOT_SVG, 1, &err));
    assert_non_null(strstr(err.text, "more than 1 seconds"));
    place_close(&p);
}

/* ---- pieces ---- */

static void test_formats_parse(void **state) {
    (void)state;
    unsigned formats;
    struct error err = {0};
    assert_true(plot_formats_parse("svg,pdf", &formats, &err));
    assert_int_equal(formats, PLOT_SVG | PLOT_PDF);
    assert_true(plot_formats_parse("png", &formats, &err));
    assert_int_equal(formats, PLOT_PNG);
    static const char *const wrong[] = {"", "jpeg", "svg,", ",svg", "svg png", "sv"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(plot_formats_parse(wrong[i], &formats, &err));
    assert_non_null(strstr(err.text, "svg, png, pdf, eps"));
}

static void test_svg_inline(void **state) {
    (void)state;
    struct text out = {0};
    svg_inline(
        &out,
        &(struct drawing){
            .name = "n",
            .title = "x<y",
            .svg = "<?xml?><svg width=\"1\"><title>Gnuplot</title><g id=\"a\"/><use xlink:href='#a'/><b f='url(#a)'/>"
                   "<text> id='a' href='#a'</text></svg>"});
    assert_string_equal(text_of(&out),
                        "<svg role=\"group\" aria-label=\"x&lt;y\" width=\"1\"><g id=\"n-a\"/><use xlink:href='#n-a'/>"
                        "<b f='url(#n-a)'/><text> id='a' href='#a'</text></svg>");
    text_free(&out);
}

/* What gnuplot draws around two gridlines, a polyline, two markers and a text. */
static const char small_drawing[] =
    "<svg role=\"group\" aria-label=\"t\" width=\"9\"\n xmlns=\"s\"\n><g id=\"n-canvas\"><rect/><defs>"
    "<circle id='n-gpPt5' stroke='currentColor' r='1'/><use xlink:href='#n-gpPt5' id='n-gpPt6' fill='currentColor'/>"
    "<path id='n-gpPt7' d='M0,1 z'/></defs>"
    "<g fill=\"none\" color=\"black\" stroke=\"currentColor\" stroke-width=\"0.50\">"
    "<path stroke='rgb(228, 228, 228)' class=\"gridline\"  d='M58.77,263.74 L398.18,263.74  '/></g>"
    "<g transform=\"translate(54.34,267.86)\" stroke=\"none\" fill=\"rgb(32,32,32)\" font-size=\"12.67\"  "
    "text-anchor=\"end\"><text>0 &lt; 1</text></g>"
    "<g fill=\"none\" color=\"black\" stroke=\"currentColor\" stroke-width=\"0.50\">"
    "<path stroke='rgb(228, 228, 228)' class=\"gridline\"  d='M58.77,200.04 L398.18,200.04  '/></g>"
    "<g transform=\"translate(1.00,2.00)\" stroke=\"none\"><text></text></g>"
    "<g data-scheme=\"rope\" id=\"n-plot_1\" ><g fill=\"none\" color=\"black\" stroke=\"currentColor\" "
    "stroke-width=\"1.00\"><path stroke='rgb(  0, 114, 178)'  d='M1.04,1.04 L2.06,1.96 L2.06,1.96 L3.50,1.96\n "
    "M7.00,7.00 L7.04,7.04  '/>"
    "<use xlink:href='#n-gpPt6' transform='translate(1.04,1.04) scale(1.69)' color='rgb(  0, 114, 178)'/>"
    "<use xlink:href='#n-gpPt6' transform='translate(2.06,1.96) scale(1.69)' color='rgb(  0, 114, 178)' class=\"pt\">"
    "<title>two</title></use></g></g></g></svg>";

static void test_svg_compact(void **state) {
    (void)state;
    struct text out = {0};
    svg_compact(&out, small_drawing, "c1");
    assert_string_equal(
        text_of(&out),
        "<svg role=\"group\" aria-label=\"t\" width=\"9\" fill=\"none\"><defs><g id=\"c1-0\" "
        "transform=\"scale(1.69)\"><g fill=\"currentColor\"><circle stroke=\"currentColor\" r=\"1\"/></g></g></defs>"
        "<path stroke=\"#e4e4e4\" stroke-width=\"0.5\" d=\"M58.8 263.7h339.4m-339.4-63.7h339.4\"/>"
        "<text fill=\"#202020\" font-size=\"12.67\" text-anchor=\"end\" x=\"54.3\" y=\"267.9\">0 &lt; 1</text>"
        "<g data-scheme=\"rope\"><path stroke=\"#0072b2\" d=\"M1 1l1.1 1h1.4\"/><g color=\"#0072b2\"><use "
        "href=\"#c1-0\" x=\"1\" y=\"1\"/><use href=\"#c1-0\" x=\"2.1\" y=\"2\" class=\"pt\"><title>two</title></use>"
        "</g></g></svg>\n");
    text_clear(&out);
    static const char curve[] =
        "<svg xmlns=\"s\"><g id=\"n-canvas\"><defs></defs><path stroke='black' d='M1,1 C2,2'/></g></svg>";
    svg_compact(&out, curve, "c1");
    assert_string_equal(text_of(&out), curve);
    text_free(&out);
}

/* What is filled later hides what was drawn before: nothing moves past it. */
static void test_svg_compact_order(void **state) {
    (void)state;
    struct text out = {0};
    svg_compact(&out,
                "<svg xmlns=\"s\"><g id=\"n-canvas\"><defs></defs><path stroke='black' d='M0,0 L1,0'/>"
                "<polygon fill = 'rgb(1, 2, 3)' points = '0.00,0.00 1.00,0.00 1.00,2.00 '/>"
                "<path stroke='black' d='M0,5 L1,5'/></g></svg>",
                "c");
    assert_string_equal(text_of(&out), "<svg fill=\"none\"><path stroke=\"#000\" d=\"M0 0h1\"/><path fill=\"#010203\" "
                                       "d=\"M0 0h1v2z\"/><path stroke=\"#000\" d=\"M0 5h1\"/></svg>\n");
    text_free(&out);
}

/* Cells with their outlines, and the steps of a scale of colours, of which those that look alike are one. */
static void test_svg_compact_cells(void **state) {
    (void)state;
    struct text out = {0};
    svg_compact(
        &out,
        "<svg xmlns=\"s\"><g id=\"n-canvas\"><defs></defs><g stroke-width=\"1.00\">"
        "<g shape-rendering='crispEdges'><polygon fill = 'rgb(0, 0, 9)' points = '0.00,2.00 5.01,2.00 5.01,0.00 "
        "0.00,0.00 "
        "'/></g><path stroke='rgb(255, 255, 255)' d='M0.00,0.00 L0.00,2.00 L5.00,2.00 L5.00,0.00 L0.00,0.00 Z  '/>"
        "<g shape-rendering='crispEdges'><polygon fill = 'rgb(0, 0, 9)' points = '5.00,2.00 9.00,2.00 9.00,0.00 "
        "5.00,0.00 "
        "'/></g><path stroke='rgb(255, 255, 255)' d='M5.00,0.00 L5.00,2.00 L9.00,2.00 L9.00,0.00 L5.00,0.00 Z  '/></g>"
        "<g shape-rendering='crispEdges'><polygon fill = 'rgb(0, 0, 100)' points = '0,9 1,9 1,8 0,8 '/>"
        "<polygon fill = 'rgb(0, 3, 105)' points = '1,9 2,9 2,8 1,8 '/>"
        "<polygon fill = 'rgb(0, 3, 107)' points = '2,9 3,9 3,8 2,8 '/>"
        "<polygon fill = 'rgb(0, 3, 107)' points = '3,9 4,9 4,7 3,7 '/></g></g></svg>",
        "c");
    assert_string_equal(
        text_of(&out),
        "<svg fill=\"none\"><g shape-rendering=\"crispEdges\" stroke=\"#ffffff\"><path fill=\"#000009\" d=\"M0 "
        "0h5v2h-5z\"/><path fill=\"#000009\" d=\"M5 0h4v2h-4z\"/></g><g shape-rendering=\"crispEdges\"><path "
        "fill=\"#000064\" d=\"M0 8h2v1h-2z\"/><path fill=\"#00036b\" d=\"M2 8h1v1h-1z\"/><path fill=\"#00036b\" "
        "d=\"M3 7h1v2h-1z\"/></g></svg>\n");
    text_free(&out);
}

/* One group as gnuplot writes it: a line of a colour, points. */
static void add_group(struct text *svg, int id, const char *colour, int points) {
    text_add(svg, "<g id=\"gnuplot_plot_%d\" ><g stroke=\"rgb(stale)\"><path stroke='%s'/>", id, colour);
    for (int i = 0; i < points; i++) text_add(svg, "<use xlink:href='#p' transform='translate(%d,1)'/>", i);
    text_add(svg, "</g></g>");
}

static struct text inlined(const struct text *svg, int n, const struct page_series *series, const char *panel) {
    struct text out = {0};
    struct drawing d = {.name = "n", .title = "", .svg = text_of(svg), .n = n, .series = series};
    snprintf(d.panel_colour, sizeof d.panel_colour, "%s", panel);
    svg_inline(&out, &d);
    return out;
}

/* Whose a group is, is said only where the drawing leaves no doubt; the same of its points. */
static void test_svg_series(void **state) {
    (void)state;
    char *words[] = {"first", "second", "third"};
    int one[] = {1, 1}, panels[] = {1, 1, 2};
    const struct page_series series[] = {{"rope", "rgb(1)", true, 2, words, one},
                                         {"a<b", "", true, 0, NULL, NULL},
                                         {"t5", "rgb(3)", true, 3, words, panels}};
    struct text svg = {0};
    text_add(&svg, "<svg><use xlink:href='#p' transform='translate(0,0)'/>");
    add_group(&svg, 1, "rgb(1)", 0); /* a band */
    add_group(&svg, 2, "rgb(1)", 5); /* seeds: nothing is known of them */
    add_group(&svg, 3, "rgb(1)", 2); /* medians */
    add_group(&svg, 4, "rgb(3)", 2); /* two panels */
    add_group(&svg, 5, "rgb(3)", 1);
    add_group(&svg, 6, "rgb(9)", 1); /* nobody's */
    text_add(&svg, "<path stroke='rgb(1)'/><text>rope</text><text>rope (1/2 fitted)</text><text>rope "
                   "1/2</text><text>rope 1</text><text>ropes</text>"
                   "<text>a&lt;b</text></svg>");
    struct text out = inlined(&svg, 3, series, "");
    const char *html = text_of(&out);
    assert_int_equal(count(html, "<g data-scheme=\"rope\" id="), 3);
    assert_int_equal(count(html, "<g data-scheme=\"t5\" id="), 2);
    assert_int_equal(count(html, "<g data-scheme="), 5);
    assert_int_equal(count(html, "<text data-scheme=\"rope\">"), 3);
    assert_int_equal(count(html, "<text data-scheme=\"a&lt;b\">"), 1);
    assert_int_equal(count(html, "class=\"pt\"><title>first</title></use>"), 2);
    assert_int_equal(count(html, "class=\"pt\"><title>second</title></use>"), 2);
    assert_int_equal(count(html, "class=\"pt\"><title>third</title></use>"), 1);
    assert_int_equal(count(html, "class=\"pt\""), 5);
    text_free(&svg);
    text_free(&out);
}

/* A panel for every series, all of one colour, each named behind what its panel shows. */
static void test_svg_panels(void **state) {
    (void)state;
    const struct page_series series[] = {{.name = "rope", .drawn = true}, {.name = "t5", .drawn = true}};
    struct text svg = {0};
    text_add(&svg, "<svg>");
    add_group(&svg, 1, "rgb(grey)", 0); /* the others, behind */
    add_group(&svg, 2, "rgb(1)", 0);
    text_add(&svg, "<text>title</text><text>rope</text>");
    add_group(&svg, 3, "rgb(1)", 0);
    text_add(&svg, "<text>t5 (not fitted)</text>");
    struct text out = inlined(&svg, 2, series, "rgb(1)");
    assert_int_equal(count(text_of(&out), "<g data-scheme=\"rope\" id="), 1);
    assert_int_equal(count(text_of(&out), "<g data-scheme=\"t5\" id="), 1);
    text_free(&out);
    /* One whose panel is named otherwise: nothing of the chart is given to anyone. */
    text_clear(&svg);
    text_add(&svg, "<svg>");
    add_group(&svg, 1, "rgb(1)", 0);
    text_add(&svg, "<text>r...</text>");
    add_group(&svg, 2, "rgb(1)", 0);
    text_add(&svg, "<text>t5</text>");
    out = inlined(&svg, 2, series, "rgb(1)");
    assert_int_equal(count(text_of(&out), "<g data-scheme="), 0);
    text_free(&out);
    text_clear(&svg); /* a legend: both names behind everything */
    text_add(&svg, "<svg>");
    add_group(&svg, 1, "rgb(1)", 0);
    add_group(&svg, 2, "rgb(1)", 0);
    text_add(&svg, "<text>rope</text><text>t5</text>");
    out = inlined(&svg, 2, series, "rgb(1)");
    assert_int_equal(count(text_of(&out), "<g data-scheme="), 0);
    text_free(&out);
    text_free(&svg);
}

/* A name in several lines is one name, whatever series a line of it would name; elsewhere lines stand for themselves.
 */
static void test_svg_wrapped_names(void **state) {
    (void)state;
    const struct page_series series[] = {{.name = "sinusoidal+alibi", .drawn = true},
                                         {.name = "alibi", .drawn = true},
                                         {.name = "my rope", .drawn = true},
                                         {.name = "rope", .drawn = true}};
    struct text svg = {0};
    text_add(&svg, "<svg>");
    add_group(&svg, 1, "rgb(1)", 0);
    text_add(&svg, "<text>title</text><g transform=\"translate(1,1)\"><text>sinusoidal+</text></g>"
                   "<g transform=\"translate(1,2)\"><text>alibi</text></g>"
                   "<g transform=\"translate(1,3)\"><text>(1/2</text></g>"
                   "<g transform=\"translate(1,4)\"><text>fitted)</text></g>");
    add_group(&svg, 2, "rgb(1)", 0);
    text_add(&svg, "<text>alibi</text>");
    add_group(&svg, 3, "rgb(1)", 0);
    text_add(&svg, "<g transform=\"translate(1,1)\"><text>my</text></g><g transform=\"translate(1,2)\">"
                   "<text>rope</text></g><g transform=\"translate(1,3)\"><text>0/2</text></g>");
    add_group(&svg, 4, "rgb(1)", 0);
    text_add(&svg, "<g transform=\"translate(1,1)\"><text>rope</text></g>"
                   "<g transform=\"translate(2,1)\"><text>2/3</text></g>"); /* in a column of its own */
    struct text out = inlined(&svg, 4, series, "rgb(1)");
    const char *html = text_of(&out);
    assert_int_equal(count(html, "<g data-scheme="), 4);
    assert_int_equal(count(html, "<text data-scheme=\"sinusoidal+alibi\">"), 4);
    assert_int_equal(count(html, "<text data-scheme=\"my rope\">"), 3);
    assert_int_equal(count(html, "<text data-scheme=\"alibi\">"), 1);
    assert_int_equal(count(html, "<text data-scheme=\"rope\">"), 1);
    text_free(&out);
    text_free(&svg);
}

/* Who counts: every chart over runs says whether it is all of them. */
static void test_charts_say_who_counts(void **state) {
    (void)state;
#define CHART(name) &chart_##name,
    static const struct chart *const charts[] = {
#include "plots/list.h"
    };
#undef CHART
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
        const char *about = charts[i]->about;
        const bool of_runs = strcmp(charts[i]->name, "verdicts") != 0; /* whose claims say it themselves */
        if (of_runs && !strstr(about, "all runs") && !strstr(about, "A line per run") &&
            !strstr(about, "runs that fitted"))
            fail_msg("the chart '%s' does not say of which runs it is", charts[i]->name);
    }
}

/* A chart without a row in plots/list.h would never be drawn, nor a template that no chart names. */
static void test_list_and_folder_agree(void **state) {
    (void)state;
    char **names, row[64], *list = slurp("plots", "list.h");
    int n, charts = 0;
    struct text all = {0};
    assert_true(dir_list("plots", ".c", &names, &n, NULL));
    for (int i = 0; i < n; i++) {
        char *source = slurp("plots", names[i]);
        text_add(&all, "%s", source);
        snprintf(row, sizeof row, "const struct chart chart_%.*s =", (int)strlen(names[i]) - 2, names[i]);
        const bool drawn = strstr(source, row) != NULL;
        mem_free(source);
        snprintf(row, sizeof row, "CHART(%.*s)", (int)strlen(names[i]) - 2, names[i]);
        /* of no suite's runs */
        if (strcmp(names[i], "scheme.c") == 0 || strcmp(names[i], "history.c") == 0 || strcmp(names[i], "heads.c") == 0)
            continue;
        assert_int_equal(drawn, strstr(list, row) != NULL);
        charts += drawn;
    }
    dir_free(names, n);
    assert_int_equal(count(list, "\nCHART("), charts);
    assert_true(dir_list("plots", ".gp", &names, &n, NULL));
    for (int i = 0; i < n; i++) {
        snprintf(row, sizeof row, "plots_%.*s_gp", (int)strlen(names[i]) - 3, names[i]);
        assert_non_null(strstr(text_of(&all), row));
    }
    dir_free(names, n);
    text_free(&all);
    mem_free(list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_equals_views),
        cmocka_unit_test(test_charts_say_who_counts),
        cmocka_unit_test(test_styles_agree),
        cmocka_unit_test(test_series_of_one_entry),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_same_bytes_again),
        cmocka_unit_test(test_script_runs_by_hand),
        cmocka_unit_test(test_ids_are_unique),
        cmocka_unit_test(test_report_says),
        cmocka_unit_test(test_report_order),
        cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_texts_inside),
        cmocka_unit_test(test_many_schemes_fit_the_page),
        cmocka_unit_test(test_one_of_everything),
        cmocka_unit_test(test_nothing_to_draw),
        cmocka_unit_test(test_failed_runs),
        cmocka_unit_test(test_gnuplot_missing),
        cmocka_unit_test(test_gnuplot_fails),
        cmocka_unit_test(test_formats_parse),
        cmocka_unit_test(test_svg_inline),
        cmocka_unit_test(test_svg_compact),
        cmocka_unit_test(test_svg_compact_order),
        cmocka_unit_test(test_svg_compact_cells),
        cmocka_unit_test(test_svg_wrapped_names),
        cmocka_unit_test(test_svg_series),
        cmocka_unit_test(test_svg_panels),
        cmocka_unit_test(test_list_and_folder_agree),
    };
    return cmocka_run_group_tests_name("plots", tests, shared_open, shared_close);
}
