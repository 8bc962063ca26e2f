# lexbench. `make help` lists what can be made.
#   make              build/lexbench
#   make test         every test; ends with "N passed, N failed"; TESTS='test_base test_cli.sh': these alone
#   make quickstart   from a fresh clone to charts
# Variables: CC CFLAGS CPPFLAGS LDFLAGS ARCH PREFIX DESTDIR BUILD; REAL=double, SAN=1, V=1.

ARCH ?= native
PREFIX ?= /usr/local
REAL ?= float
OBJCOPY ?= objcopy
OBJDUMP ?= objdump
BUILD ?= build$(if $(filter double,$(REAL)),/double)$(if $(SAN),/san)
Q = $(if $(V),,@)

# pkg-config module:Debian package
PACKAGES := openblas:libopenblas-dev sqlite3:libsqlite3-dev yaml-0.1:libyaml-dev jansson:libjansson-dev libmd:libmd-dev libxxhash:libxxhash-dev libzstd:libzstd-dev
MODULES := $(foreach p,$(PACKAGES),$(firstword $(subst :, ,$p)))
ROOMS := $(wildcard base harness/model harness/model/math harness/model/atom harness/run harness/site harness/cli encoders tasks results plots)

comma := ,
# No -Wpsabi: vectors are never passed between files.
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wvla -Wstrict-prototypes -Wno-psabi
CFLAGS ?= -O3 -g
# What the compiler builds for, which may be another processor than this one: "x86_64", "aarch64".
MACHINE := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine 2>/dev/null)))
# Whole vector registers where there are wide ones: compilers keep to half of them by default.
WIDE := $(if $(filter x86_64,$(MACHINE)),-mprefer-vector-width=512)
HARDEN := -fstack-protector-strong -fstack-clash-protection $(if $(filter x86_64,$(MACHINE)),-fcf-protection)
# gcc 12 dies of a loop that takes the greatest by fmax where the processor has an instruction for it (14 does not); called, it has the same value.
CALLED := $(if $(filter aarch64-12%,$(MACHINE)-$(shell $(CC) -dumpversion 2>/dev/null)),$(addprefix -fno-builtin-,fmax fmin fmaxf fminf))
# No -ffast-math: NaN must be seen, and denormals stay what they are.
FLAGS := -std=gnu11 $(CFLAGS) -march=$(ARCH) $(WIDE)$(CALLED:%= %) -fno-math-errno -fno-trapping-math $(WARNINGS) $(WERROR) -fPIE $(HARDEN) \
         $(if $(filter double,$(REAL)),-DLX_REAL_DOUBLE) \
         $(if $(FUZZ),-fsanitize=fuzzer-no-link$(comma)address$(comma)undefined -fno-sanitize-recover=undefined) \
         $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined,-D_FORTIFY_SOURCE=2)
PKG_CFLAGS := $(shell pkg-config --cflags $(MODULES) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(MODULES) 2>/dev/null)
CPPFLAGS_ALL = -D_GNU_SOURCE -I. -Iharness $(PKG_CFLAGS) $(CPPFLAGS)
LIBS = $(PKG_LIBS) -lm -ldl
LINK = -pie -Wl,-z,relro,-z,now,-z,noexecstack $(if $(FUZZ),-fsanitize=fuzzer) $(LDFLAGS)

