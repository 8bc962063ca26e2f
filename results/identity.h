/* Trainings and arms, read from canonical configurations ("key = value" lines, run/config.h).
 *
 *   training   what decides the weights: model, train, scheme, task, seed. Nothing of `evaluate`.
 *   arm        a training without its seed: what replicates share.
 *
 * Predictions that were scored (run/score.h) have a configuration too: the settings that decide the examples, the
 * model's name (predictions_name) and the hash of the file (predictions), which is no more part of the arm than a seed.
 *
 * Ids are the SHA-256 of these texts. They depend on the text alone, so configurations of every version have them.
 */
#ifndef LEXBENCH_IDENTITY_H
#define LEXBENCH_IDENTITY_H
#include "base/hash.h"
#include "base/text.h"

/* A configuration without its lines of `evaluate`; and without the seed too. Appended to *out. */
void training_text(const char *config, struct text *out);
void arm_text(const char *config, struct text *out);
void training_id(const char *config, char out[SHA256_HEX]);
void arm_id(const char *config, char out[SHA256_HEX]);

/* The lines of a configuration one by one: the next key and value into *key and *value (overwritten, the caller's to
 * free); moves *at on. false at the end. */
bool next_setting(const char **at, struct text *key, struct text *value);
/* The options of an expression of one component, "name(option=value,option=[1,2])@layers=0": where the first begins;
 * NULL: there are several components, or no options. And one by one from there: the next name and value; false at the
 * end. */
const char *expression_options(const char *expression);
bool next_option(const char **at, struct text *name, struct text *value);
#endif
