/* Formulas that cannot be: every one with the line and the column of its file and words of the message. */
#include "base/file.h"
#include "base/memory.h"
#include "run/suite.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* What a row leaves out of its suite, unless it ends with a #. */
#define REST "tasks: [copy]\ntrain: {longest: 8, steps: 10, batch: 2}\nevaluate: {lengths: [8]}\n"

/* A formula that is finite as far as training goes, and not where it is evaluated. */
#define FAR(column, of, says)                                                                                          \
    {                                                                                                                  \
        "formulas: {f: {" of "}}\nschemes: [f]\n"                                                                      \
        "tasks: [copy]\ntrain: {longest: 8, steps: 10, batch: 2}\nevaluate: {lengths: [40]}\n#",                       \
            1, column, says                                                                                            \
    }

static const struct {
    const char *suite;
    int line, column;
    const char *says;
} bad[] = {
    {"formulas:\n  f:\n    bias: ''\nschemes: [f]", 3, 12, "the formula ends"},
    {"formulas:\n  f:\n    bias: '   '\nschemes: [f]", 3, 15, "the formula ends"},
    {"formulas:\n  f:\n    bias: '-'\nschemes: [f]", 3, 13, "the formula ends"},
    {"formulas:\n  f:\n    bias: 'd +'\nschemes: [f]", 3, 15, "the formula ends"},
    {"formulas:\n  f:\n    bias: 'd *'\nschemes: [f]", 3, 15, "the formula ends"},
    {"formulas:\n  f:\n    bias: 'd /'\nschemes: [f]", 3, 15, "the formula ends"},
    {"formulas:\n  f:\n    bias: 'd ^'\nschemes: [f]", 3, 15, "the formula ends"},
    {"formulas:\n  f:\n    bias: 'd <'\nschemes: [f]", 3, 15, "the formula ends"},
    {"formulas:\n  f:\n    bias: 'd <= '\nschemes: [f]", 3, 17, "the formula ends"},
    {"formulas:\n  f:\n    bias: '('\nschemes: [f]", 3, 13, "the formula ends"},
    {"formulas:\n  f:\n    bias: '(d'\nschemes: [f]", 3, 14, "the formula ends where ')'"},
    {"formulas:\n  f:\n    bias: '((d)'\nschemes: [f]", 3, 16, "the formula ends where ')'"},
    {"formulas:\n  f:\n    bias: 'd)'\nschemes: [f]", 3, 13, "closes nothing"},
    {"formulas:\n  f:\n    bias: '(d))'\nschemes: [f]", 3, 15, "closes nothing"},
    {"formulas:\n  f:\n    bias: '()'\nschemes: [f]", 3, 13, "expected at ')'"},
    {"formulas:\n  f:\n    bias: 'd d'\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: 'd 2'\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: '2 d'\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: '2d'\nschemes: [f]", 3, 13, "such as *"},
    {"formulas:\n  f:\n    bias: '2(d)'\nschemes: [f]", 3, 13, "an operator"},
    {"formulas:\n  f:\n    bias: '(d)(d)'\nschemes: [f]", 3, 15, "an operator"},
    {"formulas:\n  f:\n    bias: 'd ** 2'\nschemes: [f]", 3, 15, "expected at '* 2'"},
    {"formulas:\n  f:\n    bias: 'd // 2'\nschemes: [f]", 3, 15, "expected at '/ 2'"},
    {"formulas:\n  f:\n    bias: '* d'\nschemes: [f]", 3, 12, "expected at '* d'"},
    {"formulas:\n  f:\n    bias: '/ d'\nschemes: [f]", 3, 12, "expected at '/ d'"},
    {"formulas:\n  f:\n    bias: '^ d'\nschemes: [f]", 3, 12, "expected at '^ d'"},
    {"formulas:\n  f:\n    bias: ', d'\nschemes: [f]", 3, 12, "expected at ', d'"},
    {"formulas:\n  f:\n    bias: 'd, d'\nschemes: [f]", 3, 13, "an operator"},
    {"formulas:\n  f:\n    bias: 'd = 2'\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: 'd == '\nschemes: [f]", 3, 17, "the formula ends"},
    {"formulas:\n  f:\n    bias: 'd === 2'\nschemes: [f]", 3, 16, "expected at '= 2'"},
    {"formulas:\n  f:\n    bias: 'd ! 2'\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: '!d'\nschemes: [f]", 3, 12, "expected at '!d'"},
    {"formulas:\n  f:\n    bias: 'd < 1 < 2'\nschemes: [f]", 3, 18, "an operator"},
    {"formulas:\n  f:\n    bias: 'd && m'\n    learn: {m: 1}\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: 'd | m'\n    learn: {m: 1}\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: 'd % 2'\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: 'd; m'\n    learn: {m: 1}\nschemes: [f]", 3, 13, "an operator"},
    {"formulas:\n  f:\n    bias: '[d]'\nschemes: [f]", 3, 12, "expected at '[d]'"},
    {"formulas:\n  f:\n    bias: '{d}'\nschemes: [f]", 3, 12, "expected at '{d}'"},
    {"formulas:\n  f:\n    bias: \"'d'\"\nschemes: [f]", 3, 12, "expected at ''d''"},
    {"formulas:\n  f:\n    bias: '\"d\"'\nschemes: [f]", 3, 12, "expected at"},
    {"formulas:\n  f:\n    bias: 'd : 2'\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: \"\303\251\"\nschemes: [f]", 3, 12, "expected"},
    {"formulas:\n  f:\n    bias: \"d \342\210\222 1\"\nschemes: [f]", 3, 14, "an operator"},
    {"formulas:\n  f:\n    bias: '$d'\nschemes: [f]", 3, 12, "expected"},
    {"formulas:\n  f:\n    bias: 'd@2'\nschemes: [f]", 3, 13, "an operator"},
    {"formulas:\n  f:\n    bias: '#d'\nschemes: [f]", 3, 12, "expected"},
    {"formulas:\n  f:\n    bias: '1.2.3'\nschemes: [f]", 3, 12, "not a number"},
    {"formulas:\n  f:\n    bias: '1..2'\nschemes: [f]", 3, 12, "not a number"},
    {"formulas:\n  f:\n    bias: '.'\nschemes: [f]", 3, 12, "expected"},
    {"formulas:\n  f:\n    bias: '1e'\nschemes: [f]", 3, 13, "an operator"},
    {"formulas:\n  f:\n    bias: '1e+'\nschemes: [f]", 3, 13, "an operator"},
    {"formulas:\n  f:\n    bias: '1e999'\nschemes: [f]", 3, 12, "not a number"},
    {"formulas:\n  f:\n    bias: '0x10'\nschemes: [f]", 3, 13, "an operator"},
    {"formulas:\n  f:\n    bias: '1_000'\nschemes: [f]", 3, 13, "an operator"},
    {"formulas:\n  f:\n    bias: 'inf'\nschemes: [f]", 3, 12, "unknown name 'inf'"},
    {"formulas:\n  f:\n    bias: 'nan'\nschemes: [f]", 3, 12, "unknown name 'nan'"},
    {"formulas:\n  f:\n    bias: 'dD'\nschemes: [f]", 3, 12, "did you mean 'd'"},
    {"formulas:\n  f:\n    bias: 'M * d + m'\n    learn: {m: 1}\nschemes: [f]", 3, 12, "did you mean 'm'"},
    {"formulas:\n  f:\n    bias: 'bas'\n    constants: {base: 10000}\nschemes: [f]", 3, 12, "did you mean 'base'"},
    {"formulas:\n  f:\n    bias: 'bases'\n    constants: {base: 10000}\nschemes: [f]", 3, 12, "did you mean 'base'"},
    {"formulas:\n  f:\n    bias: '-m * dd'\n    learn: {m: 1}\nschemes: [f]", 3, 17, "unknown name 'dd'"},
    {"formulas:\n  f:\n    bias: 'x'\nschemes: [f]", 3, 12, "unknown name 'x'"},
    {"formulas:\n  f:\n    bias: 'd + distance'\nschemes: [f]", 3, 16, "unknown name 'distance'"},
    {"formulas:\n  f:\n    bias: 'PI'\nschemes: [f]", 3, 12, "did you mean 'pi'"},
    {"formulas:\n  f:\n    bias: '_'\nschemes: [f]", 3, 12, "unknown name '_'"},
    {"formulas:\n  f:\n    bias: 'squareroot(d)'\nschemes: [f]", 3, 12, "unknown function 'squareroot'"},
    {"formulas:\n  f:\n    bias: 'sqr(d)'\nschemes: [f]", 3, 12, "did you mean 'sqrt'"},
    {"formulas:\n  f:\n    bias: 'Sqrt(d)'\nschemes: [f]", 3, 12, "did you mean 'sqrt'"},
    {"formulas:\n  f:\n    bias: 'm + logp1(d)'\n    learn: {m: 1}\nschemes: [f]", 3, 16, "did you mean 'log1p'"},
    {"formulas:\n  f:\n    bias: 'ln(d)'\nschemes: [f]", 3, 12,
     "unknown function 'ln'; log(x) is the natural logarithm"},
    {"formulas:\n  f:\n    bias: 'log2(d)'\nschemes: [f]", 3, 12, "write log(x)/log(2)"},
    {"formulas:\n  f:\n    bias: 'd**2'\nschemes: [f]", 3, 14, "a power is x^y"},
    {"formulas:\n  f:\n    bias: 'd > 3 and d < 5'\nschemes: [f]", 3, 18, "conditions are (a)*(b)"},
    {"formulas:\n  f:\n    bias: '(d > 3 && d < 5)'\nschemes: [f]", 3, 19, "conditions are (a)*(b)"},
    {"formulas:\n  f:\n    bias: 'd > 3 or h'\nschemes: [f]", 3, 18, "is max(a, b)"},
    {"formulas:\n  f:\n    bias: '3 < d < 5'\nschemes: [f]", 3, 18, "a range is (a < x)*(x < b)"},
    {"formulas:\n  f:\n    bias: 'd > 3 ? 1 : 0'\nschemes: [f]", 3, 18, "a choice is if(c, a, b)"},
    {"formulas:\n  f:\n    bias: 'd = 3'\nschemes: [f]", 3, 14, "equality is =="},
    {"formulas:\n  f:\n    bias: 'summ(k, 1, 2, k)'\nschemes: [f]", 3, 12, "did you mean 'sum'"},
    {"formulas:\n  f:\n    bias: 'iff(d, 1, 2)'\nschemes: [f]", 3, 12, "did you mean 'if'"},
    {"formulas:\n  f:\n    bias: 'd(2)'\nschemes: [f]", 3, 12, "is no function"},
    {"formulas:\n  f:\n    bias: 'm(d + 1)'\n    learn: {m: 1}\nschemes: [f]", 3, 12, "write m*(...)"},
    {"formulas:\n  f:\n    bias: 'sqrt'\nschemes: [f]", 3, 12, "is a function"},
    {"formulas:\n  f:\n    bias: 'sum + 1'\nschemes: [f]", 3, 12, "is a function"},
    {"formulas:\n  f:\n    bias: 'sqrt d'\nschemes: [f]", 3, 12, "is a function"},
    {"formulas:\n  f:\n    bias: 'sqrt()'\nschemes: [f]", 3, 17, "expected at ')'"},
    {"formulas:\n  f:\n    bias: 'sqrt(d'\nschemes: [f]", 3, 18, "the formula ends where ')'"},
    {"formulas:\n  f:\n    bias: 'sqrt(d, 2)'\nschemes: [f]", 3, 18, "takes 1 argument, and more"},
    {"formulas:\n  f:\n    bias: 'min(d)'\nschemes: [f]", 3, 12, "takes 2 arguments, and 1"},
    {"formulas:\n  f:\n    bias: 'min(d, 1, 2)'\nschemes: [f]", 3, 20, "takes 2 arguments, and more"},
    {"formulas:\n  f:\n    bias: 'if(d, 1)'\nschemes: [f]", 3, 12, "takes 3 arguments, and 2"},
    {"formulas:\n  f:\n    bias: 'clamp(d, 1)'\nschemes: [f]", 3, 12, "takes 3 arguments, and 2"},
    {"formulas:\n  f:\n    bias: 'clamp(d 1 2)'\nschemes: [f]", 3, 20, "',' is expected"},
    {"formulas:\n  f:\n    bias: 'min(d,, 1)'\nschemes: [f]", 3, 18, "expected at ', 1)'"},
    {"formulas:\n  f:\n    bias: 'min(, d)'\nschemes: [f]", 3, 16, "expected at ', d)'"},
    {"formulas:\n  f:\n    bias: 'w'\n    learn: {w: {init: 0, size: 5}}\nschemes: [f]", 3, 12, "write w[...]"},
    {"formulas:\n  f:\n    bias: 'w + d'\n    learn: {w: {init: 0, size: 5}}\nschemes: [f]", 3, 12, "a list of 5"},
    {"formulas:\n  f:\n    bias: 'w['\n    learn: {w: {init: 0, size: 5}}\nschemes: [f]", 3, 14, "the formula ends"},
    {"formulas:\n  f:\n    bias: 'w[d'\n    learn: {w: {init: 0, size: 5}}\nschemes: [f]", 3, 15,
     "the formula ends where ']'"},
    {"formulas:\n  f:\n    bias: 'w[]'\n    learn: {w: {init: 0, size: 5}}\nschemes: [f]", 3, 14, "expected at ']'"},
    {"formulas:\n  f:\n    bias: 'w[d)'\n    learn: {w: {init: 0, size: 5}}\nschemes: [f]", 3, 15, "']' is expected"},
    {"formulas:\n  f:\n    bias: 'm[d]'\n    learn: {m: 1}\nschemes: [f]", 3, 12, "not a list"},
    {"formulas:\n  f:\n    bias: 'd[1]'\nschemes: [f]", 3, 12, "not a list"},
    {"formulas:\n  f:\n    bias: 'w(d)'\n    learn: {w: {init: 0, size: 5}}\nschemes: [f]", 3, 12, "is no function"},
    {"formulas:\n  f:\n    bias: 'sum(1, 2, 3, 4)'\nschemes: [f]", 3, 16, "a name is expected"},
    {"formulas:\n  f:\n    bias: 'sum(k, 1, 2)'\nschemes: [f]", 3, 23, "',' is expected"},
    {"formulas:\n  f:\n    bias: 'sum(k)'\nschemes: [f]", 3, 17, "',' is expected"},
    {"formulas:\n  f:\n    bias: 'sum(d, 1, 2, d)'\nschemes: [f]", 3, 16, "the name of something else"},
    {"formulas:\n  f:\n    bias: 'sum(pi, 1, 2, d)'\nschemes: [f]", 3, 16, "the name of something else"},
    {"formulas:\n  f:\n    bias: 'sum(k, 1, d, k)'\nschemes: [f]", 3, 16, "may not vary"},
    {"formulas:\n  f:\n    bias: 'sum(k, 1, m, k)'\n    learn: {m: 1}\nschemes: [f]", 3, 16, "nor be learned"},
    {"formulas:\n  f:\n    bias: 'sum(k, 1, 2, k) + k'\nschemes: [f]", 3, 30, "unknown name 'k'"},
    {"formulas:\n  f:\n    bias: 'sum(k, 1, 2, k'\nschemes: [f]", 3, 26, "the formula ends where ')'"},
    {"formulas:\n  f:\n    bias: 'sum(k, 1, 2, k, 3)'\nschemes: [f]", 3, 26, "')' is expected"},
    {"formulas:\n  f:\n    bias: 'averyverylongnamethatisnotallowed'\nschemes: [f]", 3, 12, "longer than"},
    {"formulas:\n  f:\n    bias: 'sum(a1,1,2,sum(a2,1,2,sum(a3,1,2,sum(a4,1,2,sum(a5,1,2,1)))))'\nschemes: [f]", 3, 60,
     "more than 4 sums"},
    {"formulas:\n  f:\n    bias: "
     "'((((((((((((((((((((((((((((((((((((((((((d))))))))))))))))))))))))))))))))))))))))))'\nschemes: [f]",
     3, 52, "levels"},
    {"formulas: {f: {bias: -d}}\nschemes: [ff]", 2, 11, "unknown scheme 'ff'; did you mean the formula"},
    {"formulas: {root: {bias: -d}}\nschemes: [rope+rot]", 2, 11, "did you mean the formula 'root'"},
    {"formulas: {f: {bias: -d}}\nschemes: ['f(a=1)']", 2, 11, "f is a formula, which has no options"},
    {"formulas: [f]\nschemes: [f]", 1, 11, "names with formulas"},
    {"formulas: {f: -d}\nschemes: [f]", 1, 15, "keys and values"},
    {"formulas: {f: {}}\nschemes: [f]", 1, 15, "'f' has no formula; give bias"},
    {"formulas: {F: {bias: -d}}\nschemes: [F]", 1, 12, "up to 40 of a-z"},
    {"formulas: {rope: {bias: -d}}\nschemes: [rope]", 1, 12, "'rope' is a built-in scheme"},
    {"formulas: {f: {bais: -d}}\nschemes: [f]", 1, 16, "did you mean 'bias'"},
    {"formulas: {f: {bias: [-d]}}\nschemes: [f]", 1, 22, "bias is a text or a number"},
    {"formulas: {f: {mask: {a: 1}}}\nschemes: [f]", 1, 22, "mask is a text or a number"},
    {"formulas: {f: {bias: -d, title: [a]}}\nschemes: [f]", 1, 33, "title is a text"},
    {"formulas:\n  f:\n    bias: -m * sqrt(d)\nschemes: [f]", 3, 12, "unknown name 'm'"},
    {"formulas:\n  f:\n    bias: -d * sqr(d)\nschemes: [f]", 3, 16, "did you mean 'sqrt'"},
    {"formulas:\n  f:\n    bias: '-d * sqr(d)'\nschemes: [f]", 3, 17, "did you mean 'sqrt'"},
    {"formulas:\n  f:\n    bias: >\n      -d * sqr(d)\nschemes: [f]", 3, 11, "column 6 of the text: "},
    {"formulas: {f: {bias: -sqrt((d)}}\nschemes: [f]", 1, 31, "the formula ends where ')'"},
    {"formulas: {f: {bias: -d)}}\nschemes: [f]", 1, 24, "')' closes nothing"},
    {"formulas: {f: {bias: max(d, 3)}}\nschemes: [f]", 1, 29, "'3)' is the rest of a text with a comma"},
    {"formulas: {f: {bias: -a*d, learn: {a: max(1, 2)}}}\nschemes: [f]", 1, 46, "needs quotes"},
    {"formulas: {f: {bias: 3d}}\nschemes: [f]", 1, 23, "an operator is expected"},
    {"formulas: {f: {bias: sqr(d)}, ok: {bias: -d}, g: {bias: -q}}\nschemes: [f]", 1, 22,
     "; and s.yaml:1:58: unknown name 'q'; a learned"},
    {"formulas: {f: {bias: -d, mask: d << 2}}\nschemes: [f]", 1, 35, "a number, a name or '('"},
    {"formulas: {f: {mask: dd < 2}}\nschemes: [f]", 1, 22, "unknown name 'dd'"},
    {"formulas: {f: {angle: d}}\nschemes: [f]", 1, 23, "unknown name 'd'"},
    {"formulas: {f: {embed: p * k}}\nschemes: [f]", 1, 27, "unknown name 'k'"},
    {"formulas: {f: {temperature: i}}\nschemes: [f]", 1, 29, "unknown name 'i'"},
    {"formulas: {f: {positions: t}}\nschemes: [f]", 1, 27, "unknown name 't'"},
    {"formulas: {f: {bias: -a*d, learn: a}}\nschemes: [f]", 1, 35, "learn has names"},
    {"formulas: {f: {bias: -a*d, learn: {a: }}}\nschemes: [f]", 1, 39, "a number, a name or"},
    {"formulas: {f: {bias: -a*d, learn: {a: {per: head}}}}\nschemes: [f]", 1, 39, "'a' needs its initial"},
    {"formulas: {f: {bias: -a*d, learn: {a: {init: q}}}}\nschemes: [f]", 1, 46, "unknown name 'q'"},
    {"formulas: {f: {bias: -a*d, learn: {a: 2*zz}}}\nschemes: [f]", 1, 41, "unknown name 'zz'"},
    {"formulas: {f: {bias: -a*d, learn: {a: {init: 1, pre: head}}}}\nschemes: [f]", 1, 49, "'per'"},
    {"formulas: {f: {bias: -a*d, learn: {a: {init: 1, per: token}}}}\nschemes: [f]", 1, 54, "not 'token'"},
    {"formulas: {f: {bias: -a*d, learn: {a: {init: 1, least: x}}}}\nschemes: [f]", 1, 56, "name 'x'"},
    {"formulas: {f: {bias: -a*d, learn: {a: {init: 1, size: 0}}}}\nschemes: [f]", 1, 55, "1 to 512"},
    {"formulas: {f: {bias: -d, learn: {a: 1}}}\nschemes: [f]", 1, 34, "no formula reads it"},
    {"formulas: {f: {bias: -a*d, angle: a*p, learn: {a: 1}}}\nschemes: [f]", 1, 48, "by two kinds"},
    {"formulas: {f: {positions: p*a, learn: {a: 1}}}\nschemes: [f]", 1, 40, "positions learn nothing, so 'a'"},
    {"formulas: {f: {bias: -d * slop, learn: {slope: 1}}}\nschemes: [f]", 1, 27,
     "unknown name 'slop'; did you mean 'slope'?"},
    {"formulas: {f: {bias: -a*d, learn: {aa: 1}}}\nschemes: [f]", 1, 23, "unknown name 'a'; did you mean 'aa'?"},
    {"formulas: {f: {bias: -alpha*d, learn: {alfa: 1}}}\nschemes: [f]", 1, 23,
     "unknown name 'alpha'; did you mean 'alfa'?"},
    {"formulas: {f: {bias: -slop*d-b, learn: {slope: 1, bias: 1}}}\nschemes: [f]", 1, 23, "did you mean 'slope'?"},
    {"formulas: {f: {mask: d < wide, learn: {width: 1}}}\nschemes: [f]", 1, 26, "fixed needs `constants: {wide: 1}`"},
    {"formulas: {f: {bias: -c*d, constants: 3}}\nschemes: [f]", 1, 39, "constants has names"},
    {"formulas: {f: {bias: -c*d, constants: {c: h}}}\nschemes: [f]", 1, 43, "unknown name 'h'"},
    {"formulas: {f: {bias: -c*d, constants: {c: 1/0}}}\nschemes: [f]", 1, 43, "no finite number"},
    {"formulas: {f: {bias: log(d)}}\nschemes: [f]", 1, 22, "formula 'f': scheme formula-bias: of: the formula is -inf"},
    {"formulas: {f: {bias: -1e300*d}}\nschemes: [f]", 1, 22, "the formula is beyond 3.4e38 at d = 1"},
    {"formulas: {f: {temperature: 1e300}}\nschemes: [f]", 1, 29, "the formula is beyond 3.4e38 at n = 1"},
    {"formulas: {f: {embed: 1e39*p}}\nschemes: [f]", 1, 23, "the formula is beyond 3.4e38 at c = 0"},
    {"formulas:\n  g: {bias: -d}\n  f:\n    bias: -d/(d-5)\nschemes: [g, rope+f]", 4, 11, "-inf at d = 5 (head 1"},
    {"formulas: {f: {temperature: log(n-1)}}\nschemes: [rope+f@layers=0]", 1, 29, "formula 'f': "},
    {"formulas: {f: {bias: -a*d, learn: {a: 1, d: 1}}}\nschemes: [f]", 1, 42, "'d' stands for something else already"},
    {"formulas: {f: {bias: -d*L, constants: {L: 1}}}\nschemes: [f]", 1, 40, "'L' stands for something else already"},
    {"formulas: {f: {bias: -m*log1p(d)}}\nschemes: [f]", 1, 23,
     "unknown name 'm'; a learned number needs `learn: {m: 1}`, a fixed one `constants: {m: 1}` (known: d"},
    {"formulas: {f: {mask: d < slope}}\nschemes: [f]", 1, 26,
     "unknown name 'slope'; a number that is fixed needs `constants: {slope: 1}` (known: d"},
    {"formulas: {f: {bias: -q*d}}\nschemes: [f]", 1, 23, "(known: d, h, H, D, L, layer, pi, i, j, n)"},
    {"formulas: {f: {bias: -p/10}}\nschemes: [f]", 1, 23,
     "unknown name 'p'; p is known to angle, embed and positions, and a bias has d"},
    {"formulas: {f: {bias: -p/n}}\nschemes: [f]", 1, 23, "and a bias has d"},
    {"formulas: {f: {bias: -dist}}\nschemes: [f]", 1, 23, "did you mean 'd'?"},
    {"formulas: {f: {bias: -distance/4}}\nschemes: [f]", 1, 23, "did you mean 'd'?"},
    {"formulas: {f: {angle: position/k}}\nschemes: [f]", 1, 23, "did you mean 'p'?"},
    {"formulas: {f: {bias: -|d|}}\nschemes: [f]", 1, 23, "write abs(d)"},
    {"formulas: {f: {bias: \342\210\222d}}\nschemes: [f]", 1, 22, "write the minus as -"},
    {"formulas: {f: {bias: 2\302\267d}}\nschemes: [f]", 1, 23, "write the product as *"},
    FAR(22, "bias: 0*sqrt(25-d)", "is nan at d = 26 (head 1 of layer 1), beyond training, where evaluation goes"),
    FAR(22, "bias: -d+0*i*sqrt(25-i)", "query i = 26: of: the formula is nan at d = 0"),
    FAR(22, "mask: sqrt(25-d)", "no number at d = 26 (i = 26, j = 0, head 1 of layer 1), beyond training"),
    FAR(23, "angle: p+0*sqrt(25-p)", "is nan at p = 26, beyond training"),
    FAR(23, "embed: c*sqrt(25-p)",
        "position p = 26, beyond training, where evaluation goes: of: the formula is nan at c"),
    FAR(29, "temperature: sqrt(25-n)", "is nan at n = 26, beyond training"),
    FAR(27, "positions: p+0*sqrt(25-p)", "is nan at p = 26, beyond training"),
    {"formulas: {f: {bias: exp(d*d)}}\nschemes: [f]", 1, 22, "the formula is beyond 3.4e38 at d = 10"},
    {"formulas: {f: {bias: -d}}\nschemes: [f+f@heads=7]", 2, 11, "@heads names a head"},
    {"formulas: {f: {bias: -d/n}, g: {bias: -i}}\nschemes: [f+g]", 2, 11, "only one may look at"},
    {"formulas: {f: {bias: -d}}\nschemes: [rope, {scheme: f, evaluate: {variants: g}}]", 2, 50, "'g'"},
    {"{formulas: no.yaml, schemes: [f], tasks: [copy]}\n#", 1, 12, "no.yaml"},
    {"schemes: ['formula-bias(of=)']", 1, 11, "of: column 1: the formula ends"},
    {"schemes: ['formula-bias(of=-m*sqrt()']", 1, 11, "has a parenthesis that is not closed"},
    {"schemes: ['formula-bias(of=sqrt(abs(d))']", 1, 11, "has a parenthesis that is not closed"},
    {"schemes: ['formula-bias(of=-slope*d,learn=[slop=1])']", 1, 11,
     "of: column 2: unknown name 'slope'; did you mean 'slop'"},
    {"schemes: ['formula-bias(of=i*d)']", 1, 11, "of: column 1: unknown name 'i'"},
    {"schemes: ['formula-bias(of=sqr(d))']", 1, 11, "of: column 1: unknown function 'sqr'; did you mean 'sqrt'"},
    {"schemes: ['formula-bias(of=d d)']", 1, 11, "of: column 3: an operator is expected"},
    {"schemes: ['formula-bias(of=2d)']", 1, 11, "of: column 2: an operator is expected between"},
    {"schemes: ['formula-bias(of=d))']", 1, 11, "expected '+' or the end at ')'"},
    {"schemes: ['formula-bias(of=log(d),learn=)']", 1, 11, "of: the formula is -inf at d = 0 (head 1 of layer 1)"},
    {"schemes: ['formula-bias(of=1/(d-3),learn=)']", 1, 11, "inf at d = 3"},
    {"schemes: ['formula-bias(of=d*(1/(h-3)),learn=)']", 1, 11, "(head 3 of layer 1)"},
    {"schemes: ['formula-bias(of=d*(1/(layer-2)),learn=)']", 1, 11, "(head 1 of layer 2)"},
    {"schemes: ['formula-bias(of=-m*d,learn=)']", 1, 11, "of: column 2: unknown name 'm'"},
    {"schemes: ['formula-bias(of=d)']", 1, 11, "learn: 'm' is learned, but the formula does not read it"},
    {"schemes: ['formula-bias(of=m,learn=m=1)']", 1, 11, "learn: column 1: '[' is expected at 'm=1'"},
    {"schemes: ['formula-bias(of=m,learn=[m=1)']", 1, 11, "learn: column 5: the text ends where ']' is expected"},
    {"schemes: ['formula-bias(of=m,learn=[m])']", 1, 11, "learn: column 3: '=' is expected"},
    {"schemes: ['formula-bias(of=m,learn=[m=])']", 1, 11, "learn: column 4: a number, a name or '(' is expected"},
    {"schemes: ['formula-bias(of=m,learn=[=1])']", 1, 11, "learn: column 2: a name is expected"},
    {"schemes: ['formula-bias(of=m,learn=[])']", 1, 11, "learn: column 2: a name is expected"},
    {"schemes: ['formula-bias(of=m,learn=[m=1 per])']", 1, 11, "learn: column 9: 'per' needs head or layer"},
    {"schemes: ['formula-bias(of=m,learn=[m=1 per token])']", 1, 11,
     "learn: column 10: 'per' needs head or layer, not 'token"},
    {"schemes: ['formula-bias(of=m,learn=[m=1 each head])']", 1, 11, "learn: column 6: expected 'per head'"},
    {"schemes: ['formula-bias(of=m,learn=[m=1 least 2])']", 1, 11,
     "learn: 'm' would start at 1, which is no number within"},
    {"schemes: ['formula-bias(of=m,learn=[m=1 least x])']", 1, 11, "learn: column 12: unknown name 'x'"},
    {"schemes: ['formula-bias(of=m,learn=[m=1 least 3 most 2])']", 1, 11, "least must be below most"},
    {"schemes: ['formula-bias(of=m,learn=[m=1 std -1])']", 1, 11,
     "learn: column 9: this is no number that can stand here"},
    {"schemes: ['formula-bias(of=m,learn=[m=1 least 1/0])']", 1, 11,
     "learn: column 11: this is no number that can stand here"},
    {"schemes: ['formula-bias(of=m,learn=[m=1/0])']", 1, 11, "learn: 'm' would start at inf"},
    {"schemes: ['formula-bias(of=m,learn=[m=q])']", 1, 11, "learn: column 4: unknown name 'q'"},
    {"schemes: ['formula-bias(of=m,learn=[m=d])']", 1, 11, "learn: column 4: unknown name 'd'"},
    {"schemes: ['formula-bias(of=m,learn=[m=h])']", 1, 11, "learn: column 2: 'm' starts differently in each head"},
    {"schemes: ['formula-bias(of=m,learn=[m=layer per head])']", 1, 11,
     "learn: column 2: 'm' starts differently in each layer"},
    {"schemes: ['formula-bias(of=m,learn=[m=k])']", 1, 11,
     "learn: column 2: k counts the numbers of a list: write m[32]"},
    {"schemes: ['formula-bias(of=m,learn=[m=1,m=2])']", 1, 11,
     "learn: column 6: the name 'm' stands for something else"},
    {"schemes: ['formula-bias(of=m,learn=[d=1])']", 1, 11, "learn: column 2: the name 'd' stands for something else"},
    {"schemes: ['formula-bias(of=m,learn=[exp=1])']", 1, 11, "learn: column 2: 'exp' is a name that every formula has"},
    {"schemes: ['formula-bias(of=m,learn=[m[0]=1])']", 1, 11, "learn: column 4: a list has 1 to 512 numbers"},
    {"schemes: ['formula-bias(of=m,learn=[m[513]=1])']", 1, 11, "learn: column 4: a list has 1 to 512 numbers"},
    {"schemes: ['formula-bias(of=m,learn=[m[2.5]=1])']", 1, 11, "learn: column 4: a list has 1 to 512 numbers"},
    {"schemes: ['formula-bias(of=m,learn=[m[4=1])']", 1, 11, "learn: column 5: ']' is expected"},
    {"schemes: ['formula-bias(of=m,learn=[m[4]=1])']", 1, 11, "of: column 1: 'm' is a list of 4 numbers: write m[...]"},
    {"schemes: ['formula-bias(of=m[2],learn=[m=1])']", 1, 11, "of: column 1: 'm' is one number, not a list"},
    {"schemes: ['formula-bias(of=m,learn=[m=1] x)']", 1, 11, "learn: column 6: nothing is expected behind the list"},
    {"schemes: ['formula-bias(of=a+b+c+e+f+g+o+p+q,learn=[a=1,b=1,c=1,e=1,f=1,g=1,o=1,p=1,q=1])']", 1, 11,
     "learn: column 34: more than 8 names are learned"},
    {"schemes: ['formula-bias(of=m+b,learn=[m=1],with=[b=])']", 1, 11, "with: column 4: a number, a name or '('"},
    {"schemes: ['formula-bias(of=m+b,learn=[m=1],with=[b=h])']", 1, 11, "with: column 4: unknown name 'h'"},
    {"schemes: ['formula-bias(of=m+b,learn=[m=1],with=[b=1/0])']", 1, 11,
     "with: column 4: the constant 'b' is no finite number"},
    {"schemes: ['formula-bias(of=m+b,learn=[m=1],with=[pi=3])']", 1, 11,
     "with: column 2: 'pi' is a name that every formula has"},
    {"schemes: ['formula-bias(of=m+b,learn=[m=1],with=[H=3])']", 1, 11,
     "with: column 2: the name 'H' stands for something else"},
    {"schemes: ['formula-bias(of=m+b,learn=[m=1],with=[b=1;c=2])']", 1, 11, "with: column 5: ']' is expected"},
    {"schemes: ['formula-rows(of=k*d,learn=)']", 1, 11, "of: column 1: unknown name 'k'"},
    {"schemes: ['formula-rows(of=d/i,learn=)']", 1, 11, "query i = 0: of: the formula is nan at d = 0"},
    {"schemes: ['formula-rows(of=1/(j-3),learn=)']", 1, 11, "query i = 3: of: the formula is inf at d = 0"},
    {"schemes: ['formula-angle(of=p*b,learn=)']", 1, 11, "of: column 3: unknown name 'b'"},
    {"schemes: ['formula-angle(of=d*k,learn=)']", 1, 11, "of: column 1: unknown name 'd'"},
    {"schemes: ['formula-angle(of=p/k,learn=)']", 1, 11, "of: the formula is nan at p = 0"},
    {"schemes: ['formula-angle(of=p*s,learn=[s=1 per layer])']", 1, 11, "'s' cannot be per layer"},
    {"schemes: ['formula-embed(of=p*h,learn=)']", 1, 11, "of: column 3: unknown name 'h'"},
    {"schemes: ['formula-embed(of=p*s,learn=[s=1 per head])']", 1, 11, "'s' cannot be per head"},
    {"schemes: ['formula-embed(of=c*log(p-2),learn=)']", 1, 11, "position p = 0: of: the formula is nan at c = 0"},
    {"schemes: ['formula-temperature(of=log(n-1),learn=)']", 1, 11, "of: the formula is -inf at n = 1"},
    {"schemes: ['formula-temperature(of=nn,learn=)']", 1, 11, "of: column 1: unknown name 'nn'"},
    {"schemes: ['formula-positions(of=p+v)']", 1, 11, "of: column 3: unknown name 'v'"},
    {"schemes: ['formula-positions(of=p/(1-u))']", 1, 11, "of: the formula is nan at p = 0"},
    {"formulas: {f: {bias: -d, vectors: {d: 4, is: -4}}}\nschemes: [f]", 1, 35, "vectors is a list of maps"},
    {"formulas: {f: {bias: -d, vectors: [4]}}\nschemes: [f]", 1, 36, "a vector is a map"},
    {"formulas: {f: {bias: -d, vectors: [{d: 4}]}}\nschemes: [f]", 1, 36, "a vector says what the scheme gives"},
    {"formulas: {f: {bias: -d, vectors: [{d: x, is: 1}]}}\nschemes: [f]", 1, 40, "d is a number from -1e+06"},
    {"formulas: {f: {bias: -d, vectors: [{d: 4, h: 1.5, is: 1}]}}\nschemes: [f]", 1, 46, "h is a whole number"},
    {"formulas: {f: {bias: -d, vectors: [{d: 4, h: 5, is: 1}]}}\nschemes: [f]", 1, 36, "there are 4 heads"},
    {"formulas: {f: {bias: -d, vectors: [{dd: 4, is: 1}]}}\nschemes: [f]", 1, 37, "'dd'"},
    {"formulas: {f: {bias: -d, vectors: [{d: 4, seen: 1}]}}\nschemes: [f]", 1, 36, "nothing of this kind"},
    {"formulas: {f: {bias: {beyond: last}}}\nschemes: [f]", 1, 22, "or {table: FILE}"},
    {"formulas: {f: {bias: {table: 'a(b'}}}\nschemes: [f]", 1, 30, "without brackets"},
    {"formulas: {f: {bias: {table: no.tsv}}}\nschemes: [f]", 1, 30, "no.tsv"},
    {"formulas: {f: {mask: w > d, learn: {w: 3}}}\nschemes: [f]", 1, 37, "a mask has no slope"},
};
enum { BAD = sizeof bad / sizeof *bad };

