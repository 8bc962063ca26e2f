# The numbers are in training-tomita.tsv.
#   gnuplot training-tomita.gp                      draws training-tomita.svg
#   gnuplot -e "format='pdf'" training-tomita.gp   draws training-tomita.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The seven languages of Tomita, trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-tomita'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 14
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 53
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 54; curve_last[2] = 107
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 108; curve_last[3] = 162
curve_fitted[4] = 0; curve_diverged[4] = 0; curve_first[4] = 163; curve_last[4] = 217
curve_fitted[5] = 0; curve_diverged[5] = 0; curve_first[5] = 218; curve_last[5] = 272
curve_fitted[6] = 0; curve_diverged[6] = 0; curve_first[6] = 273; curve_last[6] = 327
curve_fitted[7] = 0; curve_diverged[7] = 0; curve_first[7] = 328; curve_last[7] = 381
curve_fitted[8] = 0; curve_diverged[8] = 0; curve_first[8] = 382; curve_last[8] = 435
curve_fitted[9] = 0; curve_diverged[9] = 0; curve_first[9] = 436; curve_last[9] = 490
curve_fitted[10] = 0; curve_diverged[10] = 0; curve_first[10] = 491; curve_last[10] = 545
curve_fitted[11] = 0; curve_diverged[11] = 0; curve_first[11] = 546; curve_last[11] = 600
curve_fitted[12] = 0; curve_diverged[12] = 0; curve_first[12] = 601; curve_last[12] = 654
curve_fitted[13] = 0; curve_diverged[13] = 0; curve_first[13] = 655; curve_last[13] = 709
curve_fitted[14] = 0; curve_diverged[14] = 0; curve_first[14] = 710; curve_last[14] = 764
array curves_of[2]
curves_of[1] = ' 1 2 3 4 5 6 7'
curves_of[2] = ' 8 9 10 11 12 13 14'
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 1; runs[1] = 7; fitted[1] = 0
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 7; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
