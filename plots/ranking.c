/* Ranking over the tasks of a suite. */
#include "base/memory.h"
#include "plots/chart.h"
#include "plots/summary.h"
#include "results/rank.h"
#include <math.h>
#include <string.h>

extern const char plots_ranking_gp[];

/* "2x, 4x", or "none in common". */
static void add_multiples(const struct summary *s, const struct rank_task *task, struct text *out) {
    char name[MULTIPLE_NAME];
    for (int k = 0; k < task->n; k++) {
        name_multiple(s, task->multiple[k], name);
        text_add(out, "%s%s", k ? ", " : "", name);
    }
    if (!task->n) text_add(out, "none in common, so it is left out");
}

static bool are_alike(const struct ranking *r) {
    bool alike = true;
    for (int t = 1; t < r->tasks; t++)
        alike &= r->task[t].n == r->task[0].n && memcmp(r->task[t].multiple, r->task[0].multiple,
                                                        sizeof *r->task->multiple * (size_t)r->task[0].n) == 0;
    return alike;
}

/* Of all tasks where they are the same, "2x, 4x"; else of each, "sort: 2x, 4x; copy: 2x". */
static void say_multiples(const struct summary *s, const struct ranking *r, struct text *out) {
    if (r->tasks && are_alike(r)) return add_multiples(s, &r->task[0], out);
    for (int t = 0; t < r->tasks; t++) {
        text_add(out, "%s%s: ", t ? "; " : "", r->task[t].name);
        add_multiples(s, &r->task[t], out);
    }
}

/* Over the ranked tasks: runs of the label as trained, and those that fitted; a loss asks for no fit. */
static void count_runs(const struct summary *s, const struct ranking *r, const char *label, int *runs, int *fitted) {
    *runs = *fitted = 0;
    for (int k = 0; k < s->n; k++) {
        const struct summary_row *row = &s->row[k];
        bool ranked = false;
        for (int t = 0; t < r->tasks; t++)
            ranked = ranked || (r->task[t].n > 0 && strcmp(r->task[t].name, row->task) == 0);
        if (!ranked || *row->variant || strcmp(row->label, label) != 0) continue;
        *runs += row->runs;
        *fitted += strcmp(row->metric, "loss") == 0 ? row->runs : row->fitted;
    }
}

static struct table *ranking_table(const struct summary *s, const struct ranking *r, const char *multiples) {
    static const char *const headers[] = {"label", "multiples", "place", "rank", "low",        "high",
                                          "score", "tasks",     "seeds", "runs", "fitted_runs"};
    struct table *rows = table_new(sizeof headers / sizeof *headers, headers);
    for (int i = 0; r->n > 1 && i < r->n; i++) {
        table_cell(rows, "%s", r->row[i].label);
        table_cell(rows, "%s", multiples);
        table_number(rows, i + 1, "%.0f");
        table_number(rows, r->row[i].rank, "%.2f");
        table_number(rows, r->row[i].interval.low, "%.2f");
        table_number(rows, r->row[i].interval.high, "%.2f");
        table_number(rows, r->row[i].score, "%.3f");
        table_number(rows, r->ranked, "%.0f");
        table_number(rows, r->seeds, "%.0f");
        int runs, fitted;
        count_runs(s, r, r->row[i].label, &runs, &fitted);
        table_number(rows, runs, "%.0f");
        table_number(rows, fitted, "%.0f");
    }
    return rows;
}

/* score[i] of series i, bands, and what the ranks are over. */
static void describe_rows(struct figure *figure, const struct dataset *dataset, const struct ranking *r,
                          const char *multiples) {
    struct text *out = &figure->script, over = {0};
    bool bands = false;
    for (int i = 0, k = 0; r->n > 1 && i < r->n; i++) {
        if (i == 0) text_add(out, "array score[%d]\n", r->n);
        bands = bands || !isnan(r->row[i].interval.low);
        if (dataset_style(dataset, r->row[i].label, "")) text_add(out, "score[%d] = %.4f\n", ++k, r->row[i].score);
    }
    text_add(out, "bands = %d\n", bands);
    if (r->ranked == dataset->n_tasks)
        text_add(&over, r->ranked == 1 ? "1 task, " : "%d tasks, ", r->ranked);
    else
        text_add(&over, "%d of %d tasks, ", r->ranked, dataset->n_tasks);
    if (strlen(multiples) <= 48)
        text_add(&over, "at %s the training length", multiples);
    else
        text_add(&over, "at the lengths in %s.tsv", figure->name);
    figure_text(figure, "ranked_over", text_of(&over));
    figure_text(figure, "percent", " %");
    text_free(&over);
}

static bool fill(const struct dataset *dataset, const char *task, struct figure *figure, struct error *err) {
    (void)task, (void)err;
    struct ranking ranking;
    struct text multiples = {0};
    rank_arms(&dataset->summary, &ranking);
    say_multiples(&dataset->summary, &ranking, &multiples);
    struct table *rows = ranking_table(&dataset->summary, &ranking, text_of(&multiples));
    figure_title(figure, dataset->suite);
    describe_rows(figure, dataset, &ranking, text_of(&multiples));
    figure_data(figure, dataset, rows, 2);
    text_add(&figure->note, "Multiples of the training length: %s. Seeds that all have: %d%s.", text_of(&multiples),
             ranking.seeds, ranking.seeds < INTERVAL_SEEDS ? ", too few for an interval" : "");
    table_free(rows);
    ranking_free(&ranking);
    text_free(&multiples);
    return true;
}

const struct chart chart_ranking = {
    .name = "ranking",
    .title = "Ranking over tasks",
    .about =
        "Rank of a scheme by its mean in the task's metric (inverse perplexity where that is the loss) over the "
        "multiples above 1 and at most 8 of the training length at which every run of the task was evaluated, "
        "averaged over the tasks that at least one scheme fits, among the schemes that occur in all of them. It is "
        "taken within each seed that all of these have, of all runs, fitted or not; the point is the median of the "
        "seeds, the bar its 95 % interval, which holds however often seeds are added. Fewer than 7 seeds give no "
        "interval.",
    .template_text = plots_ranking_gp,
    .fill = fill,
};