static bool is_whole(const char *suite) { return suite[strlen(suite) - 1] == '#'; }

/* Is the suite refused as the row says? */
static bool is_refused(int row) {
    struct text text = {0};
    struct suite suite;
    struct error err = {0};
    int line = 0, column = 0;
    text_add(&text, "%s\n%s", bad[row].suite, is_whole(bad[row].suite) ? "" : REST);
    const bool taken = suite_parse("s.yaml", mem_text(text_of(&text)), text.size, NULL, 0, &suite, &err);
    const bool placed = !taken && sscanf(err.text, "s.yaml:%d:%d: ", &line, &column) == 2 && line == bad[row].line &&
                        column == bad[row].column && strstr(err.text, bad[row].says);
    if (!placed) printf("%s\n    %s\n", bad[row].suite, taken ? "is taken" : err.text);
    if (taken) suite_free(&suite);
    text_free(&text);
    return placed;
}

static void refused(void **state) {
    (void)state;
    int wrong = 0;
    for (int i = 0; i < BAD; i++) wrong += !is_refused(i);
    assert_int_equal(wrong, 0);
}

/* ---- in a file of their own ---- */

static void write_text(const char *folder, const char *name, const char *text) {
    struct error err;
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!file_write(path, text, strlen(text), &err)) fail_msg("%s", err.text);
}

