#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/command.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const struct flag run_flags[], status_flags[], list_flags[], show_flags[], results_flags[], plot_flags[],
    report_flags[], validate_flags[], export_flags[], predict_flags[], doctor_flags[], bench_flags[], db_flags[],
    claims_flags[], submit_flags[], slice_flags[], collect_flags[], compare_flags[], baseline_flags[], nightly_flags[],
    help_flags[];
static const struct flag no_flags[] = {{0}};

const struct command commands[] = {
    {"run", "SUITE [key=value...]", "train and evaluate what a suite lists and the database lacks",
     "  lexbench run suites/quickstart.yaml\n  lexbench run suites/quickstart.yaml seeds=1..5 train.steps=4000 "
     "'schemes=rope;alibi'\n\n"
     "Runs that are stored are not done again; interrupted ones go on where they were, with the same results. Ctrl-C "
     "saves and exits with 75; the same command "
     "goes on. key=value overrides every setting of the suite (docs/suites.md).",
     NULL, 1, -1, run_flags, cmd_run, false},
    {"status", "[SUITE [key=value...] | FOLDER]", "what is stored, what is under way",
     "  lexbench status\n  lexbench status suites/quickstart.yaml\n  lexbench status quickstart.campaign\n\n"
     "Of a campaign's folder (lexbench submit): how many runs are stored, handed over, failed, under way (begun, by "
     "the "
     "files that are there) and to do.",
     NULL, 0, -1, status_flags, cmd_status, false},
    {"submit", "SUITE [key=value...]", "a suite to a cluster, or to a few machines",
     "  lexbench submit --slurm suite.yaml seeds=1..8 --partition short --dry-run\n"
     "  lexbench submit --slurm suite.yaml --dir /shared/suite.campaign\n"
     "  lexbench submit --parallel suite.yaml --hosts ada,grace,:\n\n"
     "The suite is cut into slices of some 45 minutes, which become the tasks of a job array, and a job behind it "
     "collects. A task that is near its time limit saves and goes back into the queue. The same command again starts "
     "the slices that are not done (docs/cluster.md).",
     NULL, 1, -1, submit_flags, cmd_submit, false},
    {"slice", "FOLDER K", "do what is missing of a campaign's slice",
     "  lexbench slice suite.campaign 7 -j 4\n\nWhat the tasks of 'lexbench submit' run; any other way to start it on "
     "several machines will do. Finished runs stay in the folder; no database is touched.",
     NULL, 2, 2, slice_flags, cmd_slice, false},
    {"collect", "FOLDER", "what a campaign's slices handed over, into the database",
     "  lexbench collect suite.campaign --db results.db\n  lexbench collect suite.campaign --copy "
     "/shared/results.db\n\n"
     "Again and while tasks are at work is fine. Exit code 3: runs are missing; 4: runs failed.",
     NULL, 1, 1, collect_flags, cmd_collect, false},
    {"list", "encoders|tasks|suites|runs", "list what there is",
     "  lexbench list encoders\n  lexbench list tasks --format tsv", "encoders|tasks|suites|runs", 1, 1, list_flags,
     cmd_list, false},
    {"show", "encoder NAME | task NAME | run ID | suite FILE", "explain one thing",
     "  lexbench show encoder rope\n  lexbench show task 'sort(kind=duplicates)'\n  lexbench show run 3fa9c1",
     "encoder|task|run|suite", 2, 2, show_flags, cmd_show, false},
    {"results", "[SUITE-NAME]", "the summary table, or every evaluation with --all",
     "  lexbench results\n  lexbench results quickstart --all --format tsv", NULL, 0, 1, results_flags, cmd_results,
     false},
    {"plot", "SUITE-NAME | scheme EXPRESSION", "charts as SVG, PNG and PDF, with their data and gnuplot files",
     "  lexbench plot quickstart --out charts\n"
     "  lexbench plot scheme 'alibi+window(size=64)'\n\n"
     "The chart of a scheme shows what it does to attention on its own: the weight that the last token of an untrained "
     "model gives to every distance when all tokens are alike (where the scheme adds vectors to the tokens: by those "
     "vectors), relative to equal shares.",
     NULL, 1, 2, plot_flags, cmd_plot, false},
    {"report", "SUITE-NAME", "one HTML page, the same in Markdown, and the charts",
     "  lexbench report quickstart --out report", NULL, 1, 1, report_flags, cmd_report, false},
    {"claims", "list | show CLAIM | run [CLAIM...] | check [CLAIM...] | plot",
     "published claims and what becomes of them",
     "  lexbench claims list\n  lexbench claims show copy-offset-beats-rope\n  lexbench claims run copy\n"
     "  lexbench claims check --format tsv\n  lexbench claims plot --out charts\n\n"
     "run trains what a claim needs and the database lacks; check judges what is stored: reproduced, contradicted, "
     "undecided (with the seeds it would need) or not fitted; plot draws the last verdicts, with effects and "
     "intervals. CLAIM is a claim's id or a family; none: all. Exit code "
     "1: a verdict is not what the claim's file expects; 3: nothing could be judged (docs/claims.md).",
     "list|show|run|check|plot", 1, -1, claims_flags, cmd_claims, false},
    {"nightly", "SUITE [key=value...]", "run a suite at this revision and judge it against a baseline",
     "  lexbench nightly suites/nightly.yaml\n  lexbench nightly --selftest\n\n"
     "Results lie in DIR/REVISION.db; what is stored there is not run again. Exit codes: 0 nothing regressed; 1 a cell "
     "regressed, a scheme is slower, or bits changed that must not; 3 nothing to judge (no baseline, cells that are "
     "missing); 4 runs failed; 74 input or output; 75 interrupted, the same command goes on. The report is on the disk "
     "before the command ends (docs/nightly.md).",
     NULL, 0, -1, nightly_flags, cmd_nightly, false},
    {"compare", "A B", "judge results B against results A",
     "  lexbench compare old.db new.db\n  lexbench compare nightly 1a2b3c4 --out report\n\n"
     "A and B are databases, baselines or revisions in DIR, or suites of --db. Cells (task, scheme, length) are paired "
     "by seed, and speed is judged by instructions per training step where both sides counted them, else by seconds; "
     "exit codes as those of nightly. With --rates A and B are two makings of equal worth, under many seeds, "
     "and 1,000 comparisons drawn from them tell how often the gate fires: on nothing, and on drops of 2, 5 and 10 "
     "points.",
     NULL, 2, 2, compare_flags, cmd_compare, false},
    {"baseline", "save NAME [FROM] | accept NAME [FROM] --reason TEXT | list | show NAME",
     "name results to compare with",
     "  lexbench baseline save nightly\n  lexbench baseline accept nightly --reason 'ALiBi counts from 1 now'\n"
     "  lexbench baseline save paper lexbench.db --suite copy-unique\n\n"
     "FROM is a database, a revision, a baseline or a suite of --db; by default the last night.",
     "save|accept|list|show", 1, 3, baseline_flags, cmd_baseline, false},
    {"validate", "SUITE [key=value...]", "check a suite and print its plan",
     "  lexbench validate suites/quickstart.yaml", NULL, 1, -1, validate_flags, cmd_validate, false},
    {"export", "RUN FILE", "a run's parameters as safetensors",
     "  lexbench export 3fa9c1 model.safetensors\n\nEvery parameter by name; the configuration stands in the metadata.",
     NULL, 2, 2, export_flags, cmd_export, false},
    {"predict", "MODEL [TOKENS.tsv]", "run an exported model on token ids",
     "  lexbench predict model.safetensors tokens.tsv\n  printf '0 5 6 1\\n' | lexbench predict model.safetensors\n"
     "  lexbench predict model.safetensors --length 40 --examples 100\n\n"
     "Each line of the input is one sequence of token ids; the output has a line per position: sequence, position, "
     "token, target, arg-max; with --logits all logits follow. With --length the sequences are the first test "
     "examples of that length, those the run was evaluated on; elsewhere the target is -.",
     NULL, 1, 2, predict_flags, cmd_predict, false},
    {"bench", "[SCHEME...]", "speed of training and evaluation",
     "  lexbench bench nope rope shaw\n  lexbench bench --width 64 --format tsv\n"
     "  lexbench bench rope --width 128 --evaluate 2048\n"
     "  lexbench bench rope alibi --beside nope\n\n"
     "Each row has sgemm's own rate at the same products in the same run, where a step's time goes, the bytes that the "
     "model holds, and how far the fast code is from a plain one in double precision.",
     NULL, 0, -1, bench_flags, cmd_bench, false},
    {"doctor", "", "check this machine and say how to mend it", "  lexbench doctor", NULL, 0, 0, doctor_flags,
     cmd_doctor, false},
    {"db", "check | fingerprint | backup FILE | upgrade", "look after the database",
     "  lexbench db check\n  lexbench db backup copy.db\n  lexbench db upgrade", "check|fingerprint|backup|upgrade", 1,
     2, db_flags, cmd_db, false},
    {"help", "[COMMAND]", "this page, or a command's", "  lexbench help run", NULL, 0, 1, help_flags, cmd_help, false},
    {"version", "", "version, revision and what it is built with", "", NULL, 0, 0, no_flags, cmd_version, false},
    {"work", "PLAN WORKDIR", "one run (internal)", "", NULL, 2, 2, no_flags, cmd_work, true},
    {0}};

