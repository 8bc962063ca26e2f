# The numbers are in training-sort-symbols-128.tsv.
#   gnuplot training-sort-symbols-128.gp                      draws training-sort-symbols-128.svg
#   gnuplot -e "format='pdf'" training-sort-symbols-128.gp   draws training-sort-symbols-128.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 128)'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-sort-symbols-128'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 5
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 117
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 118; curve_last[3] = 176
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 177; curve_last[4] = 235
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 236; curve_last[5] = 294
array curves_of[7]
curves_of[1] = ''
curves_of[2] = ' 1 2'
curves_of[3] = ''
curves_of[4] = ' 3'
curves_of[5] = ''
curves_of[6] = ' 4'
curves_of[7] = ' 5'
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'nope one layer 4'; tic[1] = 'nope one layer 4'
style[1] = 2; runs[1] = 2; fitted[1] = 2
label[2] = 'nope two layers 4'; tic[2] = 'nope two layers 4'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope one layer 6'; tic[3] = 'nope one layer 6'
style[3] = 6; runs[3] = 1; fitted[3] = 1
label[4] = 'nope two layers 6'; tic[4] = 'nope two layers 6'
style[4] = 7; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
