/* The tasks of a run, from its expression: "copy(symbols=60)", or several that one model is trained on together, joined
 * by "+": "copy+sort(kind=duplicates)".
 *
 * A single task is as tasks/task.h says. With several, an example's sequence begins with a token that names its task;
 * the ids of these tokens follow the largest of the vocabularies. Each example's task is drawn uniformly.
 */
#ifndef LEXBENCH_TASK_SET_H
#define LEXBENCH_TASK_SET_H
#include "tasks/task.h"

enum { TASKS_MAX = 8 };
struct task_choice { /* a task with its options */
    const struct task *task;
    _Alignas(16) char options[TASK_OPTIONS_SIZE];
};
struct task_set {
    int n;
    struct task_choice part[TASKS_MAX];
};
bool task_parse(const char *expression, struct task_choice *out, struct error *err);
void task_write(const struct task_choice *choice, bool all, struct text *out);
int task_max_tokens(const struct task_choice *choice, int n);
/* Whether an example of length n is what the task says of it: 1 to max_tokens tokens, and tokens and targets within the
 * vocabulary. err names the task, the first thing that is not so, and its place. */
bool task_check(const struct task_choice *choice, int n, const struct example *example, struct error *err);
/* Draws an example and ends the program (die) where it is not so: a model would read numbers that are no tokens. Arrays
 * have TASK_SLACK entries more than max_tokens, so that a task of a plugin that writes a few too many is told of, and
 * does not write over other memory. */
enum { TASK_SLACK = 4096 };
void task_draw(const struct task_choice *choice, int n, struct rng *rng, struct example *out);

bool task_set_parse(const char *expression, struct task_set *out, struct error *err);
void task_set_write(const struct task_set *set, bool all, struct text *out);
int task_set_vocabulary(const struct task_set *set);
bool task_valued(const struct task_choice *choice); /* its tokens come with a real number */
bool task_set_valued(const struct task_set *set);   /* those of some task do */
/* Tokens before an example's <bos>: the token that names its task (the first of them is `first`), if there are several.
 */
int task_set_lead(const struct task_set *set, int *first);
/* The task of a sequence, by its first token; 0 where there is one task, or the token names none. */
int task_set_named(const struct task_set *set, int token);
int task_set_tokens(const struct task_set *set, int n); /* upper bound of a sequence, whichever the task */
/* Lengths that every task can make. */
void task_set_lengths(const struct task_set *set, int *least, int *most);
/* Of so many examples that are asked for, those of length n that the task has to test on: all, unless it has a stock of
 * them. */
long task_tests(const struct task_choice *choice, int n, long asked);
/* The name that a task's results are stored under: its expression, in a set followed by the set's in brackets. */
void task_set_name(const struct task_set *set, int part, struct text *out);
/* The expression in prose, for people: each task's title with the options that differ from the default, "Copy a string
 * (symbols 120)". What is no expression stays as it is. */
void task_set_label(const char *expression, struct text *out);
#endif
