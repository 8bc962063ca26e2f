/* What the files of this room share: everything that a site is made of, read before its first page is written. */
#ifndef LEXBENCH_SITE_INTERNAL_H
#define LEXBENCH_SITE_INTERNAL_H
#include "base/text.h"
#include "plots/outcome.h"
#include "plots/page.h"
#include "results/claim.h"
#include "site/site.h"

struct site_database {
    const char *path;
    char *name; /* the path's last part without its ending, unlike that of every other: addresses and pages have it, so
                   that no page tells where a database lay */
    struct store *store;
    struct table *stale;    /* verdicts (run/claim_state.h), or NULL */
    struct table *verdicts; /* v_verdict */
    char fingerprint[RUN_ID_SIZE];
};
struct site_suite {
    const struct site_database *database;
    char *name, *address; /* of its page, from the site's root */
    struct dataset dataset;
    struct outcome outcome;
};
/* The newest verdict on a claim at a scale among all databases. */
struct site_verdict {
    const struct site_database *database; /* NULL: there is none */
    int row;                              /* of its verdicts */
};
struct site_claim {
    const struct claim *claim;
    char *address;
    struct site_verdict verdict[SCALES];
};
struct site_content {
    const char *draft; /* the folder to write into */
    int n_databases, n_suites, n_claims;
    struct site_database *database;
    struct site_suite *suite;
    struct site_claim *claim;
    struct claim **files; /* what the claims point to */
    struct text left_out; /* suites without an evaluated run, for a message */
};

/* read.c. site_free may be called after an error. */
bool site_read(struct site_content *site, const struct site_ask *ask, struct error *err);
void site_free(struct site_content *site);
/* The verdict in words, "reproduced" or "reproduced (stale: file changed)"; "" where there is none. */
void site_verdict_words(const struct site_claim *claim, enum claim_scale scale, struct text *out);
/* A verdict's cell of the column. */
const char *site_verdict_at(const struct site_verdict *verdict, const char *column);

/* page.c: begins a page of the site at this address ("claims/x.html"), with a link to the index; and ends and writes
 * it. */
struct page site_page(const char *address, const char *title);
bool site_page_save(const struct site_content *site, struct page *page, const char *address, struct error *err);
/* `address`, from a page at `from`: "../suites/x/index.html". Appended. */
void site_address(const char *from, const char *address, struct text *out);
/* Links from a page at `from` to n addresses from the root. */
void site_links(struct page *page, const char *from, const struct page_link *link, int n);

/* index.c, claim_pages.c */
bool site_index(const struct site_content *site, struct error *err);
bool site_claims(const struct site_content *site, struct error *err);
#endif
