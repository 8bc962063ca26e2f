/* Characters that no font of this machine has. In PNG and PDF they would be large boxes that cover the chart;
 * fontconfig (fc-list) says which. Where it cannot be asked, every character counts as available. */
#ifndef LEXBENCH_FONT_H
#define LEXBENCH_FONT_H
#include "base/text.h"

/* The family that is drawn where charts ask for theirs, "DejaVu Sans": false where fontconfig cannot be asked. */
bool font_family(char *out, size_t size);
/* text (UTF-8) with a question mark for each character that no font has. missing: these, each once, "é (U+E9), ...".
 * False: there are none, and marked is the text as it was. */
bool font_mark(const char *text, struct text *marked, struct text *missing);
#endif
