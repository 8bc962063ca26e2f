/* A page a task, and the table of all of them. */
#include "base/memory.h"
#include "site/internal.h"
#include <string.h>

static void entry(struct page *page, const char *name, const char *words) {
    struct text line = {0};
    if (!*words) return;
    text_add(&line, "%s: %s", name, words);
    site_say(page, &line);
}

/* A setting: a task with its options in a suite. Its arms, the best first. */
static int arms_of(const struct site_content *s, const struct site_arm *first, const struct site_arm **out) {
    int n = 0;
    for (int a = 0; a < s->n_arms; a++)
        if (s->arm[a].suite == first->suite && strcmp(s->arm[a].reach->task, first->reach->task) == 0)
            out[n++] = &s->arm[a];
    site_arms_sort(out, n);
    return n;
}

static bool is_first(const struct site_content *s, int a) {
    for (int k = 0; k < a; k++)
        if (s->arm[k].suite == s->arm[a].suite && strcmp(s->arm[k].reach->task, s->arm[a].reach->task) == 0)
            return false;
    return true;
}

static void say_seeds(struct text *out, const struct site_arm *const *arm, int n) {
    int least = arm[0]->reach->runs, most = least;
    for (int i = 1; i < n; i++) {
        if (arm[i]->reach->runs < least) least = arm[i]->reach->runs;
        if (arm[i]->reach->runs > most) most = arm[i]->reach->runs;
    }
    site_say_seeds(out, least, most);
}

static void write_setting(struct page *page, const struct site_content *s, const struct site_arm *first,
                          const char *at) {
    const struct site_arm **arm = mem_zero((size_t)s->n_arms + 1, sizeof *arm);
    const int n = arms_of(s, first, arm);
    struct text heading = {0}, words = {0};
    text_add(&heading, "%s in %s", first->reach->task, first->suite->title);
    text_add(&words, "Measured: %s. A scheme has ", site_metric_words(first->reach));
    say_seeds(&words, arm, n);
    page->format->heading(page, 3, text_of(&heading));
    site_say(page, &words);
    site_arm_table(s, page, at, (first->reach->loss ? 0 : ARM_REACH) | ARM_LENGTHS, arm, n);
    text_free(&heading);
    mem_free(arm);
}

static void write_reach(struct page *page, const struct site_content *s, const struct task *task, const char *at) {
    bool any = false;
    page->format->heading(page, 2, "How far each scheme carries");
    for (int a = 0; a < s->n_arms; a++) {
        if (s->arm[a].task != task || !is_first(s, a)) continue;
        if (!any) {
            page->format->paragraph(page,
                                    "The best first. 90 % to: the longest evaluated multiple of the training length "
                                    "up to which exact match (token accuracy where that judges the task) is nowhere "
                                    "clearly below 90 %, in half of the runs that "
                                    "fitted, or more; the interval is of the median over these n runs.");
            site_say_lengths(page);
        }
        any = true;
        write_setting(page, s, &s->arm[a], at);
    }
    if (!any) page->format->paragraph(page, "No run of it is stored.");
}

static bool has_task(const struct site_content *s, const struct site_suite *suite, const struct task *task) {
    for (int a = 0; a < s->n_arms; a++)
        if (s->arm[a].suite == suite && s->arm[a].task == task) return true;
    return false;
}

static void write_suites(struct page *page, const struct site_content *s, const struct task *task, const char *at) {
    struct page_link *link = mem_zero((size_t)s->n_suites + 1, sizeof *link);
    int n = 0;
    for (int i = 0; i < s->n_suites; i++)
        if (has_task(s, &s->suite[i], task))
            link[n++] = (struct page_link){s->suite[i].title, s->suite[i].address, "", ""};
    if (n) {
        page->format->heading(page, 2, "Suites with it");
        site_links(page, at, NULL, link, n);
    }
    mem_free(link);
}

static void write_claims(struct page *page, const struct site_content *s, int t, const char *at) {
    bool *asked = mem_zero((size_t)s->n_claims + 1, sizeof *asked), any = false;
    for (int i = 0; i < s->n_claims; i++) any |= asked[i] = s->claim[i].of_task[t];
    if (any) {
        page->format->heading(page, 2, "Claims on it");
        site_claim_table(s, page, at, asked);
    }
    mem_free(asked);
}

static bool task_page(const struct site_content *s, int t, struct error *err) {
    const struct task *task = task_list[t];
    const char *at = s->task[t].address;
    struct page page = site_page(at, task->name);
    page.format->paragraph(&page, task->title);
    page.format->code(&page, task->format);
    entry(&page, "Length", task->length);
    entry(&page, "Chance", task->chance_is);
    entry(&page, "Source", task->source);
    entry(&page, "Differs from the source", task->differs);
    write_reach(&page, s, task, at);
    write_suites(&page, s, task, at);
    write_claims(&page, s, t, at);
    site_options(&page, task->options);
    return site_page_save(s, &page, at, err);
}

static int claims_on(const struct site_content *s, int t) {
    int n = 0;
    for (int i = 0; i < s->n_claims; i++) n += s->claim[i].of_task[t];
    return n;
}

static bool tasks_page(const struct site_content *s, struct error *err) {
    static const char at[] = "tasks/index.html";
    static const char *const headers[] = {"task", "schemes in suites", "claims", "what it is"};
    struct table *table = table_new(4, headers);
    for (int t = 0; t < s->n_tasks; t++) {
        if (!s->task[t].address) continue;
        site_cell(table, at, s->task[t].address, task_list[t]->name);
        table_number(table, s->task[t].arms, "%.0f");
        table_number(table, claims_on(s, t), "%.0f");
        table_cell(table, "%s", task_list[t]->title);
    }
    struct page page = site_page(at, "Tasks");
    page.format->paragraph(&page, "Schemes in suites: how many rows the reports of all suites have on the task.");
    site_table_end(&page, table);
    return site_page_save(s, &page, at, err);
}

bool site_tasks(const struct site_content *s, struct error *err) {
    bool ok = tasks_page(s, err);
    for (int t = 0; ok && t < s->n_tasks; t++)
        if (s->task[t].address) ok = task_page(s, t, err);
    return ok;
}
