#include "base/counter.h"
#include <linux/perf_event.h>
#include <math.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
    uint32_t type;
    uint64_t config;
} events[] = {[COUNTED_INSTRUCTIONS] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
              [COUNTED_NANOSECONDS] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK}};

struct counter counter_open(enum counter_event event) {
    struct perf_event_attr attributes = {.type = events[event].type,
                                         .size = sizeof attributes,
                                         .config = events[event].config,
                                         .read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
                                         .exclude_kernel = 1,
                                         .exclude_hv = 1};
    const int this_thread = 0, any_processor = -1, no_group = -1;
    return (struct counter){
        (int)syscall(SYS_perf_event_open, &attributes, this_thread, any_processor, no_group, PERF_FLAG_FD_CLOEXEC)};
}

double counter_read(const struct counter *counter) {
    struct { /* as read_format orders them */
        uint64_t count, enabled, running;
    } now;
    if (counter->fd < 0 || read(counter->fd, &now, sizeof now) != sizeof now || now.enabled != now.running)
        return (double)NAN;
    return (double)now.count;
}

void counter_close(struct counter *counter) {
    if (counter->fd >= 0) close(counter->fd);
    counter->fd = -1;
}
