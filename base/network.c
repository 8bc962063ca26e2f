#include "base/network.h"
#include "base/memory.h"
#include <stddef.h>
#include <string.h>
#include <sys/vfs.h>

static const struct {
    unsigned long type;
    const char *name;
} types[] = {
    {0x6969, "NFS"},      {0x0BD00BD0, "Lustre"}, {0x517B, "SMB"},        {0xFF534D42, "CIFS"},
    {0xFE534D42, "SMB"},  {0x00C36400, "Ceph"},   {0x47504653, "GPFS"},   {0x19830326, "BeeGFS"},
    {0x5346414F, "AFS"},  {0x6B414653, "AFS"},    {0xAAD7AAEA, "PanFS"},  {0x73757245, "Coda"},
    {0x65735546, "FUSE"}, {0x01021997, "9P"},     {0x786F4256, "vboxsf"}, {0x20030528, "OrangeFS"},
};

const char *network_type_name(unsigned long type) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i].type == type) return types[i].name;
    return NULL;
}

const char *network_file_system(const char *path) {
    struct statfs info;
    char *place = mem_text(path), *slash = strrchr(place, '/');
    int found = statfs(place, &info);
    if (found != 0) {
        if (slash) *(slash == place ? slash + 1 : slash) = '\0';
        found = statfs(slash ? place : ".", &info);
    }
    mem_free(place);
    return found == 0 ? network_type_name((unsigned long)info.f_type & 0xFFFFFFFFul) : NULL;
}