/* The row's formulas in own.yaml, and the rest in a suite that names it: what is wrong with the formulas is said of
 * their file, at the same line and column. */
static bool is_refused_in_file(int row, const char *folder) {
    const char *suite = bad[row].suite, *end = strstr(suite, "\nschemes:");
    const char *other = strstr(bad[row].says, "s.yaml:"), *says = other ? other + strlen("s.yaml") : bad[row].says;
    struct text own = {0}, rest = {0};
    struct suite s;
    struct error err = {0};
    char path[128], place[192];
    int lines = 1;
    for (const char *c = suite; c < end; c++) lines += *c == '\n';
    text_bytes(&own, suite, (size_t)(end - suite));
    text_add(&own, "\n");
    text_add(&rest, "formulas: own.yaml%s\n%s", end, is_whole(suite) ? "" : REST);
    write_text(folder, "own.yaml", text_of(&own));
    write_text(folder, "s.yaml", text_of(&rest));
    snprintf(path, sizeof path, "%s/s.yaml", folder);
    if (bad[row].line <= lines)
        snprintf(place, sizeof place, "%s/own.yaml:%d:%d: ", folder, bad[row].line, bad[row].column);
    else
        snprintf(place, sizeof place, "%s:%d:%d: ", path, bad[row].line - lines + 1, bad[row].column);
    const bool taken = suite_load(path, NULL, 0, &s, &err),
               placed = !taken && strncmp(err.text, place, strlen(place)) == 0 && strstr(err.text, says);
    if (!placed) printf("%s\n    %s\n    %s\n", suite, place, taken ? "is taken" : err.text);
    if (taken) suite_free(&s);
    text_free(&own);
    text_free(&rest);
    return placed;
}

