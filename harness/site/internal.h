/* What the files of this room share: everything that a site is made of, read before its first page is written. */
#ifndef LEXBENCH_SITE_INTERNAL_H
#define LEXBENCH_SITE_INTERNAL_H
#include "base/text.h"
#include "encoders/encoder.h"
#include "model/scheme.h"
#include "plots/outcome.h"
#include "plots/page.h"
#include "plots/reach.h"
#include "results/claim.h"
#include "site/site.h"
#include "tasks/task.h"

#define SITE_SCRIPTS "charts" /* the folder of what the scripts of all charts share */

struct site_database {
    const char *path;
    char *name; /* the path's last part without its ending, unlike that of every other: addresses and pages have it, so
                   that no page tells where a database lay */
    struct store *store;
    struct table *stale;    /* verdicts (run/claim_state.h), or NULL */
    struct table *verdicts; /* v_verdict */
    char fingerprint[RUN_ID_SIZE];
    char *record;        /* address of its record, from the site's root */
    double size;         /* of the record, in bytes; 0: not written yet */
    struct table *hosts; /* one row: runs, revision, processor: what its runs were made by and on */
};
struct site_suite {
    const struct site_database *database;
    char *name, *title, *address; /* title: the name, and the database's where another has a suite of this name; address
                                     of its page, from the site's root */
    struct dataset dataset;
    struct outcome outcome;
    struct reaches reaches;
    struct text failure; /* why it cannot be shown, and nothing else is known of it; empty: it can */
    struct table *costs; /* task, label, parameters, step (ms of training), near and far (us of evaluation a token, at
                            the training length and at the greatest multiple that was evaluated), multiple (that) */
};
/* The schemes of an expression, each once; none where it cannot be read. */
struct site_parts {
    int n;
    const struct encoder *encoder[SCHEME_PARTS_MAX];
};
/* A scheme on a task of a suite, as trained or under a variant. */
struct site_arm {
    const struct site_suite *suite;
    const struct reach_arm *reach;
    struct site_parts parts;
    const struct task *task; /* NULL: not in the list of tasks */
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
    struct table *seeds[SCALES]; /* seed, what each check measured, evidence; NULL: not known */
    bool *of_encoder, *of_task;  /* [encoders] and [tasks] of the lists: is it about this one? */
};
/* A scheme or a task with a page; one without anything stored or claimed has none. */
struct site_subject {
    char *address; /* NULL: it has no page */
    int arms;      /* of it, as trained and under variants */
};
struct site_content {
    const char *draft; /* the folder to write into */
    int *failed;       /* counts what could not be drawn or read */
    int n_databases, n_suites, n_claims, n_arms, n_encoders, n_tasks;
    struct site_database *database;
    struct site_suite *suite;
    struct site_claim *claim;
    struct claim **files;               /* what the claims point to */
    struct site_arm *arm;               /* in the order of suites */
    struct site_subject *scheme, *task; /* [encoders], [tasks] of the lists */
    struct text left_out;               /* suites without an evaluated run */
};

/* Opens the databases; what of them becomes pages is read later. site_free may be called after an error. */
bool site_open(struct site_content *site, const struct site_ask *ask, struct error *err);
bool site_read(struct site_content *site, const struct site_ask *ask, struct error *err);
void site_free(struct site_content *site);
/* The scale whose verdict stands for the claim: the published one where there is such a verdict. */
enum claim_scale site_claim_scale(const struct site_claim *claim);
enum claim_verdict site_claim_verdict(const struct site_claim *claim); /* at that scale */
/* The verdict in words, "reproduced" or "reproduced (stale: file changed)"; "" where there is none. */
void site_verdict_words(const struct site_claim *claim, enum claim_scale scale, struct text *out);
/* A verdict's cell of the column. */
const char *site_verdict_at(const struct site_verdict *verdict, const char *column);

/* records.c: writes every database as a record into the draft and goes on with that: runs may be stored while pages are
 * made, and all pages are to show what their readers can download. */
bool site_records(struct site_content *site, struct error *err);

/* seeds.c: the evidence for verdicts seed by seed. */
bool site_read_seeds(struct site_content *site, const char *claims, struct error *err);

