/* The command table.
 *
 * To add a command: write cli/NAME.c with its table of flags, what it does, and `const struct command command_NAME`,
 * and add the line COMMAND(NAME) to cli/list.h. Commands that share their work share a file. Parsing, --help, the man
 * page and completion follow.
 */
#ifndef LEXBENCH_COMMAND_H
#define LEXBENCH_COMMAND_H
#include "base/error.h"
#include "base/option.h"
#include "base/table.h"
#include "results/store.h"
#include "run/loaded_model.h"
#include "run/suite.h"
#include "run/versions.h"

enum { ARGUMENTS_MAX = 256, FLAGS_MAX = 24, REPEATS_MAX = 64 };

/* One flag: "--name VALUE", "--name=VALUE", "-x VALUE"; a flag without a value is a switch. Of a flag that is given
 * several times the last value counts, or, if its value ends with "...", all of them (flag_values). */
struct flag {
    const char *name;     /* without dashes; NULL ends a table */
    char letter;          /* 0: none */
    const char *value;    /* what the help calls the value; NULL: a switch */
    const char *fallback; /* default; NULL: none */
    const char *help;
};
/* A command as called. */
struct call {
    const struct command *command;
    int n_words;
    char **words; /* as it was typed, from the command's name on */
    int n;        /* arguments that are no flags */
    const char *argument[ARGUMENTS_MAX];
    const char *flag[FLAGS_MAX]; /* values, by index in the command's table; switches: "" when given; NULL: not given */
    int n_repeated;
    struct {
        int flag; /* index in the command's table */
        const char *value;
    } repeated[REPEATS_MAX]; /* values of flags that repeat, in the order of the command line */
};
struct command {
    const char *name;
    const char *arguments; /* "SUITE [key=value...]" */
    const char *summary;   /* one line */
    const char *text;      /* paragraphs of help, examples first */
    const char *words;     /* what the first argument has to be, "check|backup"; NULL: anything */
    int least, most;       /* arguments; most < 0: any number */
    const struct flag *flags;
    int n_flags;
    int (*run)(const struct call *call); /* an exit code */
    bool hidden;
    bool without_plugins; /* LEXBENCH_PLUGINS means nothing to it */
};
/* A command's flags and their number, from its table, which ends with {0}. A call has room for FLAGS_MAX. */
#define FLAGS(table)                                                                                                   \
    .flags = (table), .n_flags = (int)(sizeof(table) / sizeof *(table)) - 1 +                                          \
                                 0 * (int)sizeof(struct {                                                              \
                                     _Static_assert(sizeof(table) / sizeof *(table) <= FLAGS_MAX + 1,                  \
                                                    "a command with more flags than FLAGS_MAX");                       \
                                     int none;                                                                         \
                                 })
extern const struct command *const commands[]; /* NULL-terminated, in the order of list.h */
#define COMMAND(name) extern const struct command command_##name;
#include "cli/list.h"
#undef COMMAND

/* main.c. NULL: err, with a suggestion. */
const struct command *find_command(const char *name, struct error *err);

/* ---- call.c ---- */

/* The index of a flag in the command's table; -1: it has none of that name. */
int flag_index(const struct command *command, const char *name);
/* The value of a flag of the call's table, or of its variable (an empty one is none), its default, or NULL. */
const char *flag_value(const struct call *call, const char *name);
bool flag_given(const struct call *call, const char *name);
bool flag_repeats(const struct flag *flag);
/* The values of a flag that repeats, in their order, or its default where it is not given; how many. */
int flag_values(const struct call *call, const char *name, const char *out[REPEATS_MAX]);
/* The variable of the environment whose value stands for the flag's where that is not given: LEXBENCH_DB for --db of
 * every command. NULL: none. */
const char *flag_variable(const struct flag *flag);
/* Appends an expression with the formulas of the file of --formulas, if that is given, in place of their names. */
bool flag_formulas(const struct call *call, const char *expression, struct text *out, struct error *err);
/* What a model of the expression was refused for gets the place of its formula in that file, where it is clear which is
 * meant. Returns false. */
