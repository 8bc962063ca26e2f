# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-mixers'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 4
array grey_style[4]
grey_style[1] = 9
grey_style[2] = 10
grey_style[3] = 8
grey_style[4] = 7
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 9
array task[9]
array drawn[9]
array fits_here[9]
array train_length[9]
array first_length[9]
array last_length[9]
array metric[9]
array lowest[9]
array highest[9]
array ties_words[9]
array borders[9]
array borders_words[9]
array chance_of[9]
task[1] = 'Copy a string'
drawn[1] = '1'; fits_here[1] = '0 0 0 0 0 0'
chance_of[1] = 3
train_length[1] = 20.0; first_length[1] = 10.0; last_length[1] = 60.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '20'; borders_words[1] = ''
task[2] = 'Read the bit written last, past distractors (scored last)'
drawn[2] = '1'; fits_here[2] = '9 0 0 0 0 0'
chance_of[2] = 3
train_length[2] = 20.0; first_length[2] = 10.0; last_length[2] = 60.0
metric[2] = 'token accuracy'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '20'; borders_words[2] = ''
task[3] = 'The most frequent symbol'
drawn[3] = '1 2'; fits_here[3] = '10 10 0 0 0 0'
chance_of[3] = 3
train_length[3] = 20.0; first_length[3] = 10.0; last_length[3] = 60.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = '20'; borders_words[3] = ''
task[4] = 'A sum of products modulo 5 (regular)'
drawn[4] = '3'; fits_here[4] = '0 0 0 0 0 0'
chance_of[4] = 1
train_length[4] = 40.0; first_length[4] = 20.0; last_length[4] = 256.0
metric[4] = 'token accuracy'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '40'; borders_words[4] = ''
task[5] = 'Is the number of ones even?'
drawn[5] = '1'; fits_here[5] = '1 0 0 0 0 0'
chance_of[5] = 3
train_length[5] = 20.0; first_length[5] = 10.0; last_length[5] = 60.0
metric[5] = 'exact match'; lowest[5] = 0.0000; highest[5] = 1.0000
ties_words[5] = ''
borders[5] = '20'; borders_words[5] = ''
task[6] = 'Is the number of ones even? (ones coins)'
drawn[6] = '3 4'; fits_here[6] = '0 0 0 0 0 0'
chance_of[6] = 1
train_length[6] = 40.0; first_length[6] = 20.0; last_length[6] = 256.0
metric[6] = 'exact match'; lowest[6] = 0.0000; highest[6] = 1.0000
ties_words[6] = 'under one line in Is the number of ones even? (ones coins): deltanet 2, deltanet 1'
borders[6] = '40'; borders_words[6] = ''
task[7] = 'Find the one key in filler (digits 3, symbols 16)'
drawn[7] = '5 4'; fits_here[7] = '0 0 0 1 1 0'
chance_of[7] = 2
train_length[7] = 32.0; first_length[7] = 16.0; last_length[7] = 512.0
metric[7] = 'exact match'; lowest[7] = 0.0000; highest[7] = 1.0000
ties_words[7] = ''
borders[7] = '32'; borders_words[7] = ''
task[8] = 'Associative recall with a query for every key (grow gap, keys 32, values 32, pairs 4, fillers 16)'
drawn[8] = '6'; fits_here[8] = '0 0 0 0 0 1'
chance_of[8] = 4
train_length[8] = 24.0; first_length[8] = 12.0; last_length[8] = 384.0
metric[8] = 'token accuracy'; lowest[8] = 0.0000; highest[8] = 1.0000
ties_words[8] = ''
borders[8] = '24'; borders_words[8] = ''
task[9] = 'An expression in brackets modulo 5 (deterministic context-free)'
drawn[9] = '3'; fits_here[9] = '0 0 0 0 0 0'
chance_of[9] = 1
train_length[9] = 40.0; first_length[9] = 20.0; last_length[9] = 256.0
metric[9] = 'token accuracy'; lowest[9] = 0.0000; highest[9] = 1.0000
ties_words[9] = ''
borders[9] = '40'; borders_words[9] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'gdn 2 + nope'; tic[2] = 'gdn 2 + nope'
style[2] = 6; runs[2] = 1; fitted[2] = 1
label[3] = 'deltanet 2'; tic[3] = 'deltanet 2'
style[3] = 1; runs[3] = 1; fitted[3] = 1
label[4] = 'deltanet 1'; tic[4] = 'deltanet 1'
style[4] = 5; runs[4] = 1; fitted[4] = 1
label[5] = 'gdn'; tic[5] = 'gdn'
style[5] = 2; runs[5] = 1; fitted[5] = 1
label[6] = 'kda + nope'; tic[6] = 'kda + nope'
style[6] = 4; runs[6] = 1; fitted[6] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
