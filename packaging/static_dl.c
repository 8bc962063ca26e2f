/* The calls that load shared objects, in a program that cannot (`make static`): the linker puts these in the place of
 * dlopen and its companions (--wrap). Those of the C library would look for that library's shared files, of the very
 * same version, on whatever machine the program runs. lexbench refuses plugins before it comes to this (run/plugins.h),
 * and SQLite's extensions are never asked for. */
#include <stddef.h>

void *__wrap_dlopen(const char *file, int mode);
void *__wrap_dlsym(void *handle, const char *name);
int __wrap_dlclose(void *handle);
char *__wrap_dlerror(void);

void *__wrap_dlopen(const char *file, int mode) {
    (void)file, (void)mode;
    return NULL;
}

void *__wrap_dlsym(void *handle, const char *name) {
    (void)handle, (void)name;
    return NULL;
}

int __wrap_dlclose(void *handle) {
    (void)handle;
    return -1;
}

char *__wrap_dlerror(void) {
    static char words[] = "a static program loads no shared objects";
    return words;
}
