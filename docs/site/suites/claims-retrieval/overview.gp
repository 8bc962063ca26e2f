# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-retrieval'
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
grey_style[1] = 8
grey_style[2] = 5
grey_style[3] = 3
grey_style[4] = 9
grey_style[5] = 2
grey_style[6] = 4
grey_style[7] = 10
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 8
array task[8]
array drawn[8]
array fits_here[8]
array train_length[8]
array first_length[8]
array last_length[8]
array metric[8]
array lowest[8]
array highest[8]
array ties_words[8]
array borders[8]
array borders_words[8]
array chance_of[8]
task[1] = 'What followed this symbol last time?'
drawn[1] = '1 2'; fits_here[1] = '8 0'
chance_of[1] = 1
train_length[1] = 24.0; first_length[1] = 12.0; last_length[1] = 192.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '24'; borders_words[1] = ''
task[2] = 'Look up the k-th item (from end)'
drawn[2] = '2'; fits_here[2] = '0 1'
chance_of[2] = 6
train_length[2] = 24.0; first_length[2] = 12.0; last_length[2] = 192.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '24'; borders_words[2] = ''
task[3] = 'What follows the n-gram?'
drawn[3] = ''; fits_here[3] = '0 0'
chance_of[3] = 3
train_length[3] = 24.0; first_length[3] = 12.0; last_length[3] = 192.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = ''; borders_words[3] = ''
task[4] = 'Find the one key in filler (digits 1, symbols 16)'
drawn[4] = '2'; fits_here[4] = '0 9'
chance_of[4] = 6
train_length[4] = 24.0; first_length[4] = 12.0; last_length[4] = 192.0
metric[4] = 'exact match'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '24'; borders_words[4] = ''
task[5] = 'Associative recall with a query for every key (grow gap, keys 16, values 16, pairs 4)'
drawn[5] = '2'; fits_here[5] = '0 1'
chance_of[5] = 6
train_length[5] = 24.0; first_length[5] = 12.0; last_length[5] = 192.0
metric[5] = 'token accuracy'; lowest[5] = 0.0000; highest[5] = 1.0000
ties_words[5] = ''
borders[5] = '24'; borders_words[5] = ''
task[6] = 'Associative recall with a query for every key (keys 64, values 64)'
drawn[6] = '2'; fits_here[6] = '0 1'
chance_of[6] = 6
train_length[6] = 8.0; first_length[6] = 4.0; last_length[6] = 64.0
metric[6] = 'token accuracy'; lowest[6] = 0.0000; highest[6] = 1.0000
ties_words[6] = ''
borders[6] = '8'; borders_words[6] = ''
task[7] = 'The token k back'
drawn[7] = '2'; fits_here[7] = '0 8'
chance_of[7] = 6
train_length[7] = 24.0; first_length[7] = 12.0; last_length[7] = 192.0
metric[7] = 'token accuracy'; lowest[7] = 0.0000; highest[7] = 1.0000
ties_words[7] = ''
borders[7] = '24'; borders_words[7] = ''
task[8] = 'What follows the n-gram? (side prefix)'
drawn[8] = ''; fits_here[8] = '0 0'
chance_of[8] = 3
train_length[8] = 24.0; first_length[8] = 12.0; last_length[8] = 192.0
metric[8] = 'exact match'; lowest[8] = 0.0000; highest[8] = 1.0000
ties_words[8] = ''
borders[8] = ''; borders_words[8] = ''
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'cpe one layer'; tic[1] = 'cpe one layer'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
