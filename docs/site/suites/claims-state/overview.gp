# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-state'
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
tasks = 3
array task[3]
array drawn[3]
array fits_here[3]
array train_length[3]
array first_length[3]
array last_length[3]
array metric[3]
array lowest[3]
array highest[3]
array ties_words[3]
array borders[3]
array borders_words[3]
array chance_of[3]
task[1] = 'Run a program of counters'
drawn[1] = '1 2'; fits_here[1] = '1 1 0 0 0 0 0 0'
chance_of[1] = 1
train_length[1] = 32.0; first_length[1] = 16.0; last_length[1] = 128.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '32'; borders_words[1] = ''
task[2] = 'Read the bit written last, past distractors'
drawn[2] = '3 4 5 6'; fits_here[2] = '0 0 1 1 1 1 0 0'
chance_of[2] = 2
train_length[2] = 32.0; first_length[2] = 16.0; last_length[2] = 128.0
metric[2] = 'token accuracy'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = 'under one line in Read the bit written last, past distractors: fox, heads=4, layers=2, path, heads=2, layers=1'
borders[2] = '32'; borders_words[2] = ''
task[3] = 'Copy what is not blank'
drawn[3] = '1 7 8'; fits_here[3] = '1 0 0 0 0 0 0 1'
chance_of[3] = 1
train_length[3] = 32.0; first_length[3] = 16.0; last_length[3] = 128.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = '32'; borders_words[3] = ''
series = 8
own_colours = 0
array label[8]
array tic[8]
array style[8]
array runs[8]
array fitted[8]
label[1] = 'cope'; tic[1] = 'cope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 6; runs[2] = 1; fitted[2] = 1
label[3] = 'cope, heads=4, layers=2'; tic[3] = 'cope, heads=4, layers=2'
style[3] = 2; runs[3] = 1; fitted[3] = 1
label[4] = 'fox, heads=4, layers=2'; tic[4] = 'fox, heads=4, layers=2'
style[4] = 3; runs[4] = 1; fitted[4] = 1
label[5] = 'path, heads=2, layers=1'; tic[5] = 'path, heads=2, layers=1'
style[5] = 4; runs[5] = 1; fitted[5] = 1
label[6] = 'rope, heads=4, layers=2'; tic[6] = 'rope, heads=4, layers=2'
style[6] = 8; runs[6] = 1; fitted[6] = 1
label[7] = 'stick-breaking'; tic[7] = 'stick-breaking'
style[7] = 5; runs[7] = 1; fitted[7] = 1
label[8] = 'rope'; tic[8] = 'rope'
style[8] = 7; runs[8] = 1; fitted[8] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
