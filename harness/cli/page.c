/* Pages of docs/ that are made from the registries, as Markdown. */
#include "base/memory.h"
#include "cli/command.h"
#include "cli/language.h"
#include "encoders/encoder.h"
#include "model/model.h"
#include "run/config.h"
#include "run/idle.h"
#include "run/profile.h"
#include <stdio.h>
#include <string.h>

/* Text for Markdown: characters with a meaning there are escaped by a backslash. */
static void plain(const char *text) {
    for (; *text; text++) {
        if (strchr("\\`*_[]<>|#", *text)) putchar('\\');
        putchar(*text);
    }
}

/* With a full stop, unless it ends as a sentence does. */
static void sentence(const char *text) {
    const size_t size = strlen(text);
    plain(text);
    if (size == 0 || !strchr(".?!", text[size - 1])) putchar('.');
}

static void entry(const char *name, const char *text) {
    if (!*text) return;
    printf("* %s: ", name);
    plain(text);
    putchar('\n');
}

/* section: of a suite's settings; NULL: options of a scheme or a task. */
static void option_rows(const char *section, const struct option *o) {
    for (; o && o->name; o++) {
        printf("| %s | `%s` | ", o->name, *o->fallback ? o->fallback : " ");
        plain(o->unit ? o->unit : "");
        printf(" | ");
        if (o->choices) {
            plain(o->choices);
            printf(": ");
        }
        plain(o->help);
        char key[128];
        snprintf(key, sizeof key, "%s.%s", section ? section : "", o->name);
        const char *where = setting_counts_where(key);
        if (where) printf("; counts where "), plain(where);
        printf(" |\n");
    }
}

static void option_table(const struct option *o) {
    if (!o) return;
    printf("\n| option | default | unit | what it is |\n|---|---|---|---|\n");
    option_rows(NULL, o);
}

/* "layer.0.x" is listed for all layers. */
static void tensor_name(const struct tensor *t) {
    const bool per_layer = strncmp(t->name, "layer.0.", 8) == 0;
    printf("`%s%s`%s", per_layer ? "layer.N." : "", t->name + (per_layer ? 8 : 0),
           t->decay    ? " (decays)"
           : t->frozen ? " (never trained)"
                       : "");
}

/* The tensors that a scheme adds to a model, and what the optimiser does to them. */
static void tensor_entry(const struct encoder *e) {
    char expression[96], mark[80];
    struct scheme scheme;
    struct model_config c;
    struct error err;
    const struct tensor *list;
    profile_expression(e, expression);
    options_default(model_options, &c);
    struct model *m = scheme_parse(expression, &scheme, &err)
                          ? model_outline(&c, &scheme, 4, (struct exposure){.tokens = 64}, 1, &err)
                          : NULL;
    if (!m) return;
    snprintf(mark, sizeof mark, "scheme.%s.", e->name);
    const char *before = "* Tensors: ";
    for (int i = 0, n = model_tensors(m, &list); i < n; i++) {
        if (!strstr(list[i].name, mark) || strncmp(list[i].name, "layer.1.", 8) == 0) continue;
        printf("%s", before);
        tensor_name(&list[i]);
        before = ", ";
    }
    if (*before == ',') putchar('\n');
    model_free(m);
}

/* What the list lacks, and why. */
static void missing_schemes(void) {
    printf(
        "\n## What is not here\n\n"
        "* LSSA and LSSAR (softplus attention with re-weighting, Gao and Spratling 2025, arXiv 2501.13428): only the "
        "abstract could be read, and a second-hand formula could not be checked.\n"
        "* FLOATER (Liu et al. 2020, arXiv 2003.09229): only the abstract could be read, and the released code, which "
        "does not say which of its solver's settings are the method's.\n"
        "* TAPE (arXiv 2501.00712), a state of positions that layers pass on, starts as `rope` and takes twice the "
        "memory, and its code and paper disagree; SeqPE, a network over the digits of positions, needs two losses of "
        "its "
        "own beside the task's.\n"
        "* NSA (native sparse attention) saves memory traffic at lengths beyond those here. The formulas of APE (arXiv "
        "2601.06113) were not found: `ape-decay` is a reading of its abstract, and its frequencies are left out.\n"
        "* RoPE++ with twice as many outputs as projections (EC) needs a wider output projection; `rope-pp` has its "
        "other two forms.\n"
        "* The phase of fitting in which NoPE's scales of heads are found (`head-scale` takes them as options), the "
        "search for LongRoPE2's factors (`longrope2`, likewise), the search for DPE's scales (`dpe`), and the "
        "measurement by which Ms-PoE ranks heads.\n"
        "* Hybrids (SWAN, RNoPE-SWA, DroPE; Kimi Linear, Qwen3-Next; gpt-oss, MiMo-V2-Flash) are composed of these "
        "schemes, by `@layers` and `@until`: [hybrids.yaml](../suites/hybrids.yaml), [swan.yaml](../suites/swan.yaml), "
        "[rnope-swa.yaml](../suites/rnope-swa.yaml), [kimi-linear.yaml](../suites/kimi-linear.yaml), "
        "[qwen3-next.yaml](../suites/qwen3-next.yaml), [gpt-oss.yaml](../suites/gpt-oss.yaml), "
        "[mimo.yaml](../suites/mimo.yaml).\n");
}

