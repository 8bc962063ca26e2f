/* What every hook of a scheme may know (struct view), and what a scheme may own (struct param_spec).
 *
 * Names: T tokens of a sequence, C width, H heads, D head size, L layers; d in front is a gradient. Positions,
 * distances and angles are double; what enters the model's arithmetic is `real`.
 */
#ifndef LEXBENCH_VIEW_H
#define LEXBENCH_VIEW_H
#include "base/option.h"
#include "base/real.h"
#include "base/rng.h"
#include <stdbool.h>

/* The greatest model.width, for rows on the stack. */
enum { WIDTH_MAX = 4096 };

/* Where a part of a scheme stands: what every hook may know. `positions` and `numbers` are asked before there is a
 * model: they know of pairs, train_places, reach, biased and tensors nothing (0). `limit` of positions and
 * `derive` belong to an expression, whatever the model: they know lengths, and whether it is evaluated, alone. */
struct view {
    const void *options; /* the part's options struct, filled from its table */
    int layer;           /* 0..layers-1; -1 for hooks that serve the whole model (positions, embed) */
    int layers;          /* L of the model */
    int heads;           /* H: heads this part serves in this layer (all, unless placed on some with @heads) */
    int head_size;       /* D, even */
    int pairs;           /* P: pairs of a head that are turned, see encoders/atom/rotary.h */
    int width;           /* C */
    int hidden;          /* numbers per token before the MLP's activation */
    int train_length;    /* L: tokens of the longest training sequence; what scales, windows and logarithms mean */
    long train_places;   /* the largest position + 1 that training reaches, through maps of positions and the protocol's
                            offset; what tables by position mean */
    int eval_length;     /* tokens of the longest sequence that evaluation is asked for, and */
    long eval_places;    /* the largest position + 1 that it reaches; `check` knows both, other hooks neither (0) */
    int length;          /* tokens of the longest sequence that there is room for; `positions`: of this one */
    int reach;           /* the largest distance that tables over distance hold; 0 where it is not known yet */
    bool causal;
    bool biased;        /* some part adds terms to the content score */
    bool evaluating;    /* false while training */
    int task;           /* of the sequence in work, 0..tasks-1, for `bias`; 0 elsewhere */
    long step;          /* of training, from 0: for what a whole step shares; meaningless while evaluating */
    uint64_t seed;      /* of the run: for tables that are random but fixed; open streams as "init/NAME" */
    const int *hint;    /* [T] of `positions` and `numbers`: the place each token has in the task, as tasks/task.h says
                           (0: none, 1: a separator, from 2 on: places, coupled tokens the same); NULL: no task in play */
    real *const *param; /* [params] this part's tensors, in the order of .params (per layer: those of view->layer) */
    real *const *grad;  /* the same shapes; NULL outside the backward pass */
};

/* A parameter tensor that a scheme owns. Named NAME in files as "scheme.PART.NAME" (per layer:
 * "layer.L.scheme.PART.NAME"). */
struct param_spec {
    const char *name;
    long rows, cols; /* row-major */
    bool per_layer;  /* one per layer the part stands in, else one for the model */
    bool decay;      /* weight decay applies */
    bool frozen;     /* saved with the model but never trained: random yet fixed */
    double init_std; /* initial values N(0, init_std^2) from the stream "init/<full name>"; 0: zeros, or .init fills
                        them */
};
enum { PARAMS_MAX = 8 };

/* Types that the model shares with the schemes, each for an atom of its name. */

/* What a head sees, narrower than the model's visibility (atom/mask.h). */
struct mask {
    long window; /* a head sees keys with |i-j| < window; 0: all. Counts the current token */
    long block;  /* blocks of so many tokens: a head sees keys of the own block and of its neighbours; 0: all */
    long sinks;  /* and additionally keys j < sinks */
};

/* Pairs of a head that one 2x2 map turns: (a_p, b_p) -> (a C - b S, b C + a S), that is multiplication by C + iS. There
 * are P = D/2 pairs, and P = D under ROTARY_POLAR, where the content product is one of heads of 2D numbers. */
enum rotary_layout {
    ROTARY_HALF,        /* pair p is (p, p + D/2) */
    ROTARY_INTERLEAVED, /* pair p is (2p, 2p + 1) */
    ROTARY_POLAR        /* pair p is (softplus(x_p), 0): every number is a radius and has an angle of its own */
};

/* Where in a layer a map of rows is applied, and the width W of what it sees. */
enum site {
    SITE_ENTRY,     /* [C] the residual stream, before the layer */
    SITE_ATTENTION, /* [C] what enters attention, after its norm; pre-norm models only */
    SITE_QUERY,     /* [C] projected queries, all heads side by side, before they are rotated */
    SITE_KEY_VALUE, /* [2C] keys likewise, then values */
    SITE_MLP,       /* [C] what enters the MLP, after its norm; pre-norm models only */
    SITE_HIDDEN,    /* [view->hidden] before the MLP's activation */
    SITES
};

/* The most ranges that branches may cut keys into (atom/branches.h). */
enum { BRANCHES_MAX = 4 };

/* Which of the loops over a sequence counts (atom/loops.h), by what they give on the rows where something is asked, h
 * [C] being that of one. */
enum loops_until {
    LOOPS_ALL,       /* the last loop counts */
    LOOPS_CONFIDENT, /* of all loops the first one with the greatest mean of ln max softmax(logits) */
    LOOPS_STILL      /* the first one behind the first with |h - h before| < tolerance |h before|, or else the last */
};
struct loops_stop {
    enum loops_until until;
    double tolerance;
};
#endif
