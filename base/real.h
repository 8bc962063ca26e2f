/* The number type of the model: float, or double in the build that checks gradients (make REAL=double). */
#ifndef LEXBENCH_REAL_H
#define LEXBENCH_REAL_H
#ifdef LX_REAL_DOUBLE
typedef double real;
#define REAL_NAME        "double"
#define REAL_SAFETENSORS "F64"
#else
typedef float real;
#define REAL_NAME        "float"
#define REAL_SAFETENSORS "F32"
#endif
#endif
