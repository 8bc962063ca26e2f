/* Counts of events in this thread's user space, from the kernel's performance counters (perf_event_open).
 * Many containers and virtual machines have none, and where kernel.perf_event_paranoid is above 2 they are root's: a
 * closed counter costs nothing and reads as NaN.
 */
#ifndef LEXBENCH_COUNTER_H
#define LEXBENCH_COUNTER_H

enum counter_event {
    COUNTED_INSTRUCTIONS, /* by the processor */
    COUNTED_NANOSECONDS   /* on a processor, by the kernel: there also where the processor's own counters are not */
};
struct counter {
    int fd; /* -1: closed */
};
struct counter counter_open(enum counter_event event);
/* Since it was opened. NaN: it is closed, or it had to share the processor's counters with others, so that some of it
 * went uncounted. */
double counter_read(const struct counter *counter);
void counter_close(struct counter *counter);
#endif