/* Of each family: what its schemes do, and which they are, with links to their sections. */
static void family_table(void) {
    printf("\n| family | what its schemes do | schemes |\n|---|---|---|\n");
    for (enum encoder_family f = 1; f < FAMILIES; f++) {
        printf("| [%s](#%s) | %s |", family_name(f), family_name(f), family_what(f));
        for (const struct encoder *const *e = encoder_list; *e; e++)
            if ((*e)->family == f) printf(" [%s](#%s)", (*e)->name, (*e)->name);
        printf(" |\n");
    }
}

/* A section per family, and in it one per scheme. */
static void by_family(void (*section)(const struct encoder *e)) {
    for (enum encoder_family f = 1; f < FAMILIES; f++) {
        printf("\n## %s\n\n%s\n", family_name(f), family_what(f));
        for (const struct encoder *const *e = encoder_list; *e; e++) {
            if ((*e)->family != f) continue;
            printf("\n### %s\n\n", (*e)->name);
            plain((*e)->title);
            section(*e);
        }
    }
}

static void encoder_section(const struct encoder *e) {
    printf(".\n\n```\n%s\n```\n\n", e->formula);
    entry("Source", e->source);
    entry("Differs from the source", e->differs);
    entry("In evaluation", e->at_eval);
    entry("Shifting all positions", e->claims & CLAIM_SHIFT_INVARIANT ? "changes nothing" : "changes outputs");
    tensor_entry(e);
    option_table(e->options);
}

static void encoders_page(void) {
    printf(
        "# Positional schemes\n\n"
        "`make docs` makes this page from the list of schemes; `lexbench show encoder NAME` prints the same and the "
        "shapes of\nthe tensors. Weight decay acts on the tensors that are marked so. [gallery.md](gallery.md) draws "
        "what "
        "each scheme does to\nattention; [battery.md](battery.md) says how exact each is, what a step costs and how it "
        "starts to learn;\n[model.md](model.md) has what all schemes share. Each scheme is of one family, by what it "
        "does to the model;\n`lexbench list encoders --family NAME` lists one.\n");
    family_table();
    by_family(encoder_section);
    missing_schemes();
}

static void gallery_section(const struct encoder *e) {
    char expression[96];
    profile_expression(e, expression);
    printf(": `%s`\n\n![%s](images/schemes/%s.svg)\n\n", expression, e->name, e->name);
    entry("In evaluation", e->at_eval);
}

static void gallery_page(void) {
    printf(
        "# What schemes do to attention\n\n"
        "The charts show the weight that the last of 256 tokens gives to each distance, relative to equal shares, "
        "in an\n"
        "untrained model with 4 heads whose training length is set to 64 tokens (dotted), when all tokens are "
        "alike. If "
        "a\nscheme adds vectors to the tokens, only these vectors are used. The code that trains draws them:\n"
        "`lexbench plot scheme EXPRESSION`. Learned tables have their initial values. Schemes that only change a "
        "rotation or\npositions are joined with rope. Of mixers the charts show what the last token's output is made "
        "of, value by value,\nwith a convolution that passes every token on. What stands in place of softmax, or needs "
        "tokens that differ, shows\nlittle here. What trained models do beyond their training length, group by "
        "group, is in\n[results/atlas.md](results/atlas.md).\n");
    by_family(gallery_section);
}

static void expressions_page(void) {
    for (const struct encoder *const *e = encoder_list; *e; e++) {
        char expression[96];
        profile_expression(*e, expression);
        printf("%s\t%s\n", (*e)->name, expression);
    }
}

static void token_word(int token, char out[16]) {
    static const char *const special[] = {"<bos>", "<sep>", "<eos>", "<query>"};
    if (token == TARGET_NONE)
        snprintf(out, 16, ".");
    else if (token < TOKEN_SYMBOL)
        snprintf(out, 16, "%s", special[token]);
    else
        snprintf(out, 16, "%d", token - TOKEN_SYMBOL);
}

static void example_line(const char *name, const int *token, const struct example *e) {
    printf("%s", name);
    for (int t = 0; t < e->T; t++) {
        char own[16], read[16], asked[16];
        token_word(token[t], own);
        token_word(e->token[t], read);
        token_word(e->target[t], asked);
        const int wide = (int)(strlen(read) > strlen(asked) ? strlen(read) : strlen(asked));
        printf(" %*s", wide, own);
    }
    putchar('\n');
}

static int length_near(const struct task_choice *choice, int n) {
    const int least = choice->task->shortest(choice->options), most = choice->task->longest(choice->options);
    return n < least ? least : n > most ? most : n;
}

