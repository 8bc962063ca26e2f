# The numbers are in training-mode.tsv.
#   gnuplot training-mode.gp                      draws training-mode.svg
#   gnuplot -e "format='pdf'" training-mode.gp   draws training-mode.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The most frequent of a few symbols, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-mode'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 10
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 117
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 118; curve_last[3] = 175
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 176; curve_last[4] = 233
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 234; curve_last[5] = 292
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 293; curve_last[6] = 350
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 351; curve_last[7] = 409
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 410; curve_last[8] = 468
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 469; curve_last[9] = 527
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 528; curve_last[10] = 586
array curves_of[7]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 1 2 3 4 5 6 7 8 9 10'
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 10; fitted[1] = 10

load '../../charts/style.gp'
load '../../charts/training.gp'
