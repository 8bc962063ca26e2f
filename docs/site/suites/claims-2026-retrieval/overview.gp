# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-2026-retrieval'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 7
array grey_style[7]
grey_style[1] = 12
grey_style[2] = 8
grey_style[3] = 13
grey_style[4] = 18
grey_style[5] = 9
grey_style[6] = 11
grey_style[7] = 14
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 5
array task[5]
array drawn[5]
array fits_here[5]
array train_length[5]
array first_length[5]
array last_length[5]
array metric[5]
array lowest[5]
array highest[5]
array ties_words[5]
array borders[5]
array borders_words[5]
array chance_of[5]
task[1] = 'Copy a string (symbols 26, kind repeats)'
drawn[1] = '1'; fits_here[1] = '1 0 0 0 0 0'
chance_of[1] = 5
train_length[1] = 16.0; first_length[1] = 8.0; last_length[1] = 128.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '16'; borders_words[1] = ''
task[2] = 'Look up the k-th item (pointers 16, from end, queries 4)'
drawn[2] = ''; fits_here[2] = '0 0 0 0 0 0'
chance_of[2] = 8
train_length[2] = 16.0; first_length[2] = 8.0; last_length[2] = 256.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = ''; borders_words[2] = ''
task[3] = 'Find the one key in filler (digits 3, symbols 16)'
drawn[3] = '2 3 4'; fits_here[3] = '0 5 1 5 0 0'
chance_of[3] = 1
train_length[3] = 16.0; first_length[3] = 8.0; last_length[3] = 1024.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = '16 32'; borders_words[3] = 'Find the one key in filler (digits 3, symbols 16) trained to 16: bam, longest=16; to 32: evq and pose'
task[4] = 'Associative recall with a query for every key (grow gap, keys 32, values 32, pairs 4, fillers 16)'
drawn[4] = '5'; fits_here[4] = '0 0 0 0 1 0'
chance_of[4] = 6
train_length[4] = 24.0; first_length[4] = 12.0; last_length[4] = 384.0
metric[4] = 'token accuracy'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '24'; borders_words[4] = ''
task[5] = 'Recall while pairs come in, noise between them (keys 16, alphabet 16, values 16, noise 0.8)'
drawn[5] = '6'; fits_here[5] = '0 0 0 0 0 0'
chance_of[5] = 2
train_length[5] = 40.0; first_length[5] = 20.0; last_length[5] = 160.0
metric[5] = 'token accuracy'; lowest[5] = 0.0000; highest[5] = 1.0000
ties_words[5] = ''
borders[5] = '40'; borders_words[5] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 5; runs[1] = 1; fitted[1] = 1
label[2] = 'bam, longest=16'; tic[2] = 'bam, longest=16'
style[2] = 1; runs[2] = 1; fitted[2] = 1
label[3] = 'evq'; tic[3] = 'evq'
style[3] = 3; runs[3] = 1; fitted[3] = 1
label[4] = 'pose'; tic[4] = 'pose'
style[4] = 7; runs[4] = 1; fitted[4] = 1
label[5] = 'nape + stieltjes'; tic[5] = 'nape + stieltjes'
style[5] = 6; runs[5] = 1; fitted[5] = 1
label[6] = 'differential'; tic[6] = 'differential'
style[6] = 2; runs[6] = 1; fitted[6] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