bool blame_formula(const struct call *call, const char *expression, struct error *err);
/* suite_load, and a hint when a suite's file was meant. */
bool load_suite(const char *path, const char *const *overrides, int n, struct suite *out, struct error *err);
bool load_suite_sound(const char *path, const char *const *overrides, int n, struct suite *out, struct error *err);
bool load_suite_arms(const char *path, const char *const *overrides, int n, struct suite *out, struct error *err);
/* --format of the call. */
bool flag_format(const struct call *call, enum table_format *out, struct error *err);
/* --again or --keep; else neither. */
enum other_code flag_other_code(const struct call *call);
/* --jobs of the call. */
bool flag_jobs(const struct call *call, int *out, struct error *err);
/* A flag that stands for a setting, and key=value of that setting, exclude each other: which of two was meant nobody
 * can tell. */
bool flag_alone(const struct call *call, const char *name, const char *key, struct error *err);
/* A number of a flag, which stays what it is where the flag is not given. */
bool flag_number(const struct call *call, const char *name, long least, long most, long *out, struct error *err);
/* examples.c: the settings of a task, resolved: those that it has in the suite of --suite (of a stored name, those
 * that its stored runs have), or the defaults; then
 * "key=value" of the call's arguments from `first` on, then `more`. The seed is --seed. Where the suite has several
 * schemes, or there is none, the scheme is nope. task_source_free it. */
struct task_source {
    struct run_config config;
    struct suite suite; /* as its file reads, or as it is stored; no name: there is none */
};
bool settings_of_task(const struct call *call, const char *task, int first, const char *const *more, int n_more,
                      struct task_source *out, struct error *err);
void task_source_free(struct task_source *source);
struct schedule_result;
/* Tell people what an interrupted call stored (r: NULL where it has said so itself), and the command that goes on. */
void say_interrupted(const struct call *call, const struct schedule_result *r);
/* Print the error to stderr and give its exit code. Where it names a value that a variable of the environment gave, it
 * says which. */
int report_error(const struct error *err);
/* Text from files or the database, to stdout: on a terminal control characters are shown as text (text_terminal); a
 * pipe gets the bytes. */
void print_text(const char *text);
/* Print text with paragraphs folded to 96 columns; lines that begin with a space stay as they are. */
void print_folded(const char *text);

/* ---- flags and words that commands share ---- */

#define FLAG_DB                                                                                                        \
    { "db", 0, "PATH", "lexbench.db", "the database" }
#define FLAG_DBS                                                                                                       \
    { "db", 0, "PATH...", "lexbench.db", "a database or record" }
#define FLAG_JOBS                                                                                                      \
    { "jobs", 'j', "N", "0", "processes at a time; 0: one per processor" }
#define FLAG_AGAIN                                                                                                     \
    { "again", 0, NULL, NULL, "repeat runs that other code made" }
#define FLAG_KEEP                                                                                                      \
    { "keep", 0, NULL, NULL, "accept runs that other code made as if this program had made them" }
#define FLAG_SEED                                                                                                      \
    { "seed", 0, "N", "1", "the seed of the examples" }
#define FLAG_OF_SUITE                                                                                                  \
    { "suite", 0, "SUITE", NULL, "a suite that has the task, by file or stored name: its settings are taken" }
#define FLAG_CLAIMS                                                                                                    \
    { "claims", 0, "DIR", "results/claims", "the folder of claim files" }
/* What a figure looks like, as flag_look reads it. */
#define FLAGS_LOOK                                                                                                     \
    {"title", 0, "TEXT", NULL, "of a chart, instead of its own; '': none"},                                            \
        {"width", 0, "SIZE", "paper",                                                                                  \
         "of charts: paper (3.3in), full (6.9in), slides (10in), or a length: 3.3in, 8.4cm, 240pt"},                   \
        {"height", 0, "SIZE", NULL, "of charts, a length; else as high as they need"},                                 \
        {"font", 0, "FAMILY,SIZE", NULL, "'Times,8': of all type in charts, in points, at least 7"}, {                 \
        "grey", 0, NULL, NULL, "charts in shades of grey instead of colours"                                           \
    }
#define FLAG_FORMAT                                                                                                    \
    { "format", 0, TABLE_FORMAT_NAMES, "table", "format of the listing" }
