#include "site/site.h"
#include "base/log.h"
#include "cli/command.h"
#include <stdio.h>

static const struct flag site_flags[] = {FLAG_DBS, FLAG_CLAIMS, {"quiet", 'q', NULL, NULL, "only errors"}, {0}};

static int cmd_site(const struct call *call) {
    struct error err = {0};
    const char *database[REPEATS_MAX];
    const struct site_ask ask = {.dir = call->argument[0],
                                 .database = database,
                                 .n = flag_values(call, "db", database),
                                 .claims = flag_value(call, "claims")};
    log_quiet(flag_given(call, "quiet"));
    int failed;
    if (!site_write(&ask, &failed, &err)) return report_error(&err);
    printf("%s/index.html\n", ask.dir);
    return failed ? EXIT_SOME_FAILED : EXIT_OK;
}

const struct command command_site = {
    .name = "site",
    .arguments = "DIR",
    .summary = "all suites and claims as pages for any web server",
    .text =
        "  lexbench site public --db lexbench.db\n"
        "  lexbench site docs/site --db atlas.sqlite.zst --db claims.sqlite.zst\n\n"
        "DIR has an index, which begins with the schemes that carry farthest and with what is not known and has a "
        "search, a page a suite, which is its report, a page a claim, and a page a scheme "
        "and a task of which anything is stored or claimed, and each database as a record to download, its "
        "training curves thinned. Charts stand in their pages, with their data and scripts beside them: 'gnuplot "
        "CHART.gp' in their folder draws one again. Pages load nothing but the site's own style and script, and are "
        "readable without scripts; addresses stay the same when results are added. DIR is a folder "
        "that is not "
        "there yet, an empty one, or one of an earlier call: then files that are no longer part of the site are "
        "removed, those that " SITE_MANIFEST " in it names and no others. A call that was killed can be made "
        "again. Where a chart cannot be drawn its page says why, the rest is made, and the exit code is 4. "
        "contrib/github-pages.yml publishes a site.",
    .least = 1,
    .most = 1,
    FLAGS(site_flags),
    .run = cmd_site,
};
