# The numbers are in training-sort-symbols-256.tsv.
#   gnuplot training-sort-symbols-256.gp                      draws training-sort-symbols-256.svg
#   gnuplot -e "format='pdf'" training-sort-symbols-256.gp   draws training-sort-symbols-256.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 256), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-sort-symbols-256'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 6
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 117
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 118; curve_last[3] = 176
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 177; curve_last[4] = 235
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 236; curve_last[5] = 293
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 294; curve_last[6] = 352
array curves_of[7]
curves_of[1] = ' 1 2'
curves_of[2] = ''
curves_of[3] = ' 3 4'
curves_of[4] = ''
curves_of[5] = ' 5 6'
curves_of[6] = ''
curves_of[7] = ''
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 1; runs[1] = 2; fitted[1] = 2
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 3; runs[2] = 2; fitted[2] = 2
label[3] = 'nape + entmax'; tic[3] = 'nape + entmax'
style[3] = 5; runs[3] = 2; fitted[3] = 2

load '../../charts/style.gp'
load '../../charts/training.gp'
