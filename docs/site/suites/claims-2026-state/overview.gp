# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-2026-state'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 0
array grey_style[1]
grey_style[1] = 0
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 4
array task[4]
array drawn[4]
array fits_here[4]
array train_length[4]
array first_length[4]
array last_length[4]
array metric[4]
array lowest[4]
array highest[4]
array ties_words[4]
array borders[4]
array borders_words[4]
array chance_of[4]
task[1] = 'Copy a string (symbols 26, kind repeats)'
drawn[1] = '1 2'; fits_here[1] = '0 0 0'
chance_of[1] = 1
train_length[1] = 16.0; first_length[1] = 8.0; last_length[1] = 48.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '16'; borders_words[1] = ''
task[2] = 'Read the bit written last, past distractors'
drawn[2] = '1 2 3'; fits_here[2] = '1 1 1'
chance_of[2] = 1
train_length[2] = 32.0; first_length[2] = 16.0; last_length[2] = 128.0
metric[2] = 'token accuracy'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = 'under one line in Read the bit written last, past distractors: tra, fox'
borders[2] = '32'; borders_words[2] = ''
task[3] = (latex ? 'flip\_flop(ignore=0.1) [flip\_flop]' : 'flip_flop(ignore=0.1) [flip_flop]')
drawn[3] = '1 2 3'; fits_here[3] = '1 1 1'
chance_of[3] = 1
train_length[3] = 32.0; first_length[3] = 16.0; last_length[3] = 128.0
metric[3] = 'token accuracy'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = (latex ? 'under one line in flip\_flop(ignore=0.1) [flip\_flop]: tra, fox' : 'under one line in flip_flop(ignore=0.1) [flip_flop]: tra, fox')
borders[3] = '32'; borders_words[3] = ''
task[4] = (latex ? 'flip\_flop(ignore=0.98) [flip\_flop]' : 'flip_flop(ignore=0.98) [flip_flop]')
drawn[4] = '1 2 3'; fits_here[4] = '1 1 1'
chance_of[4] = 1
train_length[4] = 32.0; first_length[4] = 16.0; last_length[4] = 128.0
metric[4] = 'token accuracy'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '32'; borders_words[4] = ''
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'tra'; tic[1] = 'tra'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'fox'; tic[3] = 'fox'
style[3] = 3; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
