/* Stores a campaign's result files in a database. Repeating it is harmless, also while tasks are running: stored runs
 * are not read again, and later files are left to the next call. In the folder, only damaged files are renamed. */
#ifndef LEXBENCH_COLLECT_H
#define LEXBENCH_COLLECT_H
#include "run/campaign.h"

struct collected {
    int runs, stored_before, stored_now;
    int failed;  /* ended without results; they are done again when their slice is started again */
    int missing; /* neither */
    double seconds;
};
/* Takes the lock of the database's work directory: one writer. models: the trained parameters are copied beside the
 * database too, for 'lexbench export'. */
bool campaign_collect(const struct campaign *campaign, const char *database, bool models, struct collected *out,
                      struct error *err);
#endif
