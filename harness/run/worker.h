/* One run in a process of its own. */
#ifndef LEXBENCH_WORKER_H
#define LEXBENCH_WORKER_H

/* Body of the internal command `lexbench work PLAN WORKDIR`; an exit code. Progress goes to file descriptor 3 when it
 * is open. */
int worker_main(const char *plan_path, const char *work_dir);
#endif
