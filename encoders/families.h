/* The one list of families: FAMILY(name, what) for every kind of scheme, by what it does to the model; what is one
 * sentence about all its schemes. Listings and pages go by family in this order, within one in the order of list.h. */
FAMILY(control, "Positions are left out or spoilt: what others are held against.")
FAMILY(absolute, "A position has a vector that is added to tokens or enters scores.")
FAMILY(relative, "A distance has a vector that enters the scores, and often values.")
FAMILY(bias, "A distance has a number that is added to the score.")
FAMILY(rotary, "Queries and keys are rotated by angles that follow from positions.")
FAMILY(conv, "A token takes in the tokens just before it, by a short convolution.")
FAMILY(positions, "Positions are drawn at random, mapped, or given by the task.")
FAMILY(content, "The tokens themselves decide how order and earlier tokens count.")
FAMILY(mask, "A query sees some of the keys only.")
FAMILY(softmax, "Softmax is replaced, gets a sink, or is scaled with the length.")
FAMILY(attention, "Attention itself is changed, and positions play no part.")
FAMILY(extension, "A trained model is changed in evaluation, to reach further.")
