#include "base/plugin_mark.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

const char plugin_option[] = "plugin";

const char *plugin_next(const char *text, char out[PLUGIN_MARK_SIZE]) {
    const size_t size = sizeof plugin_option - 1;
    for (const char *at = text; (at = strstr(at, plugin_option)) != NULL; at += size) {
        if ((at > text && (isalnum((unsigned char)at[-1]) || at[-1] == '_')) || at[size] != '=') continue;
        const char *value = at + size + 1;
        const size_t n = strcspn(value, ",)] \n");
        if (n <= PLUGIN_MARK_HASH + 1 || n >= PLUGIN_MARK_SIZE || value[n - PLUGIN_MARK_HASH - 1] != '-') continue;
        snprintf(out, PLUGIN_MARK_SIZE, "%.*s", (int)n, value);
        return value + n;
    }
    return NULL;
}

bool plugin_agrees(const char *inside, const char *mark, struct error *err) {
    char wanted[PLUGIN_MARK_SIZE];
    if (!plugin_next(inside, wanted) || (mark && strcmp(wanted, mark) == 0)) return true;
    const int name = (int)strlen(wanted) - PLUGIN_MARK_HASH - 1;
    const char *hash = wanted + name + 1;
    if (mark && strncmp(mark, wanted, (size_t)name + 1) == 0 && strlen(mark) == strlen(wanted))
        return error_set(err,
                         "it was made with another build of the plugin %.*s: the hash of its file begins with %s, that "
                         "of the loaded one with %s; load the older file instead",
                         name, wanted, hash, mark + name + 1);
    return error_set(err,
                     "it is of the plugin %.*s, whose file is not loaded: give the %.*s.so whose SHA-256 begins with "
                     "%s by --plugin FILE or LEXBENCH_PLUGINS (DB.work/plugin keeps copies)",
                     name, wanted, name, wanted, hash);
}
