#include "base/level.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/command.h"
#include "model/math/blas.h"
#include "run/plugins.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "cli/list.h"
#undef COMMAND
    NULL};
enum { COMMANDS = sizeof commands / sizeof *commands - 1 };

const struct command *find_command(const char *name, struct error *err) {
    const char *names[COMMANDS];
    int n = 0;
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
        if (!commands[i]->hidden) names[n++] = commands[i]->name;
    }
    const char *close = text_closest(name, names, n);
    if (close)
        error_set(err, "there is no command '%s'; did you mean '%s'?", name, close);
    else
        error_set(err, "there is no command '%s'; 'lexbench help' lists them", name);
    return NULL;
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
    const char *names[FLAGS_MAX];
    for (int i = 0; i < c->n_flags; i++) names[i] = c->flags[i].name;
    const char *close = text_closest(word, names, c->n_flags);
    if (close) return error_set(err, "%s has no option --%s; did you mean --%s?", c->name, word, close);
    return error_set(err, "%s has no option --%s; 'lexbench help %s' lists them", c->name, word, c->name);
}

static bool remember(struct call *call, int index, const char *value, struct error *err) {
    if (call->n_repeated == REPEATS_MAX) return error_set(err, "more than %d options that repeat", REPEATS_MAX);
    call->repeated[call->n_repeated].flag = index;
    call->repeated[call->n_repeated++].value = value;
    return true;
}

/* --plugin FILE, which every command takes: loaded before it runs. */
static bool load_plugin(int argc, char **argv, int *i, struct error *err) {
    const char *value = strchr(argv[*i], '=');
    if (!value && *i + 1 == argc) return error_set(err, "--plugin needs FILE");
    return plugins_load(value ? value + 1 : argv[++*i], err);
}

static bool is_plugin_flag(const struct command *c, const char *word) {
    const size_t size = strlen("--plugin");
    return strncmp(word, "--plugin", size) == 0 && (!word[size] || word[size] == '=') && flag_index(c, "plugin") < 0;
}

/* "--name", "--name=value", "-x" at argv[*i]; takes the next word when that is the value. */
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
        for (int k = 0; k < c->n_flags; k++)
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
    return !flag_repeats(&c->flags[index]) || remember(call, index, value, err);
}

static bool read_call(struct call *call, int argc, char **argv, struct error *err) {
    bool flags = true;
    for (int i = 0; i < argc; i++) {
        if (flags && strcmp(argv[i], "--") == 0)
            flags = false;
        else if (flags && is_plugin_flag(call->command, argv[i])) {
            if (!load_plugin(argc, argv, &i, err)) return false;
        } else if (flags && argv[i][0] == '-' && argv[i][1]) {
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

/* If the caller closed fd 0, 1 or 2, the next open() would take that number, and our messages would land in a data
 * file. Occupy them with /dev/null first; writing to standard output then fails, as it should. */
static void occupy_standard_streams(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd) _exit(EXIT_IO);
}

/* A limit that cannot be read would be another one than was asked for. */
static bool check_environment(struct error *err) {
    static const struct {
        const char *name, *what;
        double least, most;
        bool whole;
    } known[] = {{"LEXBENCH_PLUGIN_SECONDS", "a whole number of seconds from 1 to 86400", 1, 86400, true},
                 {"LEXBENCH_CHECKPOINT_SECONDS", "a number of seconds above 0", 1e-9, 1e9, false},
                 {"LEXBENCH_LOCK_SECONDS", "a number of seconds of 0 or more", 0, 1e9, false}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *word = getenv(known[i].name);
        double value;
        long whole;
        if (!word || !*word) continue;
        const bool ok = text_to_double(word, &value) && value >= known[i].least && value <= known[i].most &&
                        (!known[i].whole || text_to_long(word, &whole));
        if (!ok)
            return error_set(err, "%s is %s, not '%.60s'; set it so, or unset it", known[i].name, known[i].what, word);
    }
    return true;
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
    if (!check_environment(&err)) return report_error(&err);
    struct call call = {.command = command, .n_words = argc - 1, .words = argv + 1};
    if (!command->without_plugins) plugins_load_environment();
    if (!read_call(&call, argc - 2, argv + 2, &err)) return report_error(&err);
    return command->run(&call);
}

/* --level LEVEL before the command is short for LEXBENCH_LEVEL, which processes that this one starts read too. */
static bool read_level(int *argc, char ***argv, struct error *err) {
    if (*argc < 2 || strcmp((*argv)[1], "--level") != 0) return true;
    if (*argc < 3) return error_set(err, "--level needs a level: x86-64, x86-64-v3 or x86-64-v4");
    if (setenv("LEXBENCH_LEVEL", (*argv)[2], 1) != 0) return error_io(err, "--level");
    (*argv)[2] = (*argv)[0];
    *argc -= 2, *argv += 2;
    return true;
}

int main(int argc, char **argv) {
    struct error err;
    occupy_standard_streams();
    if (!read_level(&argc, &argv, &err) || !level_start(argc, argv, &err) ||
        !level_help_library(blas_core(), argv, &err))
        return report_error(&err);
    const int code = run_command(argc, argv);
    const bool written = fflush(stdout) == 0 && !ferror(stdout);
    if (written || code != EXIT_OK) return code;
    log_error("cannot write to standard output: %s", strerror(errno));
    return EXIT_IO;
}