int report_error(const struct error *err) {
    log_error("%s", err->text);
    return err->exit_code ? err->exit_code : EXIT_USAGE;
}

static int flag_index(const struct command *c, const char *name) {
    for (int i = 0; c->flags[i].name; i++)
        if (strcmp(c->flags[i].name, name) == 0) return i;
    return -1;
}

const char *flag_value(const struct call *call, const char *name) {
    int i = flag_index(call->command, name);
    if (i < 0) BUG("command %s has no flag --%s", call->command->name, name);
    return call->flag[i] ? call->flag[i] : call->command->flags[i].fallback;
}

bool flag_given(const struct call *call, const char *name) {
    int i = flag_index(call->command, name);
    return i >= 0 && call->flag[i];
}

bool flag_format(const struct call *call, enum table_format *out, struct error *err) {
    return table_format_parse(flag_value(call, "format"), out, err);
}

bool flag_jobs(const struct call *call, int *out, struct error *err) {
    long jobs;
    if (!text_to_long(flag_value(call, "jobs"), &jobs) || jobs < 0 || jobs > 256)
        return error_set(err, "--jobs needs a number from 0 to 256, not '%s'", flag_value(call, "jobs"));
    *out = (int)jobs;
    return true;
}

const struct command *find_command(const char *name, struct error *err) {
    const char *names[32];
    int n = 0;
    for (const struct command *c = commands; c->name; c++) {
        if (strcmp(c->name, name) == 0) return c;
        if (!c->hidden) names[n++] = c->name;
    }
    const char *close = text_closest(name, names, n);
    if (close)
        error_set(err, "there is no command '%s'; did you mean '%s'?", name, close);
    else
        error_set(err, "there is no command '%s'; 'lexbench help' lists them", name);
    return NULL;
}

