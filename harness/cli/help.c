/* Help and the man page, all from the command table. */
#include "base/level.h"
#include "base/log.h"
#include "base/shipped.h"
#include "base/text.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/code.h"
#include "run/host.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef LEXBENCH_VERSION
#define LEXBENCH_VERSION "0.1.0"
#endif

static const struct flag help_flags[] = {
    {"man", 0, NULL, NULL, "the man page"},
    {"completion", 0, NULL, NULL, "completion for bash"},
    {"page", 0, "NAME", NULL,
     "a page of the documentation as Markdown: encoders, gallery, expressions, tasks, settings"},
    {0}};

void help_overview(void) {
    const char *bold = log_colour(STDOUT_FILENO, LOG_BOLD), *plain = log_reset(STDOUT_FILENO);
    printf("lexbench trains small attention models on short sequences under every positional scheme and\n"
           "measures them on long ones.\n\n"
           "  lexbench run suites/quickstart.yaml     train and evaluate\n"
           "  lexbench report quickstart              charts and a page to read\n"
           "  lexbench list encoders                  the schemes, by family\n\n%sCommands%s\n",
           bold, plain);
    for (const struct command *const *c = commands; *c; c++)
        if (!(*c)->hidden) printf("  %-10s %s\n", (*c)->name, (*c)->summary);
    printf(
        "\n'lexbench help COMMAND' says more. The environment's LEXBENCH_DB "
        "names the\ndatabase where --db names none. Every command takes --plugin FILE: schemes and tasks\nof one's "
        "own (docs/plugins.md); LEXBENCH_PLUGINS has such files, too.\n\nExit codes: 0 ok, 1 a claim fails, 2 usage or "
        "configuration, 3 nothing there,\n4 some runs failed, 74 input/output or disk full, 75 interrupted (run "
        "again to resume).\n");
    if (*shipped_pages()) printf("Pages such as docs/suites.md are in %s.\n", shipped_pages());
}

/* " (default: 5)", or "". */
static void default_of(const struct flag *f, char *out, size_t size) {
    const char *variable = flag_variable(f), *fallback = f->fallback;
    out[0] = '\0';
    if (variable || fallback)
        snprintf(out, size, " (default: %s%s%s)", variable ? variable : "", variable && fallback ? ", else " : "",
                 fallback ? fallback : "");
}

static void print_flag(const struct flag *f) {
    char left[160];
    if (f->letter)
        snprintf(left, sizeof left, "-%c, --%s%s%s", f->letter, f->name, f->value ? " " : "", f->value ? f->value : "");
    else
        snprintf(left, sizeof left, "    --%s%s%s", f->name, f->value ? " " : "", f->value ? f->value : "");
    printf("  %-30s %s", left, f->help);
    default_of(f, left, sizeof left);
    printf("%s\n", left);
}

void help_command(const struct command *c) {
    printf("lexbench %s%s%s\n  %s\n", c->name, *c->arguments ? " " : "", c->arguments, c->summary);
    if (*c->text) printf("\nExamples\n"), print_folded(c->text);
    if (c->n_flags) printf("\nOptions\n");
    for (int i = 0; i < c->n_flags; i++) print_flag(&c->flags[i]);
}

/* roff: a backslash and a dot at the start of a line mean something. */
static void man_text(const char *text) {
    bool start = true;
    for (; *text; text++) {
        if (start && (*text == '.' || *text == '\'')) fputs("\\&", stdout);
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
        start = *text == '\n';
    }
}

static void help_man(void) {
    char left[160];
    printf(".TH LEXBENCH 1\n.SH NAME\nlexbench \\- length extrapolation of positional encodings\n.SH SYNOPSIS\n.B "
           "lexbench\nCOMMAND [OPTION]... [ARGUMENT]...\n.SH COMMANDS\n");
    for (const struct command *const *all = commands; *all; all++) {
        const struct command *c = *all;
        if (c->hidden) continue;
        printf(".SS ");
        man_text(c->name);
        putchar(' ');
        man_text(c->arguments);
        putchar('\n');
        man_text(c->summary);
        printf("\n.PP\n.nf\n");
        man_text(c->text);
        printf("\n.fi\n");
        for (const struct flag *f = c->flags; f->name; f++) {
            printf(".TP\n");
            if (f->letter) printf("\\-%c, ", f->letter);
            printf("\\-\\-");
            man_text(f->name);
            if (f->value) putchar(' '), man_text(f->value);
            putchar('\n');
            man_text(f->help);
            default_of(f, left, sizeof left);
            man_text(left);
            putchar('\n');
        }
    }
    printf(".SH EXIT STATUS\n0 ok; 1 a claim or regression fails; 2 usage or configuration; 3 nothing to judge; 4 some "
           "runs failed; 74 input/output or disk full; 75 interrupted, "
           "resumable.\n.SH ENVIRONMENT\n.TP\nLEXBENCH_DB\n"
           "the database where \\-\\-db names none\n.TP\nLEXBENCH_LEVEL\nthe level of processors, x86-64, x86-64-v3 or "
           "x86-64-v4, whose program runs, where there is one for each ('make levels', packages); before a command "
           "\\-\\-level LEVEL says the same. By default it is the best for the processor\n.TP\n"
           "LEXBENCH_PLUGINS\nfiles of plugins, separated by colons, as every command's \\-\\-plugin FILE has "
           "them\n.TP\nLEXBENCH_PLUGIN_SECONDS\nthe processor time that one step of a run with a plugin may take "
           "(300)\n.TP\nNO_COLOR\nset and not empty: no colours\n.SH FILES\n.TP\n"
           "lexbench.db\nthe database (\\-\\-db)\n.TP\nlexbench.db.work/\ncheckpoints, trained models, and finished "
           "runs that are not stored yet\n.TP\nPREFIX/share/lexbench\nthe suites and claims that ship, which "
           "are found from any directory\n.TP\nPREFIX/share/doc/lexbench\npages, docs/suites.md and others\n");
}

static const struct flag version_flags[] = {{0}};
static int cmd_version(const struct call *call) {
    (void)call;
    struct host_info host;
    char sqlite[256], code[CODE_SIZE];
    host_fill(&host);
    code_of_program(code);
    store_describe(sqlite, sizeof sqlite);
    printf(
        "lexbench %s\nrevision %s, code %.12s\ncode: of what all runs share; the sources of a scheme or a task count "
        "for its own runs alone\ncompiler %s\nbuilt for processors of level %s, this one has %s\n%s\n%s\nMIT licence\n",
        LEXBENCH_VERSION, host.revision, code, host.compiler, level_name(level_built()),
        level_name(level_of_processor()), host.blas, sqlite);
    return EXIT_OK;
}

const struct command command_version = {
    .name = "version",
    .arguments = "",
    .summary = "version, revision and what it is built with",
    .text = "",
    .least = 0,
    .most = 0,
    FLAGS(version_flags),
    .run = cmd_version,
    .without_plugins = true,
};

static int cmd_help(const struct call *call) {
    struct error err;
    if (flag_given(call, "page")) return help_page(flag_value(call, "page"), &err) ? EXIT_OK : report_error(&err);
    if (flag_given(call, "man"))
        help_man();
    else if (flag_given(call, "completion"))
        help_completion();
    else if (call->n == 0)
        help_overview();
    else {
        const struct command *c = find_command(call->argument[0], &err);
        if (!c) return report_error(&err);
        help_command(c);
    }
    return EXIT_OK;
}

const struct command command_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "this page, or a command's",
    .text = "  lexbench help run",
    .least = 0,
    .most = 1,
    FLAGS(help_flags),
    .run = cmd_help,
    .without_plugins = true,
};
