/* A campaign: a suite that several machines run, through a folder that all of them see.
 *
 *   campaign.json   the suite's text and settings, what was chosen for its arms (run/choose.h) and the number of
 *                   slices; written once, never changed
 *   task.sh         what a task of a job array runs (run/submit.h), and collect.sh
 *   log/            output of tasks
 *   slice/0007/     the work directory of slice 7 (run/scheduler.h), which keeps the result files of its runs
 *
 * Runs are dealt to slices by their ids, which is as good as shuffled, so slow schemes are spread over all slices.
 * campaign.json alone determines which runs a slice owns, so slices never communicate, and no file is ever locked: a
 * slice writes in its own folder, every file appears by renaming, and a run with a result file is not repeated. The
 * first run of each arm, in whatever slice, has the arm's probes in its result files (run/code.h), as in a local run.
 */
#ifndef LEXBENCH_CAMPAIGN_H
#define LEXBENCH_CAMPAIGN_H
#include "run/suite.h"

struct campaign {
    char *folder;
    struct suite suite;            /* every run */
    const struct run_plan **dealt; /* the runs by id: slice k has those at k - 1, k - 1 + slices, ... */
    int slices;
};
/* Is there a campaign in this folder? */
bool campaign_there(const char *folder);
/* Begin one, with the choices of `chosen`, which is the same suite with every arm settled (NULL: it
 * chooses nothing); or find that the folder
 * holds the same suite with the same settings: then its slices and choices stay as they are, and `slices` and `chosen`
 * are not looked at. Another suite there is an error. */
bool campaign_begin(const char *folder, const char *suite_path, const char *const *settings, int n_settings,
                    const struct suite *chosen, int slices, struct campaign *out, struct error *err);
bool campaign_open(const char *folder, struct campaign *out, struct error *err);
void campaign_close(struct campaign *campaign);
/* Slice 1..slices: its runs as a suite of its own (suite_free it), in the suite's order; and its work directory
 * (mem_free it). */
void campaign_slice(const struct campaign *campaign, int slice, struct suite *out);
char *campaign_slice_folder(const struct campaign *campaign, int slice);

/* The state of a run, by the files in its slice's folder. */
enum work_state { WORK_TO_DO, WORK_UNDER_WAY, WORK_FAILED, WORK_HANDED_OVER, WORK_STATES };
const char *work_state_name(enum work_state state);
enum work_state campaign_state(const char *slice_folder, const char *id);
/* The slices that are not done, as "3,7-9", and their number. */
int campaign_unfinished(const struct campaign *campaign, struct text *out);
#endif
