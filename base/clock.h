#ifndef LEXBENCH_CLOCK_H
#define LEXBENCH_CLOCK_H
#include <stdint.h>
double clock_seconds(void);                    /* monotonic, for intervals */
double clock_cpu_seconds(void);                /* of this process, without the time it waited for the processor */
int64_t clock_utc_us(void);                    /* microseconds since 1970, for records */
void clock_iso(int64_t utc_us, char out[32]);  /* 2026-11-24T04:10:57Z */
void clock_span(double seconds, char out[24]); /* "4 s", "3:12", "1:02:07" for people */
#endif
