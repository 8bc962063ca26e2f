/* One formula of a section: from its map in the file to the expression that its name stands for. */
#ifndef LEXBENCH_RUN_FORMULA_ENTRY_H
#define LEXBENCH_RUN_FORMULA_ENTRY_H
#include "base/text.h"
#include "base/yaml.h"

/* Appends the expression. bytes: of the file, for places in it. false: err, by file, line and column. */
bool formula_entry_read(const struct yaml *entry, const char *bytes, struct text *expression, struct error *err);
/* The value of the entry that a scheme's name was made from, such as that of `bias` for formula-bias; NULL: none. */
const struct yaml *formula_entry_value(const struct yaml *entry, const char *scheme);
#endif