/* arms.c. The last part of reading: arms, what claims are about, and which schemes and tasks have pages. */
void site_read_arms(struct site_content *site);
void site_free_arms(struct site_content *site);
bool site_parts_have(const struct site_parts *parts, const struct encoder *encoder);
/* The page of the scheme, where the expression is of one alone; else NULL. */
const char *site_scheme_address(const struct site_content *site, const struct site_parts *parts);
const char *site_task_address(const struct site_content *site, const struct task *task);
int site_encoder_index(const struct encoder *encoder); /* in encoder_list */

/* How many settings (a task of a suite) that no loss judges a scheme was trained on alone, on how many of them half
 * of its runs or more fitted, and on how many half of these hold 90 % to twice or four times the training length; and
 * the least and the greatest number of its runs on one of them, each of a seed of its own. */
struct site_score {
    int settings, fitted, to_2x, to_4x, least, most;
};
struct site_score site_score_of(const struct site_content *site, const struct encoder *encoder);
/* The encoders with a page, best first: by settings carried to 2x, then to 4x, then fitted, then by fewer settings,
 * none last; into order[n_encoders]; how many. */
int site_rank(const struct site_content *site, const struct encoder **order);

/* "1", or "1 to 7". */
void site_seeds_words(struct text *out, int least, int most);
/* "a single seed", "1 to 8 seeds", and, of too few, what they cannot say; the end of a sentence. */
void site_say_seeds(struct text *out, int least, int most);

/* table.c: the next cell of a table on the page at `from`, which leads to an address from the site's root; NULL:
 * nowhere. */
void site_cell(struct table *table, const char *from, const char *address, const char *word);
void site_table_end(struct page *page, struct table *table); /* puts it into the page if it has rows, and frees it */
/* A row for each of n arms: scheme, how many of its runs fitted, and these columns: its task and suite; how far it
 * carries, with the interval; what measures it; and the median in that measure at 1x, 2x, 4x ... of the training length
 * with its 95 % interval, or, of fewer than INTERVAL_SEEDS runs, the least and the greatest. Marks as summary_mark has
 * them, and a dagger where no run fitted. */
enum { ARM_PLACE = 1, ARM_REACH = 2, ARM_METRIC = 4, ARM_LENGTHS = 8 };
void site_arm_table(const struct site_content *site, struct page *page, const char *from, unsigned columns,
                    const struct site_arm *const *arm, int n);
/* The best first: of those that fitted the one that carries furthest, then by what is measured at twice the training
 * length (of arms of one task). */
void site_arms_sort(const struct site_arm **arm, int n);
void site_say_lengths(struct page *page);                     /* how to read ARM_LENGTHS */
const char *site_metric_words(const struct reach_arm *reach); /* "exact match" */
/* The claims that are asked for as a table with their verdicts, judged ones first; none: nothing. */
void site_claim_table(const struct site_content *site, struct page *page, const char *from, const bool *asked);
/* Options of a scheme or a task; NULL: nothing. */
void site_options(struct page *page, const struct option *options);

/* page.c: begins a page of the site at this address ("claims/x.html"), with a link to the index; begins the index; ends
 * and writes a page; and drops one that is not written. */
struct page site_page(const char *address, const char *title);
struct page site_index_page(const char *title);
bool site_page_save(const struct site_content *site, struct page *page, const char *address, struct error *err);
void site_page_drop(struct page *page);
/* `address`, from a page at `from`: "../suites/x/index.html". Appended. */
void site_address(const char *from, const char *address, struct text *out);
/* Links from a page at `from` to n addresses from the root; folded: a line that they are folded below, or NULL. */
void site_links(struct page *page, const char *from, const char *folded, const struct page_link *link, int n);

/* A paragraph; the text is freed. */
void site_say(struct page *page, struct text *words);

/* answer.c, for the index: which schemes carry farthest in the suite called atlas or, where there is none, in the one
 * with most schemes; and what is not known of it. */
void site_answer(struct page *page, const struct site_content *site);
void site_answer_unknown(struct page *page, const struct site_content *site);

/* index.c, and the files of their names */
bool site_schemes(const struct site_content *site, struct error *err);
bool site_tasks(const struct site_content *site, struct error *err);
bool site_index(const struct site_content *site, struct error *err);
bool site_claims(const struct site_content *site, struct error *err);
#endif
