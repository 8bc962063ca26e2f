#include "base/clock.h"
#include <stdio.h>
#include <time.h>

double clock_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double clock_cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int64_t clock_utc_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void clock_iso(int64_t utc_us, char out[32]) {
    time_t seconds = (time_t)(utc_us / 1000000);
    struct tm utc;
    gmtime_r(&seconds, &utc);
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

void clock_span(double seconds, char out[24]) {
    unsigned whole = !(seconds > 0) ? 0 : seconds > 1e8 ? 100000000u : (unsigned)(seconds + 0.5);
    if (whole < 60)
        snprintf(out, 24, "%u s", whole);
    else if (whole < 3600)
        snprintf(out, 24, "%u:%02u", whole / 60, whole % 60);
    else
        snprintf(out, 24, "%u:%02u:%02u", whole / 3600, whole / 60 % 60, whole % 60);
}
