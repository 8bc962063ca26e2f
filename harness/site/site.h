/* All that databases hold as a static site: pages that link to each other by relative addresses and load nothing but
 * the site's own style and script, for any web server or a disk.
 *
 *   index.html            what came out, and links to everything
 *   suites/NAME/          a suite's report with its charts, their data and their scripts, each drawn again by
 *                         `gnuplot CHART.gp` in its folder
 *   data/NAME.sqlite.zst  a database as a record (store_export), from which all pages are made
 *   claims/NAME.html      a claim: source, published figures, verdict, evidence seed by seed, what decided
 *   schemes/NAME.html     a scheme that something is stored or claimed of: formula, picture, where it carries and
 *                         where it collapses, claims, cost
 *   tasks/NAME.html       a task of that kind: what it is, how far each scheme carries on it
 *   charts/NAME.gp        what the scripts of charts load
 *   page.css, page.js     what pages load (plots/page.h)
 * Claims, schemes and tasks have an index.html, a table of their pages.
 *
 * NAME is a name's permalink (site_link). The same databases, claims and program make the same bytes.
 */
#ifndef LEXBENCH_SITE_H
#define LEXBENCH_SITE_H
#include "base/error.h"

struct site_ask {
    const char *dir;
    const char *const *database; /* [n] paths of databases or records, each opened to be read */
    int n;
    const char *claims; /* the folder of claim files */
};
/* The folder is owned (base/owned.h) by the manifest SITE_MANIFEST. A suite without an evaluated run has no page, and
 * is named in a message and on the index. A chart that cannot be drawn and a suite that cannot be read are no error:
 * their pages say why, a warning does, and *failed counts them. No suite at all in any of the databases: EXIT_NOTHING.
 */
#define SITE_MANIFEST "lexbench-site.txt"
bool site_write(const struct site_ask *ask, int *failed, struct error *err);

/* The part of an address that stands for a name, for good: the name itself if it consists of lower-case letters, digits
 * and single hyphens; else its letters and digits joined with hyphens, and 6 hexadecimal digits of its SHA-256, so that
 * no name that comes later can take it. mem_free it. */
char *site_link(const char *name);
#endif
