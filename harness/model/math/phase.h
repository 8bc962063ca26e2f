/* Where the time of a step goes. Off unless asked for, and then a load and a branch per phase. */
#ifndef LEXBENCH_PHASE_H
#define LEXBENCH_PHASE_H

enum phase {
    PHASE_OTHER,              /* copies, embedding, what is not named below */
    PHASE_PRODUCTS,           /* matrix products of linear layers and head */
    PHASE_ATTENTION_PRODUCTS, /* matrix products inside attention */
    PHASE_ATTENTION,          /* the rest of attention: softmax, what the scheme adds */
    PHASE_NORM,
    PHASE_ACTIVATION,
    PHASE_LOSS,
    PHASE_OPTIMISER,
    PHASE_SCHEME, /* tables of the scheme and their gradients, rotation */
    PHASE_DATA,   /* drawing batches */
    PHASES
};
extern const char *const phase_names[PHASES];

/* From now on seconds[PHASES] grows by the time spent in each phase; NULL: off. One clock per process. */
void phase_clock(double *seconds);

extern double *phase_seconds; /* only for phase_enter */
enum phase phase_switch(enum phase to);
/* The phase left, to go back to. */
static inline enum phase phase_enter(enum phase to) { return phase_seconds ? phase_switch(to) : to; }
static inline void phase_back(const enum phase *left) { phase_enter(*left); }
/* The rest of the enclosing block belongs to this phase. */
#define IN_PHASE(which) __attribute__((cleanup(phase_back), unused)) const enum phase phase_left = phase_enter(which)
#endif
