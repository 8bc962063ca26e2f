/* Completion for bash, from the command table: a command's words and flags, the values that a flag's help lists, and
 * for a placeholder of its arguments what the program itself lists of that kind.
 */
#include "cli/command.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The candidates for a placeholder, after a word or flag ("task NAME") or anywhere: a column of a listing. */
static const struct {
    const char *placeholder, *columns, *listing;
    bool files; /* and files */
} sources[] = {
    {"encoder NAME", "1", "list encoders", false},
    {"task NAME", "1", "list tasks", false},
    {"save NAME", "1", "baseline list", false},
    {"accept NAME", "1", "baseline list", false},
    {"show NAME", "1", "baseline list", false},
    {"baseline NAME", "1", "baseline list", false},
    {"CLAIM", "1", "claims list", false},
    {"ID", "1", "list runs", false},
    {"RUN", "1", "list runs", false},
    {"MODEL", "1", "list runs", true},
    {"SUITE", "1", "list suites", true},
    {"SUITE-NAME", "1,2", "list suites", false},
    {"FAMILY", "1", "list families", false},
    {"SCHEME", "1", "list encoders", false},
    {"SCHEMES", "1", "list encoders", false},
    {"TASKS", "1", "list tasks", false},
    {"EXPRESSION", "1", "list encoders", false},
};
enum { SOURCES = sizeof sources / sizeof *sources };
static const char *const files[] = {"FILE", "FOLDER", "DIR", "PATH", "A", "B", "TOKENS", "PLAN", "WORKDIR"};

static void print_lines(const char *list, const char *separators) {
    while (*list) {
        const size_t size = strcspn(list, separators);
        if (size) printf("%.*s\n", (int)size, list);
        list += size + (list[size] != '\0');
    }
}

static void print_commands(void) {
    for (const struct command *const *c = commands; *c; c++)
        if (!(*c)->hidden) printf("%s\n", (*c)->name);
}

static void print_take(void) { printf("    _lexbench_take <<'WORDS'\n"); }
static void print_end(void) { printf("WORDS\n"); }

static const char functions[] =
    "_lexbench_take() {\n"
    "  local name\n"
    "  while IFS= read -r name; do\n"
    "    [[ -n $name && $name == \"$word\"* && $taken != *$'\\n'\"$name\"$'\\n'* ]] || continue\n"
    "    taken+=$name$'\\n' COMPREPLY+=(\"$(printf %q \"$name\")\")\n"
    "  done\n"
    "}\n"
    "_lexbench_ask() { # columns, a listing: of the database that the command line names\n"
    "  local columns=$1\n"
    "  shift\n"
    "  _lexbench_take < <(lexbench \"$@\" --format tsv \"${database[@]}\" 2>/dev/null | sed 1d | cut -f\"$columns\" | "
    "tr '\\t' '\\n')\n"
    "}\n"
    "_lexbench_files() { _lexbench_take < <(compgen -f -- \"$word\"); }\n";

static const char beginning[] =
    "_lexbench() {\n"
    "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} i database=() taken=$'\\n'\n"
    "  COMPREPLY=()\n"
    "  [[ $word == = ]] && word=\n"
    "  [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "  for ((i = 2; i < COMP_CWORD - 1; i++)); do\n"
    "    [[ ${COMP_WORDS[i]} == --db || ${COMP_WORDS[i]} == --plugin ]] && "
    "database+=(\"${COMP_WORDS[i]}\" \"${COMP_WORDS[i + 1]}\")\n"
    "  done\n"
    "  if ((COMP_CWORD == 1)); then\n"
    "    _lexbench_take <<'WORDS'\n";

/* One word of a command's arguments, "[CLAIM...]" as "CLAIM"; *at is moved behind it. */
static bool next_word(const char **at, char word[64]) {
    *at += strspn(*at, " ");
    const size_t size = strcspn(*at, " ");
    const char *from = *at + strspn(*at, "[");
    snprintf(word, 64, "%.*s", (int)(*at + size - from), from);
    word[strcspn(word, ".]")] = '\0';
    *at += size;
    return size > 0;
}