SOURCES := $(foreach room,$(ROOMS),$(sort $(wildcard $(room)/*.c)))
EMBEDDED := $(sort $(wildcard results/*.sql plots/*.gp plots/*.js plots/*.css) suites/selftest.yaml $(wildcard contrib/plugins/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(EMBEDDED:%=$(BUILD)/%.o) $(BUILD)/code_table.o
LIBRARY := $(filter-out $(BUILD)/harness/cli/%,$(OBJECTS))
PROGRAMS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/test_*.c)))

.PHONY: all levels static wheel docs site help deps quickstart test test-site test-build test-encoders test-pairs test-places test-browser test-export test-latex test-large test-verdicts test-gate-nights test-torch test-san test-faults fuzz test-slurm test-levels test-arm64 test-static test-deb bench bench-collect bench-peer bench-widths lint format install install-headers deb uninstall clean dist FORCE
.DELETE_ON_ERROR:
.SECONDARY:

# A tree that belongs to somebody else, as in many containers: git refuses it, though whoever calls make trusts it already.
export GIT_CONFIG_COUNT := 1
export GIT_CONFIG_KEY_0 := safe.directory
export GIT_CONFIG_VALUE_0 := $(CURDIR)

all: $(BUILD)/lexbench

# The same program in double, which `lexbench prove` asks for gradients.
.PHONY: double
double:
	$(Q)+$(SUBMAKE) REAL=double BUILD=$(BUILD)/double $(BUILD)/double/lexbench

help:
	@printf '%-15s %s\n' all 'build/lexbench' double 'the same in double, for prove' levels 'the program for x86-64-v3 and -v4, beside ARCH=x86-64' static 'one file for any Linux' wheel 'that file as a Python wheel' deps 'install the packages of packages.txt' quickstart 'from a fresh clone to charts; QUICK=1: in few steps' \
		test 'every test but the named tiers below' lint 'layout, rooms, scripts, compilers' format 'lay sources out' docs 'make the pages that are generated' site 'docs/site, from the records of docs/results' \
		install 'into PREFIX' deb 'a Debian package' uninstall 'remove what install put there' clean 'remove what was built' dist 'a source archive'; \
	echo 'further tests: test-site test-encoders test-pairs test-places test-browser test-export test-latex test-large test-verdicts test-gate-nights test-torch test-san test-faults fuzz test-slurm test-levels test-arm64 test-static test-deb; measuring: bench bench-collect bench-peer bench-widths'

# Missing libraries are named by their Debian package before the compiler stumbles over a header.
CHECKED := $(BUILD)/.libraries
$(CHECKED): packages.txt
	@mkdir -p $(@D)
	@missing=; command -v $(firstword $(CC)) >/dev/null || missing=" gcc libc6-dev"; \
	command -v pkg-config >/dev/null || missing="$$missing pkg-config"; \
	for p in $(PACKAGES); do pkg-config --exists $${p%:*} 2>/dev/null || missing="$$missing $${p#*:}"; done; \
	echo '#include <Random123/philox.h>' | $(CC) $(CPPFLAGS_ALL) -fsyntax-only -x c - 2>/dev/null || missing="$$missing librandom123-dev"; \
	[ -z "$$missing" ] || { echo "lexbench needs the Debian packages:$$missing ('make deps' installs them)" >&2; exit 1; }
	@touch $@

$(BUILD)/lexbench: $(OBJECTS)
	@echo "  LD  $@"
	$(Q)$(CC) $(FLAGS) $(LINK) -rdynamic -o $@ $^ $(LIBS)

$(BUILD)/%.o: %.c $(CHECKED) $(BUILD)/.flags
	@mkdir -p $(@D)
	@echo "  CC  $<"
	$(Q)$(CC) $(FLAGS) $(CPPFLAGS_ALL) -MMD -MP -c -o $@ $<

# Text files become symbols: results/schema.sql is results_schema_sql, ended by a zero byte.
$(BUILD)/%.sql.o: %.sql
	$(embed)
$(BUILD)/%.gp.o: %.gp
	$(embed)
$(BUILD)/%.js.o: %.js
	$(embed)
$(BUILD)/%.css.o: %.css
	$(embed)
$(BUILD)/%.yaml.o: %.yaml
	$(embed)
$(BUILD)/%.c.o: %.c
	$(embed)
define embed
	@mkdir -p $(@D)
	@echo "  EMBED $<"
	$(Q)printf '.section .rodata\n.global $(call symbol,$<)\n$(call symbol,$<):\n.incbin "$<"\n.byte 0\n.section .note.GNU-stack,"",@progbits\n' | $(CC) -c -x assembler -o $@ -
endef
symbol = $(subst /,_,$(subst .,_,$(subst -,_,$1)))

# The hashes of what computes numbers (harness/run/code.h).
$(BUILD)/code_table.c: harness/run/code.sh $(wildcard $(addsuffix /*.[ch],base harness/model harness/model/math harness/model/atom harness/run encoders encoders/atom tasks))
	@mkdir -p $(@D)
	@echo "  HASH $@"
	$(Q)sh $< > $@
$(BUILD)/code_table.o: $(BUILD)/code_table.c $(CHECKED) $(BUILD)/.flags
	$(Q)$(CC) $(FLAGS) $(CPPFLAGS_ALL) -c -o $@ $<

# The versions of what plugins are compiled against (harness/run/plugin.h), as code_table.c has them.
INTERFACE := $(BUILD)/include/plugin_interface.h
$(INTERFACE): $(BUILD)/code_table.c
	@mkdir -p $(@D)
	$(Q)sed -n 's/.*{"interface", "plugin", "\(.\{16\}\).*/#define PLUGIN_INTERFACE "\1"/p; s/.*{"interface", "atom", "\(.\{16\}\).*/#define PLUGIN_ATOM_INTERFACE "\1"/p' $< > $@.new
	$(Q)cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(BUILD)/harness/run/plugins.o: $(INTERFACE)
$(BUILD)/harness/run/plugins.o: CPPFLAGS += -I$(BUILD)/include

# What the flags and the revision were; rewritten only when they change, so that only what depends on them is built again.
$(BUILD)/.flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(FLAGS)' | cmp -s - $@ || echo '$(CC) $(FLAGS)' > $@
$(BUILD)/.revision: FORCE
	@mkdir -p $(@D)
	@r=$$(git describe --always --dirty 2>/dev/null || echo unknown); echo "$$r" | cmp -s - $@ || echo "$$r" > $@
$(BUILD)/harness/run/host.o: CPPFLAGS += -DLEXBENCH_REVISION='"$(shell cat $(BUILD)/.revision 2>/dev/null)"'
$(BUILD)/harness/run/host.o $(BUILD)/harness/run/code.o: CPPFLAGS += -DLEXBENCH_FLAGS='"$(filter-out $(WARNINGS) $(WERROR) $(HARDEN),$(FLAGS))"'
$(BUILD)/harness/run/host.o: $(BUILD)/.revision
# What plugins are compiled with, beside their own warnings: `lexbench plugin build` and pkg-config say it.
PLUGIN_FLAGS := -std=gnu11 -O3 -march=$(ARCH) $(WIDE) -fno-math-errno -fno-trapping-math -D_GNU_SOURCE
$(BUILD)/harness/cli/plugin.o: CPPFLAGS += -DLEXBENCH_PLUGIN_FLAGS='"$(PLUGIN_FLAGS)"'
# Where an installed program looks for what ships with it (base/shipped.h).
$(BUILD)/.prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@
$(BUILD)/base/shipped.o: CPPFLAGS += -DLEXBENCH_PREFIX='"$(PREFIX)"'
$(BUILD)/base/shipped.o: $(BUILD)/.prefix

$(BUILD)/bench/%: bench/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  LD  $@"
	$(Q)$(CC) $(FLAGS) $(CPPFLAGS_ALL) -MMD -MP $(LINK) -o $@ $< $(LIBRARY) $(LIBS)

$(BUILD)/tests/%: tests/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  LD  $@"
	$(Q)$(CC) $(FLAGS) $(CPPFLAGS_ALL) -MMD -MP $(LINK) -o $@ $< $(LIBRARY) $(LIBS) -lcmocka
# What reaches the model passes by this test on its way.
$(BUILD)/tests/test_examples: LDFLAGS += -Wl,--wrap=model_train_step,--wrap=model_evaluate
# Packages must be there before a makefile can ask pkg-config about them, so what installs them calls make again, on all processors unless -j says otherwise.
SUBMAKE = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc))

deps:
	@sh tests/deps.sh packages.txt build tests lint

# Calls that fail, to be preloaded, and damage to files.
FAULTS := $(BUILD)/tests/faults/inject.so $(BUILD)/tests/faults/damage
$(BUILD)/tests/faults/inject.so: tests/faults/inject.c $(CHECKED)
	@mkdir -p $(@D)
	@echo "  LD  $@"
	$(Q)$(CC) -std=gnu11 -O1 $(WARNINGS) $(WERROR) -D_GNU_SOURCE -fPIC -shared -o $@ $< -ldl

# TESTS has names of tests, those of scripts with .sh; empty: all.
chosen = $(if $(TESTS),$(filter $(TESTS),$1),$1)

test-build: $(addprefix $(BUILD)/tests/,$(call chosen,$(notdir $(PROGRAMS)))) $(BUILD)/tests/slow/bits $(FAULTS) $(BUILD)/lexbench

# Gradients are checked in double, everything else as it ships.
IN_DOUBLE := test_model test_bf16 test_rounding test_loops test_battery test_reference test_composition test_beside test_formula_twins test_recurrence $(notdir $(basename $(wildcard tests/test_atom_*.c))) $(notdir $(basename $(wildcard tests/test_encoders*.c)))
test:
	@sh tests/deps.sh packages.txt build tests
	$(Q)+$(SUBMAKE) test-build
	$(if $(call chosen,$(IN_DOUBLE)),$(Q)+$(SUBMAKE) REAL=double BUILD=$(BUILD)/double $(addprefix $(BUILD)/double/tests/,$(call chosen,$(IN_DOUBLE))))
	$(if $(call chosen,test_prove.sh test_plugin.sh test_model_file.sh),$(Q)+$(SUBMAKE) double)
	@BUILD=$(BUILD) TESTS='$(TESTS)' sh tests/run.sh

# A real Slurm on this machine, as root; takes minutes. SEED and EVENTS choose what happens to it.
test-slurm:
	@sh tests/deps.sh packages.txt build tests cluster
	$(Q)+$(SUBMAKE) all
	@LEXBENCH=$(BUILD)/lexbench bash tests/slurm/run.sh $(or $(SEED),1) $(or $(EVENTS),60)

# Reports in a headless Chromium: mouse, keys, layout at three widths; SHOTS=DIR leaves pictures there.
test-browser:
	@sh tests/deps.sh packages.txt build tests browser
	$(Q)+$(SUBMAKE) $(BUILD)/tests/slow/pages
	@rm -rf $(BUILD)/pages && $(BUILD)/tests/slow/pages $(BUILD)/pages && /usr/bin/python3 tests/slow/browser.py $(BUILD)/pages $(SHOTS)

# The same trainings in PyTorch, from exported parameters on exported examples, in float and double; minutes. PYTHON: one that has torch.
PYTHON ?= /usr/bin/python3
test-torch:
	@sh tests/deps.sh packages.txt build tests $(if $(filter /usr/bin/python3,$(PYTHON)),peer)
	$(Q)+$(SUBMAKE) all
	$(Q)+$(SUBMAKE) REAL=double BUILD=$(BUILD)/double $(BUILD)/double/lexbench
	@$(PYTHON) tests/slow/torch_curve.py $(BUILD)/lexbench $(BUILD)/double/lexbench

# The lines of docs/export.md with all the programs that they are for: Debian's, and those of PyPI in a folder of their own.
test-export:
	@sh tests/deps.sh packages.txt build tests export
	$(Q)+$(SUBMAKE) all
	@[ -x $(BUILD)/export/bin/python ] || /usr/bin/python3 -m venv $(BUILD)/export
	@$(BUILD)/export/bin/pip install -q tensorboard wandb
	@EXPORT_ALL=1 EXPORT_PYTHON=$(BUILD)/export/bin/python LEXBENCH=$(BUILD)/lexbench sh tests/test_export.sh

# Every kind of figure and the tables in a two-column page of LaTeX, and what fonts its PDF has; the pages stay in build/latex.
test-latex:
	@sh tests/deps.sh packages.txt build tests latex
	$(Q)+$(SUBMAKE) all
	@sh tests/slow/latex.sh $(BUILD)/lexbench $(BUILD)/latex

# A scheme, a task, a chart, a command, a setting and a stored number, added to a copy of the tree by their own file and the lines of their recipe.
test-places:
	@sh tests/deps.sh packages.txt build tests
	$(Q)+$(SUBMAKE) all
	@LEXBENCH=$(BUILD)/lexbench sh tests/slow/places.sh

test-san:
	@sh tests/deps.sh packages.txt build tests
	$(Q)+$(SUBMAKE) SAN=1 test-build
	$(if $(TESTS),$(if $(call chosen,test_prove.sh),$(Q)+$(SUBMAKE) SAN=1 double))
	@BUILD=build/san TESTS='$(TESTS)' sh tests/run.sh

# The battery's table with the cost and the first losses of every scheme, as docs/battery.md.
test-encoders:
	@sh tests/deps.sh packages.txt build tests
	$(Q)+$(SUBMAKE) all $(BUILD)/tests/test_battery
	$(Q)+$(SUBMAKE) REAL=double BUILD=$(BUILD)/double $(BUILD)/double/tests/test_battery
	@sh tests/encoders.sh $(BUILD) docs/battery.md

# Every two schemes together: their counts in docs/battery.md.
test-pairs:
	@sh tests/deps.sh packages.txt build tests
	$(Q)+$(SUBMAKE) REAL=double BUILD=$(BUILD)/double $(BUILD)/double/tests/slow/pairs
	@sh tests/pairs.sh $(BUILD) docs/battery.md

# What is asked of 100,000 trainings, in less than SECONDS of processor time each; a minute and 300 MB.
test-large:
	@sh tests/deps.sh packages.txt build tests
	$(Q)+$(SUBMAKE) all $(BUILD)/tests/slow/large
	@mkdir -p $(BUILD)/large && cd $(BUILD)/large && rm -f large.db && $(CURDIR)/$(BUILD)/tests/slow/large $(CURDIR)/$(BUILD)/lexbench 100000 $(or $(SECONDS),2)

# Verdicts on claims whose truth is known: errors under peeking, seeds needed, intervals; writes docs/verdicts-measured.md. Minutes.
test-verdicts:
	@sh tests/deps.sh packages.txt build tests
	$(Q)+$(SUBMAKE) $(BUILD)/tests/slow/verdicts
	@$(BUILD)/tests/slow/verdicts docs/verdicts-measured.md $(FAMILIES)

# Nights whose truth is known: how often the gate fires for nothing and how soon it sees a decline, as tables in docs/nightly.md. Two minutes.
test-gate-nights:
	@sh tests/deps.sh packages.txt build tests
	$(Q)+$(SUBMAKE) $(BUILD)/tests/slow/nights
	@$(BUILD)/tests/slow/nights docs/nightly.md

# Everything that can fail or be killed, in full; writes the figures to docs/reliability.md. Hours; PARTS="kills same" does some of it.
test-faults:
	@sh tests/deps.sh packages.txt build tests faults
	$(Q)+$(SUBMAKE) test-build
	$(Q)+$(SUBMAKE) SAN=1 build/san/tests/faults/damage
	@BUILD=$(BUILD) sh tests/faults/all.sh $(PARTS)

# The readers and escapers under libFuzzer, FUZZ_SECONDS each; what they find lies in build/fuzz/found.
FUZZ_SECONDS ?= 60
FUZZERS := $(filter-out fuzz,$(basename $(notdir $(wildcard tests/fuzz/*.c))))
fuzz:
	@sh tests/deps.sh packages.txt build tests lint
	$(Q)+$(SUBMAKE) all $(BUILD)/tests/faults/damage
	$(Q)+$(SUBMAKE) CC=clang FUZZ=1 CFLAGS='-O1 -g' BUILD=build/fuzz $(FUZZERS:%=build/fuzz/tests/fuzz/%)
	@BUILD=$(BUILD) sh tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZERS)

bench:
	@sh tests/deps.sh packages.txt build
	$(Q)+$(SUBMAKE) all
	@$(BUILD)/lexbench bench nope rope alibi learned shaw

# What a large campaign costs besides training, on the disk under build/: COLLECT=RUNS.
bench-collect:
	@sh tests/deps.sh packages.txt build
	$(Q)+$(SUBMAKE) $(BUILD)/bench/collect
	@$(BUILD)/bench/collect $(or $(COLLECT),2000) $(BUILD)/collect-bench 100000

# The same work in PyTorch, in turns on one core. Not part of the tests. PEER: a Python that has PyTorch, else the newest that is found; LEVEL=x86-64-v3: both without AVX-512.
bench-peer:
	@sh bench/peer.sh '$(PEER)' > /dev/null || sh tests/deps.sh packages.txt build peer
	$(Q)+$(SUBMAKE) $(if $(LEVEL),ARCH=$(LEVEL) BUILD=$(BUILD)/$(LEVEL)) $(BUILD)$(if $(LEVEL),/$(LEVEL))/lexbench
	@env -u OPENBLAS_CORETYPE taskset -c 0 $$(sh bench/peer.sh '$(PEER)') bench/peer_pytorch.py $(BUILD)$(if $(LEVEL),/$(LEVEL))/lexbench $(if $(LEVEL),--level $(LEVEL)) $(PEER_OPTIONS)

# The share of the processor's peak over the width, at each level, as the table and the chart of docs/speed.md.
bench-widths:
	@sh tests/deps.sh packages.txt build
	$(Q)+$(SUBMAKE) ARCH=x86-64 BUILD=$(BUILD)/any all levels
	@sh bench/widths.sh $(BUILD)/any/lexbench docs/images/speed

# QUICK=1: the reduced size that CI runs.
quickstart:
	@sh tests/deps.sh packages.txt build
	$(Q)+$(SUBMAKE) all
	@LEXBENCH=$(BUILD)/lexbench sh tests/quickstart.sh $(if $(QUICK),suites/quickstart-small.yaml,suites/quickstart.yaml)

# The pages and pictures of docs/ that come from the code.
docs:
	@sh tests/deps.sh packages.txt build
	$(Q)+$(SUBMAKE) all
	@sh docs/make.sh $(BUILD)/lexbench

# The site over the records of docs/results: RECORDS has their names (docs/site.sh), SITE where it goes.
SITE ?= docs/site
site:
	@sh tests/deps.sh packages.txt build
	$(Q)+$(SUBMAKE) all
	@RECORDS='$(RECORDS)' sh docs/site.sh make $(BUILD)/lexbench $(SITE)

# Whether docs/site is what its records give, made once more; minutes.
test-site: SITE = $(BUILD)/site
test-site: site
	@RECORDS='$(RECORDS)' sh docs/site.sh same docs/site $(SITE)

lint: deps
	@sh tests/lint.sh

format:
	@sh tests/deps.sh packages.txt build lint
	clang-format -i $$(git ls-files '*.c' '*.h')

# The program for higher levels of x86-64 processors, beside one for a lower level: 'make ARCH=x86-64 all levels' runs on any and is fast on each (base/level.h).
LEVELS := x86-64-v3 x86-64-v4
levels: $(addprefix level/,$(LEVELS))
level/%:
	$(Q)+$(SUBMAKE) ARCH=$* BUILD=$(BUILD)/levels/$* $(BUILD)/levels/$*/lexbench

install: all double install-headers
	install -Dm755 $(BUILD)/lexbench $(DESTDIR)$(PREFIX)/bin/lexbench
	for level in $(wildcard $(BUILD)/levels/*); do install -Dm755 $$level/lexbench $(DESTDIR)$(PREFIX)/libexec/lexbench/$${level##*/}/lexbench; done
	install -Dm755 $(BUILD)/double/lexbench $(DESTDIR)$(PREFIX)/libexec/lexbench/lexbench-double
	@mkdir -p $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(BUILD)/lexbench help --man > $(DESTDIR)$(PREFIX)/share/man/man1/lexbench.1
	$(BUILD)/lexbench help --completion > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lexbench
	install -d $(DESTDIR)$(PREFIX)/share/lexbench/suites $(DESTDIR)$(PREFIX)/share/doc/lexbench
	install -m644 suites/*.yaml $(DESTDIR)$(PREFIX)/share/lexbench/suites
	install -d $(DESTDIR)$(PREFIX)/share/lexbench/results/claims
	install -m644 results/claims/*.yaml $(DESTDIR)$(PREFIX)/share/lexbench/results/claims
	install -m644 README.md LICENSE $(DESTDIR)$(PREFIX)/share/doc/lexbench
	cd docs && find . -path ./site -prune -o -type f ! -name '*.sh' -exec install -Dm644 {} $(abspath $(DESTDIR)$(PREFIX))/share/doc/lexbench/docs/{} \;
	install -d $(DESTDIR)$(PREFIX)/share/lexbench/python/lexbench $(DESTDIR)$(PREFIX)/share/lexbench/python/examples
	install -m644 python/pyproject.toml python/README.md $(DESTDIR)$(PREFIX)/share/lexbench/python
	install -m644 python/lexbench/*.py $(DESTDIR)$(PREFIX)/share/lexbench/python/lexbench
	install -m644 python/examples/* $(DESTDIR)$(PREFIX)/share/lexbench/python/examples
	install -d $(DESTDIR)$(PREFIX)/share/doc/lexbench/contrib/plugins
	install -m644 $(filter-out contrib/plugins,$(wildcard contrib/*)) $(DESTDIR)$(PREFIX)/share/doc/lexbench/contrib
	install -m644 contrib/plugins/*.c $(DESTDIR)$(PREFIX)/share/doc/lexbench/contrib/plugins

# What plugins may include, as far as it is no list of what is built in and not private (harness/run/code.sh); and where: pkg-config finds the folder from its own file.
PLUGIN_HEADERS := $(filter-out %/list.h $(shell sed -n "s/^private='\(.*\)'/\1/p" harness/run/code.sh),$(wildcard $(addsuffix /*.h,base encoders encoders/atom tasks harness/model harness/model/math harness/model/atom))) harness/run/plugin.h
pkgconfig = printf '%s\n' 'prefix=$${pcfiledir}/../..' 'includedir=$${prefix}/include/lexbench' 'plugin_flags=$(PLUGIN_FLAGS)' '' 'Name: lexbench' \
	'Description: headers for plugins of lexbench' "Version: $$(sed -n 's/.*LEXBENCH_VERSION "\(.*\)".*/\1/p' harness/cli/help.c)" 'Cflags: -I$${includedir} -std=gnu11 -D_GNU_SOURCE'

# What `lexbench plugin build` and pkg-config offer to compilers.
install-headers: $(INTERFACE)
	for h in $(PLUGIN_HEADERS); do install -Dm644 $$h $(DESTDIR)$(PREFIX)/include/lexbench/$${h#harness/}; done
	install -m644 $(INTERFACE) $(DESTDIR)$(PREFIX)/include/lexbench
	install -d $(DESTDIR)$(PREFIX)/share/pkgconfig
	$(pkgconfig) > $(DESTDIR)$(PREFIX)/share/pkgconfig/lexbench.pc

# A Debian package in build/. It runs on other machines, so it is built for all levels of x86-64, and never for this processor; ARCH names one alone.
DEB_ARCH = $(if $(findstring command,$(origin ARCH)),$(ARCH),$(if $(filter x86_64,$(MACHINE)),x86-64,$(if $(filter aarch64,$(MACHINE)),armv8-a)))
DEB_LEVELS = $(if $(findstring command,$(origin ARCH)),,$(if $(filter x86_64,$(MACHINE)),levels))
IN_DEB = BUILD=build/deb PREFIX=/usr ARCH=$(DEB_ARCH)
deb:
	@case '$(DEB_ARCH)' in "" | native) echo "a package runs on other machines: 'make deb ARCH=x86-64-v3', or what gcc calls your common processor" >&2; exit 1 ;; esac
	@sh tests/deps.sh packages.txt build
	$(Q)+$(SUBMAKE) all double $(DEB_LEVELS) $(IN_DEB)
	@rm -rf build/deb/root $(if $(DEB_LEVELS),,build/deb/levels)
	$(Q)$(MAKE) -s --no-print-directory install $(IN_DEB) DESTDIR=$(CURDIR)/build/deb/root
	@sh packaging/deb.sh build/deb/root build

# One file for any Linux: the program for any processor, as parts of it that for higher levels and that in double (base/level.h), what ships (base/packed.h), and the
# libraries, all linked statically. Each part is the whole program, of which nothing is seen but its main.
STATIC = $(BUILD)/static
STATIC_PARTS = $(if $(DEB_LEVELS),$(LEVELS)) double
PACKED := $(sort $(wildcard suites/*.yaml results/claims/*.yaml))
static: $(STATIC_PARTS:%=static/%)
	@sh tests/deps.sh packages.txt build
	$(Q)+$(SUBMAKE) ARCH=$(DEB_ARCH) BUILD=$(STATIC)/any PARTS='$(STATIC_PARTS:%=$(STATIC)/%/part.o)' $(STATIC)/any/one
	$(Q)cp $(STATIC)/any/one $(STATIC)/lexbench.new && mv $(STATIC)/lexbench.new $(STATIC)/lexbench
	@ls -l $(STATIC)/lexbench | awk '{ printf "%s: %.1f MB\n", $$NF, $$5 / 1e6 }'
static/%:
	$(Q)+$(SUBMAKE) ARCH=$(if $(filter double,$*),$(DEB_ARCH) REAL=double,$*) BUILD=$(STATIC)/$* PART=lexbench_$(subst -,_,$*) $(STATIC)/$*/part.o
# What runs before main would run on every processor, and is there once already.
$(BUILD)/part.o: $(OBJECTS)
	@echo "  PART $@"
	$(Q)$(CC) -r -nostdlib -o $@ $^
	$(Q)$(OBJCOPY) --redefine-sym main=$(PART) --keep-global-symbol=$(PART) --remove-section=.preinit_array --remove-section=.rela.preinit_array --strip-debug $@
	@! $(OBJDUMP) -h $@ | grep -E '(init_array|ctors)( |\.)' || { echo "$@: code of a part would run before main" >&2; exit 1; }
$(BUILD)/packed.o: packaging/packed.sh $(PACKED)
	@mkdir -p $(@D)
	@echo "  EMBED $@"
	$(Q)sh $< $(PACKED) | $(CC) -c -x assembler -o $@ -
$(BUILD)/one: $(OBJECTS) $(PARTS) $(BUILD)/packed.o $(BUILD)/packaging/static_dl.o
	@echo "  LD  $@"
	$(Q)$(CC) $(FLAGS) -static-pie -Wl,-z,relro,-z,now,-z,noexecstack,--strip-debug,--wrap=dlopen,--wrap=dlsym,--wrap=dlclose,--wrap=dlerror,--fatal-warnings $(LDFLAGS) -o $@ $^ $(LIBS) -lpthread

# The Python package with that file as its command.
wheel: static
	@sh tests/deps.sh packages.txt wheel
	$(Q)sh packaging/licences.sh > $(STATIC)/LICENCES
	@sh packaging/wheel.sh $(STATIC)/lexbench $(STATIC)/LICENCES build

# Tests that take no more than minutes under qemu-user, of what may differ between processors; TESTS names others.
EMULATED = $(or $(TESTS),test_base test_level test_packed test_text test_options test_formula test_language test_statistics test_records test_tasks_lookup test_bias_table test_atom_score_cap test_atom_select test_atom_head_source test_atom_mixer test_encoders_rotary test_run test_code)

# The program for all levels of x86-64, in one file and beside each other, at each level that this processor has and, as root, under qemu-user without AVX-512 and
# without AVX2; minutes to build.
test-levels: static
	@sh tests/deps.sh packages.txt build tests emulation
	$(Q)+$(SUBMAKE) REAL=double ARCH=x86-64 BUILD=$(STATIC)/double all
	$(Q)+$(SUBMAKE) ARCH=x86-64 BUILD=$(STATIC)/any TESTS='$(EMULATED)' test-build
	$(Q)+$(SUBMAKE) ARCH=x86-64-v3 BUILD=$(STATIC)/x86-64-v3 TESTS='$(EMULATED)' test-build
	$(Q)+$(SUBMAKE) ARCH=x86-64-v4 BUILD=$(STATIC)/x86-64-v4 all
	@TESTS='$(EMULATED)' sh tests/slow/levels.sh $(STATIC)

# The program for arm64, cross-built and under qemu-user, as root, from the network.
test-arm64:
	@sh tests/deps.sh packages.txt build arm64
	@TESTS='$(EMULATED)' IN_DOUBLE='$(IN_DOUBLE)' sh tests/slow/arm64.sh build/arm64

# The one file on clean roots of Debian and the wheel in empty environments of each Python here, as root, from the network; SUITES names the roots. Minutes.
test-static: wheel
	@sh tests/deps.sh packages.txt deb wheel
	@sh tests/slow/static.sh $(STATIC)/lexbench "$$(ls -t build/lexbench-*_$(MACHINE).whl | head -1)" $(or $(SUITES),bullseye bookworm trixie)

# The package on clean roots of Debian, as root, from the network; SUITES names them. Minutes.
test-deb: deb
	@sh tests/deps.sh packages.txt deb
	@sh tests/slow/deb.sh build $(or $(SUITES),bookworm trixie)

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/lexbench $(DESTDIR)$(PREFIX)/share/man/man1/lexbench.1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lexbench
	rm -rf $(DESTDIR)$(PREFIX)/share/lexbench $(DESTDIR)$(PREFIX)/share/doc/lexbench $(DESTDIR)$(PREFIX)/libexec/lexbench $(DESTDIR)$(PREFIX)/include/lexbench
	rm -f $(DESTDIR)$(PREFIX)/share/pkgconfig/lexbench.pc

clean:
	rm -rf build

dist:
	@sh tests/deps.sh packages.txt build
	@mkdir -p build
	git archive --prefix=lexbench/ -o build/lexbench.tar.gz HEAD

-include $(SOURCES:%.c=$(BUILD)/%.d) $(wildcard $(BUILD)/tests/*.d $(BUILD)/tests/*/*.d $(BUILD)/bench/*.d)
