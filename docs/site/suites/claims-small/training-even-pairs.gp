# The numbers are in training-even-pairs.tsv.
#   gnuplot training-even-pairs.gp                      draws training-even-pairs.svg
#   gnuplot -e "format='pdf'" training-even-pairs.gp   draws training-even-pairs.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of unequal neighbours even? (regular), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-even-pairs'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 9
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 117
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 118; curve_last[3] = 176
curve_fitted[4] = 0; curve_diverged[4] = 0; curve_first[4] = 177; curve_last[4] = 234
curve_fitted[5] = 0; curve_diverged[5] = 0; curve_first[5] = 235; curve_last[5] = 293
curve_fitted[6] = 0; curve_diverged[6] = 0; curve_first[6] = 294; curve_last[6] = 352
curve_fitted[7] = 0; curve_diverged[7] = 0; curve_first[7] = 353; curve_last[7] = 411
curve_fitted[8] = 0; curve_diverged[8] = 0; curve_first[8] = 412; curve_last[8] = 470
curve_fitted[9] = 0; curve_diverged[9] = 0; curve_first[9] = 471; curve_last[9] = 529
array curves_of[13]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ' 1 2 3 4 5 6 7 8 9'
curves_of[9] = ''
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
curves_of[13] = ''
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 8; runs[1] = 9; fitted[1] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
