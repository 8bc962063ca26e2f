#include "base/safetensors.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_MAX = 1 << 20 };
static const size_t FILE_MAX = (size_t)4 << 30;

static size_t dtype_bytes(const char *dtype) {
    return strcmp(dtype, "F32") == 0 ? 4 : strcmp(dtype, "F64") == 0 || strcmp(dtype, "I64") == 0 ? 8 : 0;
}

/* The header begins with the checksum of the whole file, computed with zeros in its place. */
static const char SEAL[] = "{\"__metadata__\":{\"" ST_SEAL "\":\"";
enum { SEAL_AT = 8 + sizeof SEAL - 1, SEAL_SIZE = XXH128_HEX - 1 };

static void write_header(struct text *out, const struct st_tensor *tensor, int n, const struct st_meta *meta,
                         int n_meta) {
    text_add(out, "%s%0*d\"", SEAL, SEAL_SIZE, 0);
    for (int i = 0; i < n_meta; i++) {
        if (strcmp(meta[i].key, ST_SEAL) == 0) continue; /* of the file it was read from */
        text_add(out, ",");
        text_json(out, meta[i].key);
        text_add(out, ":");
        text_json(out, meta[i].value);
    }
    text_add(out, "}");
    size_t at = 0;
    for (int i = 0; i < n; i++) {
        text_add(out, ",");
        text_json(out, tensor[i].name);
        text_add(out, ":{\"dtype\":\"%s\",\"shape\":[", tensor[i].dtype);
        for (int k = 0; k < tensor[i].rank; k++) text_add(out, "%s%ld", k ? "," : "", tensor[i].shape[k]);
        text_add(out, "],\"data_offsets\":[%zu,%zu]}", at, at + tensor[i].bytes);
        at += tensor[i].bytes;
    }
    text_add(out, "}");
    while (out->size % 8) text_bytes(out, " ", 1);
}

/* What the reader would refuse is never written. */
static void require_sound(const struct st_tensor *tensor, int n) {
    for (int i = 0; i < n; i++) {
        const struct st_tensor *t = &tensor[i];
        size_t bytes = dtype_bytes(t->dtype);
        REQUIRE(bytes && t->rank >= 0 && t->rank <= 4 && strcmp(t->name, "__metadata__") != 0);
        for (int k = 0; k < t->rank; k++) bytes *= (size_t)t->shape[k];
        REQUIRE(bytes == t->bytes);
        for (int k = 0; k < i; k++) REQUIRE(strcmp(tensor[k].name, t->name) != 0);
    }
}

bool safetensors_write(const char *path, const struct st_tensor *tensors, int n, const struct st_meta *meta, int n_meta,
                       struct error *err) {
    struct text header = {0}, file = {0};
    require_sound(tensors, n);
    write_header(&header, tensors, n, meta, n_meta);
    bool ok = header.size <= HEADER_MAX || error_set(err, "%s: the header would be larger than 1 MiB", path);
    unsigned char size[8];
    for (int i = 0; i < 8; i++) size[i] = (unsigned char)((uint64_t)header.size >> 8 * i);
    text_bytes(&file, size, sizeof size);
    text_bytes(&file, text_of(&header), header.size);
    for (int i = 0; i < n; i++) text_bytes(&file, tensors[i].data, tensors[i].bytes);
    char sum[XXH128_HEX];
    xxh128_hex(text_of(&file), file.size, sum);
    memcpy(file.data + SEAL_AT, sum, SEAL_SIZE);
    ok = ok && file_write(path, text_of(&file), file.size, err);
    text_free(&header);
    text_free(&file);
    return ok;
}

static bool damaged(const char *path, struct error *err, const char *what) {
    return error_set(err, "%s is damaged or not a safetensors file: %s", path, what);
}

static bool whole_number(const struct json *value, size_t *out) {
    double number;
    if (!json_number(value, &number) || number < 0 || number > 9e15 || number != (double)(uint64_t)number) return false;
    *out = (size_t)number;
    return true;
}

/* *at: where the tensor must begin, moved to its end. */
static bool read_tensor(const struct json *entry, const char *data, size_t size, size_t *at, struct st_tensor *t) {
    const struct json *shape = json_get(entry, "shape"), *offsets = json_get(entry, "data_offsets");
    size_t begin, end, dim;
    t->dtype = json_text(json_get(entry, "dtype"));
    t->rank = json_count(shape);
    if (json_count(entry) != 3 || !t->dtype || !dtype_bytes(t->dtype) || !json_is_array(shape) || t->rank > 4 ||
        !json_is_array(offsets) || json_count(offsets) != 2)
        return false;
    if (!whole_number(json_at(offsets, 0), &begin) || !whole_number(json_at(offsets, 1), &end)) return false;
    if (begin != *at || end < begin || end > size) return false;
    size_t bytes = dtype_bytes(t->dtype);
    for (int k = 0; k < t->rank; k++) {
        if (!whole_number(json_at(shape, k), &dim) || (dim && bytes > size / dim)) return false;
        t->shape[k] = (long)dim;
        bytes *= dim;
    }
    if (bytes != end - begin) return false;
    t->data = data + begin;
    t->bytes = bytes;
    *at = end;
    return true;
}

