/* From a campaign's folder into a database. Again is harmless, and so is doing it while tasks are at work: what is
 * stored is not read again, what is not there yet comes with the next time. Nothing is written into the folder but
 * the name of a damaged file. */
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