/* plot.c: --title, --width, --height, --font and --grey of a call with FLAGS_LOOK; all else is plot_style_paper's. */
struct plot_style;
bool flag_look(const struct call *call, struct plot_style *out, struct error *err);
/* suite.c: the database of --db and the suite that the call's first argument names there. The argument may be the
 * suite's file too, followed by overrides: then the store shows just the runs that it expands to now. No argument: the
 * only suite there is. NULL: err. */
enum { SUITE_NAME_SIZE = 128 };
/* suite_words.c: the suite that a call is to run: its file, with key=value and these flags as overrides; or, where it
 * names none (has_suite_file), one that --tasks and --schemes make, whose name follows from them. */
#define FLAGS_WORDS                                                                                                    \
    {"tasks", 0, "TASKS", NULL, "tasks, such as 'copy;sort(symbols=40)'; a suite's file is not needed then"},          \
        {"schemes", 0, "SCHEMES", NULL, "schemes, such as 'rope;alibi'"},                                              \
        {"formulas", 0, "FILE", NULL, "of formulas alone, which --schemes may name; a suite's file has its own"}, {    \
        "seeds", 0, "SEEDS", NULL, "seeds, such as 1..3"                                                               \
    }
bool has_suite_file(const struct call *call);
bool load_called(const struct call *call, struct suite *out, struct error *err);
/* Without arms that break the code of a plugin as they are set up (suite_load_sound). */
bool load_called_sound(const struct call *call, struct suite *out, struct error *err);
bool is_model_file(const char *word); /* by its ending, .safetensors */
/* model.c: the trained model of a run that is stored in the database, or of a file. loaded_model_free *out, whatever is
 * returned. */
bool open_model(const char *database, const char *word, struct loaded_model *out, struct error *err);
bool is_suite_file(const char *word); /* a path here or among the suites that ship, no folder, or "-" */
/* Such a path, or a word that is no suite's name, "there/is/none" and "none.yaml": an error says that it is not there.
 */
bool means_file(const char *word);
struct store *open_suite(const struct call *call, char name[SUITE_NAME_SIZE], struct error *err);
/* The parts of open_suite: whether the arguments can be a suite, and its name in a store that is open. */
bool suite_is_named(const struct call *call, struct error *err);
bool find_suite(const struct call *call, struct store *store, char name[SUITE_NAME_SIZE], struct error *err);
/* The name of a suite that is given by name or file. */
bool suite_name_of(const char *word, char name[SUITE_NAME_SIZE], struct error *err);
/* suite.c: where what is made of a suite lies: --out, or else within/SUITE, a folder of its own, so that files of the
 * same names, of the same task in another suite, stay. SUITE is the name, or letters and digits of it and a hash. The
 * caller's. */
char *suite_folder(const struct call *call, const char *within, const char *suite);
/* pool.c: the same where --db repeats and all arguments may be names of suites: then the store shows their runs as one
 * suite, "a and b", each run once. The runs of several databases are copied into memory; what contradicts an earlier
 * database is left out with a warning. */
struct store *open_suites(const struct call *call, char name[SUITE_NAME_SIZE], struct error *err);
/* suite.c: print at which lengths a task is not evaluated, because it makes no such lengths; print what the suite
 * costs, a training step being measured now, with so many processes (0: one per processor). */
void say_dropped(const struct suite *suite);
/* Which settings do nothing in which arms. */
void say_idle(const struct suite *suite);
/* Whether the suite asks for bf16 on a processor that is slower with it than without. */
void say_precision(const struct suite *suite);
void say_cost(const struct suite *suite, int jobs);
/* Tell people which stored trainings of the suite other code made; nothing where there are none. An edit since then is
 * no reason not to show them. */
void say_edited(struct store *store, const char *suite);
/* run.c: print which stored results other code made, and how to proceed; anew: the command that repeats the trainings,
 * with a verb ("--again repeats them"). */
void say_other_code(const struct others *other, const char *anew);

/* help.c, completion.c */
void help_overview(void);
void help_command(const struct command *command);
void help_completion(void);
/* page.c: a page of docs/ made from the registries, to stdout. */
bool help_page(const char *name, struct error *err);
#endif
