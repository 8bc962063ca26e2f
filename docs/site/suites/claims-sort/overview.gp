# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-sort'
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
tasks = 2
array task[2]
array drawn[2]
array fits_here[2]
array train_length[2]
array first_length[2]
array last_length[2]
array metric[2]
array lowest[2]
array highest[2]
array ties_words[2]
array borders[2]
array borders_words[2]
array chance_of[2]
task[1] = 'Sort values in ascending order (symbols 128)'
drawn[1] = '1 2 3 4'; fits_here[1] = '2 1 1 1 0 0 0'
chance_of[1] = 2
train_length[1] = 4.0; first_length[1] = 2.0; last_length[1] = 32.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '4 6'; borders_words[1] = 'Sort values in ascending order (symbols 128) trained to 4: nope one layer 4 and nope two layers 4; to 6: nope one layer 6 and nope two layers 6'
task[2] = 'Sort values in ascending order (symbols 256)'
drawn[2] = '5 6 7'; fits_here[2] = '0 0 0 0 2 2 2'
chance_of[2] = 1
train_length[2] = 16.0; first_length[2] = 8.0; last_length[2] = 128.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '16'; borders_words[2] = ''
series = 7
own_colours = 0
array label[7]
array tic[7]
array style[7]
array runs[7]
array fitted[7]
label[1] = 'nope one layer 4'; tic[1] = 'nope one layer 4'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'nope two layers 4'; tic[2] = 'nope two layers 4'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope one layer 6'; tic[3] = 'nope one layer 6'
style[3] = 6; runs[3] = 1; fitted[3] = 1
label[4] = 'nope two layers 6'; tic[4] = 'nope two layers 6'
style[4] = 7; runs[4] = 1; fitted[4] = 1
label[5] = 'nape + asentmax'; tic[5] = 'nape + asentmax'
style[5] = 1; runs[5] = 1; fitted[5] = 1
label[6] = 'nape'; tic[6] = 'nape'
style[6] = 3; runs[6] = 1; fitted[6] = 1
label[7] = 'nape + entmax'; tic[7] = 'nape + entmax'
style[7] = 5; runs[7] = 1; fitted[7] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
