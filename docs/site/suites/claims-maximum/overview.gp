# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-maximum'
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
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 1
array task[1]
array drawn[1]
array fits_here[1]
array train_length[1]
array first_length[1]
array last_length[1]
array metric[1]
array lowest[1]
array highest[1]
array ties_words[1]
array borders[1]
array borders_words[1]
array chance_of[1]
task[1] = 'The class of the item with the highest priority (priority real)'
drawn[1] = '1 2 3'; fits_here[1] = '10 5 5'
chance_of[1] = 1
train_length[1] = 16.0; first_length[1] = 8.0; last_length[1] = 1024.0
metric[1] = 'token accuracy'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '16'; borders_words[1] = ''
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'stieltjes 4'; tic[2] = 'stieltjes 4'
style[2] = 3; runs[2] = 1; fitted[2] = 1
label[3] = 'stieltjes 2'; tic[3] = 'stieltjes 2'
style[3] = 4; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