static void task_example(const struct task_choice *choice) {
    const int n = length_near(choice, 5), room = task_max_tokens(choice, n) + TASK_SLACK;
    struct example e = {.token = mem_zero((size_t)room, sizeof(int)), .target = mem_zero((size_t)room, sizeof(int))};
    struct rng rng = rng_open(1, "show", 0, 0);
    task_draw(choice, n, &rng, &e);
    printf("\nAn example, n = %d:\n\n```\n", n);
    example_line("reads", e.token, &e);
    example_line("asks ", e.target, &e);
    printf("```\n");
    mem_free(e.token);
    mem_free(e.target);
}

static void task_figures(const struct task_choice *choice) {
    const struct task *task = choice->task;
    const int n = length_near(choice, 20);
    struct baseline b[BASELINES];
    task_baselines(task, choice->options, n, b);
    printf("\n| n = %d | per token | all |\n|---|---|---|\n| chance | %.3f | %.2g |\n", n,
           task->chance_token(choice->options, n), task->chance(choice->options, n));
    for (int k = 0; k < BASELINES; k++)
        printf("| baseline %s | %.2f | %.2f |\n", baseline_names[k], b[k].token, b[k].exact);
    if (task->optimum)
        printf("\nThe least loss there can be at n = %d: %.4f nats.\n", n, task->optimum(choice->options, n));
}

/* Behind the tasks: what is known of the languages that two of them are about. */
static void classes_of_languages(void) {
    struct text rows = {0};
    struct table *t = language_table();
    table_markdown(t, &rows);
    printf(
        "\n## Classes of regular languages\n\n"
        "Of the languages that `regular` and `recognise` know by name; `lexbench show language TEXT` prints the card "
        "of any\nother. All columns but *with positions* are computed from the smallest complete automaton, its dead "
        "state included, and\nfrom the syntactic monoid. *In C-RASP* is decided exactly, for transformers without "
        "positions (Yang, Veseli et al. 2026,\nTheorems 13 to 15). No criterion is known for what learned positions "
        "with offsets can do: *with positions* is the label of\nHuang et al. 2025. *Star-free*: the monoid is "
        "aperiodic. *Dot-depth* at most 1: Knast's equation over non-empty words, whose\nform was not checked "
        "against the paper; higher ones are not told apart. *J* (piecewise testable), *R*: the J-classes, the\n"
        "R-classes are single elements. *R^w*: star-free, and no R-class has two idempotents; C-RASP lies between R "
        "and R^w. *Sets*:\ndifferent sets of what may follow. *Last letter*, *last two*: the share of right sets of "
        "who sees these alone, at n = 20;\nwhere it is 1, `at=symbols` asks nothing of attention.\n\n");
    fputs(text_of(&rows), stdout);
    text_free(&rows);
    table_free(t);
}

static void tasks_page(void) {
    printf("# Tasks\n\n"
           "`make docs` makes this page from the list of tasks; `lexbench show task NAME` prints the same. Symbols are "
           "numbered from\n0. Chance is exact; the baselines are measured on %d examples: *majority* always answers "
           "the most "
           "frequent answer\ntoken, *place* the most frequent one at the same answer position, and *copy* the tokens "
           "of the "
           "question in their order.\nNone of them counts `<eos>`.\n",
           BASELINE_EXAMPLES);
    for (const struct task *const *t = task_list; *t; t++) {
        struct task_choice choice;
        struct error err;
        printf("\n## %s\n\n", (*t)->name);
        sentence((*t)->title);
        printf("\n\n");
        entry("Format", (*t)->format);
        entry("Length", (*t)->length);
        entry("Chance", (*t)->chance_is);
        entry("Source", (*t)->source);
        entry("Differs from the source", (*t)->differs);
        option_table((*t)->options);
        if (task_parse((*t)->name, &choice, &err)) {
            task_example(&choice);
            task_figures(&choice);
        } else {
            printf("\nNo example: ");
            sentence(err.text);
            putchar('\n');
        }
    }
    classes_of_languages();
}

/* What docs/suites.md has of the sections' keys. */
static void settings_page(void) {
    const char *before = "";
    for (const struct config_section *s = config_sections; s->name; before = (s++)->name) {
        if (strcmp(s->name, before) != 0)
            printf("%s## %s\n\n| setting | default | unit | what it is |\n|---|---|---|---|\n", *before ? "\n" : "",
                   s->name);
        option_rows(s->name, s->table);
    }
}

static const struct {
    const char *name;
    void (*print)(void);
} pages[] = {{"encoders", encoders_page},
             {"gallery", gallery_page},
             {"expressions", expressions_page},
             {"tasks", tasks_page},
             {"settings", settings_page}};

bool help_page(const char *name, struct error *err) {
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (strcmp(pages[i].name, name) != 0) continue;
        pages[i].print();
        return true;
    }
    return error_set(err, "there is no page '%s'; there are encoders, gallery, expressions, tasks and settings", name);
}
