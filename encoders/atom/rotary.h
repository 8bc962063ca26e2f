/* Rotation: pairs of a query's and of a key's numbers are turned by angles that follow from the position, so that their
 * product depends on the distance.
 */
#ifndef LEXBENCH_ATOM_ROTARY_H
#define LEXBENCH_ATOM_ROTARY_H
#include "encoders/view.h"

/* What is rounded to bf16 (base/bf16.h) in the heads of a part, by arithmetic that is otherwise in float. */
struct rotary_rounding {
    bool angles; /* positions, frequencies and their products; phases are not */
    bool tables; /* cosines and sines */
    bool rows;   /* numbers of queries and keys before and after they are turned, each product and each sum of the turn;
                    gradients go back as through the turn alone */
};

struct rotary_atom {
    /* How pairs lie; parts must agree. Needed with `frequencies` of a trained scheme and with `rotate`. */
    enum rotary_layout (*layout)(const struct view *view);
    /* theta[H][P], radians per position: pair p is turned by position * theta[p]. Comes in as zeros, or as earlier
     * parts left it: a trained scheme adds its own, a variant of evaluation changes what is there. The gradient: dtheta
     * of the same shape, for a part whose frequencies are learned; a learned rotation is the only one. */
    void (*frequencies)(const struct view *view, double *theta);
    void (*frequencies_grad)(const struct view *view, const double *dtheta);
    /* What a trained scheme does to frequencies that variants right behind it have changed: in their place, after them
     * and before the next trained part. */
    void (*taper)(const struct view *view, double *theta);
    /* Angles phi[H][P] by which keys are turned in addition, at every position; added to what is there. */
    void (*key_phases)(const struct view *view, double *phi);
    void (*key_phases_grad)(const struct view *view, const double *dphi);
    void (*rounding)(const struct view *view, struct rotary_rounding *out); /* comes in as nothing; NULL: that */
    bool needs_frequencies; /* refused unless an earlier part turns pairs */
    bool per_layer;         /* angles depend on view->layer (else they are made once for all layers) */
    /* Tables cosine[H][n][P] and sine (C and S above) at n positions for queries (key == false) and keys, for maps that
     * are no turn at a constant frequency. Identity where a pair is not turned. Maps of several parts, and the turn by
     * frequencies, multiply. */
    void (*rotate)(const struct view *view, bool key, int n, const double *position, real *cosine, real *sine);
    void (*rotate_grad)(const struct view *view, bool key, int n, const double *position, const real *dcosine,
                        const real *dsine);
};
#endif
