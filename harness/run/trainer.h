/* The state of a run in progress: train.c trains it, resume.c saves and restores it. */
#ifndef LEXBENCH_TRAINER_H
#define LEXBENCH_TRAINER_H
#include "run/train.h"

struct trainer {
    const struct run_plan *plan;
    const struct run_hooks *hooks;
    struct run_record *record;
    struct task_set set;
    struct scheme scheme;
    struct model *model;
    struct batch_maker *maker;
    int slot;            /* the next checkpoint goes there */
    long step;           /* done */
    long kept;           /* step of the newest checkpoint; -1: none */
    long streak;         /* measurements in a row at the level */
    double seconds;      /* of training, in earlier attempts */
    double instructions; /* of the steps done, in all attempts; NaN: some were not counted */
    double begun, saved, reported;
    bool trained;         /* nothing is left to train */
    bool stopped;         /* amid an evaluation */
    struct error trouble; /* of keeping rows amid an evaluation; "": none */
};

/* Writes a checkpoint of this step over the older of the two. */
bool trainer_save(struct trainer *t, struct error *err);
/* Resumes from the sound checkpoint that is further on; without any, from step 0, which gives the same bits later. */
void trainer_resume(struct trainer *t);
/* Save the rows of an evaluation so far; restore those of an earlier attempt, with room to extend them. What is damaged
 * is evaluated again. */
bool trainer_keep_rows(struct trainer *t, struct error *err);
void trainer_take_rows(struct trainer *t);
#endif
