/* Settings that are younger than results that are stored. A run with the default of one says nothing of it, so that it
 * is the same run as one from before the setting (base/option.h, OPTION_YOUNGER): whoever groups by such a setting, or
 * tells arms apart by it, gets the default from here. */
#ifndef LEXBENCH_YOUNGER_H
#define LEXBENCH_YOUNGER_H

/* The default of a training's setting, as "1" of "model.loops"; NULL: no younger one. Options of tasks and schemes are
 * none of these. */
const char *younger_default(const char *key);
/* The k-th of them and its default, from 0; NULL: there are no more. */
const char *younger_key(int k, const char **value);
#endif