static bool is_placeholder(const char *word) { return isupper((unsigned char)*word); }

static bool stands_for(const char *placeholder, const char *leading, const char *word) {
    char both[160];
    snprintf(both, sizeof both, "%s %s", leading, word);
    return strcmp(placeholder, both) == 0 || strcmp(placeholder, word) == 0;
}

static void print_source(const char *leading, const char *word) {
    for (int i = 0; i < SOURCES; i++) {
        if (!stands_for(sources[i].placeholder, leading, word)) continue;
        printf("    _lexbench_ask %s %s\n", sources[i].columns, sources[i].listing);
        if (sources[i].files) printf("    _lexbench_files\n");
        return;
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i], word) == 0) printf("    _lexbench_files\n");
    if (strcmp(word, "COMMAND") == 0) print_take(), print_commands(), print_end();
}

static void print_flag_values(const struct command *c) {
    for (const struct flag *f = c->flags; f->name; f++) {
        if (!f->value) continue;
        printf("  %s/--%s", c->name, f->name);
        if (f->letter) printf(" | %s/-%c", c->name, f->letter);
        printf(")\n");
        if (strpbrk(f->value, "|,"))
            print_take(), print_lines(f->value, "|,"), print_end();
        else {
            char word[64];
            const char *value = f->value;
            if (next_word(&value, word)) print_source(f->name, word);
        }
        printf("    return ;;\n");
    }
}

static void print_flags(const struct command *c) {
    printf("  -*/%s)\n", c->name);
    print_take();
    for (const struct flag *f = c->flags; f->name; f++) printf("--%s\n", f->name);
    printf("--plugin\n");
    print_end();
    printf("    return ;;\n");
}

/* Alternative forms of the arguments are separated by bars. Those that begin with a word of their own have the source
 * of their first placeholder behind it; the others have theirs anywhere. */
static void print_arguments(const struct command *c, bool led) {
    char word[64], leading[64] = "";
    bool first = true, done = false;
    for (const char *at = c->arguments; next_word(&at, word); first = strcmp(word, "|") == 0) {
        if (first) snprintf(leading, sizeof leading, "%s", is_placeholder(word) ? "" : word), done = false;
        if (!is_placeholder(word) || done || led != (*leading != '\0')) continue;
        if (led) printf("  %s/%s/*)\n", c->name, leading);
        print_source(leading, word);
        if (led) printf("    return ;;\n");
        done = true;
    }
}

static void print_words(const struct command *c) {
    printf("  %s/*)\n", c->name);
    if (c->words) {
        printf("    ((COMP_CWORD == 2)) &&\n");
        print_take(), print_lines(c->words, "|"), print_end();
    }
    print_arguments(c, false);
    printf("    ;;\n");
}

void help_completion(void) {
    printf("%s%s", functions, beginning);
    print_commands();
    print_end();
    printf("    return\n  fi\n  case ${COMP_WORDS[1]}/$before in\n  */--plugin)\n    _lexbench_files\n    return ;;\n");
    for (const struct command *const *c = commands; *c; c++)
        if (!(*c)->hidden) print_flag_values(*c);
    printf("  esac\n  case $word/${COMP_WORDS[1]} in\n");
    for (const struct command *const *c = commands; *c; c++)
        if (!(*c)->hidden) print_flags(*c);
    printf("  esac\n  case ${COMP_WORDS[1]}/${COMP_WORDS[2]}/$COMP_CWORD in\n  */*/2) ;;\n");
    for (const struct command *const *c = commands; *c; c++)
        if (!(*c)->hidden) print_arguments(*c, true);
    printf("  esac\n  case ${COMP_WORDS[1]}/ in\n");
    for (const struct command *const *c = commands; *c; c++)
        if (!(*c)->hidden) print_words(*c);
    printf("  esac\n}\ncomplete -F _lexbench lexbench\n");
}
