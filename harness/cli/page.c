/* Pages of docs/ that are made from the registries, as Markdown. */
#include "cli/command.h"
#include "encoders/encoder.h"
#include "model/model.h"
#include <stdio.h>
#include <string.h>

/* Text between Markdown's marks: what could be read as one stands behind a backslash. */
static void plain(const char *text) {
    for (; *text; text++) {
        if (strchr("\\`*_[]<>|#", *text)) putchar('\\');
        putchar(*text);
    }
}

static void entry(const char *name, const char *text) {
    if (!*text) return;
    printf("* %s: ", name);
    plain(text);
    putchar('\n');
}

static void option_rows(const struct option *o) {
    if (!o) return;
    printf("\n| option | default | unit | what it is |\n|---|---|---|---|\n");
    for (; o->name; o++) {
        printf("| %s | `%s` | ", o->name, *o->fallback ? o->fallback : " ");
        plain(o->unit ? o->unit : "");
        printf(" | ");
        if (o->choices) {
            plain(o->choices);
            printf(": ");
        }
        plain(o->help);
        printf(" |\n");
    }
}

static bool stands_alone(const char *expression) {
    struct scheme scheme;
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    struct model *m = scheme_parse(expression, &scheme, &err) ? model_new(&c, &scheme, 4, 64, 1, &err) : NULL;
    model_free(m);
    return m != NULL;
}

static void encoder_expression(const struct encoder *e, char out[96]) {
    snprintf(out, 96, "%s", e->name);
    if (e->positions || !stands_alone(out)) snprintf(out, 96, "rope+%s", e->name);
}

static void encoders_page(void) {
    printf(
        "# Positional schemes\n\nMade by `make docs` from the list of schemes; `lexbench show encoder NAME` prints the "
        "same and the parameters. What each does to attention is drawn in [gallery.md](gallery.md).\n");
    for (const struct encoder *const *e = encoder_list; *e; e++) {
        printf("\n## %s\n\n", (*e)->name);
        plain((*e)->title);
        printf(".\n\n```\n%s\n```\n\n", (*e)->formula);
        entry("Source", (*e)->source);
        entry("Differs from the source", (*e)->differs);
        entry("In evaluation", (*e)->at_eval);
        entry("Shifting all positions", (*e)->claims & CLAIM_SHIFT_INVARIANT ? "changes nothing" : "changes outputs");
        option_rows((*e)->options);
    }
}

static void gallery_page(void) {
    printf(
        "# What schemes do to attention\n\nThe weight that the last of 256 tokens gives to each distance, relative to "
        "equal shares, in an untrained model of 4 heads said to be trained on 64 tokens (dotted), when all tokens are "
        "alike; where a scheme adds vectors to the tokens, by those vectors alone. Drawn from the code that trains, by "
        "`lexbench plot scheme EXPRESSION`. Learned tables show their initial values. What acts only on a rotation or "
        "on positions stands with rope.\n");
    for (const struct encoder *const *e = encoder_list; *e; e++) {
        char expression[96];
        encoder_expression(*e, expression);
        printf("\n## %s\n\n", (*e)->name);
        plain((*e)->title);
        printf(": `%s`\n\n![%s](images/schemes/%s.svg)\n", expression, (*e)->name, (*e)->name);
    }
}

static void expressions_page(void) {
    for (const struct encoder *const *e = encoder_list; *e; e++) {
        char expression[96];
        encoder_expression(*e, expression);
        printf("%s\t%s\n", (*e)->name, expression);
    }
}

static const struct {
    const char *name;
    void (*print)(void);
} pages[] = {{"encoders", encoders_page}, {"gallery", gallery_page}, {"expressions", expressions_page}};

bool help_page(const char *name, struct error *err) {
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (strcmp(pages[i].name, name) != 0) continue;
        pages[i].print();
        return true;
    }
    return error_set(err, "there is no page '%s'; there are encoders, gallery and expressions", name);
}