bool load_suite(const char *path, const char *const *overrides, int n, struct suite *out, struct error *err) {
    if (suite_load(path, overrides, n, out, err)) return true;
    char likely[512];
    snprintf(likely, sizeof likely, "suites/%s.yaml", path);
    if (file_exists(path) || !file_exists(likely)) return false;
    return error_set(err, "there is no file '%s'; did you mean %s?", path, likely);
}

/* The first argument is one of the command's words. */
static bool check_word(const struct call *call, struct error *err) {
    char words[128], *rest = words;
    const char *names[16], *given = call->argument[0];
    int n = 0;
    snprintf(words, sizeof words, "%s", call->command->words);
    for (char *word; (word = strsep(&rest, "|")) != NULL; names[n++] = word)
        if (strcmp(word, given) == 0) return true;
    const char *close = text_closest(given, names, n);
    if (close) return error_set(err, "%s: there is no '%s'; did you mean '%s'?", call->command->name, given, close);
    return error_set(err, "usage: lexbench %s %s", call->command->name, call->command->arguments);
}

static bool unknown_flag(const struct command *c, const char *word, struct error *err) {
    const char *names[32];
    int n = 0;
    for (; c->flags[n].name; n++) names[n] = c->flags[n].name;
    const char *close = text_closest(word, names, n);
    if (close) return error_set(err, "%s has no option --%s; did you mean --%s?", c->name, word, close);
    return error_set(err, "%s has no option --%s; 'lexbench help %s' lists them", c->name, word, c->name);
}

