/* The plain model, which the fast one is compared with: one sequence at a time, in double, with loops as in the
 * formulae. reference.c is its frame; an atom writes its formula down once more in its own file and gives it as `plain`
 * (atom.h). The two share nothing but the scheme's hooks, its options and the parameters: a plain formula calls nothing
 * of its file's fast code and reads nothing that this has made.
 */
#ifndef LEXBENCH_PLAIN_H
#define LEXBENCH_PLAIN_H
#include "model/atom.h"

/* Queries and keys as some product meets them, all heads side by side. */
struct plain_form {
    int size;            /* numbers of a head: D, or what an atom makes of it */
    double *query, *key; /* [T][H][size] */
};
/* Every branch as it is projected and as polar pairs, and one that vectors by distance meet. */
enum { PLAIN_FORMS = 2 * BRANCHES_MAX + 1 };

struct plain {
    const struct model *m;
    const double *theta; /* the parameters, laid out as the model's block */
    int T, task;
    const double *position; /* [T] */
    const int *number;      /* [T]; NULL: none */
    real *given;            /* scratch for what a scheme's hooks give: [2 T C], and as many as there are heads */
    /* Of the layer in work: */
    int layer;
    int forms; /* the first is what is projected; atoms change it and add others */
    struct plain_form form[PLAIN_FORMS];
    const double *in;         /* [T][C] what enters attention */
    double *value;            /* [T][C] */
    double *score[HEADS_MAX]; /* [T][T] content scores, then scores, then weights (0 where a query sees no key) */
    double *added[HEADS_MAX]; /* [T][T] what is added to the content scores */
    double *mixed;            /* [T][C] heads' outputs side by side */
};

/* In the order of the pass. `head` comes where some part with the atom stands in it. Everything is optional; an atom
 * that the frame knows from the model (a mask, a factor on all scores) gives an empty one. */
struct plain_atom {
    int (*loops)(const struct plain *s, int loops); /* how often the layers run; loops: as the model says */
    void (*loops_stop)(const struct plain *s, struct loops_stop *out); /* what ends them before that */
    bool (*covers)(const struct model *m, int part);                   /* NULL: whatever the part says of the atom */
    void (*embed)(const struct plain *s, double *x /*[T][C]*/);
    void (*rows)(struct plain *s);                    /* forms, from what is projected */
    void (*queries)(const struct plain *s, int head); /* factors on queries of all forms */
    /* The content product of two tokens under a form; the first atom that returns true has made it. */
    int (*form)(const struct plain *s, int i, int j); /* in which form they meet, of the only atom that says */
    bool (*product)(const struct plain *s, int head, int form, int i, int j, double *out);
    void (*scores)(const struct plain *s, int head);              /* score: the content; added += */
    void (*combine)(const struct plain *s);                       /* the same of all heads: score += */
    void (*heads)(const struct plain *s);                         /* scores of all heads, with what was added */
    bool (*hides)(const struct plain *s, int head, int i, int j); /* a key that is there has no weight */
    bool (*normalise)(const struct plain *s, int head);
    void (*weights)(const struct plain *s);          /* weights of all heads */
    void (*output)(const struct plain *s, int head); /* mixed += */
    void (*mixed)(const struct plain *s);
    void (*instead)(const struct plain *s); /* in place of everything from the content product to the mixed values */
};

double *plain_numbers(long n); /* zeros; free with mem_free */
/* The double that stands for a parameter of the model's block; NULL stays NULL. */
const double *plain_theta(const struct plain *s, const real *p);
double plain_dot(int n, const double *x, const double *y);
bool plain_sees(const struct plain *s, int head, int i, int j); /* a query a key */
/* The same, less keys that masks hide one by one: the normaliser does not meet these. */
bool plain_weighs(const struct plain *s, int head, int i, int j);
/* Position of a query less that of a key, as biases and tables over distance have it: never negative if causal. */
double plain_distance(const struct plain *s, int i, int j);
double plain_scale(const struct plain *s, int head); /* of the content product: 1/sqrt(D), as the scheme changes it */
double *plain_query(const struct plain *s, int form, int head, int i);
double *plain_key(const struct plain *s, int form, int head, int j);
/* One more form, of zeros. */
struct plain_form *plain_add_form(struct plain *s, int size);
#endif
