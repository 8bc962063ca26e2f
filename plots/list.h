/* The charts, in the order of a report. A row X is chart_X in X.c, drawn by X.gp. */
CHART(verdicts)
CHART(overview)
CHART(ranking)
CHART(accuracy)
CHART(loss)
CHART(heatmap)
CHART(depth)
CHART(training)