/* "--name", "--name=value", "-x" at argv[*i]; takes the next word when the value stands there. */
static bool read_flag(struct call *call, int argc, char **argv, int *i, struct error *err) {
    const struct command *c = call->command;
    const char *word = argv[*i], *value = NULL;
    char name[64];
    int index = -1;
    if (word[1] == '-') {
        value = strchr(word, '=');
        snprintf(name, sizeof name, "%.*s", value ? (int)(value - word - 2) : 60, word + 2);
        index = flag_index(c, name);
        if (value) value++;
    } else {
        snprintf(name, sizeof name, "%s", word + 1);
        for (int k = 0; c->flags[k].name; k++)
            if (c->flags[k].letter && c->flags[k].letter == word[1]) index = k;
        if (word[2]) value = word + 2;
    }
    if (index < 0) return unknown_flag(c, name, err);
    if (!c->flags[index].value && value) return error_set(err, "--%s takes no value", c->flags[index].name);
    if (c->flags[index].value && !value) {
        if (*i + 1 == argc) return error_set(err, "--%s needs %s", c->flags[index].name, c->flags[index].value);
        value = argv[++*i];
    }
    call->flag[index] = value ? value : "";
    return true;
}

static bool read_call(struct call *call, int argc, char **argv, struct error *err) {
    bool flags = true;
    for (int i = 0; i < argc; i++) {
        if (flags && strcmp(argv[i], "--") == 0)
            flags = false;
        else if (flags && argv[i][0] == '-' && argv[i][1]) {
            if (!read_flag(call, argc, argv, &i, err)) return false;
        } else if (call->n == ARGUMENTS_MAX) {
            return error_set(err, "more than %d arguments", ARGUMENTS_MAX);
        } else {
            call->argument[call->n++] = argv[i];
        }
    }
    const struct command *c = call->command;
    if (call->n < c->least || (c->most >= 0 && call->n > c->most))
        return error_set(err, "usage: lexbench %s %s", c->name, c->arguments);
    return !c->words || check_word(call, err);
}

static bool asks_help(int argc, char **argv) {
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}

/* A standard stream that the caller closed must not be what the next file opened becomes: what was meant for the
 * terminal would end in it. Writing to standard output then fails, as it should. */
static void occupy_standard_streams(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd) _exit(EXIT_IO);
}

static int run_command(int argc, char **argv) {
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        help_overview();
        return EXIT_OK;
    }
    struct error err;
    const struct command *command = find_command(strcmp(argv[1], "--version") == 0 ? "version" : argv[1], &err);
    if (!command) return report_error(&err);
    if (asks_help(argc - 2, argv + 2)) {
        help_command(command);
        return EXIT_OK;
    }
    struct call call = {.command = command};
    if (!read_call(&call, argc - 2, argv + 2, &err)) return report_error(&err);
    return command->run(&call);
}

int main(int argc, char **argv) {
    occupy_standard_streams();
    const int code = run_command(argc, argv);
    const bool written = fflush(stdout) == 0 && !ferror(stdout);
    if (written || code != EXIT_OK) return code;
    log_error("cannot write to standard output: %s", strerror(errno));
    return EXIT_IO;
}
