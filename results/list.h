/* The steps of the schema, in order: the N-th one, results/NAME.sql with - for each _, leads to version N. The newest
 * version is their number.
 */
SCHEMA(schema)
SCHEMA(schema_2)
SCHEMA(schema_3)
SCHEMA(schema_4)
SCHEMA(schema_5)
SCHEMA(schema_6)
SCHEMA(schema_7)
SCHEMA(schema_8)
SCHEMA(schema_9)
SCHEMA(schema_10)
SCHEMA(schema_11)
SCHEMA(schema_12)
SCHEMA(schema_13)
SCHEMA(schema_14)
SCHEMA(schema_15)
SCHEMA(schema_16)