struct entry_at {
    int index;
    size_t begin, end;
};

static int by_begin(const void *a, const void *b) {
    const struct entry_at *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end); /* an empty tensor stands before what begins at its place */
}

/* JSON objects have no order of their own: tensors are taken by where they begin. */
static struct entry_at *in_file_order(const struct json *root, int n) {
    struct entry_at *order = mem_zero((size_t)n + 1, sizeof *order);
    for (int i = 0; i < n; i++) {
        order[i].index = i;
        const struct json *offsets = json_get(json_value(root, i), "data_offsets");
        /* What is no number stays 0 here and is refused by read_tensor. */
        whole_number(json_at(offsets, 0), &order[i].begin);
        whole_number(json_at(offsets, 1), &order[i].end);
        if (strcmp(json_key(root, i), "__metadata__") == 0) order[i].begin = SIZE_MAX;
    }
    qsort(order, (size_t)n, sizeof *order, by_begin);
    return order;
}

static bool read_meta(const struct json *meta, struct safetensors *out) {
    if (meta && !json_is_object(meta)) return false;
    out->n_meta = json_count(meta);
    out->meta = mem_zero((size_t)out->n_meta + 1, sizeof *out->meta);
    for (int i = 0; i < out->n_meta; i++) {
        out->meta[i] = (struct st_meta){json_key(meta, i), json_text(json_value(meta, i))};
        if (!out->meta[i].value) return false;
    }
    return true;
}

static bool read_entries(const char *path, const struct json *root, const char *data, size_t size,
                         struct safetensors *out, struct error *err) {
    const int n = json_count(root);
    size_t at = 0;
    bool ok = true;
    struct entry_at *order = in_file_order(root, n);
    out->tensor = mem_zero((size_t)n + 1, sizeof *out->tensor);
    for (int i = 0; ok && i < n; i++) {
        const char *name = json_key(root, order[i].index);
        if (strcmp(name, "__metadata__") == 0) continue;
        struct st_tensor *t = &out->tensor[out->n++];
        t->name = name;
        ok = read_tensor(json_value(root, order[i].index), data, size, &at, t);
        if (!ok) error_set(err, "%s is damaged: tensor '%.80s' has a wrong type, shape or offset", path, name);
    }
    mem_free(order);
    if (!ok) return false;
    if (at != size) return damaged(path, err, "there are bytes after the last tensor");
    return read_meta(json_get(root, "__metadata__"), out) || damaged(path, err, "metadata that is no text");
}

/* Zeros stay in the checksum's place: it says nothing of what becomes of the file's parts. */
static bool check_seal(const char *path, char *file, size_t size, bool *sealed, struct error *err) {
    char sum[XXH128_HEX];
    *sealed = size > SEAL_AT + SEAL_SIZE && memcmp(file + 8, SEAL, sizeof SEAL - 1) == 0;
    if (!*sealed) return true;
    char kept[SEAL_SIZE];
    memcpy(kept, file + SEAL_AT, SEAL_SIZE);
    memset(file + SEAL_AT, '0', SEAL_SIZE);
    xxh128_hex(file, size, sum);
    return memcmp(kept, sum, SEAL_SIZE) == 0 || damaged(path, err, "its checksum does not agree");
}

bool safetensors_read(const char *path, struct safetensors *out, struct error *err) {
    size_t size, header = 0;
    *out = (struct safetensors){0};
    if (!file_read(path, FILE_MAX, &out->block, &size, err)) return false;
    for (int i = 0; i < 8 && size >= 8; i++) header |= (size_t)(unsigned char)out->block[i] << 8 * i;
    bool ok = size >= 10 && header >= 2 && header <= HEADER_MAX && header <= size - 8 && out->block[8] == '{';
    if (!ok) damaged(path, err, "the header's size is impossible");
    ok = ok && check_seal(path, out->block, size, &out->sealed, err);
    struct json *root = ok ? json_parse(path, out->block + 8, header, err) : NULL;
    out->names = root;
    ok = root && read_entries(path, root, out->block + 8 + header, size - 8 - header, out, err);
    if (!ok) safetensors_free(out);
    return ok;
}

void safetensors_free(struct safetensors *st) {
    if (st->names) json_free(st->names);
    mem_free(st->tensor);
    mem_free(st->meta);
    mem_free(st->block);
    *st = (struct safetensors){0};
}

const struct st_tensor *safetensors_find(const struct safetensors *st, const char *name) {
    for (int i = 0; i < st->n; i++)
        if (strcmp(st->tensor[i].name, name) == 0) return &st->tensor[i];
    return NULL;
}

const char *safetensors_meta(const struct safetensors *st, const char *key) {
    for (int i = 0; i < st->n_meta; i++)
        if (strcmp(st->meta[i].key, key) == 0) return st->meta[i].value;
    return NULL;
}
