/* Pairs of prompt and answer, read from a file: what the task `pairs` draws from. */
#ifndef LEXBENCH_PAIRS_H
#define LEXBENCH_PAIRS_H
#include "tasks/task.h"

enum pair_part { PAIRS_TRAIN, PAIRS_FIT, PAIRS_TEST, PAIRS_PARTS };
enum pair_unit { PAIRS_CHARACTERS, PAIRS_WORDS, PAIRS_BYTES, PAIRS_TOKENS };

struct pair_options {
    char file[OPTION_TEXT_SIZE], test[OPTION_TEXT_SIZE]; /* test: "" is no second file */
    int unit;                                            /* enum pair_unit */
    char input[OPTION_TEXT_SIZE], output[OPTION_TEXT_SIZE];
    char length[OPTION_TEXT_SIZE], split[OPTION_TEXT_SIZE];       /* fields; "": counted, by hash */
    long train_to;                                                /* 0: no border */
    int answer;                                                   /* enum answer_form */
    char sha256[OPTION_TEXT_SIZE], test_sha256[OPTION_TEXT_SIZE]; /* "" until the options are checked */
    const struct pair_set *set;                                   /* no option: what was read, kept for good */
};

struct pair {
    const char *path; /* of the options that it was read with: for errors of reading */
    long line;
    int n;               /* length */
    int prompt, prompts; /* its tokens, from struct pair_set's `token` on */
    int answer, answers;
    enum pair_part part;
    char hash[17]; /* of the prompt */
};
struct pair_set {
    int n;
    struct pair *pair; /* by part, length, hash */
    int *token;
    int symbols;                /* 1 + the largest of them */
    int longest;                /* of all lengths */
    int *first[PAIRS_PARTS];    /* [longest + 2] pairs of length n are first[part][n] .. first[part][n + 1] - 1 */
    int *tokens;                /* [longest + 1]: at most so many of an example of length n, whatever the part */
    int common, common_answers; /* the most frequent answer of the training, as in struct pair */
    int common_symbol;          /* the most frequent symbol of its answers */
};
/* Of files that are read already, bytes[0] of o->file and bytes[1], if sizes[1] is not 0 or o->test is given, of
 * o->test. NULL: err names file, line and remedy. pair_set_free it. */
struct pair_set *pair_set_new(const struct pair_options *o, const char *const bytes[2], const size_t size[2],
                              struct error *err);
void pair_set_free(struct pair_set *set);
extern const struct option pair_table[];
#endif
