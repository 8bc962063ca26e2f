# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-fork'
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
task[1] = 'The most frequent symbol'
drawn[1] = '1 2 3'; fits_here[1] = '1 2 0 0 0 0 0'
chance_of[1] = 2
train_length[1] = 20.0; first_length[1] = 10.0; last_length[1] = 60.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '20'; borders_words[1] = ''
task[2] = 'What follows the n-gram? (side end, symbols 128, gram 4)'
drawn[2] = '4 1 5'; fits_here[2] = '0 0 0 0 0 0 0'
chance_of[2] = 1
train_length[2] = 20.0; first_length[2] = 10.0; last_length[2] = 60.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '20'; borders_words[2] = ''
task[3] = 'The token that the last marker points to (markers 8, fillers 8)'
drawn[3] = '6 7 5'; fits_here[3] = '0 0 0 0 0 0 2'
chance_of[3] = 3
train_length[3] = 16.0; first_length[3] = 8.0; last_length[3] = 48.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = '16'; borders_words[3] = ''
series = 7
own_colours = 0
array label[7]
array tic[7]
array style[7]
array runs[7]
array fitted[7]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'rope 16'; tic[2] = 'rope 16'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'rope 16 one layer'; tic[3] = 'rope 16 one layer'
style[3] = 7; runs[3] = 1; fitted[3] = 1
label[4] = 'gdn'; tic[4] = 'gdn'
style[4] = 1; runs[4] = 1; fitted[4] = 1
label[5] = 'learned + offset'; tic[5] = 'learned + offset'
style[5] = 6; runs[5] = 1; fitted[5] = 1
label[6] = 'rope one layer'; tic[6] = 'rope one layer'
style[6] = 3; runs[6] = 1; fitted[6] = 1
label[7] = 'rope four layers'; tic[7] = 'rope four layers'
style[7] = 5; runs[7] = 1; fitted[7] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
