/* Submits a campaign to Slurm or GNU parallel: the scripts that a task runs, and the commands that start them. Commands
 * are started without a shell; text in scripts is quoted by text_shell. */
#ifndef LEXBENCH_SUBMIT_H
#define LEXBENCH_SUBMIT_H
#include "base/error.h"
#include "base/text.h"

struct submission {
    const char *program, *folder, *home;       /* absolute paths: lexbench, the campaign, where tasks start */
    const char *database;                      /* the collecting job stores there; NULL: into a copy in the folder */
    const char *partition, *account, *modules; /* NULL: none; modules are separated by spaces */
    const char *time;                          /* limit of a task, as sbatch reads it */
    const char *site;                          /* further words for sbatch, separated by spaces; NULL: none */
    const char *hosts;                         /* GNU parallel's --sshlogin; NULL: this machine */
    int cpus;                                  /* of a task */
};
/* Words of a command; free with words_free. */
struct words {
    char **word; /* ends with NULL, as execvp wants it */
    int n;
};
void words_free(struct words *words);
/* The command as a shell would read it, one line. */
void words_write(const struct words *words, struct text *out);
/* Runs it and waits. What it prints goes to *out, or where ours goes with out = NULL; its complaints go where ours do,
 * or nowhere with err = NULL. False: it could not be started, or, with code = NULL, did not end with 0. */
bool words_run(const struct words *words, struct text *out, int *code, struct error *err);

/* Paths that a job's log pattern or GNU parallel would read as something else, and words that are no options. */
bool submission_check(const struct submission *submission, struct error *err);
void submission_task_script(const struct submission *submission, struct text *out);
void submission_collect_script(const struct submission *submission, struct text *out);
/* slices: "3,7-9". */
void submission_array(const struct submission *submission, const char *slices, struct words *out);
void submission_collector(const struct submission *submission, const char *job, struct words *out);
void submission_parallel(const struct submission *submission, const char *slices, struct words *out);
/* MaxArraySize of this cluster; 0: not known. */
long submission_array_limit(void);
#endif