static void refused_in_files(void **state) {
    (void)state;
    char folder[] = "/tmp/lexbench-refused-XXXXXX";
    int wrong = 0;
    assert_non_null(mkdtemp(folder));
    int tried = 0;
    for (int i = 0; i < BAD; i++)
        if (strncmp(bad[i].suite, "formulas:", strlen("formulas:")) == 0)
            wrong += !is_refused_in_file(i, folder), tried++;
    printf("in files of their own: %d\n", tried);
    assert_true(wrong == 0 && tried >= 100);
    /* Files that have no formulas to give. */
    static const struct {
        const char *own, *says;
    } files[] = {
        {NULL, "/s.yaml:1:11: "},
        {"", "own.yaml: the file is empty"},
        {"# nothing\n", "own.yaml: the file is empty"},
        {"- a\n", "own.yaml:1:1: a file of formulas has the key 'formulas' and nothing else"},
        {"word\n", "own.yaml:1:1: a file of formulas has the key"},
        {"formulaz: {f: {bias: -d}}\n", "own.yaml:1:1: unknown key 'formulaz'; did you mean 'formulas'?"},
        {"formulas: {f: {bias: -d}}\nname: s\n", "own.yaml:2:1: unknown key 'name'"},
        {"formulas: other.yaml\n", "own.yaml:1:11: formulas has names with formulas: a file of them names no other"},
        {"formulas: own.yaml\n", "own.yaml:1:11: formulas has names with formulas: a file of them names no other"},
        {"formulas: [a]\n", "own.yaml:1:11: formulas has names with formulas: a file of them names no other"},
        {"formulas: {f: {bias: -d}\n", "own.yaml:2:1: "},
        {"formulas: {f: {bias: -d}, f: {bias: -d}}\n", "own.yaml:1:27: the key 'f' is given twice"},
        {"formulas: {f: {bias: g}, g: {bias: f}}\n", "own.yaml:1:22: unknown name 'g'"}};
    char own[128], path[128];
    snprintf(own, sizeof own, "%s/own.yaml", folder);
    snprintf(path, sizeof path, "%s/s.yaml", folder);
    write_text(folder, "s.yaml", "formulas: own.yaml\nschemes: [f]\n" REST);
    for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
        struct suite s;
        struct error err = {0};
        unlink(own);
        if (files[k].own) write_text(folder, "own.yaml", files[k].own);
        assert_false(suite_load(path, NULL, 0, &s, &err));
        if (!strstr(err.text, files[k].says)) fail_msg("%s\n    %s", files[k].says, err.text);
    }
    unlink(own), unlink(path), rmdir(folder);
}

static void are_a_hundred(void **state) {
    (void)state;
    assert_true(BAD >= 100);
    for (int i = 0; i < BAD; i++)
        for (int k = 0; k < i; k++)
            if (strcmp(bad[i].suite, bad[k].suite) == 0) fail_msg("'%s' is there twice", bad[i].suite);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(refused), cmocka_unit_test(refused_in_files),
                                       cmocka_unit_test(are_a_hundred)};
    return cmocka_run_group_tests_name("formulas_refused", tests, NULL, NULL);
}
