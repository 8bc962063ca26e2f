/* The operations of a formula's steps, for what reads formulas and what computes them. */
#ifndef LEXBENCH_FORMULA_OP_H
#define LEXBENCH_FORMULA_OP_H

enum formula_op {
    NUMBER,
    NAME,
    ELEMENT, /* of the learned list a, at step b */
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    POWER,
    LESS,
    LESS_EQUAL,
    EQUAL,
    UNEQUAL,
    SUM,     /* begins the terms of a sum from step a to step b, and is its running number */
    SUM_END, /* of the SUM of step a, whose term is step b */
    IF,      /* the functions from here on */
    EXP,
    LOG,
    LOG1P,
    SQRT,
    ABS,
    MIN,
    MAX,
    FLOOR,
    CLAMP,
    SIN,
    COS,
    TANH,
    SIGMOID,
    SOFTPLUS,
    OPS
};

/* The value of an operation that has one of its own: all but NUMBER, NAME, ELEMENT, SUM and SUM_END. */
double formula_apply(enum formula_op op, double a, double b, double c);
#endif
